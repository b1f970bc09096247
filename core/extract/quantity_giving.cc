// Who gets money, from whom, and for what.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/quantity_subject.h"
#include "core/extract/sentence_items.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

// How many small words may part an amount from the preposition before who gives or gets it: "up front".
constexpr uint32_t kAdverbReach = 2;
// How many words may stand between such a preposition and the name.
constexpr uint32_t kNameReach = 3;
// How many words before an amount may say that it is what goods are worth: "del valore di circa".
constexpr uint32_t kWorthReach = 3;

}  // namespace

// The mention of one of `types` that a preposition of the lexicon's `kind` right behind the amount governs.
uint32_t SubjectFinder::governed_behind(const Amount& amount, const std::string& kind,
                                        const std::vector<std::string>& types) const {
  uint32_t at = amount.tokens.end;
  const uint32_t reach = std::min(size(), at + kAdverbReach + 1);
  // "18 milioni presi da Norda", "$36 million in advance to Alba"
  while (at < reach && is_word(token(at)) && !lexicon_.is(kind, std::string(token(at).lemma())) &&
         (token(at).has("adv") || token(at).has("pr") || token(at).has("pp") || token(at).has("past")))
    ++at;
  if (at >= reach || !has_reading(token(at), "pr") || !lexicon_.is(kind, std::string(token(at).lemma())))
    return kNoIndex;
  for (uint32_t name = at + 1; name < std::min(size(), at + 1 + kNameReach); ++name) {
    for (const uint32_t id : view_.mention_ids)
      if (const Mention& m = view_.mentions.mentions[id];
          m.tokens.size() > 0 && m.tokens.begin == name && search_.fitting(id, types))
        return id;
    if (!token(name).joined && !token(name).has("det") && !token(name).has("adj") && !token(name).has("n"))
      break;
  }
  return kNoIndex;
}

// "$700m to Alba for cloud services"
bool SubjectFinder::is_paid_for_ware(uint32_t at) const {
  if (at >= size() || !lexicon_.is("loose", std::string(token(at).lemma()))) return false;
  for (uint32_t i = at + 1; i < std::min(size(), at + 1 + kNameReach); ++i)
    if (lexicon_.is("ware", to_lower(token(i).lemma()))) return true;
  return false;
}

// Whether the amount may be money given: what is done with it is giving or getting, it is the worth of no
// goods
// ("sold chips worth $20m to Alba"), and no court is spoken of. Without a verb the preposition alone says it.
bool SubjectFinder::may_be_given(const Amount& amount) const {
  if (amounts_.mentions("court")) return false;
  const uint32_t begin = amount.tokens.begin;
  for (uint32_t i = begin - std::min(begin, kWorthReach); i < begin; ++i)
    if (lexicon_.is("worth", token(i).lower) || lexicon_.is("value", to_lower(token(i).lemma())))
      return false;
  const uint32_t clause = view_.analysis.clause_at(begin);
  if (clause == kNoIndex) return true;
  const std::string& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb].lemma;
  if (lexicon_.is("invest", verb) || lexicon_.is("promise", verb) || lexicon_.is("receive", verb))
    return true;
  const auto& rules = lexicon_.triggered_by(verb);
  return std::any_of(rules.begin(), rules.end(),
                     [&](size_t index) { return lexicon_.rules()[index].marks.given; });
}

// "3 miliardi a Norda e 2 ad Alba", "$36 million in advance to Alba"
std::optional<Filler> SubjectFinder::receiver_behind(const Amount& amount) const {
  if (!may_be_given(amount)) return std::nullopt;
  const uint32_t id = governed_behind(amount, "receiver", {"Company", "Policy"});
  if (id == kNoIndex || is_paid_for_ware(view_.mentions.mentions[id].tokens.end)) return std::nullopt;
  return search_.fitting(id, {"Company", "Policy"});
}

// "Alba has $27m from Brera", "18 milioni presi da Brera": whoever gives is named, and the firm at hand
// gets.
std::optional<Filler> SubjectFinder::receiver_from(const Amount& amount) const {
  if (!may_be_given(amount)) return std::nullopt;
  const uint32_t giver =
      governed_behind(amount, "source", {"Company", "Organization", "Place", "Person", "Policy"});
  if (giver == kNoIndex) return std::nullopt;
  return firm_at_hand(amount, view_.mentions.mentions[giver].entity);
}

// The subject of the amount's clause, else the firm named before it, else what the text is about; none of
// which is `other`.
std::optional<Filler> SubjectFinder::firm_at_hand(const Amount& amount, uint32_t other) const {
  const std::vector<std::string> types = {"Company"};
  Anchor anchor;
  anchor.trigger = amount.tokens;
  anchor.support = view_.analysis.clause_at(amount.tokens.begin);
  if (anchor.support != kNoIndex) {
    Anchor verb = anchor;
    verb.clause = anchor.support;
    const auto subjects = shapes_.fill(verb, {"subj", {}}, types);
    if (!subjects.empty() && subjects.front().entity != other && !search_.is_bound(subjects.front().tokens))
      return subjects.front();
  }
  const auto before = search_.nearest(types, amount.tokens, Reach::Unbound);
  if (before && before->entity != other) return before;
  MeasureRule rule;
  rule.measure = "budget";
  rule.marks = lexicon_.marks(rule.measure);
  rule.types = rule.guessed = types;
  const auto topic = topic_subject(rule, anchor);
  return topic && topic->entity != other ? topic : std::nullopt;
}

// "won it a contract for $300m", "took it to arbitration for $300m", but "off their hands", "from its
// owners", "into the fold": what stands between a firm and the money may be what is paid.
bool SubjectFinder::is_paid_thing(uint32_t index) const {
  if (index == kNoIndex) return false;
  const NounGroup& group = view_.analysis.chunks.nouns[index];
  const std::string lemma = to_lower(token(group.head).lemma());
  // "secured it as a customer for $300m"
  if (lexicon_.is("exchange", lemma) || view_.rules.is_cue(view_.language, "as_role", group.preposition))
    return true;
  return is_ware(index) && !group.possessive && !lexicon_.is("source", group.preposition) &&
         !lexicon_.is("keeping", lemma);
}

std::optional<Filler> SubjectFinder::taken_for(const Amount& amount) const {
  uint32_t before = amount.tokens.begin;
  while (before > 0 &&
         (token(before - 1).joined || token(before - 1).has("det") || token(before - 1).has("adv") ||
          token(before - 1).has("adj") || token(before - 1).has("preadv")))
    --before;
  if (before == 0 || !lexicon_.is("exchanged", std::string(token(before - 1).lemma()))) return std::nullopt;
  const uint32_t next = amount.tokens.end;
  if (amounts_.mentions("court") || amounts_.is_kind_told(amount) || (next < size() && token(next).has("n")))
    return std::nullopt;
  if (before > 1 && is_paid_thing(view_.analysis.group_at(before - 2))) return std::nullopt;
  const uint32_t index = clause_before(amount.tokens.begin);
  if (index == kNoIndex) return std::nullopt;
  const Clause& clause = view_.analysis.clauses[index];
  const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
  // "taken off their hands" may be one word
  if (!lexicon_.is("take", verb.lemma.substr(0, verb.lemma.find(' ')))) return std::nullopt;
  Anchor anchor;
  anchor.trigger = verb.tokens;
  anchor.clause = index;
  const std::vector<std::string> firm = {"Company"}, agents = {"Company", "Person", "Organization"};
  const auto patients = shapes_.fill(anchor, {"obj", {}}, firm);
  auto takers = shapes_.fill(anchor, {"subj", {}}, agents);
  // "Brera rules the port with Alba, prised from its owners for 60 million"
  if (takers.empty() && clause.link == ClauseLink::Participle && index > 0) {
    Anchor main;
    main.clause = 0;
    main.trigger = view_.analysis.chunks.verbs[view_.analysis.clauses.front().verb].tokens;
    takers = shapes_.fill(main, {"subj", {}}, agents);
  }
  if (patients.empty() || takers.empty() || patients.front().entity == takers.front().entity)
    return std::nullopt;
  return patients.front();
}

bool SubjectFinder::is_told(const Amount& amount) const {
  const uint32_t clause = clause_before(amount.tokens.begin);
  if (clause == kNoIndex) return false;
  Anchor anchor;
  anchor.clause = clause;
  const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb];
  anchor.trigger = verb.tokens;
  // "reckon it made $71m", "si parla di 71 milioni sottratti", "per il ponte si parla di 71 milioni"
  const uint32_t next = amount.tokens.end;
  const bool done = next < size() && (token(next).has("pp") || verb_between(view_, next, next + 1));
  return lexicon_.is("tell", verb.lemma) && !done &&
         !verb_between(view_, verb.tokens.end, amount.tokens.begin) && !buys_else(anchor, amount);
}

std::optional<Filler> SubjectFinder::given_to(const Amount& amount) const {
  const uint32_t own = view_.analysis.group_at(amount.tokens.end - 1);
  if (own == kNoIndex || own + 1 >= view_.analysis.chunks.nouns.size()) return std::nullopt;
  const NounGroup& next = view_.analysis.chunks.nouns[own + 1];
  if (next.tokens.begin > amount.tokens.end + 1 || !lexicon_.is("given", next.preposition))
    return std::nullopt;
  // "runs €4bn at Alba"
  for (const Clause& clause : view_.analysis.clauses) {
    const Argument* object = clause.argument("obj");
    if (object != nullptr && object->candidates.front().front() == own &&
        lexicon_.is("manage", view_.analysis.chunks.verbs[clause.verb].lemma))
      return std::nullopt;
  }
  return search_.in_group(own + 1, {"Company", "Policy"});
}

// "an investment of €800m by Alba", "di 800 milioni da parte di Alba", "a round of $30m was closed by Alba"
std::optional<Filler> SubjectFinder::agent_of(const Anchor& anchor, const Amount& amount) const {
  if (anchor.support != kNoIndex) {
    const Clause& clause = view_.analysis.clauses[anchor.support];
    const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
    const Argument* agent = clause.argument("subj");
    if (agent != nullptr && verb.voice == Voice::Passive && !lexicon_.is("invest", verb.lemma) &&
        anchor.trigger.end <= verb.tokens.begin && clause.link == ClauseLink::Main)
      return search_.in_group(agent->candidates.front().front(), {"Company"});
  }
  for (uint32_t group = 0; group < view_.analysis.chunks.nouns.size(); ++group) {
    const NounGroup& noun = view_.analysis.chunks.nouns[group];
    if (noun.tokens.begin < amount.tokens.end || noun.tokens.begin > amount.tokens.end + kNameReach) continue;
    if (lexicon_.is("agent", noun.preposition) && !verb_between(view_, amount.tokens.end, noun.tokens.begin))
      return search_.in_group(group, {"Company"});
  }
  return std::nullopt;
}

// "The $210m round values the company at $1.3bn": whom the money does something to has raised it.
std::optional<Filler> SubjectFinder::raiser_of(const MeasureRule& rule, const Anchor& anchor) const {
  if (!rule.marks.given || anchor.group == kNoIndex || anchor.support == kNoIndex) return std::nullopt;
  const Clause& clause = view_.analysis.clauses[anchor.support];
  const Argument* subject = clause.argument("subj");
  if (subject == nullptr || subject->candidates.front().front() != anchor.group ||
      !lexicon_.is("serve", view_.analysis.chunks.verbs[clause.verb].lemma))
    return std::nullopt;
  Anchor verb;
  verb.trigger = view_.analysis.chunks.verbs[clause.verb].tokens;
  verb.clause = anchor.support;
  const auto served = shapes_.fill(verb, {"obj", {}}, {"Company"});
  return served.empty() ? std::nullopt : std::optional(served.front());
}

bool SubjectFinder::is_reflexive(const Anchor& anchor) const {
  if (anchor.clause == kNoIndex) return false;
  const Clause& clause = view_.analysis.clauses[anchor.clause];
  const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
  // "Alba si compra Brera"
  const Argument* object = clause.argument("obj");
  const bool other = object != nullptr && search_.in_group(object->candidates.front().front(), {"Company"});
  return (verb.voice == Voice::Reflexive && !other) ||
         (verb.tokens.end < size() && lexicon_.is("reflexive", token(verb.tokens.end).lower));
}

// A common noun for things, neither a firm nor a part of one, nor an amount or a time.
bool SubjectFinder::names_goods(uint32_t group) const {
  const text::Token& head = token(view_.analysis.chunks.nouns[group].head);
  const std::string lemma = to_lower(head.lemma());
  if (!head.has("n") || search_.is_amount(group) || search_.in_group(group, {"Company"})) return false;
  if (view_.rules.is_cue(view_.language, "time", lemma)) return false;
  return !view_.rules.in_class(view_.language, "naming", lemma) &&
         !view_.rules.in_class(view_.language, "whole", lemma) &&
         !view_.rules.in_class(view_.language, "holding", lemma) && !lexicon_.is("piece", lemma) &&
         !lexicon_.is("share", lemma) && !lexicon_.is("deal", lemma);
}

// Goods, but for nouns of a purchase and for those who sell.
bool SubjectFinder::is_ware(uint32_t group) const {
  const std::string lemma = to_lower(token(view_.analysis.chunks.nouns[group].head).lemma());
  if (!names_goods(group) || lexicon_.is("seller", lemma)) return false;
  const auto& rules = lexicon_.triggered_by(lemma);
  return std::none_of(rules.begin(), rules.end(),
                      [&](size_t index) { return lexicon_.rules()[index].marks.paid; });
}

// "9 milioni di tasse", but not "$9m in cash"
bool SubjectFinder::is_ware_told(const Amount& amount) const {
  if (!amounts_.is_kind_told(amount)) return false;
  const uint32_t group = view_.analysis.group_at(amount.tokens.end + 1);
  return group != kNoIndex && is_ware(group);
}

// "handed over $9m to the tax office", "ha staccato dividendi per 9 milioni", "il conto dei danni": paid for
// something else than a firm, or to others than those who sell it.
bool SubjectFinder::buys_else(const Anchor& anchor, const Amount& amount) const {
  if (is_ware_told(amount)) return true;
  const auto is_else = [&](const Argument& argument) {
    const uint32_t group = argument.candidates.front().front();
    const bool owned = anchor.group != kNoIndex && lexicon_.is("owner", argument.place);
    if (argument.place != "obj" && !owned && !lexicon_.is("loose", argument.place) &&
        !lexicon_.is("receiver", argument.place))
      return false;
    return is_ware(group);
  };
  const auto any_else = [&](const std::vector<Argument>& arguments) {
    return std::any_of(arguments.begin(), arguments.end(), is_else);
  };
  const uint32_t clause = clause_of(anchor);
  return (anchor.clause != kNoIndex && any_else(view_.analysis.clauses[clause].arguments)) ||
         (anchor.group != kNoIndex && any_else(view_.analysis.nouns[anchor.group].attachments));
}

// "paid Alba $17bn for spectrum", "committed $300bn to Alba for computing power": Alba sold goods, and was
// neither sold nor funded.
bool SubjectFinder::buys_goods(const MeasureRule& rule, const Anchor& anchor) const {
  const bool price = rule.marks.paid && rule.types.front() == "Company";
  if ((!price && !rule.marks.given) || anchor.clause == kNoIndex) return false;
  const std::vector<Argument>& arguments = view_.analysis.clauses[anchor.clause].arguments;
  const auto seller = std::find_if(arguments.begin(), arguments.end(), [&](const Argument& argument) {
    return (price ? argument.place == "obj" : lexicon_.is("receiver", argument.place)) &&
           search_.in_group(argument.candidates.front().front(), {"Company"});
  });
  if (seller == arguments.end()) return false;
  const auto& nouns = view_.analysis.chunks.nouns;
  return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& argument) {
    const uint32_t group = argument.candidates.front().front();
    const bool goods =
        price ? names_goods(group) : lexicon_.is("ware", to_lower(token(nouns[group].head).lemma()));
    return lexicon_.is("loose", argument.place) && goods &&
           nouns[group].tokens.begin >= nouns[seller->candidates.front().front()].tokens.end;
  });
}

// "paid Alba $4.5bn for 51% of Brera": the seller is named, and what is sold behind the amount.
std::optional<Filler> SubjectFinder::sold_by(const MeasureRule& rule, const Anchor& anchor,
                                             const Amount& amount) const {
  if (!rule.marks.paid || rule.types.front() != "Company" || anchor.clause == kNoIndex) return std::nullopt;
  const auto& nouns = view_.analysis.chunks.nouns;
  uint32_t seller = kNone;
  std::optional<Filler> sold;
  for (const Argument& argument : view_.analysis.clauses[anchor.clause].arguments) {
    const uint32_t group = argument.candidates.front().front();
    if (argument.place == "obj" || lexicon_.is("receiver", argument.place)) {
      if (const auto firm = search_.in_group(group, {"Company"})) seller = firm->entity;
    } else if (lexicon_.is("loose", argument.place) && nouns[group].tokens.begin >= amount.tokens.end) {
      if (const auto found = search_.inside(rule, {argument}, argument.place, {"Company"})) sold = found;
    }
  }
  return seller != kNone && sold && sold->entity != seller ? sold : std::nullopt;
}

// "a stock of parts worth $600m", "an order valued at 40 million": of the noun right before it.
bool SubjectFinder::is_of_goods(const MeasureRule& rule, const Anchor& anchor) const {
  if (!rule.marks.worth || anchor.trigger.begin == 0) return false;
  uint32_t before = anchor.trigger.begin - 1;
  // "3,200 accelerators, worth about $96m"
  if (before > 0 && token(before).surface == ",") --before;
  const uint32_t group = view_.analysis.group_at(before);
  // "Exports worth $3bn went": the noun may be read as a verb.
  if (group == kNoIndex && before == 0 && has_reading(token(before), "n"))
    return lexicon_.is("worth", token(anchor.trigger.begin).lower);
  if (group == kNoIndex || (anchor.clause != kNoIndex && finite(anchor))) return false;
  // "listed on Monday, valuing the firm at $2bn"
  if (values_object(rule, anchor)) return false;
  const std::string lemma = to_lower(token(before).lemma());
  const bool worth = lexicon_.is("worth", token(anchor.trigger.begin).lower);
  // "a round worth $40m" is of so much, one that "values Alba at $400m" is not.
  const bool valuer = lexicon_.is("valuer", lemma);
  return token(before).kind == text::TokenKind::Word && (token(before).has("n") || (worth && valuer)) &&
         (!token(anchor.trigger.begin).has("n") || worth) && !search_.in_group(group, {"Company"}) &&
         !view_.rules.in_class(view_.language, "naming", lemma) && !lexicon_.is("share", lemma) &&
         (worth || !valuer);
}

// Right behind the word stands where the money goes, and that is a place.
bool SubjectFinder::goes_to_place(const Anchor& anchor) const {
  return std::ranges::any_of(view_.mention_ids, [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.via == Via::Name && !m.demonym && m.tokens.begin > anchor.trigger.begin &&
           m.tokens.begin <= anchor.trigger.end + 2 && search_.is_bound(m.tokens) &&
           view_.mentions.entities[m.entity].type == "Place";
  });
}

bool SubjectFinder::foreign_person(const Anchor& anchor) const {
  const uint32_t clause = clause_of(anchor);
  const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
  return subject != nullptr && search_.in_group(subject->candidates.front().front(), {"Person"});
}

// "Korber has raised $40m", "forte dei 40 milioni incassati, Korber ...": for the firm that she leads, where
// that is the one at hand.
std::optional<Filler> SubjectFinder::firm_of_person(const MeasureRule& rule, const Anchor& anchor) const {
  if (!rule.marks.given || !foreign_person(anchor) || invests(rule, anchor)) return std::nullopt;
  const Argument* subject = view_.analysis.clauses[clause_of(anchor)].argument("subj");
  const auto person = search_.in_group(subject->candidates.front().front(), {"Person"});
  const auto firm = context_.firm_of.find(person->entity);
  if (firm == context_.firm_of.end()) return std::nullopt;
  const bool at_hand = firm->second == context_.protagonist || firm->second == context_.lead ||
                       firm->second == view_.mentions.topic_of_sentence.at(view_.index);
  return at_hand ? as_topic(firm->second, rule, anchor) : std::nullopt;
}

bool SubjectFinder::invests(const MeasureRule& rule, const Anchor& anchor) const {
  if (!rule.marks.given && !rule.marks.worth) return false;
  if (anchor.group == kNoIndex || anchor.support == kNoIndex) return false;
  const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[anchor.support].verb];
  if (lexicon_.is("invest", verb.lemma)) return true;
  // "has committed $24m in tax credits": a noun of what one gives to another
  const bool gift = !rule.subject.empty() &&
                    std::any_of(rule.subject.begin(), rule.subject.end() - 1,
                                [&](const Slot& slot) { return lexicon_.is("receiver", slot.place); });
  return gift && lexicon_.is("promise", verb.lemma);
}

bool SubjectFinder::receives(const Anchor& anchor) const {
  if (anchor.clause == kNoIndex || active(anchor)) return false;
  const std::vector<Argument>& arguments = view_.analysis.clauses[anchor.clause].arguments;
  const bool from = std::any_of(arguments.begin(), arguments.end(), [&](const Argument& argument) {
    return lexicon_.is("source", argument.place);
  });
  return from && lexicon_.is("receive",
                             view_.analysis.chunks.verbs[view_.analysis.clauses[anchor.clause].verb].lemma);
}

}  // namespace trama::extract
