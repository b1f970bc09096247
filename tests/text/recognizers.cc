// Third-party cases of numbers, percentages, money and dates: recognizers DIR [--show].
//
// Runs DIR/{it,en}-{number,percent,currency,date}.json through the recognizers and prints "N passed, M
// failed", in all and by file; --show lists the failures. A case passes when the values found are those
// expected, in order (DIR/README.md).
#include <cmath>
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

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: recognizers DIR [--show]\n";
    return 2;
  }
  const std::string folder = argv[1];
  const bool show = argc > 2 && std::string(argv[2]) == "--show";
  size_t passed = 0, failed = 0;
  std::ostringstream by_file;
  for (const std::string kind : {"number", "percent", "currency", "date"}) {
    for (const std::string language : {"it", "en"}) {
      const std::string name = language + "-" + kind + ".json";
      std::ifstream file(folder + "/" + name);
      if (!file) {
        std::cerr << "cannot read " << folder << "/" << name << '\n';
        return 1;
      }
      const Cases cases(language, kind);
      size_t good = 0, bad = 0;
      for (const json& test : json::parse(file)) {
        std::string found;
        if (cases.passes(test, found)) {
          ++good;
          continue;
        }
        ++bad;
        if (!show) continue;
        std::cout << name << ": " << test.at("input") << "\n    expected";
        for (const json& result : test.at("results")) std::cout << ' ' << result.at("resolution").dump();
        std::cout << "\n    found    " << found << '\n';
      }
      by_file << "  " << name << ": " << good << " passed, " << bad << " failed\n";
      passed += good;
      failed += bad;
    }
  }
  std::cout << passed << " passed, " << failed << " failed\n" << by_file.str();
  return 0;
}
