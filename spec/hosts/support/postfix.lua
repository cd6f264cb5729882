-- postfix.lua: a Postfix of its own for a spec: loopback, nothing leaves it.

local process = require "spec.hosts.support.process"
local run = require "spec.support.run"

local postfix = {}
local quote = run.quote

local main_cf = [[
compatibility_level = 3.6
queue_directory = {DIR}/spool
data_directory = {DIR}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {DIR}/log
maillog_file_prefixes = /tmp, /var/tmp
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.example.com
mydestination = example.com
mynetworks = 127.0.0.9/32
alias_maps =
alias_database =
local_recipient_maps = inline:{ {postmaster=x} }
local_transport = discard:
default_transport = discard:
message_size_limit = 100000
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{ {full@example.com=452 4.2.2 Mailbox full} }
]]

local master_cf = [[
127.0.0.1:{PORT} inet n - n - - smtpd
  {OPTIONS}
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
]]

-- start([options [, services [, settings]]]) -> server: {port, folder, stop()};
-- options are added to smtpd in master.cf, services to the file; settings is a
-- list of "name=value" for main.cf.
function postfix.start(options, services, settings)
  local folder, port = process.folder(), process.port()
  local values = { DIR = folder, PORT = port, OPTIONS = options or "-o smtpd_timeout=30s" }
  run.shell(("mkdir -p %s/etc %s/spool %s/data; chown postfix %s/data"):format(quote(folder),
    quote(folder), quote(folder), quote(folder)))
  process.write(folder .. "/etc/main.cf", main_cf, values)
  process.write(folder .. "/etc/master.cf", master_cf .. (services or ""), values)
  for _, setting in ipairs(settings or {}) do -- a name twice would be warned of
    run.shell("postconf -c " .. quote(folder) .. "/etc -e " .. quote(setting))
  end
  local output, status = run.shell("postfix -c " .. quote(folder) .. "/etc start")
  assert(status == 0, output)
  process.wait(port, folder .. "/log")
  return { port = port, folder = folder, stop = function()
    run.shell("postfix -c " .. quote(folder) .. "/etc stop")
    run.shell("rm -rf " .. quote(folder))
  end }
end

return postfix
