// Named places at which a test makes the program die or fail, to see what it leaves behind.
//
// TRAMA_FAIL_POINT=NAME:ACTION[:N] acts when the place is passed for the Nth time (1): `kill` ends the
// process with SIGKILL, `error` throws Error of kind Storage. They are in every build, so that what is tested
// is what runs; unset, one costs a test of a constant, and none stands in an inner loop.
#pragma once

#include <array>
#include <cstdlib>
#include <string_view>

namespace trama {

inline constexpr std::array kFailPoints = {
    // A database's folder is made: before its identity, before the lock.
    std::string_view("create.folder"), std::string_view("create.identity"),
    // A commit: encoded; marked as unpublished; written; seen by readers of this process.
    std::string_view("commit.encoded"), std::string_view("commit.marked"), std::string_view("commit.written"),
    std::string_view("commit.installed"),
    // A file is exchanged: the new one is written and not yet in its place.
    std::string_view("replace.written"),
    // A checkpoint: made; with its pin; named as the newest; no longer marked; an old one without its pin.
    std::string_view("publish.made"), std::string_view("publish.pinned"), std::string_view("publish.named"),
    std::string_view("publish.unmarked"), std::string_view("publish.unpinned"),
    // The snapshot file: written; in its place; the log of changes cut.
    std::string_view("snapshot.written"), std::string_view("snapshot.named"),
    std::string_view("snapshot.cut"),
    // A bulk import: sorted files written; marked; part of the database.
    std::string_view("bulk.written"), std::string_view("bulk.marked"), std::string_view("bulk.taken"),
    // A backup: each file copied; all verified; in its place.
    std::string_view("backup.copied"), std::string_view("backup.verified"), std::string_view("backup.named"),
    // A restore: each file copied; all verified; in its place.
    std::string_view("restore.copied"), std::string_view("restore.verified"),
    std::string_view("restore.named"),
    // Compaction: the snapshot made; each family rewritten.
    std::string_view("compact.snapshot"), std::string_view("compact.family"),
    // Ingest: an article extracted, in a worker's thread; an article acknowledged. Repair: the store's
    // derived
    // families rewritten; an article assembled again.
    std::string_view("ingest.extracted"), std::string_view("ingest.acknowledged"),
    std::string_view("repair.store"), std::string_view("repair.article")};

// One of kFailPoints; another literal does not compile.
class FailPoint {
 public:
  consteval FailPoint(const char* name) : name_(name) {
    for (const std::string_view known : kFailPoints) {
      if (known == name_) return;
    }
    throw "no such fail point";
  }
  std::string_view name() const { return name_; }

 private:
  std::string_view name_;
};

namespace detail {
inline const bool kFailPointSet = std::getenv("TRAMA_FAIL_POINT") != nullptr;
void reach(std::string_view name);
}  // namespace detail

// Any thread.
inline void fail_point(FailPoint point) {
  if (detail::kFailPointSet) detail::reach(point.name());
}

}  // namespace trama
