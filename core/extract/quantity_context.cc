#include "core/extract/quantity_context.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

constexpr uint32_t kCurrencyReach = 1;  // paragraphs in which a foreign currency goes without saying

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
      if (lexicon.rules()[index].marks.paid) return true;
  }
  return false;
}

// An article that tells dollars from euros, or whose language is that of one currency, means its own
// currency where it has named none for a while.
void forget_currency(const SentenceView& view, const MeasureLexicon& lexicon, QuantityContext& context) {
  if ((context.home_currency_named || lexicon.currency_goes_without_saying()) &&
      view.sentence.paragraph > context.currency_paragraph + kCurrencyReach)
    context.currency = lexicon.currency();
}

}  // namespace

void follow_facts(const SentenceView& view, const Speech& speech, const std::vector<RelationMatch>& matches,
                  const MeasureLexicon& lexicon, QuantityContext& context) {
  if (!context.protagonist) context.protagonist = protagonist_of(view, context.titled);
  for (const RelationMatch& match : matches) {
    const Rule& rule = view.rules.rules()[match.rule];
    const std::string& relation = view.rules.schema().relations[rule.relation].name;
    if (relation == "INVESTS_IN" && view.mentions.entities[match.object.entity].type == "Company") {
      context.investors.insert(match.subject.entity);
      context.backed = match.object.entity;
      context.backed_sentence = view.index;
      context.backed_tokens = match.object.tokens;
    }
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
}

void follow_paragraph(const SentenceView& view, const MentionSearch& search, const MeasureLexicon& lexicon,
                      QuantityContext& context) {
  if (context.paragraph != view.sentence.paragraph) {
    forget_currency(view, lexicon, context);
    context.paragraph = view.sentence.paragraph;
    context.lead = kNone;
    context.named.clear();
    context.protagonist_here = false;
    context.percents = false;
    context.model_here = false;
    context.training = kNone;
    context.traded = kNone;
  }
  for (const uint32_t id : view.mention_ids) {
    const Mention& m = view.mentions.mentions[id];
    if (m.entity == context.protagonist) context.protagonist_here = true;
    const std::string& type = view.mentions.entities[m.entity].type;
    if (type == "Model" && !context.model_here && !search.is_bound(m.tokens)) {
      context.lead_model = m.entity;
      context.model_here = true;
    }
    if ((type == "Company" || type == "Model") && m.via == Via::Name)
      context.named.emplace(m.entity, std::pair(view.index, m.tokens.begin));
    if (context.lead == kNone && type == "Company" && !search.is_bound(m.tokens)) context.lead = m.entity;
  }
}

void follow_currency(const SentenceView& view, const std::string& currency, const MeasureLexicon& lexicon,
                     QuantityContext& context) {
  context.currency = currency;
  context.currency_paragraph = view.sentence.paragraph;
  context.home_currency_named = context.home_currency_named || currency == lexicon.currency();
}

bool traded_before(const SentenceView& view, const QuantityContext& context) {
  return context.paragraph == view.sentence.paragraph && context.traded != kNone &&
         context.traded + 1 >= view.index;
}

bool trained_before(const SentenceView& view, const QuantityContext& context) {
  return context.paragraph == view.sentence.paragraph && context.training != kNone &&
         context.training + 1 == view.index;
}

}  // namespace trama::extract
