// A graph as text: two graphs that hold the same give the same lines.
#pragma once

#include <string>
#include <vector>

#include "core/graph/graph.h"

namespace trama::test {

// What the graph holds, each thing once: names, nodes, relationships, indexes' names, tables.
std::vector<std::string> describe_content(const GraphReader& graph);

// The content, and every way to ask for it: by label, property, index, direction, type and neighbour.
std::vector<std::string> describe(const GraphReader& graph);

// The first line in which they differ, from both; empty where they are equal.
std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace trama::test
