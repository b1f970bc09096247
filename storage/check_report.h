// What `check` found, and what `repair` did.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace trama::storage {

struct CheckReport {
  uint64_t nodes = 0, relationships = 0, index_entries = 0, evidence = 0;  // looked at
  uint64_t fault_count = 0;
  std::vector<std::string> faults;  // one sentence each; the first kMaximalFaults

  static constexpr size_t kMaximalFaults = 100;

  void add(std::string fault) {
    ++fault_count;
    if (faults.size() < kMaximalFaults) faults.push_back(std::move(fault));
  }
};

struct RepairReport {
  uint64_t rows = 0;                // of adjacency, properties, labels and indexes, written or deleted
  uint64_t lost_nodes = 0;          // whose row could not be read, or is gone while a label names them
  uint64_t lost_properties = 0;     // whose name is gone; a relationship's other properties go with them
  uint64_t lost_relationships = 0;  // with an end that does not exist, or a type without a name
};

}  // namespace trama::storage
