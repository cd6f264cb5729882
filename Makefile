# smtpcodes: what SMTP replies mean, for Lua and C.
#
#   make            build the module for every Lua that is installed
#   make demo       explain recorded sessions with real servers
#   make test       the specs, under every Lua
#   make completion completion/* from the tool's own options
#   make gen        data/*.tsv -> everything that repeats a fact
#   make docs       docs/codes.html: the facts, and the core that explains replies
#   make picture    docs/explain.svg, from a run of the tool
#   make bench      what it costs, as ratios against something others use
#   make bench-nginx   the JSON service in a real nginx, by wrk
#   make score      how well replies of known reason are classified; CORPUS=file.tsv
#   make lib        the C library, static and shared
#   make dist       the library as one file of C, dist/smtpcodes.c, and its header
#   make install    the tool, the C library, and the module for one Lua
#   make uninstall  takes that away again
#   make clean      leaves nothing that git does not know
#
# Checks: test-checks test-lua55 test-c test-asan test-threads test-hosts test-page fuzz fuzz-afl
#   analyze verify test-valgrind check-reproducible check-gen check-symbols check-warnings check-man check-dist lint.
# By hand, for they take long: oracle test-cpu test-windows test-flags; mutate takes a sample.
# For one Lua alone: make test LUA=/path/to/lua LUA_INCDIR=/path/to/headers; so
# do all, demo and install.
# CC, CPPFLAGS, CFLAGS, LDFLAGS, LUA_INCDIR, LIBFLAG, PREFIX, DESTDIR, and LIBDIR
# and its kin (below, under "installation") may be set by the caller.

CC       = cc
CFLAGS   = -O2 -fPIC -fno-plt
WARNINGS = -std=c99 -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
           -Wdeclaration-after-statement
LIBFLAG  = $(if $(filter Darwin,$(shell uname)),-bundle -undefined dynamic_lookup,-shared)
PREFIX   = /usr/local
VERSION  = $(shell sed -n 's/.*SMTPCODES_VERSION "\(.*\)"/\1/p' smtpcodes.h)

CORE    = smtpcodes.c smtpcodes_parse.c smtpcodes_extract.c smtpcodes_build.c smtpcodes_match.c smtpcodes_reason.c smtpcodes_rules.c smtpcodes_dsn.c smtpcodes_normalize.c
BINDING = smtpcodes_lua.c smtpcodes_lua_tables.c smtpcodes_lua_parse.c smtpcodes_lua_build.c smtpcodes_lua_classify.c smtpcodes_lua_events.c
SOURCES = $(CORE) $(BINDING)
HEADERS = $(wildcard smtpcodes*.h) $(wildcard data/*.inc)

# What the tool alone needs: it reads logs.
TOOL_CORE    = tool/logscan.c tool/logscan_time.c tool/logscan_count.c
TOOL_BINDING = tool/logscan_lua.c

# The library for 5.1 is built with PUC's headers; LuaJIT loads it too.
VERSIONS = 5.1 5.2 5.3 5.4
INCDIR   = $(or $(LUA_INCDIR),/usr/include/lua$*)
FOUND    = $(foreach v,$(VERSIONS),$(if $(wildcard /usr/include/lua$(v)),$(v)))
LIBS     = $(foreach v,$(if $(LUA)$(LUA_INCDIR),$(LUA_VERSION),$(FOUND)),build/$(v)/smtpcodes.so build/$(v)/smtpcodes/logscan.so)
GEN_LUA  = $(firstword $(shell command -v lua5.4 lua5.3 lua5.2 lua5.1 luajit lua))

# One Lua: $(LUA), or 5.4.
LUA_VERSION = $(if $(LUA),$(shell $(LUA) -e 'print((_VERSION:gsub("Lua ", "")))'),5.4)

all: $(or $(LIBS),no-headers)

no-headers:
	@echo "no Lua headers in /usr/include/lua5.*: make LUA=lua LUA_INCDIR=/path" >&2
	@false

build/%/smtpcodes.so: $(SOURCES) $(HEADERS)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(WARNINGS) -I$(INCDIR) $(LDFLAGS) $(LIBFLAG) -o $@ $(SOURCES)

build/%/smtpcodes/logscan.so: $(TOOL_CORE) $(TOOL_BINDING) tool/logscan.h
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(WARNINGS) -I$(INCDIR) $(LDFLAGS) $(LIBFLAG) -o $@ $(TOOL_CORE) $(TOOL_BINDING)

demo:
	@tools/need.sh $(if $(LUA),build,demo)
	@$(MAKE) -s build/$(LUA_VERSION)/smtpcodes.so build/$(LUA_VERSION)/smtpcodes/logscan.so
	@LUA="$(LUA)" tools/demo.sh

test:
	@tools/need.sh $(if $(LUA),build,test)
	@LUA="$(LUA)" LUA_INCDIR="$(LUA_INCDIR)" MAKE="$(MAKE)" tools/test.sh

test-lua55:
	@tools/need.sh test
	@tools/test_lua55.sh

test-c:
	@tools/need.sh lint
	@tools/test_c.sh

test-asan:
	@tools/need.sh test
	@$(MAKE) -s all
	@tools/test_asan.sh

test-threads:
	@tools/need.sh test
	@$(MAKE) -s all
	@tools/test_threads.sh

fuzz:
	@tools/need.sh lint test
	@tools/fuzz.sh $(TARGET)

fuzz-afl:
	@tools/need.sh lint afl
	@tools/fuzz_afl.sh

analyze:
	@tools/need.sh lint test analyze
	@tools/analyze.sh

test-valgrind:
	@tools/need.sh test analyze
	@$(MAKE) -s all
	@tools/test_valgrind.sh

verify:
	@tools/need.sh verify
	@tools/verify.sh

check-reproducible:
	@tools/need.sh test
	@tools/check_reproducible.sh

test-hosts:
	@tools/need.sh test hosts outputs
	@tools/test_hosts.sh

gen:
	$(GEN_LUA) tools/gen.lua

completion: build/5.4/smtpcodes.so
	lua5.4 bin/smtpcodes --completion bash > completion/smtpcodes.bash
	lua5.4 bin/smtpcodes --completion zsh > completion/_smtpcodes
	lua5.4 bin/smtpcodes --completion fish > completion/smtpcodes.fish

picture: build/5.4/smtpcodes.so build/5.4/smtpcodes/logscan.so
	LUA_PATH="./tool/?.lua;;" LUA_CPATH="./build/5.4/?.so;;" LUA=lua5.4 lua5.4 tools/picture.lua

check-gen:
	$(GEN_LUA) tools/gen.lua --check

# The page's core: deterministic with one compiler, and packed.
WASM_CC    = clang
WASM_FLAGS = --target=wasm32 -Oz -std=c99 -Wall -Wextra -ffreestanding -fno-builtin -nostdlib \
             -fvisibility=hidden -ffunction-sections -fdata-sections -Itools/wasm/include \
             -Wl,--no-entry -Wl,--strip-all -Wl,--gc-sections

build/wasm/core.wasm: $(CORE) $(HEADERS) $(wildcard tools/wasm/*.c tools/wasm/include/*.h)
	@mkdir -p $(@D)
	$(WASM_CC) $(WASM_FLAGS) -o $@ tools/wasm/glue.c tools/wasm/string.c $(CORE)

build/docs/codes.html: build/wasm/core.wasm docs/codes.html tools/wasm/embed.lua
	@mkdir -p $(@D)
	gzip -9nc build/wasm/core.wasm | base64 -w0 | $(GEN_LUA) tools/wasm/embed.lua docs/codes.html $@

docs: gen
	@tools/need.sh page
	@$(MAKE) -s build/docs/codes.html
	cp build/docs/codes.html docs/codes.html

test-page:
	@tools/need.sh test page
	@tools/test_page.sh

check-symbols: build/5.4/smtpcodes.so build/5.4/smtpcodes/logscan.so build/core/libsmtpcodes.so.0 build/core/libsmtpcodes.a
	tools/check_symbols.sh $(CORE) $(TOOL_CORE)

check-warnings:
	tools/check_warnings.sh $(CORE) $(TOOL_CORE) -- $(BINDING) $(TOOL_BINDING)

check-man: build/5.4/smtpcodes.so
	@tools/need.sh man
	@tools/check_man.sh

check-docs: build/5.4/smtpcodes.so build/5.4/smtpcodes/logscan.so
	@tools/need.sh docs
	@tools/check_docs.sh

lint:
	luacheck -q .
	clang-format --dry-run -Werror *.c *.h tool/*.c tool/*.h $(wildcard spec/c/*.c bench/*.[ch] fuzz/*.[ch] tools/wasm/*.c tools/wasm/include/*.h)

score:
	@$(MAKE) -s build/5.4/smtpcodes.so
	@LUA_CPATH="./build/5.4/?.so" lua5.4 tools/score.lua $(CORPUS)

bench:
	@tools/need.sh test
	@$(MAKE) -s build/5.4/smtpcodes.so build/5.1/smtpcodes.so
	@tools/bench.sh

bench-nginx:
	@tools/need.sh test hosts bench
	@$(MAKE) -s build/5.1/smtpcodes.so
	@bench/bench_nginx.sh

# ---- installation ---------------------------------------------------------
#
# install-c: header, C library, smtpcodes(3). install-lua: the module for one
# Lua, smtpcodes(3lua). install-tool: the tool, its Lua parts for that Lua, manual, completion.

BINDIR       = $(PREFIX)/bin
LIBDIR       = $(PREFIX)/lib
INCLUDEDIR   = $(PREFIX)/include
DATADIR      = $(PREFIX)/share
PKGCONFIGDIR = $(LIBDIR)/pkgconfig
LUA_LIBDIR   = $(PREFIX)/lib/lua/$(LUA_VERSION)
LUA_DIR      = $(DATADIR)/lua/$(LUA_VERSION)
MAN_DIR      = $(DATADIR)/man
BASH_DIR     = $(DATADIR)/bash-completion/completions
ZSH_DIR      = $(DATADIR)/zsh/site-functions
FISH_DIR     = $(DATADIR)/fish/vendor_completions.d
LUA_NAME     = $(if $(shell command -v lua$(LUA_VERSION)),lua$(LUA_VERSION),lua)
SHEBANG      = /usr/bin/env $(LUA_NAME)

# The shared library, the name that linkers look for, and how it is linked.
DARWIN       = $(filter Darwin,$(shell uname))
SHARED       = $(if $(DARWIN),libsmtpcodes.0.dylib,libsmtpcodes.so.0)
SHARED_LINK  = $(if $(DARWIN),libsmtpcodes.dylib,libsmtpcodes.so)
SHARED_FLAGS = $(if $(DARWIN),-dynamiclib -install_name $(LIBDIR)/$(SHARED),-shared -Wl,-soname,$(SHARED) -Wl,--version-script=libsmtpcodes.map)

OBJECTS      = $(CORE:%.c=build/core/%.o)
C_LIBRARY    = build/core/libsmtpcodes.a build/core/$(SHARED)
LUA_MODULE   = build/$(LUA_VERSION)/smtpcodes.so
TOOL_MODULE  = build/$(LUA_VERSION)/smtpcodes/logscan.so
TOOL_PARTS   = $(notdir $(wildcard tool/smtpcodes/*.lua))

build/core/%.o: %.c $(HEADERS)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(WARNINGS) -c -o $@ $<

build/core/libsmtpcodes.a: $(OBJECTS)
	$(AR) rcs $@ $(OBJECTS)

build/core/$(SHARED): $(OBJECTS) libsmtpcodes.map
	$(CC) $(CFLAGS) $(LDFLAGS) $(SHARED_FLAGS) -o $@ $(OBJECTS)

# Made anew each time: it depends on what the caller sets. Who links the static
# library needs nothing more: there is no Libs.private.
in_prefix = $(patsubst $(PREFIX)/%,$${prefix}/%,$(1))
build/core/smtpcodes.pc: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(call in_prefix,$(LIBDIR))' \
	  'includedir=$(call in_prefix,$(INCLUDEDIR))' '' 'Name: smtpcodes' \
	  'Description: what SMTP replies mean' 'Version: $(VERSION)' \
	  'Cflags: -I$${includedir}' 'Libs: -L$${libdir} -lsmtpcodes' > $@
FORCE:

lib: $(C_LIBRARY)

# For those who keep the library in their own tree: docs/packaging.md.
dist: $(SOURCES) $(HEADERS) LICENSE tools/amalgamate.lua
	@mkdir -p dist
	$(GEN_LUA) tools/amalgamate.lua dist $(SOURCES)

check-dist: build/5.4/smtpcodes.so
	@tools/need.sh lint test
	@$(MAKE) -s dist
	@tools/check_dist.sh

install: install-c install-lua install-tool

install-c: $(C_LIBRARY) build/core/smtpcodes.pc
	install -d $(DESTDIR)$(LIBDIR) $(DESTDIR)$(PKGCONFIGDIR) $(DESTDIR)$(INCLUDEDIR) $(DESTDIR)$(MAN_DIR)/man3
	install -m 644 smtpcodes.h $(DESTDIR)$(INCLUDEDIR)
	install -m 644 build/core/libsmtpcodes.a $(DESTDIR)$(LIBDIR)
	install -m 755 build/core/$(SHARED) $(DESTDIR)$(LIBDIR)
	ln -sf $(SHARED) $(DESTDIR)$(LIBDIR)/$(SHARED_LINK)
	install -m 644 build/core/smtpcodes.pc $(DESTDIR)$(PKGCONFIGDIR)
	install -m 644 docs/smtpcodes.3 $(DESTDIR)$(MAN_DIR)/man3

install-lua: $(LUA_MODULE)
	install -d $(DESTDIR)$(LUA_LIBDIR) $(DESTDIR)$(MAN_DIR)/man3
	install -m 755 $(LUA_MODULE) $(DESTDIR)$(LUA_LIBDIR)
	install -m 644 docs/smtpcodes.3lua $(DESTDIR)$(MAN_DIR)/man3

install-tool: $(TOOL_MODULE)
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LUA_DIR)/smtpcodes $(DESTDIR)$(LUA_LIBDIR)/smtpcodes
	install -m 755 $(TOOL_MODULE) $(DESTDIR)$(LUA_LIBDIR)/smtpcodes
	sed '1s|.*|#!$(SHEBANG)|' bin/smtpcodes > $(DESTDIR)$(BINDIR)/smtpcodes
	chmod 755 $(DESTDIR)$(BINDIR)/smtpcodes
	install -m 644 $(TOOL_PARTS:%=tool/smtpcodes/%) $(DESTDIR)$(LUA_DIR)/smtpcodes
	install -d $(DESTDIR)$(MAN_DIR)/man1 $(DESTDIR)$(MAN_DIR)/man7
	install -m 644 docs/smtpcodes.1 $(DESTDIR)$(MAN_DIR)/man1
	install -m 644 docs/smtpcodes.7 $(DESTDIR)$(MAN_DIR)/man7
	install -d $(DESTDIR)$(BASH_DIR) $(DESTDIR)$(ZSH_DIR) $(DESTDIR)$(FISH_DIR)
	install -m 644 completion/smtpcodes.bash $(DESTDIR)$(BASH_DIR)/smtpcodes
	install -m 644 completion/_smtpcodes $(DESTDIR)$(ZSH_DIR)/_smtpcodes
	install -m 644 completion/smtpcodes.fish $(DESTDIR)$(FISH_DIR)/smtpcodes.fish

# With the variables of the install. What others put beside it stays.
INSTALLED = $(INCLUDEDIR)/smtpcodes.h $(LIBDIR)/libsmtpcodes.a $(LIBDIR)/$(SHARED) $(LIBDIR)/$(SHARED_LINK) \
  $(PKGCONFIGDIR)/smtpcodes.pc $(foreach s,1 3 7,$(MAN_DIR)/man$(s)/smtpcodes.$(s)) $(MAN_DIR)/man3/smtpcodes.3lua \
  $(LUA_LIBDIR)/smtpcodes.so $(LUA_LIBDIR)/smtpcodes/logscan.so $(TOOL_PARTS:%=$(LUA_DIR)/smtpcodes/%) \
  $(BINDIR)/smtpcodes $(BASH_DIR)/smtpcodes $(ZSH_DIR)/_smtpcodes $(FISH_DIR)/smtpcodes.fish

uninstall:
	rm -f $(INSTALLED:%=$(DESTDIR)%)
	for d in $(LUA_DIR) $(LUA_LIBDIR); do rmdir $(DESTDIR)$$d/smtpcodes 2> /dev/null || true; done

.PHONY: FORCE lib dist check-dist install-c install-lua install-tool

# ---- reliability: docs/reliability.md ---------------------------------------

test-faults:
	@tools/need.sh test
	@tools/test_faults.sh

test-checks:
	@tools/need.sh test
	@tools/test_checks.sh

coverage:
	@tools/need.sh test
	@$(MAKE) -s all
	@tools/coverage.sh

# A million made-up replies by parser and grammar; the specs take 3,000.
oracle: build/5.4/smtpcodes.so
	@LUA_CPATH="./build/5.4/?.so;;" ORACLE_REPLIES=1000000 lua5.4 tools/specs.lua spec/oracle_spec.lua

test-cpu:
	@tools/need.sh test cpu
	@tools/test_cpu.sh

# The tests in C on two of them, big-endian and 32 bits; not all inputs.
test-emulated:
	@tools/need.sh emulated
	@CPUS="s390x armhf" CPU_INPUTS=quick CPU_LUA=no tools/test_cpu.sh

test-windows:
	@tools/need.sh windows
	@tools/test_windows.sh

test-flags:
	@tools/need.sh lint page
	@tools/test_flags.sh

# A sample; MUTANTS= tries every place.
MUTANTS = -n 100
mutate: build/5.4/smtpcodes.so build/5.4/smtpcodes/logscan.so
	@tools/need.sh test mutate
	@lua5.4 tools/mutate.lua $(MUTANTS)

.PHONY: test-faults test-checks coverage oracle test-cpu test-emulated test-windows test-flags mutate

clean:
	rm -rf build dist *.o *.so *.rock

.PHONY: all no-headers completion demo docs picture test test-lua55 test-c test-asan test-threads test-hosts test-page fuzz fuzz-afl analyze verify test-valgrind check-reproducible gen check-gen check-symbols check-warnings check-man check-docs lint bench bench-nginx score install uninstall clean
