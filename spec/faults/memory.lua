-- memory.lua: refuses memory to every case, at each of its requests in turn,
-- once for a single request and once for good. Run by faults (spec/c).
--
-- A call that gets no memory raises "not enough memory" or answers as ever;
-- nothing is left behind, and the module works as before.

package.path = "./spec/faults/?.lua"
-- LuaJIT's compiler crashes by itself when it is refused memory, without this
-- module too; its interpreter does not.
if rawget(_G, "jit") then
  rawget(_G, "jit").off()
end
local faults = rawget(_G, "faults")
local cases, show = require "cases", require "show"
local smtpcodes = faults.load()
local tried = 0

local function fail(format, ...)
  error(format:format(...), 0)
end

-- The status and requests of a try, and what it answered as one string.
local function answer(status, requests, ...)
  return status, requests, show(...)
end

-- Refuses requests 1, 2, ... until a run needs no more.
local function refuse_each(name, case, once, expected)
  local n = 0
  local status, requests, got
  repeat
    n = n + 1
    local parser = smtpcodes.parser()
    status, requests, got = answer(faults.try(n, once, case, smtpcodes, parser))
    if status == "error" or (status == "ok" and got ~= expected) then
      fail("%s, request %d of %d: %s: %s", name, n, requests, status, got)
    end
    parser:reset():eof():reset()
    parser:line(""):reset():pending()
  until requests < n
  tried = tried + n - 1
end

local function try_case(name, case)
  local status, _, expected = answer(faults.try(0, false, case, smtpcodes, smtpcodes.parser()))
  if status ~= "ok" then
    fail("%s: %s", name, expected)
  end
  for _, once in ipairs { true, false } do
    refuse_each(name, case, once, expected)
    local _, _, again = answer(faults.try(0, false, case, smtpcodes, smtpcodes.parser()))
    if again ~= expected then
      fail("%s: answers otherwise after it had no memory: %s", name, again)
    end
  end
end

-- What has no memory to give a reply keeps it.
local function next_keeps()
  for n = 1, 40 do
    local parser = smtpcodes.parser():feed("550-5.1.1 a\r\n550 5.1.1 b\r\n250 Ok\r\n")
    local status, _, reply = faults.try(n, false, parser.next, parser)
    if status ~= "ok" then
      reply = parser:next()
    end
    if show(reply) ~= show(smtpcodes.parse("550-5.1.1 a\r\n550 5.1.1 b\r\n"))
      and reply.text ~= "a\nb" or parser:next().text ~= "Ok" then
      fail("next, request %d: loses a reply", n)
    end
  end
end

-- A feed that has no memory takes all of its octets or none.
local function feed_takes_all()
  for n = 1, 3 do
    local parser = smtpcodes.parser():feed("250-a")
    local line = ("x"):rep(3000) .. "\r\n"
    local status = faults.try(n, false, parser.feed, parser, line)
    local octets = parser:pending()
    if octets ~= (status == "ok" and 5 + #line or 5) then
      fail("feed, request %d: %s, and %d octets pending", n, status, octets)
    end
  end
end

-- Opening the module, in new states; FAULTS_STEP leaves requests out.
local function open_each(once)
  local n, step = 0, tonumber(os.getenv("FAULTS_STEP") or 1)
  local status, requests, wrong, left
  repeat
    n = n + (n < 100 and 1 or step)
    status, requests, wrong, left = faults.open(n, once)
    if status == "error" or wrong or left ~= 0 then
      fail("require, request %d of %d: %s, %s, %d octets left", n, requests, status,
        tostring(wrong), left)
    end
    tried = tried + 1
  until requests < n
end

for name, list in pairs(cases) do
  for i, case in ipairs(list) do
    try_case(name .. " " .. i, case)
  end
end
next_keeps()
feed_takes_all()
open_each(true)
open_each(false)
print(tried .. " refusals of memory")
