// How things went, where articles disagree, what is new: the texts of `timeline`, `conflicts`, `diff`.
#pragma once

#include <ostream>
#include <string>

#include "core/graph/graph.h"

namespace trama::cli {

void print_timeline(const GraphReader& graph, const std::string& name, bool colour, std::ostream& out);

// All conflicts, or those of one entity where `name` is not empty.
void print_conflicts(const GraphReader& graph, const std::string& name, bool colour, std::ostream& out);

// What became known after `from` and until `to` (ISO dates, to the day, month or year; `to` empty: all
// since). Throws Error of kind Usage for what is no date.
void print_diff(const GraphReader& graph, const std::string& from, const std::string& to, bool colour,
                std::ostream& out);

}  // namespace trama::cli
