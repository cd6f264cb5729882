#!/bin/sh
# verify.sh: Frama-C over the core. Eva runs the harnesses in spec/verify: no
# undefined behaviour for any input that a harness allows. WP proves the
# contracts there, at any length. An alarm, or a goal that is not proved, is a
# failure. What that covers, and what not: docs/verification.md.
#
#   VERIFY=long tools/verify.sh    texts as long as end in some minutes each
set -eu
folder=build/verify
rm -rf "$folder"
mkdir -p "$folder"

# Both read the code without SSE2, which Frama-C does not know.
frama_c() {
  log=$1
  shift
  frama-c -machdep gcc_x86_64 "$@" > "$log" 2>&1 || {
    cat "$log"
    exit 1
  }
}

# HARNESS LENGTH OPTION-OR-SOURCE...
eva() {
  harness=$1
  length=$2
  shift 2
  frama_c "$folder/$harness-$length.log" -eva -eva-no-alloc-returns-null \
    -eva-alloc-builtin by_stack -eva-split-return full \
    -cpp-extra-args="-U__SSE2__ -DSMTPCODES_CHECKS -DLENGTH=$length" "spec/verify/$harness.c" "$@"
  if grep -q 'eva:alarm' "$log" || ! grep -q 'done for function main' "$log"; then
    grep -A 2 'eva:alarm' "$log" || tail -20 "$log"
    echo "verify: $harness, $length octets: not proved"
    exit 1
  fi
  echo "verify: $harness, $length octets: no alarm"
}

# HARNESS LENGTHS LENGTHS-BY-HAND OPTION-OR-SOURCE...: every path by itself.
paths() {
  harness=$1
  lengths=$2
  [ "${VERIFY:-}" != long ] || lengths=$3
  shift 3
  for length in $lengths; do
    eva "$harness" "$length" -eva-ilevel 300 -eva-slevel 200000 "$@"
  done
}

# FILE FUNCTION,...
contracts() {
  frama_c "$folder/$1.log" -wp -wp-rte -wp-prover cvc4 -wp-timeout 20 -wp-par 1 \
    -wp-no-init-const -cpp-extra-args=-U__SSE2__ -wp-fct "$2" "spec/verify/$1.c"
  if ! grep -q 'Proved goals: *\([1-9][0-9]*\) / \1$' "$log"; then
    grep 'Unknown\|Timeout\|Failed\|Proved\|annot-error' "$log" || tail -20 "$log"
    echo "verify: $1: not proved"
    exit 1
  fi
  echo "verify: $1: $(sed -n 's/.*Proved goals: .* //p' "$log") goals proved"
}

eva codes 10 -eva-precision 9 smtpcodes.c
eva build 4 -eva-precision 9 -eva-slevel 3000 -eva-domains octagon,symbolic-locations \
  -cpp-extra-args=-USMTPCODES_CHECKS smtpcodes_build.c smtpcodes.c
paths parse "0 1 2 3" 4 -eva-domains octagon smtpcodes_parse.c
paths parse 5 5 -eva-domains octagon -cpp-extra-args=-USMTPCODES_CHECKS smtpcodes_parse.c
paths strict 10 12 smtpcodes_parse.c
paths strict "" 13 -cpp-extra-args=-USMTPCODES_CHECKS smtpcodes_parse.c
paths lookup 3 8 smtpcodes.c
paths unfold 6 10 smtpcodes_extract.c smtpcodes.c
paths extract 2 3 smtpcodes_extract.c smtpcodes.c
paths notice 3 3 smtpcodes_dsn.c smtpcodes.c
paths normalize 2 3 smtpcodes_normalize.c smtpcodes.c
paths milter 2 2 -eva-domains octagon,equality smtpcodes_build.c smtpcodes.c
paths suggest 2 5 smtpcodes_build.c smtpcodes.c

# Debian has no Alt-Ergo.
export WHY3CONFIG="$folder/why3.conf"
why3 config detect -C "$WHY3CONFIG" > "$folder/why3.log" 2>&1
contracts codes_contracts is_digit,lower,in_range,read_class,smtpcodes_read_enhanced
contracts parse_contracts is_digit,is_text,or_default,least,usual_code,usual_enhanced,wrong,read_crlf,lenient_separator,settle
contracts build_contracts digits,http_family,plain
