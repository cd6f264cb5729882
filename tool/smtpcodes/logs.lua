-- logs.lua: deliveries in the logs of mail servers.
--
--   for delivery, number, problem in logs.each(file) do ... end
--
-- A delivery has: time (as the log writes it), at (the same in seconds since
-- 1970), transport ("postfix/smtp": the syslog_name and the delivery agent),
-- queue, rcpt, domain, orig_to, relay, delay (seconds), enhanced ("5.1.1"),
-- status (sent, deferred, bounced, expired), text (what the log says about
-- it), said (the same with the codes of the log: for classify), attempted
-- (false: the queue manager put it off). Where there is something to say about
-- the file or a line of it, delivery is false, and `problem` is a word that
-- logs.problems explains.
--
-- The octets are read in C (logscan), which counts by itself what was sent if
-- the reader is made with `count`, as scan:counts tells it:
--
--   local reader = logs.reader(function(table, key, count, ...) end)
--   for delivery, number, problem in reader:each(file) do ... end

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

-- Where a delivery is made of what the scanner tells: nil if there is none.
local deliveries = {}

function deliveries.delivery(record)
  local status = record.status
  if status == "deliverable" or status == "undeliverable" then
    return nil -- a probe of an address, and no mail
  end
  record.status = status == "SOFTBOUNCE" and "deferred" or status
  record.domain = domain_of(record.rcpt)
  return record
end

-- logs.reader([count]) -> reader; with `count`, what was sent is told to it
-- alone, and the number of them at the end of each file, as ("sent", number).
function logs.reader(count)
  return setmetatable({ scan = new_scan(count ~= nil), count = count },
    reader_of)
end

function reader_of:tell_counts()
  if self.count then
    self.count("sent", self.scan:counts(self.count))
  end
end

-- The next delivery of the file: delivery | false, number, problem.
function reader_of:next(file, more)
  while true do
    local kind, number, record = self.scan:next(file, more)
    if not kind then
      return nil
    elseif kind == "full" then
      self:tell_counts()
    elseif logs.problems[kind] then
      return false, number, kind
    elseif deliveries[kind] then
      local delivery = deliveries[kind](record)
      if delivery then
        return delivery, number
      end
    end
  end
end

-- reader:each(file) -> iterator of delivery | false, number, problem
function reader_of:each(file)
  self.scan:restart()
  return function()
    local delivery, number, problem = self:next(file)
    if delivery == nil then
      self:tell_counts()
    end
    return delivery, number, problem
  end
end

function logs.each(file)
  return logs.reader():each(file)
end

local one_line -- for logs.delivery

-- The delivery that a line tells of, or nil.
function logs.delivery(line)
  one_line = one_line or new_scan()
  local kind, record = one_line:line(line)
  return deliveries[kind] and deliveries[kind](record)
end

logs.postfix = logs.delivery

-- ---- files ------------------------------------------------------------------

local decompress = { gz = "gzip -dc", xz = "xz -dc", zst = "zstd -dcq" }

-- logs.open(name) -> file | nil; what is compressed comes through the system's
-- own programs.
function logs.open(name)
  local file = io.open(name, "rb")
  local _, problem
  if file then
    _, problem = file:read(0) -- a folder opens, but does not read
  end
  local program = decompress[name:match("%.(%w+)$")]
  if not file or problem or not program then
    return not problem and file or nil
  end
  file:close()
  return io.popen(program .. " < '" .. name:gsub("'", "'\\''") .. "'", "r")
end

return logs
