#include <cmath>
#include <utility>

#include "core/knowledge/table.h"
#include "core/text/number.h"

namespace trama::text {
namespace {

constexpr std::pair<std::string_view, NumberClass> kClasses[] = {
    {"cardinal", NumberClass::Cardinal},
    {"article", NumberClass::Article},
    {"multiplier", NumberClass::Multiplier},
    {"collective", NumberClass::Collective},
    {"fraction", NumberClass::Fraction},
    {"denominator", NumberClass::Denominator},
    {"and", NumberClass::And},
    {"of", NumberClass::Of},
    {"point", NumberClass::Point},
    {"negative", NumberClass::Negative},
    {"over", NumberClass::Over},
    {"one_in", NumberClass::OneIn},
    {"percent", NumberClass::Percent},
};

}  // namespace

bool fits_behind(double value, double addend) {
  if (value == 0) return true;
  if (addend == 0 || !std::isfinite(addend)) return false;
  double magnitude = 1;
  while (magnitude <= addend) magnitude *= 10;
  return std::fmod(value, magnitude) == 0;
}

NumberWords::NumberWords(std::string_view table, std::string_view name) {
  for (const knowledge::Row& row : knowledge::read_table(table, name)) {
    const std::string word(row.at(0));
    const std::string_view kind = row.at(1);
    if (word == "decimal" || word == "group") {
      if (kind.size() != 1) throw row.error("expected one mark");
      (word == "decimal" ? decimal_ : group_) = kind.front();
      continue;
    }
    if (row.fields.size() != 3) throw row.error("expected word, class and value");
    const double value = std::strtod(std::string(row.at(2)).c_str(), nullptr);
    if (kind == "inner") {
      inner_[word] = value;
    } else if (kind == "inner_multiplier") {
      inner_multipliers_[word] = value;
    } else if (kind == "denominator_ending") {
      denominator_endings_.push_back(word);
    } else if (kind == "dropped_vowel") {
      dropped_vowels_.push_back(word);
    } else if (kind == "prefix") {
      prefixes_.insert(word);
    } else if (kind == "between") {
      between_.insert(word);
    } else if (kind == "from") {
      from_.insert(word);
    } else if (kind == "to") {
      to_.insert(word);
    } else if (kind == "letter") {
      letters_.insert(word);
    } else if (kind == "suffix") {
      suffixes_[word] = value;
      words_.try_emplace(word, Entry{NumberClass::Suffix, value});
    } else {
      const NumberClass* found = knowledge::find_named(kClasses, kind);
      if (found == nullptr) throw row.error("there is no such class");
      (word.find(' ') == std::string::npos ? words_ : phrases_)[word] = {*found, value};
      if (*found == NumberClass::Cardinal) inner_.try_emplace(word, value);
      if (*found == NumberClass::Multiplier) suffixes_.try_emplace(word, value);
    }
  }
}

bool NumberWords::is_suffix(std::string_view lower, double& factor) const {
  const auto found = suffixes_.find(std::string(lower));
  if (found == suffixes_.end()) return false;
  factor = found->second;
  return true;
}

NumberWords::Entry NumberWords::classify(std::string_view lower) const {
  const auto found = words_.find(std::string(lower));
  if (found != words_.end()) return found->second;
  if (inner_multipliers_.empty() || lower.size() < 5) return {};
  if (const auto value = compound(lower)) return {NumberClass::Cardinal, *value};
  for (const std::string& ending : denominator_endings_) {
    if (!lower.ends_with(ending)) continue;
    const std::string stem(lower.substr(0, lower.size() - ending.size()));
    if (const auto value = compound(stem)) return {NumberClass::Denominator, *value};
    for (const std::string& vowel : dropped_vowels_)
      if (const auto value = compound(stem + vowel)) return {NumberClass::Denominator, *value};
  }
  return {};
}

// Reads the parts from left to right, longest first; each must fit behind what stands before it.
std::optional<double> NumberWords::compound(std::string_view word) const {
  struct Search {
    const NumberWords& words;

    std::optional<double> run(std::string_view rest, double total, double current) const {
      if (rest.empty()) return total + current;
      for (size_t length = rest.size(); length >= 2; --length) {
        const std::string part(rest.substr(0, length));
        const auto multiplier = words.inner_multipliers_.find(part);
        if (multiplier != words.inner_multipliers_.end() && current > 0 && current < multiplier->second) {
          const double factor = multiplier->second;
          const auto value = factor < 1000 ? run(rest.substr(length), total, current * factor)
                                           : run(rest.substr(length), total + current * factor, 0);
          if (value) return value;
        }
        const auto addend = words.inner_.find(part);
        if (addend != words.inner_.end() && addend->second > 0 && fits_behind(current, addend->second) &&
            (current != 0 || fits_behind(total, addend->second))) {
          if (const auto value = run(rest.substr(length), total, current + addend->second)) return value;
        }
      }
      return std::nullopt;
    }
  };
  if (word.size() < 2) return std::nullopt;
  return Search{*this}.run(word, 0, 0);
}

}  // namespace trama::text
