// Family `change`: which rows each commit touched, so that a snapshot file made for an earlier commit knows
// which of its rows no longer hold.
//
// On disk: three lists, each a varint count and ascending ids as varint differences:
//   nodes whose row changed (deleted, labels, properties)
//   nodes whose adjacency changed, in either direction
//   sources of which relationships that were there before were deleted or got other properties (in logs
//   written earlier, also those of which relationships were created)
// Nodes that the commit itself created are left out: no earlier file knows them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/graph/delta.h"

namespace trama::storage {

struct Changes {
  std::vector<NodeId> nodes, adjacency, sources;

  void add(const Changes& later);
};

Changes changes_of(const GraphDelta& delta);
std::string encode_changes(Changes changes);
Changes decode_changes(std::string_view bytes);

}  // namespace trama::storage
