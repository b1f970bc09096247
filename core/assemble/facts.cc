#include "core/assemble/facts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/utf8.h"
#include "core/graph/codec.h"
#include "core/graph/map_fields.h"

namespace trama::assemble {
namespace {

constexpr std::array<const char*, 3> kStatusByRank = {"planned", "current", "former"};

uint64_t status_rank(std::string_view status) {
  for (uint64_t rank = 0; rank < kStatusByRank.size(); ++rank)
    if (status == kStatusByRank[rank]) return rank;
  return 1;
}

// "2025-02" stands for all of February, so it comes first among its days only because it is shorter. Good
// enough for minima and maxima, and the same in any order.
void absorb(FactSummary& summary, const Map& evidence, bool first) {
  const std::string date = text_of(evidence, "date");
  if (!date.empty()) {
    if (summary.first_reported.empty() || date < summary.first_reported) summary.first_reported = date;
    if (date > summary.last_reported) summary.last_reported = date;
  }
  summary.confidence =
      std::max<int64_t>(summary.confidence, std::llround(evidence.at("confidence").number() * 1000));
  summary.stated = summary.stated || text_of(evidence, "certainty") == "stated";

  // Of one day, the later state counts: who is said to be a former head is no longer head.
  const uint64_t status = status_rank(text_of(evidence, "status"));
  if (first || std::tie(date, status) > std::tie(summary.status_date, summary.status)) {
    summary.status_date = date;
    summary.status = status;
  }
  if (const std::string role = text_of(evidence, "role"); !role.empty()) {
    const auto rank = [](const std::string& day, const std::string& post) {
      return std::tuple(day, post.size(), post);
    };
    if (summary.role.empty() || rank(date, role) > rank(summary.role_date, summary.role)) {
      summary.role_date = date;
      summary.role = role;
    }
  }
  if (const auto share = evidence.find("share"); share != evidence.end()) {
    const double percent = share->second.number();
    if (!summary.share || std::tie(date, percent) > std::tie(summary.share_date, *summary.share)) {
      summary.share_date = date;
      summary.share = percent;
    }
  }
  if (const std::string day = text_of(evidence, "event_date");
      !day.empty() && (summary.event_date.empty() || day < summary.event_date))
    summary.event_date = day;
  if (const std::string text = text_of(evidence, "text"); !text.empty()) {
    const auto rank = [](const std::string& words) { return std::tuple(words.size(), words); };
    if (summary.text.empty() || rank(text) < rank(summary.text)) summary.text = text;
  }
}

Value text_value(const std::string& text) { return text.empty() ? Value() : Value(text); }

// Independent sources make a fact surer: each halves, thirds … what the best of them leaves open. Of 1,000.
int64_t confidence(const FactSummary& summary) {
  const auto sources = static_cast<int64_t>(std::max<uint64_t>(summary.sources, 1));
  return 1000 - (1000 - summary.confidence) / sources;
}

using Property = std::pair<std::string_view, Value>;

std::vector<Property> properties(const FactSummary& summary) {
  return {{"articles", static_cast<int64_t>(summary.sources)},
          {"confidence", static_cast<double>(confidence(summary)) / 1000.0},
          {"first_reported", text_value(summary.first_reported)},
          {"last_reported", text_value(summary.last_reported)},
          {"status", kStatusByRank[summary.status]},
          {"role", text_value(summary.role)},
          {"share", summary.share ? Value(*summary.share) : Value()},
          {"event_date", text_value(summary.event_date)}};
}

std::string certainty(std::string_view type, const FactSummary& summary) {
  if (type_prefix(type).starts_with("MAYBE_")) return "speculated";
  return summary.stated ? "stated" : "reported";
}

}  // namespace

Facts::Work& Facts::work(const FactId& id) {
  auto [found, fresh] = work_.try_emplace(id);
  if (fresh)
    if (auto entry = read_fact(delta_, id)) {
      found->second.known = true;
      found->second.entry = std::move(*entry);
      found->second.before = found->second.entry.summary;
    }
  return found->second;
}

void Facts::create(const FactId& id, const Report& report, Work& work) {
  NodeId object = report.object;
  if (report.quantity != nullptr) {
    const LocalQuantity& quantity = *report.quantity;
    object = delta_.create_node(Origin::Derived);
    const auto set = [&](std::string_view name, Value value) {
      delta_.set_property(object, delta_.intern(SymbolKind::Property, name), std::move(value));
    };
    delta_.add_label(object, delta_.intern(SymbolKind::Label, kQuantityLabel));
    set("value", quantity.value);
    set("unit", quantity.unit);
    set("measure", quantity.measure);
    if (report.chip != 0) delta_.put(Table::Assembly, node_key('H', report.chip) + id, "");
  }
  work.entry.relationship = delta_.create_relationship(delta_.intern(SymbolKind::Type, report.type),
                                                       report.subject, object, Origin::Derived);
  if (report.quantity != nullptr)
    delta_.set_property(work.entry.relationship, delta_.intern(SymbolKind::Property, "qualifier"),
                        report.quantity->qualifier);
}

void Facts::count_quote(Work& work, const Map& evidence, bool add) {
  const std::string key =
      "Q" + be64(work.entry.relationship.id) + be64(stable_hash(fold_name(text_of(evidence, "quote"))));
  const uint64_t count = read_count(delta_, key);
  if (add) {
    if (count == 0) ++work.entry.summary.sources;
    delta_.put(Table::Assembly, key, encode_count(count + 1));
  } else if (count > 1) {
    delta_.put(Table::Assembly, key, encode_count(count - 1));
  } else {
    --work.entry.summary.sources;
    delta_.erase(Table::Assembly, key);
  }
}

void Facts::withdraw(const TextId& text) {
  std::vector<std::pair<std::string, FactId>> said;
  delta_.scan(Table::EvidenceByArticle, text, [&](std::string_view key, std::string_view value) {
    said.emplace_back(key, value);
    return true;
  });
  for (const auto& [mirror, id] : said) {
    Work& fact = work(id);
    const std::string prefix = be64(fact.entry.relationship.id) + text;
    std::vector<std::string> pieces;
    delta_.scan(Table::Evidence, prefix, [&](std::string_view key, std::string_view value) {
      if (pieces.empty()) count_quote(fact, decode_map(value), false);
      pieces.emplace_back(key);
      return true;
    });
    for (const std::string& piece : pieces) delta_.erase(Table::Evidence, piece);
    fact.entry.evidence -= std::min<uint64_t>(fact.entry.evidence, pieces.size());
    fact.recompute = true;
    delta_.erase(Table::EvidenceByArticle, mirror);
  }
}

void Facts::report(const TextId& text, const std::vector<Report>& reports) {
  std::map<FactId, uint16_t> numbers;
  for (const Report& report : reports) {
    const FactId id = report.quantity == nullptr
                          ? fact_id(report.subject, report.object, report.type)
                          : quantity_id(report.subject, report.type, report.quantity->value,
                                        report.quantity->unit, report.quantity->qualifier, report.chip);
    Work& fact = work(id);
    if (fact.entry.relationship.id == 0) create(id, report, fact);
    uint16_t& number = numbers[id];
    if (number == UINT16_MAX) continue;  // the key has no room for more, and nobody reads as many
    const RelationshipId relationship = fact.entry.relationship.id;
    if (number == 0) {
      delta_.put(Table::EvidenceByArticle, mirror_key(text, relationship), id);
      count_quote(fact, report.evidence, true);
    }
    delta_.put(Table::Evidence, evidence_key(relationship, text, number++), encode_map(report.evidence));
    absorb(fact.entry.summary, report.evidence, fact.entry.evidence == 0);
    ++fact.entry.evidence;
  }
}

void Facts::chip_renamed(NodeId chip, const std::string& key) {
  std::vector<FactId> quantities;
  delta_.scan(Table::Assembly, node_key('H', chip), [&](std::string_view found, std::string_view) {
    quantities.emplace_back(found.substr(9));
    return true;
  });
  const SymbolId property = delta_.intern(SymbolKind::Property, "chip");
  for (const FactId& id : quantities) {
    const Work& fact = work(id);
    if (fact.entry.relationship.id != 0) delta_.set_property(fact.entry.relationship.target, property, key);
  }
}

void Facts::write_properties(const FactId& id, Work& work) {
  FactEntry& entry = work.entry;
  if (work.recompute) {
    FactSummary fresh;
    fresh.sources = entry.summary.sources;
    bool first = true;
    delta_.scan(Table::Evidence, be64(entry.relationship.id), [&](std::string_view, std::string_view value) {
      absorb(fresh, decode_map(value), first);
      first = false;
      return true;
    });
    entry.summary = fresh;
  }
  delta_.put(Table::Assembly, "F" + id, encode(entry));
  if (work.known && entry.summary == work.before) return;

  const std::string_view type = delta_.symbol_name(SymbolKind::Type, entry.relationship.type);
  const auto set = [&](std::string_view name, Value value) {
    delta_.set_property(entry.relationship, delta_.intern(SymbolKind::Property, name), std::move(value));
  };
  const std::vector<Property> before = properties(work.before), now = properties(entry.summary);
  for (size_t i = 0; i < now.size(); ++i)
    if (!work.known || !equivalent(before[i].second, now[i].second))
      if (work.known || !now[i].second.is_null()) set(now[i].first, now[i].second);
  if (!work.known || certainty(type, work.before) != certainty(type, entry.summary))
    set("certainty", certainty(type, entry.summary));
  if (!work.known) set("negated", type_prefix(type).ends_with("NOT_"));
  if (is_quantity(id) && (!work.known || work.before.text != entry.summary.text))
    delta_.set_property(entry.relationship.target, delta_.intern(SymbolKind::Property, "text"),
                        entry.summary.text);
  if (is_quantity(id) && !work.known && chip_of(id) != 0)
    delta_.set_property(entry.relationship.target, delta_.intern(SymbolKind::Property, "chip"),
                        read_entity(delta_, chip_of(id)).key);
}

void Facts::remove(const FactId& id, const Work& work) {
  const Relationship& relationship = work.entry.relationship;
  delta_.delete_relationship(relationship);
  if (is_quantity(id)) {
    // A person may have tied relationships of their own to the amount; they end with it.
    Expansion ties;
    delta_.expand(std::span(&relationship.target, 1), Direction::Both, {}, ties);
    for (const Relationship& tie : ties.relationship) delta_.delete_relationship(tie);
    delta_.delete_node(relationship.target);
    if (const NodeId chip = chip_of(id); chip != 0) delta_.erase(Table::Assembly, node_key('H', chip) + id);
  }
  delta_.erase(Table::Assembly, "F" + id);
}

void Facts::finish() {
  for (auto& [id, work] : work_) {
    if (work.entry.relationship.id == 0) continue;
    if (work.entry.evidence == 0) {
      remove(id, work);
    } else {
      write_properties(id, work);
    }
  }
}

}  // namespace trama::assemble
