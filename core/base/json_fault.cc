#include "core/base/json_fault.h"

namespace trama {

namespace {

// What stands between two texts; empty where they do not occur in that order.
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
  const size_t at = text.find(before);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + before.size());
  const size_t end = after.empty() ? text.size() : text.find(after);
  return end == std::string_view::npos ? std::string_view{} : text.substr(0, end);
}

std::string with_article(std::string_view noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return noun == "null" ? "null" : (vowel ? "an " : "a ") + std::string(noun);
}

}  // namespace

std::string json_fault(std::string_view what) {
  // "[json.exception.parse_error.101] ..."
  if (what.starts_with("[json.exception.")) what.remove_prefix(what.find("] ") + 2);
  if (const std::string_view place = between(what, "parse error at ", ": "); !place.empty()) {
    std::string_view reason = between(what, place, "").substr(2);
    // "syntax error while parsing array - unexpected ..."
    if (const std::string_view detail = between(reason, " - ", ""); !detail.empty()) reason = detail;
    const std::string_view column = place.starts_with("line 1, ") ? place.substr(8) : place;
    return "not JSON at " + std::string(column) + ": " + std::string(reason);
  }
  const std::string_view wanted = between(what, "type must be ", ", but is "),
                         found = between(what, ", but is ", "");
  if (!wanted.empty() && !found.empty())
    return with_article(found) + " stands where " + with_article(wanted) + " must";
  if (const std::string_view key = between(what, "key '", "' not found"); !key.empty())
    return "'" + std::string(key) + "' is missing";
  return std::string(what);
}

}  // namespace trama
