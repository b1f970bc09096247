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
    const std::string prefix = at_.key().ToString().substr(0, sizeof(NodeId));
    blocks_.clear();
    tail_bytes_.clear();
    for (; at_.Valid() && at_.key().starts_with(prefix); at_.Next()) {
      if (at_.key().size() > prefix.size() && at_.key()[prefix.size()] == kBlockMark) {
        blocks_.push_back(at_.value().ToString());
      } else {
        tail_bytes_ = at_.value().ToString();
      }
    }
    check(at_.status());
    base_.clear();
    for (const std::string& block : blocks_) decode_block<EdgeRow>(block, base_);
    tail_.decode(tail_bytes_);
    entries_.clear();
    merge<EdgeRow>(base_, tail_, entries_);
    return entries_;
  }

 private:
  rocksdb::Iterator& at_;
  std::vector<std::string> blocks_;
  std::string tail_bytes_;
  Tail<EdgeRow> tail_;
  std::vector<EdgeEntry> base_, entries_;
};

}  // namespace trama::storage
