// Names in messages: near ones, for "did you mean", and their article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama::query {

// Edits (insert, delete, replace, swap of neighbours) between two names without regard to ASCII case; at most
// `limit` + 1.
size_t edit_distance(std::string_view a, std::string_view b, size_t limit);

// The nearest of `names` within a third of the name's length, at most three, best first; for a name of one
// letter only the same letter in another case.
std::vector<std::string> near_names(std::string_view name, const std::vector<std::string>& names);

// "an Integer", "a String".
std::string with_article(std::string_view name);

// "did you mean X?" or "did you mean X or Y?"; empty where there are none.
std::string did_you_mean(const std::vector<std::string>& names);

}  // namespace trama::query
