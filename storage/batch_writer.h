// Encodes a delta as one WriteBatch.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <rocksdb/write_batch.h>

#include "core/graph/delta.h"
#include "storage/node_row.h"
#include "storage/store_reader.h"

namespace trama::storage {

class BatchWriter {
 public:
  // `base` is the reader that `delta` was made on.
  BatchWriter(const StoreReader& base, const GraphDelta& delta);

  // Call once. Returns the catalog of the new commit, which is part of the batch.
  Catalog encode(rocksdb::WriteBatch& batch);

 private:
  void encode_symbols();
  void encode_nodes();
  void remove_rows_of(NodeId node);
  void encode_relationships();
  void encode_adjacency(Direction direction, const Relationship& relationship, bool erase);
  void encode_payload(const RelationshipChange& change);
  void flush_tails();
  void encode_indexes();
  void encode_tables();
  void change_index_entries(NodeId node, const NodeRow& before, const NodeRow& after);
  void count_distinct(IndexDescription index);

  // Appended operations of one row, and whether it is time to look at the row's tail.
  struct Pending {
    std::string operations;
    bool inspect = false;
  };
  template <typename Row>
  void flush(Family family, std::map<std::string, Pending>& rows);

  // What one commit does to the entries under one value of an index.
  struct ValueChange {
    uint64_t added = 0, removed = 0;
  };

  const StoreReader& base_;
  const GraphDelta& delta_;
  const Rocks& rocks_;
  rocksdb::WriteBatch* batch_ = nullptr;
  Catalog catalog_;
  std::set<NodeId> deleted_nodes_;
  std::map<std::string, Pending> adjacency_, edges_;                              // by row prefix
  std::map<IndexDescription, std::map<std::string, ValueChange>> index_changes_;  // by index key
};

}  // namespace trama::storage
