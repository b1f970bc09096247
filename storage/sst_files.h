// The sorted files of one family for ingestion; begins a new file when one is large.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <rocksdb/sst_file_writer.h>

#include "storage/rocks.h"

namespace trama::storage {

class SstFiles {
 public:
  // Files are named `path` and a number.
  SstFiles(const Rocks& rocks, Family family, std::string path);

  void put(std::string_view key, std::string_view value);  // keys strictly ascending
  // From here keys may begin anew: the next file may overlap the ones before.
  void begin_file();
  // Closes the last file.
  const std::vector<std::string>& finish();

 private:
  const Rocks& rocks_;
  Family family_;
  std::string path_;
  rocksdb::Options options_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
  std::vector<std::string> files_;
  uint64_t bytes_ = 0;  // put into the open file, before compression
};

}  // namespace trama::storage
