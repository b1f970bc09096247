// The property indexes of a snapshot file: for each, its keys in order and the nodes of each key, so that a
// look-up or a range is a search in memory: by halves, and where keys have one length, as those of numbers
// and dates, first by interpolation (Peterson: Addressing for random-access storage, 1957).
#pragma once

#include <string_view>
#include <vector>

#include "storage/mapped_output.h"
#include "storage/snapshot_file.h"

namespace trama::storage {

// Over an index of a file, which must outlive it. Keys are those of family property, without label, property
// and node (core/graph/index_key.h).
class SnapshotIndexView {
 public:
  SnapshotIndexView(const SnapshotFile& file, const SnapshotIndex& index);

  size_t keys() const { return index_.keys; }
  // The nodes of the keys in [lower, upper): by key, then ascending.
  std::span<const uint32_t> nodes(std::string_view lower, std::string_view upper) const;
  // Those of one key.
  std::span<const uint32_t> nodes(std::string_view key) const;
  // One key, in the order of keys, and its nodes.
  std::string key(size_t at) const;
  std::span<const uint32_t> nodes_of(size_t at) const { return nodes_between(at, at + 1); }

 private:
  // Without the prefix that all keys share.
  std::string_view rest(size_t at) const;
  bool is_below(size_t at, std::string_view rest_of_key) const;
  struct Places {
    size_t begin, end;
  };
  uint64_t head_at(size_t at) const;
  Places near_guess(size_t begin, size_t end, uint64_t wanted) const;
  size_t first_head_not_below(size_t begin, size_t end, uint64_t wanted) const;
  // The first in [begin, end) that is not below; end where all are.
  size_t search(size_t begin, size_t end, std::string_view rest_of_key) const;
  size_t first_not_below(std::string_view key, size_t from) const;
  std::span<const uint32_t> nodes_between(size_t begin, size_t end) const;

  const SnapshotIndex& index_;
  std::string_view prefix_;
  const char* keys_;
  const uint32_t* key_ends_;   // null where all keys have one length
  const uint32_t* node_ends_;  // null where every key has one node
  const uint32_t* nodes_;
};

// Takes an index entry by entry, in order, and stores it.
class SnapshotIndexBuilder {
 public:
  explicit SnapshotIndexBuilder(IndexDescription description);
  void add(std::string_view key, NodeId node);
  // False where a key was cut, or the keys are too long together to be worth it; then nothing was stored.
  bool store(MappedOutput& out, SnapshotIndex& stored);

 private:
  SnapshotIndex index_;
  std::string keys_;
  std::vector<uint32_t> key_ends_, node_ends_, nodes_;
  bool fits_ = true;
};

}  // namespace trama::storage
