#!/bin/sh
# test_checks.sh: the specs, the tests in C and the fault cases once more, with
# what the functions inside the library expect of each other looked at
# (smtpcodes_local.h): a program ends with file and line where it does not hold.
#
#   SPECS="spec/parse_spec.lua" tools/test_checks.sh    these specs alone
set -eu
. tools/sources.sh
core=$(sources CORE)
binding=$(sources BINDING)
flags="-g -O1 -std=c99 -fPIC -Wall -Wextra -DSMTPCODES_CHECKS"
folder=$PWD/build/checks
rm -rf "$folder"
mkdir -p "$folder/smtpcodes"

# One that does not hold ends a program.
printf '#include "smtpcodes_local.h"\nint main(void) {\n  SMTPCODES_ASSERT(1 > 2);\n}\n' |
  gcc $flags -I. -x c -o "$folder/wrong" -
if ("$folder/wrong") 2> "$folder/log" || ! grep -q ':3: .*1 > 2' "$folder/log"; then
  echo "a check that does not hold ends nothing" >&2
  exit 1
fi

compile "$folder" "$core" gcc $flags
for test in $(c_tests); do
  gcc $flags -o "$folder/test" "$test" "$folder"/*.o
  "$folder/test"
done
gcc $flags -I/usr/include/lua5.4 -o "$folder/faults" spec/c/faults.c $binding "$folder"/*.o \
  -llua5.4 -lm -ldl
FAULTS_STEP=997 "$folder/faults" spec/faults/memory.lua > /dev/null
"$folder/faults" spec/faults/strangers.lua
gcc $flags -shared -I/usr/include/lua5.4 -o "$folder/smtpcodes.so" $binding "$folder"/*.o
gcc $flags -shared -I/usr/include/lua5.4 -o "$folder/smtpcodes/logscan.so" $(sources TOOL_CORE TOOL_BINDING)
LUA_PATH="./tool/?.lua;;" LUA_CPATH="$folder/?.so;;" SPEC_LUA=lua5.4 \
  lua5.4 tools/specs.lua ${SPECS:-spec/*_spec.lua} > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
echo "checks: $(grep -h SMTPCODES_ASSERT $core $binding | wc -l) hold; $(grep ' successes / ' "$folder/log")"
