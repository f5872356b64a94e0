#!/bin/sh
# Installs what is missing on a Debian machine: `install.sh run` for `make run`, `install.sh test`
# for `make test`. It prints what it installs; without the right to install it prints the one line
# to run and stops.
set -eu

purpose=${1:-run}
missing=

need() { # need PACKAGE: it is not there
  missing="$missing $1"
}

has() { command -v "$1" >/dev/null 2>&1; }

stop() {
  echo "$*" >&2
  exit 1
}

has go || stop "Go is not installed: Dari needs the version that go.mod names, from https://go.dev/dl/."
has node && has npm || stop "Node.js with npm is not installed: Dari needs version 20 or later (Debian: apt-get install nodejs npm)."
node_major=$(node -p 'process.versions.node.split(".")[0]')
[ "$node_major" -ge 20 ] || stop "Node.js is version $node_major: Dari needs version 20 or later."

# The server's programs are not on the PATH of Debian.
set -- /usr/lib/postgresql/*/bin/postgres
[ -x "$1" ] || has postgres || need postgresql
has redis-server || need redis-server
if [ "$purpose" = test ]; then
  has chromium || need chromium
  has firefox-esr || need firefox-esr
  set -- /usr/share/fonts/opentype/noto/NotoSansCJK-*
  [ -e "$1" ] || need fonts-noto-cjk
  # IMAP is tested against a real server.
  [ -x /usr/sbin/dovecot ] || need dovecot-imapd
  # The race detector is linked by a C compiler.
  has gcc || need gcc
  [ -e /usr/include/stdlib.h ] || need libc6-dev
fi
as=
may=yes
if ! has apt-get; then
  may=
elif [ "$(id -u)" -ne 0 ]; then
  if has sudo && sudo -n true 2>/dev/null; then as="sudo -n"; else may=; fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

put_in() { # put_in PACKAGE…: install them, or leave why not in $log
  echo "Installing Debian packages: $*"
  # shellcheck disable=SC2086 # sudo or nothing
  { $as apt-get update && $as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-remove --no-install-recommends "$@"; } >"$log" 2>&1
}

missing=${missing# }
if [ -n "$missing" ]; then
  line="apt-get update && apt-get install -y --no-install-recommends $missing"
  if ! has apt-get; then
    stop "Not installed: $missing (names of Debian packages). Install them the way of this system and run make again."
  fi
  if [ -z "$may" ]; then
    stop "Not installed: $missing. Run this line as root, then make again:
  $line"
  fi
  # shellcheck disable=SC2086 # a list of packages
  if ! put_in $missing; then
    tail -n 20 "$log" >&2
    stop "The packages could not be installed. The line to run by hand:
  $line"
  fi
  echo "Installed: $missing"
fi

# The browser tests need half the processor in it. Where it is not to be had they run in the whole Chromium.
if [ "$purpose" = test ] && [ -n "$may" ] && ! has chromium-headless-shell; then
  if put_in chromium-headless-shell; then
    echo "Installed: chromium-headless-shell"
  else
    echo "Not to be had: chromium-headless-shell. The browser tests run in chromium, and take longer."
  fi
fi
