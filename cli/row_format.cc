#include "cli/row_format.h"

#include <algorithm>
#include <filesystem>

#include "cli/near_name.h"
#include "cli/picture_format.h"
#include "cli/table_format.h"
#include "cli/text_formats.h"
#include "core/base/utf8.h"

namespace trama::cli {

const std::vector<std::string>& row_format_names() {
  static const std::vector<std::string> kNames = {"table", "lines", "csv", "tsv", "json",
                                                  "jsonl", "dot",   "svg", "png", "pdf"};
  return kNames;
}

std::string row_format_of(const std::string& path) {
  std::string ending = to_lower(std::filesystem::path(path).extension().string());
  if (ending == ".gv") ending = ".dot";
  if (ending == ".ndjson") ending = ".jsonl";
  const auto& names = row_format_names();
  const bool told = !ending.empty() && std::find(names.begin(), names.end(), ending.substr(1)) != names.end();
  return told ? ending.substr(1) : "";
}

std::unique_ptr<RowFormat> make_row_format(const std::string& name, std::ostream& out,
                                           const RowFormatOptions& options) {
  if (name == "table") return std::make_unique<TableFormat>(out, options);
  if (name == "lines") return std::make_unique<LinesFormat>(out, options);
  if (name == "csv") return std::make_unique<CsvFormat>(out);
  if (name == "tsv") return std::make_unique<TsvFormat>(out);
  if (name == "json") return std::make_unique<JsonFormat>(out, false);
  if (name == "jsonl") return std::make_unique<JsonFormat>(out, true);
  if (name == "dot") return std::make_unique<PictureFormat>(out, PictureKind::Dot, options);
  if (name == "svg") return std::make_unique<PictureFormat>(out, PictureKind::Svg, options);
  if (name == "png") return std::make_unique<PictureFormat>(out, PictureKind::Png, options);
  if (name == "pdf") return std::make_unique<PictureFormat>(out, PictureKind::Pdf, options);
  throw Error(ErrorKind::Usage, "unknown format '" + name + "'")
      .hint(near_names_hint(name, row_format_names()));
}

}  // namespace trama::cli
