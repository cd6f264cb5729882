#!/bin/sh
# test_faults.sh: memory that runs out at each of its requests in turn, for the
# module and for every function; and other people's code in metamethods and
# finalizers while the module works. Under every Lua, with ASan and UBSan.
#
#   FAULTS_STEP=1 tools/test_faults.sh    refuse every request of require under
#                                         the sanitizers too: five minutes
# Leaks are counted by the program itself, to the octet.
set -eu
. tools/sources.sh
binding=$(sources BINDING)
folder=build/faults
rm -rf "$folder"

# program NAME FOLDER HEADERS LIBRARY FLAG...
program() {
  name=$1 objects=$2 headers=$3 library=$4
  shift 4
  gcc "$@" -I"/usr/include/$headers" -o "$folder/$name" spec/c/faults.c $binding \
    "$folder/$objects"/*.o "$library" -lm -ldl
}

# one NAME HEADERS LIBRARY
one() {
  program "$1" plain "$2" "$3" $flags
  program "$1-asan" asan "$2" "$3" $flags $sanitize
  printf '%-7s ' "$1"
  FAULTS_STEP=1 "$folder/$1" spec/faults/memory.lua | tr '\n' ','
  FAULTS_STEP=${FAULTS_STEP:-23} ASAN_OPTIONS=detect_leaks=0 \
    "$folder/$1-asan" spec/faults/memory.lua > "$folder/$1.log"
  ASAN_OPTIONS=detect_leaks=0 "$folder/$1-asan" spec/faults/strangers.lua
}

flags="-g -O1 -std=c99 -Wall -Wextra"
sanitize="-fsanitize=address,undefined -fno-sanitize-recover=undefined"
# The core is the same for every Lua.
compile "$folder/plain" "$(sources CORE)" gcc $flags
compile "$folder/asan" "$(sources CORE)" gcc $flags $sanitize
for lua in lua5.1 lua5.2 lua5.3 lua5.4; do
  one "$lua" "$lua" "-l$lua"
done
one luajit lua5.1 -l:libluajit-5.1.so.2
