// Makes what a database can derive from other families anew.
#pragma once

#include "storage/catalog.h"
#include "storage/check_report.h"

namespace trama::storage {

// The rows of nodes are what counts: labels, indexes and counts are made to agree with them. A relationship
// is there if one of its ends lists it and both exist; the other end's list is made to agree. Properties of
// relationships that are not there go. Writes only what differs, in batches each of which brings the families
// nearer to agreement, so a repair that was cut short is just run again. Memory: 56 bytes a relationship, 1
// bit a node. `catalog` becomes that of the new commit, which has no entry in the log of changes: no older
// snapshot file fits it any more. Error of kind Corrupt where files cannot be read.
RepairReport repair_store(const Rocks& rocks, Catalog& catalog);

}  // namespace trama::storage
