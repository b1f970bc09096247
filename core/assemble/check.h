// Proves that what assembly keeps agrees with itself and with the articles, and rebuilds it where it does
// not.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/assemble/schema.h"
#include "core/graph/graph.h"

namespace trama::assemble {

struct CheckReport {
  uint64_t articles = 0, entities = 0, facts = 0, evidence = 0;  // looked at
  uint64_t fault_count = 0;
  std::vector<std::string> faults;  // one sentence each, the first kMaximalFaults

  static constexpr size_t kMaximalFaults = 100;
};

// Looks at everything once: records and texts (present, whole, under their hash), the log of decisions,
// evidence (its quote a verbatim slice of its article, its fact there, its mirror by article), facts (their
// counts), entities (names, keys and aliases as published), and derived nodes and relationships that nothing
// accounts for. Throws nothing for damaged tables: each is a fault.
CheckReport check(const GraphReader& graph);

struct RebuildReport {
  uint64_t articles = 0;
  // Articles whose record or text is damaged (ingest them again), and decisions that cannot be read (their
  // places in the log are kept), one sentence each.
  std::vector<std::string> lost;
};

// Throws away all that is derived and assembles it again from the stored records and decisions, in as many
// commits as there are articles and one before. What users made stays. Interrupted, it has to be run again.
// `progress` is told how many of how many articles are done; it may throw to stop.
RebuildReport rebuild(Graph& graph, const Options& options = {},
                      const std::function<void(uint64_t done, uint64_t total)>& progress = {});

// A rebuild began and did not end; until one does, the graph lacks articles.
bool rebuild_interrupted(const GraphReader& graph);

}  // namespace trama::assemble
