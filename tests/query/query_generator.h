// Random graphs and random queries over them, from a seed.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace trama::query {

class QueryGenerator {
 public:
  explicit QueryGenerator(uint64_t seed) : random_(seed) {}

  // Statements that fill an empty graph: a few dozen nodes, relationships of three types with self loops and
  // parallel ones, properties that are missing or of several types, two indexes.
  std::vector<std::string> graph();
  // A query that reads. Its rows are the same in every plan: what has no order is not cut off, and sums are
  // of integers.
  std::string query();

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<uint64_t>(n)); }
  bool chance(int percent) { return below(100) < percent; }
  std::string pick(const std::vector<std::string>& from) {
    return from[static_cast<size_t>(below(static_cast<int>(from.size())))];
  }

  std::string node(bool may_reuse);
  std::string relationship(bool named);
  std::string path(int max_length);
  std::string match(bool optional);
  std::string predicate(int depth);
  std::string literal();
  std::string projection(bool last);
  std::string counted_chain();

  std::mt19937_64 random_;
  std::vector<std::string> nodes_, relationships_, values_;  // variables in scope
  std::vector<std::string> fresh_relationships_;             // of the MATCH being written
  int names_ = 0;
};

}  // namespace trama::query
