// A database as commands and the shell use it: readers see the newest published commit and block nobody; the
// write lock is taken only while something is written.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/graph/graph.h"
#include "core/query/engine.h"

namespace trama::cli {

// Functions and procedures of the language, and Trama's own.
std::shared_ptr<const query::Registry> registry();

class Session {
 public:
  // `keep_writing`: the lock, once taken, is held until the session ends (batches); otherwise it is given
  // back after each writing statement (the shell).
  Session(std::string path, bool keep_writing);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const std::string& path() const { return path_; }

  // The newest published commit. Throws Error of kind Storage where there is no database.
  std::shared_ptr<const GraphReader> reader();

  // Runs one statement; writes take the lock (Error of kind Locked where another process holds it), and
  // create the database where there is none.
  query::Summary run(std::string_view text, query::Options options, query::RowSink& sink);

 private:
  struct State;
  std::string path_;
  bool keep_writing_;
  std::unique_ptr<State> state_;
};

}  // namespace trama::cli
