// Content hashes. Never used for order; see the determinism rule in README.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// SHA-256 as 64 lower-case hexadecimal digits (FIPS 180-4, by libmd).
std::string sha256_hex(std::string_view bytes);

}  // namespace trama
