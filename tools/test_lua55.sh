#!/bin/sh
# test_lua55.sh: the specs under Lua 5.5, which Debian 12 does not package: its
# source is the next Debian's, by apt-get with folders of its own.
#
# Where that cannot be had nothing is tested, and a line says so. There is no
# LPeg and no term for 5.5: what needs them is pending.
set -eu
folder=$PWD/build/lua55
mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial" "$folder/lua"

# The system's own mirror, but another suite.
sources() {
  apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 == "main" && $1 ~ /debian\/$/ { print "deb-src", $1, "sid main"; exit }' > "$folder/apt/sources"
  : > "$folder/apt/status"
}
apt() {
  apt-get -qq -o Dir::Etc::sourcelist="$folder/apt/sources" -o Dir::Etc::sourceparts=- \
    -o Dir::State="$folder/apt" -o Dir::State::status="$folder/apt/status" \
    -o Dir::Cache="$folder/apt/cache" -o APT::Sandbox::User=root "$@"
}

# Lua's own files are enough: Debian's changes may be gone from the mirror.
fetch() {
  sources
  apt update && (cd "$folder" && apt source --download-only lua5.5) || :
  tar xzf "$folder"/lua5.5_*.orig.tar.gz --strip-components=1 -C "$folder/lua"
}

if ! [ -x "$folder/lua/src/lua" ] && ! fetch > "$folder/log" 2>&1; then
  tail -1 "$folder/log"
  echo "5.5      not tested: its source could not be had"
  exit 0
fi
make -s -C "$folder/lua/src" linux > "$folder/log" 2>&1 || {
  cat "$folder/log"
  exit 1
}

# argparse and dkjson are plain Lua: those for 5.4 serve.
export LUA_PATH="/usr/share/lua/5.4/?.lua;/usr/share/lua/5.4/?/init.lua;;"
export LUA="$folder/lua/src/lua" LUA_INCDIR="$folder/lua/src"
tools/test.sh
