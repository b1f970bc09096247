#include "storage/file_check.h"

#include <optional>
#include <set>

#include "core/base/error.h"
#include "storage/catalog.h"
#include "storage/check.h"
#include "storage/checkpoint.h"
#include "storage/files.h"

namespace trama::storage {

namespace {

// What a part holds, by which two of them are compared.
struct Content {
  std::shared_ptr<const Rocks> rocks;
  std::shared_ptr<const Catalog> catalog;
  std::set<std::string> sorted_files;  // with their families
  bool has_log = false;                // rows that are in no sorted file yet
};

Content content_of(const std::string& rocks_folder) {
  RocksOptions options;
  options.read_only = true;
  const auto rocks = std::make_shared<const Rocks>(rocks_folder, options);
  check(rocks->db().VerifyChecksum());
  Content content{rocks, std::make_shared<const Catalog>(load_catalog(*rocks, {})), {}, false};
  std::vector<rocksdb::LiveFileMetaData> files;
  rocks->db().GetLiveFilesMetaData(&files);
  for (const rocksdb::LiveFileMetaData& file : files)
    content.sorted_files.insert(file.column_family_name + file.name);
  for (rocksdb::ColumnFamilyHandle* family : rocks->families()) {
    uint64_t rows = 0;
    rocks->db().GetIntProperty(family, rocksdb::DB::Properties::kNumEntriesActiveMemTable, &rows);
    content.has_log |= rows > 0;
  }
  return content;
}

class FileChecker {
 public:
  explicit FileChecker(const std::string& path) : folder_(path) {}

  FileReport run() {
    report_.unpublished = folder_.has_unpublished();
    check_published();
    check_live();
    return std::move(report_);
  }

 private:
  using State = PartReport::State;

  // What `look` throws is the part's damage.
  template <typename Look>
  static PartReport looked_at(const Look& look) {
    PartReport part;
    try {
      part.commit = look();
      part.state = State::Whole;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::Corrupt) throw;
      part.state = State::Damaged;
      part.damage = error.message();
      if (part.damage.starts_with(kUnusable)) part.damage.erase(0, kUnusable.size());
    }
    return part;
  }

  void check_published() {
    if (!folder_.has_newest()) return;
    report_.published = looked_at([&] {
      const auto newest = folder_.pin_newest();
      published_ = content_of(newest->path);
      return published_->catalog->commit;
    });
  }

  void check_live() {
    if (folder_.is_read_only()) return;
    if (!folder_.has_live()) {
      report_.live.state = State::Damaged;
      report_.live.damage = exists(folder_.live()) ? "its file CURRENT is gone" : "it is gone";
      return;
    }
    const auto look = [&] { return look_at_live(); };
    report_.live = looked_at(look);
    if (report_.live.state == State::Whole) return;
    const auto lock = FileLock::try_lock(folder_.lock_file(), FileLock::Kind::Shared, false);
    if (lock) {
      report_.live = looked_at(look);
    } else {
      report_.live = {State::InUse, 0, ""};
    }
  }

  uint64_t look_at_live() const {
    const Content live = content_of(folder_.live());
    const auto fail = [](const std::string& what) { throw Error(ErrorKind::Corrupt, what); };
    if (!published_) return live.catalog->commit;
    const uint64_t ours = live.catalog->commit, theirs = published_->catalog->commit;
    if (ours < theirs) {
      fail("it ends with commit " + std::to_string(ours) + ", what was published with commit " +
           std::to_string(theirs));
    }
    if (report_.unpublished || ours > theirs) return ours;
    if (encode_catalog(*live.catalog) != encode_catalog(*published_->catalog))
      fail("its names or counts are not those that were published");
    if (live.has_log || live.sorted_files != published_->sorted_files) {
      const CheckReport rows = check_store(StoreReader(live.rocks, live.catalog, nullptr));
      if (rows.fault_count > 0) fail(rows.faults.front());
    }
    return ours;
  }

  const Folder folder_;
  FileReport report_;
  std::optional<Content> published_;
};

}  // namespace

FileReport check_files(const std::string& path) {
  return Folder(path).recognise() ? FileChecker(path).run() : FileReport{};
}

}  // namespace trama::storage
