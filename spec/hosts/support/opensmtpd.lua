-- opensmtpd.lua: an OpenSMTPD of its own for a spec, on loopback. It conflicts
-- with Postfix and its paths are compiled in, so that it runs from where
-- tools/need.sh unpacked it, in a root of its own.

local process = require "spec.hosts.support.process"
local run = require "spec.support.run"

local opensmtpd = {}

-- Makes a root with the programs that are named after it, and their libraries.
local make_root = [[
set -e
root=$1; shift
mkdir -p $root/dev $root/etc $root/tmp $root/var/lib/opensmtpd/empty \
  $root/var/spool/smtpd $root/var/run $root/usr/libexec/opensmtpd
copy() {
  [ -e "$root$2" ] || { mkdir -p "$root${2%/*}"; cp -L "$1" "$root$2"; }
}
for program; do
  copy "$(command -v "$program")" "/usr/bin/${program##*/}"
  for library in $(ldd "$(command -v "$program")" | grep -o '/[^ ]*'); do
    copy "$library" "$library"
  done
done
printf '%s\n' root:x:0:0::/:/bin/sh opensmtpd:x:901:901::/:/bin/false \
  opensmtpq:x:902:902::/:/bin/false > $root/etc/passwd
printf '%s\n' root:x:0: opensmtpd:x:901: opensmtpq:x:902: > $root/etc/group
echo '127.0.0.1 localhost' > $root/etc/hosts
mknod -m 666 $root/dev/null c 1 3 2> /dev/null || : > $root/dev/null
chmod 711 $root/var/spool/smtpd
ln -s usr/bin $root/bin
]]

-- start(config, values, files) -> server: {port, log, stop()}; files are names
-- in the root, such as /etc/mail/filter.lua, and what is copied there. Lua is
-- /usr/bin/lua5.4.
function opensmtpd.start(config, values, files)
  local folder, quote = process.folder(), run.quote
  local root, log, port = folder .. "/root", folder .. "/log", process.port()
  run.write(folder .. "/make", make_root)
  local output, status = run.shell(("sh %s/make %s build/opensmtpd/usr/sbin/smtpd sh lua5.4")
    :format(quote(folder), quote(root)))
  assert(status == 0, output)
  for name, file in pairs(files) do
    run.shell(("install -D %s %s"):format(quote(file), quote(root .. name)))
  end
  values.PORT = port
  process.write(root .. "/etc/smtpd.conf", config, values)
  local pid = process.start(("chroot %s /usr/bin/smtpd -d"):format(quote(root)), log)
  process.wait(port, log)
  return { port = port, log = log, stop = function()
    process.stop(pid)
    run.shell("rm -rf " .. quote(folder))
  end }
end

return opensmtpd
