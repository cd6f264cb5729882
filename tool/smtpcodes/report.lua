-- report.lua: what became of the deliveries in a log, in bounded memory.
--
--   local report = require "smtpcodes.report".new()
--   for delivery in logs.each(file) do report:add(delivery) end
--   local result = report:result(10)
--
-- Faster, and the same: a reader that counts what was sent by itself.
--
--   local reader = logs.reader(report:counter())
--   for delivery in reader:each(file) do report:add(delivery) end
--
-- An attempt is a delivery that was tried; what the queue manager put off
-- unheard ("delivery temporarily suspended") is counted apart, and so are
-- messages that it gave up (expired). Of all that is counted by a key there
-- are first and last time as the log writes them.

local smtpcodes = require "smtpcodes"
local judge = require "smtpcodes.judge"
local top = require "smtpcodes.top"
local well_formed = require "smtpcodes.terminal".well_formed

local report = {}
report.__index = report

-- ---- delays -----------------------------------------------------------------

-- Delays are counted in steps of about a tenth of their size: 24 for each
-- power of ten.
local STEPS = 24
local step_of = require "smtpcodes.logscan".step

-- The delay within which this share of the mail arrived, to two digits; of
-- mail whose delay is known.
local function percentile(steps, share)
  local keys, total = {}, 0
  for step, count in pairs(steps) do
    keys[#keys + 1] = step
    total = total + count
  end
  table.sort(keys)
  local seen = 0
  for _, step in ipairs(keys) do
    seen = seen + steps[step]
    if seen >= total * share then
      return tonumber(("%.2g"):format(10 ^ ((step + 1) / STEPS)))
    end
  end
end

-- ---- counting ---------------------------------------------------------------

-- How many keys a table holds, other than top.LIMIT; of hours two years.
local LIMITS = { hour = 17568 }
local PATTERN = 200 -- octets of what a text says that are kept

report.tables = { "cause", "reason", "action", "provider", "domain",
  "transport", "code", "enhanced", "unmatched", "hour" }

function report.new()
  local self = setmetatable({ unread = 0, attempts = 0, suspended = 0,
    expired = 0, status = {}, failures = 0, matched = 0, delays = {}, by = {} },
    report)
  for _, name in ipairs(report.tables) do
    self.by[name] = top.new(LIMITS[name])
  end
  return self
end

-- What a text says, without what differs each time it is said.
local function pattern_of(text)
  return well_formed(smtpcodes.normalize(text):sub(1, PATTERN))
end

-- "550 5.1.1": what the server said, or the log where it says nothing.
local function codes_of(verdict, delivery)
  local enhanced = verdict.enhanced or not verdict.code and delivery.enhanced
  if verdict.code then
    return enhanced and verdict.code .. " " .. enhanced
      or tostring(verdict.code)
  end
  return enhanced
end

function report:count(name, key, delivery)
  return self.by[name]:add(key, delivery.time, delivery.at)
end

-- Failures that are alike: the same reason, action, remedy, provider and
-- codes, which are the key's parts. Of what was said the first text by the
-- alphabet is kept, so that it does not matter which came first.
function report:count_cause(verdict, codes, pattern, delivery)
  local key = verdict.reason .. "|" .. verdict.action .. "|"
    .. (verdict.remedy or "") .. "|" .. (verdict.provider or "") .. "|"
    .. (codes or "")
  local entry = self:count("cause", key, delivery)
  if not entry.sample or pattern < entry.sample then
    entry.sample = pattern
  end
end

function report:add_failure(delivery)
  local verdict = judge.delivery(delivery)
  local codes, pattern = codes_of(verdict, delivery), pattern_of(delivery.text)
  self.failures = self.failures + 1
  self:count("reason", verdict.reason, delivery)
  self:count("action", verdict.action, delivery)
  self:count("code", codes or "none", delivery)
  self:count("enhanced", verdict.enhanced or delivery.enhanced or "none",
    delivery)
  self:count_cause(verdict, codes, pattern, delivery)
  if verdict.provider then
    self:count("provider", verdict.provider, delivery)
  end
  if verdict.reason == "unknown" then
    self:count("unmatched", pattern, delivery)
  else
    self.matched = self.matched + 1
  end
end

-- Counts a delivery by a key, and whether it failed.
function report:count_outcome(name, key, delivery)
  local entry = self:count(name, key, delivery)
  entry.failed = (entry.failed or 0) + (delivery.status ~= "sent" and 1 or 0)
end

-- Counts of deliveries that were sent, in one of the tables.
function report:add_many(name, key, count, ...)
  local entry = self.by[name]:add_many(key, count, ...)
  entry.failed = entry.failed or 0
  if name == "hour" then
    top.widen(self, ...)
  end
end

function report:add_sent(count)
  if count > 0 then
    self.attempts = self.attempts + count
    self.status.sent = (self.status.sent or 0) + count
  end
end

function report:add_delay(step, count)
  self.delays[step] = (self.delays[step] or 0) + count
end

-- What takes the counts of a reader of logs.
function report:counter()
  return function(name, ...)
    if name == "sent" then
      self:add_sent(...)
    elseif name == "delay" then
      self:add_delay(...)
    else
      self:add_many(name, ...)
    end
  end
end

-- Counts an attempt in the tables that its delivery has a key for.
function report:count_attempt(delivery)
  local time, status = delivery.time, delivery.status
  self.attempts = self.attempts + 1
  self.status[status] = (self.status[status] or 0) + 1
  if time then
    top.widen(self, time, time, delivery.at, delivery.at)
    self:count_outcome("hour", time:match("^[^:]*"), delivery)
  end
  if delivery.domain then
    self:count_outcome("domain", delivery.domain, delivery)
  end
  self:count_outcome("transport", delivery.transport, delivery)
end

-- Takes a delivery; false, what logs.each gives for a line that it cannot
-- read, is counted.
function report:add(delivery)
  if not delivery then
    self.unread = self.unread + 1
  elseif delivery.attempted then
    self:count_attempt(delivery)
    if delivery.status ~= "sent" then
      self:add_failure(delivery)
    elseif delivery.delay then
      self:add_delay(step_of(delivery.delay), 1)
    end
  elseif delivery.status == "expired" then
    self.expired = self.expired + 1
  else
    self.suspended = self.suspended + 1
  end
end

-- ---- result -----------------------------------------------------------------

local function by_failed(a, b)
  if a.failed ~= b.failed then
    return a.failed > b.failed
  end
  return a.key < b.key
end

local function by_first(a, b)
  if a.from ~= b.from then
    return (a.from or 0) < (b.from or 0)
  end
  return a.key < b.key
end

local PARTS = { "reason", "action", "remedy", "provider", "code" }

-- The parts of a cause's key, under their names.
local function add_parts(entry, key)
  local at = 0
  for part in (key .. "|"):gmatch("([^|]*)|") do
    at = at + 1
    entry[PARTS[at]] = part ~= "" and part or nil
  end
end

-- Copies of the first entries, at most `limit`.
local function part_of(list, limit, name)
  local part = {}
  for i = 1, math.min(limit, #list) do
    local entry = {}
    for field, value in pairs(list[i]) do
      entry[field] = value
    end
    if name == "cause" then
      add_parts(entry, entry.key)
    end
    part[i] = entry
  end
  return part
end

-- The steps of the delays as a list of {step, count}, the shortest first.
local function list_of(steps)
  local list = {}
  for step, count in pairs(steps) do
    list[#list + 1] = { step, count }
  end
  table.sort(list, function(a, b)
    return a[1] < b[1]
  end)
  return list
end

-- How each table is sorted, other than by count.
local orders = { domain = by_failed, transport = by_failed, hour = by_first }

-- result.lists[name]; result.cut says that they are not whole, and lost by how
-- much the counts of a table may be too low.
local function add_lists(result, by, limit)
  for _, name in ipairs(report.tables) do
    local list = by[name]:list(orders[name])
    result.lists[name] = part_of(list, name == "hour" and #list or limit, name)
    result.cut = result.cut or #list > #result.lists[name] or nil
    if by[name].lost > 0 then
      result.lost[name] = by[name].lost
    end
  end
end

-- The tables as sorted lists of at most `limit` entries (default: all) {key,
-- count, first, last, from, to}; all else as it was counted.
function report:result(limit)
  local result = { rules = smtpcodes._RULES, lists = {}, delays = {},
    steps = list_of(self.delays), status = self.status, lost = {} }
  for _, name in ipairs { "attempts", "suspended", "expired", "failures",
    "matched", "unread", "first", "last", "from", "to" } do
    result[name] = self[name]
  end
  add_lists(result, self.by, limit and math.max(math.floor(limit), 1)
    or math.huge)
  for _, share in ipairs { 50, 95, 99 } do
    result.delays["p" .. share] = percentile(self.delays, share / 100)
  end
  return result
end

return report
