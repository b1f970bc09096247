// What an open database holds, and the steps of its life that more than one call takes: opening, publishing,
// going over to the next commit. Between threads only the readers' part is guarded; the rest is the writer's.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "storage/batch_writer.h"
#include "storage/catalog.h"
#include "storage/checkpoint.h"
#include "storage/database.h"
#include "storage/file_lock.h"
#include "storage/rocks.h"
#include "storage/snapshot_view.h"
#include "storage/store_reader.h"

namespace trama::storage {

// Logs up to so many bytes go into a checkpoint as they are; longer ones are flushed first. A flush costs
// about 100 ms, a MB of log 11-16 ms to each process that opens the checkpoint. While writing goes on few
// will open this very checkpoint; after the last commit all do.
inline constexpr uint64_t kFlushAboveLogBytes = uint64_t{2} << 20;
inline constexpr uint64_t kFlushAtCloseAboveLogBytes = uint64_t{256} << 10;

struct Database::State {
  using Clock = std::chrono::steady_clock;

  explicit State(std::string path) : folder(std::move(path)) {}

  // Opens the live database; the caller holds the lock. Error of kind Corrupt where it has less than what was
  // published.
  void open_for_writing();
  // Goes over to a published state, which stays pinned as long as anybody reads it.
  void open_checkpoint(Folder::Pinned newest);

  // Makes the newest commit visible to readers, unless it is so already.
  void publish(uint64_t flush_above_log_bytes = kFlushAboveLogBytes);
  // The same, where the last time is long enough ago for what it cost. What fails is tried again.
  void publish_now_and_then();
  // What readers see shall be renewed with the next publication, also if nothing is written until then.
  void publish_anew();

  // Around a write to the families. A write that begins and is not installed leaves the state in doubt, and
  // no other is begun.
  void before_write();
  void install(std::shared_ptr<const Catalog> written, const Changes& changes);

  OpenOptions options;
  Folder folder;
  std::optional<FileLock> lock;
  std::string checkpoint;                        // Access::Read: the folder that is open
  std::shared_ptr<const Folder::Pinned> pinned;  // of it

  std::mutex mutex;  // guards the next four
  std::shared_ptr<const Rocks> rocks;
  std::shared_ptr<const Catalog> catalog;
  std::shared_ptr<const SnapshotView> snapshot;      // null where there is none
  std::shared_ptr<const StoreReader> newest_reader;  // shared by all who read the same commit

  std::optional<uint64_t> published_commit;  // nothing: unknown, to be published
  bool in_doubt = false;                     // a write has begun that `catalog` does not tell of
  Clock::time_point last_publication;
  Clock::duration last_publication_cost{0};

 private:
  // It has nodes or relationships by its counts, and no row of them.
  bool lacks_rows() const;
  Error lost(const std::string& what) const;
};

}  // namespace trama::storage
