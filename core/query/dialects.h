// What other dialects of Cypher, and SQL, have and openCypher 9 has not, with the way to say it here.
#pragma once

#include <string>
#include <string_view>

namespace trama::query {

// Each gives a sentence for a hint, empty where nothing is known; case does not matter.
std::string instead_of_word(std::string_view word);  // at which the parser stumbles
std::string instead_of_function(std::string_view name);
std::string instead_of_procedure(std::string_view name);

}  // namespace trama::query
