// The operator `=~`: ICU's regular expressions, with a bound on the work of one match.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace trama::query {

// A compiled pattern. Matching is on the whole text, as in openCypher, and may be done from one thread at a
// time; `(?i)` and the like work. The constructor throws Syntax (InvalidRegularExpression), `matches` throws
// Limit where backtracking explodes.
class RegularExpression {
 public:
  explicit RegularExpression(std::string_view pattern);
  ~RegularExpression();
  RegularExpression(RegularExpression&&) noexcept;
  RegularExpression& operator=(RegularExpression&&) noexcept;

  bool matches(std::string_view text);
  const std::string& pattern() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// For patterns that are not constant: keeps the last few compiled ones of the thread.
bool matches_regular_expression(std::string_view text, std::string_view pattern);

}  // namespace trama::query
