#include "core/extract/dropped_subjects.h"

#include <algorithm>

#include "core/extract/part_of_speech.h"
#include "core/extract/sentence_structure.h"

namespace trama::extract {

using text::Token;

void DroppedSubjects::visit(uint32_t s, const VerbGroup& verb) {
  participle_note(s, verb);
  if (!d_.article.lexicon.grammar.head_first) return;
  first_person(s, verb);
  third_person(s, verb);
}

// "Due miliardi di parametri, addestrato su …": a note without verb goes on about the last model.
void DroppedSubjects::participle_note(uint32_t s, const VerbGroup& verb) {
  if (verb.mood != Mood::Participle || verb.voice != Voice::Passive) return;
  const auto& types = d_.words.types(WordKind::Object, verb.lemma);
  if (std::ranges::find(types, "Model") == types.end()) return;
  for (const VerbGroup& other : d_.article.chunks[s].verbs)
    if (is_main(other) && other.tokens < verb.tokens) return;
  const Sought sought{.types = {"Model"}};
  if (d_.only_recent(s, verb.tokens.begin, sought, 0) != kNone) return;
  uint32_t thing = d_.previous_subject(s, sought);
  if (thing == kNone) thing = d_.only_recent(s, verb.tokens.begin, sought, 2);
  if (thing == kNone || d_.latest_name(thing, s, verb.tokens.begin) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Dropped, s, verb.tokens.begin, 2), s, {verb.tokens.begin, verb.tokens.begin},
         Role::Subject);
}

// "Abbiamo girato su Leonardo", says who is interviewed.
void DroppedSubjects::first_person(uint32_t s, const VerbGroup& verb) {
  if (!is_main(verb) || verb.person != 1 || verb.number != Number::Plural) return;
  if (auto own = antecedents_.own_firm(s, verb.tokens.begin, Via::Dropped))
    d_.add(*own, s, {verb.tokens.begin, verb.tokens.begin}, Role::Subject);
}

void DroppedSubjects::third_person(uint32_t s, const VerbGroup& verb) {
  if (!may_lack_subject(s, verb)) return;
  const auto& types = d_.words.types(WordKind::Subject, verb.lemma);
  bool speech = std::ranges::find(types, "Person") != types.end();
  if (subject_follows(s, verb, speech)) return;
  const Sought sought{.types = {"Company", "Organization", "Person", "Model", "Chip"}};
  uint32_t thing = kNone;
  if (clause_start(s, verb) > 0) {
    // "X non è quotata: ha raccolto …" goes on about the subject of its own sentence.
    thing = d_.fits(d_.subjects[s], sought) ? d_.subjects[s] : kNone;
  } else if (speech) {
    thing = last_speaker(s);
  } else {
    thing = d_.previous_subject(s, sought);
  }
  if (thing == kNone || d_.latest_name(thing, s, verb.tokens.begin) == kNone) return;
  d_.add(d_.stand_in(thing, Via::Dropped, s, verb.tokens.begin, 2), s, {verb.tokens.begin, verb.tokens.begin},
         Role::Subject);
  d_.subjects[s] = thing;
}

// A colon or semicolon opens a clause with a subject of its own, which may be dropped again.
uint32_t DroppedSubjects::clause_start(uint32_t s, const VerbGroup& verb) const {
  uint32_t start = verb.tokens.begin;
  while (start > 0 && d_.tokens(s)[start - 1].surface != ":" && d_.tokens(s)[start - 1].surface != ";")
    --start;
  return start;
}

// The first finite verb of the sentence or of what follows a colon, third person singular, with no noun
// before it that could be its subject.
bool DroppedSubjects::may_lack_subject(uint32_t s, const VerbGroup& verb) const {
  if (!is_main(verb) || verb.number == Number::Plural || verb.person != 3) return false;
  if (verb.voice == Voice::Reflexive || d_.words.is(WordKind::Impersonal, verb.lemma)) return false;
  if (d_.article.in_quotes(s, verb.tokens.begin)) return false;
  const uint32_t start = clause_start(s, verb);
  if (start == 0 && d_.subject != nullptr) return false;
  for (const VerbGroup& earlier : d_.article.chunks[s].verbs)
    if (is_main(earlier) && earlier.tokens.begin >= start && earlier.tokens < verb.tokens &&
        !d_.article.in_quotes(s, earlier.tokens.begin))
      return false;
  for (uint32_t i = start; i < verb.tokens.begin; ++i) {
    if (d_.tokens(s)[i].has("rel") || d_.tokens(s)[i].has("cnjsub")) return false;
    const NounGroup* group = d_.article.group_at(s, i);
    if (start > 0 && group != nullptr && group->preposition.empty()) return false;
  }
  return true;
}

// Verbs of speech and intransitive verbs put their subject after them.
bool DroppedSubjects::subject_follows(uint32_t s, const VerbGroup& verb, bool speech) const {
  uint32_t next = verb.tokens.end;
  while (next < d_.tokens(s).size() && (d_.tokens(s)[next].joined || d_.tokens(s)[next].has("adv"))) ++next;
  // A clitic object at the start leaves the place behind the verb to the subject: "Lo ha comprato ieri X".
  const Token& first = d_.tokens(s)[verb.tokens.begin];
  const bool object_first = !d_.words.types(WordKind::ObjectClitic, first.lower).empty();
  if ((speech || object_first) && later_subject(s, next)) return true;
  const NounGroup* group = d_.article.group_at(s, next);
  if (group == nullptr || !group->preposition.empty() || group->number == Number::Plural) return false;
  if (speech || verb.copula || verb.voice == Voice::Passive) return true;
  if (d_.article.lexicon.grammar.unaccusative.contains(verb.lemma)) return true;
  return d_.name_in(s, group->tokens, false) != nullptr;
}

// "ha detto al giornale un funzionario": a noun group without preposition before the clause ends.
bool DroppedSubjects::later_subject(uint32_t s, uint32_t from) const {
  for (uint32_t i = from; i < d_.tokens(s).size(); ++i) {
    if (d_.article.verb_at(s, i) != nullptr || d_.tokens(s)[i].surface == "." ||
        d_.tokens(s)[i].surface == ":")
      return false;
    const NounGroup* group = d_.article.group_at(s, i);
    if (group != nullptr && group->tokens.begin == i && group->preposition.empty() &&
        group->number != Number::Plural)
      return true;
  }
  return false;
}

uint32_t DroppedSubjects::last_speaker(uint32_t s) const {
  uint32_t found = kNone;
  for (auto reference = d_.references.rbegin(); reference != d_.references.rend(); ++reference) {
    if (s - reference->sentence > 2) break;
    if (d_.type(reference->thing) != "Person") continue;
    if (reference->role == Role::Subject || spoke(*reference)) return reference->thing;
    if (found == kNone) found = reference->thing;
  }
  return found;
}

bool DroppedSubjects::spoke(const Reference& reference) const {
  for (uint32_t i = reference.token; i-- > 0 && i + 3 > reference.token;)
    if (const VerbGroup* verb = d_.article.verb_at(reference.sentence, i)) {
      const auto& types = d_.words.types(WordKind::Subject, verb->lemma);
      return std::ranges::find(types, "Person") != types.end();
    }
  return false;
}

}  // namespace trama::extract
