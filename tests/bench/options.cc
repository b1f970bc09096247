#include "tests/bench/options.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include <sys/stat.h>

namespace trama::bench {

Options parse_options(int count, char** arguments) {
  Options options;
  if (count > 1) options.command = arguments[1];
  for (int i = 2; i + 1 < count; i += 2) {
    const std::string name = arguments[i], value = arguments[i + 1];
    if (name == "--db") {
      options.db = value;
    } else if (name == "--data") {
      options.data = value;
    } else if (name == "--queries") {
      options.queries = value;
    } else if (name == "--only") {
      std::istringstream ids(value);
      for (std::string id; std::getline(ids, id, ',');) options.only.insert(id);
    } else if (name == "--min-runs") {
      options.min_runs = std::stoi(value);
    } else if (name == "--max-runs") {
      options.max_runs = std::stoi(value);
    } else if (name == "--min-ms") {
      options.min_ms = std::stod(value);
    } else if (name == "--max-ms") {
      options.max_ms = std::stod(value);
    } else {
      throw std::runtime_error("unknown option " + name);
    }
  }
  if (options.db.empty() || options.data.empty()) throw std::runtime_error("--db and --data are needed");
  return options;
}

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

uint64_t peak_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
  }
  return 0;
}

uint64_t folder_bytes(const std::string& path) {
  uint64_t bytes = 0;
  std::set<ino_t> seen;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    struct stat status {};
    if (!entry.is_regular_file() || ::stat(entry.path().c_str(), &status) != 0) continue;
    if (seen.insert(status.st_ino).second) bytes += static_cast<uint64_t>(status.st_size);
  }
  return bytes;
}

void print(const nlohmann::json& line) { std::cout << line.dump() << std::endl; }

}  // namespace trama::bench
