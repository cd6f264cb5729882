#!/bin/sh
# check_rock.sh: lints the rockspecs; makes, packs and installs the rock for
# 5.1 to 5.4 into trees of its own, offline, and requires the module there.
set -eu
top=$(pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git clone -q "$top" "$folder/clone"
cd "$folder/clone"
for spec in rockspec/*.rockspec rockspec/tool/*.rockspec; do
  luarocks lint "$spec"
done

# A source rock is packed from this clone, whatever home the rockspec names.
sed "s#url = .*#url = \"git+file://$folder/clone\",#" \
  rockspec/smtpcodes-scm-1.rockspec > "$folder/smtpcodes-scm-1.rockspec"
(cd "$folder" && luarocks pack smtpcodes-scm-1.rockspec > pack.log 2>&1) ||
  { cat "$folder/pack.log" >&2; exit 1; }

# require VERSION TREE: the module that is installed there answers.
require() {
  LUA_PATH=";;" LUA_CPATH="$2/lib/lua/$1/?.so" "lua$1" -e \
    'local s = require "smtpcodes"; assert(s.codes[550].code == 550); assert(s.class(421) == "transient")'
}

for version in 5.1 5.2 5.3 5.4; do
  luarocks --lua-version "$version" --tree "$folder/made-$version" make \
    > "$folder/make.log" 2>&1 || { cat "$folder/make.log" >&2; exit 1; }
  require "$version" "$folder/made-$version"
  luarocks --lua-version "$version" --tree "$folder/packed-$version" install \
    "$folder/smtpcodes-scm-1.src.rock" > "$folder/install.log" 2>&1 ||
    { cat "$folder/install.log" >&2; exit 1; }
  require "$version" "$folder/packed-$version"
done
echo "rocks: made, packed and installed for 5.1 to 5.4"
