// The snapshot file: the adjacency and the property columns of one commit, memory-mapped, so that queries
// over much of the graph read arrays. Derived: deleting it loses nothing.
//
// On disk (little-endian, mapped as it is; another version is ignored and rebuilt):
//
//   header     SnapshotHeader
//   sections   arrays, each at a multiple of 64; the header names those that every file has
//   columns    SnapshotColumn[column_count], whose arrays are further sections
//
// Nodes and relationships are indexed by their ids, which are dense but for deletions.
//   adjacency, for each direction:
//     node_runs      u32[last_node + 2]   the first run of each node
//     runs           SnapshotRun[]        of one node by type, ascending; a run ends where the next begins
//     neighbours     u32[]                by node, type, neighbour, relationship
//     relationships  u32[]                their ids, beside
//   type_begin       u32[last_type + 2]   where each type begins in the next two, by source
//   type_nodes       u32[]                sources that have outgoing relationships of the type
//   type_runs        u32[]                their runs
//   labels           u64[last_label + 1][words]   one bit a node; label 0: the node exists
//   type_labels      u64[2][last_type + 1][last_label / 64 + 1]   one bit a label: every source (0), every
//                                                  target (1) of relationships of the type bears it
//   indexes          SnapshotIndex[]      the property indexes, whose arrays are further sections
// Ids above 2^32 - 2 are not storable so; then there is no snapshot file.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/graph.h"
#include "storage/read_ahead.h"

namespace trama::storage {

struct SnapshotRun {
  uint32_t type = 0;
  uint32_t begin = 0;  // in neighbours and relationships
};

// The ends of a run in the arrays of which it is part. The run after it, or the one that closes the list, is
// read.
inline PackedEnds ends_of(const SnapshotRun* run, const uint32_t* neighbours, const uint32_t* relationships) {
  const size_t count = run[1].begin - run[0].begin;
  return {{neighbours + run->begin, count}, {relationships + run->begin, count}};
}

struct SnapshotSection {
  uint64_t offset = 0, bytes = 0;
};

struct SnapshotAdjacency {
  SnapshotSection node_runs, runs, neighbours, relationships;
};

struct SnapshotHeader {
  char magic[8] = {};
  uint64_t commit = 0;
  uint64_t file_bytes = 0;
  uint64_t last_node = 0, last_relationship = 0;
  uint64_t last_label = 0, last_type = 0, last_property = 0;
  SnapshotAdjacency adjacency[2];  // Out, In
  SnapshotSection type_begin, type_nodes, type_runs, labels, type_labels, indexes, columns;
  uint64_t body_checksum = 0;    // of everything after the header; verified by `verify`
  uint64_t header_checksum = 0;  // of this struct up to here; verified when opened
};

// `values` holds one element an id in [first, first + count). Numbers and dates: base + element, of `width`
// bytes. Floats: the double itself (width 8), or by dictionary an element that is an index into doubles.
// Strings: an index into dictionary_offsets, u64[entries + 1], which delimit dictionary_bytes.
struct SnapshotColumn {
  enum class Kind : uint32_t { Unsupported, Integer, Float, FloatByDictionary, String, Date, Boolean };

  Kind kind = Kind::Unsupported;  // Unsupported: mixed or other types; the store must be asked
  uint32_t of_relationships = 0;  // else of nodes
  uint32_t property = 0;
  uint32_t width = 0;  // 1, 2, 4 or 8
  uint64_t first = 0, count = 0;
  int64_t base = 0;
  SnapshotSection values;
  SnapshotSection validity;  // u64 words, a bit an element; empty: all are there
  SnapshotSection dictionary_offsets, dictionary_bytes;
};

// The entries of a property index by key, then node. An index with keys that were cut (core/graph/index_key.h),
// which do not sort as values do, is left to the store. Keys are stored without what all of them begin with.
struct SnapshotIndex {
  uint32_t label = 0, property = 0;
  uint64_t keys = 0;
  uint64_t key_size = 0;  // of each key, where there are no key_ends
  SnapshotSection prefix, key_bytes;
  SnapshotSection key_ends;   // u32 a key; empty: all have one size
  SnapshotSection node_ends;  // u32 a key; empty: each has one node
  SnapshotSection nodes;      // u32
};

// 64 bits over bytes, for finding damage, not for security.
uint64_t snapshot_checksum(std::string_view bytes);
// 03: over it, a change log no longer lists the sources of relationships that were only created.
inline constexpr char kSnapshotMagic[8] = {'t', 'r', 'a', 'm', 'a', 's', '0', '3'};

class SnapshotFile {
 public:
  // Whether there is a file of another version, which is not used.
  static bool is_of_other_version(const std::string& path);
  // Nothing where there is no file, or not one of this version, or its header is damaged.
  static std::shared_ptr<const SnapshotFile> open(const std::string& path);
  ~SnapshotFile();
  SnapshotFile(const SnapshotFile&) = delete;
  SnapshotFile& operator=(const SnapshotFile&) = delete;

  const SnapshotHeader& header() const { return *header_; }
  bool verify() const;  // reads the whole file
  const ReadAhead& ahead() const { return ahead_; }
  // What will be read is told beforehand, as often as it helps.
  bool wants_hint(Direction direction, size_t nodes) const {  // Out or In
    return hints_[direction == Direction::In ? 1 : 0].left(nodes) > 0;
  }
  bool wants_hint(const SnapshotColumn& column, size_t values) const {
    return hints_[hint_place(column)].left(values) > 0;
  }
  // The adjacency of these nodes will be read.
  void expect_adjacency(Direction direction, std::span<const NodeId> nodes) const;
  // The values of these nodes or relationships will be read.
  void expect_values(const SnapshotColumn& column, std::span<const uint64_t> ids) const;

  struct Adjacency {
    const uint32_t* node_runs = nullptr;
    const SnapshotRun* runs = nullptr;
    const uint32_t* neighbours = nullptr;
    const uint32_t* relationships = nullptr;
  };
  const Adjacency& adjacency(Direction direction) const {  // Out or In
    return adjacency_[direction == Direction::In ? 1 : 0];
  }

  struct TypeRows {
    std::span<const uint32_t> nodes, runs;
  };
  TypeRows outgoing(SymbolId type) const;

  // `node` must be at most last_node, `label` may be any.
  bool has_label(NodeId node, SymbolId label) const {
    return label <= header_->last_label && (label_words(label)[node / 64] >> (node % 64) & 1) != 0;
  }
  bool has_node(NodeId node) const { return has_label(node, kNoSymbol); }
  const uint64_t* label_words(SymbolId label) const { return labels_ + label * words_; }
  size_t words() const { return words_; }

  // Whether every end that relationships of the type have in this direction (Out: targets) bears the label.
  bool all_ends_have(SymbolId type, Direction direction, SymbolId label) const {
    if (type > header_->last_type || label > header_->last_label) return false;
    const size_t row = (direction == Direction::Out ? header_->last_type + 1 : 0) + type;
    const size_t label_words = header_->last_label / 64 + 1;
    return (type_labels_[row * label_words + label / 64] >> (label % 64) & 1) != 0;
  }

  // Nothing where the file does not hold the index.
  const SnapshotIndex* index(IndexDescription description) const;
  std::span<const SnapshotIndex> indexes() const { return indexes_; }

  // Nothing where no node (relationship) of this commit has the property.
  const SnapshotColumn* node_column(SymbolId property) const { return find(false, property); }
  const SnapshotColumn* relationship_column(SymbolId property) const { return find(true, property); }

  std::span<const SnapshotColumn> columns() const { return columns_; }
  // Whether the column, which is not Unsupported, has a value for the node or relationship.
  bool has_value(const SnapshotColumn& column, uint64_t id) const {
    const uint64_t index = id - column.first;  // wraps where the id is below
    return index < column.count && (column.validity.bytes == 0 ||
                                    (array<uint64_t>(column.validity)[index / 64] >> (index % 64) & 1) != 0);
  }

  template <typename T>
  const T* array(const SnapshotSection& section) const {
    return reinterpret_cast<const T*>(data_ + section.offset);
  }

 private:
  SnapshotFile(const char* data, size_t bytes, ReadAhead ahead);
  const SnapshotColumn* find(bool of_relationships, SymbolId property) const;
  uint64_t element(const SnapshotColumn& column, uint64_t index) const;
  // How often it is still told what will be read: of few places, and of many, where at the last time the
  // whole is read.
  struct Hints {
    static constexpr int kFew = 256, kMany = 32;
    mutable std::atomic<int> few = kFew, many = kMany;

    std::atomic<int>& of(size_t places) const { return places < ReadAhead::kFewPlaces ? few : many; }
    int left(size_t places) const { return of(places).load(std::memory_order_relaxed); }
    // True for the last of many.
    bool take(size_t places) const {
      return of(places).fetch_sub(1, std::memory_order_relaxed) == 1 && places >= ReadAhead::kFewPlaces;
    }
  };
  size_t hint_place(const SnapshotColumn& column) const {
    return 2 + static_cast<size_t>(&column - columns_.data());
  }
  void want(const SnapshotSection& section) const { ahead_.want(data_ + section.offset, section.bytes); }

  const char* data_;
  size_t bytes_;
  ReadAhead ahead_;
  const SnapshotHeader* header_;
  Adjacency adjacency_[2];
  const uint64_t* labels_;
  size_t words_;  // of one label's bits
  const uint64_t* type_labels_;
  std::span<const SnapshotIndex> indexes_;
  std::span<const SnapshotColumn> columns_;
  std::vector<Hints> hints_;  // Out, In, columns
};

}  // namespace trama::storage
