#!/bin/sh
# bench.sh: runs what lies in bench/ and prints it. Figures are medians of
# interleaved runs, as ratios; nothing here passes or fails.
set -eu
. tools/sources.sh
cc=${CC:-cc}

for source in bench/bench_*.c; do
  program=build/bench/$(basename "$source" .c)
  mkdir -p build/bench
  "$cc" -O2 -o "$program" "$source" $(sources CORE)
  printf '\n== %s\n' "$source"
  "$program"
done

for version in 5.1 5.4; do
  "$cc" -O2 -fPIC -shared -I"/usr/include/lua$version" \
    -o "build/$version/constant.so" bench/constant.c
done
for script in bench/bench_*.lua; do
  for lua in lua5.4 luajit; do
    version=5.4
    [ "$lua" = lua5.4 ] || version=5.1
    printf '\n== %s, %s\n' "$script" "$lua"
    LUA_PATH="./tool/?.lua;;" LUA_CPATH="./build/$version/?.so;;" "$lua" "$script"
  done
done
