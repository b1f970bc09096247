// Slots around a noun: its names, owners and attachments, and the clause that it serves.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/fillers.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/sentence_items.h"
#include "core/extract/shape.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

// The clitic "ne" at a clause's verb.
std::vector<Filler> Shapes::partitive(uint32_t clause, const std::vector<std::string>& types) const {
  const TokenRange verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb].tokens;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Possessive && m.tokens.begin + 1 >= verb.begin && m.tokens.end <= verb.end &&
        fits(id, types, filler))
      return {filler};
  }
  return {};
}

std::vector<Filler> Shapes::possessors(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  if (noun.possessor != kNoIndex) return denoted(noun.possessor, types);
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Possessive && within(m.tokens, noun.tokens) && fits(id, types, filler)) return {filler};
  }
  // "che ne è il presidente", "ne regge il timone": the clitic at the verb owns what is said or done.
  const NounFrame& frame = view_.analysis.nouns[group];
  if ((frame.place == "comp" || frame.place == "obj") && frame.clause != kNoIndex) {
    std::vector<Filler> found = partitive(frame.clause, types);
    if (!found.empty()) return found;
  }
  // "whose chief executive", "il cui presidente": the noun before the pronoun.
  const uint32_t first = noun.tokens.begin;
  const auto relative = [&](uint32_t token) {
    const text::Token& t = view_.sentence.tokens[token];
    return (has_reading(t, "rel") && has_reading(t, "aa")) || is_cue("owning", token);
  };
  const bool inside = first < view_.sentence.tokens.size() && relative(first);
  const bool before = first > 0 && relative(first - 1);
  if ((inside || before) && group > 0) return denoted(group - 1, types);
  return {};
}

std::vector<Filler> Shapes::demonyms(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  std::vector<Filler> found;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.tokens.size() == 0 || !within(m.tokens, noun.tokens)) continue;
    // "the Norwegian government" is named so.
    const bool part_of_name =
        std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t other) {
          const Mention& name = view_.mentions.mentions[other];
          return other != id && name.via == Via::Name && name.tokens.size() > m.tokens.size() &&
                 firm({name.entity, other, name.via, name.tokens}) && within(m.tokens, name.tokens);
        });
    if (!part_of_name && !tells_owner(m.tokens.end) && is_demonym(id) && fits(id, types, filler))
      found.push_back(filler);
  }
  return found;
}

// "a Danish-owned group": who has it, not where it is.
bool Shapes::tells_owner(uint32_t behind) const {
  const auto& tokens = view_.sentence.tokens;
  return behind + 1 < tokens.size() && tokens[behind].surface == "-" && !tokens[behind].space_before &&
         view_.rules.in_class(view_.language, "having", to_lower(tokens[behind + 1].lemma()));
}

// "Nvidia boss Jensen Huang": the name before the noun at `token`.
std::vector<Filler> Shapes::names_before(uint32_t group, uint32_t token,
                                         const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  std::vector<Filler> found;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via != Via::Name || m.tokens.size() == 0 || !within(m.tokens, noun.tokens) || is_demonym(id))
      continue;
    if (m.tokens.end <= token && fits(id, types, filler)) found = {filler};
  }
  return found;
}

// What a noun was resolved to.
std::vector<Filler> Shapes::resolved_noun(uint32_t group, const std::vector<std::string>& types) const {
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Nominal && m.tokens.contains(view_.analysis.chunks.nouns[group].head) &&
        fits(id, types, filler))
      return {filler};
  }
  return {};
}

// "its backers, among them A and B", "i clienti: A e B", "the rivals – A, B – are small": the names of a list
// that opens right behind the noun.
std::vector<Filler> Shapes::listed_names(uint32_t whole, const std::vector<std::string>& types) const {
  const auto& nouns = view_.analysis.chunks.nouns;
  const auto& tokens = view_.sentence.tokens;
  uint32_t at = nouns[whole].tokens.end;
  if (at >= tokens.size()) return {};
  const std::string& mark = tokens[at].surface;
  bool opened = nouns[whole].preposition.empty() && (mark == ":" || mark == "–" || mark == "—");
  if (mark == "," || opened) ++at;
  for (const std::vector<std::string>& cue : view_.rules.cues(view_.language, "listing")) {
    uint32_t end = at;
    for (const std::string& word : cue)
      if (end < tokens.size() && end != kNoIndex && token_is(tokens[end], word))
        ++end;
      else
        end = kNoIndex;
    if (end == kNoIndex) continue;
    opened = true;
    at = end;
    break;
  }
  if (!opened) return {};
  const bool plural = is_plural(tokens[nouns[whole].head]);
  std::vector<Filler> found;
  for (uint32_t group = whole + 1; group < nouns.size(); ++group) {
    if (nouns[group].tokens.end <= at) continue;
    bool parted = false;
    for (; at < nouns[group].tokens.begin; ++at) {
      const text::Token& t = tokens[at];
      parted = parted || (t.surface != "," && !t.has("cnjcoo") && !t.has("det") && !t.has("gen"));
    }
    if (parted || (!found.empty() && !plural)) break;
    at = nouns[group].tokens.end;
    const bool owner = group + 1 < nouns.size() && nouns[group + 1].possessor == group;
    if (!owner) append(found, denoted(group, types));
  }
  return found;
}

// The names that a noun is said of: inside its group, by apposition, by copula.
std::vector<Filler> Shapes::borne_names(const Anchor& anchor, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
  const NounFrame& frame = view_.analysis.nouns[anchor.group];
  std::vector<Filler> found;
  // A description that serves as a name is its own noun: "the ban on exports", "the trade ministry".
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Name && within(anchor.trigger, m.tokens) && fits(id, types, filler)) return {filler};
  }
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    const bool after = m.via == Via::Name && m.tokens.size() > 0 && m.tokens.begin >= anchor.trigger.end &&
                       m.tokens.begin < noun.tokens.end;
    if (after && !is_demonym(id) && fits(id, types, filler)) found.push_back(filler);
  }
  if (!found.empty()) {
    // "joint administrators A and B": a plural is said of all.
    if (is_plural(view_.sentence.tokens[anchor.trigger.end - 1]))
      for (const uint32_t group : frame.coordinated) append(found, names_in(group, types));
    return found;
  }
  // "il sindaco X, il presidente della Y Z": the name at the end of its own phrase rather than one before it.
  if (!frame.described.empty() && frame.described.front() < anchor.group) {
    std::vector<Filler> last = last_name(frame, types);
    if (!last.empty()) return last;
  }
  // The noun itself, where it was resolved: "la startup cinese". An apposition is said of the name beside it.
  std::vector<Filler> own = resolved_noun(anchor.group, types);
  const bool plural = is_plural(view_.sentence.tokens[anchor.trigger.end - 1]);
  for (const uint32_t group : frame.described) {
    append(found, denoted(group, types));
    if (found.empty()) continue;
    if (!own.empty() && found.front().entity != own.front().entity) return own;
    // "A e B, creatori di C": a plural is said of all.
    for (uint32_t other = 0; plural && other < group; ++other) {
      const auto& list = view_.analysis.nouns[other].coordinated;
      if (std::find(list.begin(), list.end(), group) != list.end()) append(found, denoted(other, types));
    }
    if (plural)
      for (const uint32_t other : view_.analysis.nouns[group].coordinated)
        append(found, denoted(other, types));
    return found;
  }
  // "customers such as A and B"
  for (const Argument& attachment : frame.attachments)
    if (gives_examples(anchor.group, attachment))
      for (const uint32_t example : attachment.candidates.front()) append(found, denoted(example, types));
  if (found.empty() && noun.head + 1 == anchor.trigger.end) found = listed_names(anchor.group, types);
  if (!found.empty()) return found;
  const std::vector<Filler> last = last_name(frame, types);
  return last.empty() ? own : last;
}

// A name in the last attached group behind another: "il ceo di Nvidia Jensen Huang".
std::vector<Filler> Shapes::last_name(const NounFrame& frame, const std::vector<std::string>& types) const {
  for (const Argument& attachment : frame.attachments)
    for (const auto& groups : attachment.candidates)
      for (const uint32_t group : groups) {
        const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
        bool first = true;
        for (const uint32_t id : view_.mention_ids) {
          const Mention& m = view_.mentions.mentions[id];
          // "filiale della cinese X": the nation is none.
          if (m.via != Via::Name || m.tokens.size() == 0 || !within(m.tokens, tokens) || is_demonym(id))
            continue;
          Filler filler;
          // "a partner at the Geneva fund Alba" is no Alba.
          const bool bears = is_link(attachment.place) || !contains(types, "Company");
          if (!first && bears && fits(id, types, filler)) return {filler};
          first = false;
        }
      }
  return {};
}

std::vector<Filler> Shapes::fill_noun(const Anchor& anchor, const std::string& place,
                                      const std::vector<std::string>& types) const {
  const NounFrame& frame = view_.analysis.nouns[anchor.group];
  if (place == "self") return borne_names(anchor, types);
  const uint32_t partner = coordinated_before(anchor.group);
  if (place == "poss") {
    std::vector<Filler> owners = possessors(anchor.group, types);
    return owners.empty() && partner != kNoIndex ? possessors(partner, types) : owners;
  }
  if (place == "demonym") return demonyms(anchor.group, types);
  if (place == "bearer") return bearers(anchor.group, types);
  if (place == "host") return hosts(anchor.group, types);
  if (place == "appointer") return appointers(anchor, types);
  if (place == "pre") {
    std::vector<Filler> before = names_before(anchor.group, anchor.trigger.begin, types);
    if (before.empty() && partner != kNoIndex)
      before = names_before(partner, view_.analysis.chunks.nouns[partner].head, types);
    if (!before.empty()) return before;
    if (anchor.group > 0) {
      const NounGroup& left = view_.analysis.chunks.nouns[anchor.group - 1];
      if (left.tokens.end == anchor.trigger.begin && left.preposition.empty())
        return names_in(anchor.group - 1, types);
    }
    // "il ceo Nvidia Jensen Huang"
    const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      Filler filler;
      // "i concorrenti Alba e Rossi": without another name behind it, it is the one that is spoken of.
      if (m.via == Via::Name && m.tokens.begin == anchor.trigger.end && m.tokens.end < noun.tokens.end &&
          !is_demonym(id) && fits(id, types, filler))
        return {filler};
    }
    return {};
  }
  if (place == "subj") {
    if (anchor.support == kNoIndex) return {};
    return fill_verb({anchor.trigger, anchor.support, kNoIndex, kNone, kNoIndex}, "subj", types);
  }
  // "its only carmaker customer in Asia": what follows belongs to the head.
  const uint32_t head = view_.analysis.chunks.nouns[anchor.group].head;
  if (head >= anchor.trigger.end && head_of(anchor.group) == GroupHead::CommonNoun) return {};
  std::vector<Filler> found = first_fitting(frame.attachments, place, types);
  if (!found.empty()) return found;
  // "the head of Velt's chip unit": who works for a part works for the whole.
  for (const Argument& attachment : frame.attachments) {
    const uint32_t part = attachment.candidates.front().front();
    if (attachment.place == place && in_class(part, "unit")) found = possessors(part, types);
    if (!found.empty()) return found;
  }
  if (!frame.coordinated.empty() && is_plural(view_.sentence.tokens[anchor.trigger.end - 1]))
    found = first_fitting(view_.analysis.nouns[frame.coordinated.back()].attachments, place, types);
  if (!found.empty()) return found;
  // "una versione ritoccata di X": a participle stands between the noun and its complement.
  if (is_link(place)) {
    const uint32_t end = view_.analysis.chunks.nouns[anchor.group].tokens.end;
    for (const Clause& clause : view_.analysis.clauses) {
      const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
      const Argument* behind = clause.argument(place);
      if (verb.mood != Mood::Participle || verb.tokens.begin != end || behind == nullptr ||
          clause.argument("subj") != nullptr)
        continue;
      const uint32_t first = behind->candidates.front().front();
      if (view_.analysis.chunks.nouns[first].tokens.begin <= verb.tokens.end + 2)
        found = denoted(first, types);
    }
  }
  if (!found.empty()) return found;
  // "X, che della società è presidente": the complement stands before the copula.
  if (frame.place == "comp" && frame.clause != kNoIndex) {
    const Clause& clause = view_.analysis.clauses[frame.clause];
    const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
    if (verb.copula) found = first_fitting(clause.arguments, place, types);
    std::erase_if(found, [&](const Filler& f) { return f.tokens.end != verb.tokens.begin; });
  }
  if (!found.empty()) return found;
  // What stands between the noun and the preposition ("the purchase last year of X") belongs to the clause.
  if (anchor.support != kNoIndex && place != "obj" && place != "comp") {
    found = first_fitting(view_.analysis.clauses[anchor.support].arguments, place, types);
    // "Memphis, where X runs a plant": what the relative stands for is before it.
    if (view_.analysis.clauses[anchor.support].link != ClauseLink::Relative)
      std::erase_if(found, [&](const Filler& f) { return f.tokens.begin < anchor.trigger.end; });
    if (is_link(place))
      std::erase_if(found, [&](const Filler& f) { return owned_between(anchor.group, place, f); });
  }
  // "The seat of X is in Y": what a copula says of the noun stands in its place too.
  if (found.empty() && frame.clause != kNoIndex && (frame.place == "subj" || frame.place == "comp") &&
      view_.analysis.chunks.verbs[view_.analysis.clauses[frame.clause].verb].copula)
    found = first_fitting(view_.analysis.clauses[frame.clause].arguments, place, types);
  // "At Velt, president Ada Bell said": where it is said is where the post is.
  if (found.empty() && frame.clause != kNoIndex && is_phrase_cue("holding", place) && !is_link(place) &&
      contains(types, "Company")) {
    found = first_fitting(view_.analysis.clauses[frame.clause].arguments, place, types);
    std::erase_if(found,
                  [&](const Filler& f) { return f.tokens.begin > 2 || f.tokens.end > anchor.trigger.begin; });
  }
  return found;
}

// "the firm founded by the former head of X": X is the head's. "Of" behind a date may go further back.
bool Shapes::owned_between(uint32_t group, const std::string& place, const Filler& filler) const {
  const uint32_t own = view_.analysis.group_at(filler.tokens.begin);
  if (own == kNoIndex || own <= group + 1) return false;
  const NounGroup& before = view_.analysis.chunks.nouns[own - 1];
  const text::Token& head = view_.sentence.tokens[before.head];
  if (before.preposition.empty() || head.kind == text::TokenKind::Number || head.has("num")) return false;
  return std::ranges::any_of(view_.analysis.nouns[own - 1].attachments, [&](const Argument& attachment) {
    return attachment.place == place && std::ranges::any_of(attachment.candidates, [&](const auto& groups) {
             return std::ranges::find(groups, own) != groups.end();
           });
  });
}

// Prepositions that tie a noun to the one before it.
bool Shapes::is_link(const std::string& preposition) const { return is_phrase_cue("link", preposition); }

}  // namespace trama::extract
