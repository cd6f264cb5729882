#!/usr/bin/env bash
# bench_report.sh: smtpcodes report, grep -c and pflogsumm over one log that
# lies in the page cache, in turn, and how much memory the report takes.
#
#   bench/bench_report.sh [MEGABYTES [RUNS]]    200 and 5
#
# Prints seconds of the processor (the median of the runs), MB/s, lines/s and
# the ratio to grep. pflogsumm runs once; where it is missing, its row is.
set -eu
TIMEFORMAT='%U %S'
megabytes=${1:-200}
runs=${2:-5}
folder=build/bench
log=$folder/mail-$megabytes.log
small=$folder/mail-tenth.log
tool="lua5.4 bin/smtpcodes report"
mkdir -p "$folder"
make -s build/5.4/smtpcodes.so build/5.4/smtpcodes/logscan.so
${CC:-cc} -O2 -o "$folder/gen_log" bench/gen_log.c
"$folder/gen_log" "$megabytes" > "$log"
"$folder/gen_log" "$((megabytes / 10))" > "$small"
lines=$(wc -l < "$log")

# seconds COMMAND...: what it takes of the processor. It writes to a file:
# grep is done at once where it writes to /dev/null.
seconds() {
  { time "$@" > "$folder/out" 2> "$folder/err"; } 2>&1 | awk '{ print $1 + $2 }'
}

median() {
  sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# The most memory that it held, in MiB.
memory() {
  $tool "$1" > /dev/null & # the shell's own child: /proc tells while it runs
  most=0
  while kill -0 $! 2> /dev/null; do
    now=$(awk '/VmHWM/ { print $2 }' "/proc/$!/status" 2> /dev/null) || now=
    [ "${now:-0}" -le "$most" ] || most=$now
    sleep 0.01
  done
  echo "$most" | awk '{ printf "%.1f\n", $1 / 1024 }'
}

rm -f "$folder"/time.*
for _ in $(seq "$runs"); do
  seconds grep -c status= "$log" >> "$folder/time.grep"
  seconds $tool "$log" >> "$folder/time.report"
done
grep=$(median "$folder/time.grep")

row() {
  echo "$2" | awk -v name="$1" -v mb="$megabytes" -v lines="$lines" -v grep="$grep" '
    { printf "%-18s %8.3f s %8.0f MB/s %11.0f lines/s %7.2f x grep\n", name, $1, mb / $1, lines / $1, $1 / grep }'
}
echo "$megabytes MB, $lines lines, $(grep -c status= "$log") deliveries"
row "grep -c status=" "$grep"
report=$(median "$folder/time.report")
row "smtpcodes report" "$report"
if command -v pflogsumm > /dev/null; then
  slow=$(seconds pflogsumm "$log")
  row pflogsumm "$slow"
  echo "$slow $report" | awk '{ printf "%.1f times as fast as pflogsumm\n", $1 / $2 }'
fi
echo "peak memory: $(memory "$log") MiB; for a tenth of the log: $(memory "$small") MiB"
