// The format on disk, version 1: folders, column families, keys and values. Everything else in storage/
// writes and reads bytes through what stands here, in packed_row.h and in core/graph/ (codec.h, index_key.h).
//
// A database is a folder:
//
//   trama           "trama database\nformat 1\n"; tells ours from others
//   lock            locked (flock) by the one writer, whose process id it holds
//   live/           the RocksDB database; only writers open it
//   live.new/       of a restore that goes on, or was cut short
//   snapshot        the snapshot file (snapshot_file.h), linked into each checkpoint
//   checkpoints/N/  RocksDB checkpoints for readers, each with a file `pin` that its readers lock (shared)
//                   and a file `catalog` (catalog.h), by which most of them need not open RocksDB
//   published       the name N of the newest checkpoint; replaced by rename
//   unpublished     exists while live/ has commits that are not in the newest checkpoint
//
// Numbers in keys are big-endian, so keys sort as numbers do; `varint` is LEB128.
//
//   family        key                                        value
//   meta          "format"                                   "1"
//                 "id"                                       16 random bytes: which database this is; made
//                                                            with the first commit, anew by a restore;
//                                                            missing in databases made before there were ids
//                 "state"                                    varints: commit, last node, last relationship,
//                                                            the commit's random stamp (missing: 0)
//                 "nodes/" label:4                           varint: count (label 0: all nodes)
//                 "relationships/" type:4                    varint: count (type 0: all)
//                 "index/" label:4 property:4                varint: distinct values; the index exists
//   names         kind:1 id:4                                the name (kind as SymbolKind)
//   node          node:8                                     flags:1, varint: labels, ascending ones,
//                                                            varint: properties, (varint property, value)*
//   adjacency     direction:1 node:8 type:4 1:1 neighbour:8  a base block, named by its first entry;
//                   relationship:8                           direction 0 out, 1 in
//                 direction:1 node:8 type:4 255:1            the tail (packed_row.h)
//   edge          source:8 1:1 relationship:8                a base block: relationships' flags, properties
//                 source:8 255:1                             the tail
//   label         label:4 node:8                             nothing
//   property      label:4 property:4 index key, node:8       nothing (index key: core/graph/index_key.h)
//   change        commit:8                                   what the commit touched (change_log.h)
//   record, text, evidence, evidence_by_article, alias,      side tables: the caller's bytes
//   decision, assembly
//
// A relationship has an entry in both adjacency rows of its ends, and one in the edge row of its source if it
// has properties or is derived. Flag bit 0: derived; the others are reserved and zero.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/graph/bytes.h"
#include "core/graph/graph.h"

namespace trama::storage {

inline constexpr uint64_t kFormatVersion = 1;

enum class Family : size_t {
  Meta,
  Names,
  Node,
  Adjacency,
  Edge,
  Label,
  Property,
  Change,
  Record,
  Text,
  Evidence,
  EvidenceByArticle,
  Alias,
  Decision,
  Assembly,
};

// Meta lies in the family that RocksDB insists on.
inline constexpr std::array<const char*, 15> kFamilyNames = {
    "default", "names", "node",     "adjacency",           "edge",  "label",    "property", "change",
    "record",  "text",  "evidence", "evidence_by_article", "alias", "decision", "assembly"};

inline Family family_of(Table table) {
  return static_cast<Family>(static_cast<size_t>(Family::Record) + static_cast<size_t>(table) - 1);
}

inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::string_view kIdKey = "id";
inline constexpr std::string_view kStateKey = "state";
inline constexpr std::string_view kNodesPrefix = "nodes/";
inline constexpr std::string_view kRelationshipsPrefix = "relationships/";
inline constexpr std::string_view kIndexPrefix = "index/";

inline bool is_meta_key(std::string_view key) {
  return key == kFormatKey || key == kIdKey || key == kStateKey ||
         (key.starts_with(kNodesPrefix) && key.size() == kNodesPrefix.size() + 4) ||
         (key.starts_with(kRelationshipsPrefix) && key.size() == kRelationshipsPrefix.size() + 4) ||
         (key.starts_with(kIndexPrefix) && key.size() == kIndexPrefix.size() + 8);
}

inline constexpr uint8_t kDerivedFlag = 1;

inline constexpr char kBlockMark = '\x01';
inline constexpr char kTailMark = '\xff';

inline std::string be32_key(std::string_view prefix, uint32_t id) {
  std::string key(prefix);
  append_be32(key, id);
  return key;
}

inline std::string name_key(SymbolKind kind, SymbolId id) {
  std::string key(1, static_cast<char>(kind));
  append_be32(key, id);
  return key;
}

inline std::string id_key(uint64_t id) {
  std::string key;
  append_be64(key, id);
  return key;
}

inline std::string label_key(SymbolId label, NodeId node) {
  std::string key;
  append_be32(key, label);
  append_be64(key, node);
  return key;
}

inline constexpr size_t kIndexPrefixBytes = 8;

inline std::string index_prefix(IndexDescription index) {
  std::string key;
  append_be32(key, index.label);
  append_be32(key, index.property);
  return key;
}

// direction:1 node:8, and with the type the prefix of one row.
inline constexpr size_t kAdjacencyNodeBytes = 9;
inline constexpr size_t kAdjacencyRowBytes = 13;

inline std::string adjacency_node_prefix(Direction direction, NodeId node) {
  std::string key(1, direction == Direction::Out ? '\0' : '\1');
  append_be64(key, node);
  return key;
}

inline std::string adjacency_row_prefix(Direction direction, NodeId node, SymbolId type) {
  std::string key = adjacency_node_prefix(direction, node);
  append_be32(key, type);
  return key;
}

}  // namespace trama::storage
