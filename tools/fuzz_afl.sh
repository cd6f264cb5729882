#!/bin/sh
# fuzz_afl.sh: the parser's target by AFL++ for FUZZ_SECONDS (60), for what
# libFuzzer's mutations miss. What breaks a promise is in build/fuzz/afl.
set -eu
. tools/sources.sh
out=build/fuzz/afl
rm -rf "$out"
mkdir -p "$out"
export AFL_USE_ASAN=1 AFL_USE_UBSAN=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 \
  AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 AFL_QUIET=1

afl-clang-fast -g -O1 -std=c99 -fsanitize=fuzzer -o build/fuzz/parse_afl \
  fuzz/parse_fuzz.c $(sources CORE)
if ! afl-fuzz -V "${FUZZ_SECONDS:-60}" -i fuzz/corpus/parse -o "$out" \
  -x fuzz/smtp.dict -- build/fuzz/parse_afl > "$out.log" 2>&1; then
  tail -50 "$out.log"
  exit 1
fi

of() {
  awk -v name="$1" '$1 == name { print $3 }' "$out/default/fuzzer_stats"
}
crashes=$(($(of saved_crashes) + $(of saved_hangs)))
echo "afl++: $(of execs_done) executions, $crashes crashes and hangs"
[ "$crashes" = 0 ]
