#!/bin/sh
# check_symbols.sh CORE.c ...: what the built objects export and hold.
#
# The module exports what smtpcodes.h declares and nothing else, all of it
# protected; the shared C library the same without the module's opener, each
# under SMTPCODES_0; the static one's names begin with smtpcodes_; the tool's
# exports its opener alone. The core has no writable data.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
library=build/core/libsmtpcodes.so.0

fail() {
  echo "$*" >&2
  exit 1
}

declared() {
  ${CC:-cc} -E -P smtpcodes.h | tr '\n' ' ' |
    grep -o '\(smtpcodes\|luaopen\)_[a-z_]* *(' | tr -d ' (' | sort -u
}

exported() {
  nm -D --defined-only "$1" | awk '$2 != "A" { print $3 }' | sort
}

# same NAMES FILE: the object exports these names.
same() {
  exported "$2" > "$folder/exported"
  diff "$1" "$folder/exported" > "$folder/diff" ||
    fail "smtpcodes.h (<) and $2 (>) differ:
$(cat "$folder/diff")"
}

unprotected() {
  readelf --dyn-syms -W "$1" |
    awk '$7 != "UND" && $7 != "ABS" && $8 ~ /^(smtpcodes|luaopen)_/ && $6 != "PROTECTED" {print $8}'
}

declared > "$folder/declared"
same "$folder/declared" build/5.4/smtpcodes.so
grep -v '^luaopen_' "$folder/declared" | sed 's/$/@@SMTPCODES_0/' > "$folder/versioned"
same "$folder/versioned" "$library"
for object in build/5.4/smtpcodes.so "$library"; do
  bad=$(unprotected "$object")
  [ -z "$bad" ] || fail "not protected in $object: $bad"
done
readelf -d "$library" | grep -q 'SONAME.*\[libsmtpcodes\.so\.0\]' || fail "$library has another soname"
foreign=$(nm -g --defined-only build/core/libsmtpcodes.a | awk 'NF == 3 && $3 !~ /^smtpcodes_/ {print $3}')
[ -z "$foreign" ] || fail "the static library defines $foreign"
of_tool=$(exported build/5.4/smtpcodes/logscan.so)
[ "$of_tool" = luaopen_smtpcodes_logscan ] || fail "the tool's library exports $of_tool"
for source in "$@"; do
  ${CC:-cc} -O2 -fPIC -c -o "$folder/object.o" "$source"
  size -A "$folder/object.o" | awk -v source="$source" '
    ($1 == ".data" || $1 == ".bss") && $2 > 0 { print source " has writable data: " $1, $2; bad = 1 }
    END { exit bad }' >&2
done
echo "symbols: $(wc -l < "$folder/declared") exported and declared, all protected; no writable data"
