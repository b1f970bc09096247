// What is in the graph: labels, relationship types, properties.
#pragma once

#include <ostream>

#include "core/graph/graph.h"

namespace trama::cli {

// Labels with counts, properties and sample names; types with counts and the labels that they join; indexes.
void print_schema(const GraphReader& graph, bool colour, std::ostream& out);

}  // namespace trama::cli
