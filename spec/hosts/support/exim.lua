-- exim.lua: an Exim of its own for a spec: it queues, and delivers when it is
-- told to. It conflicts with Postfix, so that it runs from where tools/need.sh
-- unpacked it.

local process = require "spec.hosts.support.process"
local run = require "spec.support.run"

local exim = {}
local quote = run.quote

local program = "build/exim4-daemon-light/usr/sbin/exim4"

-- Mail goes to the server at {SERVER}; nobody listens for example.net.
local config = [[
primary_hostname = mx.example.org
exim_user = Debian-exim
exim_group = Debian-exim
spool_directory = {DIR}/spool
log_file_path = {DIR}/log/%slog
pid_file_path = {DIR}/pid
never_users =
keep_environment =
tls_advertise_hosts =
begin routers
dead:
  driver = manualroute
  domains = example.net
  route_data = 127.0.0.1
  self = send
  transport = dead
failing:
  driver = redirect
  allow_fail
  local_parts = fail
  data = :fail: no such user here
alias:
  driver = redirect
  local_parts = alias
  data = postmaster@example.com
pass:
  driver = manualroute
  route_data = 127.0.0.1
  self = send
  transport = pass
begin transports
pass:
  driver = smtp
  port = {SERVER}
  allow_localhost
dead:
  driver = smtp
  port = 1
  allow_localhost
begin retry
* * F,1h,1m
]]

-- Its user's name is compiled in.
local make_user = [[
id Debian-exim > /dev/null 2>&1 || useradd -r -M -s /usr/sbin/nologin Debian-exim
mkdir -p $1/spool $1/log && chown -R Debian-exim $1/spool $1/log
]]

-- start(port) -> server {log, send(rcpt ...), deliver(), stop()}: mail for
-- all of the recipients is one message.
function exim.start(port)
  local folder = process.folder()
  run.write(folder .. "/make", make_user)
  local output, status = run.shell(("sh %s/make %s"):format(quote(folder), quote(folder)))
  assert(status == 0, output)
  process.write(folder .. "/config", config, { DIR = folder, SERVER = port })
  local command = ("%s -C %s/config "):format(program, quote(folder))
  local function call(arguments)
    output, status = run.shell("printf 'Subject: x\\n\\nx\\n' | " .. command .. arguments)
    assert(status == 0, output)
  end
  return { log = folder .. "/log/mainlog", send = function(...)
    call("-odq -f '<>' " .. table.concat({ ... }, " "))
  end, deliver = function()
    call("-qff")
  end, stop = function()
    run.shell("rm -rf " .. quote(folder))
  end }
end

return exim
