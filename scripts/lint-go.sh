#!/bin/sh
# Formatting and linters of the Go code. The tools are pinned in internal/tools/go.mod and built
# once into .cache/bin (docs/adr/0004-linters.md).
set -eu
cd "$(dirname "$0")/.."
bin=.cache/bin

files=$(find . \( -name node_modules -o -name .cache -o -name .git -o -name .dari \) -prune -o -name '*.go' -print)
# shellcheck disable=SC2086 # one word for each file
unformatted=$("$bin/gofumpt" -l $files)
if [ -n "$unformatted" ]; then
  echo "Not formatted (make fmt puts it right):" >&2
  echo "$unformatted" >&2
  exit 1
fi
go vet ./...
"$bin/staticcheck" ./...
"$bin/errcheck" -ignoretests -exclude scripts/errcheck.txt ./...
