# bare.sh: a bare Debian 12 of one's own, for scripts that include this file.
#
# enter_bare copies a minimal system (debootstrap; kept for the next time under
# ${TMPDIR:-/tmp}) with git and make and nothing else to $root, which goes when
# the script ends; in_bare COMMAND ... runs something there. Must be root.

base=${TMPDIR:-/tmp}/smtpcodes-bookworm-base
root=$(mktemp -d "${TMPDIR:-/tmp}/smtpcodes-bare.XXXXXX")

leave_bare() {
  for mounted in dev/pts dev proc; do
    umount "$root/$mounted" 2> /dev/null || true
  done
  if grep -q " $root/" /proc/mounts; then
    echo "$root is still in use" >&2
  else
    rm -rf "$root"
  fi
}
trap leave_bare EXIT
trap 'exit 130' INT TERM

# Where this machine gets its own packages from.
mirror() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
    awk '$2 == "bookworm" && $1 ~ /debian\/$/ { print $1; exit }'
}

make_base() {
  debootstrap --variant=minbase --include=git,make,ca-certificates \
    bookworm "$base.new" "$(mirror)" > "$root.log" 2>&1 || {
    tail -20 "$root.log" >&2
    exit 1
  }
  cp -r /etc/apt/apt.conf.d/. "$base.new/etc/apt/apt.conf.d/"
  rm -f "$root.log" "$base.new"/etc/apt/apt.conf.d/*packagekit* \
    "$base.new"/etc/apt/apt.conf.d/*appstream*
  mv "$base.new" "$base"
}

enter_bare() {
  [ -d "$base" ] || make_base
  cp -a "$base/." "$root/"
  cp /etc/resolv.conf "$root/etc/resolv.conf" 2> /dev/null || true
  mount -t proc proc "$root/proc"
  mount --bind /dev "$root/dev"
  mount --bind /dev/pts "$root/dev/pts" # a terminal, for the tool's specs
}

in_bare() {
  chroot "$root" /usr/bin/env -i HOME=/root TERM=dumb \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@" < /dev/null
}
