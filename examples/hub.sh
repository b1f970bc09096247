#!/usr/bin/env bash
# The figures in README for a node of N relationships (default 1,000,000) and for a text of 10 MB: imported, asked, written,
# read, changed and deleted, each with its time, how much of it on the processor, and peak memory.
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
    print(f'{{"id":"{i}","label":"Leaf","props":{{"i":{i}}}}}')
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
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{sys.argv[1]}: {time.time() - begin:.2f} s, {used.ru_utime + used.ru_stime:.2f} s of CPU, "
      f"peak {used.ru_maxrss / 1024:.0f} MB")
PY
}
measured "import" "$trama" import "$folder/hub.jsonl"
measured "count(*), sum(r.w)" "$trama" query 'MATCH (:Hub)-[r:R]->() RETURN count(*), sum(r.w)'
measured "a text of 10 MB written" "$trama" query \
  "CREATE (:Note {text: reduce(text = 'xxxxxxxxxx', i IN range(1, 20) | text + text)})"
measured "and read" "$trama" query 'MATCH (n:Note) RETURN size(n.text)'
measured "20,000 relationships more" "$trama" query \
  'MATCH (h:Hub) MATCH (n:Leaf) WHERE n.i < 20000 CREATE (h)-[:R {w: 1}]->(n)'
measured "20,000 neighbours deleted" "$trama" query 'MATCH (n:Leaf) WHERE n.i < 20000 DETACH DELETE n'
measured "DETACH DELETE" "$trama" query --memory-limit 0 'MATCH (h:Hub) DETACH DELETE h'
