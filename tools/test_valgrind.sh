#!/bin/sh
# test_valgrind.sh: the specs of what is in C under valgrind, by Lua 5.4 and by
# LuaJIT's interpreter: no octet read that was not written, nothing lost.
#
# Left out are the specs of the tool and of files in Lua, and oracle_spec, which
# is slow by LPeg; ASan runs them all (test_asan.sh).
set -eu
specs="api bounce build classify compounds events extract facts hints keep load logs
  lookup normalize parse provider_tags reason_fixtures retry_after rules scope suggest
  weighing words"
folder=build/valgrind
mkdir -p "$folder"

run() {
  log=$folder/$1.log
  files=$(for spec in $specs; do echo "spec/${spec}_spec.lua"; done)
  if LUA_PATH="./tool/?.lua;;" LUA_CPATH="./build/$2/?.so;;" SPEC_LUA="$1" \
    valgrind -q --error-exitcode=99 --leak-check=full \
    --show-leak-kinds=definite --errors-for-leak-kinds=definite $3 \
    tools/specs.lua $files > "$log" 2>&1; then
    printf '%-8s %s\n' "$1" "$(grep ' successes / ' "$log")"
  else
    cat "$log"
    echo "valgrind: $1 failed"
    return 1
  fi
}

run lua5.4 5.4 lua5.4
run luajit 5.1 "luajit -joff"
