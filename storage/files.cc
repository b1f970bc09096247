#include "storage/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/fail_point.h"
#include "core/base/file_descriptor.h"

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

// As sendfile, for file systems that have none.
ssize_t read_and_write(int in, int out) {
  std::array<char, size_t{1} << 16> part;
  const ssize_t count = ::read(in, part.data(), part.size());
  for (ssize_t at = 0; at < count;) {
    const ssize_t written = ::write(out, part.data() + at, static_cast<size_t>(count - at));
    if (written < 0 && errno != EINTR) return -1;
    if (written > 0) at += written;
  }
  return count;
}

// From where both stand to the end of `in`; false, with errno, where it fails.
bool copy_bytes(int in, int out, uint64_t& bytes) {
  constexpr size_t kPart = size_t{1} << 30;
  bool sends = true;
  for (;;) {
    const ssize_t copied = sends ? ::sendfile(out, in, nullptr, kPart) : read_and_write(in, out);
    if (copied == 0) return true;
    if (copied > 0) {
      bytes += static_cast<uint64_t>(copied);
    } else if (sends && (errno == EINVAL || errno == ENOSYS)) {
      sends = false;
    } else if (errno != EINTR) {
      return false;
    }
  }
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
  const FileDescriptor in(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in && (errno == ENOENT || errno == ENOTDIR)) return "";
  if (!in) fail("open " + path, last_error());
  std::string text;
  char part[4096];
  for (;;) {
    const ssize_t count = ::read(in.get(), part, sizeof part);
    if (count == 0) return text;
    if (count < 0 && errno != EINTR) fail("read " + path, last_error());
    if (count > 0) text.append(part, static_cast<size_t>(count));
  }
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
  std::vector<fs::path> missing;
  for (fs::path folder = path; !folder.empty() && !exists(folder.string()); folder = folder.parent_path()) {
    missing.push_back(folder);
  }
  std::error_code error;
  fs::create_directories(path, error);
  if (error) fail("make the folder " + path, error);
  for (const fs::path& made : missing) sync_folder_of(made);
  if (missing.empty()) sync_folder_of(path);  // whoever made it may have died before
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
  if (!FileDescriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644))) {
    fail("make " + path, last_error());
  }
  sync_folder_of(path);
}

void copy_file(const std::string& from, const std::string& to) {
  const FileDescriptor in(::open(from.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!in) fail("open " + from, last_error());
  struct stat status {};
  if (::fstat(in.get(), &status) != 0) fail("read " + from, last_error());
  if (!S_ISREG(status.st_mode)) throw Error(ErrorKind::Storage, from + " is no regular file");
  const FileDescriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!out) fail("make " + to, last_error());
  try {
    uint64_t bytes = 0;
    if (!copy_bytes(in.get(), out.get(), bytes)) fail("copy " + from + " to " + to, last_error());
    if (bytes != static_cast<uint64_t>(status.st_size)) {
      throw Error(ErrorKind::Storage, from + " has " + std::to_string(status.st_size) + " bytes, of which " +
                                          std::to_string(bytes) + " could be copied");
    }
    sync_path(to);
  } catch (const Error&) {
    remove_quietly(to);
    throw;
  }
}

void sync_path(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == EACCES) return;  // a folder above ours, which we may not list
  if (!file) fail("open " + path, last_error());
  const bool synced = ::fsync(file.get()) == 0 || errno == EINVAL;  // EINVAL: not on this file system
  if (!synced) fail("bring " + path + " to the disk", last_error());
}

void remove_quietly(const std::string& path) noexcept {
  try {
    std::error_code error;
    fs::remove_all(path, error);
  } catch (...) {  // out of memory
  }
}

}  // namespace trama::storage
