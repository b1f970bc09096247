#include "core/text/date.h"

#include <chrono>
#include <cstdio>
#include <optional>

#include "core/text/calendar.h"
#include "core/text/numeric_date.h"

namespace trama::text {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

const std::string kNoDate = kNoSuchDate;

int full_year(int year, size_t digits) {
  if (digits > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

class Scan {
 public:
  Scan(const DateLexicon& lexicon, std::string_view text, const std::string& reference)
      : lexicon_(lexicon),
        text_(text),
        words_(lexicon, text),
        lexemes_(words_.lexemes()),
        today_(parse_day(reference)) {
    if (reference.size() >= 4) std::sscanf(reference.c_str(), "%4d", &year_);
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
  static Found exact(size_t begin, size_t end, const std::string& date) { return {begin, end, date, date}; }

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

  // 2015-08-12, 21/04/2016, 3-7-07, 4/22, 2-Ott, 2019/sep/01
  std::optional<Found> numeric(size_t at) const {
    if (lexemes_[at].kind != Lexeme::Kind::Digits && lexemes_[at].kind != Lexeme::Kind::Word)
      return std::nullopt;
    const auto written = read_numeric_date(text_, lexemes_[at].span.begin, lexicon_);
    if (!written) return std::nullopt;
    const auto& parts = written->parts;
    size_t end = at + 1;
    while (end < lexemes_.size() && lexemes_[end].span.begin < written->end) ++end;
    if (lexemes_[end - 1].span.end > written->end) return std::nullopt;

    if (parts.size() == 3) {
      if (parts[0].digits == 4 && parts[2].digits <= 2)
        return valid(at, end, parts[0].value, parts[1].value, parts[2].value);
      if (parts[0].digits > 2 || (!parts[1].month_name && parts[1].digits > 2) || parts[2].digits < 2 ||
          parts[2].digits == 3)
        return std::nullopt;
      if (written->separators[0] == '.' && parts[2].digits != 4) return std::nullopt;
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
    const bool announced =
        at > 0 && (words_.word(at - 1, DateClass::Of) || words_.word(at - 1, DateClass::The));
    const auto [month, day] = month_and_day(parts[0].value, parts[1].value);
    if (!announced || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    return without_year(at, end, month, day);
  }

  std::optional<Found> valid(size_t begin, size_t end, int year, int month, int day) const {
    if (!is_valid(year, month, day)) return std::nullopt;
    return exact(begin, end, iso(year, month, day));
  }

  std::pair<int, int> month_and_day(int a, int b) const {
    if (lexicon_.month_first() ? a <= 12 : b > 12) return {a, b};
    return {b, a};
  }

  // "Monday, January 12th, 2016", "the second of Aug", "Domenica ventuno Gen duemiladiciotto"
  std::optional<Found> day_of_month(size_t begin) const {
    size_t at = begin;
    if (const auto weekday = words_.word(at, DateClass::Weekday))
      at = words_.skip_mark(words_.skip_mark(weekday->end, "."), ",");
    int month = 0, day = 0;
    if (const auto first = words_.word(at, DateClass::Month)) {
      month = first->value;
      at = words_.skip(words_.skip_mark(first->end, "."), DateClass::The);
      const auto number = words_.day_number(at);
      if (!number) return std::nullopt;
      // "May 2025", and "in June 16 firms" is not ours to tell
      day = number->value;
      at = number->end;
    } else {
      at = words_.skip(at, DateClass::The);
      const auto number = words_.day_number(at);
      if (!number) return std::nullopt;
      day = number->value;
      at = words_.skip(number->end, DateClass::Of);
      const auto second = words_.word(at, DateClass::Month);
      if (!second) return std::nullopt;
      month = second->value;
      at = second->end;
    }
    size_t year_at = words_.skip_mark(words_.skip_mark(at, "."), ",");
    if (const auto of = words_.word(year_at, DateClass::Of)) year_at = of->end;
    if (const auto year = words_.year_number(year_at))
      return with_year(begin, year->end, year->value, month, day);
    return without_year(begin, at, month, day);
  }

  struct Shift {
    size_t end = 0;
    int value = 0;
  };
  std::optional<Shift> shift(size_t i) const {
    for (const DateClass wanted : {DateClass::Next, DateClass::Last, DateClass::This})
      if (const auto found = words_.word(i, wanted)) return Shift{found->end, found->value};
    return std::nullopt;
  }

  std::optional<Shift> shifted_unit(size_t i, int unit_days) const {
    i = words_.skip(i, DateClass::The);
    if (const auto before = shift(i)) {
      const auto unit = words_.word(before->end, DateClass::Unit);
      if (unit && unit->value == unit_days) return Shift{unit->end, before->value};
    }
    if (const auto unit = words_.word(i, DateClass::Unit); unit && unit->value == unit_days)
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
      const size_t at = words_.skip(words_.skip_mark(week->end, ","), DateClass::Of);
      if (const auto weekday = words_.word(at, DateClass::Weekday))
        return weekday_of_week(begin, weekday->end, week->value, weekday->value);
      return std::nullopt;
    }
    if (const auto before = shift(begin)) {
      const auto weekday = words_.word(before->end, DateClass::Weekday);
      if (!weekday) return std::nullopt;
      return weekday_of_week(begin, weekday->end, before->value, weekday->value);
    }
    // "second Sunday": of the month
    if (const auto ordinal = words_.word(begin, DateClass::Ordinal)) {
      const auto weekday = words_.word(ordinal->end, DateClass::Weekday);
      if (!weekday) return std::nullopt;
      return nth_weekday(begin, weekday->end, ordinal->value, weekday->value);
    }
    const auto weekday = words_.word(begin, DateClass::Weekday);
    if (!weekday) return std::nullopt;
    if (const auto week = shifted_unit(words_.skip(weekday->end, DateClass::Of), 7))
      return weekday_of_week(begin, week->end, week->value, weekday->value);
    if (const auto behind = shift(weekday->end))
      return weekday_of_week(begin, behind->end, behind->value, weekday->value);
    // "Friday the 22nd", "giovedì 21": of this month
    const size_t at = words_.skip(words_.skip_mark(weekday->end, ","), DateClass::The);
    if (const auto number = words_.day_number(at)) {
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
    const auto opening = words_.word(at, DateClass::In);
    const bool opened = opening && opening->value == 1;
    if (opening && !opened) return std::nullopt;
    if (opened) at = opening->end;
    int years = 0, months = 0, day_count = 0, weekday = 0, count = 0;
    while (true) {
      size_t next = words_.skip_mark(at, ",");
      if (next < lexemes_.size() && lexemes_[next].entry.number_class == NumberClass::And && count > 0)
        ++next;
      int value = 0;
      if (const auto few = words_.word(next, DateClass::Few)) {
        value = few->value;
        next = few->end;
      } else if (const auto number = read_number(lexemes_, next);
                 number && number->value >= 1 && number->value < 10000) {
        value = static_cast<int>(number->value);
        next = number->end;
      } else {
        break;
      }
      if (const auto named = words_.word(next, DateClass::Weekday); named && count == 0) {
        weekday = named->value;
        day_count = value;
        at = named->end;
        ++count;
        break;
      }
      const auto unit = words_.word(next, DateClass::Unit);
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
    if (const auto ago = words_.word(at, DateClass::Ago); ago && !opened) {
      sign = -1;
      at = ago->end;
    } else if (const auto from = words_.word(at, DateClass::FromNow)) {
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
    const auto found = words_.word(begin, DateClass::Day);
    if (!found || !today_) return std::nullopt;
    return exact(begin, found->end, iso(*today_ + days(found->value)));
  }

  // "20th of next month", "il 31 di questo mese"
  std::optional<Found> day_of_relative_month(size_t begin) const {
    if (!today_) return std::nullopt;
    const auto number = words_.day_number(words_.skip(begin, DateClass::The));
    if (!number) return std::nullopt;
    const size_t at = words_.skip(number->end, DateClass::Of);
    const auto month = shifted_unit(at, 30);
    if (!month) return std::nullopt;
    const year_month_day first = year_month_day(*today_).year() / year_month_day(*today_).month() / 1;
    const year_month_day moved = first + std::chrono::months(month->value);
    return with_year(begin, month->end, int(moved.year()), static_cast<int>(unsigned(moved.month())),
                     number->value);
  }

  // "the 27th", "per il 27": only where nothing follows that it could count
  std::optional<Found> day_alone(size_t begin) const {
    const auto article = words_.word(begin, DateClass::The);
    if (!article || !today_) return std::nullopt;
    const auto number = words_.day_number(article->end);
    if (!number) return std::nullopt;
    if (number->end < lexemes_.size() && !words_.is(number->end, ".") && !words_.is(number->end, "!") &&
        !words_.is(number->end, "?"))
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
    if (const auto month = words_.word(begin, DateClass::Month)) {
      if (const auto year = words_.year_number(words_.skip(month->end, DateClass::Of));
          year && words_.is_digits(year->end - 1))
        return exact(begin, year->end, iso(year->value, month->value, 1).substr(0, 7));
      return std::nullopt;
    }
    const auto opening = words_.word(begin, DateClass::In);
    if (!opening) return std::nullopt;
    if (const auto month = words_.word(opening->end, DateClass::Month)) {
      if (words_.year_number(month->end) || words_.day_number(month->end) ||
          lexemes_[opening->end].lower.size() <= 3 || !today_)
        return std::nullopt;
      const int now = static_cast<int>(unsigned(year_month_day(*today_).month()));
      return Found{begin, month->end,
                   iso(month->value < now ? year_ + 1 : year_, month->value, 1).substr(0, 7),
                   iso(month->value > now ? year_ - 1 : year_, month->value, 1).substr(0, 7)};
    }
    if (words_.plain_digits(opening->end) && lexemes_[opening->end].lower.size() == 4) {
      const int year = static_cast<int>(lexemes_[opening->end].entry.value);
      const size_t behind = opening->end + 1;
      const bool counts = behind < lexemes_.size() && lexemes_[behind].kind == Lexeme::Kind::Word &&
                          lexemes_[behind].entry.number_class == NumberClass::Multiplier;
      if (year >= 1800 && year < 2200 && !counts) return exact(begin, behind, iso(year, 1, 1).substr(0, 4));
    }
    return std::nullopt;
  }

  const DateLexicon& lexicon_;
  std::string_view text_;
  const DateWords words_;
  const std::vector<Lexeme>& lexemes_;
  std::optional<sys_days> today_;
  int year_ = 0;
  std::vector<DateMention> dates_;
};

}  // namespace

std::vector<DateMention> DateFinder::find(std::string_view text, const std::string& reference) const {
  return Scan(lexicon_, text, reference).run();
}

}  // namespace trama::text
