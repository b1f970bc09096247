// Subjects that a verb without person has from elsewhere: infinitives and gerunds take that of the clause
// they hang on, or its object where the verb of that clause gives it the deed ("asked X to buy", "sued X for
// selling").
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/clause_subject.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

// The item of the word that opens the infinitive or gerund at `item`, or `item`: "for allegedly selling".
size_t ClauseSubjectFinder::opener(size_t item) const {
  size_t at = item;
  while (at > 1 && is(at - 1, ItemKind::Other) && is(at - 2, ItemKind::Other) &&
         sentence_.tokens[items()[at - 1].tokens.begin].has("adv"))
    --at;
  return at > 0 && is(at - 1, ItemKind::Other) ? at - 1 : item;
}

// The verb is one of the words, alone or with a noun between it and the token `end`: "sue", "fare causa a X".
bool ClauseSubjectFinder::in_words(const VerbGroup& v, uint32_t end,
                                   const std::vector<std::string>& words) const {
  const std::string lemma = to_lower(v.lemma);
  if (contains(words, lemma)) return true;
  return std::any_of(chunks_.nouns.begin(), chunks_.nouns.end(), [&](const NounGroup& noun) {
    return noun.tokens.begin >= v.tokens.end && noun.tokens.end <= end &&
           contains(words, lemma + " " + to_lower(sentence_.tokens[noun.head].lemma()));
  });
}

Deed ClauseSubjectFinder::deed_of(const VerbGroup& blame, size_t item, std::string_view marker) const {
  const VerbGroup& v = verb(item);
  const bool done = v.mood == Mood::Gerund || v.tense == Tense::Past;
  if (!done || !contains(cues_.deed, marker) || !in_words(blame, v.tokens.begin, cues_.blame))
    return Deed::None;
  return in_words(blame, v.tokens.begin, cues_.allegation) ? Deed::Alleged : Deed::Done;
}

// Whether the object of the verb at `governor` does what the infinitive or gerund at `item` says: that of
// "accused X of selling" always, that of "sued X for selling" where it tells a deed and not a purpose. A
// passive's object is its subject, which is inherited.
bool ClauseSubjectFinder::controls_object(size_t governor, size_t item) const {
  const VerbGroup& v = verb(governor);
  if (v.voice == Voice::Passive || v.mood == Mood::Participle) return false;
  const std::string lemma = to_lower(v.lemma);
  if (contains(cues_.object_control, lemma)) return true;
  // "called on X to buy"
  if (const auto left = left_of(item);
      left && is(*left, ItemKind::Noun) &&
      contains(cues_.object_control, lemma + ' ' + chunks_.nouns[chain(*left).back()].preposition))
    return true;
  const size_t opens = opener(item);
  return opens != item &&
         deed_of(v, item, sentence_.tokens[items()[opens].tokens.begin].lemma()) != Deed::None;
}

// "la decisione di X": a name right behind a definite noun that has no preposition.
bool ClauseSubjectFinder::owns_deed(size_t item) const {
  if (!is(item, ItemKind::Noun) || !contains(cues_.link, noun(item).preposition)) return false;
  const auto deed = left_of(item);
  return deed && bare_noun(*deed) && noun(*deed).definite && !is_name(noun(*deed).head) &&
         is_name(noun(item).tokens.end - 1);
}

// Whether what the infinitive or gerund at `item` is the subject of is done to somebody whom only a pronoun
// names: "had taught her much", "lo ha stancato".
bool ClauseSubjectFinder::takes_speaker_up(size_t item) const {
  const auto is_person = [&](uint32_t i) {
    if (i >= sentence_.tokens.size()) return false;
    const text::Token& t = sentence_.tokens[i];
    return t.has("p3") && t.has("sg") && !t.has("nt") && !t.has("ref") &&
           (t.has("prn") && (t.has("obj") || t.has("pro") || t.has("enc")));
  };
  for (size_t at = item + 1; at < items().size() && !is(at, ItemKind::Strong); ++at) {
    if (!is(at, ItemKind::Verb) || !is_finite(verb(at))) continue;
    const TokenRange& tokens = verb(at).tokens;
    for (uint32_t i = tokens.begin > 0 ? tokens.begin - 1 : 0; i <= tokens.end; ++i)
      if (is_person(i)) return true;
    return false;
  }
  return false;
}

// Infinitives and gerunds take the subject of the clause that they hang on, or its object ("asked X to buy
// Y").
ClauseSubjectFinder::Subject ClauseSubjectFinder::controlled_subject(size_t item) {
  Subject subject;
  subject.first_item = item;
  const ClauseLink link = verb(item).mood == Mood::Gerund ? ClauseLink::Gerund : ClauseLink::Infinitive;
  const auto left = left_of(item);
  const auto governor = previous_verb(item);
  inherit(subject, governor ? clause_of_item(*governor) : kNoIndex, link);
  if (const size_t opens = opener(item); opens != item) {
    subject.marker = std::string(sentence_.tokens[items()[opens].tokens.begin].lemma());
    subject.first_item = opens;
  }
  // "to buy A and sell B", "will lease A and rent B"
  const bool alike =
      governor && (verb(*governor).mood == verb(item).mood ||
                   (subject.marker.empty() && is_finite(verb(*governor)) && link == ClauseLink::Infinitive));
  if (left && is(*left, ItemKind::Conjunction) && alike) {
    inherit(subject, clause_of_item(*governor), ClauseLink::Coordinated);
    subject.link = link;
  } else if (left && is(*left, ItemKind::Noun) && governor && controls_object(*governor, item)) {
    // "accused X of selling", "vietò a X di comprare"
    subject.candidates = {{chain(*left).back()}};
    if (!noun(*left).preposition.empty() && chain(*left).size() > 1)
      subject.candidates.push_back({chain(*left).front()});
    subject.inherited = false;
  } else if (left && is(*left, ItemKind::Subordinator) &&
             contains(cues_.complementizer, sentence_.tokens[items()[*left].tokens.begin].lower)) {
    // "wrote that training X had cost": it is the subject itself, and whoever did it is not told, but by a
    // pronoun: "said that founding X had taught her".
    if (!takes_speaker_up(item)) subject.candidates.clear();
  } else if (left && bare_noun(*left) && noun(*left).possessor != kNoIndex &&
             link == ClauseLink::Infinitive) {
    subject.candidates = {{noun(*left).possessor}};  // "X's decision to buy Y", whoever speaks of it
    subject.inherited = false;
  } else if (left && link == ClauseLink::Infinitive && contains(cues_.link, subject.marker) &&
             owns_deed(*left)) {
    subject.candidates = {{items()[*left].index}};  // "la decisione di X di comprare Y"
    subject.inherited = false;
  } else if (left && bare_noun(*left) && governor) {
    subject.candidates.push_back({items()[*left].index});  // "left X to found Y", "has a plan to buy Y"
  } else if (!governor && left == std::nullopt) {
    // "Buying X, Y ..." and "A guidare X è Y" are completed by resolve_clefts.
    subject.candidates.clear();
  } else if (left && is(*left, ItemKind::Noun)) {
    for (const uint32_t group : chain(*left)) subject.candidates.push_back({group});
  }
  return subject;
}

}  // namespace trama::extract
