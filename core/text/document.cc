#include "core/text/document.h"

#include <algorithm>

namespace trama::text {

bool Reading::has(std::string_view tag) const {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

std::string_view Token::lemma() const { return readings.empty() ? lower : readings.front().lemma; }

}  // namespace trama::text
