#include "core/base/glyph.h"

#include <unicode/uchar.h>

#include "core/base/utf8.h"

namespace trama {

namespace {

constexpr UChar32 kJoiner = 0x200D;
constexpr UChar32 kAsEmoji = 0xFE0F;

bool is_control(UChar32 c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

// Vowels and trailing consonants of a Hangul syllable written apart stand within its first consonant's
// columns.
bool completes_syllable(UChar32 c) {
  const int type = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  return type == U_HST_VOWEL_JAMO || type == U_HST_TRAILING_JAMO;
}

bool takes_no_column(UChar32 c) {
  const int type = u_charType(c);
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
         completes_syllable(c);
}

size_t width_of(UChar32 c) {
  if (is_control(c) || takes_no_column(c)) return 0;
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

Glyph next_glyph(std::string_view text, size_t at) {
  size_t end = at;
  const auto first = static_cast<UChar32>(decode_code_point(text, end));
  Glyph glyph{end, width_of(first)};
  if (is_control(first) || end == text.size() || is_ascii(text[end])) return glyph;
  const bool picture = u_hasBinaryProperty(first, UCHAR_EXTENDED_PICTOGRAPHIC);
  bool half_flag = u_hasBinaryProperty(first, UCHAR_REGIONAL_INDICATOR);
  while (glyph.end < text.size()) {
    size_t next = glyph.end;
    const auto c = static_cast<UChar32>(decode_code_point(text, next));
    if (half_flag && u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR)) {
      half_flag = false;
      glyph.width = 2;
    } else if (c == kAsEmoji && u_hasBinaryProperty(first, UCHAR_EMOJI)) {
      glyph.width = 2;
    } else if (c == kJoiner && picture && next < text.size()) {
      size_t after = next;
      const auto joined = static_cast<UChar32>(decode_code_point(text, after));
      if (u_hasBinaryProperty(joined, UCHAR_EXTENDED_PICTOGRAPHIC)) next = after;
    } else if (!(picture && u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER)) && !takes_no_column(c)) {
      break;
    }
    glyph.end = next;
  }
  return glyph;
}

}  // namespace trama
