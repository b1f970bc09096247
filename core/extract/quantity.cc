#include "core/extract/quantity.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

// How far a word may stand from the amount that it explains, in tokens with the surcharges below.
constexpr int kReach = 12;
constexpr int kOtherReach = 3;       // of words that only keep an amount from another measure
constexpr int kClauseSurcharge = 3;  // another clause's verb between them
constexpr int kBorderSurcharge = 6;  // a semicolon, colon or bracket
constexpr int kCommaSurcharge = 1;
constexpr int kCoordinatorSurcharge = 4;
constexpr int kAmountSurcharge = 3;  // another amount of the kind
constexpr int kPredicateCost = 2;    // the word is the subject of what is said of the amount
constexpr int kArgumentBonus = 4;    // the word is a verb, the amount an argument of it
constexpr int kPhraseBonus = 4;      // for each further word of the trigger
constexpr int kContextBonus = 1;     // the rule asks for further words, and they are there

constexpr uint32_t kDirectConfidence = 800, kNearConfidence = 600, kTopicConfidence = 500;

// What fits no measure: debts, fines, shares of a market. Its words keep amounts from being taken for others.
constexpr std::string_view kOther = "other";

bool names_currency(const Amount& amount) { return amount.written.kind == text::Amount::Kind::Money; }

bool is_word(const text::Token& token) { return token.kind != text::TokenKind::Punctuation; }

// One possible reading of an amount.
struct Candidate {
  const MeasureRule* rule = nullptr;
  TokenRange trigger;
  int cost = 0;
};

class Matcher {
 public:
  Matcher(const SentenceView& view, const Speech& speech, const MeasureLexicon& lexicon,
          QuantityContext& context)
      : view_(view), speech_(speech), lexicon_(lexicon), context_(context), shapes_(view) {}

  std::vector<QuantityMatch> run() {
    follow_paragraph();
    if (view_.amounts.empty()) return {};
    find_triggers();
    for (size_t i = 0; i < view_.amounts.size(); ++i) {
      const Amount& amount = view_.amounts[i];
      if (names_currency(amount)) context_.currency = amount.written.currency;
      if (const auto kind = kind_of(amount)) match(i, *kind);
    }
    return std::move(found_);
  }

 private:
  const text::Token& token(uint32_t i) const { return view_.sentence.tokens[i]; }
  uint32_t size() const { return static_cast<uint32_t>(view_.sentence.tokens.size()); }

  void follow_paragraph() {
    if (context_.paragraph != view_.sentence.paragraph) {
      context_.paragraph = view_.sentence.paragraph;
      context_.lead = kNone;
    }
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (context_.lead != kNone) return;
      if (view_.mentions.entities[m.entity].type == "Company" && !is_bound(m.tokens))
        context_.lead = m.entity;
    }
  }

  uint32_t phrase_end(uint32_t begin, const std::vector<std::string>& words) const {
    for (const std::string& word : words) {
      // "perdita operativa" is of lemmas "perdita operativo"; contractions add an article in between
      if (begin < size() && token(begin).joined && !token_is(token(begin), word)) ++begin;
      if (begin >= size() || !token_is(token(begin), word)) return 0;
      ++begin;
    }
    return begin;
  }

  bool sentence_has(const std::vector<std::vector<std::string>>& phrases) const {
    for (uint32_t i = 0; i < size(); ++i)
      for (const auto& phrase : phrases)
        if (phrase_end(i, phrase) != 0) return true;
    return false;
  }

  void find_triggers() {
    for (uint32_t i = 0; i < size(); ++i) {
      if (!is_word(token(i)) || is_auxiliary(i)) continue;
      std::vector<std::string> lemmas{to_lower(token(i).surface)};
      for (const text::Reading& reading : token(i).readings) {
        std::string lemma = to_lower(reading.lemma);
        if (std::find(lemmas.begin(), lemmas.end(), lemma) == lemmas.end())
          lemmas.push_back(std::move(lemma));
      }
      for (const std::string& lemma : lemmas)
        for (const size_t index : lexicon_.triggered_by(lemma)) {
          const MeasureRule& rule = lexicon_.rules()[index];
          const uint32_t end = phrase_end(i, rule.trigger);
          if (end != 0 && (rule.context.empty() || sentence_has(rule.context)))
            triggers_.push_back({&rule, {i, end}, 0});
        }
    }
  }

  bool is_auxiliary(uint32_t i) const {
    for (const VerbGroup& verb : view_.analysis.chunks.verbs)
      if (verb.tokens.contains(i)) return verb.head != i;
    return false;
  }

  // What an amount can measure; nothing for years, ordinals and the like.
  std::optional<AmountKind> kind_of(const Amount& amount) const {
    if (names_currency(amount)) return AmountKind::Money;
    if (amount.percent) return AmountKind::Percent;
    if (amount.written.fraction && amount.value < 1) return AmountKind::Percent;
    if (!amount.written.multiplied) return AmountKind::Count;
    return counts_things(amount) ? AmountKind::Count : AmountKind::Money;
  }

  // "671 miliardi di parametri", "3 million users": a noun that no rule of money knows.
  bool counts_things(const Amount& amount) const {
    uint32_t next = amount.tokens.end;
    // "8 billion and 70 billion parameters"
    if (next < size() && (token(next).has("cnjcoo") || token(next).surface == ","))
      for (const Amount& other : view_.amounts)
        if (other.tokens.begin == next + 1)
          return !names_currency(other) && !other.percent && other.written.multiplied && counts_things(other);
    for (const Candidate& trigger : triggers_)
      if (trigger.rule->kind == AmountKind::Count && counted(amount, trigger.trigger)) return true;
    bool preposition = false;
    while (next < size() && (token(next).has("pr") || token(next).joined)) {
      preposition = true;
      ++next;
    }
    if (next >= size() || !is_word(token(next))) return false;
    if (!preposition && token(next).kind == text::TokenKind::Name) return true;
    if (!preposition && !token(next).has("n")) return false;
    if (!token(next).has("n") && !token(next).unknown) return false;
    if (token(next).kind == text::TokenKind::Name) return false;
    for (const Candidate& trigger : triggers_)
      if (trigger.rule->kind == AmountKind::Money && trigger.trigger.contains(next)) return false;
    return preposition ? token(amount.tokens.end).lemma().size() <= 2 : true;
  }

  int cost_between(TokenRange trigger, TokenRange amount) const {
    const uint32_t begin = std::min(trigger.end, amount.end), end = std::max(trigger.begin, amount.begin);
    int cost = 0;
    for (uint32_t i = begin; i < end; ++i) {
      const std::string& mark = token(i).surface;
      if (!token(i).joined) ++cost;
      if (token(i).has("cnjcoo")) cost += kCoordinatorSurcharge;
      if (is_word(token(i))) continue;
      if (mark == ",") cost += kCommaSurcharge;
      if (mark == ";" || mark == ":" || mark == "(" || mark == ")") cost += kBorderSurcharge;
    }
    for (const VerbGroup& verb : view_.analysis.chunks.verbs)
      if (begin <= verb.head && verb.head < end) cost += kClauseSurcharge;
    for (const Amount& other : view_.amounts)
      if (begin <= other.tokens.begin && other.tokens.end <= end) cost += kAmountSurcharge;
    return cost;
  }

  // What may explain the amount, the likeliest first.
  std::vector<Candidate> candidates_of(const Amount& amount, AmountKind kind) const {
    std::vector<Candidate> candidates;
    for (const Candidate& trigger : triggers_) {
      if (trigger.rule->kind != kind) continue;
      if (amount.tokens.begin < trigger.trigger.end && trigger.trigger.begin < amount.tokens.end) continue;
      if (kind == AmountKind::Count && !counted(amount, trigger.trigger)) continue;
      Candidate candidate = trigger;
      candidate.cost = cost_between(trigger.trigger, amount.tokens);
      if (says_of(trigger.trigger, amount)) candidate.cost = std::min(candidate.cost, kPredicateCost);
      if (governs(trigger.trigger, amount)) candidate.cost -= kArgumentBonus;
      if (!trigger.rule->context.empty()) candidate.cost -= kContextBonus;
      candidate.cost -= kPhraseBonus * static_cast<int>(trigger.rule->trigger.size() - 1);
      if (candidate.cost <= (candidate.rule->measure == kOther ? kOtherReach : kReach))
        candidates.push_back(candidate);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
    return candidates;
  }

  void match(size_t index, AmountKind kind) {
    const Amount& amount = view_.amounts[index];
    const bool sign = kind == AmountKind::Percent && has_sign(amount);
    if (kind == AmountKind::Percent && amount.written.fraction && !of_value(amount)) return;
    std::vector<Candidate> candidates = candidates_of(amount, kind);
    // The verb of a list serves all its amounts, however far it stands.
    if (last_ && last_->rule->kind == kind &&
        !verb_between(view_.amounts[index - 1].tokens.end, amount.tokens.begin) &&
        gapped_subject(last_->rule->types, last_->trigger, amount))
      candidates.insert(candidates.begin(), *last_);
    last_.reset();
    for (const Candidate& candidate : candidates) {
      const std::string& measure = candidate.rule->measure;
      if (measure == kOther) {
        if (sign) continue;
        return;
      }
      if ((measure == "stock_change" || measure == "market_value_lost") && is_level(amount)) continue;
      if (measure == "stock_change" && changes_other(candidate.trigger, amount)) return;
      if (!add(amount, candidate, kind)) continue;
      last_ = candidate;
      return;
    }
    if (sign && !follows_money(index)) return add_signed_change(amount);
    if (kind == AmountKind::Money) add_policy_budget(amount);
    if (kind == AmountKind::Count) add_named_chips(amount);
  }

  bool verb_between(uint32_t begin, uint32_t end) const {
    return std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                       [&](const VerbGroup& verb) { return begin <= verb.head && verb.head < end; });
  }

  // Does the verb itself say what an amount measures?
  bool is_trigger(const VerbGroup& verb) const {
    return std::any_of(triggers_.begin(), triggers_.end(), [&](const Candidate& trigger) {
      return trigger.rule->kind == AmountKind::Money && trigger.trigger.contains(verb.head);
    });
  }

  // "Le spese del fondo ammonterebbero a un miliardo": the trigger is the subject's noun, the amount an
  // argument.
  bool says_of(TokenRange trigger, const Amount& amount) const {
    const uint32_t noun = view_.analysis.group_at(trigger.begin), object = group_of(amount);
    if (noun == kNoIndex || object == kNoIndex || noun == object) return false;
    for (const Clause& clause : view_.analysis.clauses) {
      const Argument* subject = clause.argument("subj");
      if (subject == nullptr || subject->candidates.front().front() != noun) continue;
      if (is_trigger(view_.analysis.chunks.verbs[clause.verb])) continue;
      for (const Argument& argument : clause.arguments)
        for (const auto& groups : argument.candidates)
          if (argument.place != "subj" && std::find(groups.begin(), groups.end(), object) != groups.end())
            return true;
    }
    return false;
  }

  // A currency's sign stands outside of the group.
  uint32_t group_of(const Amount& amount) const {
    for (uint32_t i = amount.tokens.begin; i < amount.tokens.end; ++i)
      if (const uint32_t group = view_.analysis.group_at(i); group != kNoIndex) return group;
    return kNoIndex;
  }

  bool governs(TokenRange trigger, const Amount& amount) const {
    const uint32_t object = group_of(amount);
    if (object == kNoIndex) return false;
    for (const Clause& clause : view_.analysis.clauses) {
      if (!trigger.contains(view_.analysis.chunks.verbs[clause.verb].head)) continue;
      for (const Argument& argument : clause.arguments)
        for (const auto& groups : argument.candidates)
          if (argument.place != "subj" && std::find(groups.begin(), groups.end(), object) != groups.end())
            return true;
    }
    return false;
  }

  // Counts are followed by what they count: adjectives, "di" and one noun of kind may stand between ("2048
  // vecchi modelli H800").
  bool counted(const Amount& amount, TokenRange noun) const {
    uint32_t begin = amount.tokens.end;
    if (begin < size() && token(begin).has("cnjcoo"))
      for (const Amount& other : view_.amounts)
        if (other.tokens.begin == begin + 1) begin = other.tokens.end;
    if (noun.begin < begin || noun.begin > begin + 4) return false;
    for (uint32_t i = begin; i < noun.begin; ++i) {
      const text::Token& between = token(i);
      if (!is_word(between) || between.has("vblex") || between.has("cnjcoo")) return false;
      if (between.has("pr") && i > begin) return false;
    }
    return true;
  }

  // "un quinto del suo valore"
  bool of_value(const Amount& amount) const {
    for (uint32_t i = amount.tokens.end; i < std::min(size(), amount.tokens.end + 6); ++i)
      for (const char* word : {"valore", "capitalizzazione", "value", "capitalisation", "capitalization"})
        if (token_is(token(i), word)) return true;
    return false;
  }

  // "a 28% jump in revenue", "i ricavi sono in calo del 17%": the change of something that has a measure of
  // its own.
  bool changes_other(TokenRange trigger, const Amount& amount) const {
    for (const Candidate& other : triggers_) {
      if (other.rule->measure == kOther || other.rule->measure == "stock_change" ||
          other.rule->measure == "market_value_lost" || other.rule->measure == "valuation" ||
          other.rule->measure == "chips_used")
        continue;
      const uint32_t group = view_.analysis.group_at(other.trigger.begin);
      if (group == kNoIndex) continue;
      const uint32_t clause = view_.analysis.clause_at(trigger.begin);
      const Argument* subject =
          clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
      if (subject != nullptr && subject->candidates.front().front() == group) return true;
      const uint32_t behind = std::max(trigger.end, amount.tokens.end);
      if (other.trigger.begin >= behind && other.trigger.begin <= behind + 3 &&
          !marks_between(behind, other.trigger.begin))
        return true;
    }
    return false;
  }

  bool marks_between(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i)
      if (!is_word(token(i)) && token(i).surface != "%") return true;
    return false;
  }

  // "un fatturato di 2,2 miliardi, +20%": the change of the money before it.
  bool follows_money(size_t index) const {
    return index > 0 && kind_of(view_.amounts[index - 1]) == AmountKind::Money &&
           view_.amounts[index].tokens.begin <= view_.amounts[index - 1].tokens.end + 4;
  }

  // "the $52bn CHIPS Act", "il Chips Act da 43 miliardi"
  void add_policy_budget(const Amount& amount) {
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (m.tokens.size() == 0 || view_.mentions.entities[m.entity].type != "Policy") continue;
      const bool before = m.tokens.begin >= amount.tokens.end && m.tokens.begin <= amount.tokens.end + 1;
      const bool behind = amount.tokens.begin >= m.tokens.end && amount.tokens.begin <= m.tokens.end + 2 &&
                          !marks_between(m.tokens.end, amount.tokens.begin);
      if (!before && !behind) continue;
      QuantityMatch match;
      match.measure = "budget";
      match.rule_name = "budget/" + view_.language + "/policy";
      match.trigger = amount.tokens;
      fill(match, amount, AmountKind::Money);
      return push(std::move(match), {{m.entity, id, m.via, m.tokens}, kNearConfidence},
                  view_.analysis.clause_at(amount.tokens.begin));
    }
  }

  // "salita al 51%", "rose to 5%" is what was reached, not by how much.
  bool is_level(const Amount& amount) const {
    if (has_sign(amount)) return false;
    uint32_t before = amount.tokens.begin;
    while (before > 0 && token(before - 1).joined) --before;
    if (before == 0) return false;
    const std::string_view lemma = token(before - 1).lemma();
    return lemma == "to" || lemma == "at" || (lemma == "a" && token(before - 1).has("pr"));
  }

  bool has_sign(const Amount& amount) const {
    const uint32_t begin = amount.tokens.begin;
    if (amount.written.value < 0) return true;
    return begin > 0 && token(begin - 1).surface == "+" && !token(begin).space_before;
  }

  Anchor anchor_of(TokenRange trigger) const {
    Anchor anchor;
    anchor.trigger = trigger;
    for (uint32_t i = 0; i < view_.analysis.clauses.size(); ++i)
      if (trigger.contains(view_.analysis.chunks.verbs[view_.analysis.clauses[i].verb].head)) {
        anchor.clause = i;
        return anchor;
      }
    anchor.group = view_.analysis.group_at(trigger.begin);
    anchor.support = view_.analysis.clause_at(trigger.begin);
    if (anchor.support == kNoIndex) anchor.support = clause_before(trigger.begin);
    return anchor;
  }

  // The last clause whose verb stands before the token, in the same part of the sentence.
  uint32_t clause_before(uint32_t at) const {
    uint32_t last = kNoIndex;
    for (uint32_t i = 0; i < view_.analysis.clauses.size(); ++i) {
      const uint32_t head = view_.analysis.chunks.verbs[view_.analysis.clauses[i].verb].head;
      if (head < at && !border_between(head, at)) last = i;
    }
    return last;
  }

  bool border_between(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i)
      if (token(i).surface == ";" || token(i).surface == ":") return true;
    return false;
  }

  uint32_t clause_of(const Anchor& anchor) const {
    return anchor.clause != kNoIndex ? anchor.clause : anchor.support;
  }

  bool add(const Amount& amount, const Candidate& candidate, AmountKind kind) {
    const Anchor anchor = anchor_of(candidate.trigger);
    const auto subject = subject_of(*candidate.rule, anchor, amount);
    if (!subject) return false;
    QuantityMatch match;
    match.measure = candidate.rule->measure;
    match.rule_name = candidate.rule->name;
    match.trigger = candidate.trigger;
    fill(match, amount, kind);
    const double size = std::abs(match.value);
    if (candidate.rule->sign != 0) match.value = candidate.rule->sign * size;
    if (candidate.rule->sign > 0 && has_sign(amount) && amount.value < 0) match.value = amount.value;
    if (match.measure == "gpu_hours") match.unit = "hours";
    if (match.measure == "chips_used") match.chip = chip_near(amount);
    push(std::move(match), *subject, clause_of(anchor));
    return true;
  }

  void fill(QuantityMatch& match, const Amount& amount, AmountKind kind) const {
    match.amount = amount.tokens;
    match.value = amount.value;
    match.qualifier = amount.written.qualifier;
    if (kind == AmountKind::Money)
      match.unit = names_currency(amount) ? amount.written.currency : context_.currency;
    else
      match.unit = kind == AmountKind::Percent ? "percent" : "count";
    if (kind == AmountKind::Percent && !amount.percent) match.value *= 100;  // a fraction
  }

  struct Subject {
    Filler filler;
    uint32_t confidence = 0;
  };

  void push(QuantityMatch match, const Subject& subject, uint32_t clause) {
    match.subject = subject.filler;
    match.confidence = subject.confidence;
    match.modality = judge_statement(view_, speech_, clause, match.trigger);
    found_.push_back(std::move(match));
  }

  // "Nvidia -16,9%"
  void add_signed_change(const Amount& amount) {
    const auto subject = subject_near("stock_change", amount);
    if (!subject) return;
    QuantityMatch match;
    match.measure = "stock_change";
    match.rule_name = "stock_change/" + view_.language + "/sign";
    match.trigger = amount.tokens;
    fill(match, amount, AmountKind::Percent);
    if (amount.written.value > 0) match.trigger.begin -= 1;  // the plus
    push(std::move(match), {*subject, kNearConfidence}, view_.analysis.clause_at(amount.tokens.begin));
  }

  // "2048 vecchi modelli H800": a count before a chip's name.
  void add_named_chips(const Amount& amount) {
    const auto chip = chip_near(amount);
    if (!chip || !has_context("chips_used")) return;
    const auto subject = subject_near("chips_used", amount);
    if (!subject) return;
    QuantityMatch match;
    match.measure = "chips_used";
    match.rule_name = "chips_used/" + view_.language + "/name";
    match.trigger = amount.tokens;
    match.chip = chip;
    fill(match, amount, AmountKind::Count);
    push(std::move(match), {*subject, kNearConfidence}, view_.analysis.clause_at(amount.tokens.begin));
  }

  // Without a word that tells the measure: the name beside the amount, the subject of its clause, or the
  // nearest one before it.
  std::optional<Filler> subject_near(const std::string& measure, const Amount& amount) const {
    const std::vector<std::string>& types = lexicon_.types(measure);
    if (has_sign(amount))
      if (const auto beside = nearest(types, amount.tokens, Reach::Beside)) return beside;
    const uint32_t clause = view_.analysis.clause_at(amount.tokens.begin);
    if (clause != kNoIndex) {
      Anchor anchor;
      anchor.trigger = amount.tokens;
      anchor.clause = clause;
      const auto fillers = shapes_.fill(anchor, {"subj", {}}, types);
      if (!fillers.empty() && !is_bound(fillers.front().tokens)) return fillers.front();
    }
    if (const auto before = nearest(types, amount.tokens, Reach::Unbound)) return before;
    return nearest(types, amount.tokens, Reach::Before);
  }

  bool has_context(const std::string& measure) const {
    for (const MeasureRule& rule : lexicon_.rules())
      if (rule.measure == measure) return sentence_has(rule.context);
    return false;
  }

  std::optional<uint32_t> chip_near(const Amount& amount) const {
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (counted(amount, m.tokens) && m.via == Via::Name && view_.mentions.entities[m.entity].type == "Chip")
        return m.entity;
    }
    return std::nullopt;
  }

  std::optional<Filler> fitting(uint32_t id, const std::vector<std::string>& types) const {
    const Mention& m = view_.mentions.mentions[id];
    const auto lists = [&](uint32_t entity) {
      return std::find(types.begin(), types.end(), view_.mentions.entities[entity].type) != types.end();
    };
    Filler filler{m.entity, id, m.via, m.tokens};
    // Of two readings the one whose type the measure names first.
    if (m.other_reading != kNone && lists(m.other_reading) &&
        (!lists(m.entity) || rank(m.other_reading, types) < rank(m.entity, types)))
      filler.entity = m.other_reading;
    else if (!lists(m.entity))
      return std::nullopt;
    return filler;
  }

  std::ptrdiff_t rank(uint32_t entity, const std::vector<std::string>& types) const {
    return std::find(types.begin(), types.end(), view_.mentions.entities[entity].type) - types.begin();
  }

  std::optional<Subject> subject_of(const MeasureRule& rule, const Anchor& anchor,
                                    const Amount& amount) const {
    if (const auto gapped = gapped_subject(rule.types, anchor.trigger, amount))
      return Subject{*gapped, kNearConfidence};
    if (const auto owner = owner_behind(rule.types, amount)) return Subject{*owner, kDirectConfidence};
    if (anchor.clause == kNoIndex && rule.measure == "stock_change")
      if (const auto apposed = nearest(rule.types, anchor.trigger, Reach::Beside);
          apposed && !is_bound(apposed->tokens))
        return Subject{*apposed, kDirectConfidence};
    const bool anchored = anchor.clause != kNoIndex || anchor.group != kNoIndex;
    for (const Slot& slot : rule.subject) {
      if (slot.place == "-" || !anchored) break;
      // "la divisione di X", "dollari USA": what stands so after a verb is another noun's.
      if (anchor.clause != kNoIndex && (slot.place == "di" || slot.place == "of")) continue;
      const std::vector<std::string>& types = slot.types.empty() ? rule.types : slot.types;
      if (slot.place == "subj" && clause_of(anchor) != kNoIndex) {
        // An amount that clause analysis took for the subject leaves the name before the verb.
        const Argument* subject = view_.analysis.clauses[clause_of(anchor)].argument("subj");
        if (subject != nullptr && is_amount(subject->candidates.front().front())) {
          if (const auto before = name_before(clause_of(anchor), types))
            return Subject{*before, kDirectConfidence};
          continue;
        }
      }
      auto fillers = shapes_.fill(anchor, slot, types);
      if (slot.place == "subj" || slot.place == "obj")
        std::erase_if(fillers, [&](const Filler& filler) { return is_bound(filler.tokens); });
      if (!fillers.empty()) return Subject{preferred(fillers, types), kDirectConfidence};
      if (const auto inside = inside_of(anchor, slot.place, types))
        return Subject{*inside, kDirectConfidence};
      if (slot.place == "per" || slot.place == "for" || slot.place == "a" || slot.place == "to")
        if (const auto bound = with_preposition(slot.place, types, anchor.trigger))
          return Subject{*bound, kNearConfidence};
    }
    if (rule.direct_only) return std::nullopt;
    // A subject that is there and not understood is more likely what the text is about than some other name.
    const bool unresolved = unresolved_subject(anchor);
    if (unresolved)
      if (const auto topic = topic_subject(rule, anchor)) return topic;
    if (const auto before = nearest(rule.types, amount.tokens, Reach::Unbound))
      return Subject{*before, kNearConfidence};
    if (const auto topic = topic_subject(rule, anchor)) return topic;
    if (const auto any = unresolved ? std::nullopt : nearest(rule.types, amount.tokens, Reach::Before))
      return Subject{*any, kTopicConfidence};
    if (const auto previous = previous_name(rule.types)) return Subject{*previous, kTopicConfidence};
    return std::nullopt;
  }

  // The last fitting name of the paragraph's earlier sentences, for what is no topic: models, products.
  std::optional<Filler> previous_name(const std::vector<std::string>& types) const {
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

  // Governed by a preposition, so no subject whatever the clause says.
  bool is_bound(TokenRange tokens) const {
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
  bool preposition_at(uint32_t i) const {
    const auto& readings = token(i).readings;
    return std::any_of(readings.begin(), readings.end(),
                       [](const text::Reading& reading) { return reading.has("pr"); });
  }

  // "i chip Nvidia": of a common noun that is no firm.
  bool modifies(TokenRange tokens) const {
    const uint32_t index = tokens.size() == 0 ? kNoIndex : view_.analysis.group_at(tokens.begin);
    if (index == kNoIndex) return false;
    const uint32_t head = view_.analysis.chunks.nouns[index].head;
    return head < tokens.begin && token(head).has("n") &&
           !view_.rules.in_class(view_.language, "naming", to_lower(token(head).lemma()));
  }

  // "Ad Amsterdam Asml ha perso il 3%": the name right before the verb.
  std::optional<Filler> name_before(uint32_t clause, const std::vector<std::string>& types) const {
    const uint32_t verb = view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb].tokens.begin;
    for (const uint32_t id : view_.mention_ids) {
      const TokenRange tokens = view_.mentions.mentions[id].tokens;
      if (tokens.size() == 0 || tokens.end != verb || is_bound(tokens) || modifies(tokens)) continue;
      if (const auto found = fitting(id, types)) return found;
    }
    return std::nullopt;
  }

  bool is_amount(uint32_t group) const {
    const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
    return std::any_of(view_.amounts.begin(), view_.amounts.end(), [&](const Amount& amount) {
      return tokens.contains(amount.tokens.end - 1) || tokens.contains(amount.tokens.begin);
    });
  }

  // The clause has a subject, and nothing is known to be named by it.
  bool unresolved_subject(const Anchor& anchor) const {
    const uint32_t clause = clause_of(anchor);
    const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
    if (subject == nullptr) return false;
    const TokenRange group = view_.analysis.chunks.nouns[subject->candidates.front().front()].tokens;
    return std::none_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
      return group.contains(view_.mentions.mentions[id].tokens.begin);
    });
  }

  // "gli oltre 100 milioni di GPT-4"
  std::optional<Filler> owner_behind(const std::vector<std::string>& types, const Amount& amount) const {
    uint32_t next = amount.tokens.end;
    if (next >= size() || (token(next).lemma() != "di" && token(next).lemma() != "of")) return std::nullopt;
    while (next < size() && (token(next).has("pr") || token(next).has("det"))) ++next;
    for (const uint32_t id : view_.mention_ids)
      if (const Mention& m = view_.mentions.mentions[id]; m.tokens.size() > 0 && m.tokens.begin == next)
        if (const auto found = fitting(id, types)) return found;
    return std::nullopt;
  }

  // "Advantest ha perso l'8,6%, Tokyo Electron il 5,7%": the name behind the amount before this one.
  std::optional<Filler> gapped_subject(const std::vector<std::string>& types, TokenRange trigger,
                                       const Amount& amount) const {
    const Amount* previous = nullptr;
    for (const Amount& other : view_.amounts)
      if (other.tokens.end <= amount.tokens.begin && kind_of(other) == kind_of(amount)) previous = &other;
    if (previous == nullptr || trigger.begin >= previous->tokens.end) return std::nullopt;
    const auto beside = nearest(types, amount.tokens, Reach::Beside);
    if (!beside || beside->tokens.begin < previous->tokens.end || is_bound(beside->tokens))
      return std::nullopt;
    return beside;
  }

  // "il concorrente cinese": a firm, but not the one that the paragraph is about.
  bool names_other_firm(const Anchor& anchor) const {
    const uint32_t clause = clause_of(anchor);
    const Argument* subject = clause == kNoIndex ? nullptr : view_.analysis.clauses[clause].argument("subj");
    if (subject == nullptr) return false;
    for (const auto& groups : subject->candidates) {
      const NounGroup& group = view_.analysis.chunks.nouns[groups.front()];
      if (view_.rules.in_class(view_.language, "naming", to_lower(token(group.head).lemma()))) return true;
    }
    return false;
  }

  // "per la californiana Kinara, che disegna acceleratori, l'assegno è di 307 milioni": a group with the
  // place's preposition that clause analysis hung elsewhere.
  std::optional<Filler> with_preposition(const std::string& preposition,
                                         const std::vector<std::string>& types, TokenRange trigger) const {
    std::optional<Filler> best;
    int best_cost = 2 * kReach;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      const uint32_t group = m.tokens.size() == 0 ? kNoIndex : view_.analysis.group_at(m.tokens.begin);
      if (group == kNoIndex || view_.analysis.chunks.nouns[group].preposition != preposition) continue;
      const int cost = cost_between(m.tokens, trigger);
      const auto found = fitting(id, types);
      if (!found || cost >= best_cost) continue;
      best = found;
      best_cost = cost;
    }
    return best;
  }

  std::optional<Subject> topic_subject(const MeasureRule& rule, const Anchor& anchor) const {
    uint32_t topic = view_.mentions.topic_of_sentence.at(view_.index);
    if (topic == kNone && !names_other_firm(anchor)) topic = context_.lead;
    if (topic == kNone) return std::nullopt;
    uint32_t best = topic;
    // The firm's model of the same name, where the measure is rather a model's.
    for (const Mention& m : view_.mentions.mentions)
      if (m.entity == topic && m.other_reading != kNone &&
          rank(m.other_reading, rule.types) < rank(best, rule.types))
        best = m.other_reading;
    if (rank(best, rule.types) == static_cast<std::ptrdiff_t>(rule.types.size())) return std::nullopt;
    return Subject{{best, kNone, Via::Topic, {anchor.trigger.begin, anchor.trigger.begin}}, kTopicConfidence};
  }

  Filler preferred(const std::vector<Filler>& fillers, const std::vector<std::string>& types) const {
    return *std::min_element(fillers.begin(), fillers.end(), [&](const Filler& a, const Filler& b) {
      return rank(a.entity, types) < rank(b.entity, types);
    });
  }

  // The name inside the group that stands in `place`, or in what is attached to it: "le azioni Stm", "the
  // whole of ZT". Unlike a relation's end, the group need not denote it. A noun's places are also those of
  // its clause: "per Kinara l'assegno è di 307 milioni".
  std::optional<Filler> inside_of(const Anchor& anchor, const std::string& place,
                                  const std::vector<std::string>& types) const {
    if (anchor.group != kNoIndex && place != "subj")
      if (const auto found = inside(view_.analysis.nouns[anchor.group].attachments, place, types))
        return found;
    const uint32_t clause = clause_of(anchor);
    if (clause == kNoIndex || place == "di" || place == "of") return std::nullopt;
    return inside(view_.analysis.clauses[clause].arguments, place, types);
  }

  std::optional<Filler> inside(const std::vector<Argument>& arguments, const std::string& place,
                               const std::vector<std::string>& types) const {
    for (const Argument& argument : arguments) {
      if (argument.place != place || argument.candidates.empty()) continue;
      for (const uint32_t group : argument.candidates.front()) {
        if (const auto found = in_group(group, types)) return found;
        const std::string lemma = to_lower(token(view_.analysis.chunks.nouns[group].head).lemma());
        // "il concorrente di X" and "la divisione di X" are not X.
        if (view_.rules.in_class(view_.language, "naming", lemma) ||
            view_.rules.in_class(view_.language, "unit", lemma))
          continue;
        for (const Argument& attached : view_.analysis.nouns[group].attachments)
          for (const uint32_t inner : attached.candidates.front())
            if (const auto found = in_group(inner, types)) return found;
      }
    }
    return std::nullopt;
  }

  std::optional<Filler> in_group(uint32_t group, const std::vector<std::string>& types) const {
    const TokenRange tokens = view_.analysis.chunks.nouns[group].tokens;
    for (const uint32_t id : view_.mention_ids) {
      const TokenRange mention = view_.mentions.mentions[id].tokens;
      if (mention.size() == 0 || mention.begin < tokens.begin || mention.end > tokens.end) continue;
      if (const auto found = fitting(id, types)) return found;
    }
    return std::nullopt;
  }

  enum class Reach : uint8_t {
    Beside,   // a few words before the amount
    Before,   // before it
    Unbound,  // before it, and not bound by a preposition
  };

  // The fitting mention nearest to the amount. One that hangs on a preposition is less likely what the
  // sentence is about.
  std::optional<Filler> nearest(const std::vector<std::string>& types, TokenRange amount, Reach reach) const {
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
      const int cost = cost_between(m.tokens, amount) + 2 * static_cast<int>(rank(found->entity, types)) +
                       (is_bound(m.tokens) ? 5 : 0);
      if (!best || cost < best_cost) {
        best = found;
        best_cost = cost;
      }
    }
    return best;
  }

  const SentenceView& view_;
  const Speech& speech_;
  const MeasureLexicon& lexicon_;
  QuantityContext& context_;
  Shapes shapes_;
  std::vector<Candidate> triggers_;
  std::optional<Candidate> last_;  // what explained the amount before
  std::vector<QuantityMatch> found_;
};

}  // namespace

std::vector<QuantityMatch> match_quantities(const SentenceView& view, const Speech& speech,
                                            const MeasureLexicon& lexicon, QuantityContext& context) {
  return Matcher(view, speech, lexicon, context).run();
}

}  // namespace trama::extract
