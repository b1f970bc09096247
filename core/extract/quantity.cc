#include "core/extract/quantity.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/extract/amount_change.h"
#include "core/extract/amount_reader.h"
#include "core/extract/quantity_subject.h"

namespace trama::extract {

namespace {

constexpr int kNearFraction = 2;            // cost of a word that a fraction is of
constexpr int kFactReach = 16;              // how far an amount may stand from the fact that it belongs to
constexpr uint32_t kAppositionReach = 6;    // tokens from a programme to the amount in its apposition
constexpr int kStrongCost = 2;              // of a word that explains an amount whatever facts are near
constexpr uint32_t kCurrencyReach = 1;      // paragraphs in which a foreign currency goes without saying
constexpr double kLeastOfFirm = 10000;      // less money is no firm's revenue, but a price
constexpr double kLeastOfPurchase = 1e6;    // less money buys no firm
constexpr double kLeastOfTraining = 50000;  // nobody pays so much for the use of a model

class Matcher {
 public:
  Matcher(const SentenceView& view, const Speech& speech, const std::vector<RelationMatch>& matches,
          const MeasureLexicon& lexicon, QuantityContext& context)
      : view_(view),
        speech_(speech),
        matches_(matches),
        lexicon_(lexicon),
        context_(context),
        amounts_(view, lexicon, trained_before(view, context)),
        changes_(view, lexicon, amounts_.triggers()),
        subjects_(view, lexicon, amounts_, changes_, context) {}

  std::vector<QuantityMatch> run() {
    follow_paragraph();
    for (size_t i = 0; i < view_.amounts.size(); ++i) {
      const Amount& amount = view_.amounts[i];
      if (names_currency(amount)) name_currency(amount.written.currency);
      scale_ = amounts_.inherited_scale(i);
      points_ = amounts_.is_points(amount);
      const bool percent =
          amount.percent || points_ || (context_.percents && amounts_.inherits_percent(amount));
      const auto kind = scale_ ? AmountKind::Money : percent ? AmountKind::Percent : amounts_.kind_of(amount);
      if (kind) match(i, *kind);
      context_.percents = context_.percents || amount.percent;
    }
    if (amounts_.mentions("training")) context_.training = view_.index;
    return std::move(found_);
  }

 private:
  // The sentence just before, in this paragraph, speaks of training: what "it" cost is that.
  static bool trained_before(const SentenceView& view, const QuantityContext& context) {
    return context.paragraph == view.sentence.paragraph && context.training != kNone &&
           context.training + 1 == view.index;
  }

  void name_currency(const std::string& currency) {
    context_.currency = currency;
    context_.currency_paragraph = view_.sentence.paragraph;
    context_.home_currency_named = context_.home_currency_named || currency == lexicon_.currency();
  }

  // An article that tells dollars from euros, or whose language is that of one currency, means its own
  // currency where it has named none for a while.
  void forget_currency() {
    if ((context_.home_currency_named || lexicon_.currency_goes_without_saying()) &&
        view_.sentence.paragraph > context_.currency_paragraph + kCurrencyReach)
      context_.currency = lexicon_.currency();
  }

  void follow_paragraph() {
    if (context_.paragraph != view_.sentence.paragraph) {
      forget_currency();
      context_.paragraph = view_.sentence.paragraph;
      context_.lead = kNone;
      context_.protagonist_here = false;
      context_.percents = false;
      context_.model_here = false;
      context_.training = kNone;
    }
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (m.entity == context_.protagonist) context_.protagonist_here = true;
      const std::string& type = view_.mentions.entities[m.entity].type;
      if (type == "Model" && !context_.model_here && !subjects_.search().is_bound(m.tokens)) {
        context_.lead_model = m.entity;
        context_.model_here = true;
      }
      if (context_.lead == kNone && type == "Company" && !subjects_.search().is_bound(m.tokens))
        context_.lead = m.entity;
    }
  }

  void match(size_t index, AmountKind kind) {
    const Amount& amount = view_.amounts[index];
    if (amount.value == 0) return;
    const bool sign = kind == AmountKind::Percent && changes_.has_sign(amount);
    std::vector<AmountReading> candidates = amounts_.candidates_of(amount, kind);
    // The verb of a list serves all its amounts, however far it stands.
    if (last_ && last_->rule->kind == kind && !has_own_word(candidates, view_.amounts[index - 1], amount) &&
        !verb_between(view_, view_.amounts[index - 1].tokens.end, amount.tokens.begin) &&
        (subjects_.gapped(last_->rule->types, last_->trigger, amount) ||
         (last_->rule->measure == "budget" && subjects_.receiver_behind(amount))))
      candidates.insert(candidates.begin(), *last_);
    // "103bn rupees ($1.2bn)"
    if (last_ && last_->rule->kind == kind && restates(index)) candidates.insert(candidates.begin(), *last_);
    last_.reset();
    if (kind == AmountKind::Money && amounts_.is_part(index) && add_part(index)) return;
    if (kind == AmountKind::Money && add_apposed_programme(amount)) return;
    if (kind == AmountKind::Money && add_money_of_fact(amount, candidates)) return;
    bool lost = false;  // a verb says that so much value is gone
    for (const AmountReading& candidate : candidates) {
      const std::string& measure = candidate.rule->measure;
      // "knocked $600bn off the value": it is worth something else, whoever that is.
      if (lost && measure == "valuation") continue;
      if (amount.written.fraction && candidate.cost > kNearFraction && !changes_.of_value(amount)) continue;
      if (measure == kOtherMeasure) {
        if (sign) continue;
        return;
      }
      if ((measure == "stock_change" || measure == "market_value_lost") && changes_.is_level(amount) &&
          !changes_.is_limited(candidate.trigger))
        continue;
      // "The curbs knocked 6 per cent off Alba" says nothing of the curbs.
      const bool of_subject = std::any_of(candidate.rule->subject.begin(), candidate.rule->subject.end(),
                                          [](const Slot& slot) { return slot.place == "subj"; });
      if (measure == "stock_change" && of_subject && changes_.changes_other(candidate.trigger, amount))
        return;
      if (kind == AmountKind::Money && measure != "price" && amount.value * scale_.value_or(1) < kLeastOfFirm)
        continue;
      if (candidate.rule->sign == 0 && !sign) continue;
      if (measure == "revenue" && subjects_.receives(subjects_.anchor_of(candidate.trigger))) continue;
      if (is_state(measure) && changes_.is_difference(amount)) continue;
      // "I ricavi superano i 12 milioni"
      if (measure == "budget" && candidate.trigger.size() == 1 && changes_.is_level(amount) &&
          subjects_.is_verb(candidate.trigger))
        continue;
      if ((is_state(measure) || measure == "stock_change") &&
          (changes_.is_comparison(amount) || changes_.is_comparison(candidate.trigger, amount)))
        continue;
      if (!add(amount, candidate, kind)) {
        lost = lost || (measure == "market_value_lost" && subjects_.is_verb(candidate.trigger));
        continue;
      }
      last_ = candidate;
      return;
    }
    if (sign && !amounts_.follows_money(index)) return add_signed_change(amount);
    if (kind == AmountKind::Money && add_loss_of_value(index)) return;
    if (kind == AmountKind::Money && add_money_given(amount, candidates)) return;
    if (kind == AmountKind::Money && add_price_of_taken(amount)) return;
    if (kind == AmountKind::Money && candidates.empty() && add_told_price(amount)) return;
    if (kind == AmountKind::Money) add_policy_budget(amount);
    if (kind == AmountKind::Count) add_named_chips(amount);
  }

  // "Alba was down 5%; Brera, up 1%": a word between the two amounts says what the second one measures.
  static bool has_own_word(const std::vector<AmountReading>& candidates, const Amount& before,
                           const Amount& amount) {
    return std::any_of(candidates.begin(), candidates.end(), [&](const AmountReading& candidate) {
      return candidate.trigger.begin >= before.tokens.end && candidate.trigger.end <= amount.tokens.begin;
    });
  }

  // The same in another currency.
  bool restates(size_t index) const {
    const Amount& amount = view_.amounts[index];
    const Amount& before = view_.amounts[index - 1];
    return amount.tokens.begin == before.tokens.end + 1 &&
           view_.sentence.tokens[before.tokens.end].surface == "(" &&
           amount.written.currency != before.written.currency;
  }

  // What a firm has or is worth, and no change of it.
  static bool is_state(const std::string& measure) {
    return measure == "revenue" || measure == "profit" || measure == "valuation";
  }

  bool add(const Amount& amount, const AmountReading& candidate, AmountKind kind) {
    const Anchor anchor = subjects_.anchor_of(candidate.trigger);
    std::vector<Filler> subjects = subjects_.find(*candidate.rule, anchor, amount);
    if (const auto same = subject_before(candidate)) subjects = {*same};
    for (const Filler& subject : subjects) {
      const bool model = view_.mentions.entities[subject.entity].type == "Model";
      const bool price = candidate.rule->measure == "price";
      if (price && model && subject.via == Via::Topic && !amounts_.goes_on(candidate.trigger)) continue;
      QuantityMatch match;
      match.measure = candidate.rule->measure;
      match.rule_name = candidate.rule->name;
      match.trigger = candidate.trigger;
      fill(match, amount, kind);
      const double size = std::abs(match.value);
      if (candidate.rule->sign != 0) match.value = candidate.rule->sign * size;
      if (kind != AmountKind::Count && candidate.rule->sign > 0 && changes_.has_sign(amount) &&
          amount.value < 0)
        match.value = amount.value;
      if (match.measure == "gpu_hours") match.unit = "hours";
      if (match.measure == "chips_used") match.chip = chip_near(amount);
      // "Corvid cost $6.5 million"
      if (price && model && size >= kLeastOfTraining) match.measure = "training_cost";
      push(std::move(match), subject, subjects_.clause_of(anchor));
    }
    return !subjects.empty();
  }

  // "ha fatturato 48 milioni, con un utile di 3": of the same firm as the amount before, where no other is
  // named between.
  std::optional<Filler> subject_before(const AmountReading& candidate) const {
    if (found_.empty() || !is_state(candidate.rule->measure) || !is_state(found_.back().measure))
      return std::nullopt;
    const QuantityMatch& before = found_.back();
    if (before.amount.end > candidate.trigger.begin) return std::nullopt;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (m.tokens.begin >= before.amount.end && view_.mentions.entities[m.entity].type == "Company")
        return std::nullopt;
    }
    return before.subject;
  }

  void fill(QuantityMatch& match, const Amount& amount, AmountKind kind) const {
    match.amount = amount.tokens;
    match.value = amount.value;
    match.qualifier = amount.written.qualifier;
    if (kind == AmountKind::Money)
      match.unit = names_currency(amount) ? amount.written.currency : context_.currency;
    else
      match.unit = kind == AmountKind::Percent ? "percent" : "count";
    if (kind == AmountKind::Percent && amount.written.fraction && !amount.percent && !points_)
      match.value *= 100;
    if (scale_) match.value *= *scale_;
    // What is counted is never less than nothing: the sign was a dash.
    if (kind == AmountKind::Count) match.value = std::abs(match.value);
  }

  void push(QuantityMatch match, const Filler& subject, uint32_t clause) {
    match.subject = subject;
    match.clause = clause;
    follow_currency(match);
    if (view_.mentions.entities[subject.entity].type == "Company") {
      context_.last_firm = subject.entity;
      context_.last_sentence = view_.index;
      context_.last_paragraph = view_.sentence.paragraph;
    }
    if (match.measure == "price") context_.priced.insert(subject.entity);
    match.modality = judge_statement(view_, speech_, clause, match.trigger);
    found_.push_back(std::move(match));
  }

  // What an amount of a firm is in goes without saying from then on.
  void follow_currency(QuantityMatch& match) {
    const auto amount = std::find_if(view_.amounts.begin(), view_.amounts.end(),
                                     [&](const Amount& a) { return a.tokens == match.amount; });
    if (amount == view_.amounts.end() || match.unit == "percent" || match.unit == "count" ||
        match.unit == "hours")
      return;
    if (names_currency(*amount))
      context_.currencies[match.subject.entity] = match.unit;
    else if (const auto known = context_.currencies.find(match.subject.entity);
             known != context_.currencies.end() && context_.currency_paragraph != view_.sentence.paragraph)
      match.unit = known->second;
  }

  // The fact of `relation` that the amount may belong to: the nearest in its part of the sentence.
  const RelationMatch* fact_near(const std::string& relation, const Amount& amount) const {
    const RelationMatch* best = nullptr;
    int best_cost = 0;
    for (const RelationMatch& match : matches_) {
      const Rule& rule = view_.rules.rules()[match.rule];
      if (match.presupposed && rule.kind != RuleKind::Pattern) continue;
      if (view_.rules.schema().relations[rule.relation].name != relation || match.effect.negated) continue;
      const TokenRange trigger = match.anchor.trigger;
      if (subjects_.search().border_between(std::min(trigger.end, amount.tokens.begin),
                                            std::max(trigger.begin, amount.tokens.end)))
        continue;
      const int cost = distance(view_, trigger, amount.tokens);
      if (cost > kFactReach || (best != nullptr && cost >= best_cost)) continue;
      best = &match;
      best_cost = cost;
    }
    return best;
  }

  // "Nvidia took a $1bn stake in Nokia", "has poured $8bn into the San Francisco lab": an investment is the
  // budget of the one that gets it, a purchase the price of the one that is bought, where no other word
  // explains the amount better.
  bool add_money_of_fact(const Amount& amount, const std::vector<AmountReading>& candidates) {
    const AmountReading* first = candidates.empty() ? nullptr : &candidates.front();
    const bool weak = first == nullptr || first->cost > kStrongCost;
    if (amount.value * scale_.value_or(1) < kLeastOfFirm || !amounts_.is_surely_money(amount)) return false;
    if (amounts_.mentions("court")) return false;  // damages, fines
    for (const auto& [relation, measure] : {std::pair{"INVESTS_IN", "budget"}, std::pair{"OWNS", "price"}}) {
      const RelationMatch* fact = fact_near(relation, amount);
      if (fact == nullptr || view_.mentions.entities[fact->object.entity].type != "Company") continue;
      if (measure == std::string_view("price") && subjects_.is_ware_told(amount)) continue;
      // "3 miliardi a Intel e 2 a Micron"
      if (const auto receiver = subjects_.receiver_behind(amount);
          receiver && receiver->entity != fact->object.entity)
        continue;
      // "il primo assegno, 4 milioni" may be a price or a budget.
      const auto read = std::find_if(
          candidates.begin(), candidates.end(), [&, wanted = measure](const AmountReading& candidate) {
            return candidate.rule->measure == wanted && candidate.trigger == first->trigger;
          });
      const bool same = read != candidates.end();
      if (!weak && !(same && belongs(first->trigger, *fact))) continue;
      QuantityMatch match;
      match.measure = measure;
      match.rule_name = same ? read->rule->name : match.measure + "/" + view_.language + "/fact";
      match.trigger = same ? first->trigger : fact->anchor.trigger;
      fill(match, amount, AmountKind::Money);
      // Of a round only the part of one who joins it; nobody says how much.
      const bool spent = match.measure == "budget" && !(first != nullptr && subjects_.is_given(*first));
      if (spent && is_spender(*fact)) push(match, fact->subject, fact->clause);
      push(std::move(match), fact->object, fact->clause);
      return true;
    }
    return false;
  }

  // A firm that is the subject of the fact's verb: it spends the amount itself.
  bool is_spender(const RelationMatch& fact) const {
    if (fact.anchor.clause == kNoIndex || view_.mentions.entities[fact.subject.entity].type != "Company")
      return false;
    const Argument* subject = view_.analysis.clauses[fact.anchor.clause].argument("subj");
    return subject != nullptr &&
           view_.analysis.chunks.nouns[subject->candidates.front().front()].tokens.contains(
               fact.subject.tokens.begin);
  }

  // The word is the fact's own, or stands in the fact's clause: "led a $145m round".
  bool belongs(TokenRange word, const RelationMatch& fact) const {
    if (fact.anchor.trigger.contains(word.begin)) return true;
    const uint32_t group = view_.analysis.group_at(word.begin);
    if (fact.anchor.clause == kNoIndex || group == kNoIndex) return false;
    const Argument* object = view_.analysis.clauses[fact.anchor.clause].argument("obj");
    return object != nullptr && object->candidates.front().front() == group;
  }

  // What no rule of a measure tells, named after why it is one.
  QuantityMatch match_of(const std::string& measure, const std::string& reason, TokenRange trigger) const {
    QuantityMatch match;
    match.measure = measure;
    match.rule_name = measure + "/" + view_.language + "/" + reason;
    match.trigger = trigger;
    return match;
  }

  // "bunged $240m at Cohere", "$27m from Brera": whatever the verb, it is the budget of who gets it.
  bool add_money_given(const Amount& amount, const std::vector<AmountReading>& candidates) {
    if (!names_currency(amount) || amount.value < kLeastOfFirm) return false;
    auto receiver = subjects_.given_to(amount);
    // What another word says of the amount has been tried, and holds.
    const bool open = candidates.empty() || candidates.front().cost > kStrongCost;
    if (!receiver && open) receiver = subjects_.receiver_behind(amount);
    if (!receiver && open) receiver = subjects_.receiver_from(amount);
    if (!receiver) return false;
    QuantityMatch match = match_of("budget", "given", amount.tokens);
    fill(match, amount, AmountKind::Money);
    push(std::move(match), *receiver, view_.analysis.clause_at(amount.tokens.begin));
    return true;
  }

  // "Alba was snatched by Brera for $300m"
  bool add_price_of_taken(const Amount& amount) {
    if (!amounts_.is_surely_money(amount) || amount.value * scale_.value_or(1) < kLeastOfPurchase)
      return false;
    const auto firm = subjects_.taken_for(amount);
    if (!firm) return false;
    QuantityMatch match = match_of("price", "taken", amount.tokens);
    fill(match, amount, AmountKind::Money);
    push(std::move(match), *firm, view_.analysis.clause_at(amount.tokens.begin));
    return true;
  }

  // "Brera has bought Alba. Bankers mention €84m.": money that nothing else explains, right after a purchase
  // whose price has not been told.
  bool add_told_price(const Amount& amount) {
    if (!names_currency(amount) || amount.value * scale_.value_or(1) < kLeastOfPurchase ||
        !context_.purchase_told)
      return false;
    if (view_.index <= context_.bought_sentence || view_.index > context_.bought_sentence + 2) return false;
    if (amounts_.is_kind_told(amount) || !subjects_.is_told(amount)) return false;
    if (context_.priced.contains(context_.bought) || amounts_.mentions("court")) return false;
    for (const Amount& other : view_.amounts)
      if (other.tokens != amount.tokens && amounts_.kind_of(other) == AmountKind::Money) return false;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (m.via == Via::Name && m.entity != context_.bought && m.entity != context_.buyer &&
          view_.mentions.entities[m.entity].type == "Company")
        return false;
    }
    QuantityMatch match = match_of("price", "told", amount.tokens);
    fill(match, amount, AmountKind::Money);
    push(std::move(match), {context_.bought, kNone, Via::Topic, {}},
         view_.analysis.clause_at(amount.tokens.begin));
    return true;
  }

  // "Alba slipped 2 per cent, or roughly $95bn": what the fall just told of comes to.
  bool add_loss_of_value(size_t index) {
    if (index == 0 || found_.empty()) return false;
    const Amount& amount = view_.amounts[index];
    const QuantityMatch& fall = found_.back();
    if (fall.measure != "stock_change" || fall.value >= 0 || fall.amount != view_.amounts[index - 1].tokens ||
        !amounts_.restated_behind(fall.amount, amount))
      return false;
    QuantityMatch match = match_of("market_value_lost", "fall", fall.trigger);
    const Filler subject = fall.subject;
    const uint32_t clause = fall.clause;
    fill(match, amount, AmountKind::Money);
    push(std::move(match), subject, clause);
    return true;
  }

  // "46 milioni, 17 dei quali dalla Regione": of the same; what it is spent on is no fact of its own.
  bool add_part(size_t index) {
    const Amount& amount = view_.amounts[index];
    if (found_.empty() || found_.back().amount != view_.amounts[index - 1].tokens ||
        found_.back().measure != "budget" || !amounts_.comes_from(amount))
      return false;
    const QuantityMatch whole = found_.back();
    QuantityMatch match = match_of("budget", "part", whole.trigger);
    fill(match, amount, AmountKind::Money);
    if (!names_currency(amount)) match.unit = whole.unit;
    push(std::move(match), whole.subject, whole.clause);
    return true;
  }

  // "Iris², the Union's €10.6bn network": what the amount stands in says what the programme before it is.
  bool add_apposed_programme(const Amount& amount) {
    const uint32_t next = amount.tokens.end;
    if (next >= view_.sentence.tokens.size() || !view_.sentence.tokens[next].has("n")) return false;
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (m.tokens.size() == 0 || view_.mentions.entities[m.entity].type != "Policy") continue;
      if (amount.tokens.begin < m.tokens.end + 2 || amount.tokens.begin > m.tokens.end + kAppositionReach ||
          view_.sentence.tokens[m.tokens.end].surface != "," || !may_be_apposed(m, amount) ||
          verb_between(view_, m.tokens.end, amount.tokens.begin) ||
          marks_between(view_, m.tokens.end + 1, amount.tokens.begin))
        continue;
      QuantityMatch match = match_of("budget", "apposition", amount.tokens);
      fill(match, amount, AmountKind::Money);
      push(std::move(match), {m.entity, id, m.via, m.tokens}, view_.analysis.clause_at(amount.tokens.begin));
      return true;
    }
    return false;
  }

  // Not "Under the Act, Norda's $20bn plant is growing": a phrase that opens the sentence has no apposition
  // where a subject follows, and what a firm owns is no programme.
  bool may_be_apposed(const Mention& programme, const Amount& amount) const {
    if (programme.tokens.begin <= 2 && view_.sentence.tokens.front().has("pr")) return false;
    return std::none_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
      const Mention& m = view_.mentions.mentions[id];
      return m.tokens.begin >= programme.tokens.end && m.tokens.end <= amount.tokens.begin &&
             view_.mentions.entities[m.entity].type == "Company";
    });
  }

  // "the $52bn CHIPS Act", "il Chips Act da 43 miliardi"
  void add_policy_budget(const Amount& amount) {
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (m.tokens.size() == 0 || view_.mentions.entities[m.entity].type != "Policy") continue;
      const bool before =
          m.tokens.begin == amount.tokens.end ||
          (m.tokens.begin == amount.tokens.end + 1 && !view_.sentence.tokens[amount.tokens.end].has("pr"));
      // "Stargate: 500 miliardi di dollari"
      const bool told =
          amount.tokens.begin == m.tokens.end + 1 && view_.sentence.tokens[m.tokens.end].surface == ":";
      const bool behind =
          told || (amount.tokens.begin >= m.tokens.end && amount.tokens.begin <= m.tokens.end + 2 &&
                   !marks_between(view_, m.tokens.end, amount.tokens.begin));
      if (!before && !behind) continue;
      QuantityMatch match = match_of("budget", "policy", amount.tokens);
      fill(match, amount, AmountKind::Money);
      return push(std::move(match), {m.entity, id, m.via, m.tokens},
                  view_.analysis.clause_at(amount.tokens.begin));
    }
  }

  // "Nvidia -16,9%"
  void add_signed_change(const Amount& amount) {
    // A word for it may add to anything.
    const uint32_t sign = amount.tokens.begin - (amount.tokens.begin > 0 ? 1 : 0);
    if (changes_.is_plus(sign) && !changes_.follows_firm({sign, amount.tokens.begin}))
      return add_bare_stock(amount);
    const auto subject = subjects_.near("stock_change", amount);
    if (!subject) return add_bare_stock(amount);
    QuantityMatch match = match_of("stock_change", "sign", amount.tokens);
    fill(match, amount, AmountKind::Percent);
    if (amount.written.value > 0) match.trigger.begin -= 1;  // the plus
    push(std::move(match), *subject, view_.analysis.clause_at(amount.tokens.begin));
  }

  // "Titolo in luce a Francoforte: +6,3%": shares of nobody are of the firm at hand.
  void add_bare_stock(const Amount& amount) {
    const auto subject = subjects_.of_bare_stock(amount);
    if (!subject) return;
    QuantityMatch match = match_of("stock_change", "sign", amount.tokens);
    fill(match, amount, AmountKind::Percent);
    push(std::move(match), *subject, view_.analysis.clause_at(amount.tokens.begin));
  }

  // "2048 vecchi modelli H800": a count before a chip's name.
  void add_named_chips(const Amount& amount) {
    const auto chip = chip_near(amount);
    if (!chip || !amounts_.has_context("chips_used")) return;
    auto subject = subjects_.near("chips_used", amount);
    if (!subject && context_.lead_model != kNone && amounts_.has_context("training_cost"))
      subject = Filler{context_.lead_model, kNone, Via::Topic, {}};
    if (!subject) return;
    QuantityMatch match = match_of("chips_used", "name", amount.tokens);
    match.chip = chip;
    fill(match, amount, AmountKind::Count);
    push(std::move(match), *subject, view_.analysis.clause_at(amount.tokens.begin));
  }

  std::optional<uint32_t> chip_near(const Amount& amount) const {
    for (const uint32_t id : view_.mention_ids) {
      const Mention& m = view_.mentions.mentions[id];
      if (std::abs(amount.value) > 1 && amounts_.counted(amount, m.tokens) && m.via == Via::Name &&
          view_.mentions.entities[m.entity].type == "Chip" && !counts_parts(m.tokens))
        return m.entity;
    }
    return std::nullopt;
  }

  // "four X280 cores": what is counted is something of the chip.
  bool counts_parts(TokenRange chip) const {
    if (chip.end >= view_.sentence.tokens.size()) return false;
    const text::Token& next = view_.sentence.tokens[chip.end];
    return next.kind == text::TokenKind::Word && next.has("n") && !amounts_.counts_chips(chip.end) &&
           view_.analysis.group_at(chip.end) == view_.analysis.group_at(chip.begin);
  }

  const SentenceView& view_;
  const Speech& speech_;
  const std::vector<RelationMatch>& matches_;
  const MeasureLexicon& lexicon_;
  QuantityContext& context_;
  AmountReader amounts_;
  AmountChange changes_;
  SubjectFinder subjects_;
  std::optional<double> scale_;        // of an amount that leaves its own out
  bool points_ = false;                // the amount counts points of percent
  std::optional<AmountReading> last_;  // what explained the amount before
  std::vector<QuantityMatch> found_;
};

// The firm that the title names first, else the one that the text mentions clearly most, or most and first;
// of the first sentence.
uint32_t protagonist_of(const SentenceView& view, bool& titled) {
  const auto is_firm = [&](const Mention& m) { return view.mentions.entities[m.entity].type == "Company"; };
  titled =
      view.sentence.heading && std::any_of(view.mention_ids.begin(), view.mention_ids.end(),
                                           [&](uint32_t id) { return is_firm(view.mentions.mentions[id]); });
  if (titled)
    for (const uint32_t id : view.mention_ids)
      if (const Mention& m = view.mentions.mentions[id]; is_firm(m)) return m.entity;
  std::vector<uint32_t> counts(view.mentions.entities.size());
  uint32_t first = kNone;
  for (const Mention& m : view.mentions.mentions) {
    if (!is_firm(m)) continue;
    ++counts[m.entity];
    if (first == kNone) first = m.entity;
  }
  std::vector<uint32_t> descending = counts;
  std::sort(descending.rbegin(), descending.rend());
  if (descending.empty() || descending[0] == 0) return kNone;
  if (counts[first] == descending[0]) return first;
  const bool clear = descending.size() == 1 || descending[0] >= 2 * descending[1];
  return clear
             ? static_cast<uint32_t>(std::find(counts.begin(), counts.end(), descending[0]) - counts.begin())
             : kNone;
}

// Told by a word of buying or selling, and by none of having.
bool tells_purchase(const SentenceView& view, const RelationMatch& match, const MeasureLexicon& lexicon) {
  const TokenRange trigger = match.anchor.trigger;
  for (uint32_t i = trigger.begin; i < trigger.end; ++i) {
    const std::string lemma = to_lower(view.sentence.tokens[i].lemma());
    if (lexicon.is("take", lemma)) return true;
    for (const size_t index : lexicon.triggered_by(lemma))
      if (lexicon.rules()[index].measure == "price") return true;
  }
  return false;
}

}  // namespace

std::vector<QuantityMatch> match_quantities(const SentenceView& view, const Speech& speech,
                                            const std::vector<RelationMatch>& matches,
                                            const MeasureLexicon& lexicon, QuantityContext& context) {
  if (!context.protagonist) context.protagonist = protagonist_of(view, context.titled);
  for (const RelationMatch& match : matches) {
    const Rule& rule = view.rules.rules()[match.rule];
    const std::string& relation = view.rules.schema().relations[rule.relation].name;
    if (relation == "INVESTS_IN" && view.mentions.entities[match.object.entity].type == "Company")
      context.investors.insert(match.subject.entity);
    if ((relation == "LEADS" || relation == "WORKS_FOR") && !match.effect.negated &&
        view.mentions.entities[match.object.entity].type == "Company")
      context.firm_of.emplace(match.subject.entity, match.object.entity);
    if (relation == "OWNS" && !match.effect.negated &&
        (!match.presupposed || rule.kind == RuleKind::Pattern)) {
      context.purchase_told = tells_purchase(view, match, lexicon) &&
                              !judge_statement(view, speech, match.clause, match.anchor.trigger).negated;
      context.bought = match.object.entity;
      context.buyer = match.subject.entity;
      context.bought_sentence = view.index;
    }
    if ((relation == "DEVELOPS" || relation == "PRODUCES") && !match.effect.negated)
      context.made.push_back({match.object.entity, match.subject.entity, view.sentence.paragraph});
  }
  return Matcher(view, speech, matches, lexicon, context).run();
}

}  // namespace trama::extract
