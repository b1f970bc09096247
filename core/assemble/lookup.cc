#include "core/assemble/lookup.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/assemble/schema.h"
#include "core/assemble/tables.h"
#include "core/base/utf8.h"
#include "core/record/phrase.h"

namespace trama::assemble {
namespace {

std::string text_of(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() && found->second.type() == ValueType::String ? found->second.string() : "";
}

bool true_of(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() && found->second.type() == ValueType::Boolean && found->second.boolean();
}

std::optional<double> number_of(const Map& map, std::string_view key) {
  const auto found = map.find(key);
  if (found == map.end() || !found->second.is_number()) return std::nullopt;
  return found->second.number();
}

uint64_t articles_of(const GraphReader& graph, NodeId entity) {
  const SymbolId mentions = graph.find_symbol(SymbolKind::Type, kMentionsType);
  if (mentions == kNoSymbol) return 0;
  std::vector<uint64_t> degrees;
  graph.degrees(std::span(&entity, 1), Direction::In, std::span(&mentions, 1), degrees);
  return degrees.at(0);
}

EntityMatch describe_entity(const GraphReader& graph, NodeId node, Match match) {
  EntityMatch found;
  const Map properties = graph.node_properties(node);
  found.node = node;
  found.key = text_of(properties, "key");
  found.name = text_of(properties, "name");
  found.type = read_entity(graph, node).type;
  found.articles = articles_of(graph, node);
  found.match = match;
  return found;
}

// Nodes of alias entries that start with `prefix`, each with the folded form.
std::vector<std::pair<std::string, NodeId>> aliases(const GraphReader& graph, const std::string& prefix,
                                                    size_t limit) {
  std::vector<std::pair<std::string, NodeId>> out;
  graph.scan(Table::Alias, prefix, [&](std::string_view key, std::string_view) {
    out.emplace_back(key.substr(1, key.size() - 10), from_be64(key.substr(key.size() - 8)));
    return out.size() < limit;
  });
  return out;
}

// Levenshtein distance of code points, or more than `most`.
size_t distance(std::u32string_view a, std::u32string_view b, size_t most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most) return most + 1;
  std::vector<size_t> row(a.size() + 1);
  for (size_t i = 0; i < row.size(); ++i) row[i] = i;
  for (size_t j = 1; j <= b.size(); ++j) {
    size_t diagonal = row[0];
    row[0] = j;
    size_t least = j;
    for (size_t i = 1; i <= a.size(); ++i) {
      const size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[i];
      row[i] = std::min({replaced, row[i] + 1, row[i - 1] + 1});
      least = std::min(least, row[i]);
    }
    if (least > most) return most + 1;
  }
  return row.back();
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (size_t i = 0; i < text.size();) out += decode_code_point(text, i);
  return out;
}

void sort_matches(std::vector<EntityMatch>& matches, size_t limit) {
  std::sort(matches.begin(), matches.end(), [](const EntityMatch& a, const EntityMatch& b) {
    return std::tie(a.match, b.articles, a.key) < std::tie(b.match, a.articles, b.key);
  });
  if (matches.size() > limit) matches.resize(limit);
}

std::vector<EntityMatch> near_names(const GraphReader& graph, const std::string& folded) {
  const std::u32string wanted = code_points(folded);
  const size_t most = wanted.size() < 5 ? 1 : 2;
  std::map<NodeId, size_t> best;
  graph.scan(Table::Alias, "n", [&](std::string_view key, std::string_view) {
    const std::string_view form = key.substr(1, key.size() - 10);
    const size_t found = distance(wanted, code_points(form), most);
    if (found > most) return true;
    const NodeId node = from_be64(key.substr(key.size() - 8));
    const auto [at, fresh] = best.try_emplace(node, found);
    at->second = std::min(at->second, found);
    return true;
  });
  std::vector<EntityMatch> matches;
  for (const auto& [node, unused] : best) matches.push_back(describe_entity(graph, node, Match::Near));
  return matches;
}

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

// Sentences of a text that hold the wanted entities.
class PassageFinder {
 public:
  PassageFinder(const GraphReader& graph, const TextId& text)
      : graph_(graph), entry_(read_text_entry(graph, text)), record_(read_record(graph, text)) {
    if (!record_) return;
    for (uint32_t i = 0; i < record_->entities.size() && i < entry_.entities.size(); ++i)
      for (const RecordMention& mention : record_->entities[i].mentions)
        by_sentence_[mention.sentence].push_back({mention.span, entry_.entities[i]});
  }

  bool known() const { return record_.has_value(); }
  const ArticleRecord& record() const { return *record_; }

  std::vector<uint32_t> with(NodeId entity, NodeId other) const {
    std::vector<uint32_t> out;
    for (const auto& [sentence, mentions] : by_sentence_)
      if (holds(mentions, entity) && (other == 0 || holds(mentions, other))) out.push_back(sentence);
    return out;
  }

  // Marks the mentions of the given entities, or of all where both are 0.
  Passage passage(uint32_t sentence, NodeId entity, NodeId other) const {
    Passage out;
    out.article = record_->article.id;
    out.title = record_->article.title;
    out.path = record_->article.path;
    out.date = record_->article.date;
    out.source = record_->article.source;
    out.sentence = sentence;
    out.span = record_->sentences.at(sentence);
    out.text = record_->text.substr(out.span.begin, out.span.size());
    std::set<std::string> keys;
    if (const auto found = by_sentence_.find(sentence); found != by_sentence_.end())
      for (const Place& place : found->second) {
        keys.insert(text_of(graph_.node_properties(place.entity), "key"));
        const bool wanted = (entity == 0 && other == 0) || place.entity == entity || place.entity == other;
        if (wanted && out.span.contains(place.span))
          out.marks.push_back({place.span.begin - out.span.begin, place.span.end - out.span.begin});
      }
    std::sort(out.marks.begin(), out.marks.end());
    out.marks.erase(std::unique(out.marks.begin(), out.marks.end()), out.marks.end());
    out.keys.assign(keys.begin(), keys.end());
    return out;
  }

 private:
  struct Place {
    ByteSpan span;
    NodeId entity;
  };
  static bool holds(const std::vector<Place>& places, NodeId entity) {
    return std::any_of(places.begin(), places.end(),
                       [&](const Place& place) { return place.entity == entity; });
  }

  const GraphReader& graph_;
  TextEntry entry_;
  std::optional<ArticleRecord> record_;
  std::map<uint32_t, std::vector<Place>> by_sentence_;
};

// Texts that mention the entity, or all for 0; newest first, undated last, then by article id.
std::vector<TextId> texts_about(const GraphReader& graph, NodeId entity) {
  std::vector<NodeId> articles;
  if (entity == 0) {
    std::vector<NodeId> batch;
    const SymbolId label = graph.find_symbol(SymbolKind::Label, kArticleLabel);
    if (label == kNoSymbol) return {};
    const auto scan = graph.scan_nodes(label);
    while (scan->next(batch, 1024)) articles.insert(articles.end(), batch.begin(), batch.end());
  } else {
    const SymbolId mentions = graph.find_symbol(SymbolKind::Type, kMentionsType);
    Expansion found;
    if (mentions != kNoSymbol)
      graph.expand(std::span(&entity, 1), Direction::In, std::span(&mentions, 1), found);
    articles = std::move(found.neighbour);
  }
  struct Dated {
    std::string date, id;
    TextId text;
  };
  std::vector<Dated> texts;
  for (const NodeId article : articles)
    if (auto text = graph.get(Table::Assembly, node_key('A', article))) {
      const Map properties = graph.node_properties(article);
      texts.push_back({text_of(properties, "date"), text_of(properties, "id"), std::move(*text)});
    }
  std::sort(texts.begin(), texts.end(),
            [](const Dated& a, const Dated& b) { return std::tie(b.date, a.id) < std::tie(a.date, b.id); });
  std::vector<TextId> out;
  for (Dated& each : texts) out.push_back(std::move(each.text));
  return out;
}

}  // namespace

std::vector<EntityMatch> find_entities(const GraphReader& graph, std::string_view text, size_t limit) {
  std::vector<EntityMatch> matches;
  if (const auto node = graph.get(Table::Alias, "k" + std::string(text)))
    matches.push_back(describe_entity(graph, from_be64(*node), Match::Key));
  const std::string folded = fold_name(text);
  if (folded.empty()) return matches;

  std::set<NodeId> seen;
  for (const EntityMatch& match : matches) seen.insert(match.node);
  constexpr size_t kMany = 10000;  // a prefix of one letter may have very many
  for (const auto& [form, node] : aliases(graph, pair_key('n', folded, ""), kMany))
    if (seen.insert(node).second) {
      EntityMatch match = describe_entity(graph, node, Match::Alias);
      if (fold_name(match.name) == folded) match.match = Match::Name;
      matches.push_back(std::move(match));
    }
  if (matches.empty())
    for (const auto& [form, node] : aliases(graph, "n" + folded, kMany))
      if (seen.insert(node).second) matches.push_back(describe_entity(graph, node, Match::Prefix));
  if (matches.empty()) matches = near_names(graph, folded);
  sort_matches(matches, limit);
  return matches;
}

EntityMatch require_entity(const GraphReader& graph, std::string_view text) {
  const std::vector<EntityMatch> matches = find_entities(graph, text, 5);
  const std::string shown(text);
  if (matches.empty() || matches.front().match > Match::Alias) {
    Error error(ErrorKind::EntityNotFound, "UnknownEntity", "no entity is called \"" + shown + "\"");
    std::string near;
    for (const EntityMatch& match : matches)
      near += (near.empty() ? "" : ", ") + match.name + " (" + match.key + ")";
    if (!near.empty()) throw std::move(error).hint("did you mean " + near + "?");
    const SymbolId entity = graph.find_symbol(SymbolKind::Label, kEntityLabel);
    const bool none = entity == kNoSymbol || graph.node_count(entity) == 0;
    throw std::move(error).hint(
        none ? "the database has no entities of articles: `trama query` asks a graph that was "
               "imported, and `trama ingest` reads articles"
             : "`trama stats` shows what the database holds");
  }
  if (matches.size() > 1 && matches[1].match == matches[0].match &&
      matches[1].articles == matches[0].articles) {
    std::string keys;
    for (const EntityMatch& match : matches)
      if (match.match == matches[0].match) keys += (keys.empty() ? "" : ", ") + match.key;
    throw Error(ErrorKind::Argument, "AmbiguousName", "\"" + shown + "\" may be several entities")
        .hint("give the key of one of them: " + keys);
  }
  return matches.front();
}

std::vector<EntityMatch> complete(const GraphReader& graph, std::string_view prefix, size_t limit) {
  const std::string folded = fold_name(prefix);
  std::set<NodeId> seen;
  std::vector<EntityMatch> matches;
  for (const auto& [form, node] : aliases(graph, "n" + folded, 1000))
    if (seen.insert(node).second) matches.push_back(describe_entity(graph, node, Match::Prefix));
  sort_matches(matches, limit);
  return matches;
}

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

Passages mentions_of(const GraphReader& graph, NodeId entity, NodeId other, size_t limit) {
  Passages out;
  for (const TextId& text : texts_about(graph, entity)) {
    const PassageFinder finder(graph, text);
    if (!finder.known()) continue;
    for (const uint32_t sentence : finder.with(entity, other)) {
      ++out.total;
      if (out.passages.size() < limit) out.passages.push_back(finder.passage(sentence, entity, other));
    }
  }
  return out;
}

Passages gaps(const GraphReader& graph, NodeId entity, size_t limit) {
  Passages out;
  for (const TextId& text : texts_about(graph, entity)) {
    const PassageFinder finder(graph, text);
    if (!finder.known()) continue;
    const std::vector<uint32_t> naming = entity == 0 ? std::vector<uint32_t>() : finder.with(entity, 0);
    for (const uint32_t sentence : finder.record().gaps) {
      if (entity != 0 && !std::binary_search(naming.begin(), naming.end(), sentence)) continue;
      ++out.total;
      if (out.passages.size() < limit) out.passages.push_back(finder.passage(sentence, 0, 0));
    }
  }
  return out;
}

std::vector<std::string> article_ids(const GraphReader& graph, std::string_view prefix, size_t limit) {
  std::vector<std::string> ids;
  graph.scan(Table::Record, prefix, [&](std::string_view key, std::string_view) {
    ids.emplace_back(key);
    return ids.size() < limit;
  });
  return ids;
}

}  // namespace trama::assemble
