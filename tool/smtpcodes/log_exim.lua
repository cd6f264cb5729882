-- log_exim.lua: a line of Exim's main log (or of syslog, where its own time
-- may be missing) -> delivery.
--
--   2026-11-06 10:00:00 1xWfDs-00075e-2k => b@example.com <a@example.com>
--   R=pass T=smtp H=mx.example.com [192.0.2.1] C="250 Ok"
--
-- => and -> and >> were delivered, == is deferred, ** failed. An error of a
-- host stands in a line of its own as well; only what became of the address
-- is taken.

local SENT, DEFERRED, BOUNCED = "sent", "deferred", "bounced"
local marks = { ["=>"] = SENT, ["->"] = SENT, [">>"] = SENT,
  ["=="] = DEFERRED, ["**"] = BOUNCED }

-- The time as Exim writes it, with its zone if there is one; and the rest.
local function take_time(message)
  local time, rest = message:match(
    "^(%d%d%d%d%-%d%d%-%d%d %d%d:%d%d:%d%d%S*) (.*)$")
  if not time then
    return nil, message
  end
  local zone, after = rest:match("^([+-]%d%d%d%d) (.*)$")
  return zone and time .. " " .. zone or time, after or rest
end

-- The address that it went to, and the one that it was written to. A file or
-- a pipe is no address: then there is only the other one. Nor are F= and P=,
-- which are about the sender.
local function addresses_of(rest)
  rest = rest:gsub(" [FP]=<[^>]*>", "")
  local first, more = rest:match('^("[^"]*"@[^%s:]+)(.*)$')
  if not first then
    first, more = rest:match("^([^%s]+)(.*)$")
  end
  if not first then
    return nil
  end
  local other = more:match("^ <([^>]*)>") or rest:match("<([^>]*)> R=")
  first = first:gsub(":$", "")
  if first:find("^[|/:]") or not first:find("@", 1, true) then
    return other or first
  end
  return first, other
end

-- "1d2h3m4s", "0.5s" -> seconds
local units = { d = 86400, h = 3600, m = 60, s = 1 }
local function seconds_of(text)
  local sum
  for number, unit in (text or ""):gmatch("([%d.]+)([dhms])") do
    sum = (sum or 0) + (tonumber(number) or 0) * units[unit]
  end
  return sum
end

-- What Exim says of the command that was answered, as others say it.
local function command_of(stage)
  return stage:match("RCPT TO") or stage:match("MAIL FROM")
    or stage:find("end of data", 1, true) and "end of DATA"
    or stage:match("DATA") or stage:match("[EH][HE]LO") or stage:match("AUTH")
    or stage:match("STARTTLS")
end

-- The text for people, and the one for classify: the reply and its command,
-- or what went wrong on the way.
local function texts_of(rest)
  local stage, reply = rest:match(
    "SMTP error from remote mail server after ([^:]*:?[^:]*): (%d%d%d.*)$")
  if stage then
    local command = command_of(stage)
    reply = reply:gsub("\\n", " ")
    return reply, command and ("%s (in reply to %s command)")
      :format(reply, command) or reply
  end
  local errno, text = rest:match("defer %((%-?%d+)%)[^:]*: (.*)$")
  text = text or rest:match("T=%S+ H=[^:]*: (.*)$")
    or rest:match("[RT]=%S+: (.*)$") or rest:match("^%S+: (.*)$") or rest
  if errno and tonumber(errno) > 0 then
    return text, "connect to host: " .. text
  end
  return text, text
end

-- The sender, of the selector sender_on_delivery: before what was said.
local function sender_of(rest)
  return (rest:match("^(.-): ") or rest):match(" F=<([^>]*)>")
end

-- log_exim(record) -> delivery | nil
return function(record)
  local time, rest = take_time(record.message)
  rest = rest:gsub("^%[%d+%] ", "")
  local queue, mark, what = rest:match("^(%w+%-%w+%-%w+) ([=>*-]+) (.*)$")
  local status = marks[mark]
  local rcpt, orig_to = addresses_of(what or "")
  if not status or not rcpt then
    return nil
  end
  local text, said = texts_of(what)
  if status == SENT then
    text = what:match('C="(.-)"') or ""
    said = text
  elseif what:find("retry timeout exceeded", 1, true) then
    status = "expired"
  end
  return {
    time = time or record.time, queue = queue, from = sender_of(what),
    rcpt = rcpt, orig_to = orig_to,
    status = status, text = text, said = said,
    transport = "exim/" .. (what:match(" T=([^%s:]+)")
      or what:match(" R=([^%s:]+)") or "router"),
    relay = what:match(" H=(%S+ %[[^%]]*%])"),
    delay = seconds_of(what:match(" QT=(%S+)")),
    enhanced = text:match("^%d%d%d[ -]([245]%.%d+%.%d+)"),
    attempted = not what:find("retry time not reached", 1, true),
  }
end
