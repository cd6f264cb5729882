#!/bin/sh
# test_windows.sh: the tests in C as Windows programs, by MinGW and wine; the
# module as a DLL, and the specs under a Lua for Windows. Specs that start
# programs are left out: Windows has no sh.
#
#   WINDOWS_LUA=no tools/test_windows.sh    the tests in C alone
set -eu
. tools/sources.sh
folder=build/windows
cc="x86_64-w64-mingw32-gcc -O2 -std=c99 -Wall -Wextra -Werror"
mkdir -p "$folder/lib/smtpcodes"
# Not in the tree: what walks it would follow wine's drive z: to the root. wine
# goes on writing there for a while after the last program.
WINEPREFIX=$(mktemp -d)
trap 'wineserver -w; rm -rf "$WINEPREFIX"' EXIT
export WINEPREFIX WINEDEBUG=-all

test_in_c() {
  compile "$folder/core" "$(sources CORE TOOL_CORE)" $cc
  for test in $(c_tests); do
    program=$folder/$(basename "$test" .c).exe
    $cc -o "$program" "$test" "$folder"/core/*.o
    output=$(wine "$program" 2> /dev/null)
    printf 'windows  %s\n' "$(echo "$output" | tr -d '\r')"
  done
}

# lua54.dll, lua.exe beside it, and the module's DLLs.
build() {
  tools/lua_source.sh 5.4 bookworm "$PWD/$folder"
  lua=$folder/lua/src
  make -s -C "$lua" mingw CC="x86_64-w64-mingw32-gcc -std=gnu99" \
    AR="x86_64-w64-mingw32-ar rc" RANLIB=x86_64-w64-mingw32-ranlib
  x86_64-w64-mingw32-gcc -o "$lua/lua.exe" "$lua/lua.c" -L"$lua" -llua54
  $cc -shared -I"$lua" -o "$folder/lib/smtpcodes.dll" $(sources CORE BINDING) -L"$lua" -llua54
  $cc -shared -I"$lua" -o "$folder/lib/smtpcodes/logscan.dll" $(sources TOOL_CORE TOOL_BINDING) -L"$lua" -llua54 \
    -Wl,-Bstatic -lwinpthread
}

test_in_c
[ "${WINDOWS_LUA:-}" != no ] || exit 0
build > "$folder/log" 2>&1 || {
  cat "$folder/log"
  exit 1
}
LUA_PATH="./tool/?.lua;/usr/share/lua/5.4/?.lua;;" LUA_CPATH="$folder/lib/?.dll" \
  wine "$folder/lua/src/lua.exe" tools/specs.lua \
  $(grep -L -e bin/smtpcodes -e build/ -e tools/ -e run.shell -e popen spec/*_spec.lua) \
  > "$folder/log" 2> /dev/null || {
  grep -v '^$' "$folder/log" | tail -60
  exit 1
}
printf 'windows  %s\n' "$(grep ' successes / ' "$folder/log" | tr -d '\r')"
