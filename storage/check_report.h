// What `check` found.
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
};

}  // namespace trama::storage
