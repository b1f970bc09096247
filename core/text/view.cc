#include "core/text/view.h"

#include <unicode/uchar.h>

#include "core/base/utf8.h"

namespace trama::text {
namespace {

bool is_dropped(char32_t c) {
  const int8_t category = u_charType(static_cast<UChar32>(c));
  const bool trade_mark =
      c == 0x2122 || c == 0x00AE || c == 0x2120;  // ™ ® ℠ tell what a name is, not its name
  return trade_mark || category == U_FORMAT_CHAR || category == U_CONTROL_CHAR || c == 0xFFFD;
}

// The bytes of a trade mark in letters, "Magma(TM)", at the start of the text; 0 where there is none.
size_t written_mark(std::string_view text) {
  for (const std::string_view mark : {"(TM)", "(tm)", "(R)", "(SM)"})
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

bool is_blank(char32_t c) {
  return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;  // includes U+00A0, U+202F, U+3000
}

// Characters that can take part in a composition with what precedes them: combining marks, and Hangul vowels
// and finals.
bool joins_previous(char32_t c) {
  if (c < 0x300) return false;
  return u_getCombiningClass(static_cast<UChar32>(c)) != 0 || (c >= 0x1160 && c <= 0x11FF);
}

}  // namespace

View::View(std::string_view source, size_t origin, const std::vector<ByteSpan>& hidden) : origin_(origin) {
  text_.reserve(source.size());
  begin_.reserve(source.size());
  end_.reserve(source.size());
  size_t position = 0;
  bool pending_blank = false;
  auto next_hidden = hidden.begin();
  while (position < source.size()) {
    while (next_hidden != hidden.end() && next_hidden->end <= origin + position) ++next_hidden;
    if (next_hidden != hidden.end() && next_hidden->begin <= origin + position) {
      position = next_hidden->end - origin;
      continue;
    }
    const size_t begin = position;
    const char32_t c = decode_code_point(source, position);
    if (is_blank(c)) {
      pending_blank = !text_.empty();
      continue;
    }
    if (is_dropped(c)) continue;
    if (const size_t mark = written_mark(source.substr(begin)); mark > 0 && !pending_blank) {
      position = begin + mark;
      continue;
    }
    if (pending_blank) {
      append(" ", begin_.back(), end_.back());
      pending_blank = false;
    }
    if (c == 0x2019 || c == 0x02BC) {
      append("'", begin, position);
      continue;
    }
    size_t next = position;
    bool composes = false;
    while (next < source.size() && joins_previous(decode_code_point(source, next))) {
      position = next;
      composes = true;
    }
    // A lone character may still have a canonical form of its own (the Angstrom sign); Latin has none.
    const std::string_view piece = source.substr(begin, position - begin);
    append(composes || c >= 0x340 ? to_nfc(piece) : std::string(piece), begin, position);
  }
}

void View::append(std::string_view normalized, size_t begin, size_t end) {
  text_ += normalized;
  begin_.insert(begin_.end(), normalized.size(), static_cast<uint32_t>(begin));
  end_.insert(end_.end(), normalized.size(), static_cast<uint32_t>(end));
}

}  // namespace trama::text
