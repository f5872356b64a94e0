#!/bin/sh
# step.sh TITLE COMMAND…: runs one step of `make test` under a heading and says how long it took.
set -u
title=$1
shift
printf '\n=== %s\n' "$title"
began=$(date +%s)
"$@"
code=$?
took=$(($(date +%s) - began))
if [ "$code" -ne 0 ]; then
  printf '=== %s: FAILED after %d s (exit code %d)\n' "$title" "$took" "$code" >&2
  exit "$code"
fi
printf '=== %s: %d s\n' "$title" "$took"
