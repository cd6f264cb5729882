#!/bin/sh
# check_symbols.sh CORE.c ...: what the built objects export and hold.
#
# The library exports what smtpcodes.h declares and nothing else, all of it
# protected; the tool's exports its opener alone. The core has no writable data.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

declared() {
  ${CC:-cc} -E -P smtpcodes.h | tr '\n' ' ' |
    grep -o '\(smtpcodes\|luaopen\)_[a-z_]* *(' | tr -d ' (' | sort -u
}

declared > "$folder/declared"
nm -D --defined-only build/5.4/smtpcodes.so | awk '{print $3}' | sort > "$folder/exported"
if ! diff "$folder/declared" "$folder/exported" > "$folder/diff"; then
  echo "smtpcodes.h (<) and the library (>) differ:" >&2
  cat "$folder/diff" >&2
  exit 1
fi
unprotected=$(readelf --dyn-syms -W build/5.4/smtpcodes.so |
  awk '$7 != "UND" && $8 ~ /^(smtpcodes|luaopen)_/ && $6 != "PROTECTED" {print $8}')
[ -z "$unprotected" ] || { echo "not protected: $unprotected" >&2; exit 1; }
of_tool=$(nm -D --defined-only build/5.4/smtpcodes/logscan.so | awk '{print $3}')
[ "$of_tool" = luaopen_smtpcodes_logscan ] || {
  echo "the tool's library exports $of_tool" >&2
  exit 1
}
for source in "$@"; do
  ${CC:-cc} -O2 -fPIC -c -o "$folder/object.o" "$source"
  size -A "$folder/object.o" | awk -v source="$source" '
    ($1 == ".data" || $1 == ".bss") && $2 > 0 { print source " has writable data: " $1, $2; bad = 1 }
    END { exit bad }' >&2
done
echo "symbols: $(wc -l < "$folder/exported") exported and declared, all protected; no writable data"
