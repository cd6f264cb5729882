-- nginx.lua: examples/openresty in a real nginx, for the specs.

local process = require "spec.hosts.support.process"
local run = require "spec.support.run"
local socket = require "socket"

local nginx = {}
nginx.__index = nginx

-- start([change]) -> server with port, mail (ports) and folder; change gets
-- the text of nginx.conf and gives another one.
function nginx.start(change)
  local self = setmetatable({ folder = process.folder(), port = process.port(),
    mail = process.port() }, nginx)
  run.shell(("mkdir %s/tmp; chmod 777 %s/tmp"):format(self.folder, self.folder))
  self.top = process.copy(self.folder, "build/5.1/smtpcodes.so", "build/5.4/smtpcodes.so",
    "examples/openresty/lib/resty/smtpcodes/*.lua")
  self:configure(change)
  local output, status = run.shell(self:command())
  assert(status == 0, output)
  process.wait(self.port, self:log_name())
  process.wait(self.mail, self:log_name())
  self.pid = tonumber(run.read(self.folder .. "/nginx.pid"))
  return self
end

-- Without the Lua paths of the spec, which nginx's own would fall back to.
function nginx:command()
  return ("env -u LUA_PATH -u LUA_CPATH nginx -p %s -e %s -c %s/nginx.conf"):format(self.folder,
    self:log_name(), self.folder)
end

function nginx:log_name()
  return self.folder .. "/error.log"
end

function nginx:log()
  return run.read(self:log_name())
end

-- Writes its nginx.conf.
function nginx:configure(change)
  local text = run.read("examples/openresty/nginx.conf")
  process.write(self.folder .. "/nginx.conf", change and change(text) or text, { DIR = self.folder,
    TOP = self.top, PORT = self.port, MAIL = self.mail })
end

-- The pids of its workers, as the keys of a table.
function nginx:workers()
  local pids = {}
  for pid in run.shell("pgrep -P " .. self.pid):gmatch("%d+") do
    pids[tonumber(pid)] = true
  end
  return pids
end

-- Sends SIGHUP, as nginx -s reload does, and waits until no worker of before
-- is left. meanwhile, if given, is called again and again.
function nginx:reload(meanwhile)
  local before = self:workers()
  assert(select(2, run.shell("kill -HUP " .. self.pid)) == 0)
  for _ = 1, 200 do
    if meanwhile then
      meanwhile()
    end
    local old, new = 0, 0
    for pid in pairs(self:workers()) do
      old, new = old + (before[pid] and 1 or 0), new + (before[pid] and 0 or 1)
    end
    if old == 0 and new > 0 then
      return
    end
    socket.sleep(0.05)
  end
  error("nginx did not reload\n" .. self:log())
end

function nginx:stop()
  process.stop(self.pid)
  run.shell("rm -rf " .. run.quote(self.folder))
end

return nginx
