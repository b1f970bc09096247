// What is wrong with a text that should be JSON.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// A message of nlohmann::json::exception for users: "not JSON at column 25: unexpected end of input; expected
// ']'", "a number stands where a string must", "'id' is missing". The line is named where it is not the
// first.
std::string json_fault(std::string_view what);

}  // namespace trama
