#!/bin/sh
# bench_nginx.sh: requests a second of the JSON service of examples/openresty
# in a real nginx, against a handler in Lua that does nothing.
#
#   make bench-nginx, or bench/bench_nginx.sh [ROUNDS [SECONDS]]
#
# wrk asks one worker for each of the paths in turn, again and again; a figure
# is the median of the rounds, a ratio the median of the ratios in a round.
# The time is that of the processor in the worker: on a machine that does other
# things too it is the steadier figure.
set -eu
rounds=${1:-9}
seconds=${2:-2}
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

for round in $(seq "$rounds"); do
  measure /empty
  measure /v1/codes/550
  measure /v1/enhanced/5.7.26
  measure '/v1/codes/454?command=AUTH'
  measure /v1/classify "$folder/classify.lua"
  echo
done > "$folder/rates"

# median EXPRESSION: of what awk makes of each round.
median() {
  awk "{ print $1 }" "$folder/rates" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

nginx -v 2>&1
printf '%-32s %10s %8s %8s %8s\n' request 'requests/s' 'of empty' 'us' 'of empty'
column=-1
for name in 'empty content_by_lua' 'GET /v1/codes/550' 'GET /v1/enhanced/5.7.26' \
  'GET /v1/codes/454?command=AUTH' 'POST /v1/classify'; do
  column=$((column + 2))
  printf '%-32s %10.0f %8.2f %8.1f %8.2f\n' "$name" "$(median "\$$column")" \
    "$(median "\$$column / \$1")" "$(median "\$$((column + 1))")" "$(median "\$2 / \$$((column + 1))")"
done
