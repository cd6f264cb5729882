-- logs.lua: deliveries in the logs of mail servers, whatever they are:
-- Postfix, Exim, Sendmail, OpenSMTPD, KumoMTA, plain replies one a line, and
-- delivery status notifications. Each line is looked at for itself, so that a
-- file may hold all of them.
--
--   for delivery, number, problem in logs.each(file) do ... end
--
-- A delivery has: status (sent, deferred, bounced, expired), text (what the
-- log says about it), said (the same for classify), transport ("postfix/smtp",
-- "exim/remote_smtp", "reply" ...), attempted (false: the queue manager put it
-- off, or gave it up); and where the log has it: time (as the log writes it),
-- at (the same in seconds since 1970), queue, from (the sender, "" for that of
-- a bounce), recipients (how many the reply was for), rcpt, domain, orig_to,
-- relay, delay (seconds), enhanced ("5.1.1"). Where there is something to say about
-- the file or a line of it, delivery is false, and `problem` is a word that
-- logs.problems explains.
--
-- The octets are read in C (logscan), which counts by itself what was sent if
-- the reader is made with `count`, as scan:counts tells it:
--
--   local reader = logs.reader(function(table, key, count, ...) end)
--   for delivery, number, problem in reader:each(file) do ... end

local log_mail = require "smtpcodes.log_mail"
local logscan = require "smtpcodes.logscan"

local logs = {}

local reader_of = {}
reader_of.__index = reader_of

logs.problems = {
  unread = "a delivery that cannot be read",
  long = "longer than 65536 octets, and left out",
  binary = "octets that no log has",
  back = "the clock goes back",
  future = "a time that is still to come",
}

-- ---- readers ----------------------------------------------------------------

-- Seconds that local time is ahead of UTC now.
local function offset_of(now)
  local utc = os.date("!*t", now)
  utc.isdst = os.date("*t", now).isdst
  return now - os.time(utc)
end

local function new_scan(counting)
  local now = os.time()
  local today = os.date("*t", now)
  return logscan.new { count = counting, year = today.year,
    month = today.month, day = today.day, offset = offset_of(now) }
end

local function domain_of(rcpt)
  return (rcpt:match("@([^@]*)$") or "(local)"):lower()
end

-- What makes deliveries of the records of a kind: a delivery, a list of them,
-- nil if there is none, or false if there is one that cannot be read.
local made_by = {
  exim = require "smtpcodes.log_exim",
  json = require "smtpcodes.log_kumomta",
  opensmtpd = require "smtpcodes.log_opensmtpd",
  sendmail = require "smtpcodes.log_sendmail",
}

function made_by.delivery(record)
  local status = record.status
  if status == "deliverable" or status == "undeliverable" then
    return nil -- a probe of an address, and no mail
  end
  record.status = status == "SOFTBOUNCE" and "deferred" or status
  return record
end

-- Postfix gives a message up whose recipients it told of before.
function made_by.expired(record)
  record.status, record.attempted = "expired", false
  record.text, record.said = record.message, "4.4.7 message expired"
  record.message = nil
  return record
end

-- Sets what can be told from the rest.
local function complete(delivery, scan)
  if not delivery.domain and delivery.rcpt then
    delivery.domain = domain_of(delivery.rcpt)
  end
  if not delivery.at and delivery.time then
    delivery.at = scan:seconds(delivery.time)
  end
  return delivery
end

local function nothing() end

-- logs.reader([count]) -> reader, whose method `pause` is called with the
-- number of octets each time that some more were read; with `count`, what was sent is told to it
-- alone, and the number of them at the end of each file, as ("sent", number).
function logs.reader(count)
  local self = setmetatable({ scan = new_scan(count ~= nil), count = count,
    pause = nothing, ready = {}, at = 0 }, reader_of)
  self.mail = log_mail.new(function(delivery)
    self:add(delivery)
  end)
  return self
end

function reader_of:tell_counts()
  if self.count then
    self.count("sent", self.scan:counts(self.count))
  end
end

-- Puts a delivery behind those that wait to be given.
function reader_of:add(delivery)
  self.ready[#self.ready + 1] = complete(delivery, self.scan)
end

-- Takes what a maker of deliveries gave.
function reader_of:take(made)
  if made and #made > 0 then
    for _, delivery in ipairs(made) do
      self:add(delivery)
    end
  elseif made then
    self:add(made)
  end
  return made == false
end

-- The next of the deliveries that wait, or nil.
function reader_of:waiting()
  local delivery = self.ready[self.at + 1]
  if delivery then
    self.at = self.at + 1
  elseif self.at > 0 then
    self.ready, self.at = {}, 0
  end
  return delivery
end

-- Takes what the scanner tells; returns the word for a problem with it.
function reader_of:take_line(kind, record)
  if kind == "full" then
    self:tell_counts()
  elseif kind == "pause" then
    self.pause(self.scan:octets())
  elseif logs.problems[kind] then
    return kind
  elseif made_by[kind] then
    self.mail:log_line()
    return self:take(made_by[kind](record)) and "unread" or nil
  else
    self.mail:line(kind, record.message)
    self.scan:stray(self.mail.open)
  end
end

-- The delivery of a line of Postfix, where no other waits: most are like that.
function reader_of:at_once(kind, record)
  if kind == "delivery" and not self.mail.reply then
    self.mail.message = false
    local made = made_by.delivery(record)
    return made and complete(made, self.scan)
  end
end

-- The next delivery of the file: delivery | false, number, problem; nil at
-- its end, or with `more` where it ends for now.
function reader_of:next(file, more)
  while true do
    local delivery = self:waiting()
    if delivery then
      return delivery, self.number
    end
    local kind, number, record = self.scan:next(file, more)
    if not kind then
      self:tell_counts()
      if not more then
        self.mail:finish()
      end
      delivery = self:waiting()
      return delivery, delivery and self.number
    end
    self.number = number
    delivery = self:at_once(kind, record)
    if delivery then
      return delivery, number
    end
    local problem = self:take_line(kind, record)
    if problem then
      return false, number, problem
    end
  end
end

-- reader:each(file) -> iterator of delivery | false, number, problem
function reader_of:each(file)
  self.scan:restart()
  return function()
    return self:next(file)
  end
end

function logs.each(file)
  return logs.reader():each(file)
end

local one_line -- for logs.delivery

-- The delivery that a line of a log tells of, or nil; of several recipients
-- the first one.
function logs.delivery(line)
  one_line = one_line or new_scan()
  local kind, record = one_line:line(line)
  local made = made_by[kind] and made_by[kind](record)
  made = made and (made[1] or made)
  return made and complete(made, one_line) or nil
end

-- ---- files ------------------------------------------------------------------

-- logs.open(name) -> file, close | nil: what is compressed comes through the
-- system's own programs. close() gives a sentence about what was wrong, or nil.
logs.open = require "smtpcodes.log_open"

return logs
