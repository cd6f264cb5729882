-- replies.lua: prints the replies in a recorded stream, one a line.
--
--   lua replies.lua FILE      octets as a server sent them; - is stdin
--
-- What is no reply is told on stderr with its octet, and the next line is
-- tried. Exit status: 0 all were replies, 1 some octets were not.

local smtpcodes = require "smtpcodes"

io.stdout:setvbuf "line" -- in order with stderr, and at once behind a pipe

local wrong = 0

local function complain(kind, position)
  io.stderr:write(("octet %d: %s\n"):format(position, kind))
  wrong = wrong + 1
end

local function drain(parser)
  while true do
    local reply, kind, position = parser:next()
    if reply then
      print(reply)
    elseif kind == "incomplete" or kind == "truncated" then
      return
    else
      complain(kind, position)
      parser:reset()
    end
  end
end

local name = arg[1] or "-"
local file = name == "-" and io.stdin or assert(io.open(name, "rb"))
local parser = smtpcodes.parser()
for chunk in function() return file:read(65536) end do
  parser:feed(chunk)
  drain(parser)
end
if parser:eof():pending() > 0 then
  local _, kind, position = parser:next()
  complain(kind, position)
end
os.exit(wrong == 0 and 0 or 1)
