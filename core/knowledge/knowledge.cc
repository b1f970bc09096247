#include "core/knowledge/knowledge.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "core/base/error.h"
#include "core/base/hash.h"

namespace trama::knowledge {
namespace {

struct Embedded {
  std::string_view name;
  const char* begin;
  const char* end;
};

}  // namespace

extern "C" {
#include "embedded.inc"
}

namespace {

const Embedded* find_embedded(std::string_view name) {
  auto* found = std::ranges::lower_bound(kEmbedded, name, {}, &Embedded::name);
  return found != std::end(kEmbedded) && found->name == name ? found : nullptr;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw Error(ErrorKind::Input, "cannot read the knowledge file " + path.string());
  return content;
}

}  // namespace

Files::Files(const std::filesystem::path& directory) {
  std::error_code failure;
  std::filesystem::recursive_directory_iterator entries(directory, failure);
  if (failure)
    throw Error(ErrorKind::Input,
                "cannot read the knowledge directory " + directory.string() + ": " + failure.message());
  for (const auto& entry : entries)
    if (entry.is_regular_file())
      replaced_[entry.path().lexically_relative(directory).generic_string()] = read_file(entry.path());
}

std::string_view Files::file(std::string_view name) const {
  if (auto found = replaced_.find(name); found != replaced_.end()) return found->second;
  if (const Embedded* found = find_embedded(name))
    return {found->begin, static_cast<size_t>(found->end - found->begin)};
  throw Error(ErrorKind::Input, "there is no knowledge file " + std::string(name));
}

bool Files::contains(std::string_view name) const {
  return replaced_.contains(name) || find_embedded(name) != nullptr;
}

std::vector<std::string> Files::list(std::string_view prefix, std::string_view suffix) const {
  std::set<std::string> names;
  auto add = [&](std::string_view name) {
    if (name.starts_with(prefix) && name.ends_with(suffix)) names.emplace(name);
  };
  for (const auto& [name, content] : replaced_) add(name);
  for (const Embedded& file : kEmbedded) add(file.name);
  return {names.begin(), names.end()};
}

void Files::empty_all(std::string_view prefix) {
  for (const std::string& name : list(prefix)) replaced_[name].clear();
}

std::string Files::fingerprint() const {
  std::string all;
  for (const std::string& name : list()) {
    all += name;
    all += '\0';
    all += file(name);
    all += '\0';
  }
  return sha256_hex(all);
}

Files files_from_environment() {
  const char* directory = std::getenv("TRAMA_KNOWLEDGE");
  return directory != nullptr && *directory != '\0' ? Files(directory) : Files();
}

}  // namespace trama::knowledge
