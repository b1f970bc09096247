// StoreReader: expansions, neighbours and degrees. The snapshot file answers for the nodes whose rows it
// knows, the store for the others, node by node.
#include <algorithm>
#include <limits>
#include <optional>

#include "storage/adjacency_reader.h"
#include "storage/store_cursor.h"

namespace trama::storage {

namespace {

// Types ascending, each once: as they came where they are so already.
class TypeSet {
 public:
  explicit TypeSet(std::span<const SymbolId> types) : types_(types) {
    const auto not_before = [](SymbolId a, SymbolId b) { return a >= b; };
    if (std::ranges::adjacent_find(types, not_before) == types.end()) return;
    own_.assign(types.begin(), types.end());
    std::ranges::sort(own_);
    own_.erase(std::unique(own_.begin(), own_.end()), own_.end());
    types_ = own_;
  }
  TypeSet(const TypeSet&) = delete;
  TypeSet& operator=(const TypeSet&) = delete;

  std::span<const SymbolId> get() const { return types_; }

 private:
  std::span<const SymbolId> types_;
  std::vector<SymbolId> own_;
};

void append(Expansion& out, uint32_t row, NodeId node, Direction way, SymbolId type,
            const AdjacencyEntry& entry) {
  out.row.push_back(row);
  out.neighbour.push_back(entry.neighbour);
  if (way == Direction::Out) {
    out.relationship.push_back({entry.relationship, node, entry.neighbour, type});
  } else {
    out.relationship.push_back({entry.relationship, entry.neighbour, node, type});
  }
}

// One node's relationships by the store, both ways.
void expand_both(AdjacencyReader& reader, uint32_t row, NodeId node, std::span<const SymbolId> types,
                 Expansion& out) {
  // The outgoing rows are held until the incoming ones of the same types come.
  std::vector<std::pair<SymbolId, std::vector<AdjacencyEntry>>> outgoing;
  reader.visit_rows(Direction::Out, node, types, [&](SymbolId type, const auto& entries) {
    if (!entries.empty()) outgoing.emplace_back(type, entries);
  });
  auto held = outgoing.begin();
  const auto release = [&](SymbolId up_to) {
    for (; held != outgoing.end() && held->first <= up_to; ++held) {
      for (const AdjacencyEntry& entry : held->second)
        append(out, row, node, Direction::Out, held->first, entry);
    }
  };
  reader.visit_rows(Direction::In, node, types, [&](SymbolId type, const auto& entries) {
    release(type);
    for (const AdjacencyEntry& entry : entries) {
      if (entry.neighbour != node)
        append(out, row, node, Direction::In, type, entry);  // loops: on their way out
    }
  });
  release(std::numeric_limits<SymbolId>::max());
}

}  // namespace

bool StoreReader::is_all_in_file() const {
  return !snapshot_->dirty().any() && snapshot_->file().header().last_node == last_node();
}

void StoreReader::expand(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                         Expansion& out) const {
  const TypeSet type_set(types);
  if (snapshot_) snapshot_->expect(nodes, direction);
  std::optional<Cursor> at;
  std::optional<AdjacencyReader> reader;
  for (uint32_t row = 0; row < nodes.size(); ++row) {
    const NodeId node = nodes[row];
    if (knows_adjacency(node)) {
      snapshot_->expand(row, node, direction, type_set.get(), out);
      continue;
    }
    if (!reader) {
      at.emplace(*this, Family::Adjacency);
      reader.emplace(**at);
    }
    if (direction == Direction::Both) {
      expand_both(*reader, row, node, type_set.get(), out);
      continue;
    }
    reader->visit_rows(direction, node, type_set.get(), [&](SymbolId type, const auto& entries) {
      for (const AdjacencyEntry& entry : entries) append(out, row, node, direction, type, entry);
    });
  }
}

void StoreReader::expand_ends(std::span<const NodeId> nodes, Direction direction,
                              std::span<const SymbolId> types, const EndFilter& filter, Ends& out) const {
  if (!snapshot_) return GraphReader::expand_ends(nodes, direction, types, filter, out);
  const TypeSet type_set(types);
  snapshot_->expect(nodes, direction);
  // Labels are tested on the way only where the file knows them all.
  const bool any_label = filter.label == kNoSymbol;
  const bool on_the_way = any_label || snapshot_->knows_label(filter.label);
  const bool all_have = snapshot_->all_ends_have(type_set.get(), direction, filter.label);
  const uint64_t* members =
      on_the_way && !any_label && !all_have ? snapshot_->file().label_words(filter.label) : nullptr;
  const size_t before = out.size();
  Expansion found;
  std::vector<uint8_t> labelled;
  for (uint32_t row = 0; row < nodes.size(); ++row) {
    const RelationshipId without = filter.without.empty() ? 0 : filter.without[row];
    if (direction != Direction::Both) snapshot_->prefetch(nodes, row, direction);
    if (knows_ends(nodes[row]) || (any_label && knows_adjacency(nodes[row]))) {
      snapshot_->expand_ends(row, nodes[row], direction, type_set.get(), members, without, out);
      continue;
    }
    found.clear();
    expand({&nodes[row], 1}, direction, type_set.get(), found);
    if (!any_label && on_the_way) has_label(found.neighbour, filter.label, labelled);
    for (size_t i = 0; i < found.size(); ++i) {
      const bool is_meant = any_label || !on_the_way || labelled[i] != 0;
      if (is_meant && found.relationship[i].id != without) out.append(row, found.neighbour[i]);
    }
  }
  if (on_the_way) return;
  has_label(out.nodes().subspan(before), filter.label, labelled);
  out.keep(before, labelled);
}

// Whether nothing was written since the file was made that could concern the nodes.
bool StoreReader::file_has_all(std::span<const NodeId> nodes) const {
  if (snapshot_->dirty().any()) return false;
  const NodeId last = snapshot_->file().header().last_node;
  uint64_t differences = 0;  // the top bit of one is set where the node is above the last
  for (const NodeId node : nodes) differences |= last - node;
  return differences >> 63 == 0;
}

bool StoreReader::knows_all_ends(std::span<const NodeId> nodes, Direction direction) const {
  if (file_has_all(nodes)) return true;
  for (size_t row = 0; row < nodes.size(); ++row) {
    if (direction != Direction::Both) snapshot_->prefetch_overlaid(nodes, row, direction);
    if (!knows_ends(nodes[row])) return false;
  }
  return true;
}

void StoreReader::count_ends(std::span<const NodeId> nodes, Direction direction,
                             std::span<const SymbolId> types, SymbolId label,
                             std::vector<uint64_t>& out) const {
  if (label == kNoSymbol) return degrees(nodes, direction, types, out);
  if (!snapshot_ || !snapshot_->knows_label(label) || !knows_all_ends(nodes, direction))
    return GraphReader::count_ends(nodes, direction, types, label, out);
  const TypeSet type_set(types);
  if (snapshot_->all_ends_have(type_set.get(), direction, label)) {
    if (types.size() > 1) return degrees(nodes, direction, types, out);
    snapshot_->expect(nodes, direction);
    out.resize(nodes.size());
    return snapshot_->degrees(nodes, direction, types[0], out.data());
  }
  const uint64_t* members = snapshot_->file().label_words(label);
  snapshot_->expect(nodes, direction);
  out.resize(nodes.size());
  for (size_t row = 0; row < nodes.size(); ++row) {
    if (direction != Direction::Both) snapshot_->prefetch(nodes, row, direction);
    out[row] = snapshot_->count_ends(nodes[row], direction, type_set.get(), members);
  }
}

bool StoreReader::all_ends_have(std::span<const SymbolId> types, Direction direction, SymbolId label) const {
  return snapshot_ && is_all_in_file() && snapshot_->all_ends_have(types, direction, label);
}

bool StoreReader::packed_ends(std::span<const NodeId> nodes, Direction direction, SymbolId type,
                              std::vector<PackedEnds>& out) const {
  if (!snapshot_) return false;
  const auto knows = [&](NodeId node) { return knows_adjacency(node); };
  if (!file_has_all(nodes) && !std::ranges::all_of(nodes, knows)) return false;
  snapshot_->expect(nodes, direction);
  out.resize(nodes.size());
  snapshot_->packed_ends(nodes, direction, type, out.data());
  return true;
}

bool StoreReader::count_ends_beyond(std::span<const PackedEnds> starts, Direction direction, SymbolId type,
                                    SymbolId label, std::span<uint64_t> out) const {
  if (!snapshot_) return false;
  const bool any_label = label == kNoSymbol;
  if (!any_label && !snapshot_->all_ends_have({&type, 1}, direction, label)) return false;
  const NodeId last = snapshot_->file().header().last_node;
  bool in_file = !snapshot_->dirty().any();
  for (const PackedEnds& start : starts) {
    in_file = in_file && (start.ends.empty() || start.ends.back() <= last);  // ends ascend
  }
  const auto knows = [&](NodeId node) { return any_label ? knows_adjacency(node) : knows_ends(node); };
  const auto knows_all = [&](const PackedEnds& start) { return std::ranges::all_of(start.ends, knows); };
  if (!in_file && !std::ranges::all_of(starts, knows_all)) return false;
  snapshot_->count_ends_beyond(starts, direction, type, out.data());
  return true;
}

void StoreReader::expand_into(std::span<const NodeId> nodes, std::span<const NodeId> targets,
                              Direction direction, std::span<const SymbolId> types, Expansion& out) const {
  const TypeSet type_set(types);
  if (snapshot_) snapshot_->expect(nodes, direction);
  Expansion found;
  for (uint32_t row = 0; row < nodes.size(); ++row) {
    if (knows_adjacency(nodes[row])) {
      snapshot_->expand_into(row, nodes[row], targets[row], direction, type_set.get(), out);
      continue;
    }
    found.clear();
    expand({&nodes[row], 1}, direction, type_set.get(), found);
    for (size_t i = 0; i < found.size(); ++i) {
      if (found.neighbour[i] == targets[row]) out.append(row, found.relationship[i], found.neighbour[i]);
    }
  }
}

void StoreReader::neighbours(NodeId node, Direction direction, SymbolId type,
                             std::vector<NodeId>& out) const {
  if (direction != Direction::Both && knows_adjacency(node)) {
    return snapshot_->neighbours(node, direction, type, out);
  }
  Expansion found;
  expand({&node, 1}, direction, {&type, type == kNoSymbol ? size_t{0} : size_t{1}}, found);
  out = std::move(found.neighbour);
  if (direction == Direction::Both || type == kNoSymbol) std::ranges::sort(out);
}

void StoreReader::degrees(std::span<const NodeId> nodes, Direction direction, std::span<const SymbolId> types,
                          std::vector<uint64_t>& out) const {
  if (snapshot_) snapshot_->expect(nodes, direction);
  const auto knows = [&](NodeId node) { return knows_adjacency(node); };
  if (snapshot_ && types.size() == 1 && direction != Direction::Both &&
      (file_has_all(nodes) || std::ranges::all_of(nodes, knows))) {
    out.resize(nodes.size());
    return snapshot_->degrees(nodes, direction, types[0], out.data());
  }
  out.assign(nodes.size(), 0);
  const TypeSet type_set(types);
  std::optional<Cursor> at;
  std::optional<AdjacencyReader> reader;
  for (size_t row = 0; row < nodes.size(); ++row) {
    const NodeId node = nodes[row];
    if (knows_adjacency(node)) {
      out[row] = snapshot_->degree(node, direction, type_set.get());
      continue;
    }
    if (!reader) {
      at.emplace(*this, Family::Adjacency);
      reader.emplace(**at);
    }
    if (direction != Direction::In) {
      reader->visit_rows(Direction::Out, node, type_set.get(),
                         [&](SymbolId, const auto& entries) { out[row] += entries.size(); });
    }
    if (direction != Direction::Out) {
      reader->visit_rows(Direction::In, node, type_set.get(), [&](SymbolId, const auto& entries) {
        out[row] += entries.size();
        if (direction == Direction::In) return;
        out[row] -=
            static_cast<uint64_t>(std::ranges::count(entries, node, &AdjacencyEntry::neighbour));  // loops
      });
    }
  }
}

}  // namespace trama::storage
