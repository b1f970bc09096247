// Bytes of values. On disk: the tags in codec.cc are fixed numbers, never reused.
#pragma once

#include <string>
#include <string_view>

#include "core/graph/bytes.h"
#include "core/graph/graph.h"

namespace trama {

// All types but nodes, relationships and paths (Error of kind Internal: the caller has checked).
void encode_value(const Value& value, std::string& out);
// Both throw Error of kind Corrupt on bytes that `encode_value` cannot have written.
Value decode_value(ByteReader& in);
void skip_value(ByteReader& in);

std::string encode_map(const Map& map);
Map decode_map(std::string_view bytes);

}  // namespace trama
