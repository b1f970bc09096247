#include "core/extract/lexicon.h"

#include "core/extract/quotation.h"
#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

std::set<std::string, std::less<>> read_names(const knowledge::Files& files, std::string_view list) {
  std::set<std::string, std::less<>> names;
  for (std::string_view line : knowledge::split(files.file(list), '\n'))
    if (!line.empty() && line.front() != '#')
      for (std::string_view name : knowledge::split(line, ' ')) names.insert(fold_quickly(name));
  names.erase("");
  return names;
}

std::set<std::string, std::less<>> read_foreign_words(const knowledge::Files& files,
                                                      const std::string& language,
                                                      const std::set<std::string, std::less<>>& own) {
  std::set<std::string, std::less<>> foreign;
  for (const std::string& path : files.list("languages/", "/common.txt"))
    if (path != "languages/" + language + "/common.txt") foreign.merge(read_names(files, path));
  for (const std::string& word : own) foreign.erase(word);
  return foreign;
}

// By token, one more than the index of the group that holds it.
template <typename Group>
std::vector<uint32_t> index_by_token(size_t tokens, const std::vector<Group>& groups) {
  std::vector<uint32_t> index(tokens, 0);
  for (uint32_t g = 0; g < groups.size(); ++g)
    for (uint32_t i = groups[g].tokens.begin; i < groups[g].tokens.end; ++i) index[i] = g + 1;
  return index;
}

}  // namespace

Lexicon::Lexicon(const knowledge::Files& files, const std::string& language)
    : gazetteer(files, language),
      words(files, language),
      first_names(read_names(files, "names/first.txt")),
      family_names(read_names(files, "names/family.txt")),
      frequent_words(read_names(files, "languages/" + language + "/common.txt")),
      foreign_words(read_foreign_words(files, language, frequent_words)),
      particles(read_names(files, "names/particles.txt")),
      versions(read_names(files, "names/versions.txt")),
      editions(read_names(files, "names/editions.txt")),
      towns(files.file("names/towns.txt")),
      grammar(read_grammar(files, language)) {}

ArticleView::ArticleView(const text::Document& document_, std::span<const Chunks> chunks_,
                         const Lexicon& lexicon_)
    : document(document_), chunks(chunks_), lexicon(lexicon_) {
  bool open = false;
  for (uint32_t s = 0; s < sentences(); ++s) {
    if (s > 0 && document.sentences[s - 1].paragraph != document.sentences[s].paragraph) open = false;
    std::vector<std::string> folded;
    std::vector<bool> quoted{open};
    for (const text::Token& token : tokens(s)) {
      folded.push_back(token.kind == text::TokenKind::Punctuation ? std::string()
                                                                  : fold_quickly(token.surface));
      quoted.push_back(open = quotes_open_after(token, open));
    }
    folded_.push_back(std::move(folded));
    quoted_.push_back(std::move(quoted));
    group_.push_back(index_by_token(tokens(s).size(), chunks[s].nouns));
    verb_.push_back(index_by_token(tokens(s).size(), chunks[s].verbs));
  }
}

const NounGroup* ArticleView::group_at(uint32_t sentence, uint32_t token) const {
  const auto& index = group_[sentence];
  return token < index.size() && index[token] > 0 ? &chunks[sentence].nouns[index[token] - 1] : nullptr;
}

const VerbGroup* ArticleView::verb_at(uint32_t sentence, uint32_t token) const {
  const auto& index = verb_[sentence];
  return token < index.size() && index[token] > 0 ? &chunks[sentence].verbs[index[token] - 1] : nullptr;
}

ByteSpan ArticleView::span(uint32_t sentence, TokenRange range) const {
  const auto& list = tokens(sentence);
  return {list[range.begin].span.begin, list[range.end - 1].span.end};
}

std::string ArticleView::text(ByteSpan span) const { return document.text.substr(span.begin, span.size()); }

}  // namespace trama::extract
