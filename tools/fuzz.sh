#!/bin/sh
# fuzz.sh [NAME...]: the targets in fuzz/, or those named, each for
# FUZZ_SECONDS (60) under ASan and UBSan, FUZZ_JOBS (2) at a time.
#
# A target is fuzz/NAME_fuzz.c, or fuzz/NAME_fuzz.lua, which fuzz/lua.c runs
# in Lua 5.4. It begins with the inputs in fuzz/corpus/NAME; what was found
# worth keeping stays in build/fuzz/NAME and is tried first the next time.
# What breaks a promise is left in build/fuzz: build/fuzz/NAME_fuzz FILE.
set -eu

core=$(sed -n 's/^\(CORE\|TOOL_CORE\) *= *//p' Makefile)
binding=$(sed -n 's/^\(BINDING\|TOOL_BINDING\) *= *//p' Makefile)
flags="-g -O1 -std=c99 -Wall -Wextra -I/usr/include/lua5.4 -fsanitize=address,undefined"
flags="$flags -fno-sanitize-recover=undefined"
jobs=${FUZZ_JOBS:-2}

# The longest input: of the parser more than its longest line.
max_len() {
  case $1 in
    parse) echo 17000 ;;
    *) echo 4096 ;;
  esac
}

objects_of() {
  for source in "$@"; do
    echo "build/fuzz/objects/$source.o"
  done
}

# What the targets share.
prepare() {
  rm -rf build/fuzz/objects
  mkdir -p build/fuzz/objects/tool
  printf '%s\n' $core $binding | xargs -P "$jobs" -I SOURCE \
    clang $flags -fsanitize=fuzzer-no-link -c -o "build/fuzz/objects/SOURCE.o" SOURCE
}

build() {
  if [ -f "fuzz/$1_fuzz.c" ]; then
    clang $flags -fsanitize=fuzzer -o "build/fuzz/$1_fuzz" "fuzz/$1_fuzz.c" $(objects_of $core)
  else
    clang $flags -fsanitize=fuzzer -DSCRIPT="\"fuzz/$1_fuzz.lua\"" -o "build/fuzz/$1_fuzz" \
      fuzz/lua.c $(objects_of $core $binding) -llua5.4 -lm
  fi
}

# Lua's collector frees when it likes: leaks are looked for in C alone.
leaks() {
  if [ -f "fuzz/$1_fuzz.c" ]; then echo 1; else echo 0; fi
}

run() {
  mkdir -p "build/fuzz/$1"
  LUA_PATH="./tool/?.lua;./?.lua;;" "build/fuzz/$1_fuzz" \
    -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=1024 \
    -max_len="$(max_len "$1")" -len_control=20 -detect_leaks="$(leaks "$1")" \
    -dict=fuzz/smtp.dict -artifact_prefix=build/fuzz/ -print_final_stats=1 \
    -verbosity=0 "build/fuzz/$1" "fuzz/corpus/$1"
}

# One target: a line for what was tried, or all that it said.
target() {
  log=build/fuzz/$1.log
  if { build "$1" && run "$1"; } > "$log" 2>&1; then
    awk -v name="$1" '/number_of_executed_units/ { n = $2 }
      END { printf "%-8s %d executions\n", name, n }' "$log"
  else
    grep -v NEW_FUNC "$log"
    echo "fuzz: $1 failed"
    return 1
  fi
}

if [ "${1:-}" = -- ]; then
  target "$2"
  exit
fi
prepare
[ $# -gt 0 ] || set -- $(ls fuzz/*_fuzz.c fuzz/*_fuzz.lua |
  sed 's,.*/,,; s/_fuzz\..*//')
printf '%s\n' "$@" | xargs -n 1 -P "$jobs" "$0" --
