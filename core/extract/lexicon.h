// What the mention stages know of one language, and the article they work on.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/extract/chunk.h"
#include "core/extract/gazetteer.h"
#include "core/extract/grammar.h"
#include "core/extract/name_list.h"
#include "core/extract/type_words.h"
#include "core/text/document.h"

namespace trama::extract {

// Immutable; safe to share between threads. Views into `files`, which must outlive it.
struct Lexicon {
  Lexicon(const knowledge::Files& files, const std::string& language);

  Gazetteer gazetteer;
  TypeWords words;
  std::set<std::string, std::less<>> first_names, family_names;  // folded
  std::set<std::string, std::less<>> frequent_words;             // folded
  std::set<std::string, std::less<>> foreign_words;  // folded: frequent in other languages and not in this
  std::set<std::string, std::less<>> particles;      // folded: "von", wherever a name is from
  std::set<std::string, std::less<>> versions;  // folded: "pro", "mini", what versions of things are called
  std::set<std::string, std::less<>> editions;  // folded: what is too common to be a version alone
  NameList towns;
  Grammar grammar;
};

// An article with its groups and the look-ups that every stage needs. Refers to its parts; none may go before
// it.
class ArticleView {
 public:
  ArticleView(const text::Document& document, std::span<const Chunks> chunks, const Lexicon& lexicon);

  const text::Document& document;
  std::span<const Chunks> chunks;
  const Lexicon& lexicon;

  uint32_t sentences() const { return static_cast<uint32_t>(document.sentences.size()); }
  const std::vector<text::Token>& tokens(uint32_t sentence) const {
    return document.sentences[sentence].tokens;
  }
  // fold_quickly of each token; empty for punctuation.
  const std::vector<std::string>& folded(uint32_t sentence) const { return folded_[sentence]; }
  // The noun group that holds a token; null where none does.
  const NounGroup* group_at(uint32_t sentence, uint32_t token) const;
  const VerbGroup* verb_at(uint32_t sentence, uint32_t token) const;
  // Whether quotation marks are open before the token, as far as its paragraph shows; the token may be the
  // one past the sentence's last.
  bool in_quotes(uint32_t sentence, uint32_t token) const { return quoted_[sentence][token]; }
  // Bytes of the article from the first to the last of the tokens.
  ByteSpan span(uint32_t sentence, TokenRange range) const;
  std::string text(ByteSpan span) const;

 private:
  std::vector<std::vector<std::string>> folded_;
  std::vector<std::vector<uint32_t>> group_;  // by token: index + 1 into nouns, 0 for none
  std::vector<std::vector<uint32_t>> verb_;
  std::vector<std::vector<bool>> quoted_;  // by token, and behind the last
};

}  // namespace trama::extract
