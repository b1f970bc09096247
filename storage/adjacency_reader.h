// Reads adjacency rows through an iterator over their family.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "storage/packed_row.h"
#include "storage/rocks.h"

namespace trama::storage {

// One row, (direction, node, type), decoded. Reused from row to row.
class AdjacencyReader {
 public:
  explicit AdjacencyReader(rocksdb::Iterator& at) : at_(at) {}

  // Calls visit(type, entries) for each row of `node` with an asked type (`types` ascending; empty: all), in
  // the order of types. Rows may be empty.
  template <typename Visit>
  void visit_rows(Direction direction, NodeId node, std::span<const SymbolId> types, const Visit& visit) {
    if (types.empty()) {
      const std::string prefix = adjacency_node_prefix(direction, node);
      for (at_.Seek(prefix); at_.Valid() && at_.key().starts_with(prefix);) {
        check_length(at_.key());
        const SymbolId type = load_be32(at_.key().data() + kAdjacencyNodeBytes);
        read_row(adjacency_row_prefix(direction, node, type));
        visit(type, entries_);
      }
    } else {
      for (const SymbolId type : types) {
        const std::string prefix = adjacency_row_prefix(direction, node, type);
        at_.Seek(prefix);
        read_row(prefix);
        visit(type, entries_);
      }
    }
    check(at_.status());
  }

  // Reads the row at which the iterator stands, and moves past it. Throws where only a part of it can be
  // read.
  const std::vector<AdjacencyEntry>& read_row(const std::string& prefix) {
    entries_.clear();
    tail_.clear();
    for (; at_.Valid() && at_.key().starts_with(prefix); at_.Next()) {
      check_length(at_.key());
      if (at_.key()[prefix.size()] == kBlockMark) {
        decode_block<AdjacencyRow>(view(at_.value()), entries_);
      } else {
        tail_.decode(view(at_.value()));
      }
    }
    if (!at_.Valid()) check(at_.status());  // the next look-up would forget it
    if (!tail_.operations.empty()) {
      merged_.clear();
      merge<AdjacencyRow>(entries_, tail_, merged_);
      entries_.swap(merged_);
    }
    return entries_;
  }

  // Whether the row, whose tail is given, has the entry. Reads one block, not the row.
  bool contains(const std::string& prefix, const Tail<AdjacencyRow>& tail, const AdjacencyEntry& entry) {
    const auto& operations = tail.operations;
    const auto last =
        std::lower_bound(operations.begin(), operations.end(), entry,
                         [](const auto& operation, const auto& wanted) { return operation.entry < wanted; });
    if (last != operations.end() && last->entry == entry) return !last->erase;
    std::string block = prefix;
    AdjacencyRow::append_block_key(block, entry);
    at_.SeekForPrev(block);
    check(at_.status());
    if (!at_.Valid() || !at_.key().starts_with(prefix + kBlockMark)) return false;
    entries_.clear();
    decode_block<AdjacencyRow>(view(at_.value()), entries_);
    return std::binary_search(entries_.begin(), entries_.end(), entry);
  }

 private:
  static void check_length(const rocksdb::Slice& key) {
    if (key.size() <= kAdjacencyRowBytes)
      throw Error(ErrorKind::Corrupt, "family adjacency has a key of a wrong length");
  }

  rocksdb::Iterator& at_;
  std::vector<AdjacencyEntry> entries_, merged_;
  Tail<AdjacencyRow> tail_;
};

}  // namespace trama::storage
