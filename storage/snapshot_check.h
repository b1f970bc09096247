// Proves that a snapshot file says what the store says.
#pragma once

#include "storage/check_report.h"
#include "storage/store_reader.h"

namespace trama::storage {

// Compares what `view` covers (nodes, labels, relationships both ways, columns) with the families, which must
// agree with each other; `store` reads without a snapshot file. The first difference is a fault; its sentence
// begins with "the snapshot file". Sections are looked at before they are used, so a file that passes its
// checksums and is nonsense does no harm. Time: one pass over nodes and relationships.
void check_snapshot(const StoreReader& store, const SnapshotView& view, CheckReport& report);

}  // namespace trama::storage
