// The scans of nodes that StoreReader hands out. The reader outlives them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/graph/index_key.h"
#include "storage/store_reader.h"

namespace trama::storage {

// The ids at the end of the keys of a family that start with `prefix`, from the key `begin` on.
std::unique_ptr<NodeScan> scan_keys(std::unique_ptr<rocksdb::Iterator> at, std::string prefix,
                                    const std::string& begin);

// The nodes of an index whose keys are in the bounds, by (value, node). Values that are equal in their first
// KiB are read to be sorted, and their nodes held; else nothing is read ahead.
std::unique_ptr<NodeScan> scan_index_order(const StoreReader& reader, IndexDescription index,
                                           const IndexBounds& bounds);

// `nodes` must outlive the scan.
std::unique_ptr<NodeScan> scan_span(std::span<const uint32_t> nodes);
std::unique_ptr<NodeScan> scan_vector(std::vector<NodeId> nodes);

// Nodes of a label (kNoSymbol: all) by the snapshot file's bits, what that does not cover by the store.
std::unique_ptr<NodeScan> scan_snapshot_nodes(const StoreReader& reader, SymbolId label);

}  // namespace trama::storage
