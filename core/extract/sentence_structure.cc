#include "core/extract/sentence_structure.h"

#include <algorithm>

#include "core/extract/word_shape.h"

namespace trama::extract {

bool is_main(const VerbGroup& verb) {
  return verb.mood == Mood::Indicative || verb.mood == Mood::Conditional || verb.mood == Mood::Subjunctive;
}

const NounGroup* subject_group(const ArticleView& article, uint32_t sentence) {
  const Chunks& chunks = article.chunks[sentence];
  auto verb = std::ranges::find_if(chunks.verbs, is_main);
  if (verb == chunks.verbs.end()) return nullptr;
  const VerbGroup* first = article.verb_at(sentence, 0);
  const bool opened = first != nullptr && first->mood == Mood::Participle;
  uint32_t passed = 0;  // the end of an object, with what is apposed to it, before the main clause
  for (size_t g = 0; g < chunks.nouns.size(); ++g) {
    const NounGroup& group = chunks.nouns[g];
    if (group.tokens.begin > verb->tokens.begin) return nullptr;
    // "Having swallowed X, a maker of mills, it …"
    const VerbGroup* before =
        group.tokens.begin > 0 ? article.verb_at(sentence, group.tokens.begin - 1) : nullptr;
    const bool object =
        before != nullptr && (before->mood == Mood::Gerund || before->mood == Mood::Infinitive);
    const bool apposed = passed > 0 && passed + 1 == group.tokens.begin && group.tokens.size() > 1;
    if (object || apposed) {
      passed = group.tokens.end;
      continue;
    }
    // "Founded by A and B, X designs …"
    const uint32_t begin = group.tokens.begin;
    if (opened && g > 0 && begin > 0 && article.tokens(sentence)[begin - 1].has("cnjcoo") &&
        chunks.nouns[g - 1].tokens.end + 1 == begin && !chunks.nouns[g - 1].preposition.empty())
      continue;
    bool owns_next = g + 1 < chunks.nouns.size() && chunks.nouns[g + 1].possessor == g;
    const text::Token& head = article.tokens(sentence)[group.head];
    bool when = head.kind == text::TokenKind::Number ||
                article.lexicon.words.is(WordKind::Time, head.lower) ||
                article.lexicon.words.is(WordKind::Time, head.lemma());
    if (group.preposition.empty() && !owns_next && !when) return &group;
  }
  return nullptr;
}

bool clause_border_between(const ArticleView& article, uint32_t sentence, uint32_t from, uint32_t to) {
  const VerbGroup* verb = nullptr;
  for (uint32_t i = from; i < to; ++i) {
    if (const VerbGroup* group = article.verb_at(sentence, i); group != nullptr && is_main(*group)) {
      if (verb != nullptr && verb != group) return true;
      verb = group;
    }
    const text::Token& token = article.tokens(sentence)[i];
    // A clause of speech or thought starts anew: "alleging that the firm …"
    if (token.has("cnjsub") || token.surface == ":" || token.surface == ";") return true;
    bool border = token.surface == "," || token.has("cnjcoo") || token.has("rel");
    if (border && verb != nullptr) return true;
  }
  return false;
}

bool opens_clause(const ArticleView& article, uint32_t sentence, uint32_t from, const NounGroup& group) {
  const VerbGroup* own = article.verb_at(sentence, group.tokens.end);
  if (own == nullptr || !is_main(*own) || !group.preposition.empty()) return false;
  for (uint32_t i = from; i < group.tokens.begin; ++i)
    if (const VerbGroup* verb = article.verb_at(sentence, i); verb != nullptr && is_main(*verb)) return true;
  return false;
}

bool may_be_verb(const ArticleView& article, uint32_t sentence, uint32_t token) {
  const auto& tokens = article.tokens(sentence);
  if (token >= tokens.size()) return false;
  for (const char* tag : {"vblex", "vbser", "vbhaver", "vbmod"})
    if (has_reading(tokens[token], tag)) return true;
  return false;
}

}  // namespace trama::extract
