#include "core/query/regular_expression.h"

#include <algorithm>
#include <list>

#include <unicode/regex.h>

#include "core/base/error.h"

namespace trama::query {
namespace {

// ICU's unit is "a few milliseconds at most"; a match that needs this many is a runaway.
constexpr int32_t kTimeLimit = 500;
constexpr int32_t kStackBytes = 16 << 20;

icu::UnicodeString to_utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

}  // namespace

struct RegularExpression::State {
  std::string pattern;
  std::unique_ptr<icu::RegexMatcher> matcher;
};

RegularExpression::RegularExpression(std::string_view pattern) : state_(std::make_unique<State>()) {
  state_->pattern = pattern;
  UErrorCode status = U_ZERO_ERROR;
  state_->matcher = std::make_unique<icu::RegexMatcher>(to_utf16(pattern), 0, status);
  if (U_FAILURE(status))
    throw Error(ErrorKind::Syntax, "InvalidRegularExpression",
                "'" + state_->pattern + "' is not a regular expression (" + u_errorName(status) + ")");
  state_->matcher->setTimeLimit(kTimeLimit, status);
  state_->matcher->setStackLimit(kStackBytes, status);
}

RegularExpression::~RegularExpression() = default;
RegularExpression::RegularExpression(RegularExpression&&) noexcept = default;
RegularExpression& RegularExpression::operator=(RegularExpression&&) noexcept = default;

bool RegularExpression::matches(std::string_view text) {
  const icu::UnicodeString input = to_utf16(text);
  UErrorCode status = U_ZERO_ERROR;
  state_->matcher->reset(input);
  const bool matched = state_->matcher->matches(status);
  // The matcher refers to the input, which ends here.
  static const icu::UnicodeString kNothing;
  state_->matcher->reset(kNothing);
  if (U_FAILURE(status))
    throw std::move(
        Error(ErrorKind::Limit, "the regular expression '" + state_->pattern + "' backtracks too long"))
        .hint("avoid nested repetitions such as (a+)+");
  return matched;
}

const std::string& RegularExpression::pattern() const { return state_->pattern; }

bool matches_regular_expression(std::string_view text, std::string_view pattern) {
  constexpr size_t kKept = 8;
  thread_local std::list<RegularExpression> recent;
  const auto known =
      std::find_if(recent.begin(), recent.end(), [&](const auto& one) { return one.pattern() == pattern; });
  if (known != recent.end()) {
    recent.splice(recent.begin(), recent, known);
  } else {
    recent.emplace_front(pattern);
    if (recent.size() > kKept) recent.pop_back();
  }
  return recent.front().matches(text);
}

}  // namespace trama::query
