#include "core/extract/chunk.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/utf8.h"
#include "core/extract/group_reader.h"
#include "core/extract/part_repair.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

// Letters of the longest abbreviated title: "Prof", "Dott".
constexpr size_t kTitleSize = 4;

class SentenceChunker : private GroupReader {
 public:
  // Refers to its arguments; `parts` are the sentence's mended ones.
  SentenceChunker(const Grammar& grammar, const text::Sentence& sentence, const std::vector<Part>& parts)
      : GroupReader(grammar, sentence.tokens, parts),
        nouns_(grammar, sentence.tokens, parts),
        verbs_(grammar, sentence.tokens, parts) {}

  Chunks run() {
    std::string preposition;
    uint32_t possessor = kNoIndex;  // as NounGroup has it
    for (uint32_t i = 0; i < size_;) {
      if (uint32_t end = i; auto words = long_preposition(end)) {
        preposition = join_words(*words);
        i = end;
        if (governs_adverb(i)) preposition.clear();
      } else if (parts_[i] == Part::Preposition) {
        preposition = tokens_[i++].lemma();
        possessor = kNoIndex;
        if (governs_adverb(i)) preposition.clear();
      } else if (parts_[i] == Part::Genitive && !chunks_.nouns.empty() &&
                 chunks_.nouns.back().tokens.end == i) {
        possessor = static_cast<uint32_t>(chunks_.nouns.size() - 1);
        preposition = chunks_.nouns.back().preposition;
        ++i;
      } else if (auto group = nouns_.read(i)) {
        group->preposition = std::exchange(preposition, "");
        group->possessor = std::exchange(possessor, kNoIndex);
        if (group->possessor != kNoIndex) group->possessive = group->definite = true;
        i = group->tokens.end;
        if (behind_title(*group))
          add_titled(*group);
        else
          chunks_.nouns.push_back(*std::move(group));
      } else if (auto verb = verbs_.read(i)) {
        i = verb->tokens.end;
        chunks_.verbs.push_back(*std::move(verb));
        preposition.clear();
        possessor = kNoIndex;
      } else {
        // "dallo stesso Rossi": an article that opens no group leaves the preposition to what follows.
        // "bought for $3bn": the sign goes with the number.
        bool transparent = parts_[i] == Part::Adverb || parts_[i] == Part::Determiner ||
                           is_quote(tokens_[i]) ||
                           (is_currency_sign(tokens_[i]) && part(i + 1) == Part::Number);
        if (!transparent) preposition.clear();
        ++i;
      }
    }
    return std::move(chunks_);
  }

 private:
  // "by Dr. Ada Bell", "dall'ing. Ugo Rossi": an abbreviated title and its full stop open the name's group.
  bool behind_title(const NounGroup& name) const {
    if (chunks_.nouns.empty() || !name.preposition.empty() || !is_capitalised(tokens_[name.tokens.begin]))
      return false;
    const NounGroup& title = chunks_.nouns.back();
    const uint32_t stop = title.tokens.end;
    return stop + 1 == name.tokens.begin && tokens_[stop].surface == "." && !tokens_[stop].space_before &&
           title.head + 1 == stop && title.tokens.size() <= 2 &&
           tokens_[title.head].surface.size() <= kTitleSize;
  }

  void add_titled(const NounGroup& name) {
    NounGroup& group = chunks_.nouns.back();
    group.tokens.end = name.tokens.end;
    group.head = name.head;
    group.number = name.number;
  }

  // "da ieri la Norda", "until now Norda": the preposition before the token is the adverb's.
  bool governs_adverb(uint32_t i) const {
    return i < size_ && parts_[i] == Part::Adverb && grammar_.moment.contains(tokens_[i].lemma());
  }

  // The preposition of several words that starts at `at`, which moves behind it. A token may hold several of
  // its words: the analyser reads "da parte" as one adverb.
  const std::vector<std::string>* long_preposition(uint32_t& at) const {
    for (const auto& words : grammar_.prepositions) {
      uint32_t i = at;
      size_t word = 0;
      while (word < words.size() && i < size_) {
        if (word_is(i, words[word])) {
          ++word;
        } else if (word + 1 < words.size() && word_is(i, words[word] + " " + words[word + 1])) {
          word += 2;
        } else {
          break;
        }
        ++i;
      }
      if (word < words.size()) continue;
      at = i;
      return &words;
    }
    return nullptr;
  }

  const NounGroupReader nouns_;
  const VerbGroupReader verbs_;
  Chunks chunks_;
};

}  // namespace

bool disagrees(Number a, Number b) { return a != Number::Unknown && b != Number::Unknown && a != b; }

bool is_finite(const VerbGroup& verb) {
  return verb.mood != Mood::Infinitive && verb.mood != Mood::Gerund && verb.mood != Mood::Participle;
}

Chunks Chunker::chunk(const text::Sentence& sentence) const {
  const std::vector<Part> parts = mended_parts(sentence, grammar_);
  return SentenceChunker(grammar_, sentence, parts).run();
}

}  // namespace trama::extract
