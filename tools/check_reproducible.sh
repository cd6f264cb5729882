#!/bin/sh
# check_reproducible.sh: two builds in two folders, at two times, in two
# locales, are the same octets: the modules and the C library.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
files="build/5.1/smtpcodes.so build/5.4/smtpcodes.so build/core/libsmtpcodes.a
  build/core/libsmtpcodes.so.0 build/core/smtpcodes.pc"

build() {
  mkdir -p "$folder/$1"
  git ls-files -z | xargs -0 cp --parents -t "$folder/$1"
  (cd "$folder/$1" && env -u MAKEFLAGS LC_ALL="$2" TZ="$3" make -s $files)
}

build a C UTC
build a/longer/name/of/a/folder C.UTF-8 Asia/Tokyo
for file in $files; do
  cmp "$folder/a/$file" "$folder/a/longer/name/of/a/folder/$file"
done
echo "reproducible: $(echo $files | wc -w) files, the same in two folders"
