// `trama rules test`: runs the examples and counter-examples of rule files through the whole of extraction,
// and asks the analyser whether it can produce every trigger.
#pragma once

#include <string>
#include <vector>

#include "core/extract/extractor.h"

namespace trama::extract {

struct RuleTestFailure {
  std::string file;
  ByteSpan source;      // of the example or rule, in its file
  std::string message;  // what came out instead; or which trigger no reading produces
};

struct RuleTestResult {
  size_t examples = 0, counters = 0, triggers = 0;  // how many were run
  std::vector<RuleTestFailure> failures;            // in the order of the files
};

// Tests what the files named in `files` declare; all of them where it is empty. Throws Error of kind External
// where the analyser does not work.
RuleTestResult test_rules(const Knowledge& knowledge, const std::vector<std::string>& files = {});

}  // namespace trama::extract
