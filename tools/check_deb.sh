#!/bin/sh
# check_deb.sh: the Debian packages: built from a tarball of the commit, looked at
# by lintian, installed by apt in a bare Debian 12 (tools/bare.sh), used there
# by each Lua, the tool, man and a C program, and purged again. Must be root.
set -eu
tools/need.sh deb fresh
. tools/bare.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"; leave_bare' EXIT
version=$(sed -n 's/.*SMTPCODES_VERSION "\(.*\)"/\1/p' smtpcodes.h)

fail() {
  echo "deb: $*" >&2
  exit 1
}

# quiet COMMAND ...: shows what it printed only when it fails.
quiet() {
  "$@" > "$folder/log" 2>&1 || { tail -60 "$folder/log" >&2; fail "$*"; }
}

build() {
  git archive --prefix="smtpcodes-$version/" HEAD | tar x -C "$folder"
  cd "$folder/smtpcodes-$version"
  cp -r packaging/debian debian
  DEB_BUILD_OPTIONS="parallel=2 noautodbgsym" quiet dpkg-buildpackage -us -uc -b
  cd - > /dev/null
}

# Warnings fail too, but for one: no bug of Debian's asks for this package.
lint() {
  lintian --allow-root --fail-on error,warning --tag-display-limit 0 \
    --suppress-tags initial-upload-closes-no-bugs "$folder"/*.changes >&2 || fail lintian
}

install() {
  mkdir "$root/root/debs"
  cp "$folder"/*.deb "$root/root/debs"
  in_bare env DEBIAN_FRONTEND=noninteractive sh -c 'cd /root/debs && for try in 1 2; do
    apt-get -qq -y --no-install-recommends install ./*.deb lua5.1 lua5.2 lua5.3 lua5.4 luajit man-db && exit
    apt-get -qq update
  done; exit 1'
}

use_lua() {
  for lua in lua5.1 lua5.2 lua5.3 lua5.4 luajit; do
    in_bare $lua -e 'local s = require "smtpcodes"
      assert(s._VERSION == "smtpcodes '"$version"'" and s.classify("550 5.1.1 User unknown").action == "suppress")' ||
      fail "require in $lua"
  done
}

use_tool() {
  [ "$(in_bare smtpcodes suggest greylisted | cut -c1-9)" = "451 4.7.1" ] || fail "smtpcodes suggest"
  cp spec/fixtures/postfix.log "$root/root"
  in_bare smtpcodes report /root/postfix.log 2> /dev/null | grep -q '4 attempts' || fail "smtpcodes report"
  for page in 1 3 3lua 7; do
    in_bare man "$page" smtpcodes 2> /dev/null | grep -qi '^SMTPCODES(' || fail "man $page smtpcodes"
  done
}

# Compiled here against what lies there, run there.
use_c() {
  echo '#include <smtpcodes.h>
    int main(void) { return smtpcodes_class(550)[0] != 112; }' > "$folder/use.c"
  flags=$(PKG_CONFIG_LIBDIR="$root/usr/lib/$(cc -dumpmachine)/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root" \
    PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_ALLOW_SYSTEM_LIBS=1 pkg-config --cflags --libs smtpcodes)
  cc -o "$root/root/use" "$folder/use.c" $flags
  in_bare /root/use || fail "the C program"
}

# Nothing stays but what apt itself keeps.
purge() {
  quiet in_bare apt-get -qq -y purge smtpcodes lua-smtpcodes libsmtpcodes-dev libsmtpcodes0
  left=$(cd "$root" && find usr etc var/lib/dpkg -name '*smtpcodes*')
  [ -z "$left" ] || fail "purge leaves $left"
}

build
lint
enter_bare
quiet install
use_lua
use_tool
use_c
purge
echo "deb: $(ls "$folder"/*.deb | wc -l) packages, lintian clean; five Luas, tool, manual and C use them on a bare system"
