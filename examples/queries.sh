#!/usr/bin/env bash
# Runs every script in examples/queries over the example articles and compares with the checked output beside it.
#   examples/queries.sh             compare
#   examples/queries.sh --approve   write what came out as the new checked output, to be looked at in the diff
set -euo pipefail
cd "$(dirname "$0")/.."
trama=${TRAMA:-build/bin/trama}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$trama" ingest --db "$folder/db" --quiet examples/articles

status=0
for script in examples/queries/*.cypher; do
  expected=${script%.cypher}.jsonl
  "$trama" query --db "$folder/db" --format jsonl -f "$script" > "$folder/out.jsonl"
  if [ "${1:-}" = --approve ]; then
    cp "$folder/out.jsonl" "$expected"
  elif ! diff -u "$expected" "$folder/out.jsonl"; then
    echo "$script: not what $expected holds" >&2
    status=1
  fi
done
"$trama" export --db "$folder/db" --format dot --focus DeepSeek --title 'DeepSeek in ten articles' > "$folder/deepseek.dot"
if [ "${1:-}" = --approve ]; then
  cp "$folder/deepseek.dot" examples/deepseek.dot
elif ! diff -u examples/deepseek.dot "$folder/deepseek.dot"; then
  echo "the picture is not what examples/deepseek.dot holds" >&2
  status=1
fi
[ $status -eq 0 ] || echo "where extraction or the language has changed on purpose: examples/queries.sh --approve" >&2
exit $status
