#include "core/extract/mention_search.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/base/utf8.h"
#include "core/extract/amount_place.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

// How far a group with the right preposition may stand.
constexpr int kPrepositionReach = 24;

}  // namespace

bool MentionSearch::border_between(uint32_t begin, uint32_t end) const {
  for (uint32_t i = begin; i < end; ++i)
    if (token(i).surface == ";" || token(i).surface == ":") return true;
  return false;
}

// Governed by a preposition, so no subject whatever the clause says.
bool MentionSearch::is_bound(TokenRange tokens) const {
  if (tokens.size() == 0) return false;
  const uint32_t index = view_.analysis.group_at(tokens.begin);
  if (tokens.begin > 0 && preposition_at(tokens.begin - 1)) return true;
  if (index == kNoIndex) return false;
  const NounGroup& group = view_.analysis.chunks.nouns[index];
  // "Ad Amsterdam Alba guadagna", "in Borsa Alba perde": the preposition is another word's.
  const text::Token& head = token(group.head);
  const bool other_head =
      group.head < tokens.begin && !view_.rules.in_class(view_.language, "naming", to_lower(head.lemma()));
  const bool other_name = std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const TokenRange other = view_.mentions.mentions[id].tokens;
    return other.size() > 0 && other.begin >= group.tokens.begin && other.end <= tokens.begin;
  });
  if (other_head || other_name) return false;
  return !group.preposition.empty() || (group.tokens.begin > 0 && preposition_at(group.tokens.begin - 1));
}

// By any reading: taggers take "under" and "dopo" for adverbs.
bool MentionSearch::preposition_at(uint32_t i) const {
  const auto& readings = token(i).readings;
  return std::any_of(readings.begin(), readings.end(),
                     [](const text::Reading& reading) { return reading.has("pr"); });
}

bool MentionSearch::is_adjective(uint32_t i) const {
  const auto& readings = token(i).readings;
  return std::any_of(readings.begin(), readings.end(),
                     [](const text::Reading& reading) { return reading.has("adj"); });
}

// "i chip Nvidia": of a common noun that is no firm.
bool MentionSearch::modifies(TokenRange tokens) const {
  const uint32_t index = tokens.size() == 0 ? kNoIndex : view_.analysis.group_at(tokens.begin);
  if (index == kNoIndex) return false;
  const uint32_t head = view_.analysis.chunks.nouns[index].head;
  return head < tokens.begin && token(head).has("n") &&
         !view_.rules.in_class(view_.language, "naming", to_lower(token(head).lemma()));
}

bool MentionSearch::is_amount(uint32_t group) const {
  const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
  return std::any_of(view_.amounts.begin(), view_.amounts.end(), [&](const Amount& amount) {
    return (tokens.contains(amount.tokens.end - 1) || tokens.contains(amount.tokens.begin)) &&
           !is_version(amount);
  });
}

// "Plover 3": the number is the name's.
bool MentionSearch::is_version(const Amount& amount) const {
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const TokenRange name = view_.mentions.mentions[id].tokens;
    return name.size() > amount.tokens.size() && name.contains(amount.tokens.begin) &&
           amount.tokens.end <= name.end && view_.mentions.mentions[id].via == Via::Name;
  });
}

bool MentionSearch::is_role(uint32_t group) const {
  const uint32_t head = view_.analysis.chunks.nouns[group].head;
  return std::any_of(view_.triggers.begin(), view_.triggers.end(), [&](const TriggerHit& hit) {
    return hit.kind == RuleKind::Role && hit.tokens.contains(head);
  });
}

// "3,000 Nvidia chips", "the Alba board": a name before or behind a common noun that is neither a firm nor
// shares or a part of one says only whose or what kind of thing that is.
bool MentionSearch::heads_things(uint32_t group) const {
  const text::Token& head = token(view_.analysis.chunks.nouns[group].head);
  const std::string lemma = to_lower(head.lemma());
  const bool named = std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    return view_.mentions.mentions[id].tokens.contains(view_.analysis.chunks.nouns[group].head);
  });
  return !named && head.has("n") && !view_.rules.in_class(view_.language, "naming", lemma) &&
         !view_.rules.in_class(view_.language, "whole", lemma) &&
         !view_.rules.in_class(view_.language, "holding", lemma) && !lexicon_.is("share", lemma) &&
         !lexicon_.is("good", lemma);
}

// "Alba's costs", not "Alba's shares" or "Alba's share price".
bool MentionSearch::owns_things(uint32_t group) const {
  const std::vector<NounGroup>& groups = view_.analysis.chunks.nouns;
  const auto owned = std::ranges::find(groups, group, &NounGroup::possessor);
  if (owned == groups.end()) return false;
  for (uint32_t i = owned->tokens.begin; i < owned->tokens.end; ++i)
    if (lexicon_.is("share", to_lower(token(i).lemma()))) return false;
  return heads_things(static_cast<uint32_t>(owned - groups.begin()));
}

// "Cerebras, whose wafers shun HBM, jumped": between commas, up to the verb.
bool MentionSearch::inserted(uint32_t begin, uint32_t end) const {
  if (begin + 2 > end || token(begin).surface != "," || token(end - 1).surface != ",") return false;
  const text::Token& opening = token(token(begin + 1).has("pr") ? begin + 2 : begin + 1);
  return (lexicon_.is("whose", to_lower(opening.surface)) || opening.has("rel")) &&
         !border_between(begin, end);
}

// A verb or comma parts a word from the name behind it, which is then another word's: "i ricavi salgono
// grazie a un software di Alba".
bool MentionSearch::parted(TokenRange word, TokenRange name) const {
  if (name.begin < word.end) return false;
  for (uint32_t i = word.end; i < name.begin; ++i)
    if (token(i).surface == ",") return true;
  return std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                     [&](const VerbGroup& verb) {
                       return word.end <= verb.head && verb.head < name.begin && !verb.copula &&
                              verb.mood != Mood::Participle;
                     });
}

// "Covington, Georgia": says where the place before it is.
bool MentionSearch::locates_place(TokenRange tokens) const {
  if (tokens.begin < 2 || token(tokens.begin - 1).surface != ",") return false;
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.tokens.size() > 0 && m.tokens.end + 1 == tokens.begin &&
           view_.mentions.entities[m.entity].type == "Place";
  });
}

std::ptrdiff_t MentionSearch::rank(uint32_t entity, const std::vector<std::string>& types) const {
  return std::find(types.begin(), types.end(), view_.mentions.entities[entity].type) - types.begin();
}

std::optional<Filler> MentionSearch::fitting(uint32_t id, const std::vector<std::string>& types) const {
  const Mention& m = view_.mentions.mentions[id];
  const auto lists = [&](uint32_t entity) {
    return std::find(types.begin(), types.end(), view_.mentions.entities[entity].type) != types.end();
  };
  // "il concorrente cinese" is not China, "la californiana" not California, "the Beijing company" not
  // Beijing.
  const bool here = m.sentence == view_.index && m.tokens.size() > 0;
  if (here && view_.mentions.entities[m.entity].type == "Place") {
    const uint32_t group = view_.analysis.group_at(m.tokens.begin);
    const bool modifier = group != kNoIndex && !m.tokens.contains(view_.analysis.chunks.nouns[group].head);
    if (modifier || is_adjective(m.tokens.begin) || shapes_.is_nation_word(m.tokens)) return std::nullopt;
  }
  Filler filler{m.entity, id, m.via, m.tokens};
  // Of two readings the one whose type the measure names first.
  if (m.other_reading != kNone && lists(m.other_reading) &&
      (!lists(m.entity) || rank(m.other_reading, types) < rank(m.entity, types)))
    filler.entity = m.other_reading;
  else if (!lists(m.entity))
    return std::nullopt;
  return filler;
}

Filler MentionSearch::preferred(const std::vector<Filler>& fillers,
                                const std::vector<std::string>& types) const {
  return *std::min_element(fillers.begin(), fillers.end(), [&](const Filler& a, const Filler& b) {
    return rank(a.entity, types) < rank(b.entity, types);
  });
}

std::optional<Filler> MentionSearch::in_group(uint32_t group, const std::vector<std::string>& types) const {
  const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
  for (const uint32_t id : view_.mention_ids) {
    const TokenRange mention = view_.mentions.mentions[id].tokens;
    if (mention.size() == 0 || mention.begin < tokens.begin || mention.end > tokens.end) continue;
    if (const auto found = fitting(id, types)) return found;
  }
  return std::nullopt;
}

std::optional<Filler> MentionSearch::inside(const MeasureRule& rule, const std::vector<Argument>& arguments,
                                            const std::string& place,
                                            const std::vector<std::string>& types) const {
  for (const Argument& argument : arguments) {
    if (argument.place != place || argument.candidates.empty()) continue;
    for (const uint32_t group : argument.candidates.front()) {
      const bool things = !rule.marks.shares && (place == "subj" || place == "obj") && heads_things(group);
      if (const auto found = things ? std::nullopt : in_group(group, types)) return found;
      // "Alba's share price rose 8%"
      const uint32_t possessor = view_.analysis.chunks.nouns[group].possessor;
      if (rule.marks.shares && possessor != kNoIndex)
        if (const auto found = in_group(possessor, types)) return found;
      // "bought a maker of Alba parts for $5m", but "il 70% di Alba" and "the training of Alba-1"
      if (things && !is_amount(group) && rule.types.front() != "Model") continue;
      const std::string lemma = to_lower(token(view_.analysis.chunks.nouns[group].head).lemma());
      // "il concorrente di X", "la divisione di X" and "the boss of X" are not X.
      const bool activity = rule.marks.outlay && lexicon_.is("train", lemma);
      if (!activity && (view_.rules.in_class(view_.language, "naming", lemma) ||
                        view_.rules.in_class(view_.language, "unit", lemma) || is_role(group)))
        continue;
      for (const Argument& attached : view_.analysis.nouns[group].attachments) {
        // "il 70% di Alba", but not "2 miliardi in Arizona" or "a plant with Alba as partner"
        if (!lexicon_.is("owner", attached.place)) continue;
        for (const uint32_t inner : attached.candidates.front())
          if (const auto found = in_group(inner, types)) return found;
      }
    }
  }
  return std::nullopt;
}

// The fitting mention nearest to the amount. One that hangs on a preposition is less likely what the
// sentence is about.
std::optional<Filler> MentionSearch::nearest(const std::vector<std::string>& types, TokenRange amount,
                                             Reach reach) const {
  std::optional<Filler> best;
  int best_cost = 0;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.tokens.end > amount.begin) continue;
    if (reach == Reach::Beside && m.tokens.end + 2 < amount.begin) continue;
    const bool owner = m.via == Via::Possessive;  // "le sue azioni", whatever governs them
    if (reach == Reach::Unbound && !owner && (is_bound(m.tokens) || modifies(m.tokens))) continue;
    const auto found = fitting(id, types);
    if (!found) continue;
    const int cost = distance(view_, m.tokens, amount) + 2 * static_cast<int>(rank(found->entity, types)) +
                     (is_bound(m.tokens) ? 5 : 0);
    if (!best || cost < best_cost) {
      best = found;
      best_cost = cost;
    }
  }
  return best;
}

// "Sirena, 7 miliardi di parametri": the name right before, but for one mark.
std::optional<Filler> MentionSearch::apposed_to(const Amount& amount,
                                                const std::vector<std::string>& types) const {
  static const std::set<std::string_view> kMarks = {",", "(", ":"};
  if (amount.tokens.begin < 2) return std::nullopt;
  const uint32_t mark = amount.tokens.begin - 1;
  if (!kMarks.contains(token(mark).surface)) return std::nullopt;
  for (const uint32_t id : view_.mention_ids)
    if (const Mention& m = view_.mentions.mentions[id];
        m.tokens.size() > 0 && m.tokens.end == mark && m.via == Via::Name)
      if (const auto found = fitting(id, types)) return found;
  return std::nullopt;
}

// "Brera di Lodi, matricola del listino, il 6%": phrases that hang on the name, then what commas set off.
bool MentionSearch::only_tells(uint32_t begin, uint32_t end) const {
  if (end <= begin + 1 || token(end - 1).surface != ",") return false;
  uint32_t comma = begin;
  while (comma < end && token(comma).surface != ",") ++comma;
  if (comma + 1 >= end || border_between(begin, end)) return false;
  if (comma > begin && !preposition_at(begin)) return false;
  for (uint32_t i = comma + 1; i + 1 < end; ++i)
    if (token(i).surface == "," || token(i).has("cnjcoo")) return false;
  return std::ranges::none_of(view_.analysis.chunks.verbs, [&](const VerbGroup& verb) {
    return begin <= verb.head && verb.head < end && verb.person == 3 && verb.mood != Mood::Participle;
  });
}

std::optional<Filler> MentionSearch::described_before(uint32_t begin, const Amount& amount,
                                                      const std::vector<std::string>& types) const {
  uint32_t end = amount.tokens.begin;
  while (end > begin && token(end - 1).has("det")) --end;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.tokens.begin < begin || m.tokens.end > end || m.via != Via::Name || is_bound(m.tokens)) continue;
    if (const auto found = fitting(id, types)) return only_tells(m.tokens.end, end) ? found : std::nullopt;
  }
  return std::nullopt;
}

// "Ad Amsterdam Asml ha perso il 3%": the name right before the verb.
std::optional<Filler> MentionSearch::name_before(uint32_t clause,
                                                 const std::vector<std::string>& types) const {
  const uint32_t verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb].tokens.begin;
  for (const uint32_t id : view_.mention_ids) {
    const TokenRange tokens = view_.mentions.mentions[id].tokens;
    if (tokens.size() == 0 || is_bound(tokens) || modifies(tokens)) continue;
    if (tokens.end != verb && !inserted(tokens.end, verb)) continue;
    if (const auto found = fitting(id, types)) return found;
  }
  return std::nullopt;
}

// The last fitting name of the paragraph's earlier sentences, for what is no topic: models, products.
std::optional<Filler> MentionSearch::previous_name(const std::vector<std::string>& types) const {
  if (types.front() == "Company" || view_.index == 0) return std::nullopt;
  for (size_t id = view_.mentions.mentions.size(); id-- > 0;) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.sentence >= view_.index || m.via != Via::Name) continue;
    if (m.sentence + 2 < view_.index) return std::nullopt;
    const auto found = fitting(static_cast<uint32_t>(id), {types.front()});
    if (found) return Filler{found->entity, kNone, Via::Topic, {}};
  }
  return std::nullopt;
}

// "gli oltre 100 milioni di GPT-4"
std::optional<Filler> MentionSearch::owner_behind(const std::vector<std::string>& types,
                                                  const Amount& amount) const {
  uint32_t next = amount.tokens.end;
  if (next >= size() || !lexicon_.is("owner", std::string(token(next).lemma()))) return std::nullopt;
  while (next < size() && (token(next).has("pr") || token(next).has("det"))) ++next;
  for (const uint32_t id : view_.mention_ids)
    if (const Mention& m = view_.mentions.mentions[id]; m.tokens.size() > 0 && m.tokens.begin == next)
      if (const auto found = fitting(id, types)) return found;
  return std::nullopt;
}

// "per la californiana Kinara, che disegna acceleratori, l'assegno è di 307 milioni": a group with the
// place's preposition that clause analysis hung elsewhere.
std::optional<Filler> MentionSearch::with_preposition(const std::string& preposition,
                                                      const std::vector<std::string>& types,
                                                      TokenRange trigger) const {
  std::optional<Filler> best;
  int best_cost = kPrepositionReach;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    const uint32_t group = m.tokens.size() == 0 ? kNoIndex : view_.analysis.group_at(m.tokens.begin);
    if (group == kNoIndex || view_.analysis.chunks.nouns[group].preposition != preposition) continue;
    if (m.tokens.begin > trigger.end && border_between(trigger.end, m.tokens.begin)) continue;
    const int cost = distance(view_, m.tokens, trigger);
    const auto found = fitting(id, types);
    if (!found || cost >= best_cost) continue;
    best = found;
    best_cost = cost;
  }
  return best;
}

// "took 6 per cent off Alba": a preposition that the analyser took for an adverb.
std::optional<Filler> MentionSearch::behind_particle(const std::string& particle,
                                                     const std::vector<std::string>& types,
                                                     TokenRange trigger) const {
  for (uint32_t at = trigger.end; at + 1 < size(); ++at) {
    if (token(at).lower != particle || !token(at).has("adv")) continue;
    if (verb_between(view_, trigger.end, at) || border_between(trigger.end, at)) return std::nullopt;
    const uint32_t group = view_.analysis.group_at(at + 1);
    if (group == kNoIndex) return std::nullopt;
    if (owns_things(group)) return std::nullopt;
    if (!heads_things(group)) {
      if (const auto found = in_group(group, types)) return found;
      // "off the value of Alba"
      for (const Argument& owner : view_.analysis.nouns[group].attachments)
        if (lexicon_.is("owner", owner.place))
          if (const auto found = in_group(owner.candidates.front().front(), types)) return found;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

// "L'iPhone 17 costa 979 euro", where the analyser takes the verb for a noun: the name right before the word,
// which the amount follows.
std::optional<Filler> MentionSearch::name_beside(const MeasureRule& rule, const Anchor& anchor,
                                                 const Amount& amount) const {
  const TokenRange word = anchor.trigger;
  const bool preposition = word.end < size() && token(word.end).has("pr");
  if (anchor.clause != kNoIndex || amount.tokens.begin != word.end + (preposition ? 1 : 0))
    return std::nullopt;
  const bool asks = std::any_of(rule.subject.begin(), rule.subject.end(),
                                [](const Slot& slot) { return slot.place == "subj"; });
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    // "The Chips Act, worth $3bn, ..."
    const bool set_off = m.tokens.end + 1 == word.begin && token(m.tokens.end).surface == "," &&
                         lexicon_.is("worth", token(word.begin).lower);
    if (!asks || m.tokens.size() == 0 || (m.tokens.end != word.begin && !set_off) || is_bound(m.tokens))
      continue;
    if (const auto found = fitting(id, rule.types)) return found;
  }
  return std::nullopt;
}

}  // namespace trama::extract
