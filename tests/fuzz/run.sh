#!/usr/bin/env bash
# Searches for faults with libFuzzer under ASan and UBSan: tests/fuzz/run.sh SECONDS [TARGET...] (default: all targets)
# What it finds is left in build-fuzz/findings; mend it and keep the input under seeds/.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:?usage: tests/fuzz/run.sh SECONDS [TARGET...]}
shift
# Clang wants initialisers for three const members in a header of ANTLR's runtime: it is shown a copy that has them.
mkdir -p build-fuzz/findings
vocabulary=/usr/include/antlr4-runtime/Vocabulary.h
sed 's/ const \(_[a-z]*Names\);/ const \1{};/' "$vocabulary" >build-fuzz/Vocabulary.h
cat >build-fuzz/overlay.yaml <<YAML
{version: 0, roots: [{name: $vocabulary, type: file, external-contents: $PWD/build-fuzz/Vocabulary.h}]}
YAML
CXX=clang++ cmake -S . -B build-fuzz -G Ninja -DTRAMA_FUZZ=ON -DTRAMA_SANITIZE=ON -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1 -ivfsoverlay $PWD/build-fuzz/overlay.yaml" >/dev/null
[ $# -gt 0 ] || set -- $(sed -n 's/^trama_fuzz(\([a-z_]*\).*/\1/p' tests/fuzz/CMakeLists.txt)
for target in "$@"; do
  cmake --build build-fuzz --target "fuzz_$target"
  mkdir -p "build-fuzz/corpus/$target"
  build-fuzz/bin/fuzz_"$target" -max_total_time="$seconds" -max_len=8192 -timeout=20 -rss_limit_mb=3000 -print_final_stats=1 \
    -artifact_prefix="build-fuzz/findings/$target-" "build-fuzz/corpus/$target" "tests/fuzz/seeds/$target"
done
