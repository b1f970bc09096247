#!/usr/bin/env bash
# The figures in README for a node of N relationships (default 1,000,000) and for a text of 10 MB: imported, asked, written,
# read and deleted, each with its time and peak memory.
set -euo pipefail
cd "$(dirname "$0")/.."
trama=$(realpath "${TRAMA:-build/bin/trama}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 - "${1:-1000000}" > "$folder/hub.jsonl" <<'PY'
import json, sys
count = int(sys.argv[1])
print(json.dumps({"id": "hub", "label": "Hub"}))
for i in range(count):
    print(f'{{"id":"{i}","label":"Leaf"}}')
for i in range(count):
    print(f'{{"type":"R","src":"hub","dst":"{i}","props":{{"w":{i % 10}}}}}')
PY
export TRAMA_DB=$folder/db
measured() {
  local what=$1
  shift
  python3 - "$what" "$@" <<'PY'
import resource, subprocess, sys, time
begin = time.time()
subprocess.run(sys.argv[2:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(f"{sys.argv[1]}: {time.time() - begin:.2f} s, peak {peak / 1024:.0f} MB")
PY
}
measured "import" "$trama" import "$folder/hub.jsonl"
measured "count(*), sum(r.w)" "$trama" query 'MATCH (:Hub)-[r:R]->() RETURN count(*), sum(r.w)'
measured "a text of 10 MB written" "$trama" query \
  "CREATE (:Note {text: reduce(text = 'xxxxxxxxxx', i IN range(1, 20) | text + text)})"
measured "and read" "$trama" query 'MATCH (n:Note) RETURN size(n.text)'
measured "DETACH DELETE" "$trama" query --memory-limit 0 'MATCH (h:Hub) DETACH DELETE h'
