// Rows that grow: the relationships of one node, type and direction, or the properties of all relationships
// of one source. One key per entry would lose before a query starts, and rewriting a whole row for each new
// entry costs a hub's square; so a row is base blocks, sorted and delta-coded, and a tail to which writes
// append without reading (RocksDB's merge) until it is folded into the blocks it touches.
//
// On disk, both kinds alike:
//   block   varint count, entries ascending
//   tail    operations in the order of their commits, a later one on the same entry winning; the first may be
//           the header that a fold leaves: how many entries the blocks hold
//   operation  0 put, entry | 1 erase, the entry's sort key | 2 header, varint count
// An adjacency entry is (neighbour, relationship); in blocks: varint difference of neighbours, zigzag
// difference of relationships. An edge entry is (relationship, sized payload: flags:1 and properties as in a
// node's row); in blocks the relationship is a varint difference.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/iterator.h>
#include <rocksdb/merge_operator.h>
#include <rocksdb/write_batch.h>

#include "storage/keys.h"

namespace trama::storage {

inline constexpr size_t kBlockEntries = 512;
// A tail is folded when its operations are more than this, or its bytes more than that, and the operations
// more than 1/64 of the base, so that a hub is not rewritten for every few hundred new relationships.
inline constexpr size_t kTailOperations = 256;
inline constexpr size_t kTailBytes = size_t{1} << 20;
inline constexpr size_t kTailShare = 64;

struct AdjacencyEntry {
  NodeId neighbour = 0;
  RelationshipId relationship = 0;
  auto operator<=>(const AdjacencyEntry&) const = default;
};

// `payload` is a view into the block or tail it was decoded from.
struct EdgeEntry {
  RelationshipId relationship = 0;
  std::string_view payload;
};

// What differs between the two kinds of row.
struct AdjacencyRow {
  using Entry = AdjacencyEntry;
  static bool before(const Entry& a, const Entry& b) { return a < b; }
  static void append_block_key(std::string& key, const Entry& first);
  static Entry first_of(std::string_view block_key_end);
  static void append_put(std::string& tail, const Entry& entry);
  static void append_erase(std::string& tail, const Entry& entry);
  static Entry read_put(ByteReader& in);
  static Entry read_erase(ByteReader& in);
  static void append_entry(std::string& block, const Entry& previous, const Entry& entry);
  static Entry read_entry(ByteReader& in, const Entry& previous);
};

struct EdgeRow {
  using Entry = EdgeEntry;
  static bool before(const Entry& a, const Entry& b) { return a.relationship < b.relationship; }
  static void append_block_key(std::string& key, const Entry& first);
  static Entry first_of(std::string_view block_key_end);
  static void append_put(std::string& tail, const Entry& entry);
  static void append_erase(std::string& tail, const Entry& entry);
  static Entry read_put(ByteReader& in);
  static Entry read_erase(ByteReader& in);
  static void append_entry(std::string& block, const Entry& previous, const Entry& entry);
  static Entry read_entry(ByteReader& in, const Entry& previous);
};

// A decoded tail: one operation an entry, the last one, ascending.
template <typename Row>
struct Tail {
  struct Operation {
    typename Row::Entry entry;
    bool erase = false;
  };
  std::vector<Operation> operations;
  size_t written = 0;       // operations in the bytes, repeated ones too
  uint64_t base_count = 0;  // by the header; 0 where there is none

  // Throws Error of kind Corrupt where the bytes are damaged; it then holds what was read before.
  void decode(std::string_view bytes);
  void clear();

 private:
  void read(std::string_view bytes);
  void settle();
};

template <typename Row>
std::string encode_block(const std::vector<typename Row::Entry>& entries, size_t begin, size_t end);

// Appends to `entries`.
template <typename Row>
void decode_block(std::string_view bytes, std::vector<typename Row::Entry>& entries);

// base without what the tail erases, with what it puts; both ascending.
template <typename Row>
void merge(const std::vector<typename Row::Entry>& base, const Tail<Row>& tail,
           std::vector<typename Row::Entry>& out);

std::string tail_header(uint64_t base_count);

// Puts into `batch` what folds the tail into the blocks it touches. `at` is an iterator over the row's
// family; `tail_bytes` is the tail as the row will have it, with what `batch` itself appends.
template <typename Row>
void fold(const std::string& row_prefix, std::string_view tail_bytes, rocksdb::Iterator& at,
          rocksdb::ColumnFamilyHandle* family, rocksdb::WriteBatch& batch);

// Appends operands to the tail. Its name is part of the disk format.
class TailAppender : public rocksdb::MergeOperator {
 public:
  const char* Name() const override { return "trama.tail.1"; }
  bool FullMergeV2(const MergeOperationInput& in, MergeOperationOutput* out) const override;
  bool PartialMergeMulti(const rocksdb::Slice& key, const std::deque<rocksdb::Slice>& operands,
                         std::string* result, rocksdb::Logger* logger) const override;
};

}  // namespace trama::storage
