#!/bin/sh
# coverage.sh: which lines and branches of smtpcodes*.c the specs under two
# Luas, the tests in C and the fault cases reach; lists the others, and fails
# when there is one that spec/coverage.tsv does not explain.
#
# A branch is what gcov calls one: each outcome of each part of a condition,
# without optimisation. The specs tagged #limit are left out: where no file may
# grow, gcov cannot write what it counted. The tests in C try fewer inputs, for
# all of them reach no more (test_c.sh tries all).
set -eu
. tools/sources.sh
flags="-O0 -g -std=c99 -fPIC --coverage"
folder=$PWD/build/coverage
rm -rf "$folder"

compile "$folder/core" "$(sources CORE)" gcc $flags

# The binding is compiled for each Lua, as it differs with it.
for lua in lua5.1 lua5.4; do
  mkdir -p "$folder/$lua/smtpcodes"
  compile "$folder/$lua" "$(sources BINDING)" gcc $flags -I"/usr/include/$lua"
  gcc --coverage -shared -o "$folder/$lua/smtpcodes.so" \
    "$folder/$lua"/smtpcodes*.o "$folder"/core/*.o
  gcc -O1 -fPIC -shared -I"/usr/include/$lua" \
    -o "$folder/$lua/smtpcodes/logscan.so" $(sources TOOL_CORE TOOL_BINDING)
  gcc $flags -I"/usr/include/$lua" -o "$folder/$lua/faults" spec/c/faults.c \
    "$folder/$lua"/smtpcodes*.o "$folder"/core/*.o "-l$lua" -lm -ldl
  LUA_PATH="./tool/?.lua;;" LUA_CPATH="$folder/$lua/?.so;;" SPEC_LUA="$lua" \
    "$lua" tools/specs.lua -x limit spec/*_spec.lua \
    > "$folder/$lua/log" 2>&1 || { cat "$folder/$lua/log"; exit 1; }
  FAULTS_STEP=997 "$folder/$lua/faults" spec/faults/memory.lua > /dev/null
  "$folder/$lua/faults" spec/faults/strangers.lua > /dev/null
done

for test in $(c_tests); do
  name=$(basename "$test" .c)
  gcc $flags -o "$folder/$name" "$test" "$folder"/core/*.o
  "$folder/$name" quick > /dev/null
done

# gcov finds the sources from here, and writes here too.
for object in "$folder"/*/smtpcodes*.o; do
  gcov -b -c -r -o "${object%/*}" "$object" > /dev/null 2>&1
  mv smtpcodes*.gcov "${object%/*}"
done
lua5.4 tools/coverage.lua spec/coverage.tsv "$folder"/*/smtpcodes*.gcov
