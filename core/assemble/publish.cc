// The last steps of a change: what texts say, put into the graph under the entities that were found.
#include <algorithm>

#include "core/assemble/change.h"

namespace trama::assemble {
namespace {

Value span_value(ByteSpan span) {
  return List{static_cast<int64_t>(span.begin), static_cast<int64_t>(span.end)};
}

void put_text(Map& map, const char* key, const std::string& text) {
  if (!text.empty()) map.emplace(key, text);
}

std::string slice(const ArticleRecord& record, ByteSpan span) {
  return record.text.substr(span.begin, span.size());
}

Map end_map(const ArticleRecord& record, const EvidenceEnd& end, const std::string& name) {
  Map map = {{"name", name}, {"via", name_of(end.via)}, {"span", span_value(end.span)}};
  if (end.antecedent.empty()) return map;
  map.emplace("antecedent", span_value(end.antecedent));
  map.emplace("antecedent_sentence", static_cast<int64_t>(end.antecedent_sentence));
  map.emplace("antecedent_quote", slice(record, record.sentences.at(end.antecedent_sentence)));
  return map;
}

// What evidence(r) returns. `swapped`: the relationship runs against the article's wording (symmetric
// relations).
Map evidence_map(const ArticleRecord& record, const Evidence& evidence, const std::string& subject,
                 const std::string& object, bool swapped) {
  const ArticleMetadata& article = record.article;
  Map map = {{"quote", slice(record, evidence.quote)},
             {"article", article.id},
             {"sentence", static_cast<int64_t>(evidence.sentence)},
             {"span", span_value(evidence.quote)},
             {"trigger", span_value(evidence.trigger)},
             {"rule", evidence.rule},
             {"certainty", name_of(evidence.certainty)},
             {"negated", evidence.negated},
             {"status", name_of(evidence.status)},
             {"direct", evidence.direct},
             {"confidence", static_cast<double>(evidence.confidence) / 1000.0},
             {swapped ? "object" : "subject", end_map(record, evidence.subject, subject)},
             {swapped ? "subject" : "object", end_map(record, evidence.object, object)}};
  put_text(map, "title", article.title);
  put_text(map, "path", article.path);
  put_text(map, "date", article.date);
  put_text(map, "source", article.source);
  put_text(map, "speaker", evidence.speaker);
  return map;
}

// Pointers into `evidence`, the clearest first.
std::vector<const Evidence*> by_clarity(const std::vector<Evidence>& evidence) {
  std::vector<const Evidence*> out;
  for (const Evidence& each : evidence) out.push_back(&each);
  std::sort(out.begin(), out.end(), [](const Evidence* a, const Evidence* b) { return clearer(*a, *b); });
  return out;
}

}  // namespace

void ChangeRun::publish() {
  std::set<TextId> texts = changed_;
  for (const std::set<TextId>* more : {&moved_, &forced_}) texts.insert(more->begin(), more->end());
  std::erase_if(texts, [&](const TextId& text) { return !must_publish(text); });
  for (const TextId& text : texts) withdraw(text);
  for (const TextId& text : texts) publish(text);
  entities_.finish();
  for (const auto& [node, key] : entities_.new_keys()) facts_.chip_renamed(node, key);
  facts_.finish();
}

bool ChangeRun::must_publish(const TextId& text) {
  if (changed_.contains(text) || forced_.contains(text)) return true;
  const std::vector<NodeId> entities = read_text_entry(before_view_, text).entities;
  const TextMembers* members = after_.text(text);
  for (size_t i = 0; i < entities.size(); ++i)
    if (entity_of(after_.sense_of(members->members[i])) != entities[i]) return true;
  after_.drop(text);
  return false;
}

void ChangeRun::withdraw(const TextId& text) {
  const TextMembers* members = before_.text(text);
  if (members == nullptr) return;
  const TextEntry entry = read_text_entry(before_view_, text);
  for (size_t i = 0; i < entry.entities.size(); ++i)
    entities_.count(entry.entities[i], members->record.entities[i], false);
  facts_.withdraw(text);

  Expansion found;
  delta_.expand(std::span(&entry.node, 1), Direction::Both, {}, found);
  const auto owner = delta_.get(Table::Assembly, node_key('A', entry.node));
  const bool ends = after_.text(text) == nullptr && owner == text;
  for (const Relationship& each : found.relationship)
    if (ends || delta_.is_derived_relationship(each)) delta_.delete_relationship(each);
  if (ends) {
    delta_.delete_node(entry.node);
    delta_.erase(Table::Assembly, node_key('A', entry.node));
  }
  before_.drop(text);
}

void ChangeRun::publish(const TextId& text) {
  const TextMembers* members = after_.text(text);
  if (members == nullptr) return;
  TextEntry entry = read_text_entry(delta_, text);
  if (entry.node == 0) {
    entry.node = delta_.create_node(Origin::Derived);
    delta_.add_label(entry.node, delta_.intern(SymbolKind::Label, kArticleLabel));
    delta_.put(Table::Assembly, node_key('A', entry.node), text);
  }
  entry.entities.clear();
  std::map<NodeId, int64_t> mentions;
  for (size_t i = 0; i < members->members.size(); ++i) {
    const LocalEntity& local = members->record.entities[i];
    const NodeId node = entity_of(after_.sense_of(members->members[i]));
    entry.entities.push_back(node);
    entities_.count(node, local, true);
    mentions[node] += static_cast<int64_t>(local.mentions.size());
  }
  delta_.put(Table::Assembly, "T" + text, encode(entry));
  publish_article(entry, *members);

  const SymbolId type = delta_.intern(SymbolKind::Type, kMentionsType);
  const SymbolId count = delta_.intern(SymbolKind::Property, "count");
  for (const auto& [node, times] : mentions)
    delta_.set_property(delta_.create_relationship(type, entry.node, node, Origin::Derived), count, times);

  std::vector<Report> reports;
  add_reports(*members, entry, reports);
  facts_.report(text, reports);
  after_.drop(text);
}

void ChangeRun::publish_article(const TextEntry& entry, const TextMembers& text) {
  const ArticleMetadata& article = text.record.article;
  List others;
  for (const std::string& id : entry.articles)
    if (id != article.id) others.emplace_back(id);
  const std::array<std::pair<std::string_view, const std::string*>, 8> texts = {
      {{"id", &article.id},
       {"path", &article.path},
       {"title", &article.title},
       {"date", &article.date},
       {"source", &article.source},
       {"author", &article.author},
       {"language", &article.language},
       {"sha256", &article.sha256}}};
  const Map before = delta_.node_properties(entry.node);
  const auto set = [&](std::string_view name, Value value) {
    const auto old = before.find(name);
    if (old == before.end() ? value.is_null() : equivalent(old->second, value)) return;
    delta_.set_property(entry.node, delta_.intern(SymbolKind::Property, name), std::move(value));
  };
  for (const auto& [name, value] : texts) set(name, value->empty() ? Value() : Value(*value));
  set("other_ids", others.empty() ? Value() : Value(others));
}

void ChangeRun::add_reports(const TextMembers& text, const TextEntry& entry, std::vector<Report>& reports) {
  const ArticleRecord& record = text.record;
  const auto name = [&](uint32_t local) { return record.entities[local].name; };
  const auto anchor = [&](NodeId node) { return entities_.senses(node).front(); };
  for (const LocalFact& fact : record.facts) {
    const NodeId subject = entry.entities.at(fact.subject), object = entry.entities.at(fact.object);
    if (subject == object) continue;  // a person made one of them
    const bool swapped = options_.symmetric.contains(fact.relation) && anchor(object) < anchor(subject);
    for (const Evidence* evidence : by_clarity(fact.evidence)) {
      Report report;
      report.subject = swapped ? object : subject;
      report.object = swapped ? subject : object;
      report.type = graph_type(fact.relation, evidence->certainty, evidence->negated);
      if (is_rejected(report)) continue;
      report.evidence = evidence_map(record, *evidence, name(fact.subject), name(fact.object), swapped);
      put_text(report.evidence, "role", fact.role);
      put_text(report.evidence, "event_date", fact.event_date);
      if (fact.share) report.evidence.emplace("share", *fact.share);
      reports.push_back(std::move(report));
    }
  }
  for (const LocalQuantity& quantity : record.quantities)
    for (const Evidence* evidence : by_clarity(quantity.evidence)) {
      Report report;
      report.subject = entry.entities.at(quantity.subject);
      report.type = graph_type(quantity.measure, evidence->certainty, evidence->negated);
      report.quantity = &quantity;
      if (quantity.chip) report.chip = entry.entities.at(*quantity.chip);
      if (is_rejected(report)) continue;
      report.evidence = evidence_map(record, *evidence, name(quantity.subject), quantity.text, false);
      put_text(report.evidence, "text", quantity.text);
      put_text(report.evidence, "event_date", quantity.event_date);
      reports.push_back(std::move(report));
    }
}

bool ChangeRun::is_rejected(const Report& report) {
  if (read_count(delta_, "N") == 0) return false;
  const auto [found, fresh] = rejections_.try_emplace(report.subject);
  std::vector<Decision>& rejections = found->second;
  if (fresh)
    for (const SenseKey& sense : entities_.senses(report.subject)) {
      const std::string prefix = pair_key('X', sense, "");
      delta_.scan(Table::Assembly, prefix, [&](std::string_view key, std::string_view) {
        auto decision = find_decision(delta_, from_be64(key.substr(prefix.size())));
        if (decision && decision->kind == DecisionKind::Reject) rejections.push_back(std::move(*decision));
        return true;
      });
    }
  const auto entity = [&](const std::vector<Anchor>& anchors) {
    const auto sense = after_.resolve(anchors);
    return sense ? entity_of(*sense) : NodeId{0};
  };
  for (const Decision& decision : rejections) {
    if (decision.relation != report.type) continue;
    const NodeId subject = entity(decision.subject);
    if (decision.value) {
      if (report.quantity != nullptr && subject == report.subject &&
          *decision.value == report.quantity->value && decision.unit == report.quantity->unit)
        return true;
      continue;
    }
    const NodeId object = entity(decision.object);
    if (subject == report.subject && object == report.object) return true;
    const std::string_view relation = std::string_view(report.type).substr(type_prefix(report.type).size());
    if (options_.symmetric.contains(relation) && subject == report.object && object == report.subject)
      return true;
  }
  return false;
}

}  // namespace trama::assemble
