#include "storage/checkpoint.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <rocksdb/utilities/checkpoint.h>

#include "core/base/fail_point.h"
#include "storage/files.h"

namespace trama::storage {

namespace fs = std::filesystem;

namespace {

constexpr const char* kIdentity = "trama database\n";

// A lock file has a process id in it, or nothing yet. Read once: its holder may be about to write it.
bool is_lock(const std::string& path) {
  const std::string text = read_file(path);
  return text.empty() || std::strtol(text.c_str(), nullptr, 10) > 0;
}

constexpr const char* kIdentityDraft = "trama.new";

// Nothing but what `create` makes before the identity, by which a folder becomes a database. Another program
// may have a folder named checkpoints, or a file named lock, of its own: the draft of the identity, or both
// together, tell that they are ours.
bool holds_only_beginnings(const std::string& path) {
  const std::vector<std::string> names = names_in(path);
  if (names.empty()) return true;
  const auto has = [&](const char* name) { return std::ranges::binary_search(names, name); };
  if (!has(kIdentityDraft) && !(has("checkpoints") && has("lock"))) return false;
  if (has("lock") && !is_lock(path + "/lock")) return false;
  if (has("checkpoints") && !names_in(path + "/checkpoints").empty()) return false;
  return std::ranges::all_of(names, [](const std::string& name) {
    return name == kIdentityDraft || name == "checkpoints" || name == "lock";
  });
}

}  // namespace

bool Folder::recognise() const {
  std::error_code error;
  if (!fs::exists(path_, error)) return false;
  if (!fs::is_directory(path_, error)) {
    throw Error(ErrorKind::Storage, path_ + " is a file, not a Trama database")
        .hint("name a folder that is a database, or one that does not exist yet");
  }
  std::string identity = read_file(path_ + "/trama");
  if (identity.empty()) {
    if (holds_only_beginnings(path_)) return false;
    identity = read_file(path_ + "/trama");  // somebody may have made it meanwhile
  }
  if (!identity.starts_with(kIdentity)) {
    throw Error(ErrorKind::Storage, path_ + " holds something else than a Trama database")
        .hint("name a folder that is a database, or one that does not exist yet");
  }
  const std::string expected = std::string(kIdentity) + "format " + std::to_string(kFormatVersion) + "\n";
  if (identity != expected) {
    throw Error(ErrorKind::Storage,
                path_ + " was made by another version of Trama, with a format that this one does not know")
        .hint("use that version, or ingest the articles again into a new database");
  }
  return true;
}

FileLock Folder::create() const {
  make_folders(path_);
  if (names_in(path_).empty()) make_empty_file(path_ + "/" + kIdentityDraft);  // first: no other has its name
  make_folders(path_ + "/checkpoints");
  FileLock lock = lock_for_writing();
  if (recognise()) return lock;  // somebody else was first
  fail_point("create.folder");
  replace_file(path_ + "/trama", std::string(kIdentity) + "format " + std::to_string(kFormatVersion) + "\n");
  fail_point("create.identity");
  return lock;
}

FileLock Folder::lock_for_writing() const {
  auto lock = FileLock::try_lock(lock_file(), FileLock::Kind::Exclusive, true);
  // Another folder may have taken the place of the one in which the file was opened.
  while (lock && !lock->is_at(lock_file()))
    lock = FileLock::try_lock(lock_file(), FileLock::Kind::Exclusive, true);
  if (!lock) {
    const long holder = FileLock::process_id_in(lock_file());
    throw Error(ErrorKind::Locked, "the database " + path_ + " is being written by " +
                                       (holder > 0 ? "process " + std::to_string(holder) : "another process"))
        .hint("wait until it has ended; queries that only read are possible meanwhile");
  }
  lock->write_process_id();
  return std::move(*lock);
}

bool Folder::has_live() const { return exists(live() + "/CURRENT"); }

bool Folder::is_read_only() const {
  return !exists(live()) && !exists(snapshot()) && !has_unpublished() && !newest_name().empty();
}

std::string Folder::cut_short() const {
  if (exists(live()) || !newest_name().empty()) return "";
  if (exists(live_draft())) return "restore";
  return names_in(path_ + "/checkpoints").empty() ? "" : "backup";
}

void Folder::mark_unpublished() const { make_empty_file(path_ + "/unpublished"); }

bool Folder::has_unpublished() const { return exists(path_ + "/unpublished"); }

std::string Folder::newest_name() const {
  std::string name = read_file(path_ + "/published");
  std::erase(name, '\n');
  return name;
}

bool Folder::has_newest() const {
  const std::string name = newest_name();
  return commit_of(name) && exists(pin_of(name));
}

std::optional<uint64_t> Folder::commit_of(const std::string& name) {
  uint64_t commit = 0;
  const char* const end = name.data() + name.size();
  const auto [rest, failure] = std::from_chars(name.data(), end, commit);
  const bool ours = failure == std::errc() && name.find('/') == std::string::npos;
  return ours ? std::optional(commit) : std::nullopt;
}

void Folder::publish(const Rocks& rocks, const Catalog& catalog, uint64_t flush_above_log_bytes) const {
  // The name begins with the commit; the number after it tells attempts apart.
  std::string name;
  for (int attempt = 0; name.empty() || exists(path_ + "/checkpoints/" + name); ++attempt) {
    name = std::to_string(catalog.commit) + "-" + std::to_string(attempt);
  }
  const std::string target = path_ + "/checkpoints/" + name;
  if (!exists(path_ + "/checkpoints")) make_folders(path_ + "/checkpoints");
  rocksdb::Checkpoint* made = nullptr;
  check(rocksdb::Checkpoint::Create(&rocks.db(), &made));
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  check(checkpoint->CreateCheckpoint(target, flush_above_log_bytes));
  fail_point("publish.made");
  std::error_code error;
  fs::create_hard_link(snapshot(), snapshot_of(target), error);  // where there is one
  replace_file(catalog_of(target), encode_catalog(catalog));
  adopt(name);
}

void Folder::adopt(const std::string& name) const {
  make_empty_file(pin_of(name));
  sync_path(path_ + "/checkpoints");
  fail_point("publish.pinned");
  replace_file(path_ + "/published", name + "\n");
  fail_point("publish.named");
  remove_quietly(path_ + "/unpublished");
  fail_point("publish.unmarked");
  remove_unused();
}

void Folder::remove_unused() const {
  const std::string newest = newest_name(), checkpoints = path_ + "/checkpoints/";
  for (const std::string& name : names_in(checkpoints)) {
    if (name == newest) continue;
    const std::string pin = pin_of(name);
    const auto lock = FileLock::try_lock(pin, FileLock::Kind::Exclusive, false);
    if (!lock && exists(pin)) continue;  // somebody reads it
    // The pin goes first: a reader that comes now finds it gone and looks again.
    remove_quietly(pin);
    fail_point("publish.unpinned");
    remove_quietly(checkpoints + name);
  }
}

std::optional<Folder::Pinned> Folder::pin_newest() const {
  constexpr int kAttempts = 100;  // each means that a writer published once more meanwhile
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::string name = newest_name();
    if (name.empty()) return std::nullopt;
    const std::optional<uint64_t> commit = commit_of(name);
    if (!commit) {
      throw Error(ErrorKind::Corrupt, path_ + "/published does not name a checkpoint")
          .hint("run: trama check --repair");
    }
    const std::string checkpoint = path_ + "/checkpoints/" + name;
    auto pin = FileLock::try_lock(pin_of(name), FileLock::Kind::Shared, false);
    if (!pin || !pin->is_at(pin_of(name))) continue;
    return Pinned{checkpoint, *commit, std::move(*pin)};
  }
  throw Error(ErrorKind::Storage, "the newest checkpoint of " + path_ + " cannot be opened")
      .hint("run: trama check");
}

}  // namespace trama::storage
