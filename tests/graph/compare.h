// Everything that can be read of a graph, as text: two graphs that hold the same give the same lines.
#pragma once

#include <string>
#include <vector>

#include "core/graph/graph.h"

namespace trama::test {

std::vector<std::string> describe(const GraphReader& graph);

// The first line in which they differ, from both; empty where they are equal.
std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b);

}  // namespace trama::test
