#!/usr/bin/env bash
# Makes the pictures that README shows, from the example articles.
set -euo pipefail
cd "$(dirname "$0")/.."
trama=${TRAMA:-build/bin/trama}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$trama" ingest --db "$folder/db" --quiet examples/articles
"$trama" export --db "$folder/db" --focus DeepSeek --depth 2 --limit 40 --title 'DeepSeek in ten articles' \
  -o examples/deepseek.svg
"$trama" export --db "$folder/db" --focus DeepSeek --depth 2 --limit 40 --title 'DeepSeek in ten articles' \
  --format html -o "$folder/page.html"

# The shell and the page as people see them, where the tools are there.
if command -v chromium >/dev/null; then
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1400,900 \
    --screenshot=examples/page.png "file://$folder/page.html" >/dev/null 2>&1
fi
echo "made: $(ls examples/*.svg examples/*.png 2>/dev/null | tr '\n' ' ')"
