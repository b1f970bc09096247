#include <algorithm>
#include <set>

#include "core/assemble/assembler.h"
#include "core/assemble/check.h"
#include "core/assemble/tables.h"
#include "core/base/fail_point.h"
#include "core/graph/delta.h"

namespace trama::assemble {
namespace {

constexpr const char* kMarker = "R";

// Everything derived goes but records, texts and decisions. Entities that users have tied something to stay
// as bare nodes under their keys, as they do when articles are forgotten.
class Wipe {
 public:
  // What cannot be kept is told to `lost`.
  Wipe(GraphDelta& delta, std::vector<std::string>& lost) : delta_(delta), base_(delta.base()), lost_(lost) {}

  void run() {
    note_derived();
    for (const Table table : {Table::Evidence, Table::EvidenceByArticle, Table::Alias, Table::Assembly})
      clear(table);
    std::vector<Relationship> relationships;
    const auto relationship_scan = base_.scan_relationships(kNoSymbol);
    while (relationship_scan->next(relationships, 1024))
      for (const Relationship& each : relationships)
        if (is_derived(each)) delta_.delete_relationship(each);
    std::vector<NodeId> nodes;
    const auto node_scan = base_.scan_nodes(kNoSymbol);
    while (node_scan->next(nodes, 1024))
      for (const NodeId node : nodes)
        if (base_.is_derived_node(node)) remove(node);
    restore_decisions();
    delta_.put(Table::Assembly, kMarker, "");
  }

 private:
  // A fact or mention whose properties were lost, and with them the flag, is derived still.
  void note_derived() {
    base_.scan(Table::Assembly, "F", [&](std::string_view key, std::string_view) {
      try {
        if (const auto fact = read_fact(base_, key.substr(1))) facts_.insert(fact->relationship.id);
      } catch (const Error&) {
      }
      return true;
    });
    try {
      last_decision_ = read_count(base_, "N");
    } catch (const Error&) {
    }
    base_.scan(Table::Assembly, "T", [&](std::string_view key, std::string_view) {
      try {
        const TextEntry text = read_text_entry(base_, key.substr(1));
        for (const NodeId entity : text.entities) mentions_.emplace(text.node, entity);
        for (const std::string& article : text.articles)
          if (!base_.get(Table::Record, article)) lost_.push_back("article " + article);
      } catch (const Error&) {
      }
      return true;
    });
  }

  bool is_derived(const Relationship& each) const {
    return base_.is_derived_relationship(each) || facts_.contains(each.id) ||
           (each.type == mentions_type_ && mentions_.contains({each.source, each.target}));
  }

  void clear(Table table) {
    std::vector<std::string> keys;
    base_.scan(table, "", [&](std::string_view key, std::string_view) {
      keys.emplace_back(key);
      return true;
    });
    for (std::string& key : keys) delta_.erase(table, std::move(key));
  }

  void remove(NodeId node) {
    const Map properties = base_.node_properties(node);
    const auto key = properties.find("key");
    Expansion ties;
    delta_.expand(std::span(&node, 1), Direction::Both, {}, ties);
    const bool entity = key != properties.end() && key->second.type() == ValueType::String;
    const bool tied = ties.size() > 0 || base_.labels(node).size() > 2 ||
                      std::any_of(properties.begin(), properties.end(), [](const auto& property) {
                        return std::find(kEntityProperties.begin(), kEntityProperties.end(),
                                         property.first) == kEntityProperties.end();
                      });
    if (entity && tied) {
      delta_.set_property(node, delta_.intern(SymbolKind::Property, "aliases"), Value());
      delta_.put(Table::Assembly, "O" + key->second.string(), be64(node));
      delta_.put(Table::Alias, "k" + key->second.string(), be64(node));
      return;
    }
    for (const Relationship& tie : ties.relationship) delta_.delete_relationship(tie);
    delta_.delete_node(node);
  }

  void restore_decisions() {
    uint64_t last = last_decision_;
    std::vector<std::string> strays;
    base_.scan(Table::Decision, "", [&](std::string_view key, std::string_view) {
      if (key.size() == 8) {
        last = std::max(last, from_be64(key));
      } else {
        strays.emplace_back(key);
      }
      return true;
    });
    for (std::string& stray : strays) delta_.erase(Table::Decision, std::move(stray));
    for (uint64_t number = 1; number <= last; ++number) {
      const Decision decision = decision_or_gap(number);
      for (const auto* anchors : {&decision.subject, &decision.object})
        for (const Anchor& anchor : *anchors)
          delta_.put(Table::Assembly, pair_key('I', anchor.article, be64(number)), "");
    }
    if (last > 0) delta_.put(Table::Assembly, "N", encode_count(last));
  }

  // Where it cannot be read, one that changes nothing takes its place, so that the others keep their numbers.
  Decision decision_or_gap(uint64_t number) {
    try {
      if (auto decision = find_decision(base_, number)) return *std::move(decision);
    } catch (const Error&) {
    }
    Decision gap;
    gap.number = number;
    gap.kind = DecisionKind::Confirm;
    gap.note = "(lost)";
    delta_.put(Table::Decision, be64(number), to_json(gap));
    lost_.push_back("decision " + std::to_string(number));
    return gap;
  }

  GraphDelta& delta_;
  const GraphReader& base_;
  std::vector<std::string>& lost_;
  uint64_t last_decision_ = 0;
  const SymbolId mentions_type_ = base_.find_symbol(SymbolKind::Type, kMentionsType);
  std::set<RelationshipId> facts_;
  std::set<std::pair<NodeId, NodeId>> mentions_;  // Article node, entity
};

std::vector<std::string> all_articles(const GraphReader& graph) {
  std::vector<std::string> articles;
  graph.scan(Table::Record, "", [&](std::string_view key, std::string_view) {
    articles.emplace_back(key);
    return true;
  });
  return articles;
}

// The stored record, whatever other tables say.
ArticleRecord stored_record(const GraphReader& graph, const std::string& article) {
  const auto value = graph.get(Table::Record, article);
  auto text = value ? graph.get(Table::Text, value->substr(0, kTextIdSize)) : std::nullopt;
  if (!text) throw Error(ErrorKind::Corrupt, "its text is missing");
  return record_from_json(record_json_of(*value), std::move(*text));
}

// Those of articles that are lost.
void erase_stray_texts(GraphDelta& delta) {
  std::vector<std::string> stray;
  delta.base().scan(Table::Text, "", [&](std::string_view key, std::string_view) {
    if (!delta.base().get(Table::Assembly, "T" + std::string(key))) stray.emplace_back(key);
    return true;
  });
  for (std::string& text : stray) delta.erase(Table::Text, std::move(text));
}

}  // namespace

bool rebuild_interrupted(const GraphReader& graph) { return graph.get(Table::Assembly, kMarker).has_value(); }

RebuildReport rebuild(Graph& graph, const Options& options,
                      const std::function<void(uint64_t, uint64_t)>& progress) {
  RebuildReport report;
  {
    GraphDelta delta(graph.read());
    Wipe(delta, report.lost).run();
    graph.commit(delta);
  }
  const size_t lost_before = report.lost.size();
  const std::vector<std::string> articles = all_articles(*graph.read());
  for (const std::string& article : articles) {
    GraphDelta delta(graph.read());
    try {
      reassemble(delta, stored_record(delta.base(), article), options);
      ++report.articles;
    } catch (const Error& error) {
      report.lost.push_back("article " + article + ": " + error.message());
      delta.erase(Table::Record, article);
    }
    graph.commit(delta);
    fail_point("repair.article");
    if (progress) progress(report.articles + report.lost.size() - lost_before, articles.size());
  }
  GraphDelta delta(graph.read());
  erase_stray_texts(delta);
  delta.erase(Table::Assembly, kMarker);
  graph.commit(delta);
  return report;
}

}  // namespace trama::assemble
