-- rspamd.lua: an Rspamd of its own for a spec, as a milter on loopback.

local process = require "spec.hosts.support.process"
local run = require "spec.support.run"

local rspamd = {}
local quote = run.quote

local config = [[
options {
  pidfile = "{DIR}/run/rspamd.pid";
  tempdir = "{DIR}/run";
  cache_file = "{DIR}/run/symbols.cache";
  history_file = "{DIR}/run/history";
  control_socket = "{DIR}/run/control.sock mode=0600";
  url_tld = "/usr/share/rspamd/effective_tld_names.dat";
  filters = "";
  allow_raw_input = true;
}
logging { type = "console"; level = "notice"; color = false; }
metric { name = "default"; actions { reject = 15; add_header = 6; greylist = 4; } }
worker "rspamd_proxy" {
  bind_socket = "127.0.0.1:{PORT}"; milter = yes; count = 1; timeout = 60s;
  upstream "local" { default = yes; self_scan = yes; }
}
lua = "{DIR}/rspamd.local.lua";
]]

-- start(script [, more]) -> server: {port, folder, log, stop()}; script is the
-- text of rspamd.local.lua, more is added to the configuration.
function rspamd.start(script, more)
  local folder, port = process.folder(), process.port()
  local log = folder .. "/log"
  run.shell(("mkdir %s/run; chown _rspamd %s/run"):format(quote(folder), quote(folder)))
  process.write(folder .. "/rspamd.conf", (more or "") .. config, { DIR = folder, PORT = port })
  run.write(folder .. "/rspamd.local.lua", script)
  local pid = process.start("rspamd -f -c " .. quote(folder .. "/rspamd.conf")
    .. " -u _rspamd -g _rspamd", log)
  process.wait(port, log)
  return { port = port, folder = folder, log = log, stop = function()
    process.stop(pid)
    run.shell("rm -rf " .. quote(folder))
  end }
end

return rspamd
