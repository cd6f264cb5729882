#!/bin/sh
# record.sh [SERVER...]: records the sessions in this folder.
#
# Installs each server from Debian's packages in a chroot, starts it with the
# configuration below in a network of its own (loopback alone, with addresses
# that are kept for documentation), talks to it with record.lua and writes
# SERVER.txt. Run as root from the top of the project; needs debootstrap,
# iproute2, lua5.4 and lua-socket.
set -eu

here=examples/sessions
servers=${*:-postfix exim opensmtpd sendmail lmtp}
root=$(mktemp -d "${TMPDIR:-/tmp}/smtpcodes-record.XXXXXX")
base=${TMPDIR:-/tmp}/smtpcodes-bookworm-base # that of tools/fresh.sh

leave() {
  umount "$root/dev" "$root/proc" 2> /dev/null || true
  grep -q " $root/" /proc/mounts || rm -rf "$root"
}
trap leave EXIT
trap 'exit 130' INT TERM

if [ -d "$base" ]; then
  cp -a "$base/." "$root/"
else
  debootstrap --variant=minbase bookworm "$root" > /dev/null
fi
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
cp /etc/resolv.conf "$root/etc/resolv.conf"

in_root() {
  chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    DEBIAN_FRONTEND=noninteractive "$@"
}

install() {
  { in_root apt-get -qq update &&
    in_root apt-get -qq -y install --no-install-recommends "$@"; } \
    > "$root/apt.log" 2>&1 || { tail "$root/apt.log" >&2; exit 69; }
}

# ---- servers: packages, configuration, and the command that starts them -----

set_up_postfix() {
  install postfix
  cat > "$root/etc/postfix/main.cf" <<'END'
compatibility_level = 3.6
maillog_file = /var/log/postfix.log
inet_interfaces = 192.0.2.25
inet_protocols = ipv4
myhostname = mx.example.com
mydestination = example.com
mynetworks = 192.0.2.25/32
smtpd_relay_restrictions = reject_unauth_destination
alias_maps =
local_recipient_maps = inline:{ {postmaster=x} {full=x} }
local_transport = discard:
smtpd_recipient_restrictions = check_recipient_access inline:{ { full@example.com = 452 4.2.2 Mailbox full } }
message_size_limit = 100000
disable_vrfy_command = no
END
  start='postfix start-fg'
}

set_up_exim() {
  install exim4-daemon-light
  mkdir -p "$root/var/spool/exim4"
  cat > "$root/etc/exim4/exim4.conf" <<'END'
primary_hostname = mx.example.com
local_interfaces = 192.0.2.25
domainlist local_domains = example.com
acl_smtp_rcpt = check_rcpt
acl_smtp_vrfy = accept
acl_smtp_data = accept
message_size_limit = 100000
queue_only = true
tls_advertise_hosts =
begin acl
check_rcpt:
  deny  message = relay not permitted
        !domains = +local_domains
  defer local_parts = full
        message = 452 4.2.2 Mailbox full
  require verify = recipient
  accept
begin routers
known:
  driver = accept
  local_parts = postmaster : full
  transport = null
begin transports
null:
  driver = appendfile
  file = /dev/null
END
  start='exim4 -bdf'
}

set_up_opensmtpd() {
  install opensmtpd
  cat > "$root/etc/smtpd.conf" <<'END'
smtp max-message-size 100000
listen on 192.0.2.25 hostname mx.example.com
action "keep" relay host "smtp://192.0.2.26"
match from any for rcpt-to { "postmaster@example.com", "full@example.com" } action "keep"
END
  start='smtpd -d'
}

set_up_sendmail() {
  install sendmail-bin sendmail-cf m4
  cat > "$root/etc/mail/record.mc" <<'END'
OSTYPE(`linux')dnl
define(`confDOMAIN_NAME', `mx.example.com')dnl
define(`ALIAS_FILE', `')dnl
define(`confMAX_MESSAGE_SIZE', `100000')dnl
define(`confQUEUE_LA', `1000')dnl
define(`QUEUE_DIR', `/var/spool/recorded')dnl
define(`confDONT_PROBE_INTERFACES', `true')dnl
define(`LOCAL_MAILER_PATH', `/bin/true')dnl
FEATURE(`no_default_msa')dnl
FEATURE(`accept_unresolvable_domains')dnl
FEATURE(`nocanonify')dnl
DAEMON_OPTIONS(`Family=inet, Name=MTA-v4, Port=25, Addr=192.0.2.25')dnl
LOCAL_CONFIG
Cwexample.com mx.example.com
MAILER(`local')dnl
MAILER(`smtp')dnl
LOCAL_RULESETS
SLocal_check_rcpt
R$* full@example.com $*	$#error $@ 4.2.2 $: "452 Mailbox full"
END
  mkdir -m 700 -p "$root/var/spool/recorded"
  in_root sh -c 'cd /usr/share/sendmail/cf/cf && m4 ../m4/cf.m4 \
    /etc/mail/record.mc > /etc/mail/sendmail.cf'
  in_root sh -c 'grep -q ^full: /etc/passwd || { useradd full; useradd postmaster; }'
  start='sendmail -bD'
}

# Dovecot's LMTP: a reply for each recipient after the end of the message.
set_up_lmtp() {
  install dovecot-lmtpd
  in_root sh -c 'grep -q ^vmail: /etc/passwd || useradd -d /tmp/vmail vmail'
  mkdir -p "$root/tmp/vmail"
  in_root chown vmail /tmp/vmail
  cat > "$root/etc/dovecot/users" <<'END'
postmaster@example.com:::::::
full@example.com:::::::userdb_quota_rule=*:storage=1B
END
  cat > "$root/etc/dovecot/dovecot.conf" <<'END'
protocols = lmtp
log_path = /var/log/dovecot.log
ssl = no
mail_uid = vmail
mail_gid = vmail
mail_home = /tmp/vmail/%u
mail_location = maildir:~/Maildir
mail_plugins = quota
hostname = mx.example.com
plugin {
  quota = count:User quota
  quota_vsizes = yes
}
passdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/users
}
service lmtp {
  inet_listener lmtp {
    address = 192.0.2.25
    port = 25
  }
}
END
  start='dovecot -F'
}

# ---- recording --------------------------------------------------------------

# Runs in namespaces of its own: nothing of it is left when it ends.
record() {
  printf '%s\n' '127.0.0.1 localhost' '192.0.2.25 mx.example.com mx' \
    '198.51.100.7 client.example.org' > "$root/etc/hosts"
  script=$here/session.smtp
  [ "$1" != lmtp ] || script=$here/session.lmtp
  ROOT=$root START=$start SCRIPT=$script \
    unshare --net --uts --pid --fork --kill-child sh -eu -c '
    hostname mx.example.com
    ip link set lo up
    ip address add 192.0.2.25/32 dev lo
    ip address add 198.51.100.7/32 dev lo
    chroot "$ROOT" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
      $START > "$ROOT/server.log" 2>&1 &
    lua5.4 examples/sessions/record.lua 192.0.2.25 25 198.51.100.7 < "$SCRIPT"
  ' > "$root/session.txt" || {
    cat "$root/session.txt" "$root/server.log" >&2
    exit 69
  }
  mv "$root/session.txt" "$here/$1.txt"
  echo "$here/$1.txt: $(grep -c '^S: ' "$here/$1.txt") lines of the server"
}

for server in $servers; do
  "set_up_$server"
  record "$server"
done
