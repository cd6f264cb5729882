#!/bin/sh
# fuzz.sh: every target in fuzz/ for FUZZ_SECONDS (60), under ASan and UBSan.
# What was found worth keeping stays in build/fuzz and is tried first.
set -eu
core=$(sed -n 's/^CORE *= *//p' Makefile)
for source in fuzz/*_fuzz.c; do
  name=$(basename "$source" .c)
  program=build/fuzz/$name
  corpus=build/fuzz/$name.corpus
  mkdir -p "$corpus"
  clang -g -O1 -std=c99 -Wall -Wextra -fsanitize=fuzzer,address,undefined \
    -fno-sanitize-recover=undefined -o "$program" "$source" $core
  "$program" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=17000 \
    -len_control=20 -dict=fuzz/smtp.dict -artifact_prefix=build/fuzz/ \
    -print_final_stats=1 -verbosity=0 "$corpus"
done
