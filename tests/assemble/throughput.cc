// How fast records become a graph: `throughput [ARTICLES] [FOLDER]` assembles generated records into a fresh
// database and prints the rate of each tenth, so that a growing cost shows. Not a test; the seed is fixed.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <random>

#include "storage/database.h"
#include "tests/assemble/records.h"

using namespace trama;
using namespace trama::assemble;

namespace {

// Names by Zipf's law, as in news: few are in every tenth article, most in one or two.
class Newsroom {
 public:
  explicit Newsroom(size_t names) {
    double total = 0;
    for (size_t i = 1; i <= names; ++i) cumulated_.push_back(total += 1.0 / static_cast<double>(i));
  }

  ArticleRecord article(size_t number) {
    Story story("article " + std::to_string(number));
    char date[16];
    std::snprintf(date, sizeof date, "20%02d-%02d-%02d", static_cast<int>(15 + random_() % 10),
                  static_cast<int>(1 + random_() % 12), static_cast<int>(1 + random_() % 28));
    story.on(date);
    std::vector<size_t> cast;
    for (size_t n = 5 + random_() % 6; n > 0; --n) cast.push_back(draw());
    std::vector<std::string> neighbours;
    for (const size_t one : cast) neighbours.push_back("name " + std::to_string(one));
    for (const size_t one : cast) story.names(name(one), {}, neighbours);
    for (size_t n = 4 + random_() % 4; n > 0; --n) {
      const size_t a = cast[random_() % cast.size()], b = cast[random_() % cast.size()];
      if (a != b) story.says(name(a), random_() % 2 == 0 ? "PARTNERS_WITH" : "OWNS", name(b));
    }
    return story.record();
  }

 private:
  size_t draw() {
    const double at = std::uniform_real_distribution<double>(0, cumulated_.back())(random_);
    return static_cast<size_t>(std::lower_bound(cumulated_.begin(), cumulated_.end(), at) -
                               cumulated_.begin());
  }

  // A third are people, one in ten of their mentions by surname alone; every tenth thing is a gazetteer
  // entry.
  std::string name(size_t one) {
    const std::string number = std::to_string(one);
    if (one % 3 == 0) return (random_() % 10 == 0 ? "Person:?Surname" : "Person:First Surname") + number;
    if (one % 10 == 1) return "@Place/p" + number + ":Place " + number;
    return "Company:Firm " + number;
  }

  std::mt19937 random_{20250204};
  std::vector<double> cumulated_;
};

}  // namespace

int main(int argc, char** argv) {
  const size_t articles = argc > 1 ? std::stoul(argv[1]) : 10'000;
  const std::filesystem::path folder =
      argc > 2 ? argv[2] : std::filesystem::temp_directory_path() / "trama-throughput.db";
  std::filesystem::remove_all(folder);
  auto database = storage::Database::open(folder, {.access = storage::Access::Write});
  Assembler assembler(*database);
  Newsroom newsroom(std::max<size_t>(articles / 5, 1000));
  // Processor time of this process beside the clock, which other work on the machine disturbs.
  const auto processor = [] { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  const auto seconds = [start = std::chrono::steady_clock::now()] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const auto print = [](size_t done, size_t count, double wall, double busy) {
    const auto number = static_cast<double>(count);
    std::printf("%8zu articles  %7.0f articles/s  %7.0f articles/s of processor time\n", done, number / wall,
                number / busy);
    std::fflush(stdout);
  };
  double wall = 0, busy = 0, last_wall = 0, last_busy = 0;
  for (size_t i = 1; i <= articles; ++i) {
    const ArticleRecord record = newsroom.article(i);
    const double begin = seconds(), busy_begin = processor();
    assembler.add(record);
    wall += seconds() - begin;
    busy += processor() - busy_begin;
    if (i % (articles / 10) != 0) continue;
    print(i, articles / 10, wall - last_wall, busy - last_busy);
    last_wall = wall;
    last_busy = busy;
  }
  print(articles, articles, wall, busy);
  const auto reader = database->read();
  std::printf("%llu nodes, %llu relationships\n",
              static_cast<unsigned long long>(reader->node_count(kNoSymbol)),
              static_cast<unsigned long long>(reader->relationship_count(kNoSymbol)));
}
