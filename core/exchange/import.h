// Graphs from files that other programs wrote, poured into a BulkSink row by row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/cancellation.h"
#include "core/graph/bulk_sink.h"

namespace trama::exchange {

struct ImportOptions {
  const CancellationToken* cancellation = nullptr;
  // Called now and then with the rows read so far.
  std::function<void(uint64_t rows)> progress;
};

struct ImportReport {
  uint64_t rows = 0;  // rows, lines or triples read
  uint64_t left_out =
      0;  // what a property graph has no place for (N-Triples: statements about statements' sources)
};

// The format is told by the name, and by the header for CSV:
//
//   *.csv          neo4j-admin's files: a header with :ID (nodes) or :START_ID, :END_ID
//                  (relationships), typed columns (name:string, founded:date, aliases:string[]
//                  separated by ';'), :LABEL, :TYPE, id spaces, :IGNORE
//   manifest.json  a list of plain CSV files, {"nodes": {LABEL: count}, "edges": [{"type", "src",
//                  "dst"}]}, with nodes_LABEL.csv (first column: the id) and
//                  edges_TYPE_SRC_DST.csv (src, dst, properties) beside it; a column's type is
//                  told by its first 1,000 rows: integer, float, date, else string
//   *.jsonl        {"id", "label" or "labels", "props" or "properties"} for nodes, {"type", "src",
//                  "dst", "props"} for relationships (also "start"/"from", "end"/"to"); all nodes
//                  before the first relationship, over all files
//   *.nt           N-Triples 1.1 and 1.2: a subject is a node (property `iri`), rdf:type its
//                  label, literals its properties (repeated: a list), IRIs as objects
//                  relationships; rdf:reifies gives a relationship its properties. Needs memory
//                  in proportion to the file
//
// Several files are one graph: nodes are read from all of them first. Throws Error of kind Input that names
// file and line at the first row that is not what it should be; unknown ends and repeated ids are the sink's
// to count.
ImportReport import_files(const std::vector<std::filesystem::path>& files, BulkSink& sink,
                          const ImportOptions& options = {});

}  // namespace trama::exchange
