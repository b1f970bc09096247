// Folders with a small database, for tests of commands.
#pragma once

#include "tests/cli/program.h"

namespace trama::cli::test {

constexpr const char* kCreate =
    "CREATE (a:Company {name: 'Alba'})-[:OWNS {share: 60}]->(b:Company {name: 'Borea'}),"
    " (c:Person {name: 'Carla Dì'})-[:LEADS]->(a)";

struct SmallGraph : Folder {
  SmallGraph() { REQUIRE(trama({"query", kCreate}).status == 0); }
};

// With entities that extraction found.
struct ReadFolder : Folder {
  ReadFolder() {
    write("a.txt", "title: A\ndate: 2025-01-02\nlanguage: en\n\nMicrosoft acquired Nuance in 2022.\n");
    REQUIRE(trama({"ingest", "a.txt"}).status == 0);
  }
};

}  // namespace trama::cli::test
