#include "storage/checkpoint.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include <fcntl.h>
#include <rocksdb/utilities/checkpoint.h>
#include <unistd.h>

#include "core/base/fail_point.h"

namespace trama::storage {

namespace fs = std::filesystem;

namespace {

constexpr const char* kIdentity = "trama database\n";

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// A reader sees the old content or the new, never a part.
void replace_file(const std::string& path, const std::string& content) {
  const std::string fresh = path + ".new";
  {
    std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
    out << content;
    if (!out.flush()) throw Error(ErrorKind::Storage, "cannot write " + fresh);
  }
  sync_path(fresh);
  fail_point("replace.written");
  std::error_code error;
  fs::rename(fresh, path, error);
  if (error) throw Error(ErrorKind::Storage, "cannot replace " + path + ": " + error.message());
}

// Nothing but what `create` makes before the identity, by which a folder becomes a database.
bool holds_only_beginnings(const std::string& path) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename();
    const bool ours = name == "trama.new" || (name == "checkpoints" && fs::is_empty(entry, error));
    if (!ours) return false;
  }
  return !error;
}

}  // namespace

void sync_path(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

bool Folder::recognise() const {
  std::error_code error;
  if (!fs::exists(path_, error)) return false;
  if (!fs::is_directory(path_, error)) {
    throw Error(ErrorKind::Storage, path_ + " is a file, not a Trama database")
        .hint("name a folder that is a database, or one that does not exist yet");
  }
  const std::string identity = read_file(path_ + "/trama");
  if (identity.empty() && holds_only_beginnings(path_)) return false;
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

void Folder::create() const {
  std::error_code error;
  fs::create_directories(path_ + "/checkpoints", error);
  if (error) throw Error(ErrorKind::Storage, "cannot make the folder " + path_ + ": " + error.message());
  fail_point("create.folder");
  replace_file(path_ + "/trama", std::string(kIdentity) + "format " + std::to_string(kFormatVersion) + "\n");
  fail_point("create.identity");
}

FileLock Folder::lock_for_writing() const {
  auto lock = FileLock::try_lock(lock_file(), FileLock::Kind::Exclusive, true);
  if (!lock) {
    const long holder = FileLock::process_id_in(lock_file());
    throw Error(ErrorKind::Locked, "the database " + path_ + " is being written by " +
                                       (holder > 0 ? "process " + std::to_string(holder) : "another process"))
        .hint("wait until it has ended; queries that only read are possible meanwhile");
  }
  lock->write_process_id();
  return std::move(*lock);
}

void Folder::mark_unpublished() const { std::ofstream(path_ + "/unpublished").flush(); }

bool Folder::has_unpublished() const { return fs::exists(path_ + "/unpublished"); }

std::string Folder::newest_name() const {
  std::string name = read_file(path_ + "/published");
  std::erase(name, '\n');
  return name;
}

void Folder::publish(const Rocks& rocks, uint64_t commit, uint64_t flush_above_log_bytes) const {
  // The name begins with the commit; the number after it tells attempts apart.
  std::string name;
  for (int attempt = 0; name.empty() || fs::exists(path_ + "/checkpoints/" + name); ++attempt) {
    name = std::to_string(commit) + "-" + std::to_string(attempt);
  }
  const std::string target = path_ + "/checkpoints/" + name;
  rocksdb::Checkpoint* made = nullptr;
  check(rocksdb::Checkpoint::Create(&rocks.db(), &made));
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
  check(checkpoint->CreateCheckpoint(target, flush_above_log_bytes));
  fail_point("publish.made");
  std::error_code error;
  fs::create_hard_link(snapshot(), target + "/snapshot", error);  // where there is one
  adopt(name);
}

void Folder::adopt(const std::string& name) const {
  const std::string checkpoint = path_ + "/checkpoints/" + name;
  if (!std::ofstream(checkpoint + "/pin").flush()) {
    throw Error(ErrorKind::Storage, "cannot write " + checkpoint + "/pin");
  }
  fail_point("publish.pinned");
  replace_file(path_ + "/published", name + "\n");
  fail_point("publish.named");
  std::error_code error;
  fs::remove(path_ + "/unpublished", error);
  fail_point("publish.unmarked");
  remove_unused();
}

void Folder::remove_unused() const {
  const std::string newest = newest_name();
  std::error_code error;
  std::vector<fs::path> others;
  for (const auto& entry : fs::directory_iterator(path_ + "/checkpoints", error)) {
    if (entry.path().filename() != newest) others.push_back(entry.path());
  }
  for (const fs::path& other : others) {
    const std::string pin = other.string() + "/pin";
    const auto lock = FileLock::try_lock(pin, FileLock::Kind::Exclusive, false);
    if (!lock && fs::exists(pin)) continue;  // somebody reads it
    // The pin goes first: a reader that comes now finds it gone and looks again.
    fs::remove(pin, error);
    fail_point("publish.unpinned");
    fs::remove_all(other, error);
  }
}

std::optional<Folder::Pinned> Folder::pin_newest() const {
  constexpr int kAttempts = 100;  // each means that a writer published once more meanwhile
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const std::string name = newest_name();
    if (name.empty()) return std::nullopt;
    const std::string checkpoint = path_ + "/checkpoints/" + name;
    auto pin = FileLock::try_lock(checkpoint + "/pin", FileLock::Kind::Shared, false);
    if (!pin || !pin->still_linked()) continue;
    return Pinned{checkpoint, std::stoull(name), std::move(*pin)};
  }
  throw Error(ErrorKind::Storage, "the newest checkpoint of " + path_ + " cannot be opened")
      .hint("run: trama check");
}

}  // namespace trama::storage
