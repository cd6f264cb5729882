#!/bin/sh
# check_man.sh: the manual pages are clean under mandoc, and name every code,
# enhanced code, reason and action, every function and name of the header, and
# every function, table and method of the Lua module.
set -eu
lacks() {
  echo "smtpcodes($1) lacks $2" >&2
  exit 1
}
for page in docs/smtpcodes.[0-9]*; do
  mandoc -T lint -W warning "$page"
done

# The first cells of a table's rows, without its comments and its head.
rows() { awk -F'\t' -v n="$2" '!/^#/ && seen++ { print n == 2 ? $1 "." $2 : $1 }' "data/$1.tsv"; }
for name in $(rows codes 1) $(rows reasons 1) $(rows actions 1); do
  roff=$(echo "$name" | sed 's/-/\\\\-/g')
  grep -q "^\.It \"$roff[ \"]" docs/smtpcodes.7 || lacks 7 "$name"
done
for name in $(rows enhanced 2); do
  grep -qF ".It \"X.$name " docs/smtpcodes.7 || lacks 7 "X.$name"
done

# SMTPCODES_API, _BUILD and _H are the header's own.
for name in $(grep -o 'smtpcodes_[a-z_]*(' smtpcodes.h | sort -u) \
  $(grep -o 'SMTPCODES_[A-Z0-9_]*' smtpcodes.h | grep -Ev '_(API|BUILD|H)$' | sort -u); do
  grep -qF "$name" docs/smtpcodes.3 || lacks 3 "$name"
done

for name in $(LUA_CPATH="./build/5.4/?.so" lua5.4 tools/names.lua); do
  grep -qF "$name" docs/smtpcodes.3lua || lacks 3lua "$name"
done
echo "man: $(ls docs/smtpcodes.[0-9]* | wc -l) pages, clean; every code, reason and function is there"
