#include "core/extract/relation.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

constexpr uint32_t kMaxGap = 3;  // words that a verb's expression may skip: "prendere il pieno controllo"

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// The words under which a token's rules may be filed: those of surface and all lemmas, lower case.
std::vector<std::string> keys_of(const text::Token& token) {
  std::vector<std::string> keys;
  const auto add = [&](const std::string& text) {
    for (std::string& key : words_of(to_lower(text)))
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
  };
  add(token.surface);
  if (token.surface.starts_with("-")) return keys;  // "-based" is no base
  for (const text::Reading& reading : token.readings) add(reading.lemma);
  return keys;
}

// Does the token, as anything but a verb, carry the word? "Cambridge-based" holds no noun "base".
bool noun_is(const text::Token& token, const std::string& word, bool& chosen) {
  chosen = true;
  if (to_lower(token.surface) == word) return true;
  for (size_t i = 0; i < token.readings.size(); ++i) {
    const text::Reading& reading = token.readings[i];
    const bool verb =
        reading.has("vblex") || reading.has("vbser") || reading.has("vbhaver") || reading.has("vbmod");
    if (verb || to_lower(reading.lemma) != word) continue;
    chosen = i == 0;
    return true;
  }
  return false;
}

// Matches trigger words against consecutive tokens; a token may be several words ("chief executive").
std::optional<uint32_t> match_words(const text::Sentence& sentence, uint32_t token,
                                    const std::vector<std::string>& words, bool& chosen) {
  size_t at = 0;
  while (at < words.size()) {
    if (token >= sentence.tokens.size()) return std::nullopt;
    const text::Token& t = sentence.tokens[token];
    if (t.joined && at > 0 && t.has("det")) {  // "il capo del governo": di + il
      ++token;
      continue;
    }
    if (t.kind == text::TokenKind::Punctuation) return std::nullopt;
    bool own = true;
    if (noun_is(t, words[at], own)) {
      chosen = chosen && own;
      ++at;
      ++token;
      continue;
    }
    std::vector<std::string> several = words_of(to_lower(t.surface));
    // "ex presidente" is one token; the trigger is its last word.
    if (at == 0 && several.size() > 1 && several.front() != words.front()) several.erase(several.begin());
    const bool all =
        !several.empty() && at + several.size() <= words.size() &&
        std::equal(several.begin(), several.end(), words.begin() + static_cast<std::ptrdiff_t>(at));
    if (!all) return std::nullopt;
    at += several.size();
    ++token;
  }
  return token;
}

// How many of a trigger's words the verb's own token holds: the analyser reads "take part" as one lemma.
size_t words_in_head(const text::Token& head, const std::vector<std::string>& words) {
  for (const text::Reading& reading : head.readings) {
    const std::vector<std::string> lemma = words_of(to_lower(reading.lemma));
    if (lemma.size() > 1 && lemma.size() <= words.size() &&
        std::equal(lemma.begin(), lemma.end(), words.begin()))
      return lemma.size();
  }
  return 1;
}

// The rest of a verb's expression after its head: in order, skipping a few small words.
std::optional<uint32_t> match_rest(const text::Sentence& sentence, uint32_t head,
                                   const std::vector<std::string>& words) {
  uint32_t token = head + 1;
  uint32_t end = head + 1;
  for (size_t at = words_in_head(sentence.tokens[head], words); at < words.size(); ++at) {
    uint32_t skipped = 0;
    for (;; ++token, ++skipped) {
      if (token >= sentence.tokens.size() || skipped > kMaxGap) return std::nullopt;
      const text::Token& t = sentence.tokens[token];
      if (token_is(t, words[at])) break;
      if (t.kind == text::TokenKind::Punctuation || t.has("vblex") || t.has("rel") || t.has("cnjsub") ||
          t.has("np"))
        return std::nullopt;
    }
    end = ++token;
  }
  return end;
}

uint32_t base_confidence(RuleKind kind) {
  switch (kind) {
    case RuleKind::Role:
      return 900;
    case RuleKind::Verb:
    case RuleKind::Pattern:
      return 800;
    case RuleKind::Noun:
      return 750;
    case RuleKind::Name:
      return 650;
  }
  return 500;
}

uint32_t certainty_of(Via via) {  // of 1,000: how often such an end is resolved rightly
  switch (via) {
    case Via::Name:
      return 1000;
    case Via::Possessive:
      return 850;
    case Via::Nominal:
      return 800;
    case Via::Pronoun:
    case Via::Dropped:
      return 700;
    case Via::Topic:
      return 600;
  }
  return 500;
}

class Matching {
 public:
  Matching(const SentenceView& view, std::vector<RuleTrial>* trials)
      : view_(view), shapes_(view), trials_(trials) {}

  void nouns(const std::vector<TriggerHit>& hits) {
    for (const TriggerHit& hit : hits) {
      Anchor anchor;
      anchor.trigger = hit.tokens;
      anchor.group = view_.analysis.group_at(hit.tokens.end - 1);
      if (anchor.group == kNoIndex || in_name(hit.tokens)) continue;
      try_rule(hit.match, anchor, hit.chosen);
    }
  }

  void verbs() {
    for (uint32_t c = 0; c < view_.analysis.clauses.size(); ++c) {
      const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[c].verb];
      const text::Token& head = view_.sentence.tokens[verb.head];
      std::vector<std::string> keys = keys_of(head);
      if (const std::string lemma = to_lower(verb.lemma);
          std::find(keys.begin(), keys.end(), lemma) == keys.end())
        keys.push_back(lemma);
      // "majority-owned" is owned.
      if (const size_t hyphen = verb.lemma.rfind('-'); hyphen != std::string::npos)
        keys.push_back(to_lower(verb.lemma.substr(hyphen + 1)));
      for (const std::string& key : keys) {
        for (const RuleMatch& match : view_.rules.triggered_by(view_.language, RuleKind::Verb, key)) {
          const Trigger& trigger = view_.rules.rules()[match.rule].triggers[match.trigger];
          if (trigger.words.front() != key) continue;
          const auto end = match_rest(view_.sentence, verb.head, trigger.words);
          if (!end) continue;
          Anchor anchor;
          anchor.trigger = {verb.head, *end};
          anchor.clause = c;
          try_rule(match, anchor, to_lower(verb.lemma) == key || to_lower(std::string(head.lemma())) == key);
        }
      }
    }
  }

  void names() {
    const auto& rules = view_.rules.untriggered(view_.language, RuleKind::Name);
    for (const uint32_t id : view_.mention_ids) {
      const Mention& mention = view_.mentions.mentions[id];
      // "gli olandesi" stands for a firm and says where it is.
      const bool nation = mention.via == Via::Nominal && shapes_.is_nation_word(mention.tokens);
      if ((mention.via != Via::Name && !nation) || mention.tokens.size() == 0) continue;
      Anchor anchor;
      anchor.trigger = mention.tokens;
      anchor.mention = id;
      anchor.group = view_.analysis.group_at(mention.tokens.begin);
      for (const uint32_t rule : rules) try_rule({rule, 0}, anchor, true);
    }
  }

  void patterns() {
    for (const uint32_t index : view_.rules.untriggered(view_.language, RuleKind::Pattern)) {
      const Rule& rule = view_.rules.rules()[index];
      const Relation& relation = view_.rules.schema().relations[rule.relation];
      std::map<std::pair<std::string, uint32_t>, Filler> filled;
      const SlotMatcher slots = [&](const PatternNode& node, uint32_t token) -> std::optional<uint32_t> {
        if (node.slot == "percent" || node.slot == "money") {
          for (const Amount& amount : view_.amounts)
            if (amount.tokens.begin == token && (node.slot == "money" ? amount.money : amount.percent))
              return amount.tokens.end;
          return std::nullopt;
        }
        const auto& types = !node.types.empty()      ? node.types
                            : node.slot == "subject" ? relation.subject_types
                                                     : relation.object_types;
        return slot_end(node.slot, token, types, filled);
      };
      for (const PatternMatch& match : find_matches(rule.pattern, view_.sentence, slots)) {
        RelationMatch found;
        found.rule = index;
        found.rule_name = rule.name;
        found.anchor.trigger = match.trigger;
        found.subject = filled.at({"subject", match.slots.at("subject").begin});
        found.object = filled.at({"object", match.slots.at("object").begin});
        found.effect = rule.effect;
        found.clause = view_.analysis.clause_at(match.trigger.begin);
        for (const Amount& amount : view_.amounts)
          if (const auto share = match.captures.find("share");
              share != match.captures.end() && amount.tokens == share->second)
            found.share = amount.value;
        found.confidence = confidence(rule, found, true);
        trace(index, rule.name, match.trigger, RuleTrial::Outcome::Fired, {found.subject}, {found.object});
        if (found.subject.entity != found.object.entity) matches_.push_back(std::move(found));
      }
    }
  }

  std::vector<RelationMatch> finish() {
    // Where rules compete for one trigger and pair, priority decides, then the order of the files.
    const auto key = [&](const RelationMatch& m) {
      return std::make_tuple(m.anchor.trigger, m.subject.entity, m.object.entity,
                             -view_.rules.rules()[m.rule].priority, m.rule);
    };
    std::sort(matches_.begin(), matches_.end(),
              [&](const RelationMatch& a, const RelationMatch& b) { return key(a) < key(b); });
    std::vector<RelationMatch> kept;
    for (RelationMatch& match : matches_) {
      const bool competes = std::any_of(kept.begin(), kept.end(), [&](const RelationMatch& k) {
        return k.anchor.trigger == match.anchor.trigger && k.subject.entity == match.subject.entity &&
               k.object.entity == match.object.entity;
      });
      if (!competes) kept.push_back(std::move(match));
    }
    return kept;
  }

 private:
  // A word of a name triggers nothing: "Head Start Inc".
  bool in_name(const TokenRange& tokens) const {
    return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
      const Mention& m = view_.mentions.mentions[id];
      return m.via == Via::Name && m.tokens.begin <= tokens.begin && tokens.end <= m.tokens.end;
    });
  }

  std::optional<uint32_t> slot_end(const std::string& slot, uint32_t token,
                                   const std::vector<std::string>& types,
                                   std::map<std::pair<std::string, uint32_t>, Filler>& filled) const {
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (m.tokens.size() == 0 || m.tokens.begin != token) continue;
      for (const uint32_t reading : {m.entity, m.other_reading}) {
        if (reading == kNone) continue;
        if (std::find(types.begin(), types.end(), view_.mentions.entities[reading].type) == types.end())
          continue;
        filled[{slot, token}] = {reading, id, m.via, m.tokens};
        return m.tokens.end;
      }
    }
    return std::nullopt;
  }

  uint32_t confidence(const Rule& rule, const RelationMatch& match, bool chosen) const {
    uint64_t value = base_confidence(rule.kind);
    for (const Filler* filler : {&match.subject, &match.object}) {
      value = value * certainty_of(filler->via) / 1000;
      if (filler->mention != kNone)
        value = value * view_.mentions.mentions[filler->mention].confidence / 1000;
    }
    if (!chosen) value = value * 800 / 1000;
    return static_cast<uint32_t>(value);
  }

  void trace(uint32_t rule, const std::string& name, TokenRange trigger, RuleTrial::Outcome outcome,
             const std::vector<Filler>& subjects, const std::vector<Filler>& objects) {
    if (trials_ == nullptr) return;
    RuleTrial trial{rule, name, trigger, outcome, {}, {}};
    for (const Filler& filler : subjects) trial.subjects.push_back(filler.entity);
    for (const Filler& filler : objects) trial.objects.push_back(filler.entity);
    trials_->push_back(std::move(trial));
  }

  // A noun's subject is that of the verb whose object it is: "X ha completato l'acquisizione".
  void find_support(const Rule& rule, Anchor& anchor, Effect& effect) const {
    const NounFrame& frame = view_.analysis.nouns[anchor.group];
    if (frame.clause == kNoIndex) return;
    const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[frame.clause].verb];
    for (const SupportVerb& support : rule.support) {
      if (to_lower(verb.lemma) != support.lemma) continue;
      anchor.support = frame.clause;
      if (support.effect.status) effect.status = support.effect.status;
      if (support.effect.certainty) effect.certainty = support.effect.certainty;
      effect.negated = effect.negated || support.effect.negated;
      return;
    }
    if (rule.support.empty() && (frame.place == "obj" || frame.place == "comp"))
      anchor.support = frame.clause;
  }

  void try_rule(const RuleMatch& match, Anchor anchor, bool chosen) {
    const Rule& rule = view_.rules.rules()[match.rule];
    const Relation& relation = view_.rules.schema().relations[rule.relation];
    const bool named = rule.kind == RuleKind::Name;
    const std::string name = named ? rule.name : rule.name + "/" + rule.triggers[match.trigger].text;
    Effect effect = rule.effect;
    if (!named && anchor.group != kNoIndex) find_support(rule, anchor, effect);
    if (!rule.unless.empty() && shapes_.near(anchor, rule.unless))
      return trace(match.rule, name, anchor.trigger, RuleTrial::Outcome::Blocked, {}, {});
    for (const Slot& slot : rule.required)
      if (!shapes_.has(anchor, slot, relation))
        return trace(match.rule, name, anchor.trigger, RuleTrial::Outcome::Missing, {}, {});

    std::string subject_place, object_place;
    const std::vector<Filler> subjects =
        fill_first(anchor, rule.subject, relation.subject_types, {}, subject_place);
    if (subjects.empty()) {
      if (!named) trace(match.rule, name, anchor.trigger, RuleTrial::Outcome::NoSubject, {}, {});
      return;
    }
    const bool pairs =
        rule.subject.size() == 1 && rule.object.size() == 1 && rule.subject[0].place == rule.object[0].place;
    const std::vector<Filler> objects =
        pairs ? subjects : fill_first(anchor, rule.object, relation.object_types, subjects, object_place);
    if (objects.empty()) {
      if (!named) trace(match.rule, name, anchor.trigger, RuleTrial::Outcome::NoObject, subjects, {});
      return;
    }
    bool fired = false;
    for (size_t s = 0; s < subjects.size(); ++s) {
      for (size_t o = pairs ? s + 1 : 0; o < objects.size(); ++o) {
        if (subjects[s].entity == objects[o].entity) continue;
        RelationMatch found;
        found.rule = match.rule;
        found.rule_name = name;
        found.anchor = anchor;
        found.subject = subjects[s];
        found.object = objects[o];
        found.effect = effect;
        settle_mood(rule, anchor, subject_place, object_place, found);
        if (rule.kind == RuleKind::Role && relation.keeps_property("role"))
          found.role = role_text(anchor.trigger);
        for (const Slot& slot : rule.required)
          if (const TriggerHit* hit = lists_role(slot) ? shapes_.role_in(anchor, slot, relation) : nullptr)
            found.role = role_text(hit->tokens);
        found.confidence = confidence(rule, found, chosen);
        matches_.push_back(std::move(found));
        fired = true;
      }
    }
    trace(match.rule, name, anchor.trigger,
          fired ? RuleTrial::Outcome::Fired : RuleTrial::Outcome::SameEntity, subjects, objects);
  }

  // The first alternative that has a filler which is not already the other end.
  std::vector<Filler> fill_first(const Anchor& anchor, const std::vector<Slot>& slots,
                                 const std::vector<std::string>& types, const std::vector<Filler>& other,
                                 std::string& place) const {
    for (const Slot& slot : slots) {
      if (slot.place == "topic" && owner_expressed(anchor, slots)) continue;
      std::vector<Filler> found = shapes_.fill(anchor, slot, types);
      std::erase_if(found, [&](const Filler& f) {
        return std::any_of(other.begin(), other.end(),
                           [&](const Filler& o) { return o.entity == f.entity && other.size() == 1; });
      });
      if (found.empty()) continue;
      place = slot.place;
      return found;
    }
    return {};
  }

  // "The new boss will be X": a role that is the subject of a copula.
  bool predicated(const NounFrame& frame) const {
    return frame.place == "subj" &&
           view_.analysis.chunks.verbs[view_.analysis.clauses[frame.clause].verb].copula;
  }

  // Something stands where the owner is named, even if it is no entity: the topic is not meant.
  bool owner_expressed(const Anchor& anchor, const std::vector<Slot>& slots) const {
    if (anchor.group == kNoIndex) return false;
    for (const Argument& attachment : view_.analysis.nouns[anchor.group].attachments)
      for (const Slot& slot : slots)
        if (slot.place == attachment.place) return true;
    return false;
  }

  void settle_mood(const Rule& rule, const Anchor& anchor, const std::string& subject_place,
                   const std::string& object_place, RelationMatch& found) const {
    if (rule.kind == RuleKind::Verb) {
      found.clause = anchor.clause;
      return;
    }
    found.presupposed = true;
    if (anchor.group == kNoIndex || rule.kind == RuleKind::Name) return;
    const NounFrame& frame = view_.analysis.nouns[anchor.group];
    if (anchor.support != kNoIndex && (subject_place == "subj" || object_place == "subj")) {
      found.clause = anchor.support;
      found.presupposed = false;
    } else if (frame.clause != kNoIndex && (frame.place == "comp" || predicated(frame))) {
      found.clause = frame.clause;  // "X is chief executive of Y"
      found.presupposed = false;
    } else if (subject_place != "self" && object_place != "self") {
      found.clause = frame.clause;  // an event: "the takeover of X by Y has been called off"
      found.presupposed = frame.clause == kNoIndex;
    }
  }

  static bool lists_role(const Slot& slot) {
    return std::find(slot.types.begin(), slot.types.end(), "Role") != slot.types.end();
  }

  std::string role_text(TokenRange tokens) const {
    std::string role;
    for (uint32_t token = tokens.begin; token < tokens.end; ++token) {
      const text::Token& t = view_.sentence.tokens[token];
      if (t.joined) continue;
      if (!role.empty() && t.space_before) role += ' ';
      role += t.surface;
    }
    return role;
  }

  const SentenceView& view_;
  Shapes shapes_;
  std::vector<RuleTrial>* trials_;
  std::vector<RelationMatch> matches_;
};

// "la controllata X": the tagger takes the article before a participle for a pronoun.
bool may_be_article(const text::Token& token) {
  return std::any_of(token.readings.begin(), token.readings.end(),
                     [](const text::Reading& r) { return r.has("det"); });
}

// "controllata di": the preposition is one that the rule of the noun asks for, where a participle would take
// an agent.
bool before_own_preposition(const TriggerHit& hit, const text::Sentence& sentence, const RuleSet& rules) {
  if (hit.tokens.end >= sentence.tokens.size() || !sentence.tokens[hit.tokens.end].has("pr")) return false;
  const Rule& rule = rules.rules()[hit.match.rule];
  for (const auto* slots : {&rule.subject, &rule.object})
    for (const Slot& slot : *slots)
      if (token_is(sentence.tokens[hit.tokens.end], slot.place)) return true;
  return false;
}

}  // namespace

const char* describe(RuleTrial::Outcome outcome) {
  switch (outcome) {
    case RuleTrial::Outcome::Fired:
      return "fired";
    case RuleTrial::Outcome::NoSubject:
      return "nothing of a fitting type stands in the subject's place";
    case RuleTrial::Outcome::NoObject:
      return "nothing of a fitting type stands in the object's place";
    case RuleTrial::Outcome::SameEntity:
      return "both ends are the same entity";
    case RuleTrial::Outcome::Blocked:
      return "a word of its 'unless' list is near";
    case RuleTrial::Outcome::Missing:
      return "what its 'where' asks for is missing";
  }
  return "";
}

std::vector<TriggerHit> find_noun_triggers(const text::Sentence& sentence, const RuleSet& rules,
                                           const std::string& language) {
  std::vector<TriggerHit> hits;
  for (uint32_t token = 0; token < sentence.tokens.size(); ++token) {
    if (sentence.tokens[token].kind == text::TokenKind::Punctuation) continue;
    for (const std::string& key : keys_of(sentence.tokens[token])) {
      for (const RuleKind kind : {RuleKind::Noun, RuleKind::Role}) {
        for (const RuleMatch& match : rules.triggered_by(language, kind, key)) {
          bool chosen = true;
          const auto end =
              match_words(sentence, token, rules.rules()[match.rule].triggers[match.trigger].words, chosen);
          if (end) hits.push_back({{token, *end}, kind, match, chosen});
        }
      }
    }
  }
  std::vector<TriggerHit> kept;
  for (const TriggerHit& hit : hits) {
    const bool inside = std::any_of(hits.begin(), hits.end(), [&](const TriggerHit& other) {
      return other.tokens.begin <= hit.tokens.begin && hit.tokens.end <= other.tokens.end &&
             other.tokens != hit.tokens;
    });
    if (!inside) kept.push_back(hit);
  }
  return kept;
}

std::vector<FixedNoun> fixed_nouns(const std::vector<TriggerHit>& hits, const text::Sentence& sentence,
                                   const Chunks& chunks, const RuleSet& rules) {
  const auto in_group = [&](uint32_t token) {
    return std::any_of(chunks.nouns.begin(), chunks.nouns.end(),
                       [&](const NounGroup& g) { return g.tokens.contains(token); });
  };
  const auto taken_for_verb = [&](uint32_t token) {
    return std::any_of(chunks.verbs.begin(), chunks.verbs.end(),
                       [&](const VerbGroup& v) { return v.tokens.contains(token); });
  };
  const auto nominal = [&](uint32_t token) {
    const auto& readings = sentence.tokens[token].readings;
    return readings.empty() ||
           std::any_of(readings.begin(), readings.end(), [](const text::Reading& r) { return r.has("n"); });
  };
  const auto participle = [&](uint32_t token) {
    return std::any_of(chunks.verbs.begin(), chunks.verbs.end(), [&](const VerbGroup& v) {
      return v.head == token && v.tokens.size() == 1 && v.mood == Mood::Participle;
    });
  };
  const auto name = [&](uint32_t token) {
    return token < sentence.tokens.size() &&
           (sentence.tokens[token].has("np") || sentence.tokens[token].unknown);
  };
  const auto between_names = [&](uint32_t token) { return token > 0 && name(token - 1) && name(token + 1); };
  // "former Meta engineer Priya Raman": what stands on both sides belongs to the title.
  const auto with_neighbours = [&](TokenRange range) {
    for (const NounGroup& g : chunks.nouns) {
      if (g.tokens.end == range.begin) range.begin = g.tokens.begin;
      if (g.tokens.begin == range.end) range.end = g.tokens.end;
    }
    return range;
  };
  const auto with_left_neighbour = [&](TokenRange range) {
    for (const NounGroup& g : chunks.nouns)
      if (g.tokens.end == range.begin) return TokenRange{g.tokens.begin, range.end};
    return range;
  };
  std::set<FixedNoun> fixed;
  for (const TriggerHit& hit : hits) {
    const uint32_t token = hit.tokens.begin;
    const bool several = hit.tokens.size() > 1;
    const bool stray = !several && !in_group(token) && !taken_for_verb(token) && nominal(token);
    const bool owned = !several && before_own_preposition(hit, sentence, rules) && participle(token);
    const bool title = hit.kind == RuleKind::Role && !several && taken_for_verb(token) && nominal(token) &&
                       between_names(token);
    const bool misread = !several && taken_for_verb(token) && nominal(token) && token > 0 &&
                         (sentence.tokens[token - 1].has("det") || sentence.tokens[token - 1].has("gen") ||
                          (participle(token) && may_be_article(sentence.tokens[token - 1])));
    // "four former Intel engineers"
    const bool governs = token + 1 < sentence.tokens.size() && sentence.tokens[token + 1].has("det");
    const bool closes = !several && !governs && taken_for_verb(token) && nominal(token) &&
                        std::any_of(chunks.nouns.begin(), chunks.nouns.end(), [&](const NounGroup& g) {
                          const text::Token& first = sentence.tokens[g.tokens.begin];
                          return g.tokens.end == token && g.tokens.size() > 1 &&
                                 (first.has("det") || first.has("num") || first.has("adj"));
                        });
    // A stray noun right behind "a London" heads that group.
    const bool headless =
        stray && std::any_of(chunks.nouns.begin(), chunks.nouns.end(), [&](const NounGroup& g) {
          return g.tokens.end == token && sentence.tokens[g.tokens.begin].has("det");
        });
    if (headless || closes)
      fixed.insert({with_left_neighbour(hit.tokens), token});
    else if (several || stray || misread || owned)
      fixed.insert({hit.tokens});
    if (title) fixed.insert({with_neighbours(hit.tokens), token});
  }
  std::vector<FixedNoun> disjoint;
  for (const FixedNoun& noun : fixed)
    if (disjoint.empty() || disjoint.back().tokens.end <= noun.tokens.begin) disjoint.push_back(noun);
  return disjoint;
}

std::vector<RelationMatch> match_relations(const SentenceView& view,
                                           const std::vector<TriggerHit>& noun_triggers,
                                           std::vector<RuleTrial>* trials) {
  if (view.mention_ids.empty()) return {};
  Matching matching(view, trials);
  matching.nouns(noun_triggers);
  matching.verbs();
  matching.names();
  matching.patterns();
  return matching.finish();
}

}  // namespace trama::extract
