#!/bin/sh
# test.sh: builds the module for each Lua and runs the specs under it.
#
#   LUA=/path/to/lua LUA_INCDIR=/path tools/test.sh    for that Lua alone
set -u
make=${MAKE:-make}
status=0

# runner LUA: busted and its arguments, or where that Lua has none our own.
runner() {
  if [ -n "$busted" ] && "$1" -e 'require "busted.runner"' 2> /dev/null; then
    echo "$busted --output=plainTerminal spec"
  else
    echo tools/specs.lua spec/*_spec.lua
  fi
}

# run NAME LUA BUILD: the suite under one Lua, and one line about it.
run() {
  log=$(mktemp)
  LUA_PATH="./tool/?.lua;${LUA_PATH:-;}" LUA_CPATH="./build/$3/?.so;;" SPEC_LUA="$2" \
    "$2" $(runner "$2") > "$log" 2>&1
  code=$?
  line=$(grep ' successes / ' "$log")
  if [ "$code" = 0 ] && echo "$line" | grep -q ' 0 failures / 0 errors '; then
    printf '%-8s %s\n' "$1" "$line"
  else
    grep -v '^[-+]*$' "$log"
    printf '%-8s failed (exit %s)\n' "$1" "$code"
    status=1
  fi
  rm -f "$log"
}

busted=$(command -v busted)
if [ -n "${LUA:-}" ]; then
  version=$("$LUA" -e 'print((_VERSION:gsub("Lua ", "")))')
  "$make" -s -B "build/$version/smtpcodes.so" "build/$version/smtpcodes/logscan.so" || exit 1
  run "$version" "$LUA" "$version"
  exit $status
fi
"$make" -s -j2 all || exit 1
for version in 5.1 5.2 5.3 5.4; do
  run "lua$version" "lua$version" "$version"
done
run luajit luajit 5.1
exit $status
