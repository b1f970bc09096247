// Byte strings as the stores and codecs write them: big-endian numbers, which sort, and varints, which are
// short.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace trama {

inline void append_be32(std::string& out, uint32_t value) {
  const uint32_t swapped = __builtin_bswap32(value);
  out.append(reinterpret_cast<const char*>(&swapped), sizeof swapped);
}

inline void append_be64(std::string& out, uint64_t value) {
  const uint64_t swapped = __builtin_bswap64(value);
  out.append(reinterpret_cast<const char*>(&swapped), sizeof swapped);
}

// `at` must have the bytes.
inline uint32_t load_be32(const char* at) {
  uint32_t value;
  std::memcpy(&value, at, sizeof value);
  return __builtin_bswap32(value);
}

inline uint64_t load_be64(const char* at) {
  uint64_t value;
  std::memcpy(&value, at, sizeof value);
  return __builtin_bswap64(value);
}

static_assert(std::endian::native == std::endian::little, "the byte swaps above assume it");

// LEB128: 7 bits a byte, least significant first.
inline void append_varint(std::string& out, uint64_t value) {
  char bytes[10];
  size_t count = 0;
  for (; value >= 0x80; value >>= 7) bytes[count++] = static_cast<char>(value | 0x80);
  bytes[count++] = static_cast<char>(value);
  out.append(bytes, count);
}

// Zigzag, so that small negative numbers are short too.
inline uint64_t to_zigzag(int64_t value) {
  return (static_cast<uint64_t>(value) << 1) ^ static_cast<uint64_t>(value >> 63);
}
inline int64_t from_zigzag(uint64_t value) { return static_cast<int64_t>((value >> 1) ^ (~(value & 1) + 1)); }

inline void append_sized(std::string& out, std::string_view bytes) {
  append_varint(out, bytes.size());
  out.append(bytes);
}

// Reads what the functions above wrote. Every read checks the end and throws Error of kind Corrupt past it.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool done() const { return at_ == end_; }
  size_t remaining() const { return static_cast<size_t>(end_ - at_); }
  const char* position() const { return at_; }

  uint8_t byte() {
    need(1);
    return static_cast<uint8_t>(*at_++);
  }
  uint32_t be32() {
    need(4);
    at_ += 4;
    return load_be32(at_ - 4);
  }
  uint64_t be64() {
    need(8);
    at_ += 8;
    return load_be64(at_ - 8);
  }
  uint64_t varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const uint8_t next = byte();
      value |= static_cast<uint64_t>(next & 0x7f) << shift;
      if (next < 0x80) return value;
    }
    fail();
  }
  int64_t zigzag() { return from_zigzag(varint()); }
  std::string_view bytes(uint64_t count) {
    need(count);
    const std::string_view view(at_, count);
    at_ += count;
    return view;
  }
  std::string_view sized() { return bytes(varint()); }
  std::string_view rest() { return bytes(remaining()); }

 private:
  void need(uint64_t count) const {
    if (count > remaining()) fail();
  }
  [[noreturn]] static void fail() { throw Error(ErrorKind::Corrupt, "a stored record ends too early"); }

  const char* at_;
  const char* end_;
};

}  // namespace trama
