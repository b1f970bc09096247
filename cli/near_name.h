// "Did you mean", for commands, formats and dot-commands.
#pragma once

#include <string>
#include <vector>

namespace trama::cli {

// "did you mean 'query'?", or the list of all candidates where none is near.
std::string near_names_hint(const std::string& typed, const std::vector<std::string>& candidates);

}  // namespace trama::cli
