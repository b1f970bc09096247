// The command line and the output lines that the benchmark's contract asks for.
#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace trama::bench {

struct Options {
  std::string command;               // load, run, cold, tx
  std::string db, data;              // the database's folder; the generator's
  std::string queries;               // queries.json
  std::set<std::string> only;        // ids of queries; empty: all
  int min_runs = 7, max_runs = 300;  // executions of one query, its parameter sets in turn
  double min_ms = 60, max_ms = 3400;
};

// Throws std::runtime_error with a sentence.
Options parse_options(int count, char** arguments);

// Milliseconds of a steady clock.
double now_ms();

// The most memory that this process ever had, in bytes.
uint64_t peak_memory();

uint64_t folder_bytes(const std::string& path);  // hard links to one file count once

// One line on standard output.
void print(const nlohmann::json& line);

void load(const Options& options);
void run(const Options& options);  // also cold
void transactions(const Options& options);

}  // namespace trama::bench
