-- opendkim.lua: an OpenDKIM of its own for a spec, as a milter on loopback.

local process = require "spec.hosts.support.process"
local run = require "spec.support.run"

local opendkim = {}

local config = [[
Socket inet:{PORT}@127.0.0.1
PidFile {DIR}/pid
Mode v
Syslog no
Background no
FinalPolicyScript {TOP}/{SCRIPT}
]]

-- start(script [, modules]) -> server: {port, stop()}; script is a file for
-- FinalPolicyScript, from the top of the project; modules is the folder of
-- smtpcodes.so, if not where it is built.
function opendkim.start(script, modules)
  local top, port = run.shell("pwd"):gsub("%s+$", ""), process.port()
  local folder = process.folder()
  process.write(folder .. "/conf", config, { DIR = folder, PORT = port, TOP = top, SCRIPT = script })
  local pid = process.start(("env LUA_CPATH=%s opendkim -f -x %s/conf"):format(
    run.quote((modules or top .. "/build/5.3") .. "/?.so"), folder), folder .. "/log")
  process.wait(port, folder .. "/log")
  return { port = port, stop = function()
    process.stop(pid, "KILL")
    run.shell("rm -rf " .. run.quote(folder))
  end }
end

return opendkim
