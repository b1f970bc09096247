// "Did you mean", for commands, formats, relations and dot-commands.
#pragma once

#include <string>
#include <vector>

#include "core/graph/graph.h"

namespace trama::cli {

// "did you mean 'query'?", or the list of all candidates where none is near.
std::string near_names_hint(const std::string& typed, const std::vector<std::string>& candidates);

// Whether the graph has relationships of this name, in any case, asserted, denied or speculated.
bool is_relation(const GraphReader& graph, const std::string& name);

// `else_hint`, or where the graph has no relation of this name, near ones that it has.
std::string relation_hint(const GraphReader& graph, const std::string& relation, std::string else_hint);

}  // namespace trama::cli
