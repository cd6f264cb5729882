#!/bin/sh
# test_c.sh: the tests in C, by gcc and clang, under ASan and UBSan; that with
# threads, which needs Lua, has a script of its own, test_threads.sh.
set -eu
. tools/sources.sh
flags="-g -O1 -std=c99 -Wall -Wextra -fsanitize=address,undefined -fno-sanitize-recover=undefined"
for cc in gcc clang; do
  folder=build/c/$cc
  rm -rf "$folder"
  compile "$folder" "$(sources CORE TOOL_CORE)" $cc $flags
  for test in $(c_tests); do
    program=$folder/$(basename "$test" .c)
    $cc $flags -o "$program" "$test" "$folder"/*.o
    output=$("$program")
    printf '%-6s %s\n' "$cc" "$output"
  done
done
