#include "core/extract/shape.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/fillers.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/sentence_items.h"

namespace trama::extract {

bool token_is(const text::Token& token, const std::string& word, bool* chosen) {
  if (chosen) *chosen = true;
  if (token.kind == text::TokenKind::Punctuation) return false;
  if (token.lower == word) return true;
  for (size_t i = 0; i < token.readings.size(); ++i) {
    if (!lowers_to(token.readings[i].lemma, word)) continue;
    if (chosen) *chosen = i == 0;
    return true;
  }
  return false;
}

bool Shapes::fits(uint32_t mention, const std::vector<std::string>& types, Filler& out) const {
  const Mention& m = view_.mentions.mentions[mention];
  out = {m.entity, mention, m.via, m.tokens};
  if (contains(types, view_.mentions.entities[m.entity].type)) return true;
  if (m.other_reading == kNone || !contains(types, view_.mentions.entities[m.other_reading].type))
    return false;
  out.entity = m.other_reading;
  return true;
}

bool Shapes::is_nation_word(TokenRange tokens) const {
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    return view_.mentions.mentions[id].tokens.end == tokens.end && is_demonym(id);
  });
}

bool Shapes::is_demonym(uint32_t mention) const { return view_.mentions.mentions[mention].demonym; }

std::vector<Filler> Shapes::denoted(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  std::vector<Filler> resolved, named, heads, people;
  const GroupHead head = head_of(group);
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.tokens.size() == 0 || m.tokens.begin >= noun.tokens.end || m.tokens.begin < noun.tokens.begin)
      continue;
    Filler filler;
    if (m.via == Via::Possessive || !fits(id, types, filler)) continue;
    // "Microsoft-backed OpenAI" is no Microsoft.
    const ByteSpan last = view_.sentence.tokens[m.tokens.end - 1].span;
    if (m.via == Via::Name && (last.end > m.span.end + 1 || opens_compound(m.tokens.end))) continue;
    const bool holds_head = m.tokens.contains(noun.head);
    if (m.via != Via::Name) {
      if (holds_head) resolved.push_back(filler);
      continue;
    }
    // "la cinese Wingtech" is Wingtech, not China; "i cinesi" may be China.
    if (is_demonym(id)) {
      if (holds_head && head != GroupHead::DemonymBeforeName) people.push_back(filler);
      continue;
    }
    // "an Nvidia H100", "acceleratori Amd" are no firm.
    if (firm(filler) && !holds_head &&
        ((m.tokens.end <= noun.head && names_thing(noun.head)) || in_class(group, "classifier") ||
         in_class(group, "goods")))
      continue;
    // "bought 40,000 Nvidia H100s"
    if (firm(filler) && m.tokens.end < noun.tokens.end && opens_ware(m.tokens.end)) continue;
    // "un ex Amd" is a person.
    if (firm(filler) && m.tokens.begin > noun.tokens.begin && is_cue("former", m.tokens.begin - 1)) continue;
    if (holds_head || head != GroupHead::CommonNoun) {
      (holds_head ? heads : named).push_back(filler);
      continue;
    }
    const std::string& type = view_.mentions.entities[filler.entity].type;
    const bool thing = type != "Company" && type != "Organization" && type != "Person" && type != "Place";
    if (m.tokens.begin < noun.head) {
      // "the K900 chip" is the K900; "the Norda chip" is no Norda.
      if (thing && in_class(group, "classifier")) named.push_back(filler);
    } else if ((type != "Company" && type != "Organization") || in_class(group, "naming")) {
      // "le azioni Nvidia" are no Nvidia: a firm or body is named only by a noun of its kind.
      named.push_back(filler);
    }
  }
  // "former Intel president Renee James" is Renee James; Intel only where no other type fits.
  if (!heads.empty()) return heads;
  if (!named.empty()) return named;
  // "its own accelerator, the K900": the name behind the comma rather than what was spoken of before.
  // "La controllata di X, Y, ha": the same behind what is attached to the noun.
  for (const uint32_t target : view_.analysis.nouns[group].described) {
    if (resolved.empty() || target <= group || target > group + 2 || !only_comma_between(target - 1, target))
      continue;
    std::vector<Filler> apposed = names_in(target, types);
    if (!apposed.empty()) return apposed;
  }
  if (!resolved.empty()) return resolved;
  // "i cinesi": China, unless they were resolved to a firm.
  if (!people.empty()) return people;
  return denoted_through(group, types);
}

// "bought Nvidia H100s", "buys Nvidia GPUs": does a thing's name, or a plural or acronym for wares, stand at
// the token?
bool Shapes::opens_ware(uint32_t token) const {
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    const std::string& type = view_.mentions.entities[m.entity].type;
    if (m.via == Via::Name && m.tokens.begin == token && m.tokens.size() > 0 && type != "Company" &&
        type != "Organization" && type != "Person" && type != "Place" && type != "Policy")
      return true;
  }
  std::string word = view_.sentence.tokens[token].lower;
  if (word.ends_with('s')) word.pop_back();
  return word != view_.sentence.tokens[token].surface &&
         view_.rules.in_class(view_.language, "classifier", word);
}

Shapes::GroupHead Shapes::head_of(uint32_t group) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  bool demonym = false, other_name = false;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.via != Via::Name || m.tokens.size() == 0 || m.tokens.begin >= noun.tokens.end ||
        m.tokens.begin < noun.tokens.begin)
      continue;
    if (is_demonym(id)) {
      demonym = demonym || m.tokens.contains(noun.head);
    } else if (m.tokens.contains(noun.head)) {
      return GroupHead::Name;
    } else {
      other_name = true;
    }
  }
  if (demonym) return other_name ? GroupHead::DemonymBeforeName : GroupHead::Demonym;
  const text::Token& head = view_.sentence.tokens[noun.head];
  const bool common = head.kind == text::TokenKind::Word && !head.has("np") && !head.unknown;
  return common ? GroupHead::CommonNoun : GroupHead::Name;
}

// "chip makers such as A", "produttori di chip come A": of the noun, but not "servers for models such as A",
// which gives examples of models.
bool Shapes::gives_examples(uint32_t group, const Argument& attachment) const {
  if (!is_phrase_cue("instance", attachment.place)) return false;
  const uint32_t before = attachment.candidates.front().front() - 1;
  if (before <= group) return true;
  return before == group + 1 &&
         std::ranges::any_of(view_.analysis.nouns[group].attachments, [&](const Argument& own) {
           const std::vector<uint32_t>& attached = own.candidates.front();
           return is_phrase_cue("holding", own.place) &&
                  std::ranges::find(attached, before) != attached.end();
         });
}

// A noun without a name of its own that is said of one: "Ampere, the designer started by X"; or a demonym
// that stands for what it is attached to: "gli olandesi di Nxp".
std::vector<Filler> Shapes::denoted_through(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  const NounFrame& frame = view_.analysis.nouns[group];
  const bool demonym = std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    return view_.mentions.mentions[id].tokens.contains(noun.head) && is_demonym(id);
  });
  if (demonym && !frame.attachments.empty()) {
    const uint32_t attached = frame.attachments.front().candidates.front().front();
    return attached == group + 1 ? names_in(attached, types) : std::vector<Filler>();
  }
  if (demonym) return {};
  // "tecniche di apprendimento per rinforzo" are that technique, "the whole of ZT" is ZT.
  const bool whole =
      in_class(group, "whole") || view_.sentence.tokens[noun.head].kind == text::TokenKind::Number;
  if ((whole || in_class(group, "holding")) && noun.is_owned()) {
    std::vector<Filler> found = possessors(group, types);
    if (!found.empty()) return found;
  }
  // "tools such as A and B"
  for (const Argument& attachment : frame.attachments) {
    if (!gives_examples(group, attachment)) continue;
    std::vector<Filler> found;
    for (const uint32_t example : attachment.candidates.front()) append(found, denoted(example, types));
    if (!found.empty()) return found;
  }
  // "bought two rivals, including A and B", "ha due rivali: A e B"
  if (head_of(group) == GroupHead::CommonNoun && is_plural(view_.sentence.tokens[noun.head])) {
    std::vector<Filler> found = listed_names(group, types);
    if (!found.empty()) return found;
  }
  if ((whole || in_class(group, "kind")) && !frame.attachments.empty() &&
      is_phrase_cue("link", frame.attachments.front().place)) {
    // A possessor or a phrase may stand between: "512 of Google's TPU chips", "il consiglio di
    // amministrazione di X".
    std::vector<Filler> found;
    const auto& candidates = frame.attachments.front().candidates;
    for (const std::vector<uint32_t>& candidate : candidates)
      if (found.empty() && candidate.front() <= group + 2)
        for (const uint32_t part : candidate) append(found, denoted(part, types));
    // "il 60% dei chip di X": a share of what X makes is none of X.
    const bool of_output = in_class(candidates.front().front(), "output");
    if (!whole || of_output) {
      std::erase_if(found, [&](const Filler& f) {
        const std::string& type = view_.mentions.entities[f.entity].type;
        return type == "Company" || type == "Organization" || type == "Person" || type == "Place";
      });
    }
    if (!found.empty()) return found;
  }
  if (std::vector<Filler> leaders = leaders_of(group, types); !leaders.empty()) return leaders;
  // "una società di nome X", "a firm by the name of X"
  for (const Argument& attachment : frame.attachments) {
    const uint32_t attached = attachment.candidates.front().front();
    if (attached != group + 1 || !in_class(attached, "appellation")) continue;
    std::vector<Filler> found;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      const TokenRange tokens = view_.analysis.chunks.nouns[attached].tokens;
      Filler filler;
      if (m.via == Via::Name && tokens.contains(m.tokens.begin) && fits(id, types, filler)) found = {filler};
    }
    if (!found.empty()) return found;
  }
  // "a un fornitore, la lituana X", "con due compagni, A e B": a phrase is said of the name behind its comma
  // only.
  for (const uint32_t target : frame.described) {
    const bool behind = target > group && target <= group + 2;
    if (!noun.preposition.empty() && !behind) continue;
    std::vector<Filler> found = names_in(target, types);
    if (is_plural(view_.sentence.tokens[noun.head]))
      for (uint32_t other = 0; !behind && !found.empty() && other < target; ++other)
        if (const auto& list = view_.analysis.nouns[other].coordinated;
            std::find(list.begin(), list.end(), target) != list.end())
          append(found, names_in(other, types));  // "A and B, both based in Y"
    if (behind && is_plural(view_.sentence.tokens[noun.head]))
      for (const uint32_t other : view_.analysis.nouns[target].coordinated)
        append(found, names_in(other, types));
    if (!found.empty()) return found;
  }
  return {};
}

// "Three publishers, led by X, sued": of many that are not named, the firm that is.
std::vector<Filler> Shapes::leaders_of(uint32_t group, const std::vector<std::string>& types) const {
  const auto& nouns = view_.analysis.chunks.nouns;
  const auto plural = [&](uint32_t g) { return is_plural(view_.sentence.tokens[nouns[g].head]); };
  const bool of_many =
      std::ranges::any_of(view_.analysis.nouns[group].attachments, [&](const Argument& attachment) {
        return is_link(attachment.place) && plural(attachment.candidates.front().front());
      });
  if (head_of(group) != GroupHead::CommonNoun || !(plural(group) || of_many)) return {};
  for (const Clause& clause : view_.analysis.clauses) {
    const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
    const Argument *led = clause.argument("obj"), *leader = clause.argument("subj");
    if (verb.mood != Mood::Participle || led == nullptr || leader == nullptr ||
        led->candidates.front() != std::vector<uint32_t>{group} || !is_phrase_cue("leading", verb.lemma))
      continue;
    std::vector<Filler> found = denoted(leader->candidates.front().front(), types);
    std::erase_if(found, [&](const Filler& f) { return !firm(f); });
    return found;
  }
  return {};
}

// Does a hyphen at the token tie what stands before it to what follows: "Microsoft-backed"?
bool Shapes::opens_compound(uint32_t token) const {
  const auto& tokens = view_.sentence.tokens;
  return token + 1 < tokens.size() && tokens[token].surface == "-" && !tokens[token].space_before &&
         !tokens[token + 1].space_before;
}

bool Shapes::names_thing(uint32_t token) const {
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    const std::string& type = view_.mentions.entities[m.entity].type;
    return m.via == Via::Name && m.tokens.contains(token) &&
           (type == "Chip" || type == "Model" || type == "Product" || type == "Technology");
  });
}

// "Cornelis Networks" is no network.
bool Shapes::names_firm(uint32_t token) const {
  return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.via == Via::Name && m.tokens.contains(token) && firm({m.entity, id, m.via, m.tokens});
  });
}

bool Shapes::firm(const Filler& filler) const {
  const std::string& type = view_.mentions.entities[filler.entity].type;
  return type == "Company" || type == "Organization";
}

bool Shapes::is_cue(std::string_view kind, uint32_t token) const {
  for (const std::vector<std::string>& cue : view_.rules.cues(view_.language, kind))
    if (cue.size() == 1 && token_is(view_.sentence.tokens[token], cue.front())) return true;
  return false;
}

bool Shapes::is_phrase_cue(std::string_view kind, const std::string& phrase) const {
  return view_.rules.is_cue(view_.language, kind, phrase);
}

bool Shapes::in_class(uint32_t group, std::string_view word_class) const {
  const text::Token& head = view_.sentence.tokens[view_.analysis.chunks.nouns[group].head];
  return view_.rules.in_class(view_.language, word_class, to_lower(head.lemma()));
}

const TriggerHit* Shapes::role_in(const Anchor& anchor, const Slot& slot, const Relation& relation) const {
  for (const uint32_t group : groups_in(anchor, slot.place)) {
    const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
    for (const TriggerHit& hit : view_.triggers) {
      const Rule& rule = view_.rules.rules()[hit.match.rule];
      const bool inside = tokens.begin <= hit.tokens.begin && hit.tokens.end <= tokens.end;
      if (inside && rule.kind == RuleKind::Role &&
          view_.rules.schema().relations[rule.relation].name == relation.name && !blocked(rule, group))
        return &hit;
    }
  }
  return nullptr;
}

// "head of research" is a role of another relation.
bool Shapes::blocked(const Rule& rule, uint32_t group) const {
  Anchor anchor;
  anchor.group = group;
  return !rule.unless.empty() && near(anchor, rule);
}

// The names that are a group's head.
std::vector<Filler> Shapes::names_in(uint32_t group, const std::vector<std::string>& types) const {
  const NounGroup& noun = view_.analysis.chunks.nouns[group];
  std::vector<Filler> found;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Name && m.tokens.contains(noun.head) && !is_demonym(id) && fits(id, types, filler))
      found.push_back(filler);
  }
  return found;
}

std::vector<Filler> Shapes::first_fitting(const std::vector<Argument>& arguments, const std::string& place,
                                          const std::vector<std::string>& types) const {
  for (const Argument& argument : arguments) {
    if (argument.place != place) continue;
    for (const std::vector<uint32_t>& groups : argument.candidates) {
      std::vector<Filler> found;
      for (const uint32_t group : groups) append(found, denoted(group, types));
      // "un insegnante d'inglese di Cuneo": what is of a nation is no place.
      if (is_link(place))
        std::erase_if(found, [&](const Filler& f) { return f.mention != kNone && is_demonym(f.mention); });
      if (!found.empty()) {
        append(found, enclosing_places(found));
        return found;
      }
    }
    // "in a Chennai garage"
    const uint32_t group = argument.candidates.front().front();
    if (types == std::vector<std::string>{"Place"} && head_of(group) == GroupHead::CommonNoun)
      return names_before(group, view_.analysis.chunks.nouns[group].head, types);
  }
  return {};
}

// "Livingston, Scotland": the place behind the comma holds the one before it.
std::vector<Filler> Shapes::enclosing_places(const std::vector<Filler>& found) const {
  const Filler& last = found.back();
  if (view_.mentions.entities[last.entity].type != "Place" || last.via != Via::Name) return {};
  const auto& tokens = view_.sentence.tokens;
  if (last.tokens.end >= tokens.size() || tokens[last.tokens.end].surface != ",") return {};
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    Filler filler;
    if (m.via == Via::Name && m.tokens.size() > 0 && m.tokens.begin == last.tokens.end + 1 &&
        !is_demonym(id) && fits(id, {"Place"}, filler))
      return {filler};
  }
  return {};
}

}  // namespace trama::extract
