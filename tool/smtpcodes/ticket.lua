-- ticket.lua: `smtpcodes report --ticket PROVIDER`: what a provider's
-- postmaster asks for: since when and how often, which of our addresses, its
-- tags, what it said, and three samples with their times in UTC.

local fixes = require "smtpcodes.fixes"
local judge = require "smtpcodes.judge"
local rows = require "smtpcodes.rows"
local smtpcodes = require "smtpcodes"
local terminal = require "smtpcodes.terminal"
local top = require "smtpcodes.top"

local ticket = {}
ticket.__index = ticket

local SAMPLES = 3
local LINES = 8 -- of a list

function ticket.new(provider)
  local self = setmetatable({ provider = provider, attempts = 0, failed = 0,
    others = top.new(256) }, ticket)
  for _, name in ipairs { "ip", "tag", "list", "domain", "reply" } do
    self[name] = top.new(1024)
  end
  return self
end

local function utc(at)
  return at and os.date("!%Y-%m-%d %H:%M:%S UTC", at) or "time unknown"
end

-- What a failure is told by: codes, reason, and the words without what is
-- different each time.
local function reply_key(verdict, delivery)
  return ("%s %s (%s): %s"):format(verdict.code or "",
    verdict.enhanced or delivery.enhanced or "", verdict.reason,
    fixes.said(smtpcodes.normalize(delivery.text)))
    :gsub("^ +", "")
end

local function widen(self, at)
  if at then
    self.from = math.min(self.from or at, at)
    self.to = math.max(self.to or at, at)
  end
end

-- Keeps the last samples of each reply.
local function keep(entry, delivery)
  entry.samples = entry.samples or {}
  table.insert(entry.samples, delivery)
  if #entry.samples > SAMPLES then
    table.remove(entry.samples, 1)
  end
end

function ticket:add_failure(delivery, verdict)
  local time = delivery.time or ""
  self.failed = self.failed + 1
  widen(self, delivery.at)
  for _, name in ipairs { "ip", "tag", "list" } do
    if verdict[name] then
      self[name]:add(verdict[name], time, delivery.at)
    end
  end
  self.domain:add(delivery.domain or "(none)", time, delivery.at)
  keep(self.reply:add(reply_key(verdict, delivery), time, delivery.at),
    delivery)
end

-- Takes a delivery of a log; it is the provider's by its host or by what was
-- said, or goes to the domain of that name.
function ticket:add(delivery)
  local verdict = delivery.status ~= "sent" and judge.delivery(delivery)
  local provider = verdict and verdict.provider or judge.provider(delivery)
  if provider ~= self.provider and delivery.domain ~= self.provider then
    self.others:add(provider or delivery.domain or "(unknown)",
      delivery.time or "", delivery.at)
  elseif delivery.attempted then
    self.attempts = self.attempts + 1
    if verdict then
      self:add_failure(delivery, verdict)
    end
  end
end

-- ---- text -----------------------------------------------------------------------

-- "198.51.100.7 (53), 198.51.100.8 (2)"
local function list_of(counter)
  local parts = {}
  for i, entry in ipairs(counter:list()) do
    if i <= LINES then
      parts[i] = ("%s (%d)"):format(entry.key, entry.count)
    end
  end
  return table.concat(parts, ", ")
end

local function row(screen, label, text)
  if text ~= "" then
    screen:write(("%-14s %s\n"):format(label, screen:printable(text)))
  end
end

local function share(part, whole)
  return whole > 0 and ("%.1f %%"):format(100 * part / whole) or "-"
end

-- The newest samples of the most frequent reply, then of the next one.
local function samples_of(replies)
  local list = {}
  for _, entry in ipairs(replies) do
    for i = #entry.samples, 1, -1 do
      list[#list + 1] = #list < SAMPLES and entry.samples[i] or nil
    end
  end
  return list
end

local function write_sample(screen, number, delivery)
  screen:write(("\nSample %d: %s, queue id %s\n"):format(number,
    utc(delivery.at), screen:printable(delivery.queue or "unknown")))
  row(screen, "  recipient", delivery.rcpt or "")
  row(screen, "  server", delivery.relay or "")
  for i, line in ipairs(terminal.wrap(screen:printable(delivery.text), 64)) do
    screen:write(("%-14s %s\n"):format(i == 1 and "  said" or "", line))
  end
end

function ticket:write(screen)
  row(screen, "Provider", self.provider)
  row(screen, "Window", utc(self.from) .. " to " .. utc(self.to))
  row(screen, "Attempts", ("%d, of which %d failed (%s)"):format(self.attempts,
    self.failed, share(self.failed, self.attempts)))
  row(screen, "Our addresses", list_of(self.ip))
  row(screen, "Tags", list_of(self.tag))
  row(screen, "Lists", list_of(self.list))
  row(screen, "Recipients at", list_of(self.domain))
  screen:write("\nReplies\n")
  local replies = self.reply:list()
  for i = 1, math.min(LINES, #replies) do
    screen:write(("%9d  %s\n"):format(replies[i].count,
      terminal.cut(screen:printable(replies[i].key), screen.width - 11)))
  end
  for i, delivery in ipairs(samples_of(replies)) do
    write_sample(screen, i, delivery)
  end
end

-- ---- the command ----------------------------------------------------------------

function ticket.command(out, arguments)
  local self = ticket.new(arguments.ticket:lower())
  rows.each(out, arguments.file, function(delivery)
    self:add(delivery)
  end)
  if self.failed > 0 then
    return self:write(out.screen)
  end
  local others = list_of(self.others)
  out:problem(arguments.ticket, nil, "nothing failed at this provider; others: "
    .. (others ~= "" and others or "none"))
end

return ticket
