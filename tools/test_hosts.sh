#!/bin/sh
# test_hosts.sh: the specs with real hosts, under lua5.4.
set -u
make -s build/5.4/smtpcodes.so build/5.4/smtpcodes/logscan.so build/5.3/smtpcodes.so build/5.1/smtpcodes.so || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
LUA_PATH="./tool/?.lua;;" LUA_CPATH="./build/5.4/?.so;;" SPEC_LUA=lua5.4 \
  lua5.4 "$(command -v busted)" --output=plainTerminal --pattern=_host spec/hosts > "$log" 2>&1
code=$?
if [ "$code" = 0 ] && grep -q ' 0 failures / 0 errors ' "$log"; then
  grep ' successes / ' "$log"
else
  grep -v '^[-+]*$' "$log"
  exit 1
fi
