// What storage does to files and folders. Failures are Errors of kind Storage, not exceptions of
// std::filesystem. Give paths as strings: of a std::filesystem::path, exists and copy_file are that
// library's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace trama::storage {

bool exists(const std::string& path);  // false also where that cannot be found out
uint64_t file_bytes(const std::string& path);
std::string read_file(const std::string& path);                // empty where there is none
std::vector<std::string> names_in(const std::string& folder);  // ascending

// The next four have reached the disk when they return: the bytes, and the name in its folder.
void make_folders(const std::string& path);  // also those above it, where they are missing
void rename_file(const std::string& from, const std::string& to);
// A reader sees the old content or the new, never a part.
void replace_file(const std::string& path, const std::string& content);
void make_empty_file(const std::string& path);

// `from` must be a regular file, `to` must not exist. Its bytes have reached the disk; its name does so by
// sync_path of the folder. Where it fails there is no `to`.
void copy_file(const std::string& from, const std::string& to);

// Brings a file's bytes, or the names in a folder, to the disk.
void sync_path(const std::string& path);

// A file, or a folder with what is in it; nothing where it cannot be done.
void remove_quietly(const std::string& path) noexcept;

}  // namespace trama::storage
