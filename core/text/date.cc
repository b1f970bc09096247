#include "core/text/date.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>

#include "core/knowledge/table.h"

namespace trama::text {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

const std::string kNoDate = kNoSuchDate;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string iso(int year, int month, int day) {
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
  return buffer;
}

std::string iso(sys_days day) {
  const year_month_day civil(day);
  return iso(int(civil.year()), static_cast<int>(unsigned(civil.month())),
             static_cast<int>(unsigned(civil.day())));
}

bool is_valid(int year, int month, int day) {
  return year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                        std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

std::optional<sys_days> parse_day(const std::string& text) {
  int year = 0, month = 0, day = 0;
  if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2d-%2d", &year, &month, &day) != 3)
    return std::nullopt;
  if (!is_valid(year, month, day)) return std::nullopt;
  return sys_days(year_month_day(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                 std::chrono::day(static_cast<unsigned>(day))));
}

// Calendar months later (or earlier), the day clipped to the month's last.
sys_days add_months(sys_days day, int count) {
  const year_month_day civil(day);
  const year_month_day moved = civil + std::chrono::months(count);
  return moved.ok() ? sys_days(moved) : sys_days(moved.year() / moved.month() / std::chrono::last);
}

// Monday is 0.
int weekday_index(sys_days day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1; }

sys_days monday_of(sys_days day) { return day - days(weekday_index(day)); }

int full_year(int year, size_t digits) {
  if (digits > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

const std::map<std::string_view, DateClass>& classes() {
  static const std::map<std::string_view, DateClass> table{
      {"month", DateClass::Month}, {"weekday", DateClass::Weekday}, {"day", DateClass::Day},
      {"unit", DateClass::Unit},   {"next", DateClass::Next},       {"last", DateClass::Last},
      {"this", DateClass::This},   {"ago", DateClass::Ago},         {"from_now", DateClass::FromNow},
      {"in", DateClass::In},       {"few", DateClass::Few},         {"ordinal", DateClass::Ordinal},
      {"of", DateClass::Of},       {"the", DateClass::The}};
  return table;
}

}  // namespace

class DateFinder::Scan {
 public:
  Scan(const DateFinder& finder, std::string_view text, const std::string& reference)
      : finder_(finder),
        text_(text),
        lexemes_(lex_numbers(text, finder.words_)),
        today_(parse_day(reference)) {
    if (reference.size() >= 4) std::sscanf(reference.c_str(), "%4d", &year_);
    find_phrases();
  }

  std::vector<DateMention> run() {
    for (size_t at = 0; at < lexemes_.size();) {
      std::optional<Found> best;
      for (const auto read :
           {&Scan::numeric, &Scan::day_of_month, &Scan::relative_weekday, &Scan::span_from_today,
            &Scan::day_word, &Scan::day_of_relative_month, &Scan::day_alone, &Scan::month_or_year}) {
        const auto found = (this->*read)(at);
        if (found && (!best || found->end > best->end)) best = found;
      }
      if (!best) {
        ++at;
        continue;
      }
      dates_.push_back(
          {{lexemes_[best->begin].span.begin, lexemes_[best->end - 1].span.end}, best->future, best->past});
      at = best->end;
    }
    return std::move(dates_);
  }

 private:
  struct Found {
    size_t begin = 0, end = 0;  // lexemes
    std::string future, past;
  };
  struct Word {
    size_t end = 0;
    int value = 0;
  };
  struct Phrase {
    size_t end = 0;  // lexeme
    const std::vector<Entry>* entries = nullptr;
  };

  static Found exact(size_t begin, size_t end, std::string date) { return {begin, end, date, date}; }

  // Looks every phrase up once: the readers below ask for the same ones by class, again and again.
  void find_phrases() {
    phrases_.resize(lexemes_.size());
    for (size_t i = 0; i < lexemes_.size(); ++i) {
      std::string key;
      for (size_t end = i + 1; end <= std::min(i + finder_.longest_, lexemes_.size()); ++end) {
        key += (key.empty() ? "" : " ") + lexemes_[end - 1].lower;
        if (const auto found = finder_.entries_.find(key); found != finder_.entries_.end())
          phrases_[i].push_back({end, &found->second});
      }
    }
  }

  // The longest phrase of that class which starts at `i`.
  std::optional<Word> word(size_t i, DateClass wanted) const {
    if (i >= phrases_.size()) return std::nullopt;
    for (auto phrase = phrases_[i].rbegin(); phrase != phrases_[i].rend(); ++phrase)
      for (const Entry& entry : *phrase->entries)
        if (entry.date_class == wanted) return Word{phrase->end, entry.value};
    return std::nullopt;
  }

  size_t skip(size_t i, DateClass optional) const {
    const auto found = word(i, optional);
    return found ? found->end : i;
  }

  bool is(size_t i, std::string_view mark) const { return i < lexemes_.size() && lexemes_[i].is(mark); }
  size_t skip_mark(size_t i, std::string_view mark) const { return is(i, mark) ? i + 1 : i; }
  bool is_digits(size_t i) const { return i < lexemes_.size() && lexemes_[i].kind == Lexeme::Kind::Digits; }
  bool plain_digits(size_t i) const {
    return is_digits(i) && std::all_of(lexemes_[i].lower.begin(), lexemes_[i].lower.end(), is_digit);
  }
  bool adjacent(size_t i) const { return i < lexemes_.size() && !lexemes_[i].space_before; }

  // 1 to 31, as "27", "27th", "twenty second", "primo", "due".
  std::optional<Word> day_number(size_t i) const {
    if (i >= lexemes_.size()) return std::nullopt;
    const auto in_month = [](double value) {
      return value >= 1 && value <= 31 && value == std::floor(value);
    };
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
      for (const std::string& known : finder_.ordinal_endings_)
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

  // "2016", "two thousand and eighteen", "nineteen seventy eight", "duemiladiciotto"
  std::optional<Word> year_number(size_t i) const {
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

  // Day and month without a year: the next and the last such day.
  Found without_year(size_t begin, size_t end, int month, int day) const {
    if (!today_) return exact(begin, end, iso(year_, month, day));
    Found found{begin, end, kNoDate, kNoDate};
    for (int year = year_; year <= year_ + 8; ++year)
      if (is_valid(year, month, day) && iso(year, month, day) >= iso(*today_)) {
        found.future = iso(year, month, day);
        break;
      }
    for (int year = year_; year >= year_ - 8; --year)
      if (is_valid(year, month, day) && iso(year, month, day) < iso(*today_)) {
        found.past = iso(year, month, day);
        break;
      }
    return found;
  }

  std::optional<Found> with_year(size_t begin, size_t end, int year, int month, int day) const {
    return exact(begin, end, is_valid(year, month, day) ? iso(year, month, day) : kNoDate);
  }

  // 2015-08-12, 21/04/2016, 3-7-07, 4/22, 2-Ott, 2019/sep/01. Works on the text, since the lexer reads
  // decimals.
  std::optional<Found> numeric(size_t at) const {
    if (lexemes_[at].kind != Lexeme::Kind::Digits && lexemes_[at].kind != Lexeme::Kind::Word)
      return std::nullopt;
    size_t position = lexemes_[at].span.begin;
    if (!is_digit(text_[position])) return std::nullopt;
    if (position > 0 &&
        (is_digit(text_[position - 1]) || text_[position - 1] == '-' || text_[position - 1] == '/'))
      return std::nullopt;
    struct Part {
      int value = 0;
      size_t digits = 0;
      bool month_name = false;
    };
    std::vector<Part> parts;
    std::string separators;
    while (parts.size() < 3) {
      Part part;
      size_t end = position;
      while (end < text_.size() && is_digit(text_[end]) && end - position < 4) ++end;
      part.digits = end - position;
      if (part.digits > 0) {
        part.value = std::stoi(std::string(text_.substr(position, part.digits)));
      } else {
        while (end < text_.size() &&
               ((text_[end] >= 'a' && text_[end] <= 'z') || (text_[end] >= 'A' && text_[end] <= 'Z')))
          ++end;
        std::string name(text_.substr(position, end - position));
        for (char& c : name)
          if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        const auto found = finder_.entries_.find(name);
        if (found == finder_.entries_.end() || found->second.front().date_class != DateClass::Month) break;
        part.value = found->second.front().value;
        part.month_name = true;
      }
      parts.push_back(part);
      position = end;
      if (parts.size() == 3 || end >= text_.size()) break;
      const char separator = text_[end];
      if (separator != '/' && separator != '-' && separator != '.' &&
          !(separator == ',' && parts.size() == 2))
        break;
      if (end + 1 >= text_.size() || text_[end + 1] == ' ') break;
      separators += separator;
      ++position;
    }
    if (parts.size() < 2 || separators.size() + 1 < parts.size()) return std::nullopt;
    if (position < text_.size() && is_digit(text_[position])) return std::nullopt;
    size_t end = at + 1;
    while (end < lexemes_.size() && lexemes_[end].span.begin < position) ++end;
    if (lexemes_[end - 1].span.end > position) return std::nullopt;

    if (parts.size() == 3) {
      if (parts[0].digits == 4 && parts[2].digits <= 2)
        return valid(at, end, parts[0].value, parts[1].value, parts[2].value);
      if (parts[0].digits > 2 || (!parts[1].month_name && parts[1].digits > 2) || parts[2].digits < 2 ||
          parts[2].digits == 3)
        return std::nullopt;
      if (separators[0] == '.' && parts[2].digits != 4) return std::nullopt;
      const int year = full_year(parts[2].value, parts[2].digits);
      if (parts[1].month_name) return valid(at, end, year, parts[1].value, parts[0].value);
      const auto [month, day] = month_and_day(parts[0].value, parts[1].value);
      return valid(at, end, year, month, day);
    }
    if (parts[1].month_name && parts[0].digits <= 2)
      return without_year(at, end, parts[1].value, parts[0].value);
    // Two numbers alone are a date only behind a word that announces one.
    if (parts[0].digits > 2 || parts[1].digits > 2 || parts[1].month_name || parts[0].digits == 0)
      return std::nullopt;
    const bool announced = at > 0 && (word(at - 1, DateClass::Of) || word(at - 1, DateClass::The));
    const auto [month, day] = month_and_day(parts[0].value, parts[1].value);
    if (!announced || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    return without_year(at, end, month, day);
  }

  std::optional<Found> valid(size_t begin, size_t end, int year, int month, int day) const {
    if (!is_valid(year, month, day)) return std::nullopt;
    return exact(begin, end, iso(year, month, day));
  }

  std::pair<int, int> month_and_day(int a, int b) const {
    if (finder_.month_first_ ? a <= 12 : b > 12) return {a, b};
    return {b, a};
  }

  // "Monday, January 12th, 2016", "the second of Aug", "Domenica ventuno Gen duemiladiciotto"
  std::optional<Found> day_of_month(size_t begin) const {
    size_t at = begin;
    if (const auto weekday = word(at, DateClass::Weekday)) at = skip_mark(skip_mark(weekday->end, "."), ",");
    int month = 0, day = 0;
    if (const auto first = word(at, DateClass::Month)) {
      month = first->value;
      at = skip(skip_mark(first->end, "."), DateClass::The);
      const auto number = day_number(at);
      if (!number) return std::nullopt;
      // "May 2025", and "in June 16 firms" is not ours to tell
      day = number->value;
      at = number->end;
    } else {
      at = skip(at, DateClass::The);
      const auto number = day_number(at);
      if (!number) return std::nullopt;
      day = number->value;
      at = skip(number->end, DateClass::Of);
      const auto second = word(at, DateClass::Month);
      if (!second) return std::nullopt;
      month = second->value;
      at = second->end;
    }
    size_t year_at = skip_mark(skip_mark(at, "."), ",");
    if (const auto of = word(year_at, DateClass::Of)) year_at = of->end;
    if (const auto year = year_number(year_at)) return with_year(begin, year->end, year->value, month, day);
    return without_year(begin, at, month, day);
  }

  struct Shift {
    size_t end = 0;
    int value = 0;
  };
  std::optional<Shift> shift(size_t i) const {
    for (const DateClass wanted : {DateClass::Next, DateClass::Last, DateClass::This})
      if (const auto found = word(i, wanted)) return Shift{found->end, found->value};
    return std::nullopt;
  }

  std::optional<Shift> shifted_unit(size_t i, int unit_days) const {
    i = skip(i, DateClass::The);
    if (const auto before = shift(i)) {
      const auto unit = word(before->end, DateClass::Unit);
      if (unit && unit->value == unit_days) return Shift{unit->end, before->value};
    }
    if (const auto unit = word(i, DateClass::Unit); unit && unit->value == unit_days)
      if (const auto behind = shift(unit->end)) return Shift{behind->end, behind->value};
    return std::nullopt;
  }

  Found weekday_of_week(size_t begin, size_t end, int week, int weekday) const {
    return exact(begin, end, iso(monday_of(*today_) + days(7 * week + weekday - 1)));
  }

  std::optional<Found> relative_weekday(size_t begin) const {
    if (!today_) return std::nullopt;
    // "next week on Friday", "la prossima settimana, di venerdì"
    if (const auto week = shifted_unit(begin, 7)) {
      const size_t at = skip(skip_mark(week->end, ","), DateClass::Of);
      if (const auto weekday = word(at, DateClass::Weekday))
        return weekday_of_week(begin, weekday->end, week->value, weekday->value);
      return std::nullopt;
    }
    if (const auto before = shift(begin)) {
      const auto weekday = word(before->end, DateClass::Weekday);
      if (!weekday) return std::nullopt;
      return weekday_of_week(begin, weekday->end, before->value, weekday->value);
    }
    // "second Sunday": of the month
    if (const auto ordinal = word(begin, DateClass::Ordinal)) {
      const auto weekday = word(ordinal->end, DateClass::Weekday);
      if (!weekday) return std::nullopt;
      return nth_weekday(begin, weekday->end, ordinal->value, weekday->value);
    }
    const auto weekday = word(begin, DateClass::Weekday);
    if (!weekday) return std::nullopt;
    if (const auto week = shifted_unit(skip(weekday->end, DateClass::Of), 7))
      return weekday_of_week(begin, week->end, week->value, weekday->value);
    if (const auto behind = shift(weekday->end))
      return weekday_of_week(begin, behind->end, behind->value, weekday->value);
    // "Friday the 22nd", "giovedì 21": of this month
    const size_t at = skip(skip_mark(weekday->end, ","), DateClass::The);
    if (const auto number = day_number(at)) {
      const year_month_day civil(*today_);
      const int month = static_cast<int>(unsigned(civil.month()));
      return with_year(begin, number->end, year_, month, number->value);
    }
    // A short form alone ("mar", "sun") is as likely another word.
    if (lexemes_[begin].lower.size() <= 4) return std::nullopt;
    const int ahead = (weekday->value - 1 - weekday_index(*today_) + 7) % 7;
    return Found{begin, weekday->end, iso(*today_ + days(ahead == 0 ? 7 : ahead)),
                 iso(*today_ + days(ahead == 0 ? -7 : ahead - 7))};
  }

  Found nth_weekday(size_t begin, size_t end, int n, int weekday) const {
    const year_month_day civil(*today_);
    const sys_days first = sys_days(civil.year() / civil.month() / 1);
    const sys_days day = first + days((weekday - 1 - weekday_index(first) + 7) % 7 + 7 * (n - 1));
    const bool inside = year_month_day(day).month() == civil.month();
    return exact(begin, end, inside ? iso(day) : kNoDate);
  }

  // "2 years 1 month 21 days ago", "in 3 weeks", "two Sundays from now", "pochi mesi fa"
  std::optional<Found> span_from_today(size_t begin) const {
    if (!today_) return std::nullopt;
    size_t at = begin;
    const auto opening = word(at, DateClass::In);
    const bool opened = opening && opening->value == 1;
    if (opening && !opened) return std::nullopt;
    if (opened) at = opening->end;
    int years = 0, months = 0, day_count = 0, weekday = 0, count = 0;
    while (true) {
      size_t next = skip_mark(at, ",");
      if (next < lexemes_.size() && lexemes_[next].entry.number_class == NumberClass::And && count > 0)
        ++next;
      int value = 0;
      if (const auto few = word(next, DateClass::Few)) {
        value = few->value;
        next = few->end;
      } else if (const auto number = read_number(lexemes_, next);
                 number && number->value >= 1 && number->value < 10000) {
        value = static_cast<int>(number->value);
        next = number->end;
      } else {
        break;
      }
      if (const auto named = word(next, DateClass::Weekday); named && count == 0) {
        weekday = named->value;
        day_count = value;
        at = named->end;
        ++count;
        break;
      }
      const auto unit = word(next, DateClass::Unit);
      if (!unit) break;
      if (unit->value == 365)
        years += value;
      else if (unit->value == 30)
        months += value;
      else
        day_count += value * unit->value;
      at = unit->end;
      ++count;
    }
    if (count == 0) return std::nullopt;
    int sign = opened ? 1 : 0;
    int start = 0;
    if (const auto ago = word(at, DateClass::Ago); ago && !opened) {
      sign = -1;
      at = ago->end;
    } else if (const auto from = word(at, DateClass::FromNow)) {
      sign = 1;
      start = from->value - 1;
      at = from->end;
    }
    if (sign == 0) return std::nullopt;
    if (weekday != 0) {
      const int ahead = (weekday - 1 - weekday_index(*today_) + 7) % 7;
      return exact(begin, at, iso(*today_ + days((ahead == 0 ? 7 : ahead) + 7 * (day_count - 1))));
    }
    const sys_days moved = add_months(*today_, sign * (12 * years + months)) + days(sign * day_count + start);
    return exact(begin, at, iso(moved));
  }

  std::optional<Found> day_word(size_t begin) const {
    const auto found = word(begin, DateClass::Day);
    if (!found || !today_) return std::nullopt;
    return exact(begin, found->end, iso(*today_ + days(found->value)));
  }

  // "20th of next month", "il 31 di questo mese"
  std::optional<Found> day_of_relative_month(size_t begin) const {
    if (!today_) return std::nullopt;
    const auto number = day_number(skip(begin, DateClass::The));
    if (!number) return std::nullopt;
    const size_t at = skip(number->end, DateClass::Of);
    const auto month = shifted_unit(at, 30);
    if (!month) return std::nullopt;
    const year_month_day first = year_month_day(*today_).year() / year_month_day(*today_).month() / 1;
    const year_month_day moved = first + std::chrono::months(month->value);
    return with_year(begin, month->end, int(moved.year()), static_cast<int>(unsigned(moved.month())),
                     number->value);
  }

  // "the 27th", "per il 27": only where nothing follows that it could count
  std::optional<Found> day_alone(size_t begin) const {
    const auto article = word(begin, DateClass::The);
    if (!article || !today_) return std::nullopt;
    const auto number = day_number(article->end);
    if (!number) return std::nullopt;
    if (number->end < lexemes_.size() && !is(number->end, ".") && !is(number->end, "!") &&
        !is(number->end, "?"))
      return std::nullopt;
    const year_month_day civil(*today_);
    const int month = static_cast<int>(unsigned(civil.month()));
    const auto in_month = [&](int shift) {
      const year_month_day moved =
          year_month_day(civil.year() / civil.month() / 1) + std::chrono::months(shift);
      const int other = static_cast<int>(unsigned(moved.month()));
      return is_valid(int(moved.year()), other, number->value) ? iso(int(moved.year()), other, number->value)
                                                               : kNoDate;
    };
    const std::string here = iso(year_, month, number->value);
    const bool ahead = here >= iso(*today_);
    return Found{begin, number->end, ahead ? in_month(0) : in_month(1), ahead ? in_month(-1) : in_month(0)};
  }

  // "ottobre 2024", "in March", "nel 2024"
  std::optional<Found> month_or_year(size_t begin) const {
    if (const auto month = word(begin, DateClass::Month)) {
      if (const auto year = year_number(skip(month->end, DateClass::Of)); year && is_digits(year->end - 1))
        return exact(begin, year->end, iso(year->value, month->value, 1).substr(0, 7));
      return std::nullopt;
    }
    const auto opening = word(begin, DateClass::In);
    if (!opening) return std::nullopt;
    if (const auto month = word(opening->end, DateClass::Month)) {
      if (year_number(month->end) || day_number(month->end) || lexemes_[opening->end].lower.size() <= 3 ||
          !today_)
        return std::nullopt;
      const int now = static_cast<int>(unsigned(year_month_day(*today_).month()));
      return Found{begin, month->end,
                   iso(month->value < now ? year_ + 1 : year_, month->value, 1).substr(0, 7),
                   iso(month->value > now ? year_ - 1 : year_, month->value, 1).substr(0, 7)};
    }
    if (plain_digits(opening->end) && lexemes_[opening->end].lower.size() == 4) {
      const int year = static_cast<int>(lexemes_[opening->end].entry.value);
      const size_t behind = opening->end + 1;
      const bool counts = behind < lexemes_.size() && lexemes_[behind].kind == Lexeme::Kind::Word &&
                          lexemes_[behind].entry.number_class == NumberClass::Multiplier;
      if (year >= 1800 && year < 2200 && !counts) return exact(begin, behind, iso(year, 1, 1).substr(0, 4));
    }
    return std::nullopt;
  }

  const DateFinder& finder_;
  std::string_view text_;
  std::vector<Lexeme> lexemes_;
  std::vector<std::vector<Phrase>> phrases_;  // by the lexeme that they start at, the longest last
  std::optional<sys_days> today_;
  int year_ = 0;
  std::vector<DateMention> dates_;
};

DateFinder::DateFinder(const knowledge::Files& files, const std::string& language) {
  const std::string folder = "languages/" + language + "/", name = folder + "dates.tsv";
  words_ = NumberWords(files.file(folder + "numbers.tsv"), folder + "numbers.tsv");
  for (const knowledge::Row& row : knowledge::read_table(files.file(name))) {
    if (row.fields.size() != 3) throw knowledge::table_error(name, row, "expected words, class and value");
    if (row.at(1) == "order") {
      month_first_ = true;
      continue;
    }
    if (row.at(1) == "ordinal_ending") {
      ordinal_endings_.emplace_back(row.at(0));
      continue;
    }
    const auto found = classes().find(row.at(1));
    if (found == classes().end()) throw knowledge::table_error(name, row, "there is no such class");
    const auto lexemes = lex_numbers(row.at(0), words_);
    longest_ = std::max(longest_, lexemes.size());
    std::string key;
    for (const Lexeme& lexeme : lexemes) key += (key.empty() ? "" : " ") + lexeme.lower;
    entries_[key].push_back({found->second, std::atoi(std::string(row.at(2)).c_str())});
  }
}

std::vector<DateMention> DateFinder::find(std::string_view text, const std::string& reference) const {
  return Scan(*this, text, reference).run();
}

}  // namespace trama::text
