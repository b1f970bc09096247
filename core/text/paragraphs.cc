#include "core/text/paragraphs.h"

#include <algorithm>
#include <utility>

#include "core/base/utf8.h"
#include "core/knowledge/table.h"

namespace trama::text {
namespace {

constexpr size_t kShort = 160;  // bytes; longer paragraphs are never boilerplate by their first words

// A wrapped text has lines of about one width.
constexpr size_t kLeastWrap = 45, kMostWrap = 100;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

ByteSpan trimmed(std::string_view text, ByteSpan span) {
  while (span.begin < span.end && is_blank(text[span.begin])) ++span.begin;
  while (span.end > span.begin && is_blank(text[span.end - 1])) --span.end;
  if (text.substr(span.begin, span.size()).starts_with("\xEF\xBB\xBF")) span.begin += 3;
  return span;
}

std::string_view slice(std::string_view text, ByteSpan span) { return text.substr(span.begin, span.size()); }

std::vector<ByteSpan> lines_of(std::string_view text, ByteSpan body) {
  std::vector<ByteSpan> lines;
  size_t begin = body.begin;
  while (begin < body.end) {
    const size_t end = std::min(text.find('\n', begin), body.end);
    lines.push_back(trimmed(text, {begin, end}));
    begin = end + 1;
  }
  return lines;
}

bool ends_sentence(std::string_view line) {
  for (const std::string_view mark : {".", "!", "?", ":", ";", "…", "»", "”", "\"", ")", ","})
    if (line.ends_with(mark)) return true;
  return false;
}

bool starts_small(std::string_view line) {
  size_t position = 0;
  const char32_t c = decode_code_point(line, position);
  std::string first;
  append_code_point(first, c);
  return to_upper(first) != first;
}

// All but the last line of a block are about as long as a narrow column: the breaks are the editor's.
bool is_wrapped(const std::vector<ByteSpan>& block) {
  if (block.size() < 3) return false;
  size_t fitting = 0;
  for (size_t i = 0; i + 1 < block.size(); ++i)
    fitting += block[i].size() >= kLeastWrap && block[i].size() <= kMostWrap;
  return fitting * 10 >= (block.size() - 1) * 8;
}

bool continues(std::string_view line, std::string_view next) {
  return line.size() >= kLeastWrap && !ends_sentence(line) && starts_small(next);
}

size_t heading_marks(std::string_view line) {
  size_t marks = 0;
  while (marks < line.size() && marks < 6 && line[marks] == '#') ++marks;
  return marks > 0 && marks < line.size() && line[marks] == ' ' ? marks + 1 : 0;
}

// The bytes of a list or quote mark at the start of a line: "- ", "* ", "12. ", "> ".
size_t item_marks(std::string_view line) {
  if (line.size() > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+' || line[0] == '>') &&
      line[1] == ' ')
    return 2;
  size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  if (digits > 0 && digits < 4 && line.substr(digits).starts_with(". ")) return digits + 2;
  return 0;
}

bool is_rule(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of("-*_=~ ") == std::string_view::npos;
}

// Marks of emphasis and code, and the target of a link: [text](target).
std::vector<ByteSpan> inline_markup(std::string_view text, ByteSpan span) {
  std::vector<ByteSpan> hidden;
  const auto hide = [&](size_t begin, size_t end) { hidden.push_back({begin, end}); };
  for (size_t i = span.begin; i < span.end; ++i) {
    const char c = text[i];
    if (c == '*' || c == '`') {
      hide(i, i + 1);
    } else if (c == '_' &&
               (i == span.begin || is_blank(text[i - 1]) || i + 1 == span.end || is_blank(text[i + 1]))) {
      hide(i, i + 1);
    } else if (c == '[') {
      const size_t close = text.find("](", i);
      const size_t end = close == std::string_view::npos ? close : text.find(')', close);
      if (end == std::string_view::npos || end >= span.end ||
          text.substr(i, close - i).find('\n') != std::string_view::npos)
        continue;
      const bool image = i > span.begin && text[i - 1] == '!';
      if (image) {
        hide(i - 1, end + 1);
      } else {
        hide(i, i + 1);
        hide(close, end + 1);
      }
      if (image) i = end;
    }
  }
  std::sort(hidden.begin(), hidden.end());
  return hidden;
}

// "di Tomasz Konicz", "Di C.J. Atkins – People's World", "By Jane Doe": short, and all but small function
// words capitalised.
bool is_byline(std::string_view paragraph, const std::vector<std::string>& openers) {
  if (paragraph.size() > 80 || ends_sentence(paragraph)) return false;
  const size_t blank = paragraph.find(' ');
  if (blank == std::string_view::npos) return false;
  if (std::ranges::find(openers, to_lower(paragraph.substr(0, blank))) == openers.end()) return false;
  const std::string_view rest = paragraph.substr(blank + 1);
  size_t words = 0, capitals = 0, begin = 0;
  while (begin < rest.size()) {
    const size_t end = std::min(rest.find(' ', begin), rest.size());
    const std::string_view word = rest.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty() || !fold_name(word).size()) continue;
    if (word[0] == '[' || word[0] == '(') continue;
    ++words;
    capitals += !starts_small(word);
  }
  return words >= 2 && words <= 8 && capitals * 10 >= words * 7;
}

// Addresses make up most of it.
bool is_link_list(std::string_view paragraph) {
  size_t link_bytes = 0, begin = 0;
  while ((begin = paragraph.find("http", begin)) != std::string_view::npos) {
    const size_t end = std::min(paragraph.find_first_of(" \n\t", begin), paragraph.size());
    link_bytes += end - begin;
    begin = end;
  }
  return link_bytes * 2 > paragraph.size();
}

bool starts_with_words(std::string_view folded, std::string_view words) {
  return folded.starts_with(words) && (folded.size() == words.size() || folded[words.size()] == ' ');
}

}  // namespace

Boilerplate::Boilerplate(const knowledge::Files& files) : dateline_(files) {
  const std::pair<std::string_view, std::vector<std::string>*> kinds[] = {
      {"end", &ends_}, {"number", &numbered_ends_}, {"line", &lines_}, {"byline", &byline_openers_}};
  constexpr std::string_view kFile = "boilerplate.tsv";
  for (const knowledge::Row& row : knowledge::read_table(files.file(kFile), kFile, {"kind", "words"})) {
    const auto* list = knowledge::find_named(kinds, row.at(0));
    if (list == nullptr) throw row.error("there is no such kind");
    (*list)->emplace_back(row.at(1));
  }
}

Boilerplate::Verdict Boilerplate::judge(std::string_view paragraph) const {
  if (is_link_list(paragraph)) return Verdict::LeftOut;
  if (paragraph.size() > kShort) return Verdict::Article;
  const std::string folded = fold_name(paragraph);
  if (folded.empty()) return Verdict::LeftOut;
  // An opening that a sentence could have too counts only where nothing but it stands there, or a title.
  const bool sentence = paragraph.ends_with(".") && paragraph.size() > 60;
  const size_t digits = folded.find_first_not_of("0123456789");
  if (digits != 0 && digits != std::string::npos && folded[digits] == ' ') {
    for (const std::string& words : numbered_ends_)
      if (starts_with_words(std::string_view(folded).substr(digits + 1), words)) return Verdict::EndOfArticle;
  }
  for (const std::string& words : ends_) {
    if (folded == words) return Verdict::EndOfArticle;
    if (!sentence && words.find(' ') != std::string::npos && starts_with_words(folded, words))
      return Verdict::EndOfArticle;
  }
  for (const std::string& words : lines_) {
    if (folded == words) return Verdict::LeftOut;
    // "Leggi anche: …", "Foto: …"
    const size_t colon = paragraph.find(':');
    if (colon != std::string_view::npos && fold_name(paragraph.substr(0, colon)) == words)
      return Verdict::LeftOut;
    if (!sentence && words.find(' ') != std::string::npos && starts_with_words(folded, words))
      return Verdict::LeftOut;
  }
  return is_byline(paragraph, byline_openers_) ? Verdict::LeftOut : Verdict::Article;
}

void Boilerplate::remove(std::string_view text, std::vector<Paragraph>& paragraphs) const {
  size_t kept = 0;
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    const Verdict verdict = judge(slice(text, paragraphs[i].span));
    if (verdict == Verdict::EndOfArticle && kept > 0) break;
    if (verdict != Verdict::Article) continue;
    if (kept != i) paragraphs[kept] = std::move(paragraphs[i]);
    ++kept;
  }
  paragraphs.resize(kept);
}

std::vector<Paragraph> split_paragraphs(std::string_view text, ByteSpan body, bool markdown) {
  std::vector<Paragraph> paragraphs;
  const auto add = [&](ByteSpan span, bool heading) {
    span = trimmed(text, span);
    if (span.empty()) return;
    Paragraph paragraph{span, heading, {}};
    if (markdown) paragraph.hidden = inline_markup(text, span);
    paragraphs.push_back(std::move(paragraph));
  };

  const std::vector<ByteSpan> lines = lines_of(text, body);
  for (size_t i = 0; i < lines.size();) {
    if (lines[i].empty()) {
      ++i;
      continue;
    }
    size_t block_end = i;
    while (block_end < lines.size() && !lines[block_end].empty()) ++block_end;
    const bool wrapped = is_wrapped({lines.begin() + static_cast<std::ptrdiff_t>(i),
                                     lines.begin() + static_cast<std::ptrdiff_t>(block_end)});
    while (i < block_end) {
      ByteSpan span = lines[i];
      const std::string_view line = slice(text, span);
      if (markdown && is_rule(line)) {
        ++i;
        continue;
      }
      if (markdown && heading_marks(line) != 0) {
        add({span.begin + heading_marks(line), span.end}, true);
        ++i;
        continue;
      }
      span.begin += item_marks(line);
      size_t next = i + 1;
      while (next < block_end && item_marks(slice(text, lines[next])) == 0 &&
             !(markdown && heading_marks(slice(text, lines[next])) != 0) &&
             (wrapped || markdown || continues(slice(text, lines[next - 1]), slice(text, lines[next])))) {
        span.end = lines[next].end;
        ++next;
      }
      const std::string_view whole = slice(text, span);
      const bool heading =
          whole.size() < 120 && next == i + 1 && !ends_sentence(whole) && item_marks(line) == 0;
      add(span, heading);
      i = next;
    }
  }
  // A last line without a full stop is a cut-off text, not a heading.
  if (!paragraphs.empty() && paragraphs.size() > 1 && !markdown) paragraphs.back().heading = false;
  return paragraphs;
}

}  // namespace trama::text
