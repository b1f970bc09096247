#include "core/assemble/review.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/assemble/fact_lookup.h"
#include "core/assemble/passage_lookup.h"
#include "core/assemble/schema.h"
#include "core/assemble/tables.h"
#include "core/base/utf8.h"

namespace trama::assemble {
namespace {

struct Known {
  NodeId node = 0;
  std::string key, name, type, folded;
  Counts types;
  uint64_t articles = 0;
};

Decision confirm(const std::string& id, const std::string& question) {
  Decision decision;
  decision.kind = DecisionKind::Confirm;
  decision.text = id;
  decision.note = "confirm: " + question;
  return decision;
}

// Below this a fact is worth a look.
constexpr double kSure = 0.7;

class Queue {
 public:
  explicit Queue(const GraphReader& graph) : graph_(graph) {
    for (const Decision& decision : decisions(graph))
      if (decision.kind == DecisionKind::Confirm && !decision.undone) answered_.insert(decision.text);
  }

  std::vector<ReviewItem> run(size_t limit) {
    read_entities();
    add_merges();
    add_types();
    add_facts();
    std::sort(found_.begin(), found_.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(b.weight, a.id) < std::tie(a.weight, b.id);
    });
    if (found_.size() > limit) found_.resize(limit);
    std::vector<ReviewItem> items;
    for (const Candidate& candidate : found_) items.push_back(item(candidate));
    return items;
  }

 private:
  // Anchors and quotes are read for the few that are shown.
  struct Candidate {
    ReviewKind kind;
    std::string id;
    uint64_t weight;
    size_t a = 0, b = 0;  // indices into entities_
    Relationship fact;
  };

  void add(Candidate candidate) {
    if (!answered_.contains(candidate.id)) found_.push_back(std::move(candidate));
  }

  void read_entities() {
    const SymbolId label = graph_.find_symbol(SymbolKind::Label, kEntityLabel);
    const SymbolId mentions = graph_.find_symbol(SymbolKind::Type, kMentionsType);
    if (label == kNoSymbol || mentions == kNoSymbol) return;
    std::vector<NodeId> batch;
    std::vector<uint64_t> degrees;
    const auto scan = graph_.scan_nodes(label);
    while (scan->next(batch, 1024)) {
      graph_.degrees(batch, Direction::In, std::span(&mentions, 1), degrees);
      for (size_t i = 0; i < batch.size(); ++i) {
        EntityEntry entry = read_entity(graph_, batch[i]);
        if (entry.senses.empty()) continue;
        entities_.push_back({batch[i], entry.key, entry.name, entry.type, folded_name(entry.type, entry.name),
                             std::move(entry.types), degrees[i]});
      }
    }
    std::sort(entities_.begin(), entities_.end(),
              [](const Known& a, const Known& b) { return a.key < b.key; });
    for (size_t i = 0; i < entities_.size(); ++i) {
      index_[entities_[i].node] = i;
      by_name_[entities_[i].folded].push_back(i);
    }
  }

  void add_merge(size_t a, size_t b, uint64_t doubt) {
    if (a == b) return;
    if (entities_[b].key < entities_[a].key) std::swap(a, b);
    const std::string id = "merge " + entities_[a].key + " " + entities_[b].key;
    if (merges_.insert(id).second)
      add({ReviewKind::Merge,
           id,
           doubt * (1 + std::min(entities_[a].articles, entities_[b].articles)),
           a,
           b,
           {}});
  }

  void add_merges() {
    for (const auto& [name, same] : by_name_) {
      // One name, several entities: another type, or a homograph.
      for (size_t i = 1; i < same.size() && i < 5; ++i) add_merge(same[0], same[i], 3);
      // "samsung" and "samsung electronics": the words before the last ones are a name of the same type.
      for (size_t cut = name.rfind(' '); cut != std::string::npos && cut > 0;
           cut = name.rfind(' ', cut - 1)) {
        const auto shorter = by_name_.find(name.substr(0, cut));
        if (shorter == by_name_.end()) continue;
        for (const size_t i : same)
          for (const size_t j : shorter->second)
            if (entities_[i].type == entities_[j].type && entities_[i].type != "Person") add_merge(i, j, 4);
      }
    }
    // Names that differ by one missing letter, found under the names that they leave.
    std::map<std::string, std::vector<size_t>> without_one;
    for (size_t i = 0; i < entities_.size(); ++i) {
      const std::string& name = entities_[i].folded;
      if (name.size() < 6 || name.size() > 60) continue;
      std::set<std::string> shorter = {name};
      const std::vector<size_t> offsets = code_point_offsets(name);
      for (size_t k = 0; k + 1 < offsets.size(); ++k)
        shorter.insert(name.substr(0, offsets[k]) + name.substr(offsets[k + 1]));
      for (const std::string& form : shorter) without_one[entities_[i].type + '\n' + form].push_back(i);
    }
    for (const auto& [form, close] : without_one)
      for (size_t i = 1; i < close.size() && close.size() <= 5; ++i) {
        const bool numbers_differ = digits(entities_[close[0]].name) != digits(entities_[close[i]].name);
        if (!numbers_differ) add_merge(close[0], close[i], 2);  // H100 and H200 are two
      }
  }

  static std::string digits(const std::string& name) {
    std::string out;
    for (const char c : name)
      if (c >= '0' && c <= '9') out += c;
    return out;
  }

  void add_types() {
    for (size_t i = 0; i < entities_.size(); ++i) {
      const Counts& types = entities_[i].types;
      if (types.size() < 2) continue;
      uint64_t all = 0, most = 0;
      for (const auto& [type, count] : types) {
        all += count;
        most = std::max(most, count);
      }
      add({ReviewKind::Type, "type " + entities_[i].key, 3 * (all - most), i, 0, {}});
    }
  }

  void add_facts() {
    const SymbolId mentions = graph_.find_symbol(SymbolKind::Type, kMentionsType);
    std::vector<Relationship> batch;
    const auto scan = graph_.scan_relationships(kNoSymbol);
    while (scan->next(batch, 1024))
      for (const Relationship& each : batch) {
        if (each.type == mentions || !graph_.is_derived_relationship(each)) continue;
        const Fact fact = read_fact_of(graph_, each, false);
        if (fact.confidence >= kSure || fact.certainty == "speculated") continue;
        const auto doubt = static_cast<uint64_t>((1.0 - fact.confidence) * 10);
        const auto source = index_.find(each.source), target = index_.find(each.target);
        if (source == index_.end()) continue;
        uint64_t known = entities_[source->second].articles;
        if (target != index_.end()) known = std::min(known, entities_[target->second].articles);
        const std::string object = fact.quantity ? fact.object_name : fact.object_key;
        add({ReviewKind::Fact, "fact " + fact.subject_key + " " + fact.type + " " + object, doubt * known / 2,
             0, 0, each});
      }
  }

  ReviewItem item(const Candidate& candidate) {
    ReviewItem out;
    out.kind = candidate.kind;
    out.id = candidate.id;
    out.weight = candidate.weight;
    const auto shown = [](const Known& entity) { return entity.name + " (" + entity.key + ")"; };
    if (candidate.kind == ReviewKind::Merge) {
      const Known &a = entities_[candidate.a], &b = entities_[candidate.b];
      out.question = "Are " + shown(a) + " and " + shown(b) + " one?";
      out.yes = merge(graph_, a.node, b.node);
      out.no = confirm(out.id, a.key + " and " + b.key + " are two");
      out.quotes = {naming_sentence(a), naming_sentence(b)};
    } else if (candidate.kind == ReviewKind::Type) {
      const Known& entity = entities_[candidate.a];
      out.question = "Is " + entity.type + " the right type of " + shown(entity) + "? Articles say:";
      for (const auto& [type, count] : entity.types)
        out.question += " " + type + " (" + std::to_string(count) + ")";
      out.yes = confirm(out.id, entity.key + " is of type " + entity.type);
      std::string other;
      uint64_t most = 0;
      for (const auto& [type, count] : entity.types)
        if (type != entity.type && count > most) {
          most = count;
          other = type;
        }
      out.no = retype(graph_, entity.node, other);
      out.quotes = {naming_sentence(entity)};
    } else {
      const Fact fact = read_fact_of(graph_, candidate.fact);
      out.question =
          "Is it true that " + fact.subject_name + " " + phrase_of(fact) + " " + fact.object_name + "?";
      for (size_t i = 0; i < fact.evidence.size() && i < 3; ++i) out.quotes.push_back(fact.evidence[i].quote);
      out.yes = confirm(out.id, fact.subject_key + " " + fact.type + " " + fact.object_name);
      out.no = reject(graph_, candidate.fact);
    }
    return out;
  }

  std::string naming_sentence(const Known& entity) const {
    const Passages found = mentions_of(graph_, entity.node, 0, 1);
    return found.passages.empty() ? "" : found.passages.front().text;
  }

  const GraphReader& graph_;
  std::set<std::string> answered_, merges_;
  std::vector<Known> entities_;  // by key
  std::map<NodeId, size_t> index_;
  std::map<std::string, std::vector<size_t>> by_name_;
  std::vector<Candidate> found_;
};

}  // namespace

const char* name_of(ReviewKind kind) {
  switch (kind) {
    case ReviewKind::Merge:
      return "merge";
    case ReviewKind::Type:
      return "type";
    case ReviewKind::Fact:
      return "fact";
  }
  return "merge";
}

std::vector<ReviewItem> review_queue(const GraphReader& graph, size_t limit) {
  return Queue(graph).run(limit);
}

}  // namespace trama::assemble
