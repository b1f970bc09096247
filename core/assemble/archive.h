// Everything that a database holds and that no other format keeps, as lines of JSON: the article records with
// their texts, the log of decisions, and what users made. Reading it into an empty database gives the same
// canonical export.
//
//   {"record":{…}}                                        article_record.h's form, by article id
//   {"decision":{…}}                                      decisions.h's form, in the order of the log
//   {"user_node":1,"labels":[…],"properties":{…}}         numbered from 1
//   {"user_properties":"company/alba","labels":[…],"properties":{…}}      added to an entity
//   {"user_relationship":"ABOUT","from":…,"to":…,"properties":{…}}        ends: a user node's number, or a
//   key,
//                                                         or {"article":id}
//
// Users' properties on facts, and their relationships to quantities, are left out. Property values are those
// of canonical_export.h.
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
  std::vector<std::string> refused;  // lines that could not be taken, one sentence each with its number
};

// Adds an archive's content to the database; a line that is no such content is refused alone. Decisions are
// appended to the log. Articles are one commit each; what users made is one commit at the end.
ArchiveReport read_archive(std::istream& in, Graph& graph, const Options& options = {});

// Whether a line is of this format, for telling it from other JSON lines.
bool is_archive_line(std::string_view line);

}  // namespace trama::assemble
