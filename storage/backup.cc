#include "storage/backup.h"

#include <filesystem>
#include <fstream>
#include <vector>

#include "core/base/fail_point.h"
#include "storage/catalog.h"

namespace trama::storage {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& what, const std::error_code& error) {
  throw Error(ErrorKind::Storage, what + ": " + error.message())
      .hint("free some space, or name another folder");
}

// A sorted file ends with its properties, among them the session that wrote it: two of one name, size and end
// are the same file.
bool same_sorted_file(const fs::path& a, const fs::path& b) {
  constexpr uintmax_t kEndBytes = 8192;
  std::error_code error;
  const uintmax_t size = fs::file_size(a, error);
  if (error || a.extension() != ".sst" || fs::file_size(b, error) != size || error) return false;
  const auto end_of = [&](const fs::path& path) {
    const uintmax_t bytes = std::min(size, kEndBytes);
    std::string end(bytes, '\0');
    std::ifstream in(path, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(size - bytes));
    in.read(end.data(), static_cast<std::streamsize>(bytes));
    return end;
  };
  return end_of(a) == end_of(b);
}

void copy_to_disk(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::copy_file(from, to, error);
  if (error) fail("cannot copy " + from.string() + " to " + to.string(), error);
  sync_path(to);
}

bool is_of_readers(const fs::path& file) { return file.filename() == "pin"; }

Catalog catalog_of(const std::string& rocks_folder) {
  RocksOptions options;
  options.read_only = true;
  const Rocks rocks(rocks_folder, options);
  return load_catalog(rocks, {});
}

void give_new_id(const std::string& rocks_folder) {
  const Rocks rocks(rocks_folder, {});
  rocksdb::WriteOptions write;
  write.sync = true;
  check(rocks.db().Put(write, rocks.family(Family::Meta), kIdKey, random_id()));
}

// `target` holds a backup of the state `theirs`, and shall get one of `ours`.
void check_continues(const Catalog& ours, const Catalog& theirs, const std::string& target) {
  const auto refuse = [&](const std::string& what) {
    throw Error(ErrorKind::Storage, "OtherBackup", target + " holds a backup " + what)
        .hint("name another folder; `trama restore` makes a database of the one that is there");
  };
  if (theirs.id.empty()) refuse("by an earlier version of Trama, which did not note of which database");
  if (theirs.id != ours.id) refuse("of another database");
  if (theirs.commit > ours.commit) refuse("that is newer than this database");
  if (theirs.commit == ours.commit && theirs.stamp != ours.stamp)
    refuse("of another copy of this database, which was written to apart from this one");
}

}  // namespace

BackupReport backup_folder(const Folder& source, const std::string& target) {
  const auto newest = source.pin_newest();
  if (!newest)
    throw Error(ErrorKind::Storage, "NothingPublished", source.path() + " has nothing to back up yet");
  const Folder copy_folder(target);
  if (!copy_folder.recognise()) copy_folder.create();
  const FileLock lock = copy_folder.lock_for_writing();
  if (fs::exists(copy_folder.live())) {
    throw Error(ErrorKind::Storage, target + " is a database, not a backup")
        .hint("name a folder that is none, or holds a backup of this database");
  }
  const Catalog ours = catalog_of(newest->path);

  const std::string name = fs::path(newest->path).filename();
  const fs::path earlier = fs::path(target) / "checkpoints" / copy_folder.newest_name();
  const fs::path final_path = fs::path(target) / "checkpoints" / name, draft = final_path.string() + ".new";
  BackupReport report;
  report.commit = newest->commit;
  std::error_code error;
  if (!copy_folder.newest_name().empty()) check_continues(ours, catalog_of(earlier), target);
  copy_folder.remove_unused();                           // what a backup that was cut short left
  if (copy_folder.newest_name() == name) return report;  // nothing was committed since
  fs::create_directory(draft, error);
  if (error) fail("cannot make " + draft.string(), error);
  for (const auto& entry : fs::directory_iterator(newest->path)) {
    const fs::path file = entry.path(), to = draft / file.filename(), old = earlier / file.filename();
    if (is_of_readers(file)) continue;
    if (same_sorted_file(file, old)) {
      fs::create_hard_link(old, to, error);
      if (!error) {
        report.shared_bytes += entry.file_size();
        continue;
      }
    }
    copy_to_disk(file, to);
    report.copied_bytes += entry.file_size();
    fail_point("backup.copied");
  }
  if (catalog_of(draft).commit != ours.commit)
    throw Error(ErrorKind::Corrupt, "the backup does not open as what was copied");
  fail_point("backup.verified");
  fs::rename(draft, final_path, error);
  if (error) fail("cannot name " + final_path.string(), error);
  fail_point("backup.named");
  copy_folder.adopt(name);
  return report;
}

void restore_folder(const std::string& backup, const std::string& target) {
  const Folder source(backup), folder(target);
  if (!source.recognise()) throw Error(ErrorKind::Storage, "NoDatabase", "there is no backup at " + backup);
  // What a restore that was cut short left has neither.
  if (folder.recognise() && (fs::exists(folder.live()) || !folder.newest_name().empty())) {
    throw Error(ErrorKind::Storage, target + " is a database already; a restore does not replace one")
        .hint("move it away first");
  }
  const auto newest = source.pin_newest();
  if (!newest) throw Error(ErrorKind::Storage, "NothingPublished", backup + " holds nothing to restore");
  folder.create();
  const FileLock lock = folder.lock_for_writing();
  const fs::path draft = folder.live() + ".new";
  std::error_code error;
  fs::remove_all(draft, error);
  fs::create_directory(draft, error);
  if (error) fail("cannot make " + draft.string(), error);
  const fs::path snapshot = fs::path(newest->path) / "snapshot";
  for (const auto& entry : fs::directory_iterator(newest->path)) {
    const fs::path file = entry.path();
    if (is_of_readers(file) || file == snapshot) continue;
    copy_to_disk(file, draft / file.filename());
    fail_point("restore.copied");
  }
  give_new_id(draft);
  if (catalog_of(draft).commit != newest->commit)
    throw Error(ErrorKind::Corrupt, "the restored database does not open");
  fail_point("restore.verified");
  folder.mark_unpublished();
  fs::rename(draft, folder.live(), error);
  if (error) fail("cannot name " + folder.live(), error);
  fail_point("restore.named");
  // Last: before its database is there it must not be, for it would be taken for another one's.
  const std::string snapshot_draft = folder.snapshot() + ".new";
  fs::remove(snapshot_draft, error);
  if (!fs::exists(snapshot)) return;
  copy_to_disk(snapshot, snapshot_draft);
  fs::rename(snapshot_draft, folder.snapshot(), error);
  if (error) fail("cannot name " + folder.snapshot(), error);
}

}  // namespace trama::storage
