// The scans of relationships that StoreReader hands out. The reader outlives them.
#pragma once

#include <memory>
#include <vector>

#include "storage/store_reader.h"

namespace trama::storage {

// Relationships of `types`, one after the other.
std::unique_ptr<RelationshipScan> scan_store_relationships(const StoreReader& reader,
                                                           std::vector<SymbolId> types);
std::unique_ptr<RelationshipScan> scan_snapshot_relationships(const StoreReader& reader,
                                                              std::vector<SymbolId> types);

}  // namespace trama::storage
