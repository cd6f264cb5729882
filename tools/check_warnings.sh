#!/bin/sh
# check_warnings.sh CORE.c ... -- BINDING.c ...: compiles everything with every
# warning an error: read in every dialect, and optimized in every way, as what
# the optimizer finds does not depend on the dialect.
set -eu
warnings="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-aliasing -Werror"
only_c="-Wmissing-prototypes -Wstrict-prototypes -Wc++-compat"
count=0
binding=

compile() {
  "$@" -fPIC -c -o /dev/null
  count=$((count + 1))
}

core() {
  for cc in gcc clang; do
    for std in gnu89 c11 gnu17; do
      compile $cc -fsyntax-only -std=$std $warnings $only_c "$1"
    done
    for level in -O0 -O1 -O2 -O3 "-O2 -flto" "-O2 -funsigned-char"; do
      compile $cc $level -std=c99 $warnings $only_c "$1"
    done
  done
  compile g++ -fsyntax-only -x c++ -std=c++11 $warnings "$1"
  compile clang++ -fsyntax-only -x c++ -std=c++11 $warnings "$1"
}

# Lua's headers are C only, and 5.4's use long long.
binding() {
  for cc in gcc clang; do
    for version in 5.1 5.2 5.3 5.4; do
      compile $cc -O2 -std=c99 -I/usr/include/lua$version $warnings $only_c "$1"
    done
  done
}

for source in "$@"; do
  if [ "$source" = -- ]; then
    binding=yes
  elif [ -n "$binding" ]; then
    binding "$source"
  else
    core "$source"
  fi
done
echo "warnings: none in $count compilations"
