// Everything that a database holds, as lines of JSON: first what its derived part is derived from, then the
// graph, which diffs well and which other programs read. Reading the lines into an empty database gives the
// same lines again.
//
//   {"record":{...}}                           article_record.h's form with the text, by article id
//   {"decision":{...}}                         decisions.h's form, in the order of the log
//   {"node":...}, {"relationship":...}         canonical_export.h's form
//
// Of the graph's lines the reader takes what users made (nodes, relationships, and what they added to derived
// ones): assembly makes the rest anew from records and decisions.
#pragma once

#include <cstdint>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "core/assemble/schema.h"
#include "core/graph/graph.h"

namespace trama::assemble {

void write_archive(const GraphReader& graph, std::ostream& out);

struct ArchiveReport {
  uint64_t articles = 0, decisions = 0, user_nodes = 0, user_relationships = 0;
  uint64_t present = 0;              // users' nodes and relationships that the database had already
  std::vector<std::string> refused;  // lines that could not be taken, one sentence each with its number
};

// Adds an archive's content to the database; a line that is no such content is refused alone. Decisions are
// appended to the log, but for those that it has already; users' nodes and relationships are made, but for
// those that are there already (present_elements.h): reading an archive twice is like reading it once.
// Articles are one commit each; what users made is committed every 200,000 elements.
ArchiveReport read_archive(std::istream& in, Graph& graph, const Options& options = {});

// Whether a line is of this format, for telling it from other JSON lines.
bool is_archive_line(std::string_view line);

}  // namespace trama::assemble
