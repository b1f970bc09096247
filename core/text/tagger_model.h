// The bytes of a tagger's model, which a loader for each kind of model takes apart.
#pragma once

#include <bit>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

namespace trama::text {

struct NotThisModel {};

class ModelBytes {
 public:
  explicit ModelBytes(std::string_view bytes) : bytes_(bytes) {}

  // Throws NotThisModel.
  static void expect(bool holds) {
    if (!holds) throw NotThisModel();
  }

  size_t left() const { return bytes_.size(); }

  std::string_view take(size_t count) {
    expect(count <= bytes_.size());
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  // The highest byte first.
  uint64_t number_of(size_t count) {
    expect(count <= sizeof(uint64_t));
    uint64_t value = 0;
    for (const char byte : take(count)) value = value << 8 | static_cast<uint8_t>(byte);
    return value;
  }

  bool skip(std::string_view expected) {
    if (!bytes_.starts_with(expected)) return false;
    bytes_.remove_prefix(expected.size());
    return true;
  }

 private:
  std::string_view bytes_;
};

// What Model::Loader makes of the file; null where it does not know what it finds.
template <typename Model, typename Loader>
std::unique_ptr<const Model> read_model(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  auto model = std::make_unique<Model>();
  try {
    Loader(bytes).load(*model);
  } catch (const NotThisModel&) {
    return nullptr;
  }
  return model;
}

}  // namespace trama::text
