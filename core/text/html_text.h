// The readable text of an HTML page.
#pragma once

#include <string>
#include <string_view>

#include "core/text/article.h"

namespace trama::text {

// Text, paragraphs, headings, and the metadata that the page states (title, date, source, author); the rest
// of the metadata is left empty. Scripts, navigation, forms, share bars, comment sections and blocks that are
// mostly links are left out; entities are decoded. Nothing is fetched. Parsing is libxml2's, which mends
// broken markup. Throws Error of kind Input where there is no page.
Article html_article(std::string_view bytes);

}  // namespace trama::text
