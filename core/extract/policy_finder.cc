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

// Whether a body or a place, by name or as "the government", is the subject right before the verb.
bool ruled_by_body(const ArticleView& article, uint32_t sentence, const VerbGroup& verb,
                   std::span<const NameMention> names, std::span<const std::string> types) {
  const NounGroup* subject = nullptr;
  for (const NounGroup& group : article.chunks[sentence].nouns)
    if (group.tokens.end <= verb.tokens.begin && group.preposition.empty()) subject = &group;
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

void PolicyFinder::find_told(const ArticleView& article, uint32_t sentence, const SentenceNames& names,
                             std::vector<PolicyMention>& mentions) const {
  for (const VerbGroup& verb : article.chunks[sentence].verbs) {
    auto name = told_.find(verb.lemma);
    if (name == told_.end() || verb.voice == Voice::Passive || verb.negated) continue;
    // "ha ordinato di sospendere": who orders takes the measure.
    const VerbGroup* ruling = &verb;
    if (verb.mood == Mood::Infinitive) {
      for (const VerbGroup& order : article.chunks[sentence].verbs)
        if (order.tokens.end <= verb.tokens.begin && !order.negated &&
            std::ranges::find(orders_, order.lemma) != orders_.end())
          ruling = &order;
    }
    // "may ban", "would ban", "plans to ban" is no measure yet.
    const bool done =
        ruling->mood == Mood::Indicative && ruling->tense != Tense::Future && ruling->modal.empty();
    if (!done || ruling->voice == Voice::Passive) continue;
    const NounGroup* object = article.group_at(sentence, verb.tokens.end);
    if (object == nullptr || object->tokens.begin != verb.tokens.end || !object->preposition.empty())
      continue;
    const uint32_t end = phrase_end(article, sentence, *object);
    bool named = false;
    for (size_t n = 0; n < names.names.size(); ++n) {
      const uint32_t at = names.names[n].tokens.begin;
      named = named || (at >= object->tokens.begin && at < end && !names.names[n].demonym &&
                        names.types[n] != "Person");
    }
    if (!named || !ruled_by_body(article, sentence, *ruling, names.names, names.types)) continue;
    PolicyMention mention;
    mention.sentence = sentence;
    mention.tokens = {verb.head, end};
    uint32_t first = object->tokens.begin;
    const auto& tokens = article.tokens(sentence);
    while (first < object->head && (tokens[first].has("det") || tokens[first].joined)) ++first;
    mention.phrase = name->second + " " + article.text(article.span(sentence, {first, end}));
    mention.kind = name->second;
    mention.one_per_article = false;
    mention.told_by_verb = true;
    mentions.push_back(std::move(mention));
  }
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
      if (measure == nullptr) continue;
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
