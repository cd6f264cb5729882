#!/bin/sh
# bench_nginx.sh: requests a second of the JSON service of examples/openresty
# in a real nginx, against a handler in Lua that does nothing.
#
#   make bench-nginx, or bench/bench_nginx.sh [ROUNDS [SECONDS]]
#
# wrk asks one worker for nothing and for a path in turn, again and again; a
# figure is the median of the rounds, a ratio the median of the ratios of the
# neighbours. The time is that of the processor in the worker.
set -eu
rounds=${1:-11}
seconds=${2:-1}
port=28480
folder=$(mktemp -d)
stop() {
  [ ! -f "$folder/nginx.pid" ] || kill "$(cat "$folder/nginx.pid")"
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM
mkdir "$folder/tmp"
chmod 755 "$folder"
chmod 777 "$folder/tmp"

# The example's own configuration with one worker and the empty handler.
sed -e "s|{TOP}|$(pwd)|; s|{DIR}|$folder|g; s|{PORT}|$port|; s|{MAIL}|$((port + 1))|" \
  -e 's|^worker_processes .*|worker_processes 1;|' \
  -e 's|^    location / {|    location = /empty { content_by_lua_block { } }\n&|' \
  examples/openresty/nginx.conf > "$folder/nginx.conf"
nginx -p "$folder" -e "$folder/error.log" -c "$folder/nginx.conf"

cat > "$folder/classify.lua" <<'END_LUA'
wrk.method = "POST"
wrk.body = '{"reply": "550 5.1.1 <u@example.com>: User unknown", "command": "RCPT"}'
END_LUA

worker=$(pgrep -P "$(cat "$folder/nginx.pid")")

# Ticks of the processor that the worker has had.
ticks() {
  awk '{ print $14 + $15 }' "/proc/$worker/stat"
}

# measure PATH [SCRIPT]: requests a second, and microseconds of the worker for
# each; stops when one of them failed.
measure() {
  before=$(ticks)
  wrk -t1 -c16 -d"${seconds}s" ${2:+-s "$2"} "http://127.0.0.1:$port$1" > "$folder/wrk"
  ! grep -q 'Non-2xx\|Socket errors' "$folder/wrk" || { cat "$folder/wrk" >&2; exit 1; }
  awk -v ticks=$(($(ticks) - before)) -v hz="$(getconf CLK_TCK)" '
    /requests in/ { n = $1 } /^Requests.sec/ { rate = $2 }
    END { printf "%s %s ", rate, ticks / hz / n * 1e6 }' "$folder/wrk"
}

# median EXPRESSION: of what awk makes of each round.
median() {
  awk "{ print $1 }" "$folder/rates" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# compare NAME PATH [SCRIPT]: a line of the table.
compare() {
  name=$1
  shift
  for round in $(seq "$rounds"); do
    measure /empty
    measure "$@"
    echo
  done > "$folder/rates"
  printf '%-26s %9.0f %9.0f %6.2f %9.1f %6.1f %6.2f\n' "$name" "$(median '$1')" "$(median '$3')" \
    "$(median '$3 / $1')" "$(median '$2')" "$(median '$4')" "$(median '$2 / $4')"
}

nginx -v 2>&1
printf '%-26s %9s %9s %6s %9s %6s %6s\n' '' 'empty/s' 'this/s' ratio 'empty us' 'us' ratio
compare 'GET /v1/codes/550' /v1/codes/550
compare 'GET /v1/enhanced/5.7.26' /v1/enhanced/5.7.26
compare 'POST /v1/classify' /v1/classify "$folder/classify.lua"
