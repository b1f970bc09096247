#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/utf8.h"
#include "core/query/arguments.h"
#include "core/query/conversion.h"
#include "core/query/random.h"

namespace trama::query {
namespace {

using Arguments = std::span<const Value>;

Value absolute(FunctionContext&, Arguments a) {
  if (a[0].type() != ValueType::Integer) return std::fabs(number_argument("abs", a[0]));
  if (a[0].integer() == std::numeric_limits<int64_t>::min())
    throw Error(ErrorKind::Arithmetic, "IntegerOverflow", "abs() of the smallest integer is too large");
  return std::abs(a[0].integer());
}

Value sign(FunctionContext&, Arguments a) {
  if (a[0].type() == ValueType::Integer) return (a[0].integer() > 0) - (a[0].integer() < 0);
  const double number = number_argument("sign", a[0]);
  return (number > 0) - (number < 0);
}

Value is_nan(FunctionContext&, Arguments a) { return std::isnan(number_argument("isNaN", a[0])); }

// Halves go up, towards positive infinity: the default of round() with one argument.
double round_half_up(double number) {
  const double floor = std::floor(number);
  return number - floor >= 0.5 ? floor + 1 : floor;
}

// `number` has been scaled so that the digit to round at stands before the point.
double round_scaled(double number, const std::string& mode) {
  const double cut = std::trunc(number), rest = std::fabs(number - cut);
  const double away = cut + std::copysign(1.0, number);
  if (mode == "UP") return rest > 0 ? away : cut;
  if (mode == "DOWN") return cut;
  if (mode == "CEILING") return std::ceil(number);
  if (mode == "FLOOR") return std::floor(number);
  if (mode == "HALF_UP") return rest >= 0.5 ? away : cut;
  if (mode == "HALF_DOWN") return rest > 0.5 ? away : cut;
  if (mode == "HALF_EVEN") return rest > 0.5 || (rest == 0.5 && std::fmod(cut, 2) != 0) ? away : cut;
  throw Error(
      ErrorKind::Argument, "InvalidArgumentValue",
      "round() knows the modes UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN and HALF_EVEN, not " + mode);
}

Value round(FunctionContext&, Arguments a) {
  const double number = number_argument("round", a[0]);
  if (!std::isfinite(number)) return number;
  if (a.size() == 1) return round_half_up(number);
  const int64_t digits = natural_argument("round", a[1]);
  const std::string mode = a.size() > 2 ? to_upper(string_argument("round", a[2])) : "HALF_UP";
  if (digits > std::numeric_limits<double>::max_exponent10) return number;
  const double scale = std::pow(10.0, static_cast<double>(digits));
  const double scaled = number * scale;
  if (std::fabs(scaled) >= 9007199254740992.0) return number;  // 2^53: no digits are left to round
  // 1.005 is stored as 1.00499999999999989; its shortest decimal text is what the user wrote and means.
  const auto meant = parse_float(format_float(number) + "e" + std::to_string(digits));
  return round_scaled(meant.value_or(scaled), mode) / scale;
}

Value random_number(FunctionContext&, Arguments) {
  return static_cast<double>(random_bits() >> 11) * 0x1.0p-53;  // uniform in [0, 1)
}

using RealFunction = double (*)(double);

double ceil_of(double x) { return std::ceil(x); }
double floor_of(double x) { return std::floor(x); }
double sqrt_of(double x) { return std::sqrt(x); }
double exp_of(double x) { return std::exp(x); }
double log_of(double x) { return std::log(x); }
double log10_of(double x) { return std::log10(x); }
double sin_of(double x) { return std::sin(x); }
double cos_of(double x) { return std::cos(x); }
double tan_of(double x) { return std::tan(x); }
double cot_of(double x) { return 1 / std::tan(x); }
double asin_of(double x) { return std::asin(x); }
double acos_of(double x) { return std::acos(x); }
double atan_of(double x) { return std::atan(x); }
double sinh_of(double x) { return std::sinh(x); }
double cosh_of(double x) { return std::cosh(x); }
double tanh_of(double x) { return std::tanh(x); }
double coth_of(double x) { return 1 / std::tanh(x); }
double haversin_of(double x) { return (1 - std::cos(x)) / 2; }
double degrees_of(double x) { return x * 180 / std::numbers::pi; }
double radians_of(double x) { return x * std::numbers::pi / 180; }

struct Real {
  const char* name;
  RealFunction function;
  const char* summary;
  const char* argument;
  const char* result;
};

constexpr Real kReals[] = {
    {"ceil", ceil_of, "The smallest whole number not below, as a float.", "1.1", "2.0"},
    {"floor", floor_of, "The largest whole number not above, as a float.", "1.9", "1.0"},
    {"sqrt", sqrt_of, "The square root; NaN for a negative number.", "256", "16.0"},
    {"exp", exp_of, "e raised to the number.", "0", "1.0"},
    {"log", log_of, "The natural logarithm; NaN for a negative number.", "1", "0.0"},
    {"log10", log10_of, "The logarithm to base 10.", "1000", "3.0"},
    {"sin", sin_of, "The sine of an angle in radians.", "0", "0.0"},
    {"cos", cos_of, "The cosine of an angle in radians.", "0", "1.0"},
    {"tan", tan_of, "The tangent of an angle in radians.", "0", "0.0"},
    {"cot", cot_of, "The cotangent of an angle in radians.", "0", "Infinity"},
    {"asin", asin_of, "The arc sine in radians; NaN outside of [-1, 1].", "0", "0.0"},
    {"acos", acos_of, "The arc cosine in radians; NaN outside of [-1, 1].", "1", "0.0"},
    {"atan", atan_of, "The arc tangent in radians.", "0", "0.0"},
    {"sinh", sinh_of, "The hyperbolic sine.", "0", "0.0"},
    {"cosh", cosh_of, "The hyperbolic cosine.", "0", "1.0"},
    {"tanh", tanh_of, "The hyperbolic tangent.", "0", "0.0"},
    {"coth", coth_of, "The hyperbolic cotangent.", "0", "Infinity"},
    {"haversin", haversin_of, "Half the versine of an angle in radians.", "0", "0.0"},
    {"degrees", degrees_of, "Radians as degrees.", "pi()", "180.0"},
    {"radians", radians_of, "Degrees as radians.", "0", "0.0"},
};

Value atan2_of(FunctionContext&, Arguments a) {
  return std::atan2(number_argument("atan2", a[0]), number_argument("atan2", a[1]));
}

}  // namespace

void add_math_functions(Registry& registry) {
  for (const Real& real : kReals)
    registry.add(scalar(real.name, {1, 1}, std::string(real.name) + "(number :: NUMBER) :: FLOAT",
                        real.summary, std::string("RETURN ") + real.name + "(" + real.argument + ")",
                        real.result, [&real](FunctionContext&, Arguments a) -> Value {
                          return real.function(number_argument(real.name, a[0]));
                        }));
  registry.add(scalar("atan2", {2, 2}, "atan2(y :: NUMBER, x :: NUMBER) :: FLOAT",
                      "The angle of the point (x, y) in radians.", "RETURN atan2(0, 1)", "0.0", atan2_of));
  registry.add(scalar("abs", {1, 1}, "abs(number :: NUMBER) :: NUMBER", "The number without its sign.",
                      "RETURN abs(-5)", "5", absolute));
  registry.add(scalar("sign", {1, 1}, "sign(number :: NUMBER) :: INTEGER", "-1, 0 or 1.", "RETURN sign(-0.5)",
                      "-1", sign));
  registry.add(scalar("isNaN", {1, 1}, "isNaN(number :: NUMBER) :: BOOLEAN", "Whether the number is NaN.",
                      "RETURN isNaN(0.0 / 0.0)", "true", is_nan));
  registry.add(scalar("round", {1, 3},
                      "round(number :: NUMBER, digits :: INTEGER = 0, mode :: STRING = HALF_UP) :: FLOAT",
                      "The number rounded to so many digits after the point, as a float.",
                      "RETURN round(3.14159, 2)", "3.14", round));
  registry.add(scalar("rand", {0, 0}, "rand() :: FLOAT", "A random number from 0 up to but without 1.",
                      "RETURN rand() < 1", "true", random_number, {.deterministic = false}));
  registry.add(scalar("e", {0, 0}, "e() :: FLOAT", "The base of the natural logarithm.",
                      "RETURN round(e(), 4)", "2.7183",
                      [](FunctionContext&, Arguments) { return Value(std::numbers::e); }));
  registry.add(scalar("pi", {0, 0}, "pi() :: FLOAT", "The ratio of a circle's circumference to its diameter.",
                      "RETURN round(pi(), 4)", "3.1416",
                      [](FunctionContext&, Arguments) { return Value(std::numbers::pi); }));
}

}  // namespace trama::query
