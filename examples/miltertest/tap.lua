-- tap.lua: stands between miltertest and a milter and writes down what the
-- milter says, which miltertest compares but does not show.
--
--   lua tap.lua PORT HOST PORT FILE

local socket = require "socket"

local port, host, milter_port, name = arg[1], arg[2], arg[3], arg[4]
local file = assert(io.open(name, "wb"))
local server = assert(socket.bind("127.0.0.1", tonumber(port)))

-- Passes on what one side has to say; false when it has hung up.
local function pass(from, to, record)
  from:settimeout(0)
  local bytes, why, rest = from:receive(8192)
  bytes = bytes or rest
  if record then
    file:write(bytes)
    file:flush()
  end
  to:settimeout(nil)
  return to:send(bytes) and why ~= "closed"
end

-- Stands between the two until one of them hangs up.
local function serve(mta, milter)
  while true do
    for _, from in ipairs((socket.select { mta, milter })) do
      if not pass(from, from == mta and milter or mta, from == milter) then
        return mta:close(), milter:close()
      end
    end
  end
end

while true do -- miltertest ends it
  serve(assert(server:accept()), assert(socket.connect(host, tonumber(milter_port))))
end
