// Rows of the store from a damaged disk are decoded or refused; what is decoded encodes to the same. The
// first byte chooses the kind of row.
#include "core/base/error.h"
#include "storage/change_log.h"
#include "storage/node_row.h"
#include "storage/packed_row.h"
#include "tests/fuzz/property.h"

using namespace trama;
using namespace trama::storage;

namespace {

template <typename Row>
void check_block(std::string_view bytes) {
  std::vector<typename Row::Entry> entries, again;
  decode_block<Row>(bytes, entries);
  if (entries.empty()) return;
  const std::string block = encode_block<Row>(entries, 0, entries.size());
  decode_block<Row>(block, again);
  FUZZ_REQUIRE(again.size() == entries.size());
  FUZZ_REQUIRE(encode_block<Row>(again, 0, again.size()) == block);
}

template <typename Row>
void check_tail(std::string_view bytes) {
  Tail<Row> tail;
  tail.decode(bytes);
  std::vector<typename Row::Entry> merged;
  merge<Row>({}, tail, merged);
  FUZZ_REQUIRE(merged.size() <= tail.operations.size());
  for (size_t i = 1; i < merged.size(); ++i) FUZZ_REQUIRE(Row::before(merged[i - 1], merged[i]));
}

void check_row(unsigned kind, std::string_view bytes) {
  switch (kind) {
    case 0:
      return check_block<AdjacencyRow>(bytes);
    case 1:
      return check_block<EdgeRow>(bytes);
    case 2:
      return check_tail<AdjacencyRow>(bytes);
    case 3:
      return check_tail<EdgeRow>(bytes);
    case 4: {
      const std::string row = encode_node(decode_node(bytes));
      FUZZ_REQUIRE(encode_node(decode_node(row)) == row);
      return;
    }
    case 5: {
      const std::string payload = encode_edge(decode_edge(bytes));
      FUZZ_REQUIRE(encode_edge(decode_edge(payload)) == payload);
      return;
    }
    default: {
      const std::string changes = encode_changes(decode_changes(bytes));
      FUZZ_REQUIRE(encode_changes(decode_changes(changes)) == changes);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  if (size == 0) return 0;
  try {
    check_row(bytes[0] % 7, {reinterpret_cast<const char*>(bytes) + 1, size - 1});
  } catch (const Error& error) {
    FUZZ_REQUIRE(error.kind() == ErrorKind::Corrupt);
  }
  return 0;
}
