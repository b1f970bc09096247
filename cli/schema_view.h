// What is in the graph: labels, relationship types, properties.
#pragma once

#include <ostream>

#include "core/graph/graph.h"

namespace trama::cli {

// Labels with counts, properties and sample names; types with counts and the labels that they join; indexes.
// With `name`, a label's or a type's in any case, that alone; throws Error of kind EntityNotFound where there
// is none of it.
void print_schema(const GraphReader& graph, const std::string& name, bool colour, std::ostream& out);

}  // namespace trama::cli
