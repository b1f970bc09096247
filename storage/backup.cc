#include "storage/backup.h"

#include <filesystem>
#include <fstream>

#include "core/base/fail_point.h"
#include "storage/catalog.h"
#include "storage/files.h"

namespace trama::storage {

namespace fs = std::filesystem;

namespace {

std::string path_in(const std::string& folder, const std::string& file) { return folder + "/" + file; }

// A sorted file ends with its properties, among them the session that wrote it: two of one name, size and end
// are the same file.
bool same_sorted_file(const fs::path& a, const fs::path& b) {
  constexpr uintmax_t kEndBytes = 8192;
  std::error_code error;
  const uintmax_t size = fs::file_size(a, error);
  if (error || a.extension() != ".sst" || fs::file_size(b, error) != size || error) return false;
  const auto read_end = [&](const fs::path& path, std::string& end) {
    end.resize(std::min(size, kEndBytes));
    std::ifstream in(path, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(size - end.size()));
    return static_cast<bool>(in.read(end.data(), static_cast<std::streamsize>(end.size())));
  };
  std::string end_of_a, end_of_b;
  return read_end(a, end_of_a) && read_end(b, end_of_b) && end_of_a == end_of_b;
}

constexpr const char* kPin = "pin";          // of readers, not of the database
constexpr const char* kCatalog = "catalog";  // of the checkpoint

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
  const FileLock lock = copy_folder.recognise() ? copy_folder.lock_for_writing() : copy_folder.create();
  if (exists(copy_folder.live())) {
    throw Error(ErrorKind::Storage, target + " is a database, not a backup")
        .hint("name a folder that is none, or holds a backup of this database");
  }
  const Catalog ours = catalog_of(newest->path);

  const std::string name = fs::path(newest->path).filename();
  const std::string earlier = target + "/checkpoints/" + copy_folder.newest_name();
  const std::string final_path = target + "/checkpoints/" + name, draft = final_path + ".new";
  BackupReport report;
  report.commit = newest->commit;
  if (!copy_folder.newest_name().empty()) check_continues(ours, catalog_of(earlier), target);
  copy_folder.remove_unused();                           // what a backup that was cut short left
  if (copy_folder.newest_name() == name) return report;  // nothing was committed since
  make_folders(draft);
  for (const std::string& file : names_in(newest->path)) {
    if (file == kPin) continue;
    const std::string from = path_in(newest->path, file), to = path_in(draft, file),
                      known = path_in(earlier, file);
    std::error_code error;
    if (same_sorted_file(from, known)) {
      fs::create_hard_link(known, to, error);
      if (!error) {
        report.shared_bytes += file_bytes(from);
        continue;
      }
    }
    copy_file(from, to);
    report.copied_bytes += file_bytes(from);
    fail_point("backup.copied");
  }
  sync_path(draft);
  if (catalog_of(draft).commit != ours.commit)
    throw Error(ErrorKind::Corrupt, "the backup does not open as what was copied");
  fail_point("backup.verified");
  rename_file(draft, final_path);
  fail_point("backup.named");
  copy_folder.adopt(name);
  return report;
}

FileLock restore_folder(const std::string& backup, const std::string& target) {
  const Folder source(backup), folder(target);
  if (!source.recognise()) throw Error(ErrorKind::Storage, "NoDatabase", "there is no backup at " + backup);
  const auto refuse_database = [&] {
    // What a restore that was cut short left has neither.
    if (!folder.recognise() || (!exists(folder.live()) && folder.newest_name().empty())) return;
    throw Error(ErrorKind::Storage, target + " is a database already; a restore does not replace one")
        .hint("move it away first");
  };
  refuse_database();
  const auto newest = source.pin_newest();
  if (!newest) throw Error(ErrorKind::Storage, "NothingPublished", backup + " holds nothing to restore");
  FileLock lock = folder.create();
  refuse_database();  // somebody else may have made it before the lock was ours
  const std::string draft = folder.live_draft();
  remove_quietly(draft);
  make_folders(draft);
  const char* const snapshot = "snapshot";
  for (const std::string& file : names_in(newest->path)) {
    if (file == kPin || file == kCatalog || file == snapshot) continue;
    copy_file(path_in(newest->path, file), path_in(draft, file));
    fail_point("restore.copied");
  }
  sync_path(draft);
  give_new_id(draft);
  if (catalog_of(draft).commit != newest->commit)
    throw Error(ErrorKind::Corrupt, "the restored database does not open");
  fail_point("restore.verified");
  folder.mark_unpublished();
  rename_file(draft, folder.live());
  fail_point("restore.named");
  // Last: before its database is there it must not be, for it would be taken for another one's.
  const std::string stored = newest->path + "/" + snapshot, snapshot_draft = folder.snapshot() + ".new";
  if (!exists(stored)) return lock;
  remove_quietly(snapshot_draft);
  copy_file(stored, snapshot_draft);
  rename_file(snapshot_draft, folder.snapshot());
  return lock;
}

}  // namespace trama::storage
