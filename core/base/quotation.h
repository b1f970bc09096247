// Text in quotation marks.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// «text», or “text” where the text itself holds angle quotes.
inline std::string quotation(std::string_view text) {
  const bool angled = text.find("«") != std::string_view::npos || text.find("»") != std::string_view::npos;
  return (angled ? "“" : "«") + std::string(text) + (angled ? "”" : "»");
}

}  // namespace trama
