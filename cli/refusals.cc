#include "cli/refusals.h"

namespace trama::cli {

namespace {

constexpr uint64_t kShown = 20;

}  // namespace

void Refusals::add(const std::string& name, const Error& error) {
  if (error.kind() == ErrorKind::Internal) throw error;
  if (error.kind() == ErrorKind::External) may_pass_later_ = true;
  if (++count_ > kShown) return;
  progress_.say("refused " + name + ": " + error.message());
  if (!error.hint().empty() && hints_.insert(error.hint()).second) progress_.say("  hint: " + error.hint());
  if (count_ == kShown) progress_.say("(further refusals are only counted)");
}

}  // namespace trama::cli
