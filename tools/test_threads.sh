#!/bin/sh
# test_threads.sh: one library in eight threads and Lua states at once: under
# ThreadSanitizer, and as it is built, unloaded and loaded again meanwhile.
#
# ThreadSanitizer must first find a race that is planted, so that its silence
# afterwards means something. Without setarch -R it may find no room for its
# shadow memory where the kernel spreads addresses widely.
set -eu
. tools/sources.sh
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# program NAME FLAG...: builds the test for Lua $version.
program() {
  name=$1
  shift
  gcc -g -O1 -std=c99 -Wall -Wextra "$@" -I"/usr/include/lua$version" -o "$folder/$name" \
    spec/c/threads_test.c "-llua$version" -ldl -pthread
}

# run NAME FOLDER [keep]: runs it with the library of that folder.
run() {
  name=$1
  shift
  TSAN_OPTIONS=halt_on_error=1 timeout 120 \
    setarch -R "$folder/$name" "$1" spec/c/threads.lua ${2:-} > "$log" 2>&1
}

fail() {
  cat "$log" >&2
  echo "test_threads.sh: Lua $version: $1" >&2
  exit 1
}

for version in 5.1 5.4; do
  folder=build/threads/$version
  mkdir -p "$folder"
  gcc -g -O1 -std=c99 -fPIC -shared -fsanitize=thread -I"/usr/include/lua$version" \
    -o "$folder/smtpcodes.so" $(sources CORE BINDING)
  program race -fsanitize=thread -DPLANT_RACE
  program tsan -fsanitize=thread
  program plain
  ! run race "./$folder" keep || fail "a planted race went unseen"
  grep -q 'ThreadSanitizer: data race' "$log" || fail "no report of the planted race"
  run tsan "./$folder" keep || fail "not clean under ThreadSanitizer"
  printf 'Lua %s, ThreadSanitizer  %s\n' "$version" "$(cat "$log")"
  run plain "./build/$version" || fail "not right when it is unloaded meanwhile"
  printf 'Lua %s, as built         %s\n' "$version" "$(cat "$log")"
done
