#include "core/assemble/archive.h"

#include <algorithm>
#include <map>

#include "core/assemble/assembler.h"
#include "core/assemble/tables.h"
#include "core/assemble/value_lines.h"
#include "core/graph/delta.h"

namespace trama::assemble {
namespace {

using Json = nlohmann::ordered_json;

// A record nests its JSON deeper than a line's own keys, and nothing else of an archive is nested without
// end.
constexpr int kMaximumDepth = 64;

std::string text_of(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() && found->second.type() == ValueType::String ? found->second.string() : "";
}

class Writer {
 public:
  Writer(const GraphReader& graph, std::ostream& out) : graph_(graph), out_(out) {}

  void run() {
    graph_.scan(Table::Record, "", [&](std::string_view, std::string_view value) {
      write_record(value);
      return true;
    });
    for (const Decision& decision : decisions(graph_)) line("{\"decision\":" + to_json(decision) + "}");
    std::vector<NodeId> batch;
    const auto scan = graph_.scan_nodes(kNoSymbol);
    while (scan->next(batch, 1024))
      for (const NodeId node : batch) write_node(node);
    std::vector<Relationship> relationships;
    const auto relationship_scan = graph_.scan_relationships(kNoSymbol);
    while (relationship_scan->next(relationships, 1024))
      for (const Relationship& each : relationships)
        if (!graph_.is_derived_relationship(each)) write_relationship(each);
  }

 private:
  void line(const std::string& text) { out_ << text << '\n'; }

  void write_record(std::string_view value) {
    auto text = graph_.get(Table::Text, value.substr(0, kTextIdSize));
    if (!text)
      throw Error(ErrorKind::Corrupt, "an article has lost its text").hint("run `trama check --repair`");
    line("{\"record\":" + to_json(record_from_json(record_json_of(value), std::move(*text))) + "}");
  }

  Json labels(NodeId node, const std::string& type) const {
    Json out = Json::array();
    for (const SymbolId label : graph_.labels(node)) {
      const std::string_view name = graph_.symbol_name(SymbolKind::Label, label);
      if (type.empty() || (name != kEntityLabel && name != type)) out.push_back(name);
    }
    return out;
  }

  void write_node(NodeId node) {
    Map properties = graph_.node_properties(node);
    if (!graph_.is_derived_node(node)) {
      numbers_[node] = numbers_.size() + 1;
      line(Json{{"user_node", numbers_[node]},
                {"labels", labels(node, "")},
                {"properties", map_to_json(properties)}}
               .dump());
      return;
    }
    const std::string key = text_of(properties, "key");
    if (key.empty()) return;
    for (const std::string_view own : kEntityProperties) properties.erase(std::string(own));
    const std::string type = read_entity(graph_, node).type;
    const Json added = labels(node, type.empty() ? "-" : type);
    if (properties.empty() && added.empty()) return;
    line(Json{{"user_properties", key}, {"labels", added}, {"properties", map_to_json(properties)}}.dump());
  }

  Json end(NodeId node) const {
    if (const auto number = numbers_.find(node); number != numbers_.end()) return number->second;
    const Map properties = graph_.node_properties(node);
    if (std::string key = text_of(properties, "key"); !key.empty()) return key;
    if (std::string id = text_of(properties, "id"); !id.empty()) return {{"article", id}};
    return nullptr;
  }

  void write_relationship(const Relationship& each) {
    const Json from = end(each.source), to = end(each.target);
    if (from.is_null() || to.is_null()) return;
    line(Json{{"user_relationship", graph_.symbol_name(SymbolKind::Type, each.type)},
              {"from", from},
              {"to", to},
              {"properties", map_to_json(graph_.relationship_properties(each))}}
             .dump());
  }

  const GraphReader& graph_;
  std::ostream& out_;
  std::map<NodeId, uint64_t> numbers_;
};

Json parse(const std::string& line) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kMaximumDepth) throw Error(ErrorKind::Input, "it nests too deep");
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return Json::parse(line);
}

class Reader {
 public:
  Reader(Graph& graph, const Options& options) : graph_(graph), assembler_(graph, options) {}

  ArchiveReport run(std::istream& in) {
    std::string line;
    for (uint64_t number = 1; std::getline(in, line); ++number) {
      if (line.empty()) continue;
      try {
        take(line);
      } catch (const Error& error) {
        report_.refused.push_back("line " + std::to_string(number) + ": " + error.message());
      } catch (const Json::exception& error) {
        report_.refused.push_back("line " + std::to_string(number) + ": " + error.what());
      }
    }
    add_user_elements();
    return std::move(report_);
  }

 private:
  void take(const std::string& line) {
    constexpr std::string_view kRecord = "{\"record\":";
    if (line.starts_with(kRecord)) {  // not parsed twice: records are long
      std::string_view record(line);
      record.remove_prefix(kRecord.size());
      assembler_.add(record_from_json(record.substr(0, record.rfind('}'))));
      ++report_.articles;
      return;
    }
    Json json = parse(line);
    if (json.contains("decision")) {
      assembler_.decide(decision_from_json(json["decision"].dump()));
      ++report_.decisions;
    } else if (json.contains("user_node") || json.contains("user_properties") ||
               json.contains("user_relationship")) {
      user_lines_.push_back(std::move(json));
    } else {
      throw Error(ErrorKind::Input, "it is no line of an archive");
    }
  }

  NodeId node_of(const GraphReader& graph, const Json& end) const {
    if (end.is_number()) {
      const auto found = nodes_.find(end.get<uint64_t>());
      return found == nodes_.end() ? 0 : found->second;
    }
    if (end.is_object()) {
      const TextId text = text_of_article(graph, end.at("article").get<std::string>());
      return text.empty() ? 0 : read_text_entry(graph, text).node;
    }
    const auto bytes = graph.get(Table::Alias, "k" + end.get<std::string>());
    return bytes ? from_be64(*bytes) : 0;
  }

  void add_user_elements() {
    if (user_lines_.empty()) return;
    GraphDelta delta(graph_.read());
    for (const Json& line : user_lines_) {
      try {
        add_user_element(delta, line);
      } catch (const Error& error) {
        report_.refused.push_back(line.begin().value().dump() + ": " + error.message());
      } catch (const Json::exception& error) {
        report_.refused.push_back(line.begin().value().dump() + ": " + error.what());
      }
    }
    graph_.commit(delta);
  }

  void add_user_element(GraphDelta& delta, const Json& line) {
    const Value properties = value_from_json(line.at("properties"));
    const auto set_all = [&](const auto& element) {
      for (const auto& [name, value] : properties.map())
        delta.set_property(element, delta.intern(SymbolKind::Property, name), value);
    };
    if (line.contains("user_relationship")) {
      const NodeId from = node_of(delta, line.at("from")), to = node_of(delta, line.at("to"));
      if (from == 0 || to == 0) throw Error(ErrorKind::Input, "an end of the relationship is not there");
      const std::string type = line.at("user_relationship").get<std::string>();
      set_all(delta.create_relationship(delta.intern(SymbolKind::Type, type), from, to));
      ++report_.user_relationships;
      return;
    }
    NodeId node = 0;
    if (line.contains("user_node")) {
      node = delta.create_node();
      nodes_[line.at("user_node").get<uint64_t>()] = node;
      ++report_.user_nodes;
    } else {
      node = node_of(delta, line.at("user_properties"));
      if (node == 0) throw Error(ErrorKind::Input, "there is no such entity");
    }
    for (const Json& label : line.at("labels"))
      delta.add_label(node, delta.intern(SymbolKind::Label, label.get<std::string>()));
    set_all(node);
  }

  Graph& graph_;
  Assembler assembler_;
  ArchiveReport report_;
  std::vector<Json> user_lines_;
  std::map<uint64_t, NodeId> nodes_;
};

}  // namespace

void write_archive(const GraphReader& graph, std::ostream& out) { Writer(graph, out).run(); }

ArchiveReport read_archive(std::istream& in, Graph& graph, const Options& options) {
  return Reader(graph, options).run(in);
}

bool is_archive_line(std::string_view line) {
  for (const std::string_view start : {"{\"record\":", "{\"decision\":", "{\"user_node\":",
                                       "{\"user_properties\":", "{\"user_relationship\":"})
    if (line.starts_with(start)) return true;
  return false;
}

}  // namespace trama::assemble
