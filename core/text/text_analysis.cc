#include "core/text/text_analysis.h"

#include <algorithm>
#include <unordered_set>

#include "core/base/utf8.h"
#include "core/text/apertium.h"
#include "core/text/sentence_splitter.h"
#include "core/text/tokenizer.h"
#include "core/text/view.h"

namespace trama::text {
namespace {

// A paragraph cut into sentences, before analysis.
struct CutParagraph {
  View view;
  std::vector<ShapeToken> tokens;
  std::vector<SentenceRange> sentences;
};

constexpr size_t kLongestDateline = 5;  // tokens

std::string_view surface(const CutParagraph& paragraph, const ShapeToken& token) {
  return std::string_view(paragraph.view.text()).substr(token.span.begin, token.span.size());
}

// Words that the article writes small somewhere: with a capital they are names less surely.
std::unordered_set<std::string> small_words(const std::vector<CutParagraph>& paragraphs) {
  std::unordered_set<std::string> words;
  for (const CutParagraph& paragraph : paragraphs)
    for (const ShapeToken& token : paragraph.tokens)
      if (token.kind == TokenKind::Word && !token.capitalised) words.emplace(surface(paragraph, token));
  return words;
}

// A sentence whose words nearly all start with capitals (a headline in title case, a line in capitals) tells
// nothing by them.
bool capitals_tell(const CutParagraph& paragraph, SentenceRange range) {
  size_t words = 0, capitals = 0;
  for (size_t i = range.begin; i < range.end; ++i) {
    const ShapeToken& token = paragraph.tokens[i];
    if (token.kind != TokenKind::Word && token.kind != TokenKind::Name) continue;
    ++words;
    capitals += token.capitalised;
  }
  return words < 4 || capitals * 100 < words * 65;
}

bool is_all_capitals(std::string_view word) { return to_upper(word) == word; }

// The first token that is no opening mark and not in a dateline "(Ansa)": its capital says only that the
// sentence starts.
size_t first_word(const CutParagraph& paragraph, SentenceRange range) {
  size_t i = range.begin;
  if (i < range.end && surface(paragraph, paragraph.tokens[i]) == "(") {
    size_t close = i + 1;
    while (close < range.end && close - i <= kLongestDateline &&
           surface(paragraph, paragraph.tokens[close]) != ")")
      ++close;
    if (close + 1 < range.end && surface(paragraph, paragraph.tokens[close]) == ")") i = close + 1;
  }
  while (i < range.end && paragraph.tokens[i].kind == TokenKind::Punctuation) ++i;
  return i;
}

bool has_words(const CutParagraph& paragraph, SentenceRange range) {
  for (size_t i = range.begin; i < range.end; ++i)
    if (paragraph.tokens[i].kind != TokenKind::Punctuation) return true;
  return false;
}

class NameFinder {
 public:
  NameFinder(const std::vector<CutParagraph>& paragraphs, const LanguageProfile& language)
      : language_(language), small_(small_words(paragraphs)) {
    for (const CutParagraph& paragraph : paragraphs)
      for (const SentenceRange range : paragraph.sentences) collect(paragraph, range);
  }

  std::vector<NameEvidence> evidence(const CutParagraph& paragraph, SentenceRange range) const {
    const bool telling = capitals_tell(paragraph, range);
    const size_t first = first_word(paragraph, range);
    std::vector<NameEvidence> names;
    for (size_t i = range.begin; i < range.end; ++i)
      names.push_back(evidence_of(paragraph, i, i == first, telling));
    return names;
  }

 private:
  NameEvidence evidence_of(const CutParagraph& paragraph, size_t i, bool is_first, bool telling) const {
    const ShapeToken& token = paragraph.tokens[i];
    const std::string word(surface(paragraph, token));
    if ((!token.capitalised && !token.strong_name) || token.span.size() < 2) return NameEvidence::None;
    if (token.strong_name && (telling || !is_all_capitals(word))) return NameEvidence::Sure;
    if (telling && !is_first && !ends_clause(paragraph, i)) return NameEvidence::Sure;
    if (language_.common_words.count(to_lower(word)) != 0) return NameEvidence::None;
    return names_.count(word) != 0 ? NameEvidence::Sure : NameEvidence::Possible;
  }

  static bool ends_clause(const CutParagraph& paragraph, size_t i) {
    if (i == 0) return true;
    const std::string_view before = surface(paragraph, paragraph.tokens[i - 1]);
    return before == ":" || before == "«" || before == "“" || before == "\"" || before == "–" ||
           before == "—" || before == "-" || before == "•" || before == "." || before == "!" || before == "?";
  }

  void collect(const CutParagraph& paragraph, SentenceRange range) {
    if (!capitals_tell(paragraph, range)) return;
    const size_t first = first_word(paragraph, range);
    for (size_t i = first + 1; i < range.end; ++i) {
      const ShapeToken& token = paragraph.tokens[i];
      if (!token.capitalised || ends_clause(paragraph, i)) continue;
      const std::string_view word = surface(paragraph, token);
      if (small_.count(to_lower(word)) == 0) names_.emplace(word);
    }
  }

  const LanguageProfile& language_;
  std::unordered_set<std::string> small_;
  std::unordered_set<std::string> names_;  // words with a capital within a sentence, never written small
};

SentenceInput input_of(const CutParagraph& paragraph, SentenceRange range, const NameFinder& names) {
  const size_t begin = paragraph.tokens[range.begin].span.begin;
  const size_t end = paragraph.tokens[range.end - 1].span.end;
  SentenceInput input;
  input.text = std::string_view(paragraph.view.text()).substr(begin, end - begin);
  for (size_t i = range.begin; i < range.end; ++i) {
    ShapeToken token = paragraph.tokens[i];
    token.span = {token.span.begin - begin, token.span.end - begin};
    input.tokens.push_back(token);
  }
  input.names = names.evidence(paragraph, range);
  return input;
}

Token token_of(const CutParagraph& paragraph, size_t begin, size_t end) {
  const ShapeToken& first = paragraph.tokens[begin];
  const ByteSpan range{first.span.begin, paragraph.tokens[end - 1].span.end};
  Token token;
  token.span = paragraph.view.to_article(range);
  token.surface = paragraph.view.text().substr(range.begin, range.size());
  token.lower = to_lower(token.surface);
  token.kind = end - begin == 1 ? first.kind : TokenKind::Word;
  token.space_before = first.space_before;
  return token;
}

// A contraction becomes one token a part. A reading with fewer parts than the chosen one stays with the
// first.
void append_tokens(const CutParagraph& paragraph, SentenceRange range, const AnalysedUnit& unit,
                   std::vector<Token>& tokens) {
  Token token = token_of(paragraph, range.begin + unit.token_begin, range.begin + unit.token_end);
  token.unknown = unit.unknown && token.kind != TokenKind::Punctuation && token.kind != TokenKind::Number;
  const size_t parts = unit.readings.empty() ? 1 : unit.readings.front().size();
  for (size_t part = 0; part < parts; ++part) {
    Token copy = token;
    copy.joined = part > 0;
    if (copy.joined) copy.space_before = false;
    for (const JoinedReading& joined : unit.readings) {
      if (joined.size() != parts && part > 0) continue;
      if (part < joined.size()) copy.readings.push_back(joined[part]);
    }
    if (copy.has("np") && copy.kind == TokenKind::Word) copy.kind = TokenKind::Name;
    tokens.push_back(std::move(copy));
  }
}

}  // namespace

TextAnalysis::TextAnalysis(const Languages& languages, CpuProfile* profile)
    : languages_(languages), profile_(profile) {}
TextAnalysis::~TextAnalysis() = default;

Analyser& TextAnalysis::analyser(const LanguageProfile& language) {
  std::unique_ptr<Analyser>& analyser = analysers_[language.code];
  if (!analyser)
    analyser = std::make_unique<Apertium>(language, apertium_options_from_environment(), profile_);
  return *analyser;
}

Document TextAnalysis::analyse(Article article) {
  StageTimer timer(profile_, "tokens and sentences");
  const LanguageProfile* language = languages_.find(article.metadata.language);
  if (language == nullptr) {
    std::string sample;
    for (const Paragraph& paragraph : article.paragraphs)
      sample += article.text.substr(paragraph.span.begin, paragraph.span.size()) + "\n";
    language = languages_.identify(sample);
  }
  if (language == nullptr)
    throw Error(ErrorKind::Input, "UnknownLanguage", "the article is in none of the languages known here")
        .hint("a header line 'language: it' or 'language: en' sets it, in JSON the field \"language\"");

  Document document;
  document.metadata = std::move(article.metadata);
  document.metadata.language = language->code;
  document.text = std::move(article.text);

  std::vector<CutParagraph> paragraphs;
  for (const Paragraph& paragraph : article.paragraphs) {
    const std::string_view source =
        std::string_view(document.text).substr(paragraph.span.begin, paragraph.span.size());
    CutParagraph cut{View(source, paragraph.span.begin, paragraph.hidden), {}, {}};
    cut.tokens = tokenize(cut.view.text(), language->tokenizer);
    cut.sentences = split_sentences(cut.view.text(), cut.tokens, *language);
    std::erase_if(cut.sentences, [&](SentenceRange range) { return !has_words(cut, range); });
    paragraphs.push_back(std::move(cut));
  }

  const NameFinder names(paragraphs, *language);
  std::vector<SentenceInput> inputs;
  for (const CutParagraph& paragraph : paragraphs)
    for (const SentenceRange range : paragraph.sentences) inputs.push_back(input_of(paragraph, range, names));
  timer.turn_to("exchange with Apertium");
  const std::vector<Analysis> analyses = analyser(*language).analyse(inputs);
  timer.turn_to("tokens and sentences");

  auto analysis = analyses.begin();
  for (size_t p = 0; p < paragraphs.size(); ++p) {
    for (const SentenceRange range : paragraphs[p].sentences) {
      Sentence sentence;
      sentence.paragraph = static_cast<uint32_t>(p);
      sentence.heading = article.paragraphs[p].heading;
      sentence.failure = analysis->failure;
      sentence.analysed = analysis->failure.empty();
      if (sentence.analysed) {
        for (const AnalysedUnit& unit : analysis->units)
          append_tokens(paragraphs[p], range, unit, sentence.tokens);
        settle_correlatives(language->correlatives, sentence.tokens);
      } else {
        for (size_t i = range.begin; i < range.end; ++i)
          sentence.tokens.push_back(token_of(paragraphs[p], i, i + 1));
      }
      sentence.span = {sentence.tokens.front().span.begin, sentence.tokens.back().span.end};
      if (profile_ != nullptr) profile_->add_tokens(sentence.tokens.size());
      document.sentences.push_back(std::move(sentence));
      ++analysis;
    }
  }
  return document;
}

}  // namespace trama::text
