// What an option or an argument may be, where that is a short list: what completion offers for it.
#pragma once

#include <string>
#include <vector>

namespace trama::cli {

// `name` as the command declares it: "--format", or an argument's, "action". Empty where anything goes.
std::vector<std::string> choices_of(const std::string& command, const std::string& name);

}  // namespace trama::cli
