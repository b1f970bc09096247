#include "core/base/printable.h"

#include <catch2/catch.hpp>

namespace trama {

TEST_CASE("text for display loses what could steer a terminal or the reader's eye") {
  CHECK(printable("a\x1b[31mred\x07") == "a [31mred ");
  CHECK(printable("one\r\n\ttwo") == "one two");
  CHECK(printable("safe\u202Egnp.exe") == "safegnp.exe");
  CHECK(printable("perché — «città» 中文") == "perché — «città» 中文");
  CHECK(printable("caf\xe9!") == "caf\uFFFD!");
  CHECK(printable_lines("one\n\ttwo\x1b") == "one\n\ttwo ");
}

TEST_CASE("cutting to a width keeps whole characters and counts wide ones twice") {
  CHECK(cut_to_width("città", 5) == "città");
  CHECK(cut_to_width("città", 4) == "cit…");
  CHECK(cut_to_width("中文字", 4) == "中…");
  CHECK(cut_to_width("abc", 0).empty());
}

}  // namespace trama
