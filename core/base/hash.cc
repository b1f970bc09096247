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

std::string sha256_base64(std::string_view bytes) {
  std::array<uint8_t, SHA256_DIGEST_LENGTH + 1>
      digest{};  // one more, so that the last group of three is whole
  SHA2_CTX context;
  SHA256Init(&context);
  SHA256Update(&context, reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  SHA256Final(digest.data(), &context);

  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < digest.size(); i += 3) {
    const uint32_t group =
        static_cast<uint32_t>(digest[i]) << 16 | static_cast<uint32_t>(digest[i + 1]) << 8 | digest[i + 2];
    for (const int shift : {18, 12, 6, 0}) out += kDigits[group >> shift & 63];
  }
  out.back() = '=';
  return out;
}

}  // namespace trama
