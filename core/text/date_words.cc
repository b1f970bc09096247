#include "core/text/date_words.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "core/knowledge/table.h"

namespace trama::text {

namespace {

constexpr std::pair<std::string_view, DateClass> kClasses[] = {
    {"month", DateClass::Month}, {"weekday", DateClass::Weekday}, {"day", DateClass::Day},
    {"unit", DateClass::Unit},   {"next", DateClass::Next},       {"last", DateClass::Last},
    {"this", DateClass::This},   {"ago", DateClass::Ago},         {"from_now", DateClass::FromNow},
    {"in", DateClass::In},       {"few", DateClass::Few},         {"ordinal", DateClass::Ordinal},
    {"of", DateClass::Of},       {"the", DateClass::The},
};

}  // namespace

DateLexicon::DateLexicon(const knowledge::Files& files, const std::string& language) {
  const std::string folder = "languages/" + language + "/", name = folder + "dates.tsv";
  numbers_ = NumberWords(files.file(folder + "numbers.tsv"), folder + "numbers.tsv");
  for (const knowledge::Row& row :
       knowledge::read_table(files.file(name), name, {"words", "class", "value"})) {
    if (row.at(1) == "order") {
      month_first_ = true;
      continue;
    }
    if (row.at(1) == "ordinal_ending") {
      ordinal_endings_.emplace_back(row.at(0));
      continue;
    }
    const DateClass* found = knowledge::find_named(kClasses, row.at(1));
    if (found == nullptr) throw row.error("there is no such class");
    const auto lexemes = lex(row.at(0));
    longest_ = std::max(longest_, lexemes.size());
    std::string key;
    for (const Lexeme& lexeme : lexemes) key += (key.empty() ? "" : " ") + lexeme.lower;
    entries_[key].push_back({*found, std::atoi(std::string(row.at(2)).c_str())});
  }
}

const std::vector<DateEntry>* DateLexicon::entries(const std::string& words) const {
  const auto found = entries_.find(words);
  return found == entries_.end() ? nullptr : &found->second;
}

// Looks every phrase up once: readers ask for the same ones by class, again and again.
DateWords::DateWords(const DateLexicon& lexicon, std::string_view text)
    : lexicon_(lexicon), lexemes_(lexicon.lex(text)), phrases_(lexemes_.size()) {
  for (size_t i = 0; i < lexemes_.size(); ++i) {
    std::string key;
    for (size_t end = i + 1; end <= std::min(i + lexicon.longest(), lexemes_.size()); ++end) {
      key += (key.empty() ? "" : " ") + lexemes_[end - 1].lower;
      if (const auto* entries = lexicon.entries(key); entries != nullptr)
        phrases_[i].push_back({end, entries});
    }
  }
}

std::optional<DateWords::Word> DateWords::word(size_t i, DateClass wanted) const {
  if (i >= phrases_.size()) return std::nullopt;
  for (auto phrase = phrases_[i].rbegin(); phrase != phrases_[i].rend(); ++phrase)
    for (const DateEntry& entry : *phrase->entries)
      if (entry.date_class == wanted) return Word{phrase->end, entry.value};
  return std::nullopt;
}

size_t DateWords::skip(size_t i, DateClass optional) const {
  const auto found = word(i, optional);
  return found ? found->end : i;
}

bool DateWords::plain_digits(size_t i) const {
  return is_digits(i) && std::all_of(lexemes_[i].lower.begin(), lexemes_[i].lower.end(), is_digit);
}

std::optional<DateWords::Word> DateWords::day_number(size_t i) const {
  if (i >= lexemes_.size()) return std::nullopt;
  const auto in_month = [](double value) { return value >= 1 && value <= 31 && value == std::floor(value); };
  if (plain_digits(i)) {
    if (!in_month(lexemes_[i].entry.value) || lexemes_[i].lower.size() > 2) return std::nullopt;
    return Word{i + 1, static_cast<int>(lexemes_[i].entry.value)};
  }
  // "12th" is one word to the lexer
  const std::string& lower = lexemes_[i].lower;
  size_t digits = 0;
  while (digits < lower.size() && is_digit(lower[digits])) ++digits;
  if (digits > 0 && digits <= 2) {
    const std::string_view ending = std::string_view(lower).substr(digits);
    for (const std::string& known : lexicon_.ordinal_endings())
      if (ending == known && in_month(std::stoi(lower.substr(0, digits))))
        return Word{i + 1, std::stoi(lower.substr(0, digits))};
  }
  if (const auto ordinal = word(i, DateClass::Ordinal)) return ordinal;
  if (lexemes_[i].kind != Lexeme::Kind::Word || lexemes_[i].entry.number_class != NumberClass::Cardinal)
    return std::nullopt;
  if (!in_month(lexemes_[i].entry.value)) return std::nullopt;
  int value = static_cast<int>(lexemes_[i].entry.value);
  size_t end = i + 1;
  if (value >= 20 && value % 10 == 0 && value <= 30) {
    const size_t next = skip_mark(end, "-");
    if (const auto ordinal = word(next, DateClass::Ordinal); ordinal && ordinal->value < 10) {
      value += ordinal->value;
      end = ordinal->end;
    } else if (next < lexemes_.size() && lexemes_[next].kind == Lexeme::Kind::Word &&
               lexemes_[next].entry.number_class == NumberClass::Cardinal &&
               lexemes_[next].entry.value < 10 && lexemes_[next].entry.value > 0) {
      value += static_cast<int>(lexemes_[next].entry.value);
      end = next + 1;
    }
  }
  if (!in_month(value)) return std::nullopt;
  return Word{end, value};
}

std::optional<DateWords::Word> DateWords::year_number(size_t i) const {
  if (i >= lexemes_.size()) return std::nullopt;
  if (is_digits(i)) {
    const double value = lexemes_[i].entry.value;
    if (!plain_digits(i) || lexemes_[i].lower.size() != 4 || value < 1000) return std::nullopt;
    return Word{i + 1, static_cast<int>(value)};
  }
  const auto first = read_number(lexemes_, i);
  if (!first || first->bare_article) return std::nullopt;
  if (first->value >= 1000 && first->value < 3000) return Word{first->end, static_cast<int>(first->value)};
  if (first->value == 19 || first->value == 20) {
    size_t at = first->end;
    double rest = 0;
    for (int part = 0; part < 2; ++part) {
      const auto number = read_number(lexemes_, at);
      if (!number || number->value >= 100 || is_digits(at)) break;
      rest += number->value;
      at = number->end;
    }
    if (at > first->end) return Word{at, static_cast<int>(first->value * 100 + rest)};
  }
  return std::nullopt;
}

}  // namespace trama::text
