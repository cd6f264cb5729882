# smtpcodes: what SMTP replies mean, for Lua and C.
#
#   make            build the module for every Lua that is installed
#   make demo       explain recorded sessions with real servers
#   make test       the specs, under every Lua
#   make gen        data/*.tsv -> everything that repeats a fact
#
# CC, CFLAGS, LUA_INCDIR, LIBFLAG, PREFIX and DESTDIR may be set by the caller.

CC       = gcc
CFLAGS   = -O2 -fPIC
WARNINGS = -std=c99 -Wall -Wextra -Wpedantic -Wshadow -Wconversion
LIBFLAG  = -shared

CORE    = smtpcodes.c
BINDING = smtpcodes_lua.c
SOURCES = $(CORE) $(BINDING)
HEADERS = smtpcodes.h $(wildcard data/*.inc)

# The library for 5.1 is built with PUC's headers; LuaJIT loads it too.
VERSIONS = 5.1 5.2 5.3 5.4
INCDIR   = $(or $(LUA_INCDIR),/usr/include/lua$*)
LIBS     = $(VERSIONS:%=build/%/smtpcodes.so)
GEN_LUA  = $(firstword $(shell command -v lua5.4 lua5.3 lua5.2 lua5.1 luajit lua))

all: $(LIBS)

build/%/smtpcodes.so: $(SOURCES) $(HEADERS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(WARNINGS) -I$(INCDIR) $(LIBFLAG) -o $@ $(SOURCES)

gen:
	$(GEN_LUA) tools/gen.lua

check-gen:
	$(GEN_LUA) tools/gen.lua --check

clean:
	rm -rf build

.PHONY: all gen check-gen clean
