#include "core/extract/policy_finder.h"

#include <algorithm>

#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

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

// Past the phrases that say what the measure is on and against whom.
uint32_t PolicyFinder::phrase_end(const ArticleView& article, uint32_t sentence,
                                  const NounGroup& group) const {
  const auto& tokens = article.tokens(sentence);
  uint32_t end = group.tokens.end;
  while (end < tokens.size() && end - group.tokens.begin < kLongestPhrase) {
    bool linked = words_.links.contains(tokens[end].lemma()) && has_reading(tokens[end], "pr");
    if (!linked) break;
    uint32_t next = end + 1;
    while (next < tokens.size() && tokens[next].joined) ++next;
    // "exports to China", "bars it to sell", but "extended its controls on tools to laser modules"
    if (words_.place_links.contains(tokens[end].lemma()) && next < tokens.size() &&
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
  auto measures = words_.measures.find(std::string(tokens[group.head].lemma()));
  if (measures == words_.measures.end()) return nullptr;
  auto holds = [&](const Measure& measure) {
    if (measure.plural && group.number == Number::Singular) return false;
    for (uint32_t i = group.tokens.begin; i < phrase_end; ++i)
      if (i != group.head &&
          (measure.complements.contains(tokens[i].lemma()) || measure.complements.contains(tokens[i].lower)))
        return true;
    return measure.any_complement && phrase_end > group.tokens.end;
  };
  for (const Measure& measure : measures->second)
    if (holds(measure)) return &measure;
  for (const Measure& measure : measures->second)
    if (measure.bare && !(measure.plural && group.number == Number::Singular)) return &measure;
  return nullptr;
}

// "the ban", "il divieto": with nothing but its article, after a measure that a verb told of.
bool PolicyFinder::takes_up(const ArticleView& article, uint32_t sentence, const NounGroup& group,
                            uint32_t end, const std::vector<PolicyMention>& mentions) const {
  const auto& tokens = article.tokens(sentence);
  if (!group.definite || group.possessive || end != group.head + 1 ||
      !words_.again.contains(tokens[group.head].lemma()))
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
