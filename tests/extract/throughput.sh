#!/usr/bin/env bash
# Tokens read a second of CPU time, Apertium's programs included: text to facts on one thread, the start included.
#   tests/extract/throughput.sh [RUNS] [ARTICLES...]
# `trama extract --profile` says where one run's time goes.
set -euo pipefail
cd "$(dirname "$0")/../.."
trama=${TRAMA_BIN:-build/bin}/trama
runs=${1:-5}
shift || true
[ $# -gt 0 ] || set -- tests/extract/gold/articles
for ((run = 0; run < runs; ++run)); do
  "$trama" extract --jobs 1 --profile "$@" 2>&1 >/dev/null | grep -F ' a second of CPU;' | tr -d ,
done | sort -n -k3 | awk '
  { tokens = $1; rate[NR] = $3 }
  END { print tokens " tokens at " rate[int((NR + 1) / 2)] " a second of CPU (median of " NR ", " rate[1] " to " rate[NR] ")" }'
