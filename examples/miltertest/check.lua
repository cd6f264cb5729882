-- A script for miltertest: sends a message through a milter, and says whether
-- the reply that the milter gives is one that mail servers and their clients
-- read as it was meant.
--
--   miltertest -D host=127.0.0.1 -D port=8891 -D message=refused.eml -s check.lua
--
-- The message is a file, or "-D from=..." is the author of a short one. Also:
-- helo, client (an address), sender, recipient; lua, the Lua that runs tap.lua,
-- and tap_port, where that listens.

local wellformed = require "wellformed"

local global = _G -- -D makes globals
local function given(name, usual)
  return rawget(global, name) or usual
end

local TAP_PORT = given("tap_port", "8899")
local HEADERS = { { "From", given("from", "a@example.org") },
  { "Date", "Thu, 26 Nov 2026 12:00:00 +0000" }, { "Subject", "test" } }

-- The headers and the body of a file.
local function read(name)
  local file = assert(io.open(name, "rb"))
  local text = file:read("*a"):gsub("\r?\n", "\r\n")
  file:close()
  local head, body = text:match "^(.-\r\n)\r\n(.*)$"
  local headers = {}
  for header, value in head:gsub("\r\n([ \t])", "\n%1"):gmatch "([^:\r\n]+): ?([^\r]*)\r\n" do
    headers[#headers + 1] = { header, value }
  end
  return headers, body
end

-- The replies in what the milter has sent: packets of a length (four octets,
-- the highest first), a letter and data; y is SMFIR_REPLYCODE.
local function replies(name)
  local file = assert(io.open(name, "rb"))
  local bytes, list, at = file:read "*a", {}, 1
  file:close()
  os.remove(name)
  while #bytes >= at + 4 do
    local length = string.unpack(">I4", bytes, at)
    if bytes:sub(at + 4, at + 4) == "y" then
      list[#list + 1] = bytes:sub(at + 5, at + 3 + length):gsub("%z$", "")
    end
    at = at + 4 + length
  end
  return list
end

-- The steps of a session, each with the option of a milter that wants none of
-- it, and the arguments of its function.
local function steps_of(headers, body)
  local steps = {
    { mt.conninfo, SMFIP_NOCONNECT, given("helo", "client.example.org"),
      given("client", "192.0.2.1") },
    { mt.helo, SMFIP_NOHELO, given("helo", "client.example.org") },
    { mt.mailfrom, SMFIP_NOMAIL, "<" .. given("sender", "a@example.org") .. ">" },
    { mt.rcptto, SMFIP_NORCPT, "<" .. given("recipient", "b@example.com") .. ">" },
  }
  for _, header in ipairs(headers) do
    steps[#steps + 1] = { mt.header, SMFIP_NOHDRS, header[1], header[2] }
  end
  steps[#steps + 1] = { mt.eoh, SMFIP_NOEOH }
  steps[#steps + 1] = { mt.bodystring, SMFIP_NOBODY, body }
  steps[#steps + 1] = { mt.eom, 0 }
  return steps
end

local GO_ON = { [0] = true, [SMFIR_CONTINUE] = true, [SMFIR_SKIP] = true }

-- Takes the steps until the milter answers one with a decision.
local function send(conn, steps)
  local why = mt.negotiate(conn, nil, nil, nil)
  for _, step in ipairs(steps) do
    assert(not why, why)
    if step[2] == 0 or not mt.test_option(conn, step[2]) then
      why = step[1](conn, table.unpack(step, 3))
      if not GO_ON[mt.getreply(conn)] then
        return
      end
    end
  end
  assert(not why, why)
end

-- A reply, or what is wrong with it, printed.
local function show(bytes)
  local problems, reply = wellformed.check(bytes)
  print("reply    " .. (reply and tostring(reply) or ("%q"):format(bytes)))
  for _, problem in ipairs(problems) do
    print("problem  " .. problem)
  end
  if reply then
    local verdict = require("smtpcodes").classify(reply, { command = "." })
    print("means    " .. verdict.reason .. ", " .. verdict.action)
  end
  return #problems
end

-- Sends the message; the replies that the milter gave.
local function run(headers, body)
  local seen = os.tmpname()
  mt.startfilter("/usr/bin/env", given("lua", "lua5.4"), given("tap", "tap.lua"), TAP_PORT,
    given("host", "127.0.0.1"), given("port", "8891"), seen)
  local conn = mt.connect("inet:" .. TAP_PORT .. "@127.0.0.1", 40, 0.25)
  send(assert(conn, "nothing listens there"), steps_of(headers, body))
  mt.disconnect(conn)
  return replies(seen)
end

local function main()
  local headers, body = HEADERS, "test\r\n"
  if given "message" then
    headers, body = read(given "message")
  end
  local problems, list = 0, run(headers, body)
  for _, bytes in ipairs(list) do
    problems = problems + show(bytes)
  end
  print("replies: " .. #list .. ", problems: " .. problems)
  return problems == 0
end

-- miltertest ends with 1 after an error, but does not print it.
local ok, well = xpcall(main, function(why)
  io.stderr:write("check.lua: ", tostring(why), "\n")
end)
assert(ok and well)
