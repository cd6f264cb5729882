#!/bin/sh
# demo.sh: the tool on sessions that real servers took part in.
set -eu
lua=${LUA:-$(command -v lua5.4 lua5.3 lua5.2 lua5.1 luajit lua | head -1)}

show() {
  printf '\n$ smtpcodes'
  for argument in "$@"; do
    case $argument in
      *\ *) printf " '%s'" "$argument" ;;
      *) printf ' %s' "$argument" ;;
    esac
  done
  printf '\n\n'
  "$lua" bin/smtpcodes "$@" || true # its status speaks of the replies
}

show --brief examples/sessions/exim.txt
show --brief examples/sessions/opensmtpd.txt
show --brief examples/sessions/lmtp.txt
show examples/sessions/postfix.txt
show '550 5.7.1 Client host [192.0.2.1] blocked using dnsbl.example.net'
show '550 5.1.1 User unknown'
