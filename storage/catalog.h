// What is known of one commit without reading rows: names, counts, indexes, where ids continue.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/rocks.h"

namespace trama::storage {

// Names are never taken away, so one dictionary serves every commit up to the one it was made for.
struct Dictionary {
  std::deque<std::shared_ptr<const std::string>> names;  // shared, so that views outlive copies
  std::unordered_map<std::string_view, SymbolId> ids;

  void add(std::string_view name);
};

// Immutable once a reader has it; a commit makes a changed copy.
struct Catalog {
  uint64_t commit = 0;
  uint64_t stamp = 0;  // random: two copies of a database that went on apart may reach one commit number
  std::string id;      // of the database, random; empty where it was made before there were ids
  NodeId last_node = 0;
  RelationshipId last_relationship = 0;
  std::array<std::shared_ptr<const Dictionary>, 3> dictionaries;  // by SymbolKind
  std::vector<uint64_t> node_counts;                              // by label; 0: all
  std::vector<uint64_t> relationship_counts;                      // by type; 0: all
  std::map<IndexDescription, uint64_t> indexes;                   // with distinct values

  Catalog();
  // The next commit's number and stamp, and the id where there is none yet.
  void begin_commit();
  const Dictionary& dictionary(SymbolKind kind) const { return *dictionaries[static_cast<size_t>(kind)]; }
};

std::string random_id();

// A catalog as a file beside a checkpoint holds it: what families meta and names of the checkpoint say, for
// which RocksDB need not be opened. Nothing where the bytes are damaged or of another version.
std::string encode_catalog(const Catalog& catalog);
std::optional<Catalog> decode_catalog(std::string_view bytes);
bool is_catalog_of_other_version(std::string_view bytes);  // which is not used, and no damage

// Reads families meta and names. Refuses another format version.
Catalog load_catalog(const Rocks& rocks, const rocksdb::ReadOptions& read);

// Puts into `batch` what distinguishes `after` from `before`.
void store_catalog(const Rocks& rocks, const Catalog& before, const Catalog& after,
                   rocksdb::WriteBatch& batch);

}  // namespace trama::storage
