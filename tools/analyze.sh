#!/bin/sh
# analyze.sh: what compilers and analyzers say about the C sources. Nothing
# may be left; what is not asked has its reason in .clang-tidy and
# tools/cppcheck.txt.
set -eu
. tools/sources.sh
all=$(sources CORE BINDING TOOL_CORE TOOL_BINDING)
lua=/usr/include/lua5.4
folder=build/analyze
log=$folder/log
mkdir -p "$folder"

# A step whose output is shown only when it fails.
step() {
  name=$1
  shift
  if ! "$@" > "$log" 2>&1; then
    cat "$log"
    echo "analyze: $name failed"
    exit 1
  fi
  echo "analyze: $name clean"
}

tidy() {
  clang-tidy --quiet $all -- -std=c99 -I$lua
}

# cppcheck brings no limits.h, which Lua's headers ask for LLONG_MAX.
check() {
  cppcheck --std=c99 --quiet --error-exitcode=1 -I$lua \
    --enable=warning,performance,portability -DSMTPCODES_BUILD \
    -DLLONG_MAX=9223372036854775807 --suppressions-list=tools/cppcheck.txt \
    $all
}

gcc_analyzer() {
  for source in $all; do
    gcc -std=c99 -O2 -fanalyzer -Werror -I$lua -c -o /dev/null "$source"
  done
}

# Beside what it looks for by itself, all that can be wrong in C.
scan() {
  for source in $all; do
    scan-build --status-bugs -o "$folder/scan" \
      -enable-checker nullability -enable-checker valist \
      -enable-checker optin.performance -enable-checker optin.portability \
      -enable-checker security -enable-checker unix \
      clang -std=c99 -I$lua -c -o "$folder/scanned.o" "$source"
  done
}

# What distributions add; the module must also load so.
hardened() {
  for cc in gcc clang; do
    $cc -O2 -fPIC -std=c99 -Wall -Wextra -Wformat=2 -Werror \
      -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fcf-protection \
      -fstack-clash-protection -Wl,-z,relro,-z,now,-z,noexecstack,-z,defs \
      -Wl,--unresolved-symbols=ignore-in-shared-libs \
      -I$lua -shared -o "$folder/smtpcodes.so" $all -llua5.4
    readelf -d "$folder/smtpcodes.so" > "$folder/elf"
    grep -q BIND_NOW "$folder/elf" && ! grep -q TEXTREL "$folder/elf"
    LUA_CPATH="$folder/?.so" lua5.4 -e \
      'assert(require "smtpcodes".classify("550 5.1.1 User unknown").action)'
  done
}

step clang-tidy tidy
step cppcheck check
step "gcc -fanalyzer" gcc_analyzer
step scan-build scan
step "hardened build" hardened
