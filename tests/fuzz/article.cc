// Files from strangers give an article whose spans lie inside its text, or one error of kind Input. The first byte chooses
// the format.
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/text/reader.h"
#include "tests/fuzz/property.h"

using namespace trama;
using namespace trama::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  static const knowledge::Files files;
  static const Boilerplate boilerplate(files);
  if (size == 0) return 0;
  const auto format = static_cast<ArticleFormat>(bytes[0] % 4);
  try {
    const Article article =
        parse_article(std::string(reinterpret_cast<const char*>(bytes) + 1, size - 1), format, "fuzz", boilerplate);
    FUZZ_REQUIRE(!find_invalid_utf8(article.text));
    size_t end = 0;
    for (const Paragraph& paragraph : article.paragraphs) {
      FUZZ_REQUIRE(paragraph.span.begin >= end && paragraph.span.begin < paragraph.span.end);
      end = paragraph.span.end;
      for (const ByteSpan& hidden : paragraph.hidden) FUZZ_REQUIRE(paragraph.span.contains(hidden));
    }
    FUZZ_REQUIRE(end <= article.text.size());
  } catch (const Error& error) {
    FUZZ_REQUIRE(error.kind() == ErrorKind::Input);
  }
  return 0;
}
