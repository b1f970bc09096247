#include "core/graph/graph.h"

#include <algorithm>

#include "core/graph/bytes.h"
#include "core/graph/codec.h"

namespace trama {

void Expansion::clear() {
  row.clear();
  relationship.clear();
  neighbour.clear();
}

uint64_t Expansion::capacity_bytes() const {
  return row.capacity() * sizeof(row[0]) + relationship.capacity() * sizeof(relationship[0]) +
         neighbour.capacity() * sizeof(neighbour[0]);
}

void Expansion::append(uint32_t row_index, const Relationship& found, NodeId end) {
  row.push_back(row_index);
  relationship.push_back(found);
  neighbour.push_back(end);
}

uint64_t Ends::capacity_bytes() const {
  return rows_.capacity() * sizeof(rows_[0]) + nodes_.capacity() * sizeof(nodes_[0]);
}

Ends::Room Ends::room(size_t count) {
  if (size_ + count > nodes_.size()) {
    const size_t capacity = std::max(size_ + count, 2 * nodes_.size());
    rows_.resize(capacity);
    nodes_.resize(capacity);
  }
  return {rows_.data() + size_, nodes_.data() + size_};
}

void Ends::append(uint32_t row, NodeId node) {
  const Room at = room(1);
  *at.rows = row;
  *at.nodes = node;
  grow(1);
}

void Ends::keep(size_t begin, std::span<const uint8_t> kept) {
  size_t to = begin;
  for (size_t i = begin; i < size_; ++i) {
    rows_[to] = rows_[i];
    nodes_[to] = nodes_[i];
    to += kept[i - begin] != 0 ? 1 : 0;
  }
  size_ = to;
}

void GraphReader::expand_ends(std::span<const NodeId> nodes, Direction direction,
                              std::span<const SymbolId> types, const EndFilter& filter, Ends& out) const {
  Expansion found;
  expand(nodes, direction, types, found);
  const size_t before = out.size();
  const Ends::Room room = out.room(found.size());
  size_t count = 0;
  for (size_t i = 0; i < found.size(); ++i) {
    room.rows[count] = found.row[i];
    room.nodes[count] = found.neighbour[i];
    count += filter.without.empty() || filter.without[found.row[i]] != found.relationship[i].id ? 1 : 0;
  }
  out.grow(count);
  if (filter.label == kNoSymbol) return;
  std::vector<uint8_t> labelled;
  has_label(out.nodes().subspan(before), filter.label, labelled);
  out.keep(before, labelled);
}

void GraphReader::count_ends(std::span<const NodeId> nodes, Direction direction,
                             std::span<const SymbolId> types, SymbolId label,
                             std::vector<uint64_t>& out) const {
  if (label == kNoSymbol) return degrees(nodes, direction, types, out);
  Ends found;
  expand_ends(nodes, direction, types, {label, {}}, found);
  out.assign(nodes.size(), 0);
  for (const uint32_t row : found.rows()) ++out[row];
}

bool GraphReader::packed_ends(std::span<const NodeId>, Direction, SymbolId, std::vector<PackedEnds>&) const {
  return false;
}

bool GraphReader::count_ends_beyond(std::span<const PackedEnds>, Direction, SymbolId, SymbolId,
                                    std::span<uint64_t>) const {
  return false;
}

void GraphReader::find_by_index(IndexDescription index, const Value& value, std::vector<NodeId>& out) const {
  constexpr size_t kBatch = 1024;
  const auto scan = scan_index(index, IndexRange::equal(value));
  for (std::vector<NodeId> batch; scan->next(batch, kBatch);)
    out.insert(out.end(), batch.begin(), batch.end());
}

std::unique_ptr<NodeScan> GraphReader::scan_index_in_order(IndexDescription, const IndexRange&) const {
  return nullptr;
}

void GraphReader::expand_into(std::span<const NodeId> nodes, std::span<const NodeId> targets,
                              Direction direction, std::span<const SymbolId> types, Expansion& out) const {
  Expansion found;
  expand(nodes, direction, types, found);
  for (size_t i = 0; i < found.size(); ++i) {
    if (found.neighbour[i] == targets[found.row[i]]) {
      out.append(found.row[i], found.relationship[i], found.neighbour[i]);
    }
  }
}

List GraphReader::evidence(const Relationship& relationship) const {
  std::string prefix;
  append_be64(prefix, relationship.id);
  List records;
  scan(Table::Evidence, prefix, [&](std::string_view, std::string_view value) {
    records.emplace_back(decode_map(value));
    return true;
  });
  return records;
}

}  // namespace trama
