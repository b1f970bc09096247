// The whole graph in memory, to see what a query really changed, whatever it reports.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>

#include "core/graph/graph.h"
#include "core/query/engine.h"

namespace trama::tck {

struct GraphState {
  std::set<uint64_t> nodes;
  std::set<uint64_t> relationships;
  std::set<std::string> labels;                                               // in use
  std::set<std::tuple<char, uint64_t, std::string, std::string>> properties;  // 'n' or 'r', id, key, value
};

GraphState state_of(const GraphReader& graph);

// A changed property counts as one removed and one added, a label once however many nodes have it.
query::SideEffects difference(const GraphState& before, const GraphState& after);

}  // namespace trama::tck
