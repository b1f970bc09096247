#include "core/extract/quantity_implied.h"

#include <algorithm>

#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

constexpr int kFactReach = 16;            // how far an amount may stand from the fact that it belongs to
constexpr uint32_t kAppositionReach = 6;  // tokens from a programme to the amount in its apposition
constexpr int kStrongCost = 2;            // of a word that explains an amount whatever facts are near
constexpr double kLeastOfPurchase = 1e6;  // less money buys no firm

}  // namespace

// The fact of `relation` that the amount may belong to: the nearest in its part of the sentence.
const RelationMatch* ImpliedQuantity::fact_near(const std::string& relation, const Amount& amount) const {
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

bool ImpliedQuantity::add_money_of_fact(const Amount& amount, const std::vector<AmountReading>& candidates) {
  const AmountReading* first = candidates.empty() ? nullptr : &candidates.front();
  const bool weak = first == nullptr || first->cost > kStrongCost;
  if (amount.value * collector_.factor() < kLeastOfFirm || !amounts_.is_surely_money(amount)) return false;
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
    collector_.fill(match, amount, AmountKind::Money);
    // Of a round only the part of one who joins it; nobody says how much.
    const bool spent = collector_.marks(match).given && !(first != nullptr && subjects_.is_given(*first));
    if (spent && is_spender(*fact)) collector_.push(match, fact->subject, fact->clause);
    collector_.push(std::move(match), fact->object, fact->clause);
    return true;
  }
  return false;
}

// A firm that is the subject of the fact's verb: it spends the amount itself.
bool ImpliedQuantity::is_spender(const RelationMatch& fact) const {
  if (fact.anchor.clause == kNoIndex || view_.mentions.entities[fact.subject.entity].type != "Company")
    return false;
  const Argument* subject = view_.analysis.clauses[fact.anchor.clause].argument("subj");
  // "a round led by Norda"
  if (view_.analysis.chunks.verbs[view_.analysis.clauses[fact.anchor.clause].verb].mood == Mood::Participle)
    return false;
  return subject != nullptr &&
         view_.analysis.chunks.nouns[subject->candidates.front().front()].tokens.contains(
             fact.subject.tokens.begin);
}

// The word is the fact's own, or stands in the fact's clause: "led a $145m round".
bool ImpliedQuantity::belongs(TokenRange word, const RelationMatch& fact) const {
  if (fact.anchor.trigger.contains(word.begin)) return true;
  const uint32_t group = view_.analysis.group_at(word.begin);
  if (fact.anchor.clause == kNoIndex || group == kNoIndex) return false;
  const Argument* object = view_.analysis.clauses[fact.anchor.clause].argument("obj");
  return object != nullptr && object->candidates.front().front() == group;
}

bool ImpliedQuantity::add_money_given(const Amount& amount, const std::vector<AmountReading>& candidates) {
  if (!names_currency(amount) || amount.value < kLeastOfFirm) return false;
  auto receiver = subjects_.given_to(amount);
  // What another word says of the amount has been tried, and holds.
  const bool open = candidates.empty() || candidates.front().cost > kStrongCost;
  if (!receiver && open) receiver = subjects_.receiver_behind(amount);
  if (!receiver && open) receiver = subjects_.receiver_from(amount);
  if (!receiver) return false;
  QuantityMatch match = collector_.match_of("budget", "given", amount.tokens);
  collector_.fill(match, amount, AmountKind::Money);
  collector_.push(std::move(match), *receiver, view_.analysis.clause_at(amount.tokens.begin));
  return true;
}

bool ImpliedQuantity::add_price_of_taken(const Amount& amount) {
  if (!amounts_.is_surely_money(amount) || amount.value * collector_.factor() < kLeastOfPurchase)
    return false;
  const auto firm = subjects_.taken_for(amount);
  if (!firm) return false;
  QuantityMatch match = collector_.match_of("price", "taken", amount.tokens);
  collector_.fill(match, amount, AmountKind::Money);
  collector_.push(std::move(match), *firm, view_.analysis.clause_at(amount.tokens.begin));
  return true;
}

bool ImpliedQuantity::add_told_price(const Amount& amount) {
  if (!names_currency(amount) || amount.value * collector_.factor() < kLeastOfPurchase ||
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
  QuantityMatch match = collector_.match_of("price", "told", amount.tokens);
  collector_.fill(match, amount, AmountKind::Money);
  collector_.push(std::move(match), {context_.bought, kNone, Via::Topic, {}},
                  view_.analysis.clause_at(amount.tokens.begin));
  return true;
}

bool ImpliedQuantity::add_loss_of_value(size_t index) {
  if (index == 0 || collector_.found().empty()) return false;
  const Amount& amount = view_.amounts[index];
  const QuantityMatch& fall = collector_.found().back();
  if (!collector_.marks(fall).shares || fall.value >= 0 || fall.amount != view_.amounts[index - 1].tokens ||
      !amounts_.restated_behind(fall.amount, amount))
    return false;
  QuantityMatch match = collector_.match_of("market_value_lost", "fall", fall.trigger);
  const Filler subject = fall.subject;
  const uint32_t clause = fall.clause;
  collector_.fill(match, amount, AmountKind::Money);
  collector_.push(std::move(match), subject, clause);
  return true;
}

bool ImpliedQuantity::add_part(size_t index) {
  const Amount& amount = view_.amounts[index];
  if (collector_.found().empty() || collector_.found().back().amount != view_.amounts[index - 1].tokens ||
      !collector_.marks(collector_.found().back()).given || !amounts_.comes_from(amount))
    return false;
  const QuantityMatch whole = collector_.found().back();
  QuantityMatch match = collector_.match_of("budget", "part", whole.trigger);
  collector_.fill(match, amount, AmountKind::Money);
  if (!names_currency(amount)) match.unit = whole.unit;
  collector_.push(std::move(match), whole.subject, whole.clause);
  return true;
}

bool ImpliedQuantity::add_apposed_programme(const Amount& amount) {
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
    QuantityMatch match = collector_.match_of("budget", "apposition", amount.tokens);
    collector_.fill(match, amount, AmountKind::Money);
    collector_.push(std::move(match), {m.entity, id, m.via, m.tokens},
                    view_.analysis.clause_at(amount.tokens.begin));
    return true;
  }
  return false;
}

// Not "Under the Act, Norda's $20bn plant is growing": a phrase that opens the sentence has no apposition
// where a subject follows, and what a firm owns is no programme.
bool ImpliedQuantity::may_be_apposed(const Mention& programme, const Amount& amount) const {
  if (programme.tokens.begin <= 2 && view_.sentence.tokens.front().has("pr")) return false;
  return std::none_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
    const Mention& m = view_.mentions.mentions[id];
    return m.tokens.begin >= programme.tokens.end && m.tokens.end <= amount.tokens.begin &&
           view_.mentions.entities[m.entity].type == "Company";
  });
}

void ImpliedQuantity::add_policy_budget(const Amount& amount) {
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.tokens.size() == 0 || view_.mentions.entities[m.entity].type != "Policy") continue;
    const bool before =
        m.tokens.begin == amount.tokens.end || (m.tokens.begin == amount.tokens.end + 1 &&
                                                !has_reading(view_.sentence.tokens[amount.tokens.end], "pr"));
    // "Stargate: 500 miliardi di dollari"
    const bool told =
        amount.tokens.begin == m.tokens.end + 1 && view_.sentence.tokens[m.tokens.end].surface == ":";
    const bool behind =
        told || (amount.tokens.begin >= m.tokens.end && amount.tokens.begin <= m.tokens.end + 2 &&
                 !marks_between(view_, m.tokens.end, amount.tokens.begin));
    if (!before && !behind) continue;
    QuantityMatch match = collector_.match_of("budget", "policy", amount.tokens);
    collector_.fill(match, amount, AmountKind::Money);
    return collector_.push(std::move(match), {m.entity, id, m.via, m.tokens},
                           view_.analysis.clause_at(amount.tokens.begin));
  }
}

void ImpliedQuantity::add_signed_change(const Amount& amount) {
  // A word for it may add to anything.
  const uint32_t sign = amount.tokens.begin - (amount.tokens.begin > 0 ? 1 : 0);
  const TokenRange change{sign, amount.tokens.begin};
  if (changes_.is_plus(sign)) {
    if (changes_.is_part_of_other(change, amount)) return;
    if (!changes_.follows_firm(change)) return add_bare_stock(amount);
  }
  const auto subject = subjects_.near("stock_change", amount);
  if (!subject) return add_bare_stock(amount);
  QuantityMatch match = collector_.match_of("stock_change", "sign", amount.tokens);
  collector_.fill(match, amount, AmountKind::Percent);
  if (amount.written.value > 0) match.trigger.begin -= 1;  // the plus
  collector_.push(std::move(match), *subject, view_.analysis.clause_at(amount.tokens.begin));
}

// "Titolo in luce a Francoforte: +6,3%": shares of nobody are of the firm at hand.
void ImpliedQuantity::add_bare_stock(const Amount& amount) {
  const auto subject = subjects_.of_bare_stock(amount);
  if (!subject) return;
  QuantityMatch match = collector_.match_of("stock_change", "sign", amount.tokens);
  collector_.fill(match, amount, AmountKind::Percent);
  collector_.push(std::move(match), *subject, view_.analysis.clause_at(amount.tokens.begin));
}

void ImpliedQuantity::add_named_chips(const Amount& amount) {
  const auto chip = amounts_.chip_near(amount);
  if (!chip || !amounts_.has_context("chips_used") || amounts_.is_supplied(amount)) return;
  auto subject = subjects_.near("chips_used", amount);
  if (!subject && context_.lead_model != kNone && amounts_.has_context("training_cost"))
    subject = Filler{context_.lead_model, kNone, Via::Topic, {}};
  if (!subject) return;
  QuantityMatch match = collector_.match_of("chips_used", "name", amount.tokens);
  match.chip = chip;
  collector_.fill(match, amount, AmountKind::Count);
  collector_.push(std::move(match), *subject, view_.analysis.clause_at(amount.tokens.begin));
}

}  // namespace trama::extract
