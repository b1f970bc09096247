// The entities that a person may mean by a text. All functions read one view, are
// deterministic, and throw only Corrupt and Storage unless they say otherwise.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.h"

namespace trama::assemble {

// How a text led to an entity; better ones first.
enum class Match : uint8_t { Key, Name, Alias, Prefix, Near };

struct EntityMatch {
  NodeId node = 0;
  std::string key, name, type;
  uint64_t articles = 0;  // that mention it
  Match match = Match::Key;
};

// Entities that a person may mean: by key, else by name or alias (folded, so case and accents do not matter),
// else by prefix, else by near names (one or two letters wrong). Best match first, then most articles, then
// key.
std::vector<EntityMatch> find_entities(const GraphReader& graph, std::string_view text, size_t limit = 10);

// The one that is meant: an exact match by key, name or alias that is more in the articles than others of its
// name. Throws Error: EntityNotFound with near names in the hint, Argument "AmbiguousName" where two of the
// same kind of match are mentioned equally often, with their keys in the hint.
EntityMatch require_entity(const GraphReader& graph, std::string_view text);

// Names and aliases for completion: keys of entities whose folded name or alias starts with the folded
// prefix.
std::vector<EntityMatch> complete(const GraphReader& graph, std::string_view prefix, size_t limit = 20);

}  // namespace trama::assemble
