#!/usr/bin/env bash
# Makes the pictures that README shows, from the example articles.
set -euo pipefail
cd "$(dirname "$0")/.."
trama=${TRAMA:-build/bin/trama}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$trama" ingest --db "$folder/db" --quiet examples/articles
facts='MATCH (a:Entity)-[r]->(b:Entity) RETURN a, r, b'
"$trama" export --db "$folder/db" --title 'Ten articles of early 2025' -o examples/facts.svg "$facts"
"$trama" export --db "$folder/db" --title 'Ten articles of early 2025' --format html -o "$folder/page.html" "$facts"

# The shell as people see it, where tmux is there.
if command -v tmux >/dev/null; then
  examples/shell_picture.py "$trama" "$folder/db" examples/shell.svg
fi

# The page as people see it, where Chromium is there.
if command -v chromium >/dev/null; then
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1400,900 \
    --screenshot=examples/page.png "file://$folder/page.html" >/dev/null 2>&1
fi
echo "made: $(ls examples/*.svg examples/*.png 2>/dev/null | tr '\n' ' ')"
