-- log_sendmail.lua: a line of Sendmail -> list of deliveries, one for each
-- recipient that it names.
--
--   to=<a@example.com>,<b@example.com>, delay=00:00:01, xdelay=00:00:00,
--   mailer=esmtp, pri=30000, relay=mx.example.com. [192.0.2.1], dsn=2.0.0,
--   stat=Sent (Ok)

-- "1+02:03:04" -> seconds
local function seconds_of(text)
  local days, hours, minutes, seconds = (text or ""):match(
    "^(%d*)%+?(%d+):(%d+):(%d+)$")
  return hours and (tonumber(days) or 0) * 86400 + hours * 3600 + minutes * 60
    + seconds
end

local function status_of(dsn, stat)
  local class = (dsn or ""):match("^([245])%.")
  if stat:find("^Sent") then
    return "sent"
  elseif stat:find("^queued") then
    return nil
  elseif class == "4" or stat:find("^Deferred") then
    return "deferred"
  end
  return class ~= "2" and "bounced" or "sent"
end

-- The server's reply where the line has it, else what Sendmail says. That it
-- reached no host it says with the codes of its own.
local function said_of(dsn, reply, stat)
  if reply then
    return reply
  end
  stat = stat:gsub("^Deferred: ", "")
  if stat:find("^Connection ") then
    return ("%s connect to host: %s"):format(dsn or "", stat)
  end
  return stat:find("^[245]%d%d") and stat or (dsn or "") .. " " .. stat
end

-- Whose mail it is: where the line says so, that comes right after to=.
local function sender_of(rest)
  return rest:match("^ctladdr=<?([^>,%s]*)") or rest:match("^from=<?([^>,%s]*)")
end

local function recipients_of(to)
  local list = {}
  for rcpt in to:gmatch("[^,%s]+") do
    list[#list + 1] = rcpt:match("^<(.*)>$") or rcpt
  end
  return list
end

-- log_sendmail(record) -> list of deliveries | nil
return function(record)
  local message = record.message
  local to, rest = message:match("^to=(.-), (%w+=.*)$")
  local stat = rest and rest:match("%f[%w]stat=(.*)$")
  if not stat then
    return false
  end
  local dsn = rest:match("%f[%w]dsn=([%d.]+)")
  local status = status_of(dsn, stat)
  if not status then
    return nil
  end
  local reply = rest:match("%f[%w]reply=(%d%d%d.-), stat=")
  local list = {}
  for i, rcpt in ipairs(recipients_of(to)) do
    list[i] = {
      time = record.time, at = record.at, queue = record.queue,
      from = sender_of(rest), rcpt = rcpt,
      status = status, text = reply or stat, said = said_of(dsn, reply, stat),
      transport = record.transport .. "/"
        .. (rest:match("mailer=([^,%s]+)") or "none"),
      relay = rest:match("relay=([^,]+)"), enhanced = dsn,
      delay = seconds_of(rest:match("delay=([%d+:]+)")), attempted = true,
    }
  end
  return list
end
