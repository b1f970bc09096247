// Files of other programs are read or refused with file and line; what a sink is given is well-formed. The
// first byte chooses the format.
#include "core/exchange/import.h"

#include <fstream>
#include <map>
#include <string>

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "tests/fuzz/property.h"
#include "tests/storage/temporary_folder.h"

using namespace trama;

namespace {

// Keeps what it is promised: symbols of names, sorted properties, text that is UTF-8.
class CheckingSink : public BulkSink {
 public:
  SymbolId intern(SymbolKind kind, std::string_view name) override {
    FUZZ_REQUIRE(!find_invalid_utf8(name));
    const auto next = static_cast<SymbolId>(symbols_.size() + 1);
    return symbols_.emplace(std::pair(kind, std::string(name)), next).first->second;
  }
  bool add_node(std::string_view id, std::span<const SymbolId> labels,
                std::span<const Property> properties) override {
    for (const SymbolId label : labels) FUZZ_REQUIRE(label != kNoSymbol && label <= symbols_.size());
    check(properties);
    return nodes_.emplace(id, true).second;
  }
  bool add_relationship(SymbolId type, std::string_view source, std::string_view target,
                        std::span<const Property> properties) override {
    FUZZ_REQUIRE(type != kNoSymbol && type <= symbols_.size());
    check(properties);
    return nodes_.contains(source) && nodes_.contains(target);
  }

 private:
  static void check(std::span<const Property> properties) {
    for (size_t i = 0; i < properties.size(); ++i) {
      FUZZ_REQUIRE(i == 0 || properties[i - 1].first < properties[i].first);
      const Value& value = properties[i].second;
      FUZZ_REQUIRE(!value.is_null());
      if (value.type() == ValueType::String) FUZZ_REQUIRE(!find_invalid_utf8(value.string()));
    }
  }

  std::map<std::pair<SymbolKind, std::string>, SymbolId> symbols_;
  std::map<std::string, bool, std::less<>> nodes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  static const test::TemporaryFolder folder;
  constexpr const char* kNames[] = {"x.csv", "x.jsonl", "x.nt", "manifest.json", "nodes_A.csv"};
  if (size == 0) return 0;
  const size_t format = bytes[0] % 5;
  const auto write = [&](const std::string& name, std::string_view text) {
    std::ofstream(folder / name, std::ios::binary) << text;
  };
  write(kNames[format], {reinterpret_cast<const char*>(bytes) + 1, size - 1});
  const bool plain = format == 4;
  if (plain) write("manifest.json", R"({"nodes": {"A": 1}, "edges": []})");
  try {
    CheckingSink sink;
    exchange::import_files({folder / (plain ? "manifest.json" : kNames[format])}, sink);
  } catch (const Error& error) {
    FUZZ_REQUIRE(error.kind() == ErrorKind::Input);
    FUZZ_REQUIRE(!error.message().empty());
  }
  return 0;
}
