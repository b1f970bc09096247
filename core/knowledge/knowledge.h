// The data that extraction works with: schema, relation lexicons, gazetteers, word lists. They are files of
// this folder, embedded into the program; a directory can replace or add some of them at run time, so that a
// user brings relations or a whole domain without a rebuild.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace trama::knowledge {

// Safe to read from many threads. Views live as long as the object.
class Files {
 public:
  // The embedded files alone.
  Files() = default;
  // A file of `directory` (read now, recursively, regular files only) hides the embedded one of the same
  // path. Throws Error of kind Input where the directory or a file of it cannot be read.
  explicit Files(const std::filesystem::path& directory);

  // By path from the folder, with '/': "gazetteers/places.tsv". Throws Error of kind Input where there is
  // none.
  std::string_view file(std::string_view name) const;
  bool contains(std::string_view name) const;

  // All paths that start with `prefix` and end with `suffix`, ascending.
  std::vector<std::string> list(std::string_view prefix = "", std::string_view suffix = "") const;

  // Leaves nothing in the files whose path starts with `prefix`.
  void empty_all(std::string_view prefix);

  // SHA-256 over all paths and contents: part of a record's fingerprint.
  std::string fingerprint() const;

 private:
  std::map<std::string, std::string, std::less<>> replaced_;
};

// The files as the environment asks for them: $TRAMA_KNOWLEDGE names a directory, else the embedded ones
// alone.
Files files_from_environment();

}  // namespace trama::knowledge
