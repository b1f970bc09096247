// A line of record JSON is read whole or refused; what is read survives a round trip.
#include "core/base/error.h"
#include "core/record/article_record.h"
#include "tests/fuzz/property.h"

using namespace trama;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  try {
    const std::string json = to_json(record_from_json({reinterpret_cast<const char*>(bytes), size}));
    FUZZ_REQUIRE(to_json(record_from_json(json)) == json);
  } catch (const Error& error) {
    FUZZ_REQUIRE(error.kind() == ErrorKind::Input);
  }
  return 0;
}
