// Any valid text has a view whose bytes map back into it, and tokens that leave out nothing but blanks.
#include "core/base/utf8.h"
#include "core/text/tokenizer.h"
#include "core/text/view.h"
#include "tests/fuzz/property.h"

using namespace trama;
using namespace trama::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  if (find_invalid_utf8(input)) return 0;
  const View view(input, 100);
  FUZZ_REQUIRE(!find_invalid_utf8(view.text()));
  size_t end = 0;
  for (const ShapeToken& token : tokenize(view.text(), {.elision = size % 2 == 0})) {
    FUZZ_REQUIRE(token.span.begin >= end && token.span.begin < token.span.end && token.span.end <= view.text().size());
    for (size_t i = end; i < token.span.begin; ++i) FUZZ_REQUIRE(view.text()[i] == ' ');
    end = token.span.end;
    const ByteSpan article = view.to_article(token.span);
    FUZZ_REQUIRE(article.begin >= 100 && article.begin < article.end && article.end <= 100 + size);
  }
  for (size_t i = end; i < view.text().size(); ++i) FUZZ_REQUIRE(view.text()[i] == ' ');
  return 0;
}
