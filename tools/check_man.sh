#!/bin/sh
# check_man.sh: the manual pages are clean under mandoc, and name every code
# and function that there is.
set -eu
for page in docs/smtpcodes.[0-9]*; do
  mandoc -T lint -W warning "$page"
done
for code in $(awk -F'\t' '/^[2-5]/ { print $1 }' data/codes.tsv); do
  grep -q "^\.It \"$code " docs/smtpcodes.7 || { echo "smtpcodes(7) lacks $code" >&2; exit 1; }
done
for name in $(grep -o 'smtpcodes_[a-z_]*(' smtpcodes.h | sort -u); do
  grep -q "$name" docs/smtpcodes.3 || { echo "smtpcodes(3) lacks $name" >&2; exit 1; }
done
echo "man: $(ls docs/smtpcodes.[0-9]* | wc -l) pages, clean; every code and function is there"
