// Results in the TCK's notation, as trees that can be compared with what a query gave.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.h"

namespace trama::tck {

struct Term {
  enum class Kind { Scalar, List, Map, Node, Relationship, Path };
  Kind kind = Kind::Scalar;
  Value scalar;                            // null, boolean, number or string; temporal values are strings
  std::vector<Term> items;                 // of a list; of a path node, relationship, node, and so on
  std::vector<std::string> names;          // labels of a node, the type of a relationship
  std::map<std::string, Term> properties;  // also the entries of a map
  bool forward = true;                     // of a relationship in a path: -[:T]-> and not <-[:T]-
};

// Throws std::runtime_error where the text is not in the notation.
Term parse_term(std::string_view text);

// `graph` resolves nodes and relationships.
Term term_of(const Value& value, const GraphReader& graph);

// A text that equal terms share: labels and entries in order of their names, and, where asked, the elements
// of lists in an order of their own.
std::string canonical(const Term& term, bool ignore_list_order = false);

// For parameters and procedures. Throws std::runtime_error for nodes, relationships and paths.
Value to_value(const Term& term);

}  // namespace trama::tck
