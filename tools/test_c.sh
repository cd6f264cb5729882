#!/bin/sh
# test_c.sh: the tests in C, by gcc and clang, under ASan and UBSan; that with
# threads, which needs Lua, has a script of its own, test_threads.sh.
set -eu
core=$(sed -n 's/^\(CORE\|TOOL_CORE\) *= *//p' Makefile)
flags="-g -O1 -std=c99 -Wall -Wextra -fsanitize=address,undefined -fno-sanitize-recover=undefined"
for cc in gcc clang; do
  folder=build/c/$cc
  rm -rf "$folder"
  mkdir -p "$folder"
  for source in $core; do
    $cc $flags -c -o "$folder/$(basename "$source" .c).o" "$source"
  done
  for test in spec/c/*_test.c; do
    [ "$test" != spec/c/threads_test.c ] || continue
    program=$folder/$(basename "$test" .c)
    $cc $flags -o "$program" "$test" "$folder"/*.o
    output=$("$program")
    printf '%-6s %s\n' "$cc" "$output"
  done
done
