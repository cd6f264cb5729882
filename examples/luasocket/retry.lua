-- retry.lua: delivers a message, and does what each verdict asks for.
--
--   lua retry.lua HOST[:PORT],HOST[:PORT]... SENDER RECIPIENT < message
--
-- The hosts are the MXs of the recipient's domain, best first.

local client = require "client"
local smtpcodes = require "smtpcodes"
local socket = require "socket"

local retry = {}

local MINUTE, HOUR = 60, 3600

-- Seconds between the attempts where nobody says more: two in the first hour,
-- then fewer, for four days (RFC 5321 4.5.4.1).
retry.waits = { 30 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR }
while #retry.waits < 16 do
  retry.waits[#retry.waits + 1] = 8 * HOUR
end

-- Whether another MX may answer otherwise: nothing came from this one, or it
-- said no to every session. Who is told to slow down does not go next door.
local function try_next(verdict)
  return not verdict or verdict.requeue and verdict.scope == "session" and not verdict.traffic
end

-- One attempt: the hosts in turn, until one has said something that another
-- would say too. Returns what the last one that answered gave, as
-- client.deliver does, and the host; nil and why if none did.
local function attempt(message, note)
  local answer = {}
  for _, host in ipairs(message.hosts) do
    local verdict, reply, command = client.deliver(host[1], host[2] or 25, message.sender,
      message.recipient, message.text)
    note(host, verdict, reply)
    if verdict or not answer[1] then
      answer = { verdict, reply, command, host[1] }
    end
    if not try_next(verdict) then
      break
    end
  end
  return answer[1], answer[2], answer[3], answer[4]
end

-- How long to wait now: as long as the verdict says, and never shorter than
-- it is this attempt's turn for; twice as long where traffic is to slow down.
local function seconds(verdict, wait)
  wait = verdict and verdict.traffic and 2 * wait or wait
  return math.max(wait, verdict and verdict.retry_after or 0)
end

-- deliver(message [, options]) -> verdict, reply | nil, why
--
-- message: hosts (a list of {host, port}), sender, recipient, text.
-- options: waits, seconds after each attempt but the last; sleep(seconds);
-- note(host, verdict, reply), called after each host.
--
-- Ends with the first verdict that says not to requeue, or when there is no
-- wait left: then the verdict is that of a message that has expired. nil and
-- why: no host ever answered.
function retry.deliver(message, options)
  options = options or {}
  local waits, sleep = options.waits or retry.waits, options.sleep or socket.sleep
  local note = options.note or function() end
  for i = 1, #waits + 1 do
    local verdict, reply, command, host = attempt(message, note)
    if verdict and not verdict.requeue then
      return verdict, reply
    elseif not waits[i] then
      return verdict and smtpcodes.classify(reply, { command = command, host = host,
        expired = true }), reply
    end
    sleep(seconds(verdict, waits[i]))
  end
end

-- Exit status: 0 delivered, 67 write no more to the address, 69 failed.
local function status_of(verdict)
  if not verdict then
    return 69
  end
  return verdict.action == "suppress" and 67 or verdict.bounce and 69 or 0
end

-- "a.example.net,b.example.net:2525" -> {{host, port}, ...}
local function read_hosts(text)
  local hosts = {}
  for host, port in text:gmatch "([^,:]+):?(%d*)" do
    hosts[#hosts + 1] = { host, tonumber(port) }
  end
  return hosts
end

local function main(hosts, sender, recipient)
  local verdict, reply = retry.deliver({ hosts = read_hosts(hosts), sender = sender,
    recipient = recipient, text = io.read "*a" }, {
    note = function(host, found, said)
      print(host[1], said)
      print("", found and found.action or "retry", found and found.why or "")
    end })
  if not verdict then
    io.stderr:write("retry: ", reply, "\n")
  end
  return status_of(verdict)
end

if arg and arg[0] and arg[0]:find "retry%.lua$" and arg[3] then
  os.exit(main(arg[1], arg[2], arg[3]))
end

return retry
