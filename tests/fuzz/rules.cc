// Any file of rules is taken or refused with a place in it, and a set that took it can be asked.
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/extract/rule.h"
#include "tests/fuzz/property.h"

using namespace trama;
using namespace trama::extract;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  static const RuleSet base = [] {
    const knowledge::Files files;
    RuleSet rules;
    for (const char* name : {"cues.rules", "schema.rules"}) rules.add({name, std::string(files.file(name))});
    return rules;
  }();
  const RuleSource source{"fuzz.rules", std::string(reinterpret_cast<const char*>(bytes), size)};
  RuleSet rules = base;
  try {
    rules.add(source);
    for (const Rule& rule : rules.rules()) FUZZ_REQUIRE(!find_invalid_utf8(rule.name));
    rules.triggered_by("it", RuleKind::Verb, "acquisire");
  } catch (const Error& error) {
    FUZZ_REQUIRE(error.kind() == ErrorKind::Syntax || error.kind() == ErrorKind::Semantic ||
                 error.kind() == ErrorKind::Limit);
    if (error.span()) FUZZ_REQUIRE(error.span()->begin <= error.span()->end && error.span()->end <= size);
    render(error, source.text, source.name);
  }
  return 0;
}
