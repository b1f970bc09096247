// Content hashes. Never used for order: what is stored and printed must not depend on a hash.
#pragma once

#include <string>
#include <string_view>

namespace trama {

// SHA-256 as 64 lower-case hexadecimal digits (FIPS 180-4, by libmd).
std::string sha256_hex(std::string_view bytes);

// The same in base64 with padding (RFC 4648), as Content-Security-Policy writes a script's hash.
std::string sha256_base64(std::string_view bytes);

}  // namespace trama
