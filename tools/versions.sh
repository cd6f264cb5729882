#!/bin/sh
# versions.sh VERSION [unreleased]: whether every place that names the version
# names this one; says each that does not. The change log's heading must have
# the day of the release, and no manual page may be of a later day; with
# `unreleased` the word may stand for the day.
set -u
version=$1
bad=0

wrong() {
  echo "release: $*" >&2
  bad=1
}

# names FILE TEXT: what the file says, without what stands around it.
names() {
  [ "$2" = "$version" ] || wrong "$1 says '$2', not '$version'"
}

# in_file FILE EXPRESSION: the first match of sed's \1.
in_file() {
  sed -n "s|$2|\1|p" "$1" | head -1
}

# The day of a manual page, 2026-11-26.
day_of() {
  date -d "$(in_file "$1" '^\.Dd \(.*\)$')" +%F
}

case $version in
  *[!0-9.]* | *.*.*.* | .* | *. | *..*) wrong "'$version' is no version like 1.2.3" ;;
  *.*.*) ;;
  *) wrong "'$version' is no version like 1.2.3" ;;
esac

names smtpcodes.h "$(in_file smtpcodes.h '^#define SMTPCODES_VERSION "\(.*\)"$')"
names docs/smtpcodes.3 "$(in_file docs/smtpcodes.3 '^#define SMTPCODES_VERSION "\(.*\)"$')"
names docs/smtpcodes.3lua "$(in_file docs/smtpcodes.3lua '.*"smtpcodes \([0-9.]*\)"$')"
names packaging/debian/changelog "$(in_file packaging/debian/changelog '^smtpcodes (\(.*\)-[0-9]*) .*$')"
names packaging/alpine/APKBUILD "$(in_file packaging/alpine/APKBUILD '^pkgver=\(.*\)$')"
names packaging/homebrew/smtpcodes.rb "$(in_file packaging/homebrew/smtpcodes.rb '.*/v\([0-9.]*\)\.tar\.gz"$')"

rockspec=rockspec/smtpcodes-$version-1.rockspec
if [ -f "$rockspec" ]; then
  names "$rockspec" "$(in_file "$rockspec" '^version = "\(.*\)-1"$')"
  names "$rockspec, its tag," "$(in_file "$rockspec" '^ *tag = "v\(.*\)",$')"
else
  wrong "there is no $rockspec"
fi

names CHANGELOG.md "$(in_file CHANGELOG.md '^## \([^ ]*\).*$')"
released=$(in_file CHANGELOG.md '^## [^ ]* (\(.*\))$')
case $released in
  [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9])
    for page in docs/smtpcodes.[0-9]*; do
      [ "$(printf '%s\n%s\n' "$(day_of "$page")" "$released" | sort | tail -1)" = "$released" ] ||
        wrong "$page is of $(day_of "$page"), after the release of $released"
    done ;;
  unreleased) [ "${2:-}" = unreleased ] || wrong "CHANGELOG.md has no day: ## $version (2026-12-31)" ;;
  *) wrong "CHANGELOG.md has the day '$released': ## $version (2026-12-31)" ;;
esac
exit $bad
