#!/bin/sh
# test_valgrind.sh: specs of what is in C under valgrind, by Lua 5.4 and by
# LuaJIT's interpreter, one beside the other: no octet read that was not
# written, nothing lost.
#
# A subset, for valgrind is fifty times slower: build_spec and facts_spec, which
# try many thousand inputs, and the specs of the tool are left out; ASan runs
# them all (test_asan.sh).
set -eu
specs="classify extract load lookup normalize parse provider_tags
  reason_fixtures rules suggest"
busted=$(command -v busted)
folder=build/valgrind
mkdir -p "$folder"

run() {
  log=$folder/$1.log
  files=$(for spec in $specs; do echo "spec/${spec}_spec.lua"; done)
  if LUA_PATH="./tool/?.lua;;" LUA_CPATH="./build/$2/?.so;;" SPEC_LUA="$1" \
    valgrind -q --error-exitcode=99 --leak-check=full \
    --show-leak-kinds=definite --errors-for-leak-kinds=definite $3 \
    "$busted" --output=plainTerminal $files > "$log" 2>&1; then
    printf '%-8s %s\n' "$1" "$(grep ' successes / ' "$log")"
  else
    grep -v '^[-+]*$' "$log"
    echo "valgrind: $1 failed"
    return 1
  fi
}

run lua5.4 5.4 lua5.4 &
run luajit 5.1 "luajit -joff"
wait $!
