#!/bin/sh
# verify.sh: Frama-C's Eva over the harnesses in spec/verify: no undefined
# behaviour for any input that a harness allows. Any alarm is a failure.
# What that covers, and what not: docs/verification.md.
set -eu
folder=build/verify
mkdir -p "$folder"

# HARNESS LENGTH SOURCES, with options: the code without SSE2, which Eva does
# not know.
prove() {
  harness=$1
  length=$2
  shift 2
  log=$folder/$harness-$length.log
  frama-c -eva -eva-precision 9 $options -machdep gcc_x86_64 \
    -cpp-extra-args="-U__SSE2__ -DLENGTH=$length" \
    "spec/verify/$harness.c" "$@" > "$log" 2>&1 || {
    cat "$log"
    exit 1
  }
  if grep -q 'eva:alarm' "$log" || ! grep -q 'done for function main' "$log"; then
    grep -A 2 'eva:alarm' "$log" || tail -20 "$log"
    echo "verify: $harness, $length octets: not proven"
    exit 1
  fi
  echo "verify: $harness, $length octets: no alarm"
}

options=
prove codes 10 smtpcodes.c
options="-eva-slevel 3000 -eva-domains symbolic-locations,octagon"
for length in 0 1 2 3; do
  prove parse $length smtpcodes_parse.c
done
options="$options -cpp-extra-args=-DSTRICT"
prove parse 4 smtpcodes_parse.c
options="-eva-slevel 3000 -eva-domains symbolic-locations,octagon"
for length in 1 2 3 4; do
  prove build $length smtpcodes_build.c smtpcodes.c
done
