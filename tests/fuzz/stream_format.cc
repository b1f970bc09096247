// Whatever a tagger's process answers is parsed or refused; escaped text comes back as one unit's surface.
#include "core/base/error.h"
#include "core/text/stream_format.h"
#include "tests/fuzz/property.h"

using namespace trama;
using namespace trama::text;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  try {
    parse_stream(input);
  } catch (const Error& error) {
    FUZZ_REQUIRE(error.kind() == ErrorKind::External);
  }
  if (size == 0) return 0;
  std::string unit;
  append_unit(unit, {std::string(input), {}});
  const std::vector<LexicalUnit> back = parse_stream(unit);
  FUZZ_REQUIRE(back.size() == 1 && back[0].surface == input);
  return 0;
}
