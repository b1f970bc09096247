// Reads the rows of relationships' properties, one source after the other.
#pragma once

#include <string>
#include <vector>

#include "storage/packed_row.h"
#include "storage/rocks.h"

namespace trama::storage {

class EdgeReader {
 public:
  // `at` stands at a key of family edge that has a source, 8 bytes at least.
  explicit EdgeReader(rocksdb::Iterator& at) : at_(at) {}

  // The row at which the iterator stands, past which it moves. The payloads live until the next call.
  const std::vector<EdgeEntry>& read_row() {
    prefix_.assign(at_.key().data(), sizeof(NodeId));
    blocks_.clear();
    block_ends_.clear();
    tail_bytes_.clear();
    for (; at_.Valid() && at_.key().starts_with(prefix_); at_.Next()) {
      if (at_.key().size() > prefix_.size() && at_.key()[prefix_.size()] == kBlockMark) {
        blocks_.append(view(at_.value()));
        block_ends_.push_back(blocks_.size());
      } else {
        tail_bytes_ = view(at_.value());
      }
    }
    if (!at_.Valid()) check(at_.status());
    entries_.clear();
    size_t begin = 0;
    for (const size_t end : block_ends_) {
      decode_block<EdgeRow>(std::string_view(blocks_).substr(begin, end - begin), entries_);
      begin = end;
    }
    tail_.decode(tail_bytes_);
    if (tail_.operations.empty()) return entries_;
    merged_.clear();
    merge<EdgeRow>(entries_, tail_, merged_);
    entries_.swap(merged_);
    return entries_;
  }

 private:
  rocksdb::Iterator& at_;
  std::string prefix_, blocks_, tail_bytes_;
  std::vector<size_t> block_ends_;  // in `blocks_`
  Tail<EdgeRow> tail_;
  std::vector<EdgeEntry> entries_, merged_;
};

}  // namespace trama::storage
