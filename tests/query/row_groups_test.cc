// Groups by the tables that suit the keys against groups by an ordered map.
#include "core/query/row_groups.h"

#include <catch2/catch.hpp>
#include <map>
#include <random>

using namespace trama::query;

namespace {

// Feeds batches of rows and compares the numbers and the first rows of groups.
class Comparison {
 public:
  explicit Comparison(size_t width) : width_(width), groups_(width), codes_(width) {}

  void start() {
    groups_.clear();
    expected_.clear();
  }
  void batch(const std::vector<std::vector<uint64_t>>& rows) {
    for (size_t i = 0; i < width_; ++i) {
      codes_[i].clear();
      for (const auto& row : rows) codes_[i].push_back(row[i]);
    }
    std::vector<uint32_t> numbers, fresh, expected_numbers, expected_fresh;
    for (uint32_t row = 0; row < rows.size(); ++row) {
      const auto [entry, is_fresh] = expected_.try_emplace(rows[row], expected_.size());
      expected_numbers.push_back(entry->second);
      if (is_fresh) expected_fresh.push_back(row);
    }
    groups_.find(codes_, rows.size(), numbers, fresh);
    CHECK(numbers == expected_numbers);
    CHECK(fresh == expected_fresh);
    CHECK(groups_.size() == expected_.size());
  }

 private:
  size_t width_;
  RowGroups groups_;
  std::vector<std::vector<uint64_t>> codes_;
  std::map<std::vector<uint64_t>, uint32_t> expected_;
};

}  // namespace

TEST_CASE("arrays by code count the pages that codes take, and give back many") {
  const auto bytes = [](RowGroups& groups, const std::vector<std::vector<uint64_t>>& codes) {
    std::vector<uint32_t> numbers, fresh;
    groups.find(codes, codes[0].size(), numbers, fresh);
    return groups.array_bytes();
  };
  std::vector<uint64_t> near(1000), apart(1000);
  for (uint64_t i = 0; i < near.size(); ++i) {
    near[i] = i << 2;
    apart[i] = i << 12;
  }
  RowGroups one(1), two(2);
  CHECK(bytes(one, {near}) == 4096);
  CHECK(bytes(one, {apart}) == 1000 * 4096);
  one.clear();
  CHECK(bytes(one, {near}) == 4096);
  CHECK(bytes(two, {near, near}) == 2 * 4096);
  two.clear();
  CHECK(bytes(two, {std::vector<uint64_t>(1000), apart}) == 1001 * 4096);
}

TEST_CASE("groups are numbered as they come, whatever the keys") {
  std::mt19937_64 random(11);
  for (const size_t width : {1, 2, 3}) {
    Comparison comparison(width);
    // Small codes, codes of several kinds, codes too large for an array; the same tables each time.
    for (const uint64_t range : {uint64_t{40}, uint64_t{5000}, ~uint64_t{0}, uint64_t{300}}) {
      const uint64_t kinds = range == 300 ? 4 : 1;
      comparison.start();
      for (int batch = 0; batch < 6; ++batch) {
        std::vector<std::vector<uint64_t>> rows(700);
        for (auto& row : rows) {
          for (size_t i = 0; i < width; ++i) row.push_back(random() % range << 2 | random() % kinds);
        }
        comparison.batch(rows);
      }
    }
  }
}

TEST_CASE("groups are numbered as they come where rows are clustered by the first key") {
  std::mt19937_64 random(12);
  Comparison comparison(2);
  // Clusters that never return, that return now and then, and that return all the time.
  for (const uint64_t clusters : {uint64_t{1} << 40, uint64_t{60}, uint64_t{3}}) {
    comparison.start();
    uint64_t cluster = 0, left = 0;
    for (int batch = 0; batch < 8; ++batch) {
      std::vector<std::vector<uint64_t>> rows;
      for (int row = 0; row < 900; ++row) {
        if (left-- == 0) {
          cluster = random() % clusters;
          left = random() % (clusters == 3 ? 2 : 200);
        }
        rows.push_back({cluster << 2, random() % 50 << 2 | 1});
      }
      comparison.batch(rows);
    }
  }
}
