// Bytes from a damaged disk are decoded or refused; what is decoded encodes to something that decodes alike.
#include <algorithm>

#include "core/base/error.h"
#include "core/graph/codec.h"
#include "core/graph/index_key.h"
#include "tests/fuzz/property.h"

using namespace trama;

namespace {

// Evidence holds maps; properties, and so indexes, never do.
bool indexable(const Value& value) {
  if (value.type() == ValueType::List)
    return std::all_of(value.list().begin(), value.list().end(), indexable);
  return !value.is_null() && value.type() != ValueType::Map;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  try {
    const Map map = decode_map(input);
    const Map again = decode_map(encode_map(map));
    FUZZ_REQUIRE(equivalent(Value(map), Value(again)));
    for (const auto& [name, value] : map)
      if (indexable(value)) FUZZ_REQUIRE(index_key(value) == index_key(again.at(name)));
  } catch (const Error& error) {
    FUZZ_REQUIRE(error.kind() == ErrorKind::Corrupt);
  }
  return 0;
}
