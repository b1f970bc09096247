// Whether RocksDB's files are there and as they were written, in the part of a database that is written to
// and in what readers see: asked of the folder, so that it can be answered where neither opens.
#pragma once

#include <cstdint>
#include <string>

namespace trama::storage {

struct PartReport {
  enum class State {
    Whole,
    Absent,   // live/: a backup has none; published: nothing was published, or the next reader does so
    InUse,    // live/ alone: another process writes it, and what was found may be its doing
    Damaged,  // missing in part or in whole, not as written, or less than what was published
  };
  State state = State::Absent;
  uint64_t commit = 0;  // Whole: the last one
  std::string damage;   // Damaged: what is wrong, one sentence
};

struct FileReport {
  PartReport live, published;
  bool unpublished = false;  // commits of live/ may be missing in what was published
};

// Reads every file once, and live/ row by row where its files are not those of what was published; writes
// nothing. Takes the writer's lock only to make sure of damage. Where there is no database both parts are
// absent. Error of kind Storage for a foreign folder or another format's database.
FileReport check_files(const std::string& path);

}  // namespace trama::storage
