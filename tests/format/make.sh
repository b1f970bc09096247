#!/usr/bin/env bash
# Made the databases in this folder: tests/format/make.sh. A format, once a database of it stands here, stays readable;
# for a new format number add a file, never replace one. TRAMA is the program (build/bin/trama).
set -euo pipefail
cd "$(dirname "$0")"
trama=${TRAMA:-$PWD/../../build/bin/trama}
number=$(sed -n 's/.*kFormatVersion = \([0-9]*\);/\1/p' ../../storage/keys.h)
archive=$PWD/format-$number.tar.gz
[ ! -e "$archive" ] || { echo "$archive is there already, and stays" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export TRAMA_DB=format.db
mkdir articles
for article in asml deepseek-borsa stargate; do cp "$OLDPWD/../../examples/articles/$article.txt" articles; done
"$trama" ingest -q articles
"$trama" rename Nvidia 'NVIDIA Corporation'
"$trama" query 'CREATE INDEX FOR (c:Company) ON (c.name)'
"$trama" query "MATCH (c:Company) SET c.watched = true CREATE (:Note {text: 'perché ' + c.name, at: date('2026-11-22'), size: 1.5, tags: ['a', 'b']})-[:ABOUT {since: 2026}]->(c)"
"$trama" compact
# What comes after the snapshot file is in tails and in the log of changes.
"$trama" query "MATCH (n:Note) WITH n LIMIT 1 CREATE (n)-[:ABOUT]->(:Note {text: 'later'}) SET n.size = 2"
"$trama" check
tar --create --gzip --owner=0 --group=0 --file "$archive" format.db
