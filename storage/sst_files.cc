#include "storage/sst_files.h"

namespace trama::storage {

namespace {

constexpr uint64_t kFileBytes = uint64_t{128} << 20;

}  // namespace

SstFiles::SstFiles(const Rocks& rocks, Family family, std::string path)
    : rocks_(rocks),
      family_(family),
      path_(std::move(path)),
      options_(rocks.options(), family_options(family, rocks.options())) {}

void SstFiles::put(std::string_view key, std::string_view value) {
  if (bytes_ > kFileBytes) begin_file();
  if (!writer_) {
    files_.push_back(path_ + std::to_string(files_.size()) + ".sst");
    writer_ =
        std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), options_, rocks_.family(family_));
    check(writer_->Open(files_.back()));
  }
  check(writer_->Put(key, value));
  bytes_ += key.size() + value.size();
}

void SstFiles::begin_file() {
  if (!writer_) return;
  check(writer_->Finish());
  writer_.reset();
  bytes_ = 0;
}

const std::vector<std::string>& SstFiles::finish() {
  begin_file();
  return files_;
}

}  // namespace trama::storage
