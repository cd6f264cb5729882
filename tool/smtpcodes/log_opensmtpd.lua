-- log_opensmtpd.lua: a line of OpenSMTPD -> delivery.
--
--   mta delivery evpid=1f2e3d4c5b6a7988 from=<a@example.org>
--   to=<b@example.com> rcpt=<-> source="192.0.2.9"
--   relay="192.0.2.1 (mx.example.com)" delay=1s result="Ok" stat="250 Ok"

local statuses = { Ok = "sent", TempFail = "deferred", PermFail = "bounced",
  Loop = "bounced" }

local units = { d = 86400, h = 3600, m = 60, s = 1 }

-- "1h2m3s" -> seconds
local function seconds_of(text)
  local sum
  for number, unit in (text or ""):gmatch("(%d+)([dhms])") do
    sum = (sum or 0) + number * units[unit]
  end
  return sum
end

-- What went wrong on the way is OpenSMTPD's word, not a server's.
local function said_of(stat)
  return stat:find("^Connection ") and "connect to host: " .. stat or stat
end

-- log_opensmtpd(record) -> delivery | false
return function(record)
  local message = record.message
  local agent, rcpt, rest = message:match("^(%l+) delivery .- to=<([^>]*)>(.*)$")
  local result, stat = (rest or ""):match('result="(%a+)" stat="?(.-)"?$')
  local status = statuses[result]
  if not status then
    return false
  end
  local orig_to = rest:match("^ rcpt=<([^>]*)>")
  return {
    time = record.time, at = record.at, rcpt = rcpt, status = status,
    orig_to = orig_to ~= "-" and orig_to or nil,
    from = message:match("^%l+ delivery .- from=<([^>]*)>"),
    queue = message:match("evpid=(%x+)"), text = stat, said = said_of(stat),
    transport = (record.transport or "smtpd") .. "/" .. agent,
    relay = rest:match('relay="([^"]*)"'),
    enhanced = stat:match("^%d%d%d[ -]([245]%.%d+%.%d+)"),
    delay = seconds_of(rest:match("delay=(%w+)")), attempted = true,
  }
end
