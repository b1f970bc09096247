// Scans over what is held already.
#pragma once

#include <algorithm>
#include <vector>

#include "core/graph/graph.h"

namespace trama {

template <typename Scan, typename Element>
class HeldScan : public Scan {
 public:
  explicit HeldScan(std::vector<Element> all) : all_(std::move(all)) {}

  bool next(std::vector<Element>& batch, size_t limit) override {
    const auto begin = all_.begin() + static_cast<ptrdiff_t>(at_);
    const size_t count = std::min(limit, all_.size() - at_);
    batch.assign(begin, begin + static_cast<ptrdiff_t>(count));
    at_ += count;
    return count > 0;
  }

 private:
  std::vector<Element> all_;
  size_t at_ = 0;
};

using HeldNodes = HeldScan<NodeScan, NodeId>;
using HeldRelationships = HeldScan<RelationshipScan, Relationship>;

}  // namespace trama
