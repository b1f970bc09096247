// Slots: what stands in a place around a verb, a noun or a name.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/fillers.h"
#include "core/extract/sentence_items.h"
#include "core/extract/shape.h"
#include "core/extract/topic.h"

namespace trama::extract {

namespace {

// Of the place of an argument's owner: "on owner".
constexpr std::string_view kOwnerSuffix = " owner";

bool is_amount(const Amount& amount, const std::string& type) {
  if (type == "Money") return amount.money;
  if (!amount.percent) return false;
  return type == "Percent" || (type == "Control") == (amount.value >= kMinorityPercent);
}

// "Le comprano X e Y", "a comprarli è X": things told before are the object.
bool has_plural_clitic(const text::Sentence& sentence, const VerbGroup& verb) {
  const uint32_t first = verb.tokens.begin > 0 ? verb.tokens.begin - 1 : 0;
  for (uint32_t token = first; token < verb.tokens.end; ++token) {
    const text::Token& t = sentence.tokens[token];
    const bool clitic = t.has("prn") && (t.has("pro") || t.has("enc")) && !t.has("ref");
    if (token != verb.head && clitic && t.has("p3") && t.has("pl")) return true;
  }
  return false;
}

}  // namespace

std::vector<Filler> Shapes::fill(const Anchor& anchor, const Slot& slot,
                                 const std::vector<std::string>& types) const {
  const std::vector<std::string>& wanted = slot.types_or(types);
  if (slot.place == "topic") return topic(anchor, false, wanted);
  if (slot.place == "background") return topic(anchor, true, wanted);
  if (anchor.mention != kNone) return fill_name(anchor, slot.place, wanted);
  if (anchor.group != kNoIndex) return fill_noun(anchor, slot.place, wanted);
  if (slot.place == "outer") return outer_subjects(anchor, wanted);
  if (slot.place == "owner") return argument_owners(anchor, "obj", wanted);
  if (slot.place.ends_with(kOwnerSuffix))
    return argument_owners(anchor, slot.place.substr(0, slot.place.size() - kOwnerSuffix.size()), wanted);
  if (slot.place == "holder") return holders(anchor, wanted);
  if (slot.place == "own") return own_side(anchor, wanted);
  if (slot.place == "complement") return complement_subjects(anchor, wanted);
  return fill_verb(anchor, slot.place, wanted);
}

std::vector<Filler> Shapes::topic(const Anchor& anchor, bool background,
                                  const std::vector<std::string>& types) const {
  // "Her co-founder" belongs with her, "the firm's boss" to the firm.
  if (anchor.group != kNoIndex) {
    const NounGroup& noun = view_.analysis.chunks.nouns[anchor.group];
    if (noun.is_owned()) return {};
    for (uint32_t token = noun.tokens.begin; token < anchor.trigger.begin; ++token)
      if (view_.rules.in_class(view_.language, "body", view_.sentence.tokens[token].lower)) return {};
  }
  const auto fitting = [&](const std::vector<uint32_t>& things) {
    const uint32_t thing = view_.index < things.size() ? things[view_.index] : kNone;
    return thing != kNone && contains(types, view_.mentions.entities[thing].type) ? thing : kNone;
  };
  const Mentions& mentions = view_.mentions;
  uint32_t thing = fitting(background ? mentions.background_of_sentence : mentions.topic_of_sentence);
  // Where the text is on a ministry, what firms do is of the firm that it is on.
  if (thing == kNone && view_.index < mentions.implied_of_sentence.size())
    thing = clear_leader(mentions.implied_of_sentence[view_.index], [&](const ImpliedEnd& end) {
      const bool topic = end.entity == mentions.topic_of_sentence[view_.index];
      return contains(types, mentions.entities[end.entity].type) &&
             !(background && (end.named_here || topic));
    });
  if (thing == kNone && !contains(types, "Company")) thing = fitting(view_.mentions.model_of_sentence);
  if (thing == kNone && !contains(types, "Company")) return only_before(anchor, types);
  if (thing == kNone) return {};
  return {{thing, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}}};
}

// "Lynx: 9 billion parameters, trained on the K900": the only such thing that the sentence spoke of before.
std::vector<Filler> Shapes::only_before(const Anchor& anchor, const std::vector<std::string>& types) const {
  std::vector<Filler> found;
  for (const uint32_t id : view_.mention_ids) {
    Filler filler;
    if (view_.mentions.mentions[id].tokens.begin >= anchor.trigger.begin || !fits(id, types, filler))
      continue;
    if (!found.empty() && found.front().entity != filler.entity) return {};
    found = {filler};
  }
  return found;
}

std::vector<uint32_t> Shapes::groups_in(const Anchor& anchor, const std::string& place) const {
  std::vector<uint32_t> groups;
  const auto collect = [&](const std::vector<Argument>& arguments) {
    for (const Argument& argument : arguments)
      if (argument.place == place || (place == "any" && argument.place != "subj"))
        for (const auto& candidate : argument.candidates)
          groups.insert(groups.end(), candidate.begin(), candidate.end());
  };
  if (anchor.group != kNoIndex) collect(view_.analysis.nouns[anchor.group].attachments);
  if (anchor.clause != kNoIndex) collect(view_.analysis.clauses[anchor.clause].arguments);
  return groups;
}

// No object but an inverted subject: "è passata a X la Y".
bool Shapes::intransitive(const Clause& clause) const {
  const Argument* object = clause.argument("obj");
  const Argument* subject = clause.argument("subj");
  return object == nullptr || (subject != nullptr && subject->candidates == object->candidates);
}

// A passive that leaves open who acts: "sensors sold to X".
bool Shapes::agentless(const Clause& clause) const {
  return view_.analysis.chunks.verbs[clause.verb].voice == Voice::Passive &&
         clause.argument("subj") == nullptr;
}

// "The main product, X, costs": told of rather than taken, bought or run by somebody.
bool Shapes::heads_clause(uint32_t group) const {
  const NounFrame& frame = view_.analysis.nouns[group];
  if (frame.place == "subj") return frame.clause != kNoIndex;
  return frame.place == "comp" && frame.clause != kNoIndex &&
         view_.analysis.chunks.verbs[view_.analysis.clauses[frame.clause].verb].copula;
}

bool Shapes::has(const Anchor& anchor, const Slot& slot, const Relation& relation) const {
  if (slot.place == "complement" && anchor.clause != kNoIndex) {
    const uint32_t told = complement_of(anchor.clause);
    if (told == kNoIndex) return false;
    const std::string lemma = to_lower(view_.analysis.chunks.verbs[view_.analysis.clauses[told].verb].lemma);
    return std::any_of(slot.types.begin(), slot.types.end(), [&](const std::string& word_class) {
      return view_.rules.in_class(view_.language, word_class, lemma);
    });
  }
  if (slot.place == "agentless")
    return anchor.clause != kNoIndex && agentless(view_.analysis.clauses[anchor.clause]);
  if (slot.place == "intransitive" && anchor.group != kNoIndex)
    return std::ranges::none_of(view_.analysis.nouns[anchor.group].attachments,
                                [&](const Argument& a) { return is_link(a.place); });
  if (slot.place == "clitic")
    return anchor.clause != kNoIndex &&
           has_plural_clitic(view_.sentence,
                             view_.analysis.chunks.verbs[view_.analysis.clauses[anchor.clause].verb]);
  if (slot.place == "earlier")
    return std::ranges::any_of(view_.before, [&](const text::Sentence& sentence) {
      return std::ranges::any_of(sentence.tokens, [&](const text::Token& token) {
        return std::ranges::any_of(slot.types, [&](const std::string& word_class) {
          return view_.rules.in_class(view_.language, word_class, to_lower(token.lemma()));
        });
      });
    });
  if (slot.place == "heading") return anchor.group != kNoIndex && heads_clause(anchor.group);
  if (slot.place == "intransitive")
    return anchor.clause != kNoIndex && intransitive(view_.analysis.clauses[anchor.clause]);
  if (!fill(anchor, slot, slot.types).empty()) return true;
  const std::vector<uint32_t> groups = groups_in(anchor, slot.place);
  if (slot.types.empty()) return !groups.empty();
  // "sales chief"
  if (slot.place == "any" && anchor.group != kNoIndex) {
    const TokenRange own = view_.analysis.chunks.nouns[anchor.group].tokens;
    for (uint32_t token = own.begin; token < own.end; ++token)
      for (const std::string& type : slot.types)
        if (!anchor.trigger.contains(token) &&
            view_.rules.in_class(view_.language, type, to_lower(view_.sentence.tokens[token].lemma())))
          return true;
  }
  for (const uint32_t group : groups) {
    const NounGroup& noun = view_.analysis.chunks.nouns[group];
    // Nouns that may be participles are often read as those: "intesa", "commessa".
    std::vector<std::string> lemmas;
    for (const text::Reading& reading : view_.sentence.tokens[noun.head].readings)
      lemmas.push_back(to_lower(reading.lemma));
    if (lemmas.empty()) lemmas.push_back(to_lower(view_.sentence.tokens[noun.head].lemma()));
    for (const std::string& type : slot.types) {
      if (type == "Money" || type == "Percent" || type == "Minority" || type == "Control") {
        for (const Amount& amount : view_.amounts)
          if (is_amount(amount, type) && amount.tokens.begin < noun.tokens.end &&
              noun.tokens.begin < amount.tokens.end)
            return true;
      } else if (type == "Role") {
        if (role_in(anchor, slot, relation) != nullptr) return true;
      } else if (!names_firm(noun.head) && std::ranges::any_of(lemmas, [&](const std::string& lemma) {
                   return lemma == type || view_.rules.in_class(view_.language, type, lemma);
                 })) {
        return true;
      }
    }
  }
  return false;
}

// "sold X to Y": an object of the type beside another end of the fact. What a pronoun means is unsure.
bool Shapes::has_object_beside(const Anchor& anchor, const Rule& rule, const std::string& type) const {
  if (anchor.clause == kNoIndex) return false;
  const std::vector<Filler> objects = fill_verb(anchor, "obj", {type});
  if (std::ranges::none_of(objects,
                           [](const Filler& f) { return f.via == Via::Name || f.via == Via::Nominal; }))
    return false;
  return std::ranges::any_of(rule.object, [&](const Slot& slot) {
    return slot.place != "obj" && slot.place != "topic" && !fill(anchor, slot, {type}).empty();
  });
}

bool Shapes::near(const Anchor& anchor, const Rule& rule) const {
  for (const std::string& word : rule.unless)
    if (view_.rules.schema().has_type(word) && has_object_beside(anchor, rule, word)) return true;
  const auto holds = [&](const TokenRange& tokens) {
    for (uint32_t token = tokens.begin; token < tokens.end && token < view_.sentence.tokens.size(); ++token) {
      if (anchor.trigger.contains(token) || names_firm(token)) continue;
      const text::Token& t = view_.sentence.tokens[token];
      for (const std::string& lemma : rule.unless)
        if (token_is(t, lemma) || view_.rules.in_class(view_.language, lemma, to_lower(t.lemma())))
          return true;
    }
    return false;
  };
  const auto around_noun = [&](uint32_t noun) {
    if (holds(view_.analysis.chunks.nouns[noun].tokens)) return true;
    for (const Argument& attachment : view_.analysis.nouns[noun].attachments)
      for (const auto& groups : attachment.candidates)
        for (const uint32_t group : groups)
          if (holds(view_.analysis.chunks.nouns[group].tokens)) return true;
    return false;
  };
  if (anchor.group != kNoIndex && around_noun(anchor.group)) return true;
  if (anchor.clause != kNoIndex) {
    // "sold X a stake": the second object too.
    const auto looked_at = [&](const std::string& place) {
      const auto is_place = [&](const Slot& slot) { return slot.place == place; };
      return place == "obj" || place == "comp" || std::ranges::any_of(rule.required, is_place) ||
             (place != "subj" &&
              (std::ranges::any_of(rule.subject, is_place) || std::ranges::any_of(rule.object, is_place)));
    };
    for (const Argument& argument : view_.analysis.clauses[anchor.clause].arguments)
      if (looked_at(argument.place))
        for (const auto& groups : argument.candidates)
          for (const uint32_t group : groups)
            if (around_noun(group)) return true;
  }
  return false;
}

}  // namespace trama::extract
