#include "core/graph/graph.h"

#include "core/graph/bytes.h"
#include "core/graph/codec.h"

namespace trama {

void Expansion::clear() {
  row.clear();
  relationship.clear();
  neighbour.clear();
}

void Expansion::append(uint32_t row_index, const Relationship& found, NodeId end) {
  row.push_back(row_index);
  relationship.push_back(found);
  neighbour.push_back(end);
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
