-- log_follow.lua: a log that grows, and that others rotate.
--
--   log_follow(name, reader, take, quiet)      never returns, but nil when the
--                                              file cannot be read
--
-- take(delivery, number, problem) as reader:next gives them; quiet() each time
-- that there is no more for now. When the name has another file, the old one
-- is read to its end and the new one from its begin; a file that became
-- shorter is read from its begin, too.

local logscan = require "smtpcodes.logscan"

local WAIT = 0.5 -- seconds between two looks at a file

local function read_all(file, reader, take, more)
  while true do
    local delivery, number, problem = reader:next(file, more)
    if delivery == nil then
      return
    end
    take(delivery, number, problem)
  end
end

-- Reads what comes until there is another file under the name.
local function follow(file, name, reader, take, quiet)
  reader.scan:restart()
  repeat
    read_all(file, reader, take, true)
    quiet()
    logscan.sleep(WAIT)
    local change = logscan.change(file, name)
    if change == "shorter" then
      file:seek("set", 0)
      reader.scan:restart()
    end
  until change == "other"
  read_all(file, reader, take, false)
end

return function(name, reader, take, quiet)
  local file = io.open(name, "rb")
  while file do
    follow(file, name, reader, take, quiet)
    file:close()
    repeat -- it may not be there yet
      file = io.open(name, "rb") or logscan.sleep(WAIT)
    until file
  end
end
