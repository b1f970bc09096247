// Measures that a verb tells of: "barred sales of the H20 to China", "ha ordinato di sospendere gli
// acquisti".
#include <algorithm>

#include "core/extract/part_of_speech.h"
#include "core/extract/policy_finder.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

// "after", "since", "until" before a noun group
bool opens_clause(const std::vector<text::Token>& tokens, const NounGroup& group) {
  for (uint32_t i = group.tokens.begin > 0 ? group.tokens.begin - 1 : 0; i <= group.tokens.begin; ++i)
    if (tokens[i].lower == group.preposition)
      return has_reading(tokens[i], "cnjadv") || has_reading(tokens[i], "cnjsub");
  return false;
}

// Whether a body or a place, by name or as "the government", is the subject right before the verb.
bool ruled_by_body(const ArticleView& article, uint32_t sentence, const VerbGroup& verb,
                   std::span<const NameMention> names, std::span<const std::string> types) {
  const NounGroup* subject = nullptr;
  for (const NounGroup& group : article.chunks[sentence].nouns)
    // "after Washington banned": what opens the clause is no preposition.
    if (group.tokens.end <= verb.tokens.begin &&
        (group.preposition.empty() ||
         (group.tokens.end == verb.tokens.begin && opens_clause(article.tokens(sentence), group))))
      subject = &group;
  if (subject == nullptr) return false;
  for (uint32_t i = subject->tokens.end; i < verb.tokens.begin; ++i)
    if (article.verb_at(sentence, i) != nullptr) return false;
  // Of "Trump" and "Trump administration" the longer one, of "Nvidia boss Jensen Huang" the last.
  const std::string* type = nullptr;
  uint32_t end = 0, size = 0;
  for (size_t n = 0; n < names.size(); ++n) {
    const TokenRange& name = names[n].tokens;
    if (!subject->tokens.contains(name.begin) || name.end < end) continue;
    if (name.end == end && name.size() < size) continue;
    type = &types[n];
    end = name.end;
    size = name.size();
  }
  if (type != nullptr) return *type == "Organization" || *type == "Place";
  return article.lexicon.words.is(WordKind::National, article.tokens(sentence)[subject->head].lemma());
}

}  // namespace

// The dealings that a verb at `token` tells: "selling the H20 in China", "comprare schede di Alba".
PolicyFinder::Ruled PolicyFinder::dealt(const ArticleView& article, uint32_t sentence, uint32_t token) const {
  const VerbGroup* deal = article.verb_at(sentence, token);
  if (deal == nullptr || !words_.deals.contains(deal->lemma)) return {};
  const NounGroup* object = article.group_at(sentence, deal->tokens.end);
  if (object == nullptr || !object->preposition.empty() || object->tokens.begin > deal->tokens.end + 1)
    return {};
  return {deal->head, phrase_end(article, sentence, *object), true};
}

PolicyFinder::Ruled PolicyFinder::ruled(const ArticleView& article, uint32_t sentence, const VerbGroup& verb,
                                        bool ordered) const {
  const auto& tokens = article.tokens(sentence);
  const uint32_t next = verb.tokens.end;
  if (next >= tokens.size()) return {};
  // "ordered Norda to stop selling the H20", "ha ordinato di smettere di vendere": of one's own sales it is
  // no measure.
  if (ordered)
    if (const Ruled deal = dealt(article, sentence, tokens[next].has("pr") ? next + 1 : next); deal.end > 0)
      return deal;
  uint32_t at = next;
  while (at < tokens.size() && (tokens[at].has("pr") || tokens[at].joined)) ++at;
  const NounGroup* object = article.group_at(sentence, at);
  if (object == nullptr) return {};
  // "ha vietato agli uffici di usare X", "barred firms from buying X": who may no longer deal, and in what.
  if (words_.addressees.contains(object->preposition) || object->preposition.empty()) {
    const uint32_t link = object->tokens.end;
    if (link + 1 < tokens.size() && words_.barred.contains(tokens[link].lower))
      if (const Ruled deal = dealt(article, sentence, link + 1); deal.end > 0) return deal;
  }
  if (object->tokens.begin != next || !object->preposition.empty()) return {};
  if (words_.takeovers.contains(tokens[object->head].lemma())) return {};
  uint32_t first = object->tokens.begin;
  while (first < object->head && (tokens[first].has("det") || tokens[first].joined)) ++first;
  const bool trade = words_.trade.contains(tokens[object->head].lemma()) ||
                     words_.trade.contains(tokens[object->head].lower);
  uint32_t end = phrase_end(article, sentence, *object);
  // "suspended Norda's chief executive" hits a person alone.
  const bool owner = object->tokens.end < tokens.size() && tokens[object->tokens.end].has("gen");
  const NounGroup* hit = owner ? article.group_at(sentence, object->tokens.end + 1) : object;
  for (uint32_t i = first; hit != nullptr && i < hit->tokens.end; ++i)
    if (article.lexicon.words.at(WordKind::Role, tokens, i, hit->tokens.end).tokens.end == hit->tokens.end)
      return {};
  // "barred Norda from public networks"
  if (end < tokens.size() && words_.barred.contains(tokens[end].lower))
    if (const NounGroup* where = article.group_at(sentence, end + 1); where != nullptr)
      end = phrase_end(article, sentence, *where);
  return {first, end, trade, object->possessive};
}

// "ha ordinato di sospendere": who orders takes the measure, and so does who reacts "by banning".
const VerbGroup* PolicyFinder::ruling_verb(const ArticleView& article, uint32_t sentence,
                                           const VerbGroup& verb, const Lemmas& orders) {
  const VerbGroup* ruling = &verb;
  for (const VerbGroup& other : article.chunks[sentence].verbs) {
    if (other.tokens.end > verb.tokens.begin || other.negated) continue;
    const bool orders_it = verb.mood == Mood::Infinitive && orders.contains(other.lemma);
    const bool by_it = verb.mood == Mood::Gerund && other.mood == Mood::Indicative;
    if (orders_it || by_it) ruling = &other;
  }
  return ruling;
}

const VerbGroup* PolicyFinder::forbidden_by(const ArticleView& article, uint32_t sentence,
                                            const VerbGroup& verb) const {
  const auto& tokens = article.tokens(sentence);
  if (!words_.deals.contains(verb.lemma)) return nullptr;
  const uint32_t begin = verb.tokens.begin;
  // The tagger takes the first verb of "to stop selling" for a noun.
  const bool stops = verb.mood == Mood::Gerund && begin >= 2 &&
                     article.lexicon.grammar.infinitive_marker.contains(tokens[begin - 2].lower) &&
                     (words_.trade_verbs.contains(tokens[begin - 1].lower) ||
                      words_.verbs.contains(tokens[begin - 1].lower));
  if (!stops && !(verb.mood == Mood::Infinitive && verb.negated)) return nullptr;
  const VerbGroup* order = nullptr;
  for (const VerbGroup& other : article.chunks[sentence].verbs)
    if (other.tokens.end <= begin && !other.negated && words_.orders.contains(other.lemma)) order = &other;
  return order;
}

void PolicyFinder::find_told(const ArticleView& article, uint32_t sentence, const SentenceNames& names,
                             std::vector<PolicyMention>& mentions) const {
  for (const VerbGroup& verb : article.chunks[sentence].verbs) {
    if (verb.voice == Voice::Passive) continue;
    const VerbGroup* ruling = forbidden_by(article, sentence, verb);
    const std::string* name = ruling != nullptr ? &words_.deal_name : nullptr;
    Ruled on;
    if (ruling != nullptr) {
      on = dealt(article, sentence, verb.head);
    } else {
      auto told = words_.verbs.find(verb.lemma);
      const bool for_trade = told == words_.verbs.end();
      if (for_trade) told = words_.trade_verbs.find(verb.lemma);
      if ((for_trade && told == words_.trade_verbs.end()) || verb.negated) continue;
      ruling = ruling_verb(article, sentence, verb, words_.orders);
      on = ruled(article, sentence, verb, ruling != &verb && verb.mood == Mood::Infinitive);
      if (for_trade && (!on.dealings || on.own)) continue;
      name = article.verb_at(sentence, on.begin) != nullptr ? &words_.deal_name : &told->second;
    }
    // "may ban", "would ban", "plans to ban" is no measure yet.
    const bool done =
        ruling->mood == Mood::Indicative && ruling->tense != Tense::Future && ruling->modal.empty();
    if (!done || ruling->voice == Voice::Passive || on.end == 0) continue;
    // "the RTX Pro 6000D", of which the noun group holds but the beginning
    for (const NameMention& inside : names.names)
      if (inside.tokens.begin >= on.begin && inside.tokens.begin < on.end)
        on.end = std::max(on.end, inside.tokens.end);
    if (!names_something(article, sentence, on, names) ||
        !ruled_by_body(article, sentence, *ruling, names.names, names.types))
      continue;
    PolicyMention mention;
    mention.sentence = sentence;
    // What is told not to be done is a ban, and the ban is no less for it.
    mention.tokens = {verb.negated ? verb.tokens.end : verb.head, on.end};
    mention.phrase = *name + " " + article.text(article.span(sentence, {on.begin, on.end}));
    mention.kind = *name;
    mention.one_per_article = false;
    mention.told_by_verb = true;
    mentions.push_back(std::move(mention));
  }
}

// "blocked the sale of X", a firm: a takeover, and no trade in goods as "sales of X" are.
bool PolicyFinder::is_sale_of_firm(const ArticleView& article, uint32_t sentence, const Ruled& on,
                                   const SentenceNames& names) const {
  const auto& tokens = article.tokens(sentence);
  if (const VerbGroup* deal = article.verb_at(sentence, on.begin); deal != nullptr) {
    // "barred X from buying Y"
    const NounGroup* object = article.group_at(sentence, deal->tokens.end);
    if (object == nullptr || !words_.purchases.contains(deal->lemma)) return false;
    for (size_t n = 0; n < names.names.size(); ++n)
      if (names.types[n] == "Company" && names.names[n].tokens.end == object->tokens.end &&
          names.names[n].tokens.begin <= object->head)
        return true;
    return false;
  }
  const NounGroup* sale = article.group_at(sentence, on.begin);
  if (sale == nullptr || sale->number == Number::Plural || tokens[sale->head].has("pl")) return false;
  for (size_t n = 0; n < names.names.size(); ++n) {
    const TokenRange name = names.names[n].tokens;
    if (names.types[n] != "Company" || name.end != on.end) continue;
    uint32_t link = name.begin;
    while (link > sale->head + 1 && (tokens[link - 1].joined || tokens[link - 1].has("det"))) --link;
    return link == sale->head + 2 && tokens[link - 1].has("pr");
  }
  return false;
}

// Whether what a measure is on holds a name, or tells in several words what may not be dealt in.
bool PolicyFinder::names_something(const ArticleView& article, uint32_t sentence, const Ruled& on,
                                   const SentenceNames& names) const {
  if (on.dealings && is_sale_of_firm(article, sentence, on, names)) return false;
  const VerbGroup* deal = article.verb_at(sentence, on.begin);
  const bool handling = on.dealings && deal != nullptr && words_.handlings.contains(deal->lemma);
  if (on.dealings && !handling && on.end > on.begin + 1) return true;
  for (size_t n = 0; n < names.names.size(); ++n) {
    const uint32_t at = names.names[n].tokens.begin;
    // "stop using Chinese cameras"
    if (at >= on.begin && at < on.end && (!names.names[n].demonym || handling) && names.types[n] != "Person")
      return true;
  }
  return false;
}

}  // namespace trama::extract
