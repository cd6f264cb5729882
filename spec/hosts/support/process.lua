-- process.lua: real programs for the specs of hosts, on loopback, in a folder
-- of their own, and gone afterwards.

local run = require "spec.support.run"
local socket = require "socket"

local process = {}
local quote = run.quote

-- A port that is free now.
function process.port()
  local server = assert(socket.bind("127.0.0.1", 0))
  local _, port = server:getsockname()
  server:close()
  return tonumber(port)
end

-- A folder that others may enter, as servers with users of their own must.
function process.folder()
  local folder = run.folder()
  run.shell("chmod 755 " .. quote(folder))
  return folder
end

-- Copies files of this checkout, which servers with users of their own may not
-- be able to read, to the folder, under the same names; returns where.
function process.copy(folder, ...)
  local top = folder .. "/top"
  local output, status = run.shell(("mkdir %s && cp --parents %s %s && chmod -R a+rX %s"):format(quote(top),
    table.concat({ ... }, " "), quote(top), quote(top)))
  assert(status == 0, output)
  return top
end

-- Writes a file from a template: {NAME} stands for values.NAME.
function process.write(name, template, values)
  run.write(name, (template:gsub("{(%u+)}", function(key)
    return tostring(assert(values[key], key))
  end)))
end

-- Starts a command in the background; returns its pid.
function process.start(command, log)
  local output = run.shell(("setsid %s > %s 2>&1 < /dev/null & echo $!"):format(command, quote(log)))
  return tonumber(output:match("%d+"))
end

-- Waits until something listens on the port; else stops with the log.
function process.wait(port, log)
  for _ = 1, 600 do
    local connection = socket.connect("127.0.0.1", port)
    if connection then
      connection:close()
      return
    end
    socket.sleep(0.1)
  end
  error("nothing listens on port " .. port .. "\n" .. run.read(log))
end

-- Calls check until it returns something true, which is returned; stops with
-- the log when that takes half a minute.
function process.poll(check, log)
  for _ = 1, 300 do
    local found = check()
    if found then
      return found
    end
    socket.sleep(0.1)
  end
  error(run.read(log))
end

-- Whether a process has ended, perhaps without anybody to notice (a zombie).
local function ended(pid)
  local file = io.open(("/proc/%d/stat"):format(pid))
  if not file then
    return select(2, run.shell("kill -0 " .. pid .. " 2> /dev/null")) ~= 0
  end
  local state = file:read("*a"):match "^%d+ %(.*%) (%a)"
  file:close()
  return state == "Z"
end

-- Ends a process and those that it started; by TERM, or another signal for
-- one that takes its time and has nothing to lose.
function process.stop(pid, signal)
  signal = signal or "TERM"
  run.shell(("kill -%s -- -%d 2> /dev/null; kill -%s %d 2> /dev/null"):format(signal, pid, signal, pid))
  for _ = 1, 100 do
    if ended(pid) then
      return
    end
    socket.sleep(0.05)
  end
  run.shell(("kill -9 -- -%d 2> /dev/null; kill -9 %d 2> /dev/null"):format(pid, pid))
end

return process
