#include "cli/refusals.h"

#include "cli/console.h"
#include "core/base/printable.h"

namespace trama::cli {

namespace {

constexpr uint64_t kShown = 20;

}  // namespace

void Refusals::add(const std::string& name, const Error& error) {
  const bool fault = error.kind() == ErrorKind::Internal;
  if (fault) fault_of_ours_ = true;
  if (error.kind() == ErrorKind::External) may_pass_later_ = true;
  ++count_;
  if (say("refused " + printable(name) + ": " + (fault ? "a fault of Trama: " : "") + error.message()) &&
      !error.hint().empty() && hints_.insert(error.hint()).second)
    progress_.say("  hint: " + error.hint());
}

void Refusals::add_unanalysed(const std::string& name, size_t unanalysed, size_t sentences) {
  if (unanalysed == 0) return;
  may_pass_later_ = true;
  ++in_part_;
  say(grouped(unanalysed) + " of " + counted(sentences, "sentence") + " of " + printable(name) +
      " could not be analysed");
}

void Refusals::add_undated(const std::string& name, const std::string& date) {
  if (date.empty()) return;
  ++undated_;
  const std::string hint = "write dates like 2025-05-19; how they are read otherwise depends on the language";
  if (say(printable(name) + " is taken without a date: '" + printable(date) + "' is none, or may be two") &&
      hints_.insert(hint).second)
    progress_.say("  hint: " + hint);
}

ExitStatus Refusals::status() const {
  if (fault_of_ours_) return ExitStatus::InternalFault;
  return count_ == 0 && in_part_ == 0 ? ExitStatus::Done : ExitStatus::SomeRefused;
}

// Whether it was said: a few are enough to see what is wrong.
bool Refusals::say(const std::string& line) {
  const uint64_t number = count_ + in_part_ + undated_;
  if (number == kShown + 1) progress_.say("(further ones are only counted)");
  if (number > kShown) return false;
  progress_.say(line);
  return true;
}

}  // namespace trama::cli
