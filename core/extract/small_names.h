// Names that are written without a capital: "nordlys, the antenna maker", "fondaco ha raccolto".
#pragma once

#include <vector>

#include "core/extract/name_finder.h"

namespace trama::extract {

// Adds to the names of the article, and keeps in order, the words in small letters that it shows to be
// names: words unknown to the analyser that it describes as firms or things somewhere, and ordinary nouns
// that it writes small where a capital is due or says to be written small.
void add_small_names(const ArticleView& article, std::vector<NameMention>& names);

}  // namespace trama::extract
