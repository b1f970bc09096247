// Aggregations. DISTINCT is the evaluator's: it does not pass a value twice.
#include <algorithm>
#include <cmath>

#include "core/graph/retained.h"
#include "core/query/arguments.h"
#include "core/query/temporal.h"

namespace trama::query {
namespace {

using Arguments = std::span<const Value>;

class Count : public Accumulator {
 public:
  void add(FunctionContext&, Arguments) override { ++count_; }
  Value result(FunctionContext&) override { return count_; }

 private:
  int64_t count_ = 0;
};

// Integers are summed exactly, and stay integers as long as no float comes; durations sum up too.
class Sum : public Accumulator {
 public:
  explicit Sum(const char* name = "sum") : name_(name) {}

  void add(FunctionContext&, Arguments arguments) override {
    const Value& value = arguments[0];
    ++count_;
    if (value.type() == ValueType::Integer) {
      integers_ += value.integer();
    } else if (value.type() == ValueType::Float) {
      has_float_ = true;
      floats_ += value.floating();
    } else if (value.type() == ValueType::Duration) {
      durations_ = durations_.is_null() ? value : *add_temporal(durations_, value);
      ++duration_count_;
    } else {
      refuse_argument(name_, "numbers or durations", value);
    }
    if (duration_count_ > 0 && duration_count_ < count_)
      throw Error(ErrorKind::Type, "InvalidArgumentValue",
                  std::string(name_) + "() takes numbers or durations, not a mixture of both");
  }

  bool add_float(double number) override {
    if (duration_count_ > 0) return false;
    ++count_;
    has_float_ = true;
    floats_ += number;
    return true;
  }

  Value result(FunctionContext&) override {
    if (duration_count_ > 0) return durations_;
    if (has_float_) return total();
    if (integers_ > INT64_MAX || integers_ < INT64_MIN)
      throw Error(ErrorKind::Arithmetic, "IntegerOverflow", "the sum is too large for an integer");
    return static_cast<int64_t>(integers_);
  }

 protected:
  double total() const { return static_cast<double>(integers_) + floats_; }
  int64_t count() const { return count_; }
  const Value& durations() const { return durations_; }

 private:
  __extension__ using Wide = __int128;

  const char* name_;
  Wide integers_ = 0;
  double floats_ = 0;
  bool has_float_ = false;
  Value durations_;
  int64_t count_ = 0;
  int64_t duration_count_ = 0;
};

class Average : public Sum {
 public:
  Average() : Sum("avg") {}
  Value result(FunctionContext&) override {
    if (count() == 0) return Value();
    if (!durations().is_null()) return *divide_temporal(durations(), count());
    return total() / static_cast<double>(count());
  }
};

// min and max are those of the total order over all values.
class Extreme : public Accumulator {
 public:
  explicit Extreme(bool largest) : largest_(largest) {}

  void add(FunctionContext&, Arguments arguments) override {
    const Value& value = arguments[0];
    const bool better = best_.is_null() || (largest_ ? order(value, best_) > 0 : order(value, best_) < 0);
    if (!better) return;
    best_ = value;
    best_bytes_ = retained_bytes(best_);
  }
  bool add_float(double number) override {
    if (best_.type() != ValueType::Float) return false;
    const double best = best_.floating();
    // As order() has them: NaN after all numbers.
    const bool better = largest_ ? number > best || (std::isnan(number) && !std::isnan(best))
                                 : number < best || (std::isnan(best) && !std::isnan(number));
    if (better) best_ = Value(number);
    return true;
  }
  Value result(FunctionContext&) override { return best_; }
  size_t memory_bytes() const override { return sizeof(*this) + best_bytes_; }

 private:
  bool largest_;
  Value best_;
  size_t best_bytes_ = 0;
};

class Collect : public Accumulator {
 public:
  void add(FunctionContext&, Arguments arguments) override {
    values_.push_back(arguments[0]);
    bytes_ += shared_.add(arguments[0]);
  }
  Value result(FunctionContext&) override { return std::move(values_); }
  size_t memory_bytes() const override { return sizeof(*this) + values_.capacity() * sizeof(Value) + bytes_; }

 private:
  List values_;
  RetainedBytes shared_;
  size_t bytes_ = 0;
};

class Percentile : public Accumulator {
 public:
  explicit Percentile(bool continuous) : continuous_(continuous) {}

  void add(FunctionContext&, Arguments arguments) override {
    percentile_ = number_argument(name(), arguments[1]);
    if (!(percentile_ >= 0 && percentile_ <= 1))
      throw Error(ErrorKind::Argument, "NumberOutOfRange",
                  std::string(name()) + "() takes a percentile from 0.0 to 1.0");
    number_argument(name(), arguments[0]);
    values_.push_back(arguments[0]);
  }

  Value result(FunctionContext&) override {
    if (values_.empty()) return Value();
    std::sort(values_.begin(), values_.end(), [](const Value& a, const Value& b) { return order(a, b) < 0; });
    return continuous_ ? interpolated() : nearest();
  }

  size_t memory_bytes() const override { return sizeof(*this) + values_.capacity() * sizeof(Value); }

 private:
  const char* name() const { return continuous_ ? "percentileCont" : "percentileDisc"; }

  // Nearest rank: the smallest value such that at least the percentile of all lies at or below it.
  Value nearest() const {
    const double rank = std::ceil(percentile_ * static_cast<double>(values_.size()));
    return values_[rank < 1 ? 0 : static_cast<size_t>(rank) - 1];
  }

  Value interpolated() const {
    const double position = percentile_ * static_cast<double>(values_.size() - 1);
    const auto below = static_cast<size_t>(position);
    const size_t above = std::min(below + 1, values_.size() - 1);
    const double low = values_[below].number(), high = values_[above].number();
    const double fraction = position - std::floor(position);
    return fraction == 0 ? low : low * (1 - fraction) + high * fraction;
  }

  bool continuous_;
  double percentile_ = 0;
  List values_;
};

// Welford's algorithm: one pass, numerically stable.
class StandardDeviation : public Accumulator {
 public:
  explicit StandardDeviation(bool population) : population_(population) {}

  void add(FunctionContext&, Arguments arguments) override {
    const double value = number_argument(population_ ? "stDevP" : "stDev", arguments[0]);
    ++count_;
    const double distance = value - mean_;
    mean_ += distance / static_cast<double>(count_);
    squares_ += distance * (value - mean_);
  }
  Value result(FunctionContext&) override {
    if (count_ < 2) return 0.0;
    return std::sqrt(squares_ / static_cast<double>(population_ ? count_ : count_ - 1));
  }

 private:
  bool population_;
  int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

template <typename Kind, auto... settings>
std::unique_ptr<Accumulator> make() {
  return std::make_unique<Kind>(settings...);
}

FunctionDescription aggregation(std::string name, size_t arguments, std::string signature,
                                std::string summary, std::string example, std::string example_result,
                                std::function<std::unique_ptr<Accumulator>()> aggregate) {
  FunctionDescription function =
      scalar(std::move(name), {arguments, arguments}, std::move(signature), std::move(summary),
             std::move(example), std::move(example_result), nullptr);
  function.aggregate = std::move(aggregate);
  return function;
}

}  // namespace

void add_aggregations(Registry& registry) {
  registry.add(aggregation("count", 1, "count(value :: ANY) :: INTEGER",
                           "How many values are not null; count(*) counts rows.",
                           "UNWIND [1, null, 2] AS x RETURN count(x)", "2", make<Count>));
  registry.add(aggregation("sum", 1, "sum(value :: NUMBER|DURATION) :: NUMBER|DURATION",
                           "The sum of the values; 0 when there are none.",
                           "UNWIND [1, 2, 3] AS x RETURN sum(x)", "6", make<Sum>));
  registry.add(aggregation("avg", 1, "avg(value :: NUMBER|DURATION) :: FLOAT|DURATION",
                           "The mean of the values.", "UNWIND [1, 2, 3] AS x RETURN avg(x)", "2.0",
                           make<Average>));
  registry.add(aggregation("min", 1, "min(value :: ANY) :: ANY", "The first value in ascending order.",
                           "UNWIND [3, 1, 2] AS x RETURN min(x)", "1", make<Extreme, false>));
  registry.add(aggregation("max", 1, "max(value :: ANY) :: ANY", "The last value in ascending order.",
                           "UNWIND [3, 1, 2] AS x RETURN max(x)", "3", make<Extreme, true>));
  registry.add(aggregation("collect", 1, "collect(value :: ANY) :: LIST", "The values that are not null.",
                           "UNWIND [1, null, 2] AS x RETURN collect(x)", "[1, 2]", make<Collect>));
  registry.add(aggregation(
      "percentileCont", 2, "percentileCont(value :: NUMBER, percentile :: NUMBER) :: FLOAT",
      "The percentile (0.0 to 1.0), interpolated between two values.",
      "UNWIND [10, 20, 30, 40] AS x RETURN percentileCont(x, 0.5)", "25.0", make<Percentile, true>));
  registry.add(aggregation(
      "percentileDisc", 2, "percentileDisc(value :: NUMBER, percentile :: NUMBER) :: NUMBER",
      "The percentile (0.0 to 1.0), the nearest of the values.",
      "UNWIND [10, 20, 30, 40] AS x RETURN percentileDisc(x, 0.5)", "20", make<Percentile, false>));
  registry.add(aggregation("stDev", 1, "stDev(value :: NUMBER) :: FLOAT",
                           "The standard deviation of a sample (divided by n - 1).",
                           "UNWIND [2, 4, 6] AS x RETURN stDev(x)", "2.0", make<StandardDeviation, false>));
  registry.add(aggregation("stDevP", 1, "stDevP(value :: NUMBER) :: FLOAT",
                           "The standard deviation of a whole population (divided by n).",
                           "UNWIND [1, 3] AS x RETURN stDevP(x)", "1.0", make<StandardDeviation, true>));
}

}  // namespace trama::query
