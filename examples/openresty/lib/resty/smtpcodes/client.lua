-- client.lua: replies over OpenResty's cosockets.
--
--   local client = require "resty.smtpcodes.client"
--   local session = client.connect(host, port)
--   local reply = session:command "EHLO client.example.org"

local smtpcodes = require "smtpcodes"

local client = {}
client.__index = client

-- connect(host, port [, milliseconds]) -> session, greeting | nil, why
function client.connect(host, port, milliseconds)
  local sock = ngx.socket.tcp()
  sock:settimeout(milliseconds or 5000)
  local ok, why = sock:connect(host, port)
  if not ok then
    return nil, why
  end
  local self = setmetatable({ sock = sock, parser = smtpcodes.parser() }, client)
  local greeting
  greeting, why = self:receive()
  return greeting and self, greeting or why
end

-- The next reply; nil and why there is none: the cosocket's word, or a kind
-- of smtpcodes.parse. receive "*l" gives lines without CRLF.
function client:receive()
  local reply, kind = self.parser:next()
  while kind == "incomplete" do
    local line, why = self.sock:receive "*l"
    if not line then
      return nil, why
    end
    reply, kind = self.parser:line(line):next()
  end
  return reply, kind
end

function client:command(line)
  local sent, why = self.sock:send(line .. "\r\n")
  if not sent then
    return nil, why
  end
  return self:receive()
end

function client:close()
  self.sock:close()
end

return client
