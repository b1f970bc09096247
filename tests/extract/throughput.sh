#!/usr/bin/env bash
# Tokens read a second of CPU time, Apertium's programs included: text to facts on one thread, the start included.
#   tests/extract/throughput.sh [RUNS] [ARTICLES...]
set -euo pipefail
cd "$(dirname "$0")/../.."
bin=${TRAMA_BIN:-build/bin}
runs=${1:-5}
shift || true
[ $# -gt 0 ] || set -- tests/extract/gold/articles
tokens=$("$bin/tokens" "$@" | grep -cP '^  [^\t]*\t[WNPX]')
python3 - "$bin/trama" "$runs" "$tokens" "$@" <<'PY'
import resource, statistics, subprocess, sys
trama, runs, tokens, *articles = sys.argv[1:]
def cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
seconds = []
for _ in range(int(runs)):
    before = cpu()
    subprocess.run([trama, "extract", "--jobs", "1", *articles], stdout=subprocess.DEVNULL, check=True)
    seconds.append(cpu() - before)
median = statistics.median(seconds)
print(f"{tokens} tokens in {median:.2f} s of CPU (median of {runs}, {min(seconds):.2f} to {max(seconds):.2f}): "
      f"{int(tokens) / median:,.0f} tokens a second")
PY
