-- bench_parse.lua: what reading a reply costs in Lua.
--
--   make bench, or LUA_CPATH="build/5.4/?.so" lua5.4 bench/bench_parse.lua
--
-- Medians of interleaved runs: in calls of math.abs of the same run (under
-- LuaJIT, which compiles math.abs, in nanoseconds), and against patterns.

local smtpcodes = require "smtpcodes"
local bench = dofile "bench/interleave.lua"

-- A delivery as a client sees it: seven replies, eighteen lines.
local replies = {
  "220 mx1.example.net ESMTP Postfix (Debian/GNU)\r\n",
  "250-mx1.example.net Hello relay.example.org [192.0.2.10]\r\n250-PIPELINING\r\n"
    .. "250-SIZE 52428800\r\n"
    .. "250-VRFY\r\n250-STARTTLS\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
  "250 2.1.0 <sender@example.org>... Sender ok\r\n",
  "550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n"
    .. "550-5.1.1 double-checking the recipient's email address for typos or\r\n"
    .. "550-5.1.1 unnecessary spaces. For more information, go to\r\n"
    .. "550-5.1.1  https://support.example.net/mail/?p=NoSuchUser\r\n"
    .. "550 5.1.1 a1-20020a170902b58100b0015f4b7052bdsi - smtp\r\n",
  "354 End data with <CR><LF>.<CR><LF>\r\n",
  "250 2.0.0 Ok: queued as 4XyZ1b2c3dz9vTn\r\n",
  "221 2.0.0 Bye\r\n",
}
local session = table.concat(replies)

local N = 20000

local parse, scan = smtpcodes.parse, smtpcodes.scan

-- The pattern that every script has, over lines that the loop splits itself.
local function by_pattern()
  local count, at = 0, 1
  while at <= #session do
    local last
    repeat
      local cr = session:find("\r\n", at, true)
      local line = session:sub(at, cr - 1)
      local code, separator, text = line:match("^(%d%d%d)([ -])(.*)$")
      last = separator == " "
      at = cr + 2
      count = count + #code + #text
    until last
  end
  return count
end

-- As careful as parse: a table with lines, text and enhanced code.
local function careful(bytes, init)
  local reply, at = {}, init
  while true do
    local lf = bytes:find("\n", at, true)
    local last = bytes:byte(lf - 1) == 13 and lf - 2 or lf - 1
    local code = tonumber(bytes:sub(at, at + 2))
    if not code or code < 200 or code > 599 or (reply.code and reply.code ~= code) then
      return nil
    end
    reply.code = code
    local separator = bytes:byte(at + 3)
    local from = at + 4
    local class, subject, detail, after = bytes:match("^([245])%.(%d%d?%d?)%.(%d%d?%d?) ()", from)
    if class and class + 0 == math.floor(code / 100) then
      reply.enhanced = reply.enhanced or class .. "." .. subject .. "." .. detail
      reply.subject, reply.detail = subject + 0, detail + 0
      from = after
    end
    local line = bytes:sub(from, last)
    if line:find("[%c\128-\255]") then
      return nil
    end
    reply[#reply + 1] = line
    at = lf + 1
    if separator == 32 then
      reply.text = reply[2] and table.concat(reply, "\n") or reply[1]
      return reply, at
    end
  end
end

local byte, sub = string.byte, string.sub

-- One to three digits at `at`: their value and how many there are.
local function number(bytes, at)
  local value, count = 0, 0
  local octet = byte(bytes, at)
  while octet and octet >= 48 and octet <= 57 and count < 3 do
    value, count = value * 10 + octet - 48, count + 1
    octet = byte(bytes, at + count)
  end
  return value, count
end

-- Where the text that begins at `at` ends, with CRLF after it.
local function text_end(bytes, at)
  local octet = byte(bytes, at)
  while octet and (octet >= 32 and octet < 127 or octet == 9) do
    at = at + 1
    octet = byte(bytes, at)
  end
  return octet == 13 and byte(bytes, at + 1) == 10 and at or nil
end

-- The same octet by octet, which LuaJIT compiles.
local function by_octets(bytes, at)
  local reply = {}
  while true do
    local a, b, c, separator = byte(bytes, at, at + 3)
    if not separator or a < 50 or a > 53 or b < 48 or b > 53 or c < 48 or c > 57 then
      return nil
    end
    local code = a * 100 + b * 10 + c - 5328
    local from, last = at + 4, text_end(bytes, at + 4)
    if not last or reply.code and reply.code ~= code then
      return nil
    end
    reply.code = code
    if byte(bytes, from) == a and byte(bytes, from + 1) == 46 then
      local subject, m = number(bytes, from + 2)
      local detail, n = number(bytes, from + m + 3)
      if m > 0 and n > 0 and byte(bytes, from + m + 2) == 46
        and byte(bytes, from + m + n + 3) == 32 then
        reply.enhanced = reply.enhanced or sub(bytes, from, from + m + n + 2)
        reply.subject, reply.detail = subject, detail
        from = from + m + n + 4
      end
    end
    reply[#reply + 1] = sub(bytes, from, last - 1)
    at = last + 2
    if separator == 32 then
      reply.text = reply[2] and table.concat(reply, "\n") or reply[1]
      return reply, at
    end
  end
end

local function by(read)
  return function()
    local at = 1
    while at <= #session do
      local _, after = read(session, at)
      at = after
    end
  end
end

local abs = math.abs
local cases = {
  { "math.abs", function() for _ = 1, 7 do abs(550) end end },
  { "scan", function()
    local at = 1
    while at <= #session do
      at = scan(session, at)
    end
  end },
  { "parse", by(parse) },
  { "pattern over split lines", by_pattern },
  { "careful Lua", by(careful) },
  { "careful Lua, by octets", by(by_octets) },
}

for _, case in ipairs(cases) do
  case[2] = bench.repeated(N, case[2])
end

print(bench.lua())
local times = bench.times(cases)
bench.show(cases, times, N * #replies, "%-26s")
print(("pattern / parse %.2f   careful / parse %.2f   by octets / parse %.2f"):format(
  times[4] / times[3], times[5] / times[3], times[6] / times[3]))
