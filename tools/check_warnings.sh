#!/bin/sh
# check_warnings.sh CORE.c ... -- BINDING.c ...: compiles everything in every
# dialect, with every warning an error.
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
    for std in gnu89 c99 c11 gnu17; do
      compile $cc -O2 -std=$std $warnings $only_c "$1"
    done
    for level in -O0 -O1 -O3 "-O2 -flto"; do
      compile $cc $level -std=c99 $warnings $only_c "$1"
    done
    compile $cc -O2 -std=c99 -funsigned-char $warnings $only_c "$1"
  done
  compile g++ -O2 -x c++ -std=c++11 $warnings "$1"
  compile clang++ -O2 -x c++ -std=c++11 $warnings "$1"
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
