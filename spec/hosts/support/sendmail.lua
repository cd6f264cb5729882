-- sendmail.lua: a Sendmail of its own for a spec. It conflicts with Postfix
-- and writes to syslog alone, so that it runs from where tools/need.sh
-- unpacked it, in a root with a /dev/log that the spec reads.

local process = require "spec.hosts.support.process"
local run = require "spec.support.run"
local socket = require "socket"
local unix = require "socket.unix"

local sendmail = {}
local quote = run.quote

local config = [[
divert(0)dnl
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mx.example.org')dnl
define(`QUEUE_DIR', `/queue')dnl
define(`confPID_FILE', `/pid')dnl
define(`STATUS_FILE', `/stats')dnl
define(`ALIAS_FILE', `')dnl
define(`confDOUBLE_BOUNCE_ADDRESS', `')dnl
define(`LOCAL_MAILER_PATH', `/none')dnl
define(`SMTP_MAILER_ARGS', `TCP $h {SERVER}')dnl
define(`SMART_HOST', `smtp:[127.0.0.1]')dnl
FEATURE(`accept_unresolvable_domains')dnl
FEATURE(`nocanonify')dnl
MAILER(`local')dnl
MAILER(`smtp')dnl
]]

local make_root = [[
set -e
root=$1
program=build/sendmail-bin/usr/libexec/sendmail/sendmail
cf=$PWD/build/sendmail-cf/usr/share/sendmail/cf
mkdir -p $root/dev $root/etc $root/queue
chmod 700 $root/queue
cp $program $root/sendmail
for library in $(ldd $program | grep -o '/[^ ]*'); do
  mkdir -p "$root${library%/*}"; cp -L "$library" "$root$library"
done
for user in root daemon mail smmsp; do
  id=$((i++))
  echo "$user:x:$id:$id::/:/bin/false" >> $root/etc/passwd
  echo "$user:x:$id:" >> $root/etc/group
done
echo '127.0.0.1 localhost mx.example.org' > $root/etc/hosts
echo 'hosts: files' > $root/etc/nsswitch.conf
mkdir $root/etc/mail
printf 'hosts files\naliases files\n' > $root/etc/mail/service.switch
mknod -m 666 $root/dev/null c 1 3 2> /dev/null || : > $root/dev/null
(cd $cf && m4 -D_CF_DIR_=$cf/ m4/cf.m4 -) < $root/config.mc > $root/sendmail.cf
]]

-- It waits a minute where the machine has no full name.
local command = [[
hostname mx.example.org
root=$1; shift
printf 'Subject: x\n\nx\n' |
  chroot $root /sendmail -C /sendmail.cf -odi -f '<>' "$@"
]]

-- start(port) -> server {log, send(rcpts), stop()}: send delivers at once.
function sendmail.start(port)
  local folder = process.folder()
  local root, log = folder .. "/root", folder .. "/log"
  run.shell("mkdir " .. quote(root))
  process.write(root .. "/config.mc", config, { SERVER = port })
  run.write(folder .. "/make", make_root)
  run.write(folder .. "/send", command)
  local output, status = run.shell(("bash %s/make %s"):format(quote(folder), quote(root)))
  assert(status == 0, output)
  local syslog = assert(unix.dgram())
  assert(syslog:bind(root .. "/dev/log"))
  syslog:settimeout(0.1)
  local file = assert(io.open(log, "w"))

  -- Takes a line as syslogd does: without its priority, with a host.
  local function listen()
    local line = syslog:receive()
    if line then
      file:write((line:gsub("^<%d+>(%a+ +%d+ [%d:]+) ", "%1 mx "):gsub("[%z\n]*$", "\n")))
      file:flush()
    end
    return line
  end

  return { log = log, send = function(rcpts)
    local done = folder .. "/done"
    os.remove(done)
    process.start(("sh -c 'unshare -u sh %s/send %s %s; echo $? > %s'"):format(folder, root, rcpts, done),
      folder .. "/out")
    local begin = socket.gettime()
    while listen() or not io.open(done) do
      assert(socket.gettime() < begin + 30, run.read(log))
    end
  end, stop = function()
    syslog:close()
    file:close()
    run.shell("rm -rf " .. quote(folder))
  end }
end

return sendmail
