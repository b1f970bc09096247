// Runs the examples of the rule files, or of those named, and lists what fails.
#include <iostream>

#include "core/extract/rule_test.h"

int main(int argc, char** argv) {
  using namespace trama;
  try {
    const extract::Knowledge knowledge(knowledge::files_from_environment());
    const extract::RuleTestResult result = extract::test_rules(knowledge, {argv + 1, argv + argc});
    for (const extract::RuleTestFailure& failure : result.failures) {
      const std::string source(knowledge.files().file(failure.file));
      std::cout << render(Error(ErrorKind::Input, failure.message).at(failure.source), source, failure.file)
                << "\n";
    }
    std::cout << result.examples << " examples, " << result.counters << " counter-examples, "
              << result.triggers << " triggers, " << result.failures.size() << " failures\n";
    return result.failures.empty() ? 0 : 1;
  } catch (const Error& error) {
    std::cerr << render(error) << '\n';
    return 2;
  }
}
