#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/json_fault.h"
#include "core/exchange/csv_reader.h"
#include "core/exchange/import_source.h"
#include "core/exchange/typed_column.h"

namespace trama::exchange {
namespace {

constexpr char kArrayDelimiter = ';';
constexpr size_t kSampledRows = 1000;

enum class ColumnRole : uint8_t { Property, Id, Label, Start, End, Type, Ignored };

struct ImportColumn {
  ColumnRole role = ColumnRole::Property;
  std::string property;  // empty: not kept
  CellType type = CellType::String;
  bool array = false;
  bool keeps_empty = false;  // a cell with nothing but quotes is the empty text or list, as neo4j has it
  std::string id_space;      // before the id, so that spaces do not mix
};

// Ids of different spaces are told apart by a character that no CSV id holds. The view is of the id, or of
// `buffer`.
std::string_view in_space(const std::string& space, std::string_view id, std::string& buffer) {
  if (space.empty()) return id;
  buffer.assign(space).push_back('\x1f');
  return buffer.append(id);
}

// One file whose columns are known: nodes or relationships.
class CsvSource : public ImportSource {
 public:
  CsvSource(std::filesystem::path path, std::vector<ImportColumn> columns, std::string label,
            std::string type)
      : path_(std::move(path)),
        columns_(std::move(columns)),
        label_(std::move(label)),
        type_(std::move(type)) {
    for (const ImportColumn& column : columns_) is_node_ |= column.role == ColumnRole::Id;
  }

  void read_nodes(BulkSink& sink, ImportProgress& progress) override {
    if (is_node_) read(sink, progress);
  }
  void read_relationships(BulkSink& sink, ImportProgress& progress) override {
    if (!is_node_) read(sink, progress);
  }

 private:
  void read(BulkSink& sink, ImportProgress& progress) {
    CsvReader reader(path_);
    std::vector<std::string_view> cells;
    if (!reader.next(cells)) return;  // the header

    std::vector<SymbolId> symbols(columns_.size(), kNoSymbol);
    for (size_t i = 0; i < columns_.size(); ++i)
      if (!columns_[i].property.empty()) symbols[i] = sink.intern(SymbolKind::Property, columns_[i].property);
    std::vector<SymbolId> labels;
    SymbolId type = kNoSymbol;
    const auto set_type = [&](std::string_view name) {
      if (type == kNoSymbol || name != type_) {
        type_ = name;
        type = sink.intern(SymbolKind::Type, name);
      }
    };

    std::vector<BulkSink::Property> properties;
    std::string_view id, start, end;
    std::string id_buffer, start_buffer, end_buffer;
    while (reader.next(cells)) {
      if (cells.size() != columns_.size())
        reader.refuse("the row has " + std::to_string(cells.size()) + " cells, the header " +
                      std::to_string(columns_.size()));
      properties.clear();
      labels.clear();
      if (!label_.empty()) labels.push_back(sink.intern(SymbolKind::Label, label_));
      std::string_view row_type = type_;
      for (size_t i = 0; i < cells.size(); ++i) {
        const ImportColumn& column = columns_[i];
        switch (column.role) {
          case ColumnRole::Ignored:
            continue;
          case ColumnRole::Id:
            id = in_space(column.id_space, cells[i], id_buffer);
            break;
          case ColumnRole::Start:
            start = in_space(column.id_space, cells[i], start_buffer);
            sink.expect_end(start);
            continue;
          case ColumnRole::End:
            end = in_space(column.id_space, cells[i], end_buffer);
            sink.expect_end(end);
            continue;
          case ColumnRole::Type:
            row_type = cells[i];
            continue;
          case ColumnRole::Label:
            add_labels(sink, cells[i], labels);
            continue;
          case ColumnRole::Property:
            break;
        }
        if (symbols[i] == kNoSymbol) continue;
        if (cells[i].empty() && !(column.keeps_empty && reader.quoted(i))) continue;  // no value
        properties.emplace_back(symbols[i], parse(reader, column, cells[i]));
      }
      sort_properties(properties);
      if (is_node_) {
        std::sort(labels.begin(), labels.end());
        labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
        sink.add_node(id, labels, properties);
      } else {
        if (row_type.empty()) reader.refuse("the relationship has no type");
        set_type(row_type);
        sink.add_relationship(type, start, end, properties);
      }
      progress.row();
    }
  }

  static void add_labels(BulkSink& sink, std::string_view cell, std::vector<SymbolId>& labels) {
    for (size_t begin = 0; begin <= cell.size();) {
      const size_t end = std::min(cell.find(kArrayDelimiter, begin), cell.size());
      if (end > begin) labels.push_back(sink.intern(SymbolKind::Label, cell.substr(begin, end - begin)));
      begin = end + 1;
    }
  }

  static Value parse(const CsvReader& reader, const ImportColumn& column, std::string_view cell) {
    const auto single = [&](std::string_view text) {
      auto value = parse_cell(column.type, text);
      if (!value)
        reader.refuse("'" + std::string(text.substr(0, 60)) + "' in column " + column.property + " is no " +
                      name_of(column.type));
      return std::move(*value);
    };
    if (!column.array) return single(cell);
    List list;
    if (cell.empty()) return list;
    for (size_t begin = 0; begin <= cell.size();) {
      const size_t end = std::min(cell.find(kArrayDelimiter, begin), cell.size());
      list.push_back(single(cell.substr(begin, end - begin)));
      begin = end + 1;
    }
    return list;
  }

  std::filesystem::path path_;
  std::vector<ImportColumn> columns_;
  std::string label_, type_;
  bool is_node_ = false;
};

// "name:string[]", ":ID(Person)", "personId:ID(Person){id-type:long}", ":START_ID", "founded:date", "name".
ImportColumn parse_header(const CsvReader& reader, std::string_view cell) {
  ImportColumn column;
  const size_t colon = cell.rfind(':', cell.find('{'));
  column.property = std::string(cell.substr(0, std::min(colon, cell.size())));
  if (colon == std::string_view::npos) return column;
  std::string_view kind = cell.substr(colon + 1);
  if (const size_t options = kind.find('{'); options != std::string_view::npos) {
    if (kind.find("id-type:long") != std::string_view::npos ||
        kind.find("id-type:int") != std::string_view::npos)
      column.type = CellType::Integer;
    kind = kind.substr(0, options);
  }
  if (const size_t space = kind.find('('); space != std::string_view::npos && kind.ends_with(')')) {
    column.id_space = std::string(kind.substr(space + 1, kind.size() - space - 2));
    kind = kind.substr(0, space);
  }
  if (kind == "ID") {
    column.role = ColumnRole::Id;
  } else if (kind == "LABEL") {
    column.role = ColumnRole::Label;
  } else if (kind == "START_ID") {
    column.role = ColumnRole::Start;
  } else if (kind == "END_ID") {
    column.role = ColumnRole::End;
  } else if (kind == "TYPE") {
    column.role = ColumnRole::Type;
  } else if (kind == "IGNORE") {
    column.role = ColumnRole::Ignored;
  } else {
    column.array = kind.ends_with("[]");
    if (column.array) kind.remove_suffix(2);
    const auto type = cell_type_named(kind);
    if (!type)
      reader.refuse("unknown type '" + std::string(kind) + "' in the header's '" + std::string(cell) + "'");
    column.type = *type;
    column.keeps_empty = column.array || *type == CellType::String;
  }
  return column;
}

// A plain CSV file of a manifest: the header's names, the types by the first rows.
std::vector<ImportColumn> sample_columns(const std::filesystem::path& path, bool nodes) {
  CsvReader reader(path);
  std::vector<std::string_view> cells;
  if (!reader.next(cells)) reader.refuse("the file has no header");
  std::vector<ImportColumn> columns(cells.size());
  for (size_t i = 0; i < cells.size(); ++i) columns[i].property = std::string(cells[i]);
  std::vector<std::optional<CellType>> types(columns.size());
  for (size_t row = 0; row < kSampledRows && reader.next(cells); ++row)
    for (size_t i = 0; i < std::min(cells.size(), types.size()); ++i)
      if (!cells[i].empty()) types[i] = widen(types[i], cells[i]);
  for (size_t i = 0; i < columns.size(); ++i) columns[i].type = types[i].value_or(CellType::String);
  if (columns.size() < (nodes ? 1 : 2)) reader.refuse("the header has too few columns");
  if (nodes) {
    columns[0].role = ColumnRole::Id;
  } else {
    columns[0].role = ColumnRole::Start;
    columns[1].role = ColumnRole::End;
  }
  return columns;
}

}  // namespace

std::unique_ptr<ImportSource> open_neo4j_csv(const std::filesystem::path& path) {
  CsvReader reader(path);
  std::vector<std::string_view> cells;
  if (!reader.next(cells)) reader.refuse("the file is empty");
  std::vector<ImportColumn> columns;
  bool id = false, start = false, end = false;
  for (const std::string_view cell : cells) {
    columns.push_back(parse_header(reader, cell));
    id |= columns.back().role == ColumnRole::Id;
    start |= columns.back().role == ColumnRole::Start;
    end |= columns.back().role == ColumnRole::End;
  }
  if (id == (start && end))
    reader.refuse("the header needs a column :ID (nodes), or :START_ID and :END_ID (relationships)");
  return std::make_unique<CsvSource>(path, std::move(columns), "", "");
}

std::vector<std::unique_ptr<ImportSource>> open_manifest(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::Input, "cannot open " + path.string());
  std::vector<std::unique_ptr<ImportSource>> sources;
  try {
    const auto manifest = nlohmann::ordered_json::parse(file);
    const std::filesystem::path folder = path.parent_path();
    // Names come from the manifest: none may lead out of its folder.
    const auto inside = [&](const std::string& name) {
      if (name.find('/') != std::string::npos)
        throw Error(ErrorKind::Input, path.string() + ": a name holds a '/': " + name);
      return folder / name;
    };
    if (!manifest.is_object() || !manifest.at("nodes").is_object() || !manifest.at("edges").is_array())
      throw Error(ErrorKind::Input, path.string() + " is no manifest: 'nodes' is an object, 'edges' a list")
          .hint(
              R"({"nodes": {"Company": 2}, "edges": [{"type": "OWNS", "src": "Company", "dst": "Company"}]})");
    for (const auto& [label, count] : manifest.at("nodes").items()) {
      const auto csv = inside("nodes_" + label + ".csv");
      sources.push_back(std::make_unique<CsvSource>(csv, sample_columns(csv, true), label, ""));
    }
    for (const auto& edge : manifest.at("edges")) {
      const auto type = edge.at("type").get<std::string>();
      const auto csv = inside("edges_" + type + "_" + edge.at("src").get<std::string>() + "_" +
                              edge.at("dst").get<std::string>() + ".csv");
      sources.push_back(std::make_unique<CsvSource>(csv, sample_columns(csv, false), "", type));
    }
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorKind::Input, path.string() + " is no manifest: " + json_fault(error.what()));
  }
  return sources;
}

}  // namespace trama::exchange
