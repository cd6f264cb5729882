#!/bin/sh
# test_flags.sh: the tests in C by gcc and clang, run at each level of
# optimisation, linked as one, and with char unsigned and signed.
#
#   FLAGS_INPUTS=all tools/test_flags.sh    all inputs of the exhaustive tests
set -eu
. tools/sources.sh
folder=build/flags
for cc in gcc clang; do
  for flags in -O0 -O1 -O2 -O3 -Os "-O2 -flto" "-O2 -funsigned-char" "-O3 -fsigned-char"; do
    [ "$cc$flags" != "clang-O2 -flto" ] || flags="$flags -fuse-ld=lld"
    compile "$folder" "$(sources CORE TOOL_CORE)" $cc $flags -std=c99 -w
    for test in $(c_tests); do
      $cc $flags -std=c99 -w -o "$folder/test" "$test" "$folder"/*.o
      output=$("$folder/test" "${FLAGS_INPUTS:-quick}")
      printf '%-5s %-20s %s\n' "$cc" "$flags" "$output"
    done
  done
done
