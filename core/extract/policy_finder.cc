#include "core/extract/policy_finder.h"

#include <algorithm>

#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"
#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

constexpr uint32_t kLongestPhrase = 12;  // tokens

bool opens_with_place(const ArticleView& article, uint32_t sentence, uint32_t token) {
  const auto& tokens = article.tokens(sentence);
  while (token < tokens.size() && tokens[token].has("det")) ++token;
  if (token >= tokens.size()) return false;
  const Gazetteer& gazetteer = article.lexicon.gazetteer;
  const Gazetteer::Match match = gazetteer.match(tokens, article.folded(sentence), token);
  return match.tokens > 0 && gazetteer.entry(match.hits.front().entry).type == "Place";
}

}  // namespace

PolicyFinder::PolicyFinder(const knowledge::Files& files, std::string_view language) {
  const std::string name = "languages/" + std::string(language) + "/policies.tsv";
  if (!files.contains(name)) return;
  for (const knowledge::Row& row : knowledge::read_table(files.file(name))) {
    if (row.at(0) == "link") {
      for (std::string_view word : knowledge::split(row.at(1), '|')) links_.emplace_back(word);
      continue;
    }
    if (row.at(0) == "link-place") {
      for (std::string_view word : knowledge::split(row.at(1), '|')) place_links_.emplace_back(word);
      continue;
    }
    if (row.at(0) == "verb") {
      for (std::string_view verb : knowledge::split(row.at(2), '|')) told_.emplace(verb, row.at(1));
      continue;
    }
    if (row.at(0) == "verb-trade") {
      for (std::string_view verb : knowledge::split(row.at(2), '|')) told_of_trade_.emplace(verb, row.at(1));
      continue;
    }
    if (row.at(0) == "trade" || row.at(0) == "deal" || row.at(0) == "purchase" || row.at(0) == "takeover" ||
        row.at(0) == "handling" || row.at(0) == "again") {
      auto& words = row.at(0) == "trade"      ? trade_
                    : row.at(0) == "deal"     ? deals_
                    : row.at(0) == "purchase" ? purchases_
                    : row.at(0) == "takeover" ? takeovers_
                    : row.at(0) == "handling" ? handlings_
                                              : again_;
      for (std::string_view word : knowledge::split(row.at(2), '|')) words.emplace_back(word);
      continue;
    }
    if (row.at(0) == "deal-name") {
      deal_name_ = row.at(2);
      continue;
    }
    if (row.at(0) == "order") {
      for (std::string_view verb : knowledge::split(row.at(2), '|')) orders_.emplace_back(verb);
      continue;
    }
    if (row.fields.size() < 4)
      throw knowledge::table_error(name, row, "a measure has class, nouns, complements and scope");
    Measure measure;
    measure.kind = row.at(0);
    measure.one_per_article = row.at(3) == "article";
    measure.plural = row.at(4) == "plural";
    for (std::string_view word : knowledge::split(row.at(2), '|')) {
      measure.any_complement = measure.any_complement || word == "*";
      measure.bare = measure.bare || word == "-";
      measure.complements.emplace_back(word);
    }
    for (std::string_view noun : knowledge::split(row.at(1), '|'))
      measures_[std::string(noun)].push_back(measure);
  }
}

// Past the phrases that say what the measure is on and against whom.
uint32_t PolicyFinder::phrase_end(const ArticleView& article, uint32_t sentence,
                                  const NounGroup& group) const {
  const auto& tokens = article.tokens(sentence);
  uint32_t end = group.tokens.end;
  while (end < tokens.size() && end - group.tokens.begin < kLongestPhrase) {
    bool linked =
        std::ranges::find(links_, tokens[end].lemma()) != links_.end() && has_reading(tokens[end], "pr");
    if (!linked) break;
    uint32_t next = end + 1;
    while (next < tokens.size() && tokens[next].joined) ++next;
    // "exports to China", "bars it to sell", but "extended its controls on tools to laser modules"
    if (std::ranges::find(place_links_, tokens[end].lemma()) != place_links_.end() && next < tokens.size() &&
        !tokens[next].has("inf") && !opens_with_place(article, sentence, next))
      break;
    if (next + 1 < tokens.size() && article.group_at(sentence, next) == nullptr) {
      // "duty on imported sequencers"; "curbs on exports", which the chunker reads as a verb
      if (article.group_at(sentence, next + 1) != nullptr) {
        ++next;
      } else if (has_reading(tokens[next], "n")) {
        end = next + 1;
        continue;
      }
    }
    const NounGroup* complement = article.group_at(sentence, next);
    if (complement == nullptr || complement->tokens.begin > next) break;
    end = complement->tokens.end;
  }
  return end;
}

const PolicyFinder::Measure* PolicyFinder::classify(const ArticleView& article, uint32_t sentence,
                                                    const NounGroup& group, uint32_t phrase_end) const {
  const auto& tokens = article.tokens(sentence);
  auto measures = measures_.find(std::string(tokens[group.head].lemma()));
  if (measures == measures_.end()) return nullptr;
  auto holds = [&](const Measure& measure) {
    if (measure.plural && group.number == Number::Singular) return false;
    for (uint32_t i = group.tokens.begin; i < phrase_end; ++i)
      if (i != group.head &&
          (std::ranges::find(measure.complements, tokens[i].lemma()) != measure.complements.end() ||
           std::ranges::find(measure.complements, tokens[i].lower) != measure.complements.end()))
        return true;
    return measure.any_complement && phrase_end > group.tokens.end;
  };
  for (const Measure& measure : measures->second)
    if (holds(measure)) return &measure;
  for (const Measure& measure : measures->second)
    if (measure.bare && !(measure.plural && group.number == Number::Singular)) return &measure;
  return nullptr;
}

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
  if (deal == nullptr || std::ranges::find(deals_, deal->lemma) == deals_.end()) return {};
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
  if (object->preposition == "a" || object->preposition.empty()) {
    const uint32_t link = object->tokens.end;
    if (link + 1 < tokens.size() && (tokens[link].lower == "from" || tokens[link].lower == "di"))
      if (const Ruled deal = dealt(article, sentence, link + 1); deal.end > 0) return deal;
  }
  if (object->tokens.begin != next || !object->preposition.empty()) return {};
  if (std::ranges::find(takeovers_, tokens[object->head].lemma()) != takeovers_.end()) return {};
  uint32_t first = object->tokens.begin;
  while (first < object->head && (tokens[first].has("det") || tokens[first].joined)) ++first;
  const bool trade = std::ranges::find(trade_, tokens[object->head].lemma()) != trade_.end() ||
                     std::ranges::find(trade_, tokens[object->head].lower) != trade_.end();
  uint32_t end = phrase_end(article, sentence, *object);
  // "suspended Norda's chief executive" hits a person alone.
  const bool owner = object->tokens.end < tokens.size() && tokens[object->tokens.end].has("gen");
  const NounGroup* hit = owner ? article.group_at(sentence, object->tokens.end + 1) : object;
  for (uint32_t i = first; hit != nullptr && i < hit->tokens.end; ++i)
    if (article.lexicon.words.at(WordKind::Role, tokens, i, hit->tokens.end).tokens.end == hit->tokens.end)
      return {};
  // "barred Norda from public networks"
  if (end < tokens.size() && tokens[end].lower == "from")
    if (const NounGroup* where = article.group_at(sentence, end + 1); where != nullptr)
      end = phrase_end(article, sentence, *where);
  return {first, end, trade, object->possessive};
}

// "ha ordinato di sospendere": who orders takes the measure, and so does who reacts "by banning".
const VerbGroup* PolicyFinder::ruling_verb(const ArticleView& article, uint32_t sentence,
                                           const VerbGroup& verb, const std::vector<std::string>& orders) {
  const VerbGroup* ruling = &verb;
  for (const VerbGroup& other : article.chunks[sentence].verbs) {
    if (other.tokens.end > verb.tokens.begin || other.negated) continue;
    const bool orders_it =
        verb.mood == Mood::Infinitive && std::ranges::find(orders, other.lemma) != orders.end();
    const bool by_it = verb.mood == Mood::Gerund && other.mood == Mood::Indicative;
    if (orders_it || by_it) ruling = &other;
  }
  return ruling;
}

const VerbGroup* PolicyFinder::forbidden_by(const ArticleView& article, uint32_t sentence,
                                            const VerbGroup& verb) const {
  const auto& tokens = article.tokens(sentence);
  if (std::ranges::find(deals_, verb.lemma) == deals_.end()) return nullptr;
  const uint32_t begin = verb.tokens.begin;
  // The tagger takes the first verb of "to stop selling" for a noun.
  const bool stops =
      verb.mood == Mood::Gerund && begin >= 2 && tokens[begin - 2].lower == "to" &&
      (told_of_trade_.contains(tokens[begin - 1].lower) || told_.contains(tokens[begin - 1].lower));
  if (!stops && !(verb.mood == Mood::Infinitive && verb.negated)) return nullptr;
  const VerbGroup* order = nullptr;
  for (const VerbGroup& other : article.chunks[sentence].verbs)
    if (other.tokens.end <= begin && !other.negated &&
        std::ranges::find(orders_, other.lemma) != orders_.end())
      order = &other;
  return order;
}

void PolicyFinder::find_told(const ArticleView& article, uint32_t sentence, const SentenceNames& names,
                             std::vector<PolicyMention>& mentions) const {
  for (const VerbGroup& verb : article.chunks[sentence].verbs) {
    if (verb.voice == Voice::Passive) continue;
    const VerbGroup* ruling = forbidden_by(article, sentence, verb);
    const std::string* name = ruling != nullptr ? &deal_name_ : nullptr;
    Ruled on;
    if (ruling != nullptr) {
      on = dealt(article, sentence, verb.head);
    } else {
      auto told = told_.find(verb.lemma);
      const bool for_trade = told == told_.end();
      if (for_trade) told = told_of_trade_.find(verb.lemma);
      if ((for_trade && told == told_of_trade_.end()) || verb.negated) continue;
      ruling = ruling_verb(article, sentence, verb, orders_);
      on = ruled(article, sentence, verb, ruling != &verb && verb.mood == Mood::Infinitive);
      if (for_trade && (!on.dealings || on.own)) continue;
      name = article.verb_at(sentence, on.begin) != nullptr ? &deal_name_ : &told->second;
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
    if (object == nullptr || std::ranges::find(purchases_, deal->lemma) == purchases_.end()) return false;
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
  const bool handling =
      on.dealings && deal != nullptr && std::ranges::find(handlings_, deal->lemma) != handlings_.end();
  if (on.dealings && !handling && on.end > on.begin + 1) return true;
  for (size_t n = 0; n < names.names.size(); ++n) {
    const uint32_t at = names.names[n].tokens.begin;
    // "stop using Chinese cameras"
    if (at >= on.begin && at < on.end && (!names.names[n].demonym || handling) && names.types[n] != "Person")
      return true;
  }
  return false;
}

// "the ban", "il divieto": with nothing but its article, after a measure that a verb told of.
bool PolicyFinder::takes_up(const ArticleView& article, uint32_t sentence, const NounGroup& group,
                            uint32_t end, const std::vector<PolicyMention>& mentions) const {
  const auto& tokens = article.tokens(sentence);
  if (!group.definite || group.possessive || end != group.head + 1 ||
      std::ranges::find(again_, tokens[group.head].lemma()) == again_.end())
    return false;
  for (uint32_t i = group.tokens.begin; i < group.head; ++i)
    if (!tokens[i].has("det") && !tokens[i].joined) return false;
  return std::ranges::any_of(mentions, [&](const PolicyMention& m) {
    return m.told_by_verb && (m.sentence < sentence || m.tokens.end <= group.head);
  });
}

std::vector<PolicyMention> PolicyFinder::find(const ArticleView& article,
                                              const std::vector<NameMention>& names,
                                              const std::vector<std::string>& types) const {
  std::vector<PolicyMention> mentions;
  const Gazetteer& gazetteer = article.lexicon.gazetteer;
  size_t first = 0;
  for (uint32_t s = 0; s < article.sentences(); ++s) {
    while (first < names.size() && names[first].sentence < s) ++first;
    size_t last = first;
    while (last < names.size() && names[last].sentence == s) ++last;
    find_told(article, s,
              {std::span(names).subspan(first, last - first), std::span(types).subspan(first, last - first)},
              mentions);
    for (const NounGroup& group : article.chunks[s].nouns) {
      uint32_t end = phrase_end(article, s, group);
      const Measure* measure = classify(article, s, group, end);
      if (measure == nullptr) {
        if (!takes_up(article, s, group, end, mentions)) continue;
        PolicyMention mention;
        mention.sentence = s;
        mention.tokens = {group.head, group.head + 1};
        mention.phrase = article.text(article.span(s, mention.tokens));
        mention.again = true;
        mentions.push_back(std::move(mention));
        continue;
      }
      PolicyMention mention;
      mention.sentence = s;
      mention.kind = measure->kind;
      mention.one_per_article = measure->one_per_article;
      mention.tokens = group.tokens;
      const auto& tokens = article.tokens(s);
      while (mention.tokens.begin < group.head &&
             (tokens[mention.tokens.begin].has("det") || tokens[mention.tokens.begin].has("predet") ||
              tokens[mention.tokens.begin].has("num") || tokens[mention.tokens.begin].joined))
        ++mention.tokens.begin;
      bool named = false;
      for (size_t n = first; n < last; ++n) {
        if (!mention.tokens.contains(names[n].tokens.begin)) continue;
        bool place = !names[n].hits.empty() && gazetteer.entry(names[n].hits.front().entry).type == "Place";
        named = named || !place;
        if (place) mention.country = gazetteer.entry(names[n].hits.front().entry).key;
      }
      if (named) continue;
      mention.bare = mention.tokens.size() == 1 && end == group.tokens.end;
      mention.phrase = article.text(article.span(s, {mention.tokens.begin, end}));
      mentions.push_back(std::move(mention));
    }
  }
  return mentions;
}

}  // namespace trama::extract
