#!/bin/sh
# check_install.sh: make install into a folder of its own; a C program, Lua
# and the tool use what lies there; make uninstall leaves nothing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
make -s install DESTDIR="$folder" PREFIX=/usr
cat > "$folder/use.c" <<'END'
#include <smtpcodes.h>
#include <string.h>
int main(void) {
  return strcmp(smtpcodes_class(550), "permanent") != 0;
}
END
for link in "-lsmtpcodes" "$folder/usr/lib/libsmtpcodes.a"; do
  cc -o "$folder/use" "$folder/use.c" -I"$folder/usr/include" -L"$folder/usr/lib" $link
  LD_LIBRARY_PATH="$folder/usr/lib" "$folder/use"
done
version=$(sed -n 's/.*SMTPCODES_VERSION "\(.*\)"/\1/p' smtpcodes.h)
grep -q "Version: $version" \
  "$folder/usr/lib/pkgconfig/smtpcodes.pc"
LUA_CPATH="$folder/usr/lib/lua/5.4/?.so" lua5.4 -e 'assert(require "smtpcodes".class(550))'
[ "$("$folder/usr/bin/smtpcodes" --version | cut -d" " -f2)" = "$version" ]
"$folder/usr/bin/smtpcodes" report spec/fixtures/postfix.log 2> "$folder/log" |
  grep -q '4 attempts'
make -s uninstall DESTDIR="$folder" PREFIX=/usr
left=$(find "$folder/usr" ! -type d)
[ -z "$left" ] || { echo "uninstall leaves $left" >&2; exit 1; }
echo "install: C and Lua use it; uninstall leaves nothing"
