-- record.lua HOST PORT SOURCE < SCRIPT: talks SMTP and prints who said what.
--
-- Each line of the script is a command; commands with `|` between them are
-- sent at once if the server offers that (RFC 2920). Whenever the server asks
-- for a message it gets one. A script line that begins with # is printed.

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
local pipelining = false -- the server offers it
local lmtp, accepted = false, 0 -- recipients of this message

-- Reads one reply; returns its first digit.
local function receive()
  local line
  repeat
    line = assert(connection:receive("*l"))
    print("S: " .. line)
    pipelining = pipelining or line:find("PIPELINING", 1, true) ~= nil
  until line:sub(4, 4) ~= "-"
  return line:sub(1, 1)
end

local function send(lines)
  for _, line in ipairs(lines) do
    print("C: " .. line)
  end
  assert(connection:send(table.concat(lines, "\r\n") .. "\r\n"))
end

-- Reads the reply to a command, and gives the message that it may ask for.
local function follow(command)
  local class = receive()
  if command:find("^LHLO") then
    lmtp = true
  elseif command:find("^MAIL") then
    accepted = 0
  elseif command:find("^RCPT") and class == "2" then
    accepted = accepted + 1
  elseif command == "DATA" and class == "3" then
    send(message)
    for _ = 1, lmtp and accepted or 1 do
      receive()
    end
  end
end

local function commands_of(line)
  local commands = {}
  for command in line:gmatch("[^|]+") do
    commands[#commands + 1] = command
  end
  return commands
end

-- Sends the commands, at once where that is allowed, and reads the replies.
local function say(commands)
  if pipelining then
    send(commands)
  end
  for _, command in ipairs(commands) do
    if not pipelining then
      send { command }
    end
    follow(command)
  end
end

receive()
for line in io.lines() do
  if line:sub(1, 1) == "#" then
    print(line)
  else
    say(commands_of(line))
  end
end
