#include "core/assemble/archive.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "core/assemble/assembler.h"
#include "core/assemble/canonical_export.h"
#include "core/assemble/present_elements.h"
#include "core/assemble/tables.h"
#include "core/assemble/value_lines.h"
#include "core/base/escape.h"
#include "core/base/json_fault.h"
#include "core/base/lines.h"
#include "core/graph/delta.h"

namespace trama::assemble {
namespace {

using Json = nlohmann::ordered_json;

// Lines nest a stored value at most, in properties of a line's object.
constexpr size_t kMaximumDepth = kMaxValueDepth + 8;
constexpr size_t kElementsPerCommit = 200'000;

std::string write_record(const GraphReader& graph, std::string_view value) {
  auto text = graph.get(Table::Text, value.substr(0, kTextIdSize));
  if (!text)
    throw Error(ErrorKind::Corrupt, "an article has lost its text").hint("run `trama check --repair`");
  return to_json(record_from_json(record_json_of(value), std::move(*text)));
}

using Names = std::span<const std::string_view>;

// The properties that assembly writes to a derived node; others are additions of a user's.
Names assembled_properties(const std::vector<std::string>& labels) {
  const auto is = [&](std::string_view label) {
    return std::find(labels.begin(), labels.end(), label) != labels.end();
  };
  if (is(kEntityLabel)) return kEntityProperties;
  return is(kArticleLabel) ? Names(kArticleProperties) : Names(kQuantityProperties);
}

Map without(const Map& properties, Names assembled) {
  Map added = properties;
  for (const std::string_view name : assembled) added.erase(std::string(name));
  return added;
}

Json parse(const std::string& line) {
  if (json_nests_deeper(line, kMaximumDepth)) throw Error(ErrorKind::Input, "it nests too deep");
  return Json::parse(line);
}

class Reader {
 public:
  Reader(Graph& graph, const Options& options) : graph_(graph), assembler_(graph, options) {}

  ArchiveReport run(std::istream& in) {
    std::string line;
    for (uint64_t number = 1; read_line(in, line); ++number) {
      if (line.empty()) continue;
      try {
        take(line);
      } catch (const Error& error) {
        report_.refused.push_back("line " + std::to_string(number) + ": " + error.message());
      } catch (const Json::exception& error) {
        report_.refused.push_back("line " + std::to_string(number) + ": " + json_fault(error.what()));
      }
    }
    commit();
    return std::move(report_);
  }

 private:
  void take(const std::string& line) {
    constexpr std::string_view kRecord = "{\"record\":";
    if (line.starts_with(kRecord)) {  // not parsed twice: records are long
      std::string_view record(line);
      record.remove_prefix(kRecord.size());
      commit();
      assembler_.add(record_from_json(record.substr(0, record.rfind('}'))));
      derived_.clear();
      ++report_.articles;
      return;
    }
    const Json json = parse(line);
    if (json.contains("decision")) {
      take_decision(decision_from_json(json["decision"].dump()));
    } else if (json.contains("node")) {
      take_node(json);
    } else if (json.contains("relationship")) {
      take_relationship(json);
    } else {
      throw Error(ErrorKind::Input, "it is no line of an archive");
    }
  }

  static std::string content_of(Decision decision) {
    decision.number = 0;
    return to_json(decision);
  }

  // One that the database's log has, and no line before has taken for its own, is not logged again.
  void take_decision(Decision decision) {
    commit();
    if (!known_) {
      known_.emplace();
      for (const Decision& each : decisions(*graph_.read())) known_->emplace(content_of(each), each.number);
    }
    const uint64_t number = decision.number;
    if (decision.kind == DecisionKind::Undo && numbers_.contains(decision.target))
      decision.target = numbers_.at(decision.target);
    if (const auto known = known_->find(content_of(decision)); known != known_->end()) {
      numbers_[number] = known->second;
      known_->erase(known);
      return;
    }
    numbers_[number] = assembler_.decide(std::move(decision));
    derived_.clear();
    ++report_.decisions;
  }

  void take_node(const Json& line) {
    const std::string name = line.at("node").get<std::string>();
    const auto labels = line.at("labels").get<std::vector<std::string>>();
    const Value properties = value_from_json(line.at("properties"));
    if (!line.at("derived").get<bool>()) {
      const NodeId known = present().take_node(labels, properties.map());
      report_.present += known != 0 ? 1 : 0;
      if (known != 0) {
        users_[name] = known;
        return;
      }
      const NodeId node = delta().create_node();
      users_[name] = node;
      add_labels(node, labels);
      set_properties(node, properties.map());
      ++report_.user_nodes;
      return;
    }
    const Map added = without(properties.map(), assembled_properties(labels));
    const bool entity = std::find(labels.begin(), labels.end(), kEntityLabel) != labels.end();
    if (added.empty() && labels.size() == (entity ? 2 : 1)) return;
    const NodeId node = node_of(name);
    add_labels(node, labels);
    set_properties(node, added);
  }

  void take_relationship(const Json& line) {
    const Value properties = value_from_json(line.at("properties"));
    const bool derived = line.at("derived").get<bool>();
    const Map own = derived ? without(properties.map(), kFactProperties) : properties.map();
    if (derived && own.empty()) return;
    const NodeId from = node_of(line.at("from").get<std::string>());
    const NodeId to = node_of(line.at("to").get<std::string>());
    const SymbolId type = delta().intern(SymbolKind::Type, line.at("relationship").get<std::string>());
    if (!derived && present().take_relationship(delta(), type, from, to, own)) {
      ++report_.present;
      return;
    }
    set_properties(derived ? fact(type, from, to) : delta().create_relationship(type, from, to), own);
    report_.user_relationships += derived ? 0 : 1;
  }

  void add_labels(NodeId node, const std::vector<std::string>& labels) {
    const std::vector<SymbolId> present = delta().labels(node);
    for (const std::string& label : labels) {
      const SymbolId symbol = delta().intern(SymbolKind::Label, label);
      if (std::find(present.begin(), present.end(), symbol) == present.end()) delta().add_label(node, symbol);
    }
  }

  template <typename Element>
  void set_properties(const Element& element, const Map& properties) {
    for (const auto& [name, value] : properties)
      delta().set_property(element, delta().intern(SymbolKind::Property, name), value);
    if (++elements_ >= kElementsPerCommit) commit();
  }

  NodeId node_of(const std::string& name) {
    if (const auto user = users_.find(name); user != users_.end()) return user->second;
    if (derived_.empty()) {
      const auto graph = graph_.read();
      const NodeNames names(*graph);
      for (const NodeId node : names.in_order())
        if (graph->is_derived_node(node)) derived_[names.of(node)] = node;
    }
    const auto found = derived_.find(name);
    if (found == derived_.end()) throw Error(ErrorKind::Input, "there is no node '" + name + "'");
    return found->second;
  }

  // Assembly makes one relationship for each type and pair of ends.
  Relationship fact(SymbolId type, NodeId from, NodeId to) {
    Expansion found;
    delta().expand(std::span(&from, 1), Direction::Out, std::span(&type, 1), found);
    for (const Relationship& each : found.relationship)
      if (each.target == to && delta().is_derived_relationship(each)) return each;
    throw Error(ErrorKind::Input, "there is no such fact");
  }

  // Asked for before this archive makes its first.
  PresentElements& present() {
    if (!present_) present_.emplace(*graph_.read());
    return *present_;
  }

  GraphDelta& delta() {
    if (!delta_) delta_.emplace(graph_.read());
    return *delta_;
  }

  void commit() {
    if (!delta_) return;
    graph_.commit(*delta_);
    delta_.reset();
    elements_ = 0;
  }

  Graph& graph_;
  Assembler assembler_;
  ArchiveReport report_;
  std::optional<std::multimap<std::string, uint64_t>> known_;  // decisions here before, with their numbers
  std::map<uint64_t, uint64_t> numbers_;                       // of decisions in the archive: here
  std::optional<GraphDelta> delta_;                            // what users made, since the last commit
  size_t elements_ = 0;                                        // in it
  std::optional<PresentElements> present_;
  std::unordered_map<std::string, NodeId> users_;  // nodes made here, by their name in the archive
  std::unordered_map<std::string, NodeId>
      derived_;  // by name; empty where not looked at since the last article
};

}  // namespace

void write_archive(const GraphReader& graph, std::ostream& out) {
  graph.scan(Table::Record, "", [&](std::string_view, std::string_view value) {
    out << "{\"record\":" << write_record(graph, value) << "}\n";
    return true;
  });
  for (const Decision& decision : decisions(graph)) out << "{\"decision\":" << to_json(decision) << "}\n";
  canonical_export(graph, out);
}

ArchiveReport read_archive(std::istream& in, Graph& graph, const Options& options) {
  return Reader(graph, options).run(in);
}

bool is_archive_line(std::string_view line) {
  for (const std::string_view start : {"{\"record\":", "{\"decision\":", "{\"node\":", "{\"relationship\":"})
    if (line.starts_with(start)) return true;
  return false;
}

}  // namespace trama::assemble
