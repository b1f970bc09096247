#include "core/base/glyph.h"

#include <catch2/catch.hpp>

#include "core/base/printable.h"
#include "core/base/utf8.h"

using namespace trama;

namespace {

constexpr const char* kFamily = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";

}  // namespace

TEST_CASE("joined, coloured, paired and asked-for emoji are one glyph of two columns") {
  for (const std::string text : {
           kFamily,                                                                   // man, woman, girl, boy
           "\U0001F44D\U0001F3FD",                                                    // thumb with skin
           "\U0001F469\U0001F3FE\u200D\U0001F680",                                    // astronaut with skin
           "\U0001F1EE\U0001F1F9",                                                    // flag of Italy
           "\u2764\uFE0F",                                                            // heart as emoji
           "1\uFE0F\u20E3",                                                           // keycap
           "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",  // flag of England
           "\u1112\u1161\u11AB",                                                      // Hangul written apart
       }) {
    INFO(text);
    CHECK(display_width(text) == 2);
    CHECK(next_glyph(text + "a", 0).end == text.size());
    CHECK(display_width("ab" + text + "!") == 5);
  }
}

TEST_CASE("what is not joined stays apart") {
  CHECK(display_width("\U0001F468\U0001F469") == 4);                      // two people
  CHECK(display_width("\U0001F1EE\U0001F1F9\U0001F1EB\U0001F1F7") == 4);  // two flags
  CHECK(display_width("\u2764") == 1);                                    // a heart as text
  CHECK(display_width("a\u200Db") == 2);                                  // a joiner between letters
  CHECK(display_width("\U0001F468\u200D") == 2);                          // nothing follows the joiner
  CHECK(next_glyph("e\u0301a", 0).end == 3);
  CHECK(next_glyph("\na", 0).width == 0);
}

TEST_CASE("a cut falls between glyphs") {
  const std::string text = std::string("ab") + kFamily + "cd";
  CHECK(cut_to_width(text, 6) == text);
  CHECK(cut_to_width(text, 5) == std::string("ab") + kFamily + "…");
  CHECK(cut_to_width(text, 4) == "ab…");
}
