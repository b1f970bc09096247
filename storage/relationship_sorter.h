// Sorts more relationships than memory holds: sorted runs in temporary files, merged.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/value.h"

namespace trama::storage {

struct SortedRelationship {
  NodeId node = 0;
  NodeId neighbour = 0;
  SymbolId type = 0;
};

class RelationshipSorter {
 public:
  // Holds `memory_bytes` (or one relationship that has more) and, for each time that these were full, a file
  // with a buffer of 256 KiB. Files begin with `path`; they are removed by the destructor.
  RelationshipSorter(std::string path, size_t memory_bytes);
  ~RelationshipSorter();
  RelationshipSorter(const RelationshipSorter&) = delete;
  RelationshipSorter& operator=(const RelationshipSorter&) = delete;

  void add(const SortedRelationship& relationship, std::string_view payload);

  // Call once, at the end: all in the order of (node, type, neighbour), parallel ones as they were added. The
  // payload lives during the call.
  using Visitor = std::function<void(const SortedRelationship&, std::string_view payload)>;
  void visit_sorted(const Visitor& visit);

 private:
  struct Held;
  class Run;
  std::span<Held> held();
  std::string_view payload_of(const Held& held) const;
  void sort_held();
  void spill();
  void merge_runs(const Visitor& visit);

  std::string path_;
  // What is held grows from the memory's begin, payloads from its end towards it.
  std::unique_ptr<char[]> memory_;
  size_t memory_bytes_;
  size_t count_ = 0, payload_bytes_ = 0;
  std::vector<std::unique_ptr<Run>> runs_;
};

}  // namespace trama::storage
