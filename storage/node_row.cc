#include "storage/node_row.h"

#include <algorithm>

#include "core/graph/codec.h"

namespace trama::storage {

void encode_properties(const Properties& properties, std::string& out) {
  append_varint(out, properties.size());
  for (const auto& [property, value] : properties) {
    append_varint(out, property);
    encode_value(value, out);
  }
}

Properties decode_properties(ByteReader& in) {
  Properties properties;
  for (uint64_t count = in.varint(); count > 0; --count) {
    const auto property = static_cast<SymbolId>(in.varint());
    properties.emplace_hint(properties.end(), property, decode_value(in));
  }
  return properties;
}

bool seek_property(ByteReader& in, SymbolId property) {
  for (uint64_t count = in.varint(); count > 0; --count) {
    if (in.varint() == property) return true;
    skip_value(in);
  }
  return false;
}

void apply(const Properties& changes, Properties& properties) {
  for (const auto& [property, value] : changes) {
    if (value.is_null()) {
      properties.erase(property);
    } else {
      properties[property] = value;
    }
  }
}

std::string encode_node(const NodeRow& row) {
  std::string out(1, static_cast<char>(row.flags));
  append_varint(out, row.labels.size());
  for (const SymbolId label : row.labels) append_varint(out, label);
  encode_properties(row.properties, out);
  return out;
}

NodeRow decode_node(std::string_view bytes) {
  NodeRow row;
  row.flags = ByteReader(bytes).byte();
  row.labels = node_labels(bytes);
  ByteReader properties = node_property_list(bytes);
  row.properties = decode_properties(properties);
  return row;
}

bool node_has_label(std::string_view bytes, SymbolId label) {
  ByteReader in(bytes);
  in.byte();
  for (uint64_t count = in.varint(); count > 0; --count) {
    if (in.varint() == label) return true;
  }
  return false;
}

std::vector<SymbolId> node_labels(std::string_view bytes) {
  ByteReader in(bytes);
  in.byte();
  std::vector<SymbolId> labels;
  for (uint64_t count = in.varint(); count > 0; --count) labels.push_back(static_cast<SymbolId>(in.varint()));
  return labels;
}

ByteReader node_property_list(std::string_view bytes) {
  ByteReader in(bytes);
  in.byte();
  for (uint64_t count = in.varint(); count > 0; --count) in.varint();
  return in;
}

std::string encode_edge(const EdgePayload& payload) {
  std::string out(1, static_cast<char>(payload.flags));
  encode_properties(payload.properties, out);
  return out;
}

EdgePayload decode_edge(std::string_view bytes) {
  ByteReader in(bytes);
  EdgePayload payload;
  payload.flags = in.byte();
  payload.properties = decode_properties(in);
  return payload;
}

}  // namespace trama::storage
