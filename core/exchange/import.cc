#include "core/exchange/import.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/lines.h"
#include "core/base/utf8.h"
#include "core/exchange/import_source.h"

namespace trama::exchange {

void sort_properties(std::vector<BulkSink::Property>& properties) {
  const auto not_before = [](const auto& a, const auto& b) { return a.first >= b.first; };
  if (std::ranges::adjacent_find(properties, not_before) == properties.end()) return;
  std::stable_sort(properties.begin(), properties.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  // Of equal symbols, keep the last.
  const auto first = std::unique(properties.rbegin(), properties.rend(),
                                 [](const auto& a, const auto& b) { return a.first == b.first; });
  properties.erase(properties.begin(), first.base());
}

bool next_line(std::istream& file, const std::filesystem::path& path, std::string& line) {
  try {
    return read_line(file, line);
  } catch (const Error& error) {
    throw Error(error.kind(), path.string() + ": " + error.message());
  }
}

ImportReport import_files(const std::vector<std::filesystem::path>& files, BulkSink& sink,
                          const ImportOptions& options) {
  std::vector<std::unique_ptr<ImportSource>> sources;
  for (const std::filesystem::path& file : files) {
    std::error_code failure;
    if (!std::filesystem::exists(file, failure))
      throw Error(ErrorKind::Input, "cannot open " + file.string() + ": there is no such file");
    const std::string ending = to_lower(file.extension().string());
    if (ending == ".csv") {
      sources.push_back(open_neo4j_csv(file));
    } else if (ending == ".json") {
      for (auto& source : open_manifest(file)) sources.push_back(std::move(source));
    } else if (ending == ".jsonl" || ending == ".ndjson") {
      sources.push_back(open_jsonl(file));
    } else if (ending == ".nt") {
      sources.push_back(open_ntriples(file));
    } else {
      throw Error(ErrorKind::Usage, "cannot tell the format of " + file.string())
          .hint("files end in .csv, .jsonl or .nt, or are a manifest.json; articles are for `trama ingest`");
    }
  }
  ImportProgress progress(options);
  for (const auto& source : sources) source->read_nodes(sink, progress);
  for (const auto& source : sources) source->read_relationships(sink, progress);
  return progress.report;
}

}  // namespace trama::exchange
