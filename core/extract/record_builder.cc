#include "core/extract/record_builder.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/base/utf8.h"
#include "core/extract/evidence.h"

namespace trama::extract {

namespace {

using FactKey = std::tuple<uint32_t, std::string, uint32_t>;

std::string without_line_breaks(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\r', ' ');
  return text;
}

class Builder {
 public:
  Builder(const ArticleWork& work, const RuleSet& rules) : work_(work), rules_(rules) {}

  ArticleRecord run() {
    record_.article = work_.document.metadata;
    record_.text = work_.document.text;
    for (const text::Sentence& sentence : work_.document.sentences) {
      if (!sentence.analysed) record_.unanalysed.push_back(static_cast<uint32_t>(record_.sentences.size()));
      record_.sentences.push_back(sentence.span);
    }
    add_entities();
    find_related();
    for (uint32_t i = 0; i < work_.sentences.size(); ++i) {
      add_facts(i);
      add_quantities(i);
    }
    for (auto& [key, fact] : facts_) {
      sort_evidence(fact.evidence);
      record_.facts.push_back(std::move(fact));
    }
    for (auto& [key, quantity] : quantities_) {
      sort_evidence(quantity.evidence);
      record_.quantities.push_back(std::move(quantity));
    }
    add_gaps();
    return std::move(record_);
  }

 private:
  std::string slice(ByteSpan span) const { return work_.document.text.substr(span.begin, span.size()); }

  void add_entities() {
    const auto& mentions = work_.mentions.mentions;
    std::vector<std::vector<uint32_t>> by_entity(work_.mentions.entities.size());
    std::vector<std::set<uint32_t>> in_sentence(work_.sentences.size());
    for (uint32_t id = 0; id < mentions.size(); ++id) {
      if (mentions[id].via != Via::Name) continue;
      by_entity[mentions[id].entity].push_back(id);
      if (mentions[id].other_reading != kNone) by_entity[mentions[id].other_reading].push_back(id);
      in_sentence[mentions[id].sentence].insert(mentions[id].entity);
    }
    local_.assign(by_entity.size(), kNone);
    const std::set<uint32_t> taking_part = in_facts();
    for (uint32_t entity = 0; entity < by_entity.size(); ++entity) {
      if (by_entity[entity].empty()) continue;
      // "A Quorlin of our days": a capital alone makes nothing of the schema.
      if (!work_.mentions.entities[entity].told && !taking_part.contains(entity)) continue;
      local_[entity] = static_cast<uint32_t>(record_.entities.size());
      record_.entities.push_back(make_entity(entity, by_entity[entity], in_sentence));
    }
  }

  // What some fact or quantity is about, and who is cited for it.
  std::set<uint32_t> in_facts() const {
    std::set<uint32_t> entities;
    std::set<std::string, std::less<>> speakers;
    for (const SentenceWork& sentence : work_.sentences) {
      for (const RelationMatch& match : sentence.matches)
        entities.insert({match.subject.entity, match.object.entity});
      for (const Modality& modality : sentence.modalities) speakers.insert(modality.speaker);
      for (const QuantityMatch& quantity : sentence.quantities) {
        entities.insert(quantity.subject.entity);
        if (quantity.chip) entities.insert(*quantity.chip);
        speakers.insert(quantity.modality.speaker);
      }
    }
    for (const Mention& mention : work_.mentions.mentions)
      if (mention.via == Via::Name && speakers.contains(slice(mention.span))) entities.insert(mention.entity);
    return entities;
  }

  LocalEntity make_entity(uint32_t entity, const std::vector<uint32_t>& ids,
                          const std::vector<std::set<uint32_t>>& in_sentence) const {
    const Entity& from = work_.mentions.entities[entity];
    LocalEntity local;
    local.type = from.type;
    local.name = from.name;
    local.full_name = from.full_name;
    local.gazetteer_key = from.gazetteer_key;
    std::set<std::string> forms, neighbours;
    for (const uint32_t id : ids) {
      const Mention& m = work_.mentions.mentions[id];
      const std::string form = without_line_breaks(slice(m.span));
      forms.insert(form);
      local.mentions.push_back({m.span, form, m.sentence});
      for (const uint32_t other : in_sentence[m.sentence])
        if (other != entity) neighbours.insert(fold_name(work_.mentions.entities[other].name));
    }
    std::sort(local.mentions.begin(), local.mentions.end(),
              [](const RecordMention& a, const RecordMention& b) { return a.span < b.span; });
    local.forms.assign(forms.begin(), forms.end());
    local.neighbours.assign(neighbours.begin(), neighbours.end());
    return local;
  }

  // The pairs that a rule which is not weak relates, and the subjects that one which is not lone gives an
  // object, with those objects.
  void find_related() {
    for (const SentenceWork& work : work_.sentences)
      for (const RelationMatch& match : work.matches) {
        if (!match.effect.weak) related_.insert(std::minmax(match.subject.entity, match.object.entity));
        // "the Danish firm employs 300 in Aarhus": a nationality leaves room for a town.
        const uint32_t object = match.object.mention;
        if (!match.effect.lone && (object == kNone || !work_.mentions.mentions[object].demonym))
          served_.insert({rules_.rules()[match.rule].relation, match.subject.entity});
        if (!match.effect.lone) given_.insert({rules_.rules()[match.rule].relation, match.object.entity});
      }
  }

  void add_facts(uint32_t sentence) {
    const SentenceWork& work = work_.sentences[sentence];
    for (size_t i = 0; i < work.matches.size(); ++i) {
      const RelationMatch& match = work.matches[i];
      const uint32_t kind = rules_.rules()[match.rule].relation;
      const Relation& relation = rules_.schema().relations[kind];
      Filler subject = match.subject, object = match.object;
      uint32_t s = local_[subject.entity], o = local_[object.entity];
      if (s == kNone || o == kNone) continue;
      if (match.effect.weak && related_.contains(std::minmax(subject.entity, object.entity))) continue;
      const bool implied = subject.via == Via::Topic;
      if (match.effect.lone &&
          (implied ? given_.contains({kind, object.entity}) : served_.contains({kind, subject.entity})))
        continue;
      if (relation.symmetric && o < s) {
        std::swap(s, o);
        std::swap(subject, object);
      }
      Evidence evidence = make_evidence(sentence, match, work.modalities[i], subject, object);
      LocalFact& fact = facts_[{s, relation.name, o}];
      fact.subject = s;
      fact.relation = relation.name;
      fact.object = o;
      if (fact.role.empty()) fact.role = match.role;
      if (!fact.share) fact.share = match.share;
      // What a noun says ("the Dutch firm") is not of the day that its clause names.
      if (fact.event_date.empty() && !match.presupposed && match.anchor.clause != kNoIndex)
        fact.event_date = event_date(work.analysis, work.dates, match.anchor.clause);
      fact.evidence.push_back(std::move(evidence));
      with_fact_.insert(sentence);
    }
  }

  void add_quantities(uint32_t sentence) {
    for (const QuantityMatch& match : work_.sentences[sentence].quantities) {
      const uint32_t s = local_[match.subject.entity];
      if (s == kNone) continue;
      LocalQuantity& quantity = quantities_[{s, match.measure, match.value, match.unit}];
      quantity.subject = s;
      quantity.measure = match.measure;
      quantity.value = match.value;
      quantity.unit = match.unit;
      quantity.evidence.push_back(make_evidence(sentence, match));
      with_fact_.insert(sentence);
      if (quantity.event_date.empty())
        quantity.event_date =
            event_date(work_.sentences[sentence].analysis, work_.sentences[sentence].dates, match.clause);
      if (quantity.evidence.size() > 1) continue;
      quantity.qualifier = std::string(1, match.qualifier);
      if (match.chip && local_[*match.chip] != kNone) quantity.chip = local_[*match.chip];
      quantity.text = without_line_breaks(slice(quantity.evidence.front().object.span));
    }
  }

  Evidence make_evidence(uint32_t sentence, const QuantityMatch& match) const {
    RelationMatch statement;
    statement.rule_name = match.rule_name;
    statement.anchor.trigger = match.trigger;
    statement.confidence = match.confidence;
    const auto& tokens = work_.document.sentences[sentence].tokens;
    EvidenceEnd amount;
    amount.span = {tokens[match.amount.begin].span.begin, tokens[match.amount.end - 1].span.end};
    return make_evidence(sentence, statement, match.modality, make_end(sentence, statement, match.subject),
                         amount);
  }

  EvidenceEnd make_end(uint32_t sentence, const RelationMatch& match, const Filler& filler) const {
    EvidenceEnd end;
    end.via = filler.via;
    if (filler.mention != kNone) {
      const Mention& m = work_.mentions.mentions[filler.mention];
      end.span = m.span;
      if (m.antecedent != kNone) {
        end.antecedent = work_.mentions.mentions[m.antecedent].span;
        end.antecedent_sentence = work_.mentions.mentions[m.antecedent].sentence;
      }
    } else {
      const size_t at = work_.document.sentences[sentence].tokens[match.anchor.trigger.begin].span.begin;
      end.span = {at, at};
    }
    if (end.via != Via::Name && end.antecedent.empty()) nearest_name(filler.entity, sentence, end);
    return end;
  }

  // The last name of the entity before the sentence's end, else its first.
  void nearest_name(uint32_t entity, uint32_t sentence, EvidenceEnd& end) const {
    bool found = false;
    for (const Mention& m : work_.mentions.mentions) {
      if (m.via != Via::Name || (m.entity != entity && m.other_reading != entity)) continue;
      if (found && m.sentence > sentence) break;
      end.antecedent = m.span;
      end.antecedent_sentence = m.sentence;
      found = true;
    }
  }

  Evidence make_evidence(uint32_t sentence, const RelationMatch& match, const Modality& modality,
                         const Filler& subject, const Filler& object) const {
    return make_evidence(sentence, match, modality, make_end(sentence, match, subject),
                         make_end(sentence, match, object));
  }

  Evidence make_evidence(uint32_t sentence, const RelationMatch& match, const Modality& modality,
                         const EvidenceEnd& subject, const EvidenceEnd& object) const {
    const auto& tokens = work_.document.sentences[sentence].tokens;
    Evidence evidence;
    evidence.sentence = sentence;
    evidence.trigger = {tokens[match.anchor.trigger.begin].span.begin,
                        tokens[std::max(match.anchor.trigger.begin, match.anchor.trigger.end - 1)].span.end};
    evidence.rule = match.rule_name;
    evidence.certainty = modality.certainty;
    evidence.negated = modality.negated;
    evidence.status = modality.status;
    evidence.speaker = modality.speaker;
    evidence.subject = subject;
    evidence.object = object;
    ByteSpan needed = evidence.trigger;
    for (const EvidenceEnd* end : {&evidence.subject, &evidence.object})
      needed = {std::min(needed.begin, end->span.begin), std::max(needed.end, end->span.end)};
    evidence.quote = choose_quote(work_.document, sentence, evidence.trigger, needed);
    evidence.direct = true;
    for (const EvidenceEnd* end : {&evidence.subject, &evidence.object})
      evidence.direct = evidence.direct && end->via == Via::Name && evidence.quote.contains(end->span);
    evidence.confidence = match.confidence.permille;
    return evidence;
  }

  static void sort_evidence(std::vector<Evidence>& evidence) {
    std::stable_sort(evidence.begin(), evidence.end(), [](const Evidence& a, const Evidence& b) {
      return std::tie(a.quote, a.trigger, a.rule) < std::tie(b.quote, b.trigger, b.rule);
    });
  }

  void add_gaps() {
    for (uint32_t i = 0; i < work_.sentences.size(); ++i) {
      if (with_fact_.contains(i)) continue;
      std::set<uint32_t> named;
      for (const uint32_t id : work_.sentences[i].mention_ids)
        named.insert(work_.mentions.mentions[id].entity);
      if (named.size() >= 2 || (!named.empty() && !work_.sentences[i].triggers.empty()))
        record_.gaps.push_back(i);
    }
  }

  const ArticleWork& work_;
  const RuleSet& rules_;
  ArticleRecord record_;
  std::vector<uint32_t> local_;  // record entity of each entity of the article
  std::map<FactKey, LocalFact> facts_;
  std::set<std::pair<uint32_t, uint32_t>> related_;  // by entity, the lesser first
  std::set<std::pair<uint32_t, uint32_t>> served_;   // by relation and subject
  std::set<std::pair<uint32_t, uint32_t>> given_;    // by relation and object
  std::map<std::tuple<uint32_t, std::string, double, std::string>, LocalQuantity> quantities_;
  std::set<uint32_t> with_fact_;
};

}  // namespace

ArticleRecord build_record(const ArticleWork& work, const RuleSet& rules) {
  return Builder(work, rules).run();
}

}  // namespace trama::extract
