// Scans of property indexes.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "core/graph/delta.h"
#include "core/graph/index_key.h"
#include "storage/database.h"
#include "tests/storage/temporary_folder.h"
#include "tests/storage/writing.h"

using namespace trama;
using namespace trama::storage;

TEST_CASE("an index gives strings in order also where they are equal in their first KiB") {
  test::TemporaryFolder folder;
  const auto database = Database::open(folder / "db", test::writing());
  GraphDelta delta(database->read());
  const SymbolId label = delta.intern(SymbolKind::Label, "T"), text = delta.intern(SymbolKind::Property, "s");
  const IndexDescription index{label, text};
  delta.create_index(index);
  // Long ones equal in 2,048 bytes, some of them twice; ones about as long as a key; others around them.
  std::vector<std::string> texts;
  for (const char digit : {'4', '9', '7', '3', '5', '6', '8', '2', '1', '7', '4'})
    texts.push_back(std::string(2048, 'b') + digit);
  for (const size_t size : {1023, 1024, 1025, 1500}) texts.push_back(std::string(size, 'b'));
  for (const char* other : {"a", "b", "c", "bb"}) texts.push_back(other);
  texts.push_back("c" + std::string(1100, 'x') + "2");
  texts.push_back("c" + std::string(1100, 'x') + "1");
  std::vector<std::pair<std::string, NodeId>> expected;
  for (const std::string& each : texts) {
    const NodeId node = delta.create_node();
    delta.add_label(node, label);
    delta.set_property(node, text, Value(each));
    expected.emplace_back(each, node);
  }
  database->commit(delta);
  std::ranges::sort(expected);

  const auto reader = database->read();
  IndexRange range;
  range.lower = Value("b");
  std::erase_if(expected, [](const auto& each) { return each.first < "b"; });
  for (const size_t limit : {1, 2, 5, 100}) {
    const auto scan = reader->scan_index_in_order(index, range);
    REQUIRE(scan);
    std::vector<NodeId> found;
    for (std::vector<NodeId> batch; scan->next(batch, limit);) {
      CHECK(batch.size() <= limit);
      found.insert(found.end(), batch.begin(), batch.end());
    }
    REQUIRE(found.size() == expected.size());
    for (size_t i = 0; i < found.size(); ++i) {
      INFO(i);
      CHECK(found[i] == expected[i].second);
    }
  }
}

namespace {

constexpr int64_t kLeast = std::numeric_limits<int64_t>::min(), kMost = std::numeric_limits<int64_t>::max();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// An index in a snapshot file over nodes with these values, asked for what its search must find.
class IndexedValues {
 public:
  explicit IndexedValues(std::vector<Value> values) : values_(std::move(values)) {
    GraphDelta delta(database_->read());
    index_ = {delta.intern(SymbolKind::Label, "T"), delta.intern(SymbolKind::Property, "x")};
    delta.create_index(index_);
    for (const Value& value : values_) {
      nodes_.push_back(delta.create_node());
      delta.add_label(nodes_.back(), index_.label);
      delta.set_property(nodes_.back(), index_.property, value);
    }
    database_->commit(delta);
    REQUIRE(database_->refresh_snapshot());
    reader_ = database_->read();
  }

  void check_equal(const Value& value) const {
    std::vector<NodeId> found;
    reader_->find_by_index(index_, value, found);
    CHECK(found == expected(IndexRange::equal(value)));
  }

  void check_range(const IndexRange& range) const {
    std::vector<NodeId> found, batch;
    for (const auto scan = reader_->scan_index(index_, range); scan->next(batch, 1000);) {
      found.insert(found.end(), batch.begin(), batch.end());
    }
    CHECK(found == expected(range));
  }

  void check(std::vector<Value> wanted) const {
    wanted.insert(wanted.end(), values_.begin(), values_.end());
    std::mt19937 random(7);
    for (const Value& value : wanted) {
      check_equal(value);
      IndexRange range;
      range.lower = value;
      range.lower_inclusive = random() % 2 == 0;
      check_range(range);
      range.upper = wanted[random() % wanted.size()];
      range.upper_inclusive = random() % 2 == 0;
      check_range(range);
      range.lower.reset();
      check_range(range);
    }
  }

 private:
  std::vector<NodeId> expected(const IndexRange& range) const {
    std::vector<NodeId> nodes;
    for (size_t i = 0; i < values_.size(); ++i) {
      if (in_range(values_[i], range)) nodes.push_back(nodes_[i]);
    }
    return nodes;
  }

  test::TemporaryFolder folder_;
  std::unique_ptr<Database> database_ = Database::open(folder_ / "db", test::writing());
  IndexDescription index_;
  std::vector<Value> values_;
  std::vector<NodeId> nodes_;
  std::shared_ptr<const GraphReader> reader_;
};

std::vector<Value> as_values(const std::vector<int64_t>& numbers) {
  std::vector<Value> values;
  for (const int64_t number : numbers) values.push_back(Value(number));
  return values;
}

// What is one more and one less than each, and the ends of all numbers.
std::vector<Value> around(const std::vector<int64_t>& numbers) {
  std::vector<int64_t> near{kLeast, -1, 0, 1, kMost};
  for (const int64_t number : numbers) {
    if (number > kLeast) near.push_back(number - 1);
    if (number < kMost) near.push_back(number + 1);
  }
  return as_values(near);
}

template <typename Make>
std::vector<int64_t> numbers(int64_t count, const Make& make) {
  std::vector<int64_t> all;
  for (int64_t i = 0; i < count; ++i) all.push_back(make(i));
  return all;
}

}  // namespace

TEST_CASE("an index finds integers however they are spaced") {
  std::mt19937_64 random(3);
  const std::vector<std::vector<int64_t>> sets{
      numbers(400, [](int64_t i) { return i + 1; }),
      numbers(400, [](int64_t i) { return 7 * i - 1400; }),
      numbers(400, [](int64_t i) { return 100'001 + i; }),                     // like starts
      numbers(400, [](int64_t i) { return i < 399 ? i : int64_t{1} << 50; }),  // one far away
      numbers(400, [](int64_t i) { return i * i * i * i * i - 50'000'000; }),  // skewed
      numbers(126, [](int64_t i) { return i < 63 ? int64_t{1} << i : -(int64_t{1} << (i - 63)); }),
      numbers(400, [](int64_t i) { return 5 * (i / 4); }),  // four times each
      numbers(400,
              [](int64_t i) {
                return static_cast<int64_t>(static_cast<uint64_t>(kLeast) +
                                            static_cast<uint64_t>(i) * (~uint64_t{0} / 399));
              }),
      numbers(401, [](int64_t i) { return i < 400 ? kMost - i : kLeast; }),  // like doubles
      numbers(400, [](int64_t i) { return kLeast + i; }),
      numbers(400, [&](int64_t) { return static_cast<int64_t>(random()); }),
  };
  for (const std::vector<int64_t>& set : sets) {
    INFO(set[0] << ", " << set[1] << " ... " << set.back());
    IndexedValues(as_values(set)).check(around(set));
  }
}

TEST_CASE("an index finds other numbers and dates however they are spaced") {
  std::vector<Value> floats{Value(kInfinity), Value(-kInfinity), Value(-0.0), Value(int64_t{0})};
  std::vector<Value> dates, others, more;
  for (int i = 1; i <= 200; ++i) {
    floats.push_back(Value(std::pow(1.5, i)));
    floats.push_back(Value(-std::ldexp(1.0, -5 * i)));
    others.push_back(Value(std::pow(1.5, i) * 1.1));
    dates.push_back(Value(Date{i * 30 - 3000}));
    more.push_back(Value(Date{i * 31 - 3100}));
  }
  IndexedValues(floats).check(others);
  IndexedValues(dates).check(more);
  // Some numbers and some dates in one index.
  dates.insert(dates.end(), floats.begin(), floats.end());
  IndexedValues(dates).check(others);
}
