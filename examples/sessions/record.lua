-- record.lua HOST PORT SOURCE < SCRIPT: talks SMTP and prints who said what.
--
-- Each line of the script is a command; commands with `|` between them are
-- sent at once if the server offers that (RFC 2920). `message N` sends a
-- message, which gets N replies. A script line that begins with # is printed.

local socket = require "socket"

local host, port, source = arg[1], tonumber(arg[2]), arg[3]
local message = { "From: sender@example.org", "Subject: Hello", "",
  "A short message.", "." }

local function connect()
  local connection, problem
  for _ = 1, 100 do -- the server needs a moment to start
    connection, problem = socket.connect(host, port, source)
    if connection then
      connection:settimeout(20)
      return connection
    end
    socket.sleep(0.1)
  end
  error(problem)
end

local connection = connect()
local pipelining = false

local function receive(replies)
  for _ = 1, replies do
    repeat
      local line = assert(connection:receive("*l"))
      print("S: " .. line)
      pipelining = pipelining or line:find("PIPELINING", 1, true) ~= nil
    until line:sub(4, 4) ~= "-"
  end
end

local function send(lines)
  for _, line in ipairs(lines) do
    print("C: " .. line)
  end
  assert(connection:send(table.concat(lines, "\r\n") .. "\r\n"))
end

local function commands_of(line)
  local commands = {}
  for command in line:gmatch("[^|]+") do
    commands[#commands + 1] = command
  end
  return commands
end

receive(1)
for line in io.lines() do
  local commands = commands_of(line)
  if line:sub(1, 1) == "#" then
    print(line)
  elseif line:find("^message %d") then
    send(message)
    receive(tonumber(line:match("%d+")))
  elseif pipelining then
    send(commands)
    receive(#commands)
  else
    for _, command in ipairs(commands) do
      send { command }
      receive(1)
    end
  end
end
