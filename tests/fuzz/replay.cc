// Stands in for libFuzzer where the compiler has none: runs a target on each seed file of a folder, on the empty input, and
// on mutations of the seeds by a fixed generator, so that every build checks the same inputs.
// usage: fuzz_<name> FOLDER [MUTATIONS-PER-SEED]
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size);

namespace {

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

// One to four edits: flip, insert, delete, repeat a stretch, splice in a stretch of another seed.
std::string mutate(std::string text, const std::vector<std::string>& seeds, std::mt19937_64& random) {
  const auto below = [&](size_t bound) { return bound == 0 ? 0 : static_cast<size_t>(random() % bound); };
  for (size_t edits = 1 + below(4); edits > 0; --edits) {
    const size_t at = below(text.size() + 1);
    const size_t length = below(std::min<size_t>(text.size() - at, 64) + 1);
    switch (below(5)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(random());
        break;
      case 1:
        text.insert(at, 1 + below(8), static_cast<char>(random()));
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(at, text.substr(at, length));
        break;
      default: {
        const std::string& other = seeds[below(seeds.size())];
        const size_t from = below(other.size() + 1);
        text.insert(at, other.substr(from, below(64)));
      }
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FOLDER [MUTATIONS-PER-SEED]\n", argv[0]);
    return 2;
  }
  const size_t mutations = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 200;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "no seeds in %s\n", argv[1]);
    return 1;
  }

  run("");
  std::mt19937_64 random(20250204);
  for (const std::string& seed : seeds) {
    run(seed);
    for (size_t i = 0; i < mutations; ++i) run(mutate(seed, seeds, random));
  }
  std::printf("%zu inputs\n", 1 + seeds.size() * (1 + mutations));
  return 0;
}
