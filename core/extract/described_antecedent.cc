#include "core/extract/described_antecedent.h"

#include <algorithm>
#include <functional>

#include "core/extract/sentence_structure.h"

namespace trama::extract {
namespace {

using Agreement = KnownAttributes::Agreement;

// How many sentences back an antecedent may stand.
constexpr uint32_t kWindow = 3;
// The same where the description names a place, which rules others out.
constexpr uint32_t kPlaceWindow = 8;
constexpr double kNear = 10, kFar = 3, kSubject = 3, kObject = 1, kTopic = 2, kPronoun = 2, kMainFirm = 1,
                 kOften = 0.4, kPlaceAgrees = 7.5, kPlaceCompatible = 2.5, kUnlike = 4, kNoInvestor = 8,
                 kElsewhere = 4, kTownAgrees = 15, kOtherParagraph = 1;
// By how much the best antecedent must lead.
constexpr double kLead = 1.5, kClearLead = 3;

}  // namespace

std::optional<Mention> DescribedAntecedent::find(uint32_t s, const NounGroup& group,
                                                 const std::vector<std::string>& types,
                                                 const std::vector<std::string>& places, bool sure) {
  if (const uint32_t neighbour = only_of_town(types, places); neighbour != kNone)
    return d_.stand_in(neighbour, Via::Nominal, s, group.tokens.begin, kClearLead);
  std::vector<Candidate> candidates = ranked(s, group, types, places);
  if (candidates.empty() || !d_.known.told_of_town(candidates[0].thing, places))
    if (std::optional<Mention> next = named_next(s, types, places)) return next;
  const double lead = candidates.size() > 1 ? candidates[0].score - candidates[1].score : kNear;
  if (candidates.empty() || lead < kLead) return sure ? std::nullopt : text_is_on(s, group, types, places);
  const uint32_t best = candidates[0].thing;
  if (sure && !candidates[0].placed && !only_person(s, group, best)) {
    // "i cinesi" may be the article's own firm, "il cinese" rather a thing just named.
    const bool people = types.size() == 1 && types.front() == "Company";
    const bool on = best == d_.main_firm || best == topics_.heaviest(s, {.types = types}, true);
    if (!people || !on || lead < kClearLead) return std::nullopt;
  }
  return d_.stand_in(best, Via::Nominal, s, group.tokens.begin, lead);
}

// "X fell, and the Veldhoven company ...": of all that was spoken of, only one is known to have its seat in
// the town. Its own clause may name it: what a clause names is called by its town again in apposition only.
uint32_t DescribedAntecedent::only_of_town(const std::vector<std::string>& types,
                                           const std::vector<std::string>& places) const {
  uint32_t only = kNone;
  if (places.empty()) return only;
  for (const Reference& reference : d_.references) {
    const uint32_t thing = d_.reading_of_type(reference.thing, types);
    if (thing == kNone || thing == only || !d_.known.has_seat_in(thing, places)) continue;
    if (only != kNone) return kNone;
    only = thing;
  }
  return only;
}

// Best first, each with its best reference; without those that the group's own clause names.
std::vector<DescribedAntecedent::Candidate> DescribedAntecedent::ranked(
    uint32_t s, const NounGroup& group, const std::vector<std::string>& types,
    const std::vector<std::string>& places) {
  excluded_.clear();
  const std::string noun(d_.tokens(s)[group.head].lemma());
  std::vector<Candidate> candidates;
  for (auto reference = d_.references.rbegin(); reference != d_.references.rend(); ++reference) {
    const uint32_t distance = s - reference->sentence;
    const bool far = distance > (places.empty() ? kWindow : kPlaceWindow);
    const uint32_t thing = d_.reading_of_type(reference->thing, types);
    if (thing == kNone) continue;
    const bool bordered = clause_border_between(d_.article, s, reference->token, group.tokens.begin) &&
                          !(thing == d_.subjects[s] && said_of_subject(s, group));
    if (distance == 0 && !bordered && !opens_clause(d_.article, s, reference->token, group)) {
      excluded_.insert(thing);
      continue;
    }
    const Agreement agreement = d_.known.agreement(thing, places);
    if (agreement == Agreement::Contradicts) continue;
    // Who is of the place may be called so however long ago it was named.
    if (far && agreement != Agreement::Agrees) continue;
    const double weight = score(*reference, thing, s, agreement, places) - unlikeness(noun, thing);
    const auto known = std::ranges::find(candidates, thing, &Candidate::thing);
    if (known == candidates.end())
      candidates.push_back({thing, weight, agreement == Agreement::Agrees});
    else
      known->score = std::max(known->score, weight);
  }
  std::erase_if(candidates, [&](const Candidate& c) { return excluded_.contains(c.thing); });
  std::ranges::stable_sort(candidates, std::greater{}, &Candidate::score);
  return candidates;
}

double DescribedAntecedent::score(const Reference& reference, uint32_t thing, uint32_t s, Agreement agreement,
                                  const std::vector<std::string>& places) const {
  const uint32_t distance = s - reference.sentence;
  double score = kNear - kFar * std::min(distance, kWindow) + std::min(d_.counts[thing], 5U) * kOften;
  if (agreement == Agreement::Agrees)
    score += d_.known.told_of_town(thing, places) ? kTownAgrees : kPlaceAgrees;
  if (agreement == Agreement::Compatible) score += kPlaceCompatible;
  if (agreement == Agreement::Elsewhere) score -= kElsewhere;
  score += reference.role == Role::Subject ? kSubject : reference.role == Role::Object ? kObject : 0;
  if (thing == d_.topic) score += kTopic;
  if (reference.pronoun && distance <= 1) score += kPronoun;
  if (thing == d_.main_firm) score += kMainFirm;
  if (d_.paragraph(reference.sentence) != d_.paragraph(s)) score -= kOtherParagraph;
  return score;
}

double DescribedAntecedent::unlikeness(const std::string& noun, uint32_t thing) const {
  const bool known = !d_.out.entities[thing].gazetteer_key.empty(), invests = d_.out.entities[thing].investor;
  const bool fund = d_.words.is(WordKind::Investor, noun);
  if (fund != invests) return fund ? kNoInvestor : kUnlike;
  return d_.words.is(known ? WordKind::Newcomer : WordKind::Giant, noun) ? kUnlike : 0;
}

// "All eyes were on the Santa Clara group. Nvidia …": the next sentence names whom the place tells of.
std::optional<Mention> DescribedAntecedent::named_next(uint32_t s, const std::vector<std::string>& types,
                                                       const std::vector<std::string>& places) const {
  if (places.empty() || s + 1 >= d_.by_sentence.size() || d_.paragraph(s + 1) != d_.paragraph(s))
    return std::nullopt;
  for (const uint32_t m : d_.by_sentence[s + 1]) {
    const uint32_t thing = d_.out.mentions[m].entity;
    if (!d_.fits(thing, {.types = types}) || !d_.known.told_of_town(thing, places)) continue;
    Mention mention = d_.stand_in(thing, Via::Nominal, s, 0, kClearLead);
    mention.antecedent = m;
    return mention;
  }
  return std::nullopt;
}

// Where nothing near fits or two fit about as well, what the text is on does, or the whole article.
std::optional<Mention> DescribedAntecedent::text_is_on(uint32_t s, const NounGroup& group,
                                                       const std::vector<std::string>& types,
                                                       const std::vector<std::string>& places) const {
  for (const uint32_t thing : {topics_.heaviest(s, {.types = types}, true), d_.main_firm}) {
    if (!d_.fits(thing, {.types = types}) || excluded_.contains(thing)) continue;
    if (d_.known.agreement(thing, places) <= Agreement::Elsewhere) continue;
    if (d_.latest_name(thing, s, group.tokens.begin) == kNone) continue;
    return d_.stand_in(thing, Via::Nominal, s, group.tokens.begin, 2);
  }
  return std::nullopt;
}

// "Ada Bell runs Alba. The Dane …": nobody else is there to be called so.
bool DescribedAntecedent::only_person(uint32_t s, const NounGroup& group, uint32_t thing) const {
  return d_.type(thing) == "Person" &&
         d_.only_recent(s, group.tokens.begin, {.types = {"Person"}}, 1) == thing;
}

// "X, che ha sede a Y, si appoggia al gruppo francese": the subject's own verb governs the group, so that it
// is not the subject.
bool DescribedAntecedent::said_of_subject(uint32_t s, const NounGroup& group) const {
  const auto& list = d_.tokens(s);
  if (d_.subject == nullptr || d_.subject->tokens.end > group.tokens.begin) return false;
  uint32_t verb = group.tokens.begin;
  for (; verb > d_.subject->tokens.end; --verb) {
    const text::Token& token = list[verb - 1];
    if (token.has("rel") || token.has("cnjsub") || token.surface == ":" || token.surface == ";") return false;
    const VerbGroup* governs = d_.article.verb_at(s, verb - 1);
    if (governs != nullptr && is_main(*governs)) break;
  }
  return std::ranges::none_of(d_.by_sentence[s], [&](uint32_t m) {
    const Mention& other = d_.out.mentions[m];
    return other.tokens.begin >= d_.subject->tokens.end && other.tokens.end <= verb && !d_.is_place(other);
  });
}

}  // namespace trama::extract
