#!/usr/bin/env bash
# Sets the machine up, builds, and runs every test.
#   tests/run.sh              the everyday build and its tests
#   tests/run.sh --sanitize   the same, and again under AddressSanitizer and UndefinedBehaviorSanitizer
#   tests/run.sh --threads    only the tests of what threads share, under ThreadSanitizer
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/setup.sh
install_missing libbenchmark-dev tmux libxml2-utils raptor2-utils python3 python3-networkx python3-rdflib chromium chromium-driver less procps zsh fish man-db mandoc

build() { # folder, cmake options...
  local folder=$1
  shift
  cmake -S . -B "$folder" -G Ninja -DTRAMA_TESTS=ON "$@" >/dev/null
  cmake --build "$folder"
}

if [ "${1:-}" = --threads ]; then
  cmake -S . -B build-tsan -G Ninja -DTRAMA_TSAN=ON -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" >/dev/null
  cmake --build build-tsan --target test_article_pipeline test_storage
  # Debian's RocksDB is not instrumented: what happens inside it is not looked at.
  export TSAN_OPTIONS="ignore_noninstrumented_modules=1 halt_on_error=1"
  build-tsan/bin/test_article_pipeline
  exec build-tsan/bin/test_storage "*threads*"
fi

if [ "${1:-}" = --sanitize ]; then
  build build-sanitize -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" -DTRAMA_SANITIZE=ON
  # The sanitizer's stack frames are several times larger; threads take their stack's size from this.
  (ulimit -s 65536 && ctest --test-dir build-sanitize --output-on-failure --repeat until-pass:2)
fi
build build
# What kills, times out or types at a terminal can lose a race with a busy machine: a second try, which the log shows.
ctest --test-dir build --output-on-failure --repeat until-pass:2
