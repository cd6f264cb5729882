#!/bin/sh
# test_page.sh: the specs of docs/codes.html, in headless Chromium.
#
# The core is compiled anew into build/docs/codes.html; the page that is kept
# is held against the module as well.
set -u
make -s build/5.4/smtpcodes.so build/docs/codes.html > /dev/null || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
LUA_PATH="./tool/?.lua;;" LUA_CPATH="./build/5.4/?.so;;" SPEC_LUA=lua5.4 \
  lua5.4 "$(command -v busted)" --output=plainTerminal --pattern=_browser spec/page > "$log" 2>&1
code=$?
if [ "$code" = 0 ] && grep -q ' 0 failures / 0 errors ' "$log"; then
  grep ' successes / ' "$log"
else
  grep -v '^[-+]*$' "$log"
  exit 1
fi
