#!/bin/sh
# check_rock.sh: lints the rockspecs; makes, packs and installs the rock for
# 5.1 to 5.4 into trees of its own, offline, requires the module there, and
# removes it again.
set -eu
top=$(pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git clone -q "$top" "$folder/clone"
cd "$folder/clone"
for spec in rockspec/*.rockspec rockspec/tool/*.rockspec; do
  luarocks lint "$spec"
done

# quiet COMMAND...: runs it, and shows what it printed only when it fails.
quiet() {
  "$@" > "$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
}

# The release is packed as it will be, but from this clone, whatever home the
# rockspec names.
release=smtpcodes-$(sed -n 's/.*SMTPCODES_VERSION "\(.*\)"/\1/p' smtpcodes.h)
git tag -f "v${release#smtpcodes-}" > /dev/null
sed "s#url = .*#url = \"git+file://$folder/clone\",#" \
  "rockspec/$release-1.rockspec" > "$folder/$release-1.rockspec"
cd "$folder"
quiet luarocks pack "$release-1.rockspec"
cd clone

# require VERSION TREE: the module that is installed there answers.
require() {
  LUA_PATH=";;" LUA_CPATH="$2/lib/lua/$1/?.so" "lua$1" -e \
    'local s = require "smtpcodes"; assert(s.codes[550].code == 550); assert(s.class(421) == "transient")'
}

for version in 5.1 5.2 5.3 5.4; do
  quiet luarocks --lua-version "$version" --tree "$folder/made-$version" make
  require "$version" "$folder/made-$version"
  [ ! -e "$folder/made-$version/share/lua" ] || {
    echo "the module's rock installs Lua files" >&2
    exit 1
  }
  quiet luarocks --lua-version "$version" --tree "$folder/packed-$version" \
    install "$folder/$release-1.src.rock"
  require "$version" "$folder/packed-$version"

  # The tool, beside the module; its libraries come from the system here.
  quiet luarocks --lua-version "$version" --tree "$folder/packed-$version" \
    make --deps-mode none rockspec/tool/smtpcodes-cli-scm-1.rockspec
  (
    eval "$(luarocks --lua-version "$version" --tree "$folder/packed-$version" path)"
    quiet "$folder/packed-$version/bin/smtpcodes" list --command DATA
    quiet "$folder/packed-$version/bin/smtpcodes" report /dev/null
  )
  for rock in smtpcodes-cli smtpcodes; do
    quiet luarocks --lua-version "$version" --tree "$folder/packed-$version" remove "$rock"
  done
  left=$(find "$folder/packed-$version" -name '*smtpcodes*' -o -name logscan.so)
  [ -z "$left" ] || { echo "luarocks remove leaves $left" >&2; exit 1; }
done
echo "rocks: made, packed, installed and removed for 5.1 to 5.4, and the tool"
