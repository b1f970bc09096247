#include "core/extract/descriptions.h"

#include <algorithm>
#include <array>

#include "core/extract/part_of_speech.h"
#include "core/extract/sentence_structure.h"

namespace trama::extract {

using text::Token;
using Agreement = KnownAttributes::Agreement;

std::optional<Mention> Descriptions::resolve(uint32_t s, const NounGroup& group) {
  const auto& list = d_.tokens(s);
  if (group.number == Number::Plural) return people_of_place(s, group);
  TypeWords::Found noun = head_noun(s, group);
  if (noun.tokens.size() == 0) {
    if (std::optional<Mention> holder = holder_of_post(s, group)) return holder;
    return people_of_place(s, group);
  }
  if (std::optional<Mention> apposed = apposition(s, group, noun)) return apposed;
  if (std::optional<Mention> named = named_after(s, group, noun)) return named;
  if (std::optional<Mention> identified = identified_with(s, group, noun)) return identified;
  std::vector<std::string> wanted = opening_places(s, group);
  const bool definite_by_form = group.definite || !wanted.empty();
  if ((!definite_by_form && !telegraphic(s, group)) || group.possessive) return std::nullopt;
  // "il Fondo": with a capital it is a name's first word
  if (is_capitalised(list[group.head]) && group.head > group.tokens.begin) return std::nullopt;
  std::string word(list[noun.tokens.begin].lemma());
  if (noun.types->front() == "Place") return std::nullopt;
  // "the lab" may be anybody's part, "the Paris lab" is known to be of Paris; "the part needs 4 W" goes on
  // about it.
  if (d_.words.is(WordKind::Relational, word)) return relational(s, group, *noun.types);
  // "The company is called X" says the name, it does not take one up.
  const VerbGroup* verb = d_.article.verb_at(s, group.tokens.end);
  if (verb != nullptr && d_.words.is(WordKind::Naming, verb->lemma)) return std::nullopt;
  if (!modifiers_fit(s, group, wanted)) return std::nullopt;
  if (!definite_by_form) {
    const uint32_t only = d_.only_recent(s, group.tokens.begin, {.types = *noun.types}, 1);
    if (only == kNone || d_.known.agreement(only, wanted) == Agreement::Contradicts) return std::nullopt;
    return d_.stand_in(only, Via::Nominal, s, group.tokens.begin, 2);
  }
  std::optional<Mention> found = antecedent_.find(s, group, *noun.types, wanted, false);
  // "la piccola società di Pavia": from now on it is known to be of there.
  if (found)
    for (const std::string& key : wanted) d_.known.add_place_key(found->entity, key);
  return found;
}

// "who set up the business": the object of a verb that acts on firms, unless the sentence is about a firm
// that is not known.
std::optional<Mention> Descriptions::acted_on(uint32_t s, const NounGroup& group,
                                              const std::vector<std::string>& types) {
  const VerbGroup* verb = group.tokens.begin > 0 ? d_.article.verb_at(s, group.tokens.begin - 1) : nullptr;
  if (verb == nullptr || group.tokens.size() != 2 || !group.preposition.empty()) return std::nullopt;
  const auto& objects = d_.words.types(WordKind::Object, verb->lemma);
  if (std::ranges::find(objects, "Company") == objects.end()) return std::nullopt;
  // "X shut after Y hired its engineers without buying the business"
  const uint32_t subject = d_.subjects[s];
  if (subject != kNone && d_.subject != nullptr && d_.fits(subject, {.types = types}) &&
      std::ranges::any_of(d_.by_sentence[s], [&](uint32_t m) {
        const Mention& other = d_.out.mentions[m];
        return other.tokens.begin >= d_.subject->tokens.end && other.tokens.end <= verb->tokens.begin &&
               other.entity != subject && d_.fits(other.entity, {.types = types});
      }))
    return d_.stand_in(subject, Via::Nominal, s, group.tokens.begin, 2);
  const bool unknown = d_.subject != nullptr && subject == kNone && d_.subject->definite &&
                       d_.subject->number != Number::Plural && head_noun(s, *d_.subject).tokens.size() > 0;
  if (unknown) return std::nullopt;
  return antecedent_.find(s, group, types, {}, false);
}

// A noun that names a part of something as often as a thing of its own.
std::optional<Mention> Descriptions::relational(uint32_t s, const NounGroup& group,
                                                const std::vector<std::string>& types) {
  if (!group.definite || group.possessive) return std::nullopt;
  std::vector<std::string> wanted;
  if (!modifiers_fit(s, group, wanted)) return std::nullopt;
  if (types.front() == "Company" && !wanted.empty()) return antecedent_.find(s, group, types, wanted, true);
  if (types.front() == "Company") return acted_on(s, group, types);
  const bool made = types.front() == "Chip" || types.front() == "Model" || types.front() == "Product";
  if (!made || &group != d_.subject || !wanted.empty() || group.tokens.size() > 2) return std::nullopt;
  const uint32_t only = d_.only_recent(s, group.tokens.begin, {.types = types}, 1);
  if (only == kNone || d_.latest_name(only, s, group.tokens.begin) == kNone) return std::nullopt;
  return d_.stand_in(only, Via::Nominal, s, group.tokens.begin, 2);
}

// "The Somerville, Massachusetts company": the places between the article and the noun.
std::vector<std::string> Descriptions::opening_places(uint32_t s, const NounGroup& group) const {
  const auto& list = d_.tokens(s);
  std::vector<std::string> places;
  if (d_.article.lexicon.grammar.head_first) return places;
  uint32_t at = group.tokens.begin;
  for (bool found = true; found && at > 1;) {
    found = false;
    const uint32_t end = list[at - 1].surface == "," ? at - 1 : at;
    for (uint32_t m : d_.by_sentence[s]) {
      const Mention& place = d_.out.mentions[m];
      if (place.tokens.end != end || place.tokens.begin >= end || !d_.is_place(place)) continue;
      places.push_back(d_.known.place_key(place.entity));
      at = place.tokens.begin;
      found = true;
      break;
    }
  }
  if (at == 0 || !d_.grammar.definite.contains(list[at - 1].lower)) places.clear();
  return places;
}

// "British firm to buy …", as tickers and subheads have it: a singular without article opens the sentence.
bool Descriptions::telegraphic(uint32_t s, const NounGroup& group) const {
  if (d_.article.lexicon.grammar.head_first || group.tokens.begin != 0 || group.number == Number::Plural)
    return false;
  const auto& list = d_.tokens(s);
  return group.tokens.size() == 2 && is_capitalised(list[0]) && !is_capitalised(list[1]) &&
         std::ranges::any_of(d_.by_sentence[s], [&](uint32_t m) {
           return d_.out.mentions[m].tokens.begin == 0 && d_.is_place(d_.out.mentions[m]);
         });
}

// "The co-founder … is joining": the only person of the sentence before, unless known by another post.
std::optional<Mention> Descriptions::holder_of_post(uint32_t s, const NounGroup& group) const {
  if (!group.definite || group.possessive || &group != d_.subject) return std::nullopt;
  TypeWords::Found role;
  for (uint32_t i = group.tokens.begin; i < group.tokens.end && role.tokens.size() == 0; ++i) {
    auto found = d_.words.at(WordKind::Role, d_.tokens(s), i, group.tokens.end);
    if (found.tokens.contains(group.head)) role = found;
  }
  if (role.tokens.size() == 0) return std::nullopt;
  // "The new chief executive will be X" speaks of another.
  const VerbGroup* verb = d_.article.verb_at(s, group.tokens.end);
  if (verb == nullptr || verb->copula) return std::nullopt;
  uint32_t person = d_.only_recent(s, group.tokens.begin, {.types = {"Person"}}, 1);
  if (person == kNone) return std::nullopt;
  if (!d_.known.may_hold(person, d_.known.post(s, role.tokens))) return std::nullopt;
  return d_.stand_in(person, Via::Nominal, s, group.tokens.begin, 2);
}

// "ceduto dagli olandesi", "the Swiss", "la californiana": the firm of that place that the article speaks of;
// "the Dane": the person.
std::optional<Mention> Descriptions::people_of_place(uint32_t s, const NounGroup& group) {
  // "I cinesi?" names a theme.
  const bool alone = group.tokens.begin == 0 && group.tokens.end + 1 >= d_.tokens(s).size();
  if (!group.definite || alone) return std::nullopt;
  uint32_t place = kNone;
  for (uint32_t m : d_.by_sentence[s])
    if (d_.is_demonym(m) && d_.out.mentions[m].tokens.begin == group.head) place = d_.out.mentions[m].entity;
  if (place == kNone || group.tokens.end - 1 != group.head) return std::nullopt;
  uint32_t next = group.tokens.end;
  const bool linked = next < d_.tokens(s).size() && d_.article.lexicon.grammar.head_first &&
                      d_.grammar.linking.contains(d_.tokens(s)[next].lemma());
  if (linked && next + 1 < d_.tokens(s).size() && is_capitalised(d_.tokens(s)[next + 1])) return std::nullopt;
  const std::vector<std::string> key{d_.known.place_key(place)};
  return antecedent_.find(s, group, denoted_by_demonym(d_.tokens(s)[group.head]), key, true);
}

// A people stands for a firm, one of it for a person; in Italian, which has a gender for things, for either.
std::vector<std::string> Descriptions::denoted_by_demonym(const Token& demonym) const {
  if (d_.article.lexicon.grammar.head_first) {
    if (demonym.has("pl")) return {"Company"};
    return {"Company", "Person"};
  }
  const std::string& word = demonym.lower;
  // English adjectives without a plural ("the Dutch") speak of a people as well.
  const bool people = ends_like(d_.grammar.people_ending, word);
  return {people ? "Company" : "Person"};
}

TypeWords::Found Descriptions::head_noun(uint32_t s, const NounGroup& group) const {
  TypeWords::Found best;
  for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
    auto noun = d_.words.at(WordKind::Describes, d_.tokens(s), i, group.tokens.end);
    if (noun.tokens.contains(group.head)) best = noun;
  }
  return best;
}

// Whether what restricts the noun leaves it anaphoric; collects the places that it names.
bool Descriptions::modifiers_fit(uint32_t s, const NounGroup& group, std::vector<std::string>& wanted) const {
  const auto& list = d_.tokens(s);
  auto collect = [&](TokenRange range) {
    for (uint32_t m : d_.by_sentence[s])
      if (range.contains(d_.out.mentions[m].tokens.begin) && d_.is_place(d_.out.mentions[m]))
        wanted.push_back(d_.known.place_key(d_.out.mentions[m].entity));
  };
  collect(group.tokens);
  uint32_t next = group.tokens.end;
  if (next >= list.size()) return true;
  // "this firm that makes lamps" is described, "the firm that makes lamps" defined.
  if (list[next].has("rel") && group.demonstrative) return true;
  if (list[next].has("rel") || d_.grammar.between.contains(list[next].lemma())) return false;
  const std::string_view lemma = list[next].lemma();
  const bool of = d_.grammar.linking.contains(lemma) || d_.grammar.seated.contains(lemma) ||
                  d_.grammar.behind.contains(lemma);
  if (!of) return true;
  uint32_t inner = next + 1;
  while (inner < list.size() && list[inner].joined) ++inner;
  const NounGroup* complement = d_.article.group_at(s, inner);
  // "accused the firm of leasing cards"
  if (complement == nullptr) return d_.article.verb_at(s, inner) != nullptr;
  if (d_.name_in(s, complement->tokens, false) != nullptr) return false;
  size_t before = wanted.size();
  collect(complement->tokens);
  // "il colosso dei chip" still stands for one firm, "la società di servizi" as well
  return !wanted.empty() || wanted.size() > before || !complement->definite ||
         complement->number == Number::Plural;
}

// "Owned by X, the company grew": whom a participle that opens the sentence speaks of is its subject, none of
// those that the participle names.
bool Descriptions::behind_opener(uint32_t s, const NounGroup& group) const {
  const std::vector<VerbGroup>& verbs = d_.article.chunks[s].verbs;
  const auto main = std::ranges::find_if(verbs, is_main);
  if (main == verbs.end() || d_.article.verb_at(s, group.tokens.end) != &*main) return false;
  const VerbGroup& opener = verbs.front();
  return opener.mood == Mood::Participle && opener.voice == Voice::Passive && opener.tokens.begin <= 1 &&
         opener.tokens.end <= group.tokens.begin && group.preposition.empty();
}

// "X, the Bristol company …": right after a name and a comma.
std::optional<Mention> Descriptions::apposition(uint32_t s, const NounGroup& group,
                                                const TypeWords::Found& noun) const {
  const auto& list = d_.tokens(s);
  uint32_t begin = group.tokens.begin;
  if (begin < 2 || list[begin - 1].surface != "," || !group.preposition.empty()) return std::nullopt;
  if (behind_opener(s, group)) return std::nullopt;
  // "X, whose largest shareholder …": a determiner that owns and is no possessive is a relative.
  if (list[begin].has("pos") && !d_.words.is(WordKind::Possessive, list[begin].lower)) return std::nullopt;
  for (uint32_t m : d_.by_sentence[s]) {
    const Mention& name = d_.out.mentions[m];
    if (name.tokens.end != begin - 1 || d_.is_demonym(m)) continue;
    bool fits = std::ranges::find(*noun.types, d_.type(name.entity)) != noun.types->end();
    if (!fits) return std::nullopt;
    Mention mention = d_.stand_in(name.entity, Via::Nominal, s, begin, 10);
    mention.antecedent = m;
    return mention;
  }
  return std::nullopt;
}

// "The biggest operator there, X, …": the name between commas right after says who is meant.
std::optional<Mention> Descriptions::named_after(uint32_t s, const NounGroup& group,
                                                 const TypeWords::Found& noun) const {
  const auto& list = d_.tokens(s);
  uint32_t comma = group.tokens.end;
  while (comma < list.size() && list[comma].has("adv")) ++comma;
  if (!group.definite || comma + 1 >= list.size() || list[comma].surface != ",") return std::nullopt;
  for (uint32_t m : d_.by_sentence[s]) {
    const Mention& name = d_.out.mentions[m];
    if (name.tokens.begin != comma + 1 || d_.is_demonym(m) || name.tokens.end >= list.size()) continue;
    const std::string& end = list[name.tokens.end].surface;
    const bool fits = std::ranges::find(*noun.types, d_.type(name.entity)) != noun.types->end();
    if (!fits || (end != "," && end != ".")) return std::nullopt;
    Mention mention = d_.stand_in(name.entity, Via::Nominal, s, group.tokens.begin, 10);
    mention.antecedent = m;
    return mention;
  }
  return std::nullopt;
}

// "The newcomer that all watch is X": a name in the copula's complement says who is meant.
std::optional<Mention> Descriptions::identified_with(uint32_t s, const NounGroup& group,
                                                     const TypeWords::Found& noun) const {
  if (&group != d_.subject || !group.definite) return std::nullopt;
  const auto& list = d_.tokens(s);
  const Chunks& chunks = d_.article.chunks[s];
  const auto verb = std::ranges::find_if(chunks.verbs, [&](const VerbGroup& candidate) {
    return candidate.tokens.begin >= group.tokens.end && is_main(candidate);
  });
  if (verb == chunks.verbs.end() || !verb->copula || verb->negated) return std::nullopt;
  uint32_t next = verb->tokens.end;
  while (next < list.size() && (list[next].has("adv") || list[next].has("cnjadv"))) ++next;
  const NounGroup* complement = d_.article.group_at(s, next);
  if (complement == nullptr || !complement->preposition.empty()) return std::nullopt;
  for (const uint32_t m : d_.by_sentence[s]) {
    const Mention& name = d_.out.mentions[m];
    const bool fits = std::ranges::find(*noun.types, d_.type(name.entity)) != noun.types->end();
    if (!name.tokens.contains(complement->head) || name.via != Via::Name || !fits) continue;
    Mention mention = d_.stand_in(name.entity, Via::Nominal, s, group.tokens.begin, 10);
    mention.antecedent = m;
    return mention;
  }
  return std::nullopt;
}

}  // namespace trama::extract
