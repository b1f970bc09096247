#include "storage/files.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/fail_point.h"

namespace trama::storage {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::string& what, const std::error_code& error) {
  Error failure(ErrorKind::Storage, "cannot " + what + ": " + error.message());
  if (error == std::errc::no_space_on_device) failure.hint("free some space on the disk and try again");
  throw failure;
}

std::error_code last_error() { return {errno, std::generic_category()}; }

void sync_folder_of(const std::string& path) {
  const fs::path folder = fs::path(path).parent_path();
  sync_path(folder.empty() ? "." : folder.string());
}

}  // namespace

bool exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

uint64_t file_bytes(const std::string& path) {
  std::error_code error;
  const uintmax_t bytes = fs::file_size(path, error);
  if (error) fail("read " + path, error);
  return bytes;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> names_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    names.push_back(at->path().filename());
  }
  if (error) fail("list " + folder, error);
  std::ranges::sort(names);
  return names;
}

void make_folders(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) fail("make the folder " + path, error);
  sync_folder_of(path);
}

void rename_file(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) fail("replace " + to, error);
  sync_folder_of(to);
}

void replace_file(const std::string& path, const std::string& content) {
  const std::string fresh = path + ".new";
  {
    std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
    out << content;
    if (!out.flush()) fail("write " + fresh, last_error());
  }
  sync_path(fresh);
  fail_point("replace.written");
  rename_file(fresh, path);
}

void make_empty_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) fail("make " + path, last_error());
  ::close(descriptor);
  sync_folder_of(path);
}

void copy_file(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::copy_file(from, to, error);
  if (error) fail("copy " + from + " to " + to, error);
  sync_path(to);
}

void sync_path(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == EACCES) return;  // a folder above ours, which we may not list
  if (descriptor < 0) fail("open " + path, last_error());
  const bool synced = ::fsync(descriptor) == 0 || errno == EINVAL;  // EINVAL: not on this file system
  const std::error_code error = last_error();
  ::close(descriptor);
  if (!synced) fail("bring " + path + " to the disk", error);
}

void remove_quietly(const std::string& path) noexcept {
  try {
    std::error_code error;
    fs::remove_all(path, error);
  } catch (...) {  // out of memory
  }
}

}  // namespace trama::storage
