// GraphDelta's expansions, neighbours and degrees: the base's relationships, merged with those that the delta
// added, without those that it deleted.
#include <algorithm>
#include <tuple>

#include "core/graph/delta.h"

namespace trama {

namespace {

bool contains(std::span<const SymbolId> types, SymbolId type) {
  return types.empty() || std::ranges::find(types, type) != types.end();
}

// The order of Expansion within one node.
struct Found {
  Relationship relationship;
  NodeId neighbour;
  bool incoming;

  bool operator<(const Found& other) const {
    return std::tie(relationship.type, incoming, neighbour, relationship.id) <
           std::tie(other.relationship.type, other.incoming, other.neighbour, other.relationship.id);
  }
};

bool added_before(const Relationship& a, NodeId a_end, const Relationship& b, NodeId b_end) {
  return std::tie(a.type, a_end, a.id) < std::tie(b.type, b_end, b.id);
}

void append(Expansion& out, uint32_t row, const Relationship& relationship, NodeId neighbour) {
  out.row.push_back(row);
  out.relationship.push_back(relationship);
  out.neighbour.push_back(neighbour);
}

}  // namespace

const GraphDelta::Adjacency* GraphDelta::adjacency(NodeId node) const {
  const auto found = adjacency_.find(node);
  if (found == adjacency_.end()) return nullptr;
  Adjacency& own = found->second;
  if (!own.settled) {
    const auto is_deleted = [&](const Relationship& relationship) {
      return relationships_.at(relationship.id).deleted;
    };
    std::erase_if(own.added_out, is_deleted);
    std::erase_if(own.added_in, is_deleted);
    std::ranges::sort(own.added_out,
                      [](const auto& a, const auto& b) { return added_before(a, a.target, b, b.target); });
    std::ranges::sort(own.added_in,
                      [](const auto& a, const auto& b) { return added_before(a, a.source, b, b.source); });
    own.settled = true;
  }
  return &own;
}

void GraphDelta::expand(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                        Expansion& out) const {
  const Membership* existence = membership(kNoSymbol);
  if (relationships_.empty() && (existence == nullptr || existence->removed.empty())) {
    return base_->expand(nodes, direction, types, out);
  }
  Expansion found;
  base_->expand(nodes, direction, types, found);
  size_t at = 0;
  std::vector<Found> added;
  for (uint32_t row = 0; row < nodes.size(); ++row) {
    const size_t begin = at;
    while (at < found.size() && found.row[at] == row) ++at;
    if (is_deleted(nodes[row])) continue;

    added.clear();
    if (const Adjacency* own = adjacency(nodes[row]); own != nullptr) {
      if (direction != Direction::In) {
        for (const Relationship& relationship : own->added_out) {
          if (contains(types, relationship.type)) added.push_back({relationship, relationship.target, false});
        }
      }
      const size_t outgoing = added.size();
      if (direction != Direction::Out) {
        for (const Relationship& relationship : own->added_in) {
          const bool seen = direction == Direction::Both && relationship.source == relationship.target;
          if (contains(types, relationship.type) && !seen) {
            added.push_back({relationship, relationship.source, true});
          }
        }
      }
      std::inplace_merge(added.begin(), added.begin() + static_cast<ptrdiff_t>(outgoing), added.end());
    }

    size_t next_added = 0;
    for (size_t i = begin; i < at; ++i) {
      const Relationship& relationship = found.relationship[i];
      if (deleted_.contains(relationship.id)) continue;
      const bool incoming =
          direction == Direction::In || (direction == Direction::Both && relationship.source != nodes[row]);
      const Found of_base{relationship, found.neighbour[i], incoming};
      for (; next_added < added.size() && added[next_added] < of_base; ++next_added) {
        append(out, row, added[next_added].relationship, added[next_added].neighbour);
      }
      append(out, row, relationship, found.neighbour[i]);
    }
    for (; next_added < added.size(); ++next_added) {
      append(out, row, added[next_added].relationship, added[next_added].neighbour);
    }
  }
}

void GraphDelta::expand_ends(std::span<const NodeId> nodes, Direction direction,
                             std::span<const SymbolId> types, const EndFilter& filter, Ends& out) const {
  if (relationships_.empty() && nodes_.empty())
    return base_->expand_ends(nodes, direction, types, filter, out);
  GraphReader::expand_ends(nodes, direction, types, filter, out);
}

void GraphDelta::count_ends(std::span<const NodeId> nodes, Direction direction,
                            std::span<const SymbolId> types, SymbolId label,
                            std::vector<uint64_t>& out) const {
  if (relationships_.empty() && nodes_.empty()) return base_->count_ends(nodes, direction, types, label, out);
  GraphReader::count_ends(nodes, direction, types, label, out);
}

void GraphDelta::expand_into(std::span<const NodeId> nodes, std::span<const NodeId> targets,
                             Direction direction, std::span<const SymbolId> types, Expansion& out) const {
  if (relationships_.empty() && nodes_.empty())
    return base_->expand_into(nodes, targets, direction, types, out);
  GraphReader::expand_into(nodes, targets, direction, types, out);
}

void GraphDelta::neighbours(NodeId node, Direction direction, SymbolId type, std::vector<NodeId>& out) const {
  if (!adjacency_.contains(node) && !is_deleted(node)) return base_->neighbours(node, direction, type, out);
  Expansion found;
  const std::span<const SymbolId> types(&type, type == kNoSymbol ? 0 : 1);
  expand({&node, 1}, direction, types, found);
  out = std::move(found.neighbour);
  std::ranges::sort(out);
}

void GraphDelta::degrees(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                         std::vector<uint64_t>& out) const {
  base_->degrees(nodes, direction, types, out);
  if (adjacency_.empty() && nodes_.empty()) return;
  const auto count = [&](const std::vector<Relationship>& relationships, bool without_loops) {
    return static_cast<uint64_t>(std::ranges::count_if(relationships, [&](const Relationship& relationship) {
      return contains(types, relationship.type) &&
             !(without_loops && relationship.source == relationship.target);
    }));
  };
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (is_deleted(nodes[i])) {
      out[i] = 0;
      continue;
    }
    const Adjacency* own = adjacency(nodes[i]);
    if (own == nullptr) continue;
    if (direction != Direction::In) {
      out[i] += count(own->added_out, false) - count(own->deleted_out, false);
    }
    if (direction != Direction::Out) {
      const bool without_loops = direction == Direction::Both;  // counted on their way out
      out[i] += count(own->added_in, without_loops) - count(own->deleted_in, without_loops);
    }
  }
}

}  // namespace trama
