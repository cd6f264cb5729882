#!/bin/sh
# fresh.sh: the README's commands in a bare Debian 12: clones the project into
# such a system (tools/bare.sh) and types the first block of the README there.
set -eu
. tools/bare.sh
enter_bare
git clone -q "$(pwd)" "$root/root/smtpcodes"

# The first block of the README, as it stands.
commands=$(awk '/^```sh$/ { on = 1; next } on && /^```$/ { exit } on' README.md)
echo "$commands" | while read -r command; do
  echo "\$ $command"
  in_bare sh -c "cd /root/smtpcodes && $command"
done
echo "fresh: both commands work on a bare system"
