#include "core/assemble/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/assemble/decisions.h"
#include "core/assemble/tables.h"
#include "core/base/hash.h"
#include "core/base/utf8.h"
#include "core/graph/codec.h"
#include "core/graph/map_fields.h"

namespace trama::assemble {
namespace {

constexpr std::string_view kLetters = "AGHIKLMNOPQRSTXBEF";  // tables.h; R is the rebuild's mark

class Checker {
 public:
  explicit Checker(const GraphReader& graph) : graph_(graph) {}

  CheckReport run() {
    check_records();
    check_texts();
    check_decisions();
    check_evidence();
    check_facts();
    check_entities();
    check_elements();
    check_letters();
    return std::move(report_);
  }

 private:
  void fault(const std::string& what) {
    ++report_.fault_count;
    if (report_.faults.size() < CheckReport::kMaximalFaults) report_.faults.push_back(what);
  }

  // Runs `part`; damaged bytes become a fault of `what`.
  template <typename Part>
  void guarded(const std::string& what, Part part) {
    try {
      part();
    } catch (const Error& error) {
      fault(what + ": " + error.message());
    } catch (const std::exception& error) {
      fault(what + " is damaged: " + error.what());
    }
  }

  template <typename Part>
  void each(Table table, const std::string& prefix, Part part) {
    graph_.scan(table, prefix, [&](std::string_view key, std::string_view value) {
      part(key, value);
      return true;
    });
  }

  bool is_labelled(NodeId node, std::string_view name) const {
    const SymbolId label = graph_.find_symbol(SymbolKind::Label, name);
    std::vector<uint8_t> has;
    if (label != kNoSymbol) graph_.has_label({&node, 1}, label, has);
    return !has.empty() && has[0] != 0;
  }

  void check_records() {
    each(Table::Record, "", [&](std::string_view key, std::string_view value) {
      ++report_.articles;
      const std::string article(key);
      guarded("article " + article, [&] {
        const TextId text(value.substr(0, kTextIdSize));
        const TextEntry entry = read_text_entry(graph_, text);
        if (!std::binary_search(entry.articles.begin(), entry.articles.end(), article))
          return fault("article " + article + " is not listed under its text");
        const auto body = graph_.get(Table::Text, text);
        if (!body) return fault("article " + article + " has lost its text");
        const std::string hash = sha256_hex(*body);
        if (text_id(hash) != text)
          return fault("the text of article " + article + " is not the one that was stored");
        const std::string_view json = record_json_of(value);
        if (sha256_hex(json) != value.substr(kTextIdSize, value.size() - kTextIdSize - json.size()))
          return fault("the record of article " + article + " is not the one that was stored");
        const ArticleRecord record = record_from_json(json, *body);
        if (article != entry.articles.front()) return;
        texts_[text] = article;
        if (entry.entities.size() != record.entities.size())
          fault("article " + article + " has " + std::to_string(record.entities.size()) + " entities, and " +
                std::to_string(entry.entities.size()) + " in the graph");
        for (const NodeId node : entry.entities)
          if (!graph_.has_node(node)) fault("an entity of article " + article + " is not in the graph");
        if (graph_.get(Table::Assembly, node_key('A', entry.node)) != text || !graph_.has_node(entry.node))
          fault("article " + article + " has no node");
        if (!is_labelled(entry.node, kArticleLabel))
          fault("the node of article " + article + " is no Article");
        mentions_[entry.node] = {entry.entities.begin(), entry.entities.end()};
      });
    });
  }

  void check_texts() {
    each(Table::Assembly, "T", [&](std::string_view key, std::string_view) {
      guarded("a text", [&] {
        for (const std::string& article : read_text_entry(graph_, key.substr(1)).articles)
          if (!graph_.get(Table::Record, article)) fault("article " + article + " has lost its record");
      });
    });
    each(Table::Text, "", [&](std::string_view key, std::string_view) {
      if (!graph_.get(Table::Assembly, "T" + std::string(key))) fault("a text belongs to no article");
    });
  }

  // The log has every number from 1 to the last one given.
  void check_decisions() {
    uint64_t found = 0, last = 0;
    guarded("the number of decisions", [&] { last = read_count(graph_, "N"); });
    each(Table::Decision, "", [&](std::string_view key, std::string_view value) {
      ++found;
      guarded("a decision", [&] {
        const Decision decision = decision_from_json(value);
        if (be64(decision.number) != key || decision.number == 0 || decision.number > last)
          fault("a decision has a number that was not given");
        for (const auto* anchors : {&decision.subject, &decision.object})
          for (const Anchor& anchor : *anchors)
            expected_.insert(pair_key('I', anchor.article, be64(decision.number)));
      });
    });
    if (found != last)
      fault("the log has " + std::to_string(found) + " decisions, and " + std::to_string(last) +
            " were made");
  }

  void check_evidence() {
    std::string text_held, body;
    each(Table::Evidence, "", [&](std::string_view key, std::string_view value) {
      ++report_.evidence;
      if (key.size() != 8 + kTextIdSize + 2) return fault("a piece of evidence has a damaged key");
      const RelationshipId relationship = from_be64(key.substr(0, 8));
      const TextId text(key.substr(8, kTextIdSize));
      ++evidence_of_[relationship];
      const auto article = texts_.find(text);
      if (article == texts_.end()) return fault("a piece of evidence cites an article that is not there");
      if (!graph_.get(Table::EvidenceByArticle, mirror_key(text, relationship)))
        fault("evidence of article " + article->second + " is missing in its mirror");
      guarded("evidence of article " + article->second, [&] {
        const Map map = decode_map(value);
        const List& span = map.at("span").list();
        if (text != text_held) {
          body = graph_.get(Table::Text, text).value_or("");
          text_held = text;
        }
        const auto begin = static_cast<size_t>(span.at(0).integer()),
                   end = static_cast<size_t>(span.at(1).integer());
        if (begin > end || end > body.size() || body.substr(begin, end - begin) != text_of(map, "quote"))
          fault("a quote of article " + article->second + " is not what the article says");
      });
    });
    each(Table::EvidenceByArticle, "", [&](std::string_view key, std::string_view value) {
      if (key.size() != kTextIdSize + 8) return fault("the mirror of evidence has a damaged key");
      const std::string text(key.substr(0, kTextIdSize));
      const RelationshipId relationship = from_be64(key.substr(kTextIdSize));
      if (!graph_.get(Table::Evidence, evidence_key(relationship, text, 0)))
        fault("the mirror names evidence that is not there");
      guarded("the mirror of evidence", [&] {
        const auto fact = read_fact(graph_, value);
        if (!fact || fact->relationship.id != relationship)
          fault("the mirror names a fact that is not there");
      });
    });
  }

  void check_facts() {
    each(Table::Assembly, "F", [&](std::string_view key, std::string_view) {
      ++report_.facts;
      guarded("a fact", [&] {
        const std::string_view id = key.substr(1);
        const FactEntry entry = *read_fact(graph_, id);
        const Relationship& relationship = entry.relationship;
        facts_.insert(relationship.id);
        if (is_quantity(id)) quantities_.insert(relationship.target);
        if (!graph_.has_relationship(relationship)) return fault("a fact has lost its relationship");
        const std::string_view type = graph_.symbol_name(SymbolKind::Type, relationship.type);
        if (is_quantity(id) ? !id.ends_with(type)
                            : id != fact_id(relationship.source, relationship.target, type))
          fault("a fact's relationship has other ends or another type");
        if (is_quantity(id) && chip_of(id) != 0)
          expected_.insert(node_key('H', chip_of(id)) + std::string(id));
        const auto found = evidence_of_.find(relationship.id);
        if ((found == evidence_of_.end() ? 0 : found->second) != entry.evidence)
          fault("a fact counts " + std::to_string(entry.evidence) + " pieces of evidence and has others");
        const Map properties = graph_.relationship_properties(relationship);
        const auto articles = properties.find("articles");
        if (articles == properties.end() || articles->second.type() != ValueType::Integer ||
            static_cast<uint64_t>(articles->second.integer()) != entry.summary.sources)
          fault("a fact shows another number of articles than it has");
      });
    });
    for (const auto& [relationship, count] : evidence_of_)
      if (!facts_.contains(relationship)) fault("evidence stands for a fact that is not there");
  }

  void check_entities() {
    std::map<NodeId, std::set<std::string>> aliases;
    std::map<std::string, NodeId> keys;
    each(Table::Alias, "n", [&](std::string_view key, std::string_view) {
      if (key.size() < 10) return fault("an alias has a damaged key");
      aliases[from_be64(key.substr(key.size() - 8))].emplace(key.substr(1, key.size() - 10));
    });
    each(Table::Alias, "k", [&](std::string_view key, std::string_view value) {
      if (value.size() != 8) return fault("a key has a damaged entry");
      keys[std::string(key.substr(1))] = from_be64(value);
    });
    each(Table::Alias, "", [&](std::string_view key, std::string_view) {
      if (!key.starts_with('n') && !key.starts_with('k')) fault("table alias has a key that means nothing");
    });
    each(Table::Assembly, "O", [&](std::string_view key, std::string_view value) {
      if (value.size() == 8) entities_.insert(from_be64(value));
      keys.erase(std::string(key.substr(1)));
    });
    each(Table::Assembly, "E", [&](std::string_view key, std::string_view) {
      ++report_.entities;
      if (key.size() != 9) return fault("an entity has a damaged entry");
      guarded("an entity", [&] {
        const NodeId node = from_be64(key.substr(1));
        const EntityEntry entry = read_entity(graph_, node);
        entities_.insert(node);
        const Map properties = graph_.node_properties(node);
        if (!graph_.has_node(node) || text_of(properties, "key") != entry.key ||
            text_of(properties, "name") != entry.name)
          return fault("entity " + entry.key + " is not in the graph as it should be");
        if (!is_labelled(node, kEntityLabel) || !is_labelled(node, entry.type))
          fault("entity " + entry.key + " lacks a label");
        if (graph_.get(Table::Assembly, pair_key('K', entry.base, entry.senses.at(0))) != be64(node))
          fault("the base of key " + entry.key + " leads elsewhere");
        expected_.insert(pair_key('K', entry.base, entry.senses.at(0)));
        std::set<std::string> forms;
        for (const auto& [form, count] : entry.forms) forms.insert(fold_name(form));
        forms.insert(fold_name(entry.name));
        forms.erase("");
        if (aliases[node] != forms)
          fault("the aliases of entity " + entry.key + " are not those that it is found by");
        const auto bearer = keys.find(entry.key);
        if (bearer == keys.end() || bearer->second != node)
          fault("entity " + entry.key + " is not found by its key");
        keys.erase(entry.key);
        aliases.erase(node);
        for (const SenseKey& sense : entry.senses)
          if (read_sense(graph_, sense).node != node)
            fault("a sense of entity " + entry.key + " leads elsewhere");
      });
    });
    for (const auto& [node, forms] : aliases)
      if (!entities_.contains(node)) fault("alias \"" + *forms.begin() + "\" leads to no entity");
    for (const auto& [key, node] : keys) fault("key " + key + " leads to no entity");
  }

  // Every derived element has its entry.
  void check_elements() {
    const SymbolId mentions = graph_.find_symbol(SymbolKind::Type, kMentionsType);
    std::vector<NodeId> nodes;
    const auto node_scan = graph_.scan_nodes(kNoSymbol);
    while (node_scan->next(nodes, 1024))
      for (const NodeId node : nodes)
        if (graph_.is_derived_node(node) && !mentions_.contains(node) && !entities_.contains(node) &&
            !quantities_.contains(node))
          fault("a derived node belongs to nothing");
    std::vector<Relationship> relationships;
    const auto scan = graph_.scan_relationships(kNoSymbol);
    while (scan->next(relationships, 1024))
      for (const Relationship& one : relationships) {
        if (!graph_.is_derived_relationship(one)) continue;
        if (one.type == mentions) {
          const auto article = mentions_.find(one.source);
          if (article == mentions_.end() || article->second.erase(one.target) == 0)
            fault("a derived relationship belongs to nothing");
        } else if (!facts_.contains(one.id)) {
          fault("a derived relationship belongs to nothing");
        }
      }
    for (const auto& [article, entities] : mentions_)
      if (!entities.empty()) fault("an article's node has lost a mention");
  }

  // Of the tables by letter: none that is unknown, and those that follow from entities, facts and decisions.
  // What resolution keeps of groups and weak forms is not looked into.
  void check_letters() {
    each(Table::Assembly, "", [&](std::string_view key, std::string_view) {
      if (key.empty() || kLetters.find(key[0]) == std::string_view::npos)
        return fault("table assembly has a key that means nothing");
      if (key[0] != 'H' && key[0] != 'K' && key[0] != 'I') return;
      if (expected_.erase(std::string(key)) == 0)
        fault(std::string("an entry under ") + key[0] + " belongs to nothing");
    });
    for (const std::string& key : expected_) fault(std::string("an entry under ") + key[0] + " is missing");
  }

  const GraphReader& graph_;
  CheckReport report_;
  std::map<TextId, std::string> texts_;  // those whose record is in force, with its article
  std::map<RelationshipId, uint64_t> evidence_of_;
  std::map<NodeId, std::set<NodeId>> mentions_;  // by Article node: what it mentions and was not seen yet
  std::set<NodeId> entities_, quantities_;
  std::set<std::string> expected_;  // keys of table assembly that are asked for and were not seen yet
  std::set<RelationshipId> facts_;
};

}  // namespace

CheckReport check(const GraphReader& graph) { return Checker(graph).run(); }

}  // namespace trama::assemble
