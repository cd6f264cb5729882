# sources.sh: the C sources and tests, for scripts that compile them; to be read
# with `.` at the top of the project.

# sources NAME...: those that lines of the Makefile name: CORE, BINDING,
# TOOL_CORE, TOOL_BINDING.
sources() {
  for line in "$@"; do
    sed -n "s/^$line *= *//p" Makefile
  done
}

# c_tests: the tests in C, but for that which needs Lua.
c_tests() {
  grep -L '<lua.h>' spec/c/*_test.c
}

# compile FOLDER SOURCES COMPILER FLAG...: an object of each source.
compile() {
  objects=$1 of=$2
  shift 2
  mkdir -p "$objects"
  for source in $of; do
    "$@" -c -o "$objects/$(basename "$source" .c).o" "$source"
  done
}
