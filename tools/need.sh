#!/bin/sh
# need.sh GROUP...: installs what a command needs, if it is missing.
#
# On Debian and Ubuntu by apt-get, as root or with sudo, asking nobody
# anything; elsewhere it names the packages and stops.
set -eu

# What a group needs: programs and files that show it is there, and packages.
# What conflicts with another package is not installed but unpacked, under
# build: unpack:PACKAGE.
# GROUP  PROGRAM, FILE OR HEADER  DEBIAN-PACKAGE
needs() {
  cat <<'END'
build cc gcc
build stdio.h libc6-dev
demo cc gcc
demo stdio.h libc6-dev
demo lua5.4 lua5.4
demo /usr/include/lua5.4/lua.h liblua5.4-dev
demo /usr/share/lua/5.4/argparse.lua lua-argparse
demo /usr/share/lua/5.4/dkjson.lua lua-dkjson
demo /usr/share/lua/5.4/term/init.lua lua-term
test cc gcc
test stdio.h libc6-dev
test lua5.1 lua5.1
test lua5.2 lua5.2
test lua5.3 lua5.3
test lua5.4 lua5.4
test luajit luajit2
test /usr/include/lua5.1/lua.h liblua5.1-0-dev
test /usr/include/lua5.2/lua.h liblua5.2-dev
test /usr/include/lua5.3/lua.h liblua5.3-dev
test /usr/include/lua5.4/lua.h liblua5.4-dev
test busted lua-busted
test xz xz-utils
test zstd zstd
test /usr/share/lua/5.4/argparse.lua lua-argparse
test /usr/lib/*/lua/5.4/lpeg.so lua-lpeg
test /usr/share/lua/5.4/dkjson.lua lua-dkjson
test /usr/share/lua/5.4/term/init.lua lua-term
lint luacheck lua-check
lint gcc gcc
lint clang clang
lint clang-format clang-format
lint g++ g++
lint /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.asan*.a libclang-rt-14-dev
hosts /usr/sbin/postfix postfix
hosts rspamd rspamd
hosts redis-server redis-server
hosts miltertest miltertest
hosts opendkim opendkim
hosts dovecot dovecot-core
hosts /usr/lib/dovecot/lmtp dovecot-lmtpd
hosts /usr/lib/dovecot/modules/auth/libauthdb_lua.so dovecot-auth-lua
hosts haproxy haproxy
hosts build/opensmtpd/usr/sbin/smtpd unpack:opensmtpd
hosts /usr/lib/*/libevent-2.1.so.7 libevent-2.1-7
hosts /usr/lib/*/libdb-5.3.so libdb5.3
hosts build/exim4-daemon-light/usr/sbin/exim4 unpack:exim4-daemon-light
hosts build/sendmail-bin/usr/libexec/sendmail/sendmail unpack:sendmail-bin
hosts build/sendmail-cf/usr/share/sendmail/cf/m4/cf.m4 unpack:sendmail-cf
hosts m4 m4
hosts /usr/lib/*/libwrap.so.0 libwrap0
hosts /usr/lib/*/libldap-2.5.so.0 libldap-2.5-0
hosts /usr/lib/*/libsasl2.so.2 libsasl2-2
hosts /usr/lib/*/libidn.so.12 libidn12
hosts /usr/lib/*/libgnutls-dane.so.0 libgnutls-dane0
hosts /usr/lib/*/libnsl.so.2 libnsl2
hosts nginx nginx-light
hosts /usr/lib/nginx/modules/ngx_http_lua_module.so libnginx-mod-http-lua
hosts /usr/lib/nginx/modules/ngx_mail_module.so libnginx-mod-mail
hosts /usr/lib/*/lua/5.1/cjson.so lua-cjson
hosts /usr/share/lua/5.4/socket.lua lua-socket
afl afl-fuzz afl++
verify frama-c frama-c-base
verify gcc gcc
verify why3 why3
verify cvc4 cvc4
analyze clang-tidy clang-tidy
analyze cppcheck cppcheck
analyze scan-build clang-tools
analyze valgrind valgrind
analyze readelf binutils
outputs chromium chromium
outputs /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf fonts-dejavu-core
outputs parallel parallel
outputs /usr/sbin/postmap postfix
outputs /usr/lib/postfix/postfix-pcre.so postfix-pcre
outputs rg ripgrep
outputs /usr/lib/python3/dist-packages/prometheus_client python3-prometheus-client
bench wrk wrk
page clang clang
page wasm-ld lld
page chromium chromium
page chromedriver chromium-driver
page /usr/share/lua/5.4/socket.lua lua-socket
man mandoc mandoc
docs codespell codespell
mutate tcc tcc
mutate ld binutils
cpu qemu-s390x qemu-user
cpu s390x-linux-gnu-gcc gcc-s390x-linux-gnu
cpu /usr/s390x-linux-gnu/include/stdio.h libc6-dev-s390x-cross
cpu aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
cpu /usr/aarch64-linux-gnu/include/stdio.h libc6-dev-arm64-cross
cpu arm-linux-gnueabihf-gcc gcc-arm-linux-gnueabihf
cpu /usr/arm-linux-gnueabihf/include/stdio.h libc6-dev-armhf-cross
cpu riscv64-linux-gnu-gcc gcc-riscv64-linux-gnu
cpu /usr/riscv64-linux-gnu/include/stdio.h libc6-dev-riscv64-cross
cpu i686-linux-gnu-gcc gcc-i686-linux-gnu
cpu /usr/i686-linux-gnu/include/stdio.h libc6-dev-i386-cross
cpu musl-gcc musl-tools
emulated qemu-s390x qemu-user
emulated s390x-linux-gnu-gcc gcc-s390x-linux-gnu
emulated /usr/s390x-linux-gnu/include/stdio.h libc6-dev-s390x-cross
emulated arm-linux-gnueabihf-gcc gcc-arm-linux-gnueabihf
emulated /usr/arm-linux-gnueabihf/include/stdio.h libc6-dev-armhf-cross
windows x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64-win32
windows wine wine
windows /usr/lib/wine/wine64 wine64
install pkg-config pkgconf
install readelf binutils
rocks luarocks luarocks
rocks unzip unzip
rocks git git
fresh debootstrap debootstrap
recipes musl-gcc musl-tools
recipes ruby ruby
recipes readelf binutils
recipes lua5.4 lua5.4
recipes /usr/include/lua5.1/lua.h liblua5.1-0-dev
recipes /usr/include/lua5.2/lua.h liblua5.2-dev
recipes /usr/include/lua5.3/lua.h liblua5.3-dev
recipes /usr/include/lua5.4/lua.h liblua5.4-dev
deb /usr/share/doc/build-essential build-essential
deb dpkg-buildpackage dpkg-dev
deb dh debhelper
deb fakeroot fakeroot
deb lintian lintian
deb pkg-config pkgconf
deb lua5.1 lua5.1
deb lua5.2 lua5.2
deb lua5.3 lua5.3
deb lua5.4 lua5.4
deb /usr/include/lua5.1/lua.h liblua5.1-0-dev
deb /usr/include/lua5.2/lua.h liblua5.2-dev
deb /usr/include/lua5.3/lua.h liblua5.3-dev
deb /usr/include/lua5.4/lua.h liblua5.4-dev
END
}

present() {
  case $1 in
    /*) ls $1 > /dev/null 2>&1 ;;
    *.h) echo "#include <$1>" | cc -E - > /dev/null 2>&1 ;;
    *) command -v "$1" > /dev/null 2>&1 ;;
  esac
}

missing() {
  for group in "$@"; do
    needs | while read -r name sign package; do
      [ "$name" = "$group" ] || continue
      present "$sign" || echo "$package"
    done
  done | sort -u
}

elsewhere() {
  cat >&2 <<END
need.sh: this is no Debian or Ubuntu; please install these and try again.
  A C compiler, make, Lua 5.4 with its headers, argparse and dkjson; for the
  specs Lua 5.1 to 5.3, LuaJIT and busted too:
  Alpine   apk add build-base lua5.4 lua5.4-dev lua5.4-argparse lua5.4-dkjson lua5.1-dev lua5.2-dev lua5.3-dev luajit lua-busted
  Fedora   dnf install gcc make lua lua-devel lua-argparse lua-dkjson luajit luarocks
  Arch     pacman -S base-devel lua lua51 lua52 lua53 luajit lua-argparse lua-dkjson busted
  macOS    brew install lua luajit luarocks; luarocks install argparse dkjson busted
  FreeBSD  pkg install gmake gcc lua51 lua52 lua53 lua54 luajit lua54-luarocks
Where Lua has another name: make demo LUA=lua LUA_INCDIR=/path/to/its/headers
END
  exit 69
}

wanted=$(missing "$@" | tr '\n' ' ')
[ -n "$wanted" ] || exit 0
command -v apt-get > /dev/null 2>&1 || elsewhere
if [ "$(id -u)" = 0 ]; then
  as_root=
elif command -v sudo > /dev/null 2>&1; then
  as_root="sudo -n"
else
  echo "need.sh: cannot install without root or sudo: $wanted" >&2
  exit 77
fi
packages=$(echo "$wanted" | tr ' ' '\n' | grep -v '^unpack:' | tr '\n' ' ')
unpacked=$(echo "$wanted" | tr ' ' '\n' | sed -n 's/^unpack://p')
echo "installing $wanted" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# A Postfix that is installed for the specs listens nowhere by itself.
preseed() {
  case " $packages" in
    *" postfix "*)
      echo "postfix postfix/main_mailer_type select No configuration" |
        $as_root debconf-set-selections ;;
  esac
}
install() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
    -o DPkg::Lock::Timeout=300 install --no-install-recommends $packages
}
unpack() {
  for package in $unpacked; do
    (rm -rf "build/$package" && mkdir -p "build/$package" && cd "build/$package" &&
      apt-get -qq download "$package" && dpkg -x "$package"_*.deb . && rm "$package"_*.deb) || return 1
  done
}
update() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y update
}
preseed
if ! { install && unpack; } > "$log" 2>&1 && ! { update && install && unpack; } > "$log" 2>&1; then
  cat "$log" >&2
  echo "need.sh: apt-get could not install $wanted" >&2
  exit 69
fi
