// Sorts more relationships than memory holds: sorted runs in temporary files, merged.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/graph/value.h"

namespace trama::storage {

struct SortedRelationship {
  NodeId node = 0;
  NodeId neighbour = 0;
  uint64_t order = 0;  // tells parallel ones apart
  SymbolId type = 0;
  uint32_t payload_size = 0;
};

class RelationshipSorter {
 public:
  // Holds at most `memory_bytes` (or one relationship that has more) and, for each time that these were full,
  // a file with a buffer of 256 KiB. Files begin with `path`; they are removed by the destructor.
  RelationshipSorter(std::string path, size_t memory_bytes);
  ~RelationshipSorter();
  RelationshipSorter(const RelationshipSorter&) = delete;
  RelationshipSorter& operator=(const RelationshipSorter&) = delete;

  void add(SortedRelationship relationship, std::string_view payload);

  // Call once, at the end: all in the order of (node, type, neighbour, order). The payload lives during the
  // call.
  using Visitor = std::function<void(const SortedRelationship&, std::string_view payload)>;
  void visit_sorted(const Visitor& visit);

 private:
  struct Held {
    SortedRelationship relationship;
    uint64_t payload_at;
  };
  class Run;
  void sort_held();
  void spill();

  std::string path_;
  size_t memory_bytes_;
  std::vector<Held> held_;
  std::string payloads_;
  std::vector<std::unique_ptr<Run>> runs_;
};

}  // namespace trama::storage
