#!/usr/bin/env bash
# The figures in README: the example articles, copied N times (default 50) with a line of their own each, ingested into a
# fresh database. Prints articles and words a second, and the peak memory of the program (its Apertium children apart).
set -euo pipefail
cd "$(dirname "$0")/.."
trama=${TRAMA:-build/bin/trama}
copies=${1:-50}
jobs=${2:-$(nproc)}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 - "$copies" > "$folder/articles.jsonl" <<'PY'
import glob, json, sys
for copy in range(int(sys.argv[1])):
    for path in sorted(glob.glob("examples/articles/*.txt")):
        text = open(path).read()
        header, body = text.split("\n\n", 1)
        fields = dict(line.split(": ", 1) for line in header.splitlines())
        print(json.dumps({"id": f"{path}#{copy}", "text": f"{body}\n\nEdizione {copy}.\n", **fields}))
PY
python3 - "$trama" "$folder" "$jobs" <<'PY'
import json, os, resource, subprocess, sys, time
trama, folder, jobs = sys.argv[1:]
articles = [json.loads(line) for line in open(f"{folder}/articles.jsonl")]
words = sum(len(article["text"].split()) for article in articles)
begin = time.time()
process = subprocess.Popen([trama, "ingest", "--db", f"{folder}/db", "--jobs", jobs, f"{folder}/articles.jsonl"])
peak = 0
while process.poll() is None:
    try:
        for line in open(f"/proc/{process.pid}/status"):
            if line.startswith("VmHWM:"):
                peak = max(peak, int(line.split()[1]))
    except OSError:
        pass
    time.sleep(0.05)
seconds = time.time() - begin
size = sum(os.path.getsize(os.path.join(root, name)) for root, _, names in os.walk(f"{folder}/db") for name in names)
print(f"{len(articles)} articles, {words} words, {jobs} jobs, {os.cpu_count()} cores: {seconds:.1f} s, "
      f"{len(articles) / seconds:.0f} articles/s, {words / seconds:.0f} words/s, peak {peak / 1024:.0f} MB, "
      f"database {size / 1e6:.1f} MB")
PY
