#include "core/assemble/fact_lookup.h"

#include <algorithm>
#include <tuple>

#include "core/assemble/entity_lookup.h"
#include "core/assemble/schema.h"
#include "core/assemble/tables.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/graph/map_fields.h"
#include "core/record/phrase.h"

namespace trama::assemble {

namespace {

ByteSpan span_of(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  if (found == map.end() || found->second.type() != ValueType::List) return {};
  const List& ends = found->second.list();
  if (ends.size() != 2 || ends[0].type() != ValueType::Integer || ends[1].type() != ValueType::Integer)
    return {};
  return {static_cast<size_t>(ends[0].integer()), static_cast<size_t>(ends[1].integer())};
}

Via via_of(std::string_view name) {
  for (const Via via : {Via::Nominal, Via::Pronoun, Via::Possessive, Via::Dropped, Via::Topic})
    if (name == name_of(via)) return via;
  return Via::Name;
}

Citation citation(const Map& map) {
  Citation out;
  out.quote = text_of(map, "quote");
  out.article = text_of(map, "article");
  out.title = text_of(map, "title");
  out.path = text_of(map, "path");
  out.date = text_of(map, "date");
  out.source = text_of(map, "source");
  out.speaker = text_of(map, "speaker");
  out.certainty = text_of(map, "certainty");
  out.status = text_of(map, "status");
  out.rule = text_of(map, "rule");
  out.negated = true_of(map, "negated");
  out.direct = true_of(map, "direct");
  out.confidence = number_of(map, "confidence").value_or(0);
  out.span = span_of(map, "span");
  const auto read_end = [&](std::string_view key) {
    const auto found = map.find(key);
    if (found == map.end() || found->second.type() != ValueType::Map) return Citation::End();
    const Map& fields = found->second.map();
    Citation::End end{text_of(fields, "name"), via_of(text_of(fields, "via")), "",
                      text_of(fields, "antecedent_quote")};
    const ByteSpan span = span_of(fields, "span");
    if (out.span.contains(span)) end.words = out.quote.substr(span.begin - out.span.begin, span.size());
    return end;
  };
  out.subject = read_end("subject");
  out.object = read_end("object");
  return out;
}

Certainty certainty_of(const Fact& fact) {
  return type_prefix(fact.type).starts_with("MAYBE") ? Certainty::Speculated : Certainty::Stated;
}

Status status_of(const Fact& fact) {
  return fact.status == name_of(Status::Former)    ? Status::Former
         : fact.status == name_of(Status::Planned) ? Status::Planned
                                                   : Status::Current;
}

// Undated ones last, which an empty string would put first.
std::string by_date(const std::string& date) { return date.empty() ? "~" : date; }

}  // namespace

Fact read_fact_of(const GraphReader& graph, const Relationship& relationship, bool with_evidence) {
  Fact fact;
  fact.relationship = relationship;
  fact.type = graph.symbol_name(SymbolKind::Type, relationship.type);
  const Map subject = graph.node_properties(relationship.source);
  const Map object = graph.node_properties(relationship.target);
  fact.subject_key = text_of(subject, "key");
  fact.subject_name = text_of(subject, "name");
  fact.object_key = text_of(object, "key");
  fact.object_name = text_of(object, "name");
  if (fact.object_key.empty() && object.contains("value")) {
    fact.quantity = true;
    fact.object_name = text_of(object, "text");
    fact.value = number_of(object, "value");
    fact.unit = text_of(object, "unit");
    fact.chip = text_of(object, "chip");
  }
  const Map properties = graph.relationship_properties(relationship);
  fact.qualifier = text_of(properties, "qualifier");
  fact.certainty = text_of(properties, "certainty");
  fact.status = text_of(properties, "status");
  fact.role = text_of(properties, "role");
  fact.first_reported = text_of(properties, "first_reported");
  fact.last_reported = text_of(properties, "last_reported");
  fact.event_date = text_of(properties, "event_date");
  fact.negated = true_of(properties, "negated");
  fact.share = number_of(properties, "share");
  fact.articles = static_cast<uint64_t>(number_of(properties, "articles").value_or(0));
  fact.confidence = number_of(properties, "confidence").value_or(0);
  if (!with_evidence) return fact;
  for (const Value& piece : graph.evidence(relationship)) fact.evidence.push_back(citation(piece.map()));
  std::stable_sort(fact.evidence.begin(), fact.evidence.end(), [](const Citation& a, const Citation& b) {
    return std::tuple(by_date(a.date), a.article) < std::tuple(by_date(b.date), b.article);
  });
  return fact;
}

std::string phrase_of(const Fact& fact) {
  const std::string_view prefix = type_prefix(fact.type);
  return trama::phrase_of(std::string_view(fact.type).substr(prefix.size()),
                          {certainty_of(fact), prefix.ends_with("NOT_"), status_of(fact), fact.quantity});
}

std::vector<Fact> facts_about(const GraphReader& graph, NodeId entity, bool with_evidence) {
  Expansion found;
  graph.expand(std::span(&entity, 1), Direction::Both, {}, found);
  const SymbolId mentions = graph.find_symbol(SymbolKind::Type, kMentionsType);
  std::vector<Fact> facts;
  for (const Relationship& each : found.relationship)
    if (each.type != mentions && graph.is_derived_relationship(each))
      facts.push_back(read_fact_of(graph, each, with_evidence));
  std::sort(facts.begin(), facts.end(), [&](const Fact& a, const Fact& b) {
    const auto rank = [&](const Fact& fact) {
      const bool own = fact.relationship.source == entity;
      return std::tuple(!own, fact.type, -static_cast<int64_t>(fact.articles),
                        own ? fact.object_key : fact.subject_key, fact.object_name, fact.qualifier);
    };
    return rank(a) < rank(b);
  });
  return facts;
}

std::vector<Fact> why(const GraphReader& graph, std::string_view subject, std::string_view relation,
                      std::string_view object) {
  const std::string wanted = relation_name(relation);
  const std::string phrase = to_lower(relation);
  const auto fits = [&](const Fact& fact) {
    return wanted.empty() || fact.type == wanted || phrase_of(fact) == phrase ||
           fact.type.substr(type_prefix(fact.type).size()) == wanted;
  };
  const auto between = [&](NodeId from, NodeId to) {
    std::vector<Fact> out;
    for (Fact& fact : facts_about(graph, from != 0 ? from : to)) {
      if (!fits(fact) || (from != 0 && fact.relationship.source != from)) continue;
      if (to != 0 && fact.relationship.target != to) continue;
      out.push_back(std::move(fact));
    }
    return out;
  };
  const NodeId from = subject.empty() ? 0 : require_entity(graph, subject).node;
  if (object.empty()) {
    if (from == 0) throw Error(ErrorKind::Argument, "NoEntity", "give a subject or an object");
    return between(from, 0);
  }

  // An amount is no entity: "6 milioni" of a measure.
  std::vector<Fact> amounts;
  if (from != 0)
    for (Fact& fact : between(from, 0))
      if (fact.quantity && fold_name(fact.object_name).starts_with(fold_name(object)))
        amounts.push_back(std::move(fact));
  if (!amounts.empty()) return amounts;

  const NodeId to = require_entity(graph, object).node;
  std::vector<Fact> facts = between(from, to);
  return facts.empty() && from != 0 ? between(to, from) : facts;
}

}  // namespace trama::assemble
