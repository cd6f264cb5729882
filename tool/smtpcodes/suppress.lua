-- suppress.lua: `smtpcodes report --suppress-list`: the addresses to give up.
--
-- Only messages that are finished count, and only where the action is
-- suppress. Hours of an outage, as smtpcodes.guard sees them, are left out.
-- Postfix does not name the recipients again when it gives a message up, so
-- those that servers called unknown for now are kept until then, by queue id.
-- An address that took mail later is off the list.
-- At most LIMIT addresses are kept at a time: when there are more, what is
-- known so far is written, and an address may come again, with more.

local csv = require "smtpcodes.csv"
local judge = require "smtpcodes.judge"
local new_guard = require "smtpcodes.guard".new
local rows = require "smtpcodes.rows"
local new_takers = require "smtpcodes.takers".new

local suppress = {}
suppress.__index = suppress

suppress.LIMIT = 16384 -- addresses
local EVENTS = 24 -- hours of one address that are told apart
local WAITING = 4096 -- messages that may still be given up, and as many older
local FIELDS = { "address", "reason", "code", "enhanced", "confidence",
  "first", "last", "count" }

function suppress.new(write, limit)
  return setmetatable({ write = write, limit = limit or suppress.LIMIT,
    guard = new_guard(), addresses = {}, size = 0, parts = 0, withheld = {},
    waiting = {}, older = {}, waits = 0, took = new_takers() }, suppress)
end

-- The part before the @ is the receiver's to read, the domain is not.
local function address_of(rcpt)
  local part, domain = rcpt:match("^(.*)@([^@]*)$")
  return part and part .. "@" .. domain:lower() or rcpt
end

-- ---- what happened ------------------------------------------------------------

-- An event of an address: what one hour says about it.
local function new_event(delivery, verdict, group, hour)
  return { group = group, hour = hour, reason = verdict.reason,
    code = verdict.code, enhanced = verdict.enhanced or delivery.enhanced,
    confidence = verdict.confidence, count = 0, first = delivery.time,
    last = delivery.time, from = delivery.at, to = delivery.at }
end

local function widen(event, first, last, from, to)
  if not event.from or from and from < event.from then
    event.first, event.from = first, from
  end
  if not event.to or to and to >= event.to then
    event.last, event.to = last, to
  end
end

-- The event of this hour: a new one, or the last where there are too many.
local function event_of(events, delivery, verdict, group, hour)
  for _, event in ipairs(events) do
    if event.group == group and event.hour == hour then
      return event
    end
  end
  if #events < EVENTS then
    events[#events + 1] = new_event(delivery, verdict, group, hour)
  end
  return events[#events]
end

-- Takes off what was said of an address before it took mail at this time.
function suppress:revive(address, at)
  local events, later = self.addresses[address], {}
  for _, event in ipairs(events or {}) do
    if not event.to or event.to >= at then
      later[#later + 1] = event
    end
  end
  if events and #later == 0 then
    self.addresses[address], self.size = nil, self.size - 1
  elseif events then
    self.addresses[address] = later
  end
end

-- What SMTP hands on to its own host, as to a filter, has not arrived.
local function has_arrived(delivery)
  local relay = "[" .. (delivery.relay or "") -- the address may begin it
  return delivery.transport:find("/lmtp", 1, true)
    or not relay:find("[127.", 1, true) and not relay:find("[::1]", 1, true)
end

function suppress:add_sent(delivery)
  if delivery.at and has_arrived(delivery) then
    local address = address_of(delivery.rcpt)
    self.took:note(address, delivery.at)
    self:revive(address, delivery.at)
  end
end

function suppress:add_dead(delivery, verdict, group, hour)
  local address = address_of(delivery.rcpt)
  local took = delivery.at and self.took:at(address)
  if took and took > delivery.at then
    return
  end
  local events = self.addresses[address]
  if not events then
    if self.size >= self.limit then
      self:flush()
    end
    events = {}
    self.addresses[address] = events
    self.size = self.size + 1
  end
  local event = event_of(events, delivery, verdict, group, hour)
  event.count = event.count + 1
  widen(event, delivery.time, delivery.time, delivery.at, delivery.at)
end

-- Keeps a delivery that is tried again, with its provider and hour; of very
-- many messages the oldest are forgotten.
function suppress:wait(delivery, group, hour)
  local queue = delivery.queue
  local list = self.waiting[queue] or self.older[queue] or {}
  if not self.waiting[queue] then
    if self.waits >= WAITING then
      self.older, self.waiting, self.waits = self.waiting, {}, 0
    end
    self.waiting[queue], self.waits = list, self.waits + 1
  end
  list[delivery.rcpt] = { delivery, group, hour }
end

-- It went otherwise after all.
function suppress:forget(delivery)
  local queue = delivery.queue
  local list = queue and (self.waiting[queue] or self.older[queue])
  if list then
    list[delivery.rcpt] = nil
  end
end

-- The message is given up: what was said of its recipients last is final.
function suppress:expire(queue)
  local list = self.waiting[queue] or self.older[queue] or {}
  for _, last in pairs(list) do
    local delivery, group, hour = last[1], last[2], last[3]
    delivery.status = "expired"
    local verdict = judge.delivery(delivery)
    if verdict.action == "suppress" then
      self.guard:add_dead(group, hour)
      self:add_dead(delivery, verdict, group, hour)
    end
  end
  self.waiting[queue], self.older[queue] = nil, nil
end

-- Takes a delivery of a log.
function suppress:add(delivery)
  if delivery.status == "expired" and delivery.queue and not delivery.rcpt then
    return self:expire(delivery.queue)
  elseif not delivery.attempted or (delivery.rcpt or "") == "" then
    return
  end
  local verdict = delivery.status ~= "sent" and judge.delivery(delivery)
  local group = verdict and verdict.provider or judge.provider(delivery)
    or delivery.domain or "(unknown)"
  local hour = math.floor((delivery.at or 0) / 3600)
  local dead = verdict and verdict.action == "suppress"
    and delivery.status ~= "deferred"
  self.guard:add(group, hour, dead)
  if not verdict then
    self:add_sent(delivery)
  end
  if dead then
    self:add_dead(delivery, verdict, group, hour)
  elseif verdict and verdict.final == "suppress" and delivery.queue
    and delivery.status == "deferred" then
    self:wait(delivery, group, hour)
  else
    self:forget(delivery)
  end
end

-- ---- what is written ------------------------------------------------------------

-- The events that are trusted as one row, or nil.
local function row_of(address, events, is_outage)
  local row
  for _, event in ipairs(events) do
    if not is_outage(event.group, event.hour) then
      if not row then
        row = { address = address, count = 0, first = event.first,
          last = event.last, from = event.from, to = event.to }
      end
      row.count = row.count + event.count
      widen(row, event.first, event.last, event.from, event.to)
      if row.last == event.last then
        row.reason, row.code = event.reason, event.code
        row.enhanced, row.confidence = event.enhanced, event.confidence
      end
    end
  end
  return row
end

-- Notes an outage once; later parts know more of it.
function suppress:note(outages)
  for _, outage in ipairs(outages) do
    local key = outage.name .. "\0" .. outage.hour
    if not self.withheld[key] then
      self.withheld[#self.withheld + 1] = key
    end
    self.withheld[key] = outage
  end
end

-- Writes what is known, and forgets it.
function suppress:flush()
  local outages, is_outage = self.guard:outages()
  local list = {}
  for address in pairs(self.addresses) do
    list[#list + 1] = address
  end
  table.sort(list)
  for _, address in ipairs(list) do
    local row = row_of(address, self.addresses[address], is_outage)
    if row then
      self.write(row)
    end
  end
  self:note(outages)
  self.addresses, self.size, self.parts = {}, 0, self.parts + 1
end

-- ---- the command ----------------------------------------------------------------

local function csv_line(row)
  local values = {}
  for i, field in ipairs(FIELDS) do
    values[i] = row[field]
  end
  return csv.line(values, #FIELDS)
end

local function json_line(json)
  return function(row)
    row.from, row.to = nil, nil
    return json.encode(row)
  end
end

-- Says which hours were left out, and why.
local function tell(out, list)
  for _, key in ipairs(list.withheld) do
    local outage = list.withheld[key]
    out:withheld(outage.name, ("%s UTC: %d of %d attempts would give up their "
      .. "address, %.1f %% and not %.1f %% as usual; withheld as an outage")
      :format(os.date("!%Y-%m-%d %H:00", outage.hour * 3600), outage.dead,
        outage.attempts, 100 * outage.dead / outage.attempts,
        100 * outage.usual))
  end
  if list.parts > 1 then
    out:note(("more than %d addresses: some may be there more than once")
      :format(suppress.LIMIT))
  end
end

function suppress.command(out, arguments)
  local line_of = csv_line
  if arguments.jsonl then
    line_of = json_line(require "smtpcodes.json")
  else
    out.screen:write(csv.line(FIELDS, #FIELDS), "\n")
  end
  local list = suppress.new(function(row)
    out.screen:write(line_of(row), "\n")
  end)
  rows.each(out, arguments.file, function(delivery)
    list:add(delivery)
  end)
  list:flush()
  tell(out, list)
end

return suppress
