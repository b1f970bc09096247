#!/usr/bin/env bash
# From a bare Debian 12 machine to answers: installs what is missing, builds, reads the example articles, asks, draws.
# The database and the pictures go to ./quickstart (or the folder given).
set -euo pipefail
out=$(realpath -m "${1:-quickstart}")
cd "$(dirname "$0")/.."
. tests/setup.sh
cmake -S . -B build -G Ninja >/dev/null
cmake --build build --target trama
trama=$PWD/build/bin/trama
mkdir -p "$out"
export TRAMA_DB=$out/trama.db

say() { printf '\n$ %s\n' "$*"; }
say trama ingest examples/articles
"$trama" ingest examples/articles

question='MATCH (p:Person)-[r:LEADS]->(c:Company) RETURN p.name AS person, r.role AS role, c.name AS company ORDER BY person'
say "trama query '$question'"
"$trama" query --format table "$question"

say trama show DeepSeek
"$trama" show DeepSeek

say trama export --focus DeepSeek --depth 2 --limit 40
"$trama" export --focus DeepSeek --depth 2 --limit 40 -o "$out/deepseek.svg"
"$trama" export --focus DeepSeek --depth 2 --limit 40 -o "$out/deepseek.dot"
"$trama" export --focus DeepSeek --depth 2 --limit 40 -o "$out/deepseek.html"
printf '\nIn %s: the database, deepseek.svg, deepseek.dot and deepseek.html (open it in a browser).\n' "$out"
printf 'Go on with: %s --db %s\n' "$trama" "$TRAMA_DB"
