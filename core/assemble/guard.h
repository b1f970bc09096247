// What queries may not touch: whatever assembly made. Each refuses with an Error of kind ConstraintFailed
// that names the curation command to use instead, and returns where the write is allowed. Users may add
// labels, properties and relationships of their own to what was derived.
#pragma once

#include <string_view>

#include "core/graph/graph.h"

namespace trama::assemble {

void guard_delete(const GraphReader& graph, Node node);
void guard_delete(const GraphReader& graph, const Relationship& relationship);
void guard_set(const GraphReader& graph, Node node, std::string_view property);
void guard_set(const GraphReader& graph, const Relationship& relationship, std::string_view property);
void guard_relabel(const GraphReader& graph, Node node, std::string_view label);

}  // namespace trama::assemble
