// A node's row: flags, labels, properties; and the property lists that relationships have in the same form.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/bytes.h"
#include "core/graph/graph.h"
#include "storage/keys.h"

namespace trama::storage {

using Properties = std::map<SymbolId, Value>;

void encode_properties(const Properties& properties, std::string& out);
Properties decode_properties(ByteReader& in);
// Advances to the value of the property; false (and the list read past) where there is none.
bool seek_property(ByteReader& in, SymbolId property);

// Removes what `changes` sets to null and sets the rest.
void apply(const Properties& changes, Properties& properties);

struct NodeRow {
  uint8_t flags = 0;
  std::vector<SymbolId> labels;  // ascending
  Properties properties;
};

std::string encode_node(const NodeRow& row);
NodeRow decode_node(std::string_view bytes);

// Parts of a row, without decoding the rest.
bool node_has_label(std::string_view bytes, SymbolId label);
std::vector<SymbolId> node_labels(std::string_view bytes);
ByteReader node_property_list(std::string_view bytes);

// A relationship's payload: flags and properties.
struct EdgePayload {
  uint8_t flags = 0;
  Properties properties;

  bool empty() const { return flags == 0 && properties.empty(); }
};
std::string encode_edge(const EdgePayload& payload);
EdgePayload decode_edge(std::string_view bytes);

}  // namespace trama::storage
