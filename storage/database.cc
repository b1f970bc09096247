#include "storage/database.h"

#include <filesystem>

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "core/base/fail_point.h"
#include "core/graph/delta.h"
#include "storage/batch_writer.h"
#include "storage/check.h"
#include "storage/database_state.h"
#include "storage/files.h"
#include "storage/repair.h"
#include "storage/snapshot_builder.h"
#include "storage/snapshot_check.h"

namespace trama::storage {

namespace {

// A snapshot file is made anew when one row in so many is out of date.
constexpr uint64_t kDirtyShare = 20;

}  // namespace

// Publishes what a writer that died had committed, if anything. False where one is alive.
bool Database::recover(const std::string& path, const OpenOptions& options) {
  State writer(path);  // which closes RocksDB before it gives back the lock
  writer.lock = FileLock::try_lock(writer.folder.lock_file(), FileLock::Kind::Exclusive, true);
  if (!writer.lock) return false;
  if (!writer.folder.has_live()) return true;  // a backup, or the making was cut short
  writer.lock->write_process_id();
  writer.options = options;
  writer.options.access = Access::Write;
  writer.open_for_writing();
  writer.publish(kFlushAtCloseAboveLogBytes);
  return true;
}

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}

std::unique_ptr<Database> Database::open(const std::string& path, const OpenOptions& options) {
  auto state = std::make_unique<State>(path);
  state->options = options;
  const bool is_there = state->folder.recognise();
  if (!is_there && (options.access == Access::Read || !options.create)) {
    throw Error(ErrorKind::Storage, "NoDatabase", "there is no database at " + path)
        .hint("`trama ingest` makes one; --db or TRAMA_DB say where it is");
  }
  if (options.access == Access::Write) {
    state->lock = is_there ? state->folder.lock_for_writing() : state->folder.create();
    if (state->folder.is_read_only()) {
      throw Error(ErrorKind::Storage, path + " is a backup, which is only read")
          .hint("trama restore --db NEW " + path + " makes a database of it");
    }
    if (const std::string what = state->folder.cut_short(); !what.empty()) {
      throw Error(ErrorKind::Storage, "CutShort", "a " + what + " into " + path + " was cut short")
          .hint("run it again, or remove what it left: " + path);
    }
    state->open_for_writing();
    return std::unique_ptr<Database>(new Database(std::move(state)));
  }

  bool recovered = false;
  if (state->folder.has_unpublished() || !state->folder.has_newest()) {
    // Somebody writes now, or died before publishing, or what was published is gone: where the lock is free,
    // we publish. Where it cannot be done (a folder that we may not write, a full disk), what is published is
    // read; what is damaged, or not ours to read, is said.
    try {
      recovered = recover(path, options);
    } catch (const Error& error) {
      if (state->folder.newest_name().empty() || error.kind() == ErrorKind::Corrupt ||
          error.detail() == "OtherFormat") {
        throw;
      }
    }
  }
  auto newest = state->folder.pin_newest();
  if (!newest) {
    const std::string what = recovered ? state->folder.cut_short() : "";
    throw Error(ErrorKind::Storage, "NothingPublished", "the database " + path + " has nothing to read yet")
        .hint(!what.empty() ? "a " + what + " into it was cut short; run it again"
              : recovered ? "nobody writes it: its making was cut short or found nothing; import, ingest or "
                            "restore again"
                          : "its first article is not committed; try again in a moment, or ingest something");
  }
  state->open_checkpoint(std::move(*newest));
  return std::unique_ptr<Database>(new Database(std::move(state)));
}

Database::~Database() {
  try {
    close();
  } catch (...) {
    // What is committed is in the live database; the next to open it publishes it.
  }
}

std::shared_ptr<const GraphReader> Database::read() { return store_reader(); }

std::shared_ptr<const StoreReader> Database::store_reader() {
  const std::lock_guard guard(state_->mutex);
  if (!state_->newest_reader) {
    state_->newest_reader =
        std::make_shared<const StoreReader>(state_->rocks, state_->catalog, state_->snapshot);
  }
  return state_->newest_reader;
}

uint64_t Database::commit(const GraphDelta& delta) {
  if (state_->options.access == Access::Read) {
    throw Error(ErrorKind::Storage, "the database is open for reading only");
  }
  if (delta.commit() != state_->catalog->commit) {
    throw Error(ErrorKind::Internal, "a delta was made on a commit that is no longer the newest");
  }
  if (delta.empty()) return delta.commit();
  delta.check_no_dangling();

  const auto base = store_reader();
  rocksdb::WriteBatch batch;
  auto catalog = std::make_shared<const Catalog>(BatchWriter(*base, delta).encode(batch));
  fail_point("commit.encoded");
  delta.poll();  // for the last time: from here the commit stands or falls with the log
  state_->before_write();
  fail_point("commit.marked");
  rocksdb::WriteOptions write;
  write.sync = state_->options.durable;
  storage::check(state_->rocks->db().Write(write, &batch));
  fail_point("commit.written");
  state_->install(catalog, changes_of(delta));
  fail_point("commit.installed");
  state_->publish_now_and_then();
  return catalog->commit;
}

void Database::ingest(const std::vector<rocksdb::IngestExternalFileArg>& files, Catalog catalog) {
  fail_point("bulk.written");
  state_->before_write();
  fail_point("bulk.marked");
  storage::check(state_->rocks->db().IngestExternalFiles(files));
  fail_point("bulk.taken");
  state_->install(std::make_shared<const Catalog>(std::move(catalog)), {});
}

void Database::publish() {
  if (state_->options.access == Access::Write) state_->publish();
}

void Database::close() {
  if (state_->options.access == Access::Write && state_->options.publish && state_->rocks) {
    state_->publish(kFlushAtCloseAboveLogBytes);
  }
  const std::lock_guard guard(state_->mutex);
  state_->newest_reader.reset();
  state_->pinned.reset();
  state_->rocks.reset();
}

CheckReport Database::check() {
  // The families are looked at as they are, without the file that may answer for them.
  const auto catalog = std::make_shared<const Catalog>(load_catalog(*state_->rocks, {}));
  const StoreReader store(state_->rocks, catalog, nullptr);
  CheckReport report = check_store(store);
  const bool reading = state_->options.access == Access::Read;
  const std::string beside = reading ? read_file(Folder::catalog_of(state_->checkpoint)) : "";
  if (!beside.empty() && !is_catalog_of_other_version(beside) && beside != encode_catalog(*catalog))
    report.add("the catalog beside the checkpoint is damaged");
  const std::string path = reading ? Folder::snapshot_of(state_->checkpoint) : state_->folder.snapshot();
  if (exists(path) && !SnapshotFile::is_of_other_version(path)) {
    const auto file = SnapshotFile::open(path);
    if (!file || !file->verify()) {
      report.add("the snapshot file is damaged");
    } else if (const auto view =
                   SnapshotView::load(path, *state_->rocks, catalog->commit, catalog->last_node);
               !view) {
      report.add("the log of changes does not lead from the snapshot file to the last commit");
    } else if (report.fault_count == 0) {
      check_snapshot(store, *view, report);
    }
  }
  return report;
}

RepairReport Database::repair() {
  if (state_->options.access == Access::Read)
    throw Error(ErrorKind::Storage, "the database is open for reading only");
  // What cannot be read now would end the work half-way, with all that is derived thrown away.
  storage::check(state_->rocks->db().VerifyChecksum());
  state_->before_write();
  auto catalog = std::make_shared<Catalog>(*state_->catalog);
  {
    const std::lock_guard guard(state_->mutex);
    state_->newest_reader.reset();
    state_->snapshot.reset();
  }
  remove_quietly(state_->folder.snapshot());
  const RepairReport report = repair_store(*state_->rocks, *catalog);
  fail_point("repair.store");
  state_->install(std::move(catalog), {});
  return report;
}

bool Database::refresh_snapshot() {
  if (state_->options.access == Access::Read) return false;
  const auto reader = store_reader();
  if (reader->commit() == 0) return false;
  if (const SnapshotView* old = reader->snapshot()) {
    const uint64_t fresh = reader->last_node() - old->file().header().last_node;
    if ((old->dirty().count() + fresh) * kDirtyShare < reader->last_node()) return false;
  }
  return make_snapshot();
}

bool Database::make_snapshot() {
  const auto reader = store_reader();
  const std::string path = state_->folder.snapshot(), draft = path + ".new";
  if (!build_snapshot(*reader, draft)) return false;
  fail_point("snapshot.written");
  // What the file is of must not be lost with the end of a log that was not synced: the counter would come to
  // the same commit again, and the file be taken for that one's.
  storage::check(state_->rocks->db().SyncWAL());
  rename_file(draft, path);
  fail_point("snapshot.named");
  auto view = SnapshotView::load(path, *state_->rocks, reader->commit(), reader->last_node());
  // What the file has is not needed in the log of changes.
  rocksdb::WriteBatch batch;
  storage::check(
      batch.DeleteRange(state_->rocks->family(Family::Change), id_key(0), id_key(reader->commit() + 1)));
  storage::check(state_->rocks->db().Write({}, &batch));
  fail_point("snapshot.cut");
  {
    const std::lock_guard guard(state_->mutex);
    state_->snapshot = std::move(view);
    state_->newest_reader.reset();
  }
  state_->publish_anew();
  return true;
}

BackupReport Database::backup(const std::string& target) {
  publish();
  return backup_folder(state_->folder, target);
}

void Database::restore(const std::string& backup, const std::string& target) {
  auto state = std::make_unique<State>(target);
  state->options.access = Access::Write;
  state->lock = restore_folder(backup, target);
  state->open_for_writing();
  Database(std::move(state)).close();  // which publishes
}

void Database::compact() {
  if (state_->options.access == Access::Read) {
    throw Error(ErrorKind::Storage, "the database is open for reading only");
  }
  if (state_->catalog->commit == 0) return;
  make_snapshot();
  fail_point("compact.snapshot");
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  for (rocksdb::ColumnFamilyHandle* family : state_->rocks->families()) {
    storage::check(state_->rocks->db().CompactRange(options, family, nullptr, nullptr));
    fail_point("compact.family");
  }
  state_->publish_anew();
  publish();
}

bool Database::refresh() {
  if (state_->options.access == Access::Write) return false;
  // By the file, since another database may have been put in this one's place, with like names.
  const Folder& folder = state_->folder;
  if (state_->pinned && state_->pinned->pin.is_at(folder.pin_of(folder.newest_name()))) return false;
  auto newest = state_->folder.pin_newest();
  if (!newest) return false;
  state_->open_checkpoint(std::move(*newest));
  return true;
}

Access Database::access() const { return state_->options.access; }

const std::string& Database::path() const { return state_->folder.path(); }

}  // namespace trama::storage
