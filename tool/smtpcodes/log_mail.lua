-- log_mail.lua: plain replies, one a line, and delivery status notifications
-- (RFC 3464) among the lines of a file -> deliveries without a log.
--
--   local mail = log_mail.new(function(delivery) ... end)
--   mail:line(kind, line)      each line that the scanner tells of
--   mail.open                  whether stray lines are wanted, too
--   mail:finish()              at the end of the file
--
-- A reply of several lines is one delivery. In a message, lines that look like
-- replies are not taken: the fields of its report say the same.

local bounce = require "smtpcodes.bounce"

local log_mail = {}
log_mail.__index = log_mail

function log_mail.new(take)
  return setmetatable({ take = take }, log_mail)
end

-- ---- replies ----------------------------------------------------------------

local classes = { ["2"] = "sent", ["4"] = "deferred", ["5"] = "bounced" }

function log_mail:end_reply()
  local said = self.reply
  self.reply = nil
  local status = said and classes[said:sub(1, 1)]
  if status then
    self.take { status = status, text = said, said = said, attempted = true,
      transport = "reply",
      enhanced = said:match("^%d%d%d[ -]([245]%.%d+%.%d+)") }
  end
end

-- "550-" begins a reply of several lines, unless the last of them is in the
-- same line, as some logs write it.
function log_mail:add_reply(line)
  local code, mark = line:match("^(%d%d%d)(.?)")
  if self.reply and self.reply:sub(1, 3) ~= code then
    self:end_reply()
  end
  self.reply = self.reply and self.reply .. " " .. line or line
  if mark ~= "-" or line:find(" " .. code .. " ", 4, true)
    or #self.reply > 4096 then
    self:end_reply()
  end
end

-- ---- reports ----------------------------------------------------------------

local actions = { failed = "bounced", delayed = "deferred",
  delivered = "sent", relayed = "sent", expanded = "sent" }
local months = { Jan = 1, Feb = 2, Mar = 3, Apr = 4, May = 5, Jun = 6, Jul = 7,
  Aug = 8, Sep = 9, Oct = 10, Nov = 11, Dec = 12 }

local function field_of(fields, name)
  return ("\n" .. fields):lower():find("\n" .. name .. ":", 1, true)
    and fields:sub((("\n" .. fields):lower():find("\n" .. name .. ":", 1, true)))
    :match("^[^:]*:%s*([^\n]*)")
end

-- "Fri, 6 Nov 2026 09:00:03 +0100 (CET)" as RFC 3339 writes it.
local function time_of(date)
  local day, month, year, clock, zone = (date or ""):match(
    "(%d+) (%a%a%a) (%d%d%d%d) (%d%d:%d%d:%d%d) ?([+-]?%d*)")
  if not months[month] then
    return nil
  end
  return ("%s-%02d-%02dT%s%s"):format(year, months[month], day, clock,
    #zone == 5 and zone or "Z")
end

local function delivery_of(item)
  local fields = item.text
  local enhanced = (field_of(fields, "status") or ""):match(
    "[245]%.%d+%.%d+")
  local action = (field_of(fields, "action") or ""):lower():match("^%a+")
  local mta = field_of(fields, "remote-mta")
  return {
    status = actions[action] or ((enhanced or item.said):sub(1, 1) == "4"
      and "deferred" or "bounced"),
    time = time_of(field_of(fields, "last-attempt-date")),
    rcpt = item.rcpt, transport = "dsn", attempted = true,
    relay = mta and mta:match(";%s*(.-)%s*$"), enhanced = enhanced,
    text = item.said, said = item.said:find("%d%.%d+%.%d") and item.said
      or ("%s %s"):format(enhanced or "", item.said),
  }
end

local function begins_report(line)
  local name = line:match("^([%a-]+):")
  name = name and name:lower()
  return name == "final-recipient" or name == "original-recipient"
end

function log_mail:report_line(line)
  self.report = self.report or bounce.reader(function(item)
    self.take(delivery_of(item))
  end)
  self.open = true
  self.report:line(line)
  if not self.report.block then
    self.open = false -- the fields of a recipient end at an empty line
  end
end

function log_mail:line(kind, line)
  line = line:gsub("\r$", "")
  if kind ~= "reply" then
    self:end_reply()
  end
  if self.open or begins_report(line) then
    self:report_line(line)
  elseif kind == "reply" and not self.message then
    self:add_reply(line)
  elseif kind == "field" then
    self.message = self.message or bounce.begins(line)
  end
end

-- A line of a log: no message goes on here.
function log_mail:log_line()
  self:end_reply()
  self.message = false
end

function log_mail:finish()
  self:end_reply()
  if self.report then
    self.report:finish()
  end
  self.report, self.open, self.message = nil, false, false
end

return log_mail
