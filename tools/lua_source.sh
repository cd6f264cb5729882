#!/bin/sh
# lua_source.sh VERSION SUITE FOLDER: Lua's own source into FOLDER/lua, from a
# suite of Debian's by apt-get, with folders of its own: the system's stay as
# they are. Fails where it cannot be had.
set -eu
folder=$3
[ ! -f "$folder/lua/src/lua.h" ] || exit 0
mkdir -p "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial" "$folder/lua"

# The system's own mirror.
apt-get indextargets --format '$(REPO_URI) $(COMPONENT)' 'Created-By: Packages' |
  awk -v suite="$2" '$2 == "main" && $1 ~ /debian\/$/ { print "deb-src", $1, suite, "main"; exit }' \
    > "$folder/apt/sources"
: > "$folder/apt/status"
apt() {
  apt-get -qq -o Dir::Etc::sourcelist="$folder/apt/sources" -o Dir::Etc::sourceparts=- \
    -o Dir::State="$folder/apt" -o Dir::State::status="$folder/apt/status" \
    -o Dir::Cache="$folder/apt/cache" -o APT::Sandbox::User=root "$@"
}

# Lua's own files are enough: Debian's changes may be gone from the mirror.
apt update && (cd "$folder" && apt source --download-only "lua$1") || :
tar xzf "$folder/lua$1"_*.orig.tar.gz --strip-components=1 -C "$folder/lua"
