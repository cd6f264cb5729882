#!/bin/sh
# release.sh VERSION: what a release consists of, into dist/: the tarball, the
# rocks of the module and the tool, the library in one file, and SHA256SUMS.
# Needs the version everywhere (tools/versions.sh), a day in the change log, and
# a clean tree. The same commit gives the same octets. Publishes nothing.
#
# release.sh --check: makes them twice, elsewhere, from the newest commit; compares,
# and installs the rocks. The version is the header's, and may be unreleased.
set -eu
fail() {
  echo "release: $*" >&2
  exit 1
}

check=
version=${1:-}
[ -n "$version" ] || fail "which version? tools/release.sh VERSION, or tools/release.sh --check"
if [ "$version" = --check ]; then
  check=unreleased
  version=$(sed -n 's/.*SMTPCODES_VERSION "\(.*\)"/\1/p' smtpcodes.h)
fi

# rock NAME ROCKSPEC FOLDER: the rockspec and the tree, as `luarocks pack` has them.
rock() {
  TZ=UTC git archive --format=zip -o "$3/$1-$version-1.src.rock" \
    --prefix= --add-file="$2" --prefix=smtpcodes/ HEAD
}

# The tool's rockspec is that of the newest tree, at the release's tag.
tool_rockspec() {
  sed "s|\"scm-1\"|\"$version-1\"|; s|^  url = .*|&\n  tag = \"v$version\",|" \
    rockspec/tool/smtpcodes-cli-scm-1.rockspec > "$1/smtpcodes-cli-$version-1.rockspec"
}

make_all() {
  git archive --prefix="smtpcodes-$version/" HEAD | gzip -9n > "$1/smtpcodes-$version.tar.gz"
  cp "rockspec/smtpcodes-$version-1.rockspec" "$1"
  tool_rockspec "$1"
  rock smtpcodes "rockspec/smtpcodes-$version-1.rockspec" "$1"
  rock smtpcodes-cli "$1/smtpcodes-cli-$version-1.rockspec" "$1"
  make -s dist
  [ "$1" -ef dist ] || cp dist/smtpcodes.c dist/smtpcodes.h dist/smtpcodes_lua.c "$1"
  (cd "$1" && sha256sum smtpcodes* > SHA256SUMS)
}

# The module and the tool, from their rocks alone.
use_rocks() {
  for name in smtpcodes smtpcodes-cli; do
    luarocks --lua-version 5.4 --tree "$folder/tree" install --deps-mode none \
      "$folder/one/$name-$version-1.src.rock" > "$folder/log" 2>&1 || { cat "$folder/log" >&2; fail "$name's rock"; }
  done
  (
    eval "$(luarocks --lua-version 5.4 --tree "$folder/tree" path)"
    [ "$("$folder/tree/bin/smtpcodes" --version | cut -d' ' -f2)" = "$version" ] || fail "the tool from its rock"
  )
}

tools/versions.sh "$version" $check
[ -z "$check" ] || tools/need.sh rocks
if [ -n "$check" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  mkdir "$folder/one" "$folder/two"
  make_all "$folder/one"
  TZ=Asia/Tokyo make_all "$folder/two"
  diff "$folder/one/SHA256SUMS" "$folder/two/SHA256SUMS" >&2 || fail "made twice, they differ"
  use_rocks
  tar tzf "$folder/one/smtpcodes-$version.tar.gz" | grep -qx "smtpcodes-$version/smtpcodes.h" || fail "the tarball"
  echo "release: $version can be made: $(wc -l < "$folder/one/SHA256SUMS") files, the same twice; the rocks install"
else
  [ -z "$(git status --porcelain)" ] || fail "the tree is not clean: $(git status --porcelain | head -3)"
  make -s check-gen
  tagged=$(git rev-parse -q --verify "v$version^{commit}" || true)
  [ -z "$tagged" ] || [ "$tagged" = "$(git rev-parse HEAD)" ] || fail "v$version is another commit: $tagged"
  rm -rf dist
  mkdir dist
  make_all dist
  cat dist/SHA256SUMS
  echo "release: next: git tag -s v$version, publish dist/, luarocks upload, and the checksums in packaging/"
fi
