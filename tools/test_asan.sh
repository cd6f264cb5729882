#!/bin/sh
# test_asan.sh: the specs once more, with the module under ASan and UBSan.
#
# Leaks are not looked for: the module allocates through Lua alone, and Lua
# itself keeps some of its memory to the end.
set -eu
core=$(sed -n 's/^CORE *= *//p' Makefile)
binding=$(sed -n 's/^BINDING *= *//p' Makefile)
of_tool=$(sed -n 's/^\(TOOL_CORE\|TOOL_BINDING\) *= *//p' Makefile)
flags="-g -O1 -std=c99 -fPIC -fsanitize=address,undefined -fno-sanitize-recover=undefined"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

rm -rf build/asan
mkdir -p build/asan/core
for source in $core; do
  gcc $flags -c -o "build/asan/core/${source%.c}.o" "$source"
done

for lua in lua5.1 lua5.4; do
  version=${lua#lua}
  folder=build/asan/$version
  mkdir -p "$folder/smtpcodes"
  gcc $flags -shared -I"/usr/include/$lua" -o "$folder/smtpcodes.so" $binding build/asan/core/*.o
  gcc $flags -shared -I"/usr/include/$lua" -o "$folder/smtpcodes/logscan.so" $of_tool
  if ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD=$(gcc -print-file-name=libasan.so) \
    LUA_PATH="./tool/?.lua;;" LUA_CPATH="./$folder/?.so;;" SPEC_LUA="$lua" \
    "$lua" tools/specs.lua spec/*_spec.lua > "$log" 2>&1; then
    printf '%-8s %s\n' "$lua" "$(grep ' successes / ' "$log")"
  else
    cat "$log"
    exit 1
  fi
done
