#include "core/base/utf8.h"

#include <catch2/catch.hpp>

using namespace trama;

TEST_CASE("invalid UTF-8 is found at its first byte") {
  CHECK_FALSE(find_invalid_utf8("città €30 😀"));
  CHECK(find_invalid_utf8("a\xC3") == 1);              // truncated
  CHECK(find_invalid_utf8("ab\xC0\xAF") == 2);         // overlong
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);       // surrogate
  CHECK(find_invalid_utf8("x\xF4\x90\x80\x80") == 1);  // above U+10FFFF
}

TEST_CASE("display width counts columns, not code points") {
  CHECK(display_width("perché") == 6);
  CHECK(display_width("perche\u0301") == 6);
  CHECK(display_width("日本") == 4);
  CHECK(code_point_count("日本") == 2);
}

TEST_CASE("names fold to lower case without accents and punctuation") {
  CHECK(fold_name("High-Flyer") == "high flyer");
  CHECK(fold_name("  Société Générale, S.A. ") == "societe generale s a");
  CHECK(fold_name("«ÈTICA»") == "etica");
}

TEST_CASE("code points survive a round trip") {
  const std::string text = "aé€😀";
  std::string copy;
  for (size_t i = 0; i < text.size();) append_code_point(copy, decode_code_point(text, i));
  CHECK(copy == text);
}

TEST_CASE("lower case is compared as it would be made") {
  for (const char* text : {"", "a", "Borsa", "BORSA", "Città", "CITTÀ", "ÉTÉ", "borsa italiana"})
    for (const char* lower : {"", "a", "borsa", "città", "été", "borsa italiana", "borsetta"})
      CHECK(lowers_to(text, lower) == (to_lower(text) == lower));
}
