-- client.lua: an SMTP client in a few lines, over LuaSocket.
--
--   lua client.lua HOST PORT SENDER RECIPIENT < message
--
-- As a module: local client = require "client"; client.connect(host, port).

local smtpcodes = require "smtpcodes"
local socket = require "socket"

local client = {}
client.__index = client

-- connect(host, port) -> client, greeting | nil, why
function client.connect(host, port)
  local connection, why = socket.connect(host, port)
  if not connection then
    return nil, why
  end
  connection:settimeout(60)
  local self = setmetatable({ socket = connection, parser = smtpcodes.parser() }, client)
  local greeting
  greeting, why = self:receive()
  return greeting and self, greeting or why
end

-- The next reply, or nil and why there is none: LuaSocket's word, or a kind
-- of smtpcodes.parse. The octets are taken as they come, so that nothing a
-- server says is lost between two lines.
function client:receive()
  local reply, kind = self.parser:next()
  while kind == "incomplete" do
    local bytes, why, rest = self.socket:receive(1)
    if not bytes and (not rest or rest == "") then
      return nil, why
    end
    local more = self:waiting()
    reply, kind = self.parser:feed((bytes or rest) .. more):next()
  end
  return reply, kind
end

-- What LuaSocket has at hand besides, without waiting for more.
function client:waiting()
  self.socket:settimeout(0)
  local bytes, _, rest = self.socket:receive(4096)
  self.socket:settimeout(60)
  return bytes or rest or ""
end

-- Sends a command and returns its reply, as receive does.
function client:command(line)
  local sent, why = self.socket:send(line .. "\r\n")
  if not sent then
    return nil, why
  end
  return self:receive()
end

-- Sends a message after DATA: lines end with CRLF, dots are doubled (RFC 5321
-- 4.5.2), and the reply to the end of data comes back.
function client:message(text)
  text = text:gsub("\r?\n", "\r\n"):gsub("\r\n%.", "\r\n.."):gsub("^%.", "..")
  if text:sub(-2) ~= "\r\n" then
    text = text .. "\r\n"
  end
  return self:command(text .. ".")
end

function client:close()
  self.socket:close()
end

-- Delivers a message to one recipient. Returns the verdict of the reply that
-- decided, that reply, and the command that it answers; nil and why when there
-- is none.
function client.deliver(host, port, sender, recipient, text)
  local self, reply = client.connect(host, port)
  if not self then
    return nil, reply
  end
  local steps = {
    { "EHLO", "EHLO " .. socket.dns.gethostname() },
    { "MAIL", "MAIL FROM:<" .. sender .. ">" },
    { "RCPT", "RCPT TO:<" .. recipient .. ">" },
    { "DATA", "DATA" },
  }
  local command, why = "connect", nil
  for _, step in ipairs(steps) do
    if reply.code >= 400 then
      break
    end
    command = step[1]
    reply, why = self:command(step[2])
    if not reply then
      return nil, why
    end
  end
  if command == "DATA" and reply.code == 354 then
    command = "."
    reply, why = self:message(text)
  end
  self:command "QUIT"
  self:close()
  if not reply then
    return nil, why
  end
  return smtpcodes.classify(reply, { command = command, host = host }), reply, command
end

local function main(host, port, sender, recipient)
  local verdict, reply = client.deliver(host, tonumber(port), sender, recipient, io.read "*a")
  if not verdict then
    io.stderr:write("client: ", reply, "\n")
    return 69
  end
  print(reply)
  print(verdict.action, verdict.why)
  return verdict.requeue and 75 or verdict.bounce and 69 or 0
end

if arg and arg[0] and arg[0]:find "client%.lua$" and arg[4] then
  os.exit(main(arg[1], arg[2], arg[3], arg[4]))
end

return client
