#include "core/assemble/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "core/assemble/schema.h"
#include "core/assemble/tables.h"
#include "core/base/utf8.h"
#include "core/graph/map_fields.h"

namespace trama::assemble {
namespace {

// Measures that a thing has once and for all; the others change with time.
constexpr std::array<std::string_view, 3> kSingleMeasures = {"TRAINING_COST", "PARAMETERS", "GPU_HOURS"};

// Undated ones last.
std::string when(const Fact& fact) {
  const std::string& date = fact.event_date.empty() ? fact.first_reported : fact.event_date;
  return date.empty() ? "~" : date;
}

template <typename Visit>
void each_relationship(const GraphReader& graph, Visit visit) {
  std::vector<Relationship> batch;
  const auto scan = graph.scan_relationships(kNoSymbol);
  while (scan->next(batch, 1024))
    for (const Relationship& each : batch) visit(each);
}

template <typename Visit>
void each_fact(const GraphReader& graph, Visit visit) {
  const SymbolId mentions = graph.find_symbol(SymbolKind::Type, kMentionsType);
  each_relationship(graph, [&](const Relationship& each) {
    if (each.type != mentions && graph.is_derived_relationship(each)) visit(each);
  });
}

bool current(const Fact& fact) {
  return fact.status == "current" && !type_prefix(fact.type).starts_with("MAYBE");
}

// Whether two amounts can both be true: "< 6" and "5" can, "= 5" and "= 6" cannot. Within one percent is the
// same.
bool compatible(const Fact& a, const Fact& b) {
  const double x = *a.value, y = *b.value;
  if (std::abs(x - y) <= 0.01 * std::max(std::abs(x), std::abs(y))) return true;
  const Fact& low = x < y ? a : b;
  const Fact& high = x < y ? b : a;
  if (low.qualifier == ">" || high.qualifier == "<") return true;
  return (low.qualifier == "~" || high.qualifier == "~") &&
         std::abs(x - y) <= 0.1 * std::max(std::abs(x), std::abs(y));
}

class ConflictFinder {
 public:
  ConflictFinder(const GraphReader& graph, NodeId entity) : graph_(graph), entity_(entity) {}

  std::vector<Conflict> run() {
    each_fact(graph_, [&](const Relationship& each) { sort_in(each); });
    for (const auto& [ends, pair] : pairs_) add_denied(ends.source, pair);
    for (const auto& [object, facts] : heads_) add_heads(object, facts);
    for (const auto& [group, facts] : amounts_) add_amounts(group.first, facts);
    for (const auto& [ends, fact] : owners_)
      if (ends.first < ends.second)
        if (const auto back = owners_.find({ends.second, ends.first}); back != owners_.end())
          add(ConflictKind::EachOther, {fact, back->second}, ends.first);
    std::sort(found_.begin(), found_.end(), [](const Conflict& a, const Conflict& b) {
      const auto rank = [](const Conflict& c) {
        return std::tuple(c.kind, c.about, c.facts.front().type, c.facts.front().object_key,
                          c.facts.front().object_name);
      };
      return rank(a) < rank(b);
    });
    return std::move(found_);
  }

 private:
  struct Ends {
    NodeId source, target;
    std::string relation;
    auto operator<=>(const Ends&) const = default;
  };
  struct Pair {
    std::vector<Relationship> asserted, expected, denied;
  };

  void sort_in(const Relationship& each) {
    const std::string type(graph_.symbol_name(SymbolKind::Type, each.type));
    const std::string_view prefix = type_prefix(type);
    if (prefix == "MAYBE_NOT_") return;
    const std::string relation = type.substr(prefix.size());
    Pair& pair = pairs_[{each.source, each.target, relation}];
    (prefix.empty() ? pair.asserted : prefix == "NOT_" ? pair.denied : pair.expected).push_back(each);
    if (!prefix.empty()) return;
    if (relation == "LEADS") heads_[each.target].push_back(each);
    if (relation == "OWNS") owners_[{each.source, each.target}] = each;
    if (std::find(kSingleMeasures.begin(), kSingleMeasures.end(), relation) != kSingleMeasures.end())
      amounts_[{each.source, relation}].push_back(each);
  }

  void add_denied(NodeId subject, const Pair& pair) {
    if (pair.denied.empty()) return;
    const bool stated = !pair.asserted.empty();
    std::vector<Relationship> both = stated ? pair.asserted : pair.expected;
    if (both.empty()) return;
    both.insert(both.end(), pair.denied.begin(), pair.denied.end());
    if (stated || !of_one_place(both, false))
      add(stated ? ConflictKind::StatedAndDenied : ConflictKind::ExpectedAndDenied, both, subject);
  }

  void add_heads(NodeId object, const std::vector<Relationship>& facts) {
    if (facts.size() < 2) return;
    // By post, so that chair and chief executive do not disagree; those without a given post are one more
    // group.
    std::map<std::string, std::vector<Relationship>> by_post;
    for (const Relationship& each : facts)
      if (const Fact fact = read_fact_of(graph_, each, false); current(fact))
        by_post[fold_name(fact.role)].push_back(each);
    for (const auto& [post, holders] : by_post)
      if (holders.size() > 1 && !of_one_place(holders, false)) add(ConflictKind::TwoHeads, holders, object);
  }

  void add_amounts(NodeId subject, const std::vector<Relationship>& relationships) {
    if (relationships.size() < 2) return;
    std::vector<Fact> facts;
    for (const Relationship& each : relationships) facts.push_back(read_fact_of(graph_, each, false));
    std::vector<Relationship> disagreeing;
    for (const Fact& a : facts)
      if (std::any_of(facts.begin(), facts.end(), [&](const Fact& b) {
            return a.unit == b.unit && a.value && b.value && !compatible(a, b);
          }))
        disagreeing.push_back(a.relationship);
    if (!disagreeing.empty() && !of_one_place(disagreeing, true))
      add(ConflictKind::TwoValues, disagreeing, subject);
  }

  // Whether one article, or one sentence, alone says them all: it does not contradict itself ("led by Rossi
  // and Bruni", "in two sizes, of 8 and 70 billion parameters").
  bool of_one_place(const std::vector<Relationship>& relationships, bool sentence) const {
    std::set<std::pair<std::string, std::string>> places;
    for (const Relationship& each : relationships)
      for (const Citation& citation : read_fact_of(graph_, each).evidence)
        places.emplace(citation.article, sentence ? citation.quote : "");
    return places.size() == 1;
  }

  void add(ConflictKind kind, const std::vector<Relationship>& relationships, NodeId about) {
    if (entity_ != 0 &&
        std::none_of(relationships.begin(), relationships.end(), [&](const Relationship& each) {
          return each.source == entity_ || each.target == entity_;
        }))
      return;
    Conflict conflict;
    conflict.kind = kind;
    conflict.about = text_of(graph_.node_properties(about), "key");
    for (const Relationship& each : relationships) conflict.facts.push_back(read_fact_of(graph_, each));
    std::sort(conflict.facts.begin(), conflict.facts.end(), [](const Fact& a, const Fact& b) {
      return std::tuple(a.first_reported, a.type, a.subject_key, a.object_key, a.object_name) <
             std::tuple(b.first_reported, b.type, b.subject_key, b.object_key, b.object_name);
    });
    found_.push_back(std::move(conflict));
  }

  const GraphReader& graph_;
  NodeId entity_;
  std::map<Ends, Pair> pairs_;
  std::map<NodeId, std::vector<Relationship>> heads_;
  std::map<std::pair<NodeId, std::string>, std::vector<Relationship>> amounts_;
  std::map<std::pair<NodeId, NodeId>, Relationship> owners_;
  std::vector<Conflict> found_;
};

// "2025-02" is after "2025-01-31" and not after "2025-02-28": compared over the length that both have.
bool after(std::string_view date, std::string_view bound) {
  const size_t size = std::min(date.size(), bound.size());
  return date.substr(0, size) > bound.substr(0, size);
}

std::vector<std::pair<std::string, uint64_t>> ranked(const std::map<std::string, uint64_t>& counts) {
  std::vector<std::pair<std::string, uint64_t>> out(counts.begin(), counts.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return out;
}

template <typename Visit>
void each_node(const GraphReader& graph, std::string_view label, Visit visit) {
  const SymbolId symbol = graph.find_symbol(SymbolKind::Label, label);
  if (symbol == kNoSymbol) return;
  std::vector<NodeId> batch;
  const auto scan = graph.scan_nodes(symbol);
  while (scan->next(batch, 1024))
    for (const NodeId node : batch)
      if (graph.is_derived_node(node)) visit(node);
}

}  // namespace

const char* name_of(ConflictKind kind) {
  switch (kind) {
    case ConflictKind::StatedAndDenied:
      return "stated and denied";
    case ConflictKind::ExpectedAndDenied:
      return "expected and denied";
    case ConflictKind::TwoHeads:
      return "two heads";
    case ConflictKind::TwoValues:
      return "two values";
    case ConflictKind::EachOther:
      return "each owns the other";
  }
  return "stated and denied";
}

std::vector<Fact> timeline(const GraphReader& graph, NodeId entity) {
  std::vector<Fact> facts = facts_about(graph, entity);
  std::stable_sort(facts.begin(), facts.end(),
                   [](const Fact& a, const Fact& b) { return when(a) < when(b); });
  return facts;
}

std::vector<Conflict> conflicts(const GraphReader& graph, NodeId entity) {
  return ConflictFinder(graph, entity).run();
}

Difference difference(const GraphReader& graph, std::string_view from, std::string_view to) {
  const auto within = [&](const std::string& date) {
    return !date.empty() && after(date, from) && !after(date, to);
  };
  Difference out;
  std::map<NodeId, bool> only_new;  // entities with facts of the time; false: with earlier ones too
  each_fact(graph, [&](const Relationship& each) {
    Fact fact = read_fact_of(graph, each, false);
    const bool is_new = within(fact.first_reported);
    for (const NodeId end : {each.source, each.target}) {
      if (fact.quantity && end == each.target) continue;
      const auto [found, fresh] = only_new.try_emplace(end, is_new);
      found->second = found->second && is_new;
    }
    if (is_new) {
      out.new_facts.push_back(read_fact_of(graph, each));
    } else if (fact.status == "former" && within(fact.last_reported)) {
      out.ended_facts.push_back(read_fact_of(graph, each));
    }
  });
  for (const auto& [node, is_new] : only_new)
    if (is_new) out.new_entities.push_back(text_of(graph.node_properties(node), "key"));
  std::sort(out.new_entities.begin(), out.new_entities.end());
  for (std::vector<Fact>* facts : {&out.new_facts, &out.ended_facts})
    std::sort(facts->begin(), facts->end(), [](const Fact& a, const Fact& b) {
      return std::tie(a.first_reported, a.subject_key, a.type, a.object_key, a.object_name, a.qualifier) <
             std::tie(b.first_reported, b.subject_key, b.type, b.object_key, b.object_name, b.qualifier);
    });
  each_node(graph, kArticleLabel,
            [&](NodeId node) { out.new_articles += within(text_of(graph.node_properties(node), "date")); });
  return out;
}

Statistics statistics(const GraphReader& graph) {
  Statistics out;
  std::map<std::string, uint64_t> types, relations, languages;
  each_node(graph, kEntityLabel, [&](NodeId node) {
    ++out.entities;
    ++types[read_entity(graph, node).type];
  });
  each_node(graph, kArticleLabel, [&](NodeId node) {
    ++out.articles;
    const Map properties = graph.node_properties(node);
    if (const std::string language = text_of(properties, "language"); !language.empty())
      ++languages[language];
    const std::string date = text_of(properties, "date");
    if (date.empty()) return;
    if (out.first_date.empty() || date < out.first_date) out.first_date = date;
    if (date > out.last_date) out.last_date = date;
  });
  each_node(graph, kQuantityLabel, [&](NodeId) { ++out.quantities; });
  each_fact(graph, [&](const Relationship& each) {
    ++out.facts;
    ++relations[std::string(graph.symbol_name(SymbolKind::Type, each.type))];
  });
  graph.scan(Table::Evidence, "", [&](std::string_view, std::string_view) { return ++out.evidence > 0; });
  types.erase("");
  out.decisions = read_count(graph, "N");
  out.user_nodes = graph.node_count(kNoSymbol) - out.entities - out.articles - out.quantities;
  each_relationship(graph, [&](const Relationship& each) {
    out.user_relationships += graph.is_derived_relationship(each) ? 0 : 1;
  });
  out.entity_types = ranked(types);
  out.relation_types = ranked(relations);
  out.languages = ranked(languages);
  return out;
}

}  // namespace trama::assemble
