// Seeded random writes into a delta: creations, deletions, labels, properties, parallel relationships, loops,
// indexes, side tables.
#pragma once

#include <random>

#include "core/graph/delta.h"

namespace trama::test {

class RandomWriter {
 public:
  explicit RandomWriter(uint64_t seed) : random_(seed) {}

  // Some calls on `delta`, which afterwards has no dangling relationships.
  void write(GraphDelta& delta, size_t operations);

 private:
  uint64_t below(uint64_t limit) { return random_() % limit; }
  Value value();
  void write_one(GraphDelta& delta);
  std::optional<NodeId> any_node(const GraphReader& graph);
  std::optional<Relationship> any_relationship(const GraphReader& graph);

  std::mt19937_64 random_;
};

}  // namespace trama::test
