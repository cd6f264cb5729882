#!/bin/sh
# check_recipes.sh: what can be held of the recipes for Alpine and Homebrew
# without either system: their syntax, the fields that must be there, and their
# own steps, run from a copy of the tree: Alpine's by musl-gcc.
set -eu
tools/need.sh recipes
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
version=$(sed -n 's/.*SMTPCODES_VERSION "\(.*\)"/\1/p' smtpcodes.h)

fail() {
  echo "recipes: $*" >&2
  exit 1
}

# copy NAME: the tree that git knows, for one recipe.
copy() {
  mkdir "$folder/$1"
  git ls-files -z | xargs -0 cp --parents -t "$folder/$1"
}

# Debian's Lua headers with what they include, for musl does not look there.
headers() {
  mkdir -p "$folder/include"
  cp -r /usr/include/lua5.[1-4] "$folder/include"
  for lua in "$folder"/include/lua*; do
    cp /usr/include/*/lua5.*-deb-multiarch.h "$lua"
  done
}

# alpine: the recipe's functions as abuild would call them.
alpine() {
  cd "$folder/alpine"
  sed "s|/usr/include/lua|$folder/include/lua|" packaging/alpine/APKBUILD > APKBUILD
  . ./APKBUILD
  for field in pkgname pkgver pkgrel pkgdesc url arch license source; do
    eval "[ -n \"\$$field\" ]" || fail "APKBUILD has no $field"
  done
  [ "$pkgver" = "$version" ] || fail "APKBUILD is of version $pkgver"
  export CC=musl-gcc CFLAGS=-O2 CPPFLAGS= LDFLAGS= pkgdir="$folder/stage"
  build
  package
  for lua in $_luas; do
    subpkgname=lua$lua-smtpcodes subpkgdir=$folder/stage-$lua
    _lua
    [ "$(find "$subpkgdir" ! -type d)" = "$subpkgdir/usr/lib/lua/$lua/smtpcodes.so" ] || fail "$subpkgname"
  done
}

# What abuild has.
amove() {
  mkdir -p "$subpkgdir/$(dirname "$1")"
  mv "$pkgdir/$1" "$subpkgdir/$1"
}

use_musl() {
  echo '#include <smtpcodes.h>
    int main(void) { return smtpcodes_class(550)[0] != 112; }' > "$folder/use.c"
  musl-gcc -static -I"$folder/stage/usr/include" -L"$folder/stage/usr/lib" -o "$folder/use" "$folder/use.c" -lsmtpcodes
  "$folder/use" || fail "the C program of musl"
  for object in "$folder"/stage/usr/lib/libsmtpcodes.so.0 "$folder"/stage-*/usr/lib/lua/*/smtpcodes.so; do
    ! readelf -d "$object" | grep -q 'NEEDED.*libc\.so\.6' || fail "$object asks for glibc"
  done
}

sh -n packaging/alpine/APKBUILD
copy alpine
headers
set +e # not `(alpine) ||`: within that, no failure would stop it
(set -e; alpine) > "$folder/log" 2>&1
status=$?
set -e
[ "$status" = 0 ] || { tail -30 "$folder/log" >&2; fail "Alpine's"; }
use_musl

ruby -c packaging/homebrew/smtpcodes.rb > /dev/null
grep -q "/v$version\.tar\.gz\"" packaging/homebrew/smtpcodes.rb || fail "the formula is of another version"
copy homebrew
mkdir "$folder/brew"
(cd "$folder/homebrew" && ruby tools/formula.rb packaging/homebrew/smtpcodes.rb "$folder/brew") \
  > "$folder/log" 2>&1 || { tail -30 "$folder/log" >&2; fail "Homebrew's"; }
[ -x "$folder/brew/cellar/bin/smtpcodes" ] || fail "the formula installs no tool"
echo "recipes: Alpine's built by musl-gcc, Homebrew's run without Homebrew"
