#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/escape.h"
#include "core/base/json_fault.h"
#include "core/base/utf8.h"
#include "core/exchange/import_source.h"
#include "core/graph/storable.h"
#include "core/query/value_json.h"

namespace trama::exchange {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaximumDepth = kMaxValueDepth + 8;
constexpr const char* kForm = R"(a line is {"id": 1, "labels": ["Company"], "props": {"name": "Alba"}} or )"
                              R"({"type": "OWNS", "src": 1, "dst": 2, "props": {}})";

class JsonLinesSource : public ImportSource {
 public:
  explicit JsonLinesSource(std::filesystem::path path) : path_(std::move(path)) {
    if (!std::ifstream(path_)) throw Error(ErrorKind::Input, "cannot open " + path_.string());
  }

  void read_nodes(BulkSink& sink, ImportProgress& progress) override {
    read([&](const Json& line) {
      if (line.contains("type")) return;
      std::vector<SymbolId> labels;
      if (const auto label = line.find("label"); label != line.end())
        labels.push_back(sink.intern(SymbolKind::Label, label->get<std::string>()));
      if (const auto several = line.find("labels"); several != line.end())
        for (const Json& label : *several)
          labels.push_back(sink.intern(SymbolKind::Label, label.get<std::string>()));
      std::sort(labels.begin(), labels.end());
      labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
      if (!line.contains("id"))
        throw Error(ErrorKind::Type, line.contains("text") || line.contains("body")
                                         ? "this is an article, which `trama ingest` reads"
                                         : "a node lacks its 'id'");
      if (line.at("id").is_null()) throw Error(ErrorKind::Type, "the node's id is null");
      sink.add_node(id_text(line.at("id")), labels, properties(sink, line, &line.at("id")));
      progress.row();
    });
  }

  void read_relationships(BulkSink& sink, ImportProgress& progress) override {
    read([&](const Json& line) {
      const auto type = line.find("type");
      if (type == line.end()) return;
      sink.add_relationship(sink.intern(SymbolKind::Type, type->get<std::string>()),
                            id_text(end_of(line, {"src", "source", "start", "from"})),
                            id_text(end_of(line, {"dst", "target", "end", "to"})),
                            properties(sink, line, nullptr));
      progress.row();
    });
  }

 private:
  template <typename Use>
  void read(const Use& use) {
    std::ifstream file(path_, std::ios::binary);
    std::string text;
    for (uint64_t number = 1; next_line(file, path_, text); ++number) {
      const auto refuse = [&](const std::string& why) {
        throw Error(ErrorKind::Input, path_.string() + ":" + std::to_string(number) + ": " + why).hint(kForm);
      };
      if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
      if (find_invalid_utf8(text)) refuse("the line is not UTF-8");
      try {
        if (json_nests_deeper(text, kMaximumDepth)) refuse("the line nests too deep");
        const Json line = Json::parse(text);
        if (!line.is_object()) refuse("the line is no JSON object");
        use(line);
      } catch (const Json::exception& error) {
        refuse(json_fault(error.what()));
      } catch (const Error& error) {
        if (error.kind() == ErrorKind::Input || error.kind() == ErrorKind::Cancelled) throw;
        refuse(error.message());
      }
    }
  }

  static std::string id_text(const Json& id) { return id.is_string() ? id.get<std::string>() : id.dump(); }

  static const Json& end_of(const Json& line, std::initializer_list<const char*> names) {
    for (const char* name : names)
      if (const auto found = line.find(name); found != line.end()) return *found;
    throw Error(ErrorKind::Type, std::string("a relationship lacks its '") + *names.begin() + "'");
  }

  // A node's own id stays as property `id`, unless the file gives another.
  static std::vector<BulkSink::Property> properties(BulkSink& sink, const Json& line, const Json* id) {
    std::vector<BulkSink::Property> out;
    const auto add = [&](const std::string& property, const Json& json) {
      if (json.is_null()) return;
      Value value = query::from_json(json);
      if (unstorable_part(value) != nullptr)
        throw Error(ErrorKind::Type,
                    "property " + property + " is or holds an object, which a graph cannot store");
      out.emplace_back(sink.intern(SymbolKind::Property, property), std::move(value));
    };
    if (id != nullptr) add("id", *id);
    for (const char* name : {"props", "properties"}) {
      const auto found = line.find(name);
      if (found == line.end()) continue;
      if (!found->is_object()) throw Error(ErrorKind::Type, std::string("'") + name + "' is no object");
      for (const auto& [property, json] : found->items()) {
        add(property, json);
      }
    }
    sort_properties(out);
    return out;
  }

  std::filesystem::path path_;
};

}  // namespace

std::unique_ptr<ImportSource> open_jsonl(const std::filesystem::path& path) {
  return std::make_unique<JsonLinesSource>(path);
}

}  // namespace trama::exchange
