// Third-party cases of numbers, percentages, money and dates: recognizers DIR [--show] [--floor].
//
// Runs DIR/{it,en}-{number,percent,currency,date}.json through the recognizers and prints "N passed, M
// failed", in all and by file; --show lists the failures. A case passes when the values found are those
// expected, in order (DIR/README.md).
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/text/amount.h"
#include "core/text/date.h"
#include "core/text/view.h"

using namespace trama;
using namespace trama::text;
using nlohmann::json;

namespace {

// The currency and factor that a unit's English name stands for. "Cent" is a hundredth of whatever is at
// hand.
struct Unit {
  std::vector<std::string> codes;
  double factor = 1;
};

const std::map<std::string, Unit>& units() {
  static const std::map<std::string, Unit> table{{"Dollar", {{"USD"}}},
                                                 {"United States dollar", {{"USD"}}},
                                                 {"Cent", {{"USD", "EUR"}, 0.01}},
                                                 {"Pound", {{"GBP"}}},
                                                 {"British pound", {{"GBP"}}},
                                                 {"Penny", {{"GBP"}, 0.01}},
                                                 {"Pence", {{"GBP"}, 0.01}},
                                                 {"Chinese yuan", {{"CNY"}}},
                                                 {"Canadian dollar", {{"CAD"}}},
                                                 {"Japanese yen", {{"JPY"}}},
                                                 {"Franc", {{"CHF", "FRF"}}},
                                                 {"Euro", {{"EUR"}}},
                                                 {"Rupee", {{"INR"}}},
                                                 {"Bitcoin", {{"BTC"}}},
                                                 {"Satoshi", {{"BTC"}, 1e-8}},
                                                 {"Finnish markka", {{"FIM"}}},
                                                 {"Hong Kong dollar", {{"HKD"}}},
                                                 {"Peseta", {{"ESP"}}},
                                                 {"Netherlands guilder", {{"NLG"}}},
                                                 {"Georgian lari", {{"GEL"}}},
                                                 {"Lao kip", {{"LAK"}}},
                                                 {"Mexican peso", {{"MXN"}}},
                                                 {"Australian dollar", {{"AUD"}}}};
  return table;
}

double number_of(std::string value, const std::string& language) {
  if (language == "it")
    for (char& c : value)
      if (c == ',') c = '.';
  return std::strtod(value.c_str(), nullptr);
}

// The expected values are rounded to 15 digits.
bool same(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

std::string describe(const Amount& amount) {
  std::ostringstream out;
  out.precision(15);
  out << amount.value << amount.currency;
  return out.str();
}

class Cases {
 public:
  Cases(std::string language, std::string kind)
      : language_(std::move(language)),
        kind_(std::move(kind)),
        amounts_(files_, language_),
        dates_(files_, language_) {}

  bool passes(const json& test, std::string& found) const {
    const View view(test.at("input").get<std::string>(), 0);
    return kind_ == "date" ? dates_pass(test, view, found) : amounts_pass(test, view, found);
  }

 private:
  bool amounts_pass(const json& test, const View& view, std::string& found) const {
    const Amount::Kind wanted = kind_ == "percent"    ? Amount::Kind::Percent
                                : kind_ == "currency" ? Amount::Kind::Money
                                                      : Amount::Kind::Number;
    std::vector<Amount> amounts;
    for (const Amount& amount : amounts_.find(view.text())) {
      if (wanted != Amount::Kind::Number && amount.kind != wanted) continue;
      if (amount.bare_article && language_ == "en") continue;
      amounts.push_back(amount);
      found += describe(amount) + " ";
    }
    const json& results = test.at("results");
    if (results.size() != amounts.size()) return false;
    for (size_t i = 0; i < amounts.size(); ++i) {
      const json& resolution = results[i].at("resolution");
      if (!resolution.at("value").is_string()) return false;
      double expected = number_of(resolution.at("value"), language_);
      if (wanted == Amount::Kind::Money) {
        const Unit& unit = units().at(resolution.at("unit"));
        expected *= unit.factor;
        if (std::find(unit.codes.begin(), unit.codes.end(), amounts[i].currency) == unit.codes.end())
          return false;
      }
      if (!same(expected, amounts[i].value)) return false;
    }
    return true;
  }

  bool dates_pass(const json& test, const View& view, std::string& found) const {
    const auto dates = dates_.find(view.text(), test.at("reference").get<std::string>().substr(0, 10));
    for (const DateMention& date : dates) found += date.future + "/" + date.past + " ";
    const json& results = test.at("results");
    if (results.size() != dates.size()) return false;
    for (size_t i = 0; i < dates.size(); ++i) {
      const json& resolution = results[i].at("resolution");
      if (dates[i].future != resolution.at("FutureResolution").at("date") &&
          dates[i].past != resolution.at("PastResolution").at("date"))
        return false;
    }
    return true;
  }

  knowledge::Files files_;
  std::string language_, kind_;
  AmountFinder amounts_;
  DateFinder dates_;
};

}  // namespace

namespace {

struct Tally {
  size_t passed = 0, failed = 0;
};

Tally run(const std::string& name, std::istream& file, const Cases& cases, bool show) {
  Tally tally;
  for (const json& test : json::parse(file)) {
    std::string found;
    if (cases.passes(test, found)) {
      ++tally.passed;
      continue;
    }
    ++tally.failed;
    if (!show) continue;
    std::cout << name << ": " << test.at("input") << "\n    expected";
    for (const json& result : test.at("results")) std::cout << ' ' << result.at("resolution").dump();
    std::cout << "\n    found    " << found << '\n';
  }
  return tally;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto given = [&](const char* option) {
    return std::find(arguments.begin(), arguments.end(), option) != arguments.end();
  };
  if (arguments.empty()) {
    std::cerr << "usage: recognizers DIR [--show] [--floor]\n";
    return 2;
  }
  if (!std::filesystem::is_directory(arguments[0])) {
    std::cerr << "skipped: there is no " << arguments[0] << '\n';
    return given("--floor") ? 77 : 1;
  }
  size_t passed = 0, failed = 0;
  bool enough = true;
  std::ostringstream by_file;
  for (const std::string kind : {"number", "percent", "currency", "date"}) {
    Tally of_kind;
    for (const std::string language : {"it", "en"}) {
      const std::string name = language + "-" + kind + ".json";
      std::ifstream file(arguments[0] + "/" + name);
      if (!file) {
        std::cerr << "cannot read " << arguments[0] << "/" << name << '\n';
        return 1;
      }
      const Tally tally = run(name, file, Cases(language, kind), given("--show"));
      by_file << "  " << name << ": " << tally.passed << " passed, " << tally.failed << " failed\n";
      of_kind.passed += tally.passed;
      of_kind.failed += tally.failed;
    }
    passed += of_kind.passed;
    failed += of_kind.failed;
    const size_t floor_percent = kind == "date" ? 90 : kind == "percent" ? 80 : 88;
    enough = enough && of_kind.passed * 100 >= (of_kind.passed + of_kind.failed) * floor_percent;
  }
  std::cout << passed << " passed, " << failed << " failed\n" << by_file.str();
  return enough || !given("--floor") ? 0 : 1;
}
