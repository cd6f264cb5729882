#!/bin/sh
# check_dist.sh: dist/smtpcodes.c, made by make dist, compiles alone without a
# warning, defines what smtpcodes.h declares and nothing else, passes the tests
# in C, and gives the answers of the usual build, by Lua and field by field.
set -eu
. tools/sources.sh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  echo "dist: $*" >&2
  exit 1
}

# Every Lua makes the same octets.
mkdir "$folder/again"
luajit tools/amalgamate.lua "$folder/again" $(sources CORE BINDING)
for file in smtpcodes.c smtpcodes.h smtpcodes_lua.c; do
  cmp "dist/$file" "$folder/again/$file"
done

# Two files and a compiler are enough.
mkdir "$folder/alone"
cp dist/smtpcodes.c dist/smtpcodes.h "$folder/alone"
warnings="-Wall -Wextra -Wpedantic -Wconversion -Wmissing-prototypes -Werror"
for cc in "gcc -std=c99" "clang -std=c99" "gcc -std=c17 -O3" "gcc -std=gnu89 -Wno-pedantic"; do
  $cc $warnings -c -o "$folder/core.o" "$folder/alone/smtpcodes.c" || fail "$cc"
done
g++ -x c++ -Wall -Wextra -Werror -c -o "$folder/cpp.o" "$folder/alone/smtpcodes.c" || fail "as C++"

sed -n '/SMTPCODES_0/,/local:/s/^    \(smtpcodes_.*\);/\1/p' libsmtpcodes.map > "$folder/declared"
nm -g --defined-only "$folder/core.o" | awk '{ print $3 }' | sort > "$folder/defined"
diff "$folder/declared" "$folder/defined" >&2 || fail "libsmtpcodes.map (<) and dist/smtpcodes.c (>) differ"

# Within a program's own file, it adds no symbol.
cat > "$folder/alone/program.c" <<'END_OF_C'
#define SMTPCODES_API static
#include "smtpcodes.c"
int main(void) {
  return strcmp(smtpcodes_class(550), "permanent") != 0;
}
END_OF_C
gcc -std=c99 -Wall -Wextra -Werror -Wno-unused-function -o "$folder/program" "$folder/alone/program.c"
"$folder/program" || fail "the program that includes it"
! nm -g --defined-only "$folder/program" | grep smtpcodes_ || fail "symbols that should be static"

cc -O2 -std=c99 -c -o "$folder/core.o" dist/smtpcodes.c
for test in $(c_tests); do
  cc -O1 -std=c99 -o "$folder/test" "$test" "$folder/core.o" $(sources TOOL_CORE)
  "$folder/test" > "$folder/log" || { cat "$folder/log" >&2; fail "$test"; }
done

# Each field of each verdict on the fixtures, each key and each reply.
cat > "$folder/answers.lua" <<'END_OF_LUA'
local smtpcodes = require "smtpcodes"
local function show(value)
  if type(value) ~= "table" then return tostring(value) end
  local list = {}
  for key, field in pairs(value) do list[#list + 1] = tostring(key) .. "=" .. show(field) end
  table.sort(list)
  return "{" .. table.concat(list, " ") .. "}"
end
local count = 0
for line in io.lines(arg[1]) do
  local text = line:match("[^\t]*$"):gsub("\\n", "\n")
  local reply = smtpcodes.parse(text .. "\r\n")
  print(show(smtpcodes.classify(text)), smtpcodes.normalize(text), show(reply))
  count = count + 1
end
assert(count > 300)
for code, record in smtpcodes.each() do print(code, show(record)) end
for key, record in smtpcodes.each_enhanced() do print(key, show(record)) end
for situation, code, enhanced, text in smtpcodes.each_situation() do print(situation, code, enhanced, text) end
END_OF_LUA
mkdir "$folder/lua"
cc -O2 -fPIC -shared -Wall -Wextra -Werror -I/usr/include/lua5.4 -o "$folder/lua/smtpcodes.so" \
  dist/smtpcodes.c dist/smtpcodes_lua.c
[ "$(nm -D --defined-only "$folder/lua/smtpcodes.so" | awk '$3 !~ /^smtpcodes_/ { print $3 }')" = luaopen_smtpcodes ] ||
  fail "dist/smtpcodes_lua.c has symbols of its own"
for libraries in build/5.4 "$folder/lua"; do
  LUA_CPATH="$libraries/?.so" lua5.4 "$folder/answers.lua" spec/fixtures/replies.tsv > "$folder/$(basename "$libraries").txt"
done
cmp "$folder/5.4.txt" "$folder/lua.txt"
echo "dist: $(wc -c < dist/smtpcodes.c) octets, $(wc -l < "$folder/defined") functions, \
$(wc -l < "$folder/lua.txt") answers as by the usual build"
