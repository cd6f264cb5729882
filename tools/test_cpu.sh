#!/bin/sh
# test_cpu.sh: the tests in C on other processors, by cross compilers and
# qemu, and with another C library; and the specs of the module under a Lua of
# that processor, which Debian has.
#
#   CPUS="s390x arm64" tools/test_cpu.sh    s390x (big-endian), armhf (32 bits,
#                                           unsigned char), arm64, riscv64, i386,
#                                           musl: the default is all
#   CPU_INPUTS=quick                        not all inputs of the exhaustive
#                                           tests
#   CPU_C=no                                without the tests in C
#   CPU_LUA=yes                             the specs too, where there is qemu:
#                                           the default for s390x alone; or no
set -eu
. tools/sources.sh
top=$PWD

# The compiler and the emulator of a processor.
compiler() {
  case $1 in
    s390x) echo s390x-linux-gnu-gcc ;;
    arm64) echo aarch64-linux-gnu-gcc ;;
    armhf) echo arm-linux-gnueabihf-gcc ;;
    riscv64) echo riscv64-linux-gnu-gcc ;;
    i386) echo i686-linux-gnu-gcc ;;
    musl) echo musl-gcc ;;
  esac
}
emulator() {
  case $1 in
    s390x) echo qemu-s390x ;;
    arm64) echo qemu-aarch64 ;;
    armhf) echo qemu-arm ;;
    riscv64) echo qemu-riscv64 ;;
  esac
}

test_in_c() {
  cc="$(compiler "$1") -O2 -std=c99 -Wall -Wextra"
  compile "$folder/core" "$(sources CORE TOOL_CORE)" $cc
  for test in $(c_tests); do
    program=$folder/$(basename "$test" .c)
    $cc -static -o "$program" "$test" "$folder"/core/*.o
    output=$($(emulator "$1") "$program" "${CPU_INPUTS:-all}")
    printf '%-6s %s\n' "$1" "$output"
  done
}

# apt for another processor, with folders of its own: the system's stay as
# they are.
foreign_apt() {
  cpu=$1
  shift
  apt-get -qq -o APT::Architecture="$cpu" -o APT::Architectures="$cpu" \
    -o Dir::State="$folder/apt" -o Dir::State::status="$folder/apt/status" \
    -o Dir::Cache="$folder/apt/cache" -o APT::Sandbox::User=root "$@"
}

# Unpacks Lua and what it needs into $folder/root.
fetch_lua() {
  mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial" "$folder/debs"
  : > "$folder/apt/status"
  foreign_apt "$1" update
  (cd "$folder/debs" && foreign_apt "$1" download lua5.4 libc6 libreadline8 \
    libtinfo6 libgcc-s1 lua-lpeg)
  for package in "$folder"/debs/*.deb; do
    dpkg -x "$package" "$folder/root"
  done
}

# The headers are the host's, but for the one with the processor's paths.
build_module() {
  mkdir -p "$folder/include" "$folder/lib/smtpcodes"
  cp /usr/include/lua5.4/*.h /usr/include/"$(gcc -print-multiarch)"/lua5.4*.h "$folder/include"
  cc="$(compiler "$1") -O2 -std=c99 -fPIC -shared -I$folder/include"
  $cc -o "$folder/lib/smtpcodes.so" $(sources CORE BINDING)
  $cc -o "$folder/lib/smtpcodes/logscan.so" $(sources TOOL_CORE TOOL_BINDING)
}

# Those that start programs are left out: they take this machine's builds.
specs() {
  [ -d "$folder/root" ] || fetch_lua "$1"
  build_module "$1"
  lua="$(emulator "$1") -L $folder/root $folder/root/usr/bin/lua5.4"
  LUA_PATH="./tool/?.lua;;" LUA_CPATH="$folder/lib/?.so;;" SPEC_LUA="$lua" \
    $lua tools/specs.lua $(grep -L -e bin/smtpcodes -e build/ -e tools/picture spec/*_spec.lua) \
    > "$folder/log" 2>&1 < /dev/null || {
    grep -v '^$' "$folder/log" | tail -60
    exit 1
  }
  printf '%-6s %s\n' "$1" "$(grep ' successes / ' "$folder/log")"
}

for cpu in ${CPUS:-i386 musl armhf arm64 riscv64 s390x}; do
  folder=$top/build/cpu/$cpu
  mkdir -p "$folder"
  [ "${CPU_C:-yes}" = no ] || test_in_c "$cpu"
  [ "${CPU_LUA:-}" != no ] || continue
  if [ -n "$(emulator "$cpu")" ] && { [ "$cpu" = s390x ] || [ "${CPU_LUA:-}" = yes ]; }; then
    specs "$cpu"
  fi
done
