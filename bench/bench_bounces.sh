#!/usr/bin/env bash
# bench_bounces.sh: delivery status notifications read by this module and by
# libraries that Debian has, each in the language that it is written in.
#
#   bench/bench_bounces.sh [NOTIFICATIONS]    2000
#
# Needs libsisimai-perl, libmail-deliverystatus-bounceparser-perl and
# python3-flufl.bounce; what is missing is left out. Prints the processor's
# microseconds a notification, without the start of the interpreter: the time
# of all less that of one. The texts of the replies are the project's own
# fixtures, so how well each judges them is not compared.
set -eu
count=${1:-2000}
folder=build/bench/bounces
rm -rf "$folder"
mkdir -p "$folder/all" "$folder/one"
make -s build/5.4/smtpcodes.so

# A mailbox file, and a file for each notification.
lua5.4 - "$count" "$folder" <<'END'
local count, folder = tonumber(arg[1]), arg[2]
local replies = {}
for line in io.lines("spec/fixtures/replies.tsv") do
  local text = line:match("\t([45]%d%d [^\t]*)$")
  if text and not text:find("\\n", 1, true) then replies[#replies + 1] = text end
end
local function mail(i)
  local text = replies[(i - 1) % #replies + 1]
  local status = text:match("^%d%d%d (%d%.%d+%.%d+)") or text:sub(1, 1) .. ".0.0"
  return ([[
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: sender@example.org
Subject: Undelivered Mail Returned to Sender
Date: Thu, 26 Nov 2026 10:00:00 +0000
Message-ID: <%d@mx.example.org>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

This is the mail system at host mx.example.org. Your message could not be
delivered.

<user%d@example.com>: host mx.example.com[192.0.2.1] said: %s

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Thu, 26 Nov 2026 09:59:58 +0000

Final-Recipient: rfc822; user%d@example.com
Action: failed
Status: %s
Remote-MTA: dns; mx.example.com
Diagnostic-Code: smtp; %s

--B
Content-Type: message/rfc822

From: sender@example.org
To: user%d@example.com
Subject: Hello
Message-ID: <o%d@example.org>

Hello

--B--
]]):format(i, i, text, i, status, text, i, i)
end
for i = 1, count do
  for _, to in ipairs { i <= 1 and "one" or "", "all" } do
    if to ~= "" then
      local file = assert(io.open(("%s/%s/%06d.eml"):format(folder, to, i), "wb"))
      file:write(mail(i))
      file:close()
    end
  end
end
END

smtpcodes() {
  LUA_CPATH="build/5.4/?.so" lua5.4 - "$1" <<'END'
local smtpcodes, n = require "smtpcodes", 0
for name in io.popen("ls " .. arg[1] .. "/*"):lines() do
  local file = io.open(name, "rb")
  for _, notice in ipairs(smtpcodes.from_dsn(file:read "*a") or {}) do
    n = n + (notice.recipient and 1 or 0)
  end
  file:close()
end
print(n)
END
}
sisimai() {
  perl -MSisimai -e '
    my $n = 0; my $list = Sisimai->make($ARGV[0], delivered => 1);
    for my $e (@{$list || []}) { $n++ if $e->recipient && $e->reason } print "$n\n"' "$1"
}
bounceparser() {
  perl -MMail::DeliveryStatus::BounceParser -e '
    my $n = 0;
    for my $name (glob "$ARGV[0]/*") {
      open my $in, "<", $name; my $b = Mail::DeliveryStatus::BounceParser->new($in);
      for my $r ($b->reports) { $n++ if $r->get("email") } }
    print "$n\n"' "$1"
}
flufl() {
  /usr/bin/python3 -c '
import email, glob, sys
from flufl.bounce import all_failures
n = 0
for name in sorted(glob.glob(sys.argv[1] + "/*")):
    with open(name, "rb") as f:
        t, p = all_failures(email.message_from_binary_file(f))
    n += len(t) + len(p)
print(n)' "$1"
}

seconds() {
  TIMEFORMAT='%U %S'
  { time "$@" > "$folder/out" 2> "$folder/err"; } 2>&1 | awk '{ print $1 + $2 }'
}
row() {
  if [ "$(tail -1 < <("$2" "$folder/one" 2> /dev/null))" != 1 ]; then
    echo "$1: not here"
    return
  fi
  one=$(seconds "$2" "$folder/one")
  all=$(seconds "$2" "$folder/all")
  echo "$one $all" | awk -v name="$1" -v n="$count" -v found="$(tail -1 "$folder/out")" '
    { printf "%-36s %9.1f us a notification, %d of %d recipients\n", name, 1e6 * ($2 - $1) / (n - 1), found, n }'
}
row "smtpcodes.from_dsn (Lua 5.4)" smtpcodes
row "Sisimai (Perl)" sisimai
row "Mail::DeliveryStatus::BounceParser" bounceparser
row "flufl.bounce (Python)" flufl
