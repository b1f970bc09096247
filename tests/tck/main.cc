// tck: runs feature files of the openCypher Technology Compatibility Kit against the engine.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>

#include "tests/tck/backend.h"
#include "tests/tck/scenario_runner.h"

namespace fs = std::filesystem;
using namespace trama;
using namespace trama::tck;

namespace {

struct Arguments {
  std::vector<std::string> folders;
  std::string backend = "memory";
  std::string filter;
  std::string skip_list;
  double floor = 100;  // percent
  bool show = false;
  bool by_folder = false;
  bool optional = false;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
};

// Lines of "FEATURE [N]: reason", where FEATURE is a file's name without folder and extension.
std::map<std::string, std::string> read_skip_list(const std::string& path) {
  std::map<std::string, std::string> reasons;
  std::ifstream file(path);
  if (!file) throw std::runtime_error(path + " cannot be read");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const size_t colon = line.find(": ");
    if (colon == std::string::npos) throw std::runtime_error("'" + line + "' gives no reason for the skip");
    reasons[line.substr(0, colon)] = line.substr(colon + 2);
  }
  return reasons;
}

std::string skip_key(const Scenario& scenario) {
  const size_t bracket = scenario.name.find(']');
  return fs::path(scenario.feature).stem().string() + " " +
         scenario.name.substr(0, bracket == std::string::npos ? std::string::npos : bracket + 1);
}

std::vector<Scenario> collect(const Arguments& arguments) {
  std::vector<std::string> files;
  for (const std::string& folder : arguments.folders) {
    if (!fs::is_directory(folder)) {
      files.push_back(folder);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.path().extension() == ".feature") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  std::vector<Scenario> scenarios;
  for (const std::string& file : files) {
    for (Scenario& scenario : read_feature(file)) {
      const std::string title = scenario.feature + " " + scenario.name;
      if (title.find(arguments.filter) != std::string::npos) scenarios.push_back(std::move(scenario));
    }
  }
  return scenarios;
}

// The named graphs lie in a folder "graphs" beside the features or above them.
std::string graphs_folder(const std::string& feature) {
  for (fs::path folder = fs::absolute(feature).parent_path(); folder != folder.root_path();
       folder = folder.parent_path())
    if (fs::is_directory(folder / "graphs")) return (folder / "graphs").string();
  return "graphs";
}

struct Result {
  bool skipped = false;
  Outcome outcome;
};

std::vector<Result> run_all(const std::vector<Scenario>& scenarios, Backend backend,
                            const std::map<std::string, std::string>& skips, unsigned jobs) {
  std::vector<Result> results(scenarios.size());
  const query::Registry functions = query::standard_registry();
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i; (i = next++) < scenarios.size();) {
      const Scenario& scenario = scenarios[i];
      results[i].skipped = skips.contains(skip_key(scenario));
      if (results[i].skipped) continue;
      try {
        const auto graph = open_empty(backend);
        results[i].outcome = run_scenario(scenario, *graph, functions, graphs_folder(scenario.feature));
      } catch (const std::exception& error) {
        results[i].outcome.got = std::string("the graph cannot be opened: ") + error.what();
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < jobs; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return results;
}

struct Count {
  size_t passed = 0, failed = 0, skipped = 0;
  void add(const Result& result) { ++(result.skipped ? skipped : result.outcome.passed ? passed : failed); }
  double percent() const {
    const size_t run = passed + failed;
    return run == 0 ? 0 : 100.0 * static_cast<double>(passed) / static_cast<double>(run);
  }
};

std::ostream& operator<<(std::ostream& out, const Count& count) {
  return out << count.passed << " passed, " << count.failed << " failed, " << count.skipped << " skipped ("
             << std::to_string(count.percent()).substr(0, 5) << " percent)";
}

void show(const Scenario& scenario, const Outcome& outcome) {
  std::cout << "\nFAILED " << scenario.feature << ":" << scenario.line << " " << scenario.name;
  if (scenario.example > 0) std::cout << " example " << scenario.example;
  std::cout << "\n--- query\n"
            << outcome.query << "\n--- expected\n"
            << outcome.expected << "\n--- got\n"
            << outcome.got << "\n";
}

// Returns the percentage passed.
double report(const std::vector<Scenario>& scenarios, const std::vector<Result>& results, Backend backend,
              const Arguments& arguments) {
  Count total;
  std::map<std::string, Count> by_folder;
  for (size_t i = 0; i < scenarios.size(); ++i) {
    total.add(results[i]);
    by_folder[fs::path(scenarios[i].feature).parent_path().string()].add(results[i]);
    if (arguments.show && !results[i].skipped && !results[i].outcome.passed)
      show(scenarios[i], results[i].outcome);
  }
  if (arguments.by_folder)
    for (const auto& [folder, count] : by_folder) std::cout << folder << ": " << count << "\n";
  std::cout << name_of(backend) << ": " << total << "\n";
  return total.percent();
}

std::vector<Backend> backends(const std::string& name) {
  if (name == "memory") return {Backend::Memory};
  if (name == "rocksdb") return {Backend::RocksDb};
  return {Backend::Memory, Backend::RocksDb};
}

int run(const Arguments& arguments) {
  for (const std::string& folder : arguments.folders) {
    if (fs::exists(folder)) continue;
    std::cout << (arguments.optional ? "skipped: " : "error: ") << folder << " does not exist\n";
    return arguments.optional ? 0 : 2;
  }
  const auto skips = arguments.skip_list.empty() ? std::map<std::string, std::string>{}
                                                 : read_skip_list(arguments.skip_list);
  const std::vector<Scenario> scenarios = collect(arguments);
  if (scenarios.empty()) {
    std::cout << "error: no scenario fits\n";
    return 2;
  }
  bool good = true;
  for (const Backend backend : backends(arguments.backend)) {
    const std::vector<Result> results = run_all(scenarios, backend, skips, arguments.jobs);
    good = report(scenarios, results, backend, arguments) >= arguments.floor && good;
  }
  if (!good) std::cout << "below the floor of " << arguments.floor << " percent\n";
  return good ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Runs feature files of the openCypher Technology Compatibility Kit");
  app.add_option("folders", arguments.folders, "folders or files")->required();
  app.add_option("--backend", arguments.backend, "memory, rocksdb or both")
      ->check(CLI::IsMember({"memory", "rocksdb", "both"}));
  app.add_option("--filter", arguments.filter, "only scenarios with this in their file or name");
  app.add_option("--skip-list", arguments.skip_list, "file of scenarios to skip, with reasons");
  app.add_option("--floor", arguments.floor, "percentage that must pass");
  app.add_option("--jobs", arguments.jobs, "threads")->check(CLI::Range(1u, 64u));
  app.add_flag("--show", arguments.show, "list the failures");
  app.add_flag("--by-folder", arguments.by_folder, "counts for each folder");
  app.add_flag("--optional", arguments.optional, "succeed where a folder does not exist");
  CLI11_PARSE(app, argc, argv);
  try {
    return run(arguments);
  } catch (const std::exception& error) {
    std::cerr << "error: " << error.what() << "\n";
    return 2;
  }
}
