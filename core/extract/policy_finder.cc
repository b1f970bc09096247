#include "core/extract/policy_finder.h"

#include <algorithm>

#include "core/extract/part_of_speech.h"
#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

constexpr uint32_t kLongestPhrase = 12;  // tokens

}  // namespace

PolicyFinder::PolicyFinder(const knowledge::Files& files, std::string_view language) {
  const std::string name = "languages/" + std::string(language) + "/policies.tsv";
  if (!files.contains(name)) return;
  for (const knowledge::Row& row : knowledge::read_table(files.file(name))) {
    if (row.at(0) == "link") {
      for (std::string_view word : knowledge::split(row.at(1), '|')) links_.emplace_back(word);
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
    bool linked = std::ranges::find(links_, tokens[end].lemma()) != links_.end() && tokens[end].has("pr");
    if (!linked) break;
    uint32_t next = end + 1;
    while (next < tokens.size() && tokens[next].joined) ++next;
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

std::vector<PolicyMention> PolicyFinder::find(const ArticleView& article,
                                              const std::vector<NameMention>& names) const {
  std::vector<PolicyMention> mentions;
  const Gazetteer& gazetteer = article.lexicon.gazetteer;
  size_t first = 0;
  for (uint32_t s = 0; s < article.sentences(); ++s) {
    while (first < names.size() && names[first].sentence < s) ++first;
    size_t last = first;
    while (last < names.size() && names[last].sentence == s) ++last;
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
