#include "core/extract/relation.h"

#include <algorithm>
#include <tuple>

#include "core/base/utf8.h"
#include "core/extract/relation_compound.h"
#include "core/extract/relation_pattern.h"
#include "core/extract/topic_slot.h"
#include "core/extract/trigger.h"

namespace trama::extract {

namespace {

class Matching {
 public:
  Matching(const SentenceView& view, std::vector<RuleTrial>* trials)
      : view_(view), shapes_(view), trials_(trials) {}

  std::vector<RelationMatch> run(const std::vector<TriggerHit>& noun_triggers) {
    nouns(noun_triggers);
    verbs();
    names();
    match_compounds(view_, shapes_, matches_, trials_);
    match_patterns(view_, shapes_, matches_, trials_);
    return best_of_rivals();
  }

 private:
  void nouns(const std::vector<TriggerHit>& hits) {
    for (const TriggerHit& hit : hits) {
      Anchor anchor;
      anchor.trigger = hit.tokens;
      anchor.group = view_.analysis.group_at(hit.tokens.end - 1);
      if (anchor.group == kNoIndex || in_proper_name(hit.tokens)) continue;
      try_rule(hit.match, anchor, hit.chosen);
    }
  }

  void verbs() {
    for (uint32_t c = 0; c < view_.analysis.clauses.size(); ++c) {
      const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[c].verb];
      const text::Token& head = view_.sentence.tokens[verb.head];
      const std::string lemma = to_lower(verb.lemma);
      const std::string reflexive = reflexive_of(view_.rules, view_.language, lemma);
      std::vector<std::string> keys = keys_of(head);
      if (std::find(keys.begin(), keys.end(), lemma) == keys.end()) keys.push_back(lemma);
      if (verb.voice == Voice::Reflexive && !reflexive.empty()) keys.push_back(reflexive);
      // "majority-owned" is owned.
      if (const size_t hyphen = verb.lemma.rfind('-'); hyphen != std::string::npos)
        keys.push_back(to_lower(verb.lemma.substr(hyphen + 1)));
      for (const std::string& key : keys) {
        for (const RuleMatch& match : view_.rules.triggered_by(view_.language, RuleKind::Verb, key)) {
          const Trigger& trigger = view_.rules.rules()[match.rule].triggers[match.trigger];
          if (trigger.words.front() != key) continue;
          const auto end = match_expression(view_.sentence, verb.head, trigger.words);
          if (!end) continue;
          Anchor anchor;
          anchor.trigger = {verb.head, *end};
          anchor.clause = c;
          try_rule(match, anchor,
                   lemma == key || reflexive == key || to_lower(std::string(head.lemma())) == key);
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

  std::vector<RelationMatch> best_of_rivals() {
    // Where rules compete for one trigger and pair, priority decides, then the order of the files. A
    // "founder-CEO" both founded and leads.
    const auto rivals = [&](const RelationMatch& a, const RelationMatch& b) {
      const Rule &first = view_.rules.rules()[a.rule], &second = view_.rules.rules()[b.rule];
      const bool roles = first.kind == RuleKind::Role && second.kind == RuleKind::Role;
      return !roles || first.relation == second.relation || first.priority != second.priority;
    };
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
               k.object.entity == match.object.entity && rivals(k, match);
      });
      if (!competes) kept.push_back(std::move(match));
    }
    return kept;
  }

  bool is_cue(std::string_view kind, const std::string& word) const {
    return view_.rules.is_cue(view_.language, kind, word);
  }

  const std::string& type_of(const Filler& filler) const {
    return view_.mentions.entities[filler.entity].type;
  }

  // A word of a name triggers nothing: "Head Start Inc". A description is no such name.
  bool in_proper_name(const TokenRange& tokens) const {
    return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
      const Mention& m = view_.mentions.mentions[id];
      return m.via == Via::Name && m.tokens.begin <= tokens.begin && tokens.end <= m.tokens.end &&
             !described(m);
    });
  }

  // "the export ban", "the trade ministry": a description that serves as a name.
  bool described(const Mention& m) const {
    const text::Token& last = view_.sentence.tokens[m.tokens.end - 1];
    return last.lower == last.surface && m.tokens.size() > 0;
  }

  // A noun's subject is that of the verb whose object it is: "X ha completato l'acquisizione".
  void find_support(const Rule& rule, Anchor& anchor, Effect& effect) const {
    const NounFrame& frame = view_.analysis.nouns[anchor.group];
    if (frame.clause == kNoIndex) return;
    const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[frame.clause].verb];
    // "The boss of X has left the room" says nothing of the post.
    const bool own_subject =
        rule.kind == RuleKind::Role && frame.place == "subj" && verb.voice != Voice::Passive;
    for (const SupportVerb& support : rule.support) {
      if (to_lower(verb.lemma) != support.lemma || own_subject) continue;
      anchor.support = frame.clause;
      if (support.effect.status) effect.status = support.effect.status;
      if (support.effect.certainty) effect.certainty = support.effect.certainty;
      effect.negated = effect.negated || support.effect.negated;
      return;
    }
    const std::string& preposition = view_.analysis.chunks.nouns[anchor.group].preposition;
    const bool means = is_cue("means", preposition);
    // "conta X tra i suoi clienti"
    const bool member = is_cue("among", preposition) && is_cue("membership", to_lower(verb.lemma));
    if (means || member || (rule.support.empty() && (frame.place == "obj" || frame.place == "comp")))
      anchor.support = frame.clause;
  }

  void try_rule(const RuleMatch& match, Anchor anchor, bool chosen) {
    const Rule& rule = view_.rules.rules()[match.rule];
    const Relation& relation = view_.rules.schema().relations[rule.relation];
    const bool named = rule.kind == RuleKind::Name;
    const std::string name = named ? rule.name : rule.name + "/" + rule.triggers[match.trigger].text;
    Effect effect = rule.effect;
    if (!named && anchor.group != kNoIndex) find_support(rule, anchor, effect);
    if (!rule.unless.empty() && shapes_.near(anchor, rule))
      return note_trial(trials_, match.rule, name, anchor.trigger, RuleTrial::Outcome::Blocked, {}, {});
    for (const Slot& slot : rule.required)
      if (!shapes_.has(anchor, slot, relation))
        return note_trial(trials_, match.rule, name, anchor.trigger, RuleTrial::Outcome::Missing, {}, {});

    std::string subject_place, object_place;
    // What the text is on can be told only from what it is not.
    std::vector<Filler> known;
    if (std::any_of(rule.subject.begin(), rule.subject.end(),
                    [](const Slot& slot) { return slot.place == "topic"; }))
      known = fill_first(rule, anchor, rule.object, relation.object_types, {}, object_place);
    const std::vector<Filler> subjects =
        fill_first(rule, anchor, rule.subject, relation.subject_types, known, subject_place);
    if (subjects.empty()) {
      if (!named)
        note_trial(trials_, match.rule, name, anchor.trigger, RuleTrial::Outcome::NoSubject, {}, {});
      return;
    }
    const bool pairs =
        rule.subject.size() == 1 && rule.object.size() == 1 && rule.subject[0].place == rule.object[0].place;
    const std::vector<Filler> objects =
        pairs ? subjects
              : fill_first(rule, anchor, rule.object, relation.object_types, subjects, object_place);
    if (objects.empty()) {
      if (!named)
        note_trial(trials_, match.rule, name, anchor.trigger, RuleTrial::Outcome::NoObject, subjects, {});
      return;
    }
    // "A and B withdrew X and Y respectively"
    const bool paired = !pairs && subjects.size() > 1 && subjects.size() == objects.size() && distributes();
    bool fired = false;
    for (size_t s = 0; s < subjects.size(); ++s) {
      for (size_t o = pairs ? s + 1 : 0; o < objects.size(); ++o) {
        if (subjects[s].entity == objects[o].entity || (paired && s != o)) continue;
        // "built by ex-Velt trader Ada Bell": no verb joins what one noun group holds.
        if (rule.kind == RuleKind::Verb && share_group(subjects[s], objects[o])) continue;
        // "raised from A and B": nor what one preposition holds.
        if (rule.kind == RuleKind::Verb && !pairs && coordinated(subjects[s], objects[o])) continue;
        if (relation.alike && type_of(subjects[s]) != type_of(objects[o])) continue;
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
        found.chosen = chosen;
        matches_.push_back(std::move(found));
        fired = true;
      }
    }
    note_trial(trials_, match.rule, name, anchor.trigger,
               fired ? RuleTrial::Outcome::Fired : RuleTrial::Outcome::SameEntity, subjects, objects);
  }

  // The first alternative that has a filler which is not already the other end.
  std::vector<Filler> fill_first(const Rule& rule, const Anchor& anchor, const std::vector<Slot>& slots,
                                 const std::vector<std::string>& types, const std::vector<Filler>& other,
                                 std::string& place) const {
    for (const Slot& slot : slots) {
      const bool topic = slot.place == "topic";
      if (topic && !topic_is_meant(view_, rule, anchor, slots, other)) continue;
      // "the committee's Danish chairman" leads no country.
      if (slot.place == "demonym" && rule.kind == RuleKind::Role && owned(anchor.group)) continue;
      std::vector<Filler> found = shapes_.fill(anchor, slot, types);
      const auto is_other = [&](const Filler& f) {
        // "A and B, its partners": what owns several is none of them.
        const bool only = other.size() == 1, referring = f.via != Via::Name && f.via != Via::Nominal;
        return (only || topic || referring) &&
               std::any_of(other.begin(), other.end(),
                           [&](const Filler& end) { return end.entity == f.entity; });
      };
      // "Chinese rival X fell": X is what the sentence is about, its rival what the text is.
      if (topic && (found.empty() || is_other(found[0])))
        found = shapes_.fill(anchor, {"background", slot.types}, types);
      std::erase_if(found, is_other);
      if (found.empty()) continue;
      place = slot.place;
      return found;
    }
    return {};
  }

  bool distributes() const {
    return std::any_of(view_.sentence.tokens.begin(), view_.sentence.tokens.end(),
                       [&](const text::Token& token) { return is_cue("distributive", token.lower); });
  }

  bool owned(uint32_t group) const {
    return group != kNoIndex && view_.analysis.chunks.nouns[group].possessor != kNoIndex;
  }

  bool share_group(const Filler& a, const Filler& b) const {
    if (a.tokens.size() == 0 || b.tokens.size() == 0) return false;
    const uint32_t group = view_.analysis.group_at(a.tokens.begin);
    return group != kNoIndex && group == view_.analysis.group_at(b.tokens.begin);
  }

  bool coordinated(const Filler& a, const Filler& b) const {
    if (a.via != Via::Name || b.via != Via::Name) return false;
    const uint32_t first = view_.analysis.group_at(std::min(a.tokens, b.tokens).begin);
    const uint32_t second = view_.analysis.group_at(std::max(a.tokens, b.tokens).begin);
    if (first == kNoIndex || second == kNoIndex) return false;
    const auto& list = view_.analysis.nouns[first].coordinated;
    return std::find(list.begin(), list.end(), second) != list.end();
  }

  // "The new boss will be X": a role that is the subject of a copula.
  bool predicated(const NounFrame& frame, const Filler& bearer) const {
    if (frame.place != "subj") return false;
    const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[frame.clause].verb];
    return verb.copula && bearer.tokens.begin > verb.head;
  }

  void settle_mood(const Rule& rule, const Anchor& anchor, const std::string& subject_place,
                   const std::string& object_place, RelationMatch& found) const {
    if (rule.kind == RuleKind::Verb) {
      found.clause = anchor.clause;
      found.presupposed = rule.effect.presupposed;
      return;
    }
    found.presupposed = true;
    // "may ban the H20": a measure that a verb tells has that verb's mood.
    if (rule.kind == RuleKind::Name && view_.mentions.mentions[anchor.mention].clause) {
      const uint32_t head = view_.mentions.mentions[anchor.mention].tokens.begin;
      for (uint32_t c = 0; c < view_.analysis.clauses.size(); ++c)
        if (view_.analysis.chunks.verbs[view_.analysis.clauses[c].verb].head == head) found.clause = c;
      found.presupposed = found.clause == kNoIndex;
      return;
    }
    if (anchor.group == kNoIndex || rule.kind == RuleKind::Name) return;
    const NounFrame& frame = view_.analysis.nouns[anchor.group];
    if (anchor.support != kNoIndex && (subject_place == "subj" || object_place == "subj")) {
      found.clause = anchor.support;
      found.presupposed = false;
    } else if (frame.clause != kNoIndex && (frame.place == "comp" || predicated(frame, found.subject))) {
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

void note_trial(std::vector<RuleTrial>* trials, uint32_t rule, const std::string& name, TokenRange trigger,
                RuleTrial::Outcome outcome, const std::vector<Filler>& subjects,
                const std::vector<Filler>& objects) {
  if (trials == nullptr) return;
  RuleTrial trial{rule, name, trigger, outcome, {}, {}};
  for (const Filler& filler : subjects) trial.subjects.push_back(filler.entity);
  for (const Filler& filler : objects) trial.objects.push_back(filler.entity);
  trials->push_back(std::move(trial));
}

std::vector<RelationMatch> match_relations(const SentenceView& view,
                                           const std::vector<TriggerHit>& noun_triggers,
                                           std::vector<RuleTrial>* trials) {
  if (view.mention_ids.empty()) return {};
  Matching matching(view, trials);
  return matching.run(noun_triggers);
}

}  // namespace trama::extract
