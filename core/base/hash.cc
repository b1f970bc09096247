#include "core/base/hash.h"

#include <array>
#include <cstdint>

#include <sha2.h>

namespace trama {

std::string sha256_hex(std::string_view bytes) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digest{};
  SHA256Data(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), digest.data());
  return std::string(digest.data());
}

}  // namespace trama
