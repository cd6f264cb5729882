#!/bin/sh
# check_clean.sh: after make clean the tree holds what git knows, and no more.
set -eu
make -s clean
left=$(git status --short --ignored)
[ -z "$left" ] || { echo "$left" >&2; exit 1; }
echo "clean: nothing left behind"
