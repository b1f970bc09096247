#include "core/graph/graph.h"

#include "core/graph/bytes.h"
#include "core/graph/codec.h"

namespace trama {

void Expansion::clear() {
  row.clear();
  relationship.clear();
  neighbour.clear();
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
