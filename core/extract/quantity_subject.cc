#include "core/extract/quantity_subject.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/sentence_items.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

// How many sentences before the price of a firm its purchase may be told.
constexpr uint32_t kPurchaseReach = 2;

}  // namespace

std::vector<Filler> SubjectFinder::find(const MeasureRule& rule, const Anchor& anchor,
                                        const Amount& amount) const {
  std::vector<Filler> subjects = main_subjects(rule, anchor, amount);
  if (anchor.clause == kNoIndex && anchor.group == kNoIndex) return subjects;
  for (const Slot& slot : rule.further)
    for (const Filler& filler : shapes_.fill(anchor, slot, slot.types_or(rule.types))) {
      const bool known = std::any_of(subjects.begin(), subjects.end(),
                                     [&](const Filler& subject) { return subject.entity == filler.entity; });
      if (!known) subjects.push_back(filler);
    }
  return subjects;
}

std::vector<Filler> SubjectFinder::main_subjects(const MeasureRule& rule, const Anchor& anchor,
                                                 const Amount& amount) const {
  if (const auto found = gapped(rule.guessed, anchor.trigger, amount)) return {*found};
  // "Alba, +4,2%, e Brera": a sign right behind a name is that name's.
  if (rule.marks.shares && changes_.has_sign(amount))
    if (const auto beside = search_.nearest(rule.guessed, amount.tokens, Reach::Beside)) return {*beside};
  if (rule.kind == AmountKind::Money)
    if (const auto owner = search_.owner_behind(rule.types, amount)) return {*owner};
  if (anchor.clause == kNoIndex && rule.marks.shares)
    if (const auto apposed = search_.nearest(rule.guessed, anchor.trigger, Reach::Beside);
        apposed && (!search_.is_bound(apposed->tokens) || changes_.follows_firm(anchor.trigger)))
      return {*apposed};
  if (rule.marks.shares)
    if (const auto owner = stock_owner(rule, anchor)) return of_several(rule, *owner, amount);
  if (rule.marks.shares)
    if (const auto firm = firm_before_colon(rule, anchor)) return {*firm};
  if (rule.marks.chips)
    if (const auto model = trained_with(amount)) return {*model};
  if (rule.marks.chips && equips_training(amount))
    if (const auto model = trained(amount)) return {*model};
  if (rule.kind == AmountKind::Count)
    if (const auto name = search_.apposed_to(amount, rule.types)) return {*name};
  if (rule.kind == AmountKind::Count)
    if (const auto holder = holder_of(amount, rule.types)) return {*holder};
  if (const auto name = search_.name_beside(rule, anchor, amount)) return {*name};
  // "a Beijing rival whose revenue": of the name before.
  if (const auto antecedent = relative_owner(rule, anchor)) return {*antecedent};
  // "cresciuta su 640 L40S"
  if (rule.marks.chips && runs_on(amount))
    if (const auto model = trained(amount)) return {*model};
  // Of a model and the firm that trained it, the model, wherever it stands.
  if (rule.types.front() == "Model") {
    std::vector<std::string> things = rule.types;
    std::erase(things, "Company");
    if (auto found = in_places(rule, anchor, amount, things); !found.empty()) return found;
    // "training it"
    if (anchor.clause != kNoIndex && anchor.trigger.end < size() && token(anchor.trigger.end).has("prn"))
      if (const auto previous = search_.previous_name({"Model"})) return {*previous};
  }
  // What consumes less is a thing; whose it is stands nearer to the verb, often enough.
  if (rule.marks.energy)
    if (const auto thing = consumer(rule, anchor, amount)) return {*thing};
  if (const auto raiser = raiser_of(rule, anchor)) return {*raiser};
  if (const auto programme = programme_told(rule, anchor, amount)) return {*programme};
  if (const auto firm = put_there(rule, anchor, amount)) return {*firm};
  if (const auto firm = backed_firm(rule, anchor)) return {*firm};
  if (const auto sold = sold_by(rule, anchor, amount)) return {*sold};
  if (buys_goods(rule, anchor) || is_of_goods(rule, anchor)) return {};
  if (rule.marks.given)
    if (const auto receiver = receiver_behind(amount)) return {*receiver};
  if (rule.marks.given && anchor.group != kNoIndex && rule.attached)
    if (const auto agent = agent_of(anchor, amount)) return {*agent};
  if (auto found = in_places(rule, anchor, amount, rule.types); !found.empty()) return found;
  if (rule.marks.paid) {
    if (const auto thing = piece_of(rule, anchor)) return {*thing};
    if (const auto whole = firm_of_part(rule, anchor)) return {*whole};
    if (const auto thing = thing_at_hand(rule, anchor)) return {*thing};
  }
  if (const auto pronoun = object_pronoun(rule, anchor)) return {*pronoun};
  if (values_object(rule, anchor) && !object_is_firm(anchor)) return {};
  if (values_object(rule, anchor) || receives(anchor)) {
    const auto topic = other_topic(rule, anchor);
    return topic ? std::vector<Filler>{*topic} : std::vector<Filler>();
  }
  if (rule.direct_only) return {};
  // "Bill Gates has put in $1bn", "Hyundai led a $145m round": into what the text is about
  if (const auto firm = firm_of_person(rule, anchor)) return {*firm};
  // "Macron has promised 9 billion of investments in France": into a country
  if (rule.marks.given && foreign_person(anchor) && goes_to_place(anchor)) return {};
  if ((rule.marks.given && foreign_person(anchor)) || (invests(rule, anchor) && active(anchor))) {
    const auto topic = other_topic(rule, anchor);
    return topic ? std::vector<Filler>{*topic} : std::vector<Filler>();
  }
  if (foreign_subject(anchor) || of_others(amount)) return {};
  if (const auto owner = unresolved_owner(anchor); owner != Owner::None) {
    const auto topic = owner == Owner::Firm && context_.protagonist
                           ? as_topic(*context_.protagonist, rule, anchor)
                           : std::nullopt;
    return topic ? std::vector<Filler>{*topic} : std::vector<Filler>();
  }
  if (rule.types.front() == "Model" && of_unnamed(amount)) return {};
  if (rule.types.front() == "Model" && rule.types.size() <= 2 && context_.lead_model != kNone)
    return {{context_.lead_model, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}}};
  // A subject that is there and not understood is more likely what the text is about than some other name.
  const bool unresolved = unresolved_subject(anchor);
  // "Alba's automotive arm reported revenue of $1bn"
  if (unresolved && rule.marks.state && names_other_firm(anchor)) return {};
  if (unresolved && finite(anchor))
    if (const auto topic = topic_subject(rule, anchor)) return {*topic};
  if (const auto before = search_.nearest(rule.guessed, amount.tokens, Reach::Unbound)) return {*before};
  // What a firm has, earns or is worth goes without saying whose; what an exchange or a market does, not.
  // "The stock rose 13%": but for shares of nobody.
  const bool shares = rule.marks.shares && stock_before(anchor.trigger.begin) != kNoIndex;
  if (shares || rule.marks.state || rule.marks.given)
    if (const auto topic = topic_subject(rule, anchor)) return {*topic};
  if (const auto any = unresolved || names_other_firm(anchor)
                           ? std::nullopt
                           : search_.nearest(rule.guessed, amount.tokens, Reach::Before))
    return {*any};
  if (const auto previous = search_.previous_name(rule.guessed)) return {*previous};
  return {};
}

// What stands in the rule's places and is of one of the types `only`.
std::vector<Filler> SubjectFinder::in_places(const MeasureRule& rule, const Anchor& anchor,
                                             const Amount& amount,
                                             const std::vector<std::string>& only) const {
  const bool anchored = anchor.clause != kNoIndex || anchor.group != kNoIndex;
  for (const Slot& slot : rule.subject) {
    // "The price is $300m", "Norda is paying $300m": of the firm that the sentences just before say is bought
    if (slot.place == "bought") {
      const bool recent =
          context_.bought != kNone && view_.index <= context_.bought_sentence + kPurchaseReach;
      if (recent && (anchor.clause == kNoIndex || active(anchor)) && !buys_else(anchor, amount))
        return {{context_.bought, kNone, Via::Topic, {}}};
      continue;
    }
    if (slot.place == "deal" && context_.bought != kNone) return {{context_.bought, kNone, Via::Topic, {}}};
    if (slot.place == "-" || !anchored) break;
    // "la divisione di X", "dollari USA": what stands so after a verb is another noun's.
    if (anchor.clause != kNoIndex && lexicon_.is("owner", slot.place)) continue;
    const std::vector<std::string>& types = slot.types_or(only);
    if (slot.place == "topic") {
      if (const auto topic = other_topic(rule, anchor)) return {*topic};
      continue;
    }
    if (slot.place == "model") {
      if (anchor.group == kNoIndex || has_owner(anchor.group) || context_.lead_model == kNone) continue;
      // "trained V3 with 2,000 chips and at a cost of $6m": the sentence names it.
      if (const auto named = search_.nearest({"Model"}, amount.tokens, Reach::Before)) return {*named};
      return {{context_.lead_model, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}}};
    }
    // "The takeover of Alba cost Brera $2bn"
    if (slot.place == "obj" && anchor.group != kNoIndex && anchor.support != kNoIndex) {
      const Argument* subject = view_.analysis.clauses[anchor.support].argument("subj");
      if (subject != nullptr && subject->candidates.front().front() == anchor.group) continue;
    }
    if (slot.place == "subj" && (invests(rule, anchor) || values_object(rule, anchor) || receives(anchor)))
      continue;
    // "towards a €74 million extension": not of the clause's subject
    if (slot.place == "subj" && rule.attached && anchor.group != kNoIndex) {
      const std::string& preposition = view_.analysis.chunks.nouns[anchor.group].preposition;
      if (!preposition.empty() && !lexicon_.is("with", preposition)) continue;
    }
    if (slot.place == "subj" && clause_of(anchor) != kNoIndex) {
      // An amount that clause analysis took for the subject leaves the name before the verb.
      const Argument* subject = view_.analysis.clauses[clause_of(anchor)].argument("subj");
      const bool amount_first = subject != nullptr && search_.is_amount(subject->candidates.front().front());
      // "in Europa Alba ha limitato il ribasso al 2%"
      const bool own = subject != nullptr && subject->candidates.front().front() == anchor.group;
      if (amount_first || own || (subject == nullptr && anchor.clause != kNoIndex))
        if (const auto before = search_.name_before(clause_of(anchor), types)) return {*before};
      if (amount_first) {
        // "ha guadagnato il 2,3% Technoprobe"
        const auto behind = shapes_.fill(anchor, {"comp", {}}, types);
        if (!behind.empty()) return {behind.front()};
        continue;
      }
    }
    // "sold itself to Alba for $2bn"
    const bool reflexive = slot.place == "obj" && is_reflexive(anchor);
    auto fillers = shapes_.fill(anchor, reflexive ? Slot{"subj", slot.types} : slot, types);
    if (fillers.empty() && slot.place == "subj") fillers = described(anchor, types);
    if (slot.place == "obj" && !reflexive && is_subject(fillers, anchor, types)) continue;
    // "l'integrazione di Ansys, comprata per 35 miliardi"
    const bool reduced =
        anchor.clause != kNoIndex && view_.analysis.clauses[anchor.clause].link == ClauseLink::Participle;
    std::erase_if(fillers, [&](const Filler& filler) {
      // "$24m in tax credits", which may be a measure of their own
      if (!rule.attached && filler.tokens.contains(anchor.trigger.begin)) return true;
      const bool far = filler.tokens.begin > anchor.trigger.end &&
                       search_.border_between(anchor.trigger.end, filler.tokens.begin);
      // "a round was closed by Alba"
      const bool agent =
          slot.place == "subj" && rule.marks.given && clause_of(anchor) != kNoIndex &&
          view_.analysis.chunks.verbs[view_.analysis.clauses[clause_of(anchor)].verb].voice == Voice::Passive;
      const bool bound = !reduced && !agent && (slot.place == "subj" || slot.place == "obj") &&
                         search_.is_bound(filler.tokens);
      return far || bound ||
             (lexicon_.is("owner", slot.place) && search_.parted(anchor.trigger, filler.tokens)) ||
             (view_.mentions.entities[filler.entity].type == "Place" && slot.place != "subj") ||
             (view_.mentions.entities[filler.entity].type == "Place" &&
              (shapes_.is_nation_word(filler.tokens) || search_.locates_place(filler.tokens)));
    });
    if (fillers.size() > 1 && rule.marks.several) return respective(fillers, amount);
    if (!fillers.empty()) return {search_.preferred(fillers, types)};
    if (const auto inside = inside_of(rule, anchor, slot.place, types);
        inside && (rule.attached || !inside->tokens.contains(anchor.trigger.begin)))
      return of_several(rule, *inside, amount);
    if (const auto behind = search_.behind_particle(slot.place, types, anchor.trigger)) return {*behind};
    if (lexicon_.is("loose", slot.place))
      if (const auto bound = search_.with_preposition(slot.place, types, anchor.trigger)) return {*bound};
  }
  return {};
}

// "Alba has bought 30%, valuing the firm at 540m": the description in the object was taken for the subject.
bool SubjectFinder::is_subject(const std::vector<Filler>& object, const Anchor& anchor,
                               const std::vector<std::string>& types) const {
  if (object.empty() || object.front().via != Via::Nominal || anchor.clause == kNoIndex || !active(anchor))
    return false;
  const std::vector<Filler> subjects = shapes_.fill(anchor, {"subj", {}}, types);
  return std::any_of(subjects.begin(), subjects.end(),
                     [&](const Filler& subject) { return subject.entity == object.front().entity; });
}

// "Alba, which might have been thought a winner, dropped 6 per cent": what the subject is said of.
std::vector<Filler> SubjectFinder::described(const Anchor& anchor,
                                             const std::vector<std::string>& types) const {
  const Argument* subject =
      anchor.clause == kNoIndex ? nullptr : view_.analysis.clauses[anchor.clause].argument("subj");
  if (subject == nullptr) return {};
  for (const uint32_t group : view_.analysis.nouns[subject->candidates.front().front()].described)
    if (const auto found = search_.in_group(group, types);
        found && !search_.is_bound(found->tokens) && found->tokens.end <= anchor.trigger.begin)
      return {*found};
  return {};
}

// Without a word that tells the measure: the name beside the amount, the subject of its clause, or the
// nearest one before it.
std::optional<Filler> SubjectFinder::near(const std::string& measure, const Amount& amount) const {
  const std::vector<std::string>& types = lexicon_.guessed(measure);
  const bool chips = lexicon_.marks(measure).chips;
  if (chips)
    if (const auto model = trained_with(amount)) return model;
  if (chips && runs_on(amount))
    if (const auto model = trained(amount)) return model;
  if (changes_.has_sign(amount))
    if (const auto beside = search_.nearest(types, amount.tokens, Reach::Beside)) return beside;
  const uint32_t clause = view_.analysis.clause_at(amount.tokens.begin);
  if (clause != kNoIndex) {
    Anchor anchor;
    anchor.trigger = amount.tokens;
    anchor.clause = clause;
    const auto fillers = shapes_.fill(anchor, {"subj", {}}, types);
    if (!fillers.empty() && !search_.is_bound(fillers.front().tokens)) return fillers.front();
  }
  if (const auto before = search_.nearest(types, amount.tokens, Reach::Unbound)) return before;
  return search_.nearest(types, amount.tokens, Reach::Before);
}

// "Advantest ha perso l'8,6%, Tokyo Electron il 5,7%": the name behind the amount before this one.
std::optional<Filler> SubjectFinder::gapped(const std::vector<std::string>& types, TokenRange trigger,
                                            const Amount& amount) const {
  const Amount* previous = nullptr;
  for (const Amount& other : view_.amounts)
    if (other.tokens.end <= amount.tokens.begin &&
        (amounts_.kind_of(other) == amounts_.kind_of(amount) ||
         (other.percent && amounts_.inherits_percent(amount)) ||
         (amounts_.kind_of(other) == AmountKind::Money && amounts_.is_gapped_money(amount))))
      previous = &other;
  if (previous == nullptr || trigger.begin >= previous->tokens.end) return std::nullopt;
  if (const auto described = search_.described_before(previous->tokens.end, amount, types)) return described;
  const auto beside = search_.nearest(types, amount.tokens, Reach::Beside);
  if (!beside || beside->tokens.begin < previous->tokens.end || search_.is_bound(beside->tokens))
    return std::nullopt;
  return beside;
}

Anchor SubjectFinder::anchor_of(TokenRange trigger) const {
  Anchor anchor;
  anchor.trigger = trigger;
  for (uint32_t i = 0; i < view_.analysis.clauses.size(); ++i)
    if (const VerbGroup& verb = view_.analysis.chunks.verbs[view_.analysis.clauses[i].verb];
        trigger.contains(verb.head)) {
      // "$24 million in tax credits": what may be a noun before a noun is no infinitive.
      if (verb.mood == Mood::Infinitive && verb.head + 1 < trigger.end &&
          has_reading(token(verb.head), "n") && token(trigger.end - 1).has("n"))
        continue;
      anchor.clause = i;
      return anchor;
    }
  // "ended 2% in the red": the phrase says what its clause's verb does.
  if (trigger.size() > 1 && token(trigger.begin).has("pr")) {
    anchor.clause = clause_before(trigger.begin);
    if (anchor.clause != kNoIndex) return anchor;
  }
  anchor.group = view_.analysis.group_at(trigger.begin);
  if (anchor.group != kNoIndex) anchor.support = view_.analysis.nouns[anchor.group].clause;
  if (anchor.support == kNoIndex) anchor.support = view_.analysis.clause_at(trigger.begin);
  if (anchor.support == kNoIndex) anchor.support = clause_before(trigger.begin);
  return anchor;
}

uint32_t SubjectFinder::clause_of(const Anchor& anchor) const {
  return anchor.clause != kNoIndex ? anchor.clause : anchor.support;
}

std::optional<Filler> SubjectFinder::relative_owner(const MeasureRule& rule, const Anchor& anchor) const {
  if (anchor.group == kNoIndex) return std::nullopt;
  const TokenRange group = view_.analysis.chunks.nouns[anchor.group].tokens;
  const uint32_t first = group.begin > 0 ? group.begin - 1 : 0;
  for (uint32_t i = first; i < anchor.trigger.begin; ++i)
    if (lexicon_.is("whose", to_lower(token(i).surface)) && (i == 0 || !search_.preposition_at(i - 1))) {
      const auto beside = search_.nearest(rule.guessed, {i, i + 1}, Reach::Beside);
      return beside ? beside : search_.nearest(rule.guessed, {i, i + 1}, Reach::Unbound);
    }
  return std::nullopt;
}

// The group that the amount's hangs on: "il supercalcolatore da 200 mila Gpu"; kNoIndex where there is none.
uint32_t SubjectFinder::group_before(const Amount& amount) const {
  const uint32_t own = view_.analysis.group_at(amount.tokens.begin);
  if (own == kNoIndex || own == 0) return kNoIndex;
  const NounGroup& group = view_.analysis.chunks.nouns[own];
  const NounGroup& before = view_.analysis.chunks.nouns[own - 1];
  return group.preposition.empty() || before.tokens.end + 2 < group.tokens.begin ? kNoIndex : own - 1;
}

std::optional<Filler> SubjectFinder::consumer(const MeasureRule& rule, const Anchor& anchor,
                                              const Amount& amount) const {
  const std::vector<std::string> things = {"Model", "Chip", "Product"};
  if (const auto found = in_places(rule, anchor, amount, things); !found.empty()) return found.front();
  if (const auto unbound = search_.nearest(things, amount.tokens, Reach::Unbound)) return unbound;
  if (const auto thing = thing_at_hand(rule, anchor)) return thing;
  return search_.nearest(things, amount.tokens, Reach::Before);
}

std::optional<Filler> SubjectFinder::holder_of(const Amount& amount,
                                               const std::vector<std::string>& types) const {
  const uint32_t group = group_before(amount);
  // "addestrato al Cineca su 64 acceleratori" are what the model runs on
  if (group == kNoIndex || runs_on(amount)) return std::nullopt;
  const std::vector<Filler> denoted = shapes_.denoted(group, types);
  return denoted.empty() ? std::nullopt : std::optional(denoted.front());
}

// The name inside the group that stands in `place`, or in what is attached to it: "le azioni Stm", "the
// whole of ZT". Unlike a relation's end, the group need not denote it. A noun's places are also those of
// its clause: "per Kinara l'assegno è di 307 milioni".
std::optional<Filler> SubjectFinder::inside_of(const MeasureRule& rule, const Anchor& anchor,
                                               const std::string& place,
                                               const std::vector<std::string>& types) const {
  if (anchor.group != kNoIndex && place != "subj")
    if (const auto found = search_.inside(rule, view_.analysis.nouns[anchor.group].attachments, place, types))
      return found;
  const uint32_t clause = clause_of(anchor);
  if (clause == kNoIndex || lexicon_.is("owner", place)) return std::nullopt;
  return search_.inside(rule, view_.analysis.clauses[clause].arguments, place, types);
}

// The last clause whose verb stands before the token, in the same part of the sentence.
uint32_t SubjectFinder::clause_before(uint32_t at) const {
  uint32_t last = kNoIndex;
  for (uint32_t i = 0; i < view_.analysis.clauses.size(); ++i) {
    const uint32_t head = view_.analysis.chunks.verbs[view_.analysis.clauses[i].verb].head;
    if (head < at && !search_.border_between(head, at)) last = i;
  }
  return last;
}

}  // namespace trama::extract
