#!/bin/sh
# check_install.sh: make install into stages of its own, in the usual layout
# and in Debian's; C programs that pkg-config compiles, Lua and the tool use
# what lies there; make uninstall takes away what it put there, and no more.
set -eu
tools/need.sh install
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
version=$(sed -n 's/.*SMTPCODES_VERSION "\(.*\)"/\1/p' smtpcodes.h)

fail() {
  echo "install: $*" >&2
  exit 1
}

cat > "$folder/use.c" <<'END_OF_C'
#include <smtpcodes.h>
#include <stdio.h>
#include <string.h>
int main(void) {
  smtpcodes_code record;
  if (!smtpcodes_find(550, &record)) return 1;
  return puts(record.name) < 0 || strcmp(smtpcodes_class(550), "permanent") != 0;
}
END_OF_C

# of_stage STAGE LIBDIR WORD ...: what pkg-config says of the stage.
of_stage() {
  stage=$1 libdir=$2
  shift 2
  PKG_CONFIG_LIBDIR="$stage$libdir/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$stage" \
    PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 pkg-config "$@" smtpcodes
}

# use_c STAGE LIBDIR: a program, with the shared and with the static library.
use_c() {
  [ "$(of_stage "$1" "$2" --modversion)" = "$version" ] || fail "smtpcodes.pc has another version"
  flags=$(of_stage "$1" "$2" --cflags --libs)
  cc -o "$folder/shared" "$folder/use.c" $flags
  readelf -d "$folder/shared" | grep -q 'NEEDED.*libsmtpcodes\.so\.0' ||
    fail "$2: the program does not ask for the soname"
  [ "$(LD_LIBRARY_PATH="$1$2" "$folder/shared")" = MAILBOX_UNAVAILABLE ] || fail "$2: shared"
  cc -static -o "$folder/static" "$folder/use.c" $(of_stage "$1" "$2" --static --cflags --libs)
  [ "$("$folder/static")" = MAILBOX_UNAVAILABLE ] || fail "$2: static"
}

# use_lua STAGE LUA_LIBDIR: the module and the tool.
use_lua() {
  LUA_CPATH="$1$2/?.so" lua5.4 -e 'assert(require "smtpcodes".class(550))'
  tool=$1/usr/bin/smtpcodes
  export LUA_CPATH="$1$2/?.so;;"
  [ "$("$tool" --version | cut -d" " -f2)" = "$version" ] || fail "the tool has another version"
  "$tool" report spec/fixtures/postfix.log 2> "$folder/log" | grep -q '4 attempts' || fail "the tool's report"
  unset LUA_CPATH
}

# check LIBDIR LUA_LIBDIR VARIABLE ...: one layout. A file of somebody else lies
# in the tool's folder before.
check() {
  libdir=$1 lua_libdir=$2
  shift 2
  stage=$folder/stage
  mkdir -p "$stage/usr/share/lua/5.4/smtpcodes"
  echo "return 1" > "$stage/usr/share/lua/5.4/smtpcodes/foreign.lua"
  make -s install DESTDIR="$stage" PREFIX=/usr "$@"
  use_c "$stage" "$libdir"
  use_lua "$stage" "$lua_libdir"
  for page in man1/smtpcodes.1 man3/smtpcodes.3 man3/smtpcodes.3lua man7/smtpcodes.7; do
    [ -s "$stage/usr/share/man/$page" ] || fail "no $page"
  done
  make -s uninstall DESTDIR="$stage" PREFIX=/usr "$@"
  left=$(cd "$stage" && find . ! -type d; find "$stage$lua_libdir" -name smtpcodes)
  [ "$left" = ./usr/share/lua/5.4/smtpcodes/foreign.lua ] || fail "uninstall leaves, or takes too much: $left"
  rm "$stage/usr/share/lua/5.4/smtpcodes/foreign.lua"
}

check /usr/lib /usr/lib/lua/5.4
[ -d "$folder/stage/usr/share/lua/5.4/smtpcodes" ] || fail "a folder that is not empty was removed"
multiarch=/usr/lib/$(cc -dumpmachine)
rm -rf "$folder/stage"
check "$multiarch" "$multiarch/lua/5.4" LIBDIR="$multiarch" LUA_LIBDIR="$multiarch/lua/5.4"
echo "install: C and Lua use it in two layouts; uninstall leaves nothing"
