#include "core/text/disambiguation.h"

#include <algorithm>
#include <iterator>

#include "core/base/utf8.h"
#include "core/knowledge/table.h"

namespace trama::text {
namespace {

// Units before and behind a word that Apertium's taggers look at: the perceptron's features reach two words,
// the hidden Markov model one.
constexpr size_t kContext = 2;

// Of the first readings, which were to choose from, those that `order` tells, in its order.
void keep(const Tagger::Order& order, size_t choices, std::vector<JoinedReading>& readings) {
  std::vector<JoinedReading> kept;
  for (const size_t place : order) kept.push_back(std::move(readings[place]));
  std::move(readings.begin() + static_cast<std::ptrdiff_t>(choices), readings.end(),
            std::back_inserter(kept));
  readings = std::move(kept);
}

// Ends a sentence for the tagger: before each stretch, so that what it was asked last has no part in its
// choice. A new process begins otherwise than one that has answered.
const LexicalUnit& separator() {
  static const LexicalUnit kUnit{".", {{Reading{".", {"sent"}, false, false}}}};
  return kUnit;
}

std::string tags_of(const JoinedReading& reading) {
  std::string tags;
  for (const Reading& part : reading) {
    if (&part != &reading.front()) tags += '+';
    for (const std::string& tag : part.tags) tags += (&tag == &part.tags.front() ? "" : ".") + tag;
  }
  return tags;
}

}  // namespace

ReadingPreferences::ReadingPreferences(std::string_view table, std::string_view name) {
  for (const knowledge::Row& row :
       knowledge::read_table(table, name, {"word", "reading", "readings", "reason"})) {
    if (row.at(1).empty() || row.at(2).empty()) throw row.error("a reading is missing");
    Preference preference{std::string(row.at(0)), {}};
    for (const std::string_view tags : knowledge::split(row.at(2), ' ')) {
      if (drops(preference.word, tags, row.at(1)))
        throw row.error("drops a reading that another row keeps rather than this one's");
      preference.rather_than.emplace_back(tags);
    }
    by_kept_[std::string(row.at(1))].push_back(std::move(preference));
  }
}

// Whether `kept` is preferred to `dropped` for some word that `word` means too.
bool ReadingPreferences::drops(std::string_view word, std::string_view kept, std::string_view dropped) const {
  if (kept == dropped) return true;
  const auto preferences = by_kept_.find(std::string(kept));
  if (preferences == by_kept_.end()) return false;
  return std::ranges::any_of(preferences->second, [&](const Preference& other) {
    const bool same = other.word == word || other.word == "*" || word == "*";
    return same && std::ranges::find(other.rather_than, dropped) != other.rather_than.end();
  });
}

size_t ReadingPreferences::settle(const std::string& lower, std::vector<JoinedReading>& readings) const {
  if (readings.size() < 2 || by_kept_.empty()) return readings.size();
  std::vector<std::string> dropped;
  for (const JoinedReading& reading : readings) {
    const auto preferences = by_kept_.find(tags_of(reading));
    if (preferences == by_kept_.end()) continue;
    for (const Preference& preference : preferences->second)
      if (preference.word == "*" || preference.word == lower)
        dropped.insert(dropped.end(), preference.rather_than.begin(), preference.rather_than.end());
  }
  if (dropped.empty()) return readings.size();
  const auto behind = std::stable_partition(readings.begin(), readings.end(), [&](const JoinedReading& r) {
    return std::find(dropped.begin(), dropped.end(), tags_of(r)) == dropped.end();
  });
  return static_cast<size_t>(behind - readings.begin());
}

Disambiguation::Disambiguation(std::vector<LexicalUnit> units, const ReadingPreferences& preferences)
    : units_(std::move(units)) {
  for (LexicalUnit& unit : units_)
    choices_.push_back(preferences.settle(to_lower(unit.surface), unit.readings));
}

// What is unknown is open too: a tagger may guess its class.
std::vector<Disambiguation::Stretch> Disambiguation::stretches() const {
  std::vector<Stretch> found;
  for (size_t i = 0; i < units_.size(); ++i) {
    if (choices_[i] == 1) continue;
    bool ambiguous = false;
    size_t last = i;  // that is open
    for (size_t next = i; next < units_.size() && next <= last + kContext; ++next) {
      if (choices_[next] != 1) last = next;
      ambiguous = ambiguous || choices_[next] > 1;
    }
    if (ambiguous) found.push_back({i - std::min(i, kContext), std::min(units_.size(), last + kContext + 1)});
    i = last;
  }
  return found;
}

std::string Disambiguation::request() const {
  std::string request;
  for (const Stretch stretch : stretches()) {
    append_unit(request, separator());
    for (size_t i = stretch.begin; i < stretch.end; ++i) {
      append_unit(request, units_[i], choices_[i]);
      request += ' ';
    }
  }
  if (!request.empty()) request += '\n';
  return request;
}

// For a tagger, which takes a colon for an end too.
bool Disambiguation::ends_sentence(size_t unit) const {
  static const std::vector<std::string> kEnd{"sent"};
  if (choices_[unit] != 1) return false;
  const JoinedReading& reading = units_[unit].readings.front();
  return reading.size() == 1 && reading.front().tags == kEnd;
}

void Disambiguation::choose(const Tagger& tagger) {
  for (const Stretch stretch : stretches())
    for (size_t begin = stretch.begin, end = begin; begin < stretch.end; begin = end) {
      std::vector<Tagger::Word> sentence;
      do {
        Tagger::Word& word = sentence.emplace_back();
        append_escaped(word.surface, units_[end].surface);
        word.readings = std::span(units_[end].readings).first(choices_[end]);
      } while (!ends_sentence(end++) && end < stretch.end);
      const std::vector<Tagger::Order> orders = tagger.choose(sentence);
      for (size_t i = 0; i < orders.size(); ++i)
        if (!orders[i].empty()) keep(orders[i], choices_[begin + i], units_[begin + i].readings);
    }
}

bool Disambiguation::accept(std::string_view reply) {
  std::vector<LexicalUnit> tagged = parse_stream(reply);
  std::vector<size_t> places;  // in the sentence, of what was tagged
  for (const Stretch stretch : stretches()) {
    places.push_back(units_.size());
    for (size_t i = stretch.begin; i < stretch.end; ++i) places.push_back(i);
  }
  if (tagged.size() != places.size()) return false;
  for (size_t i = 0; i < tagged.size(); ++i) {
    const bool between = places[i] == units_.size();
    const size_t choices = between ? 1 : choices_[places[i]], left = tagged[i].readings.size();
    if (tagged[i].surface != (between ? separator() : units_[places[i]]).surface || left > choices ||
        (left == 0 && choices > 0))
      return false;
  }
  for (size_t i = 0; i < tagged.size(); ++i) {
    if (places[i] == units_.size()) continue;
    std::vector<JoinedReading>&chosen = tagged[i].readings, &readings = units_[places[i]].readings;
    // Italian's tagger leaves out readings that it does not tell apart.
    readings.erase(readings.begin(), readings.begin() + static_cast<std::ptrdiff_t>(choices_[places[i]]));
    chosen.insert(chosen.end(), readings.begin(), readings.end());
    readings = std::move(chosen);
  }
  return true;
}

}  // namespace trama::text
