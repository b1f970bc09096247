#include "core/extract/measure.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/knowledge/table.h"

namespace trama::extract {

namespace {

constexpr std::pair<std::string_view, bool MeasureMarks::*> kMarks[] = {
    {"own-class", &MeasureMarks::own_class}, {"worth", &MeasureMarks::worth},
    {"outlay", &MeasureMarks::outlay},       {"loss", &MeasureMarks::loss},
    {"in-turn", &MeasureMarks::in_turn},     {"state", &MeasureMarks::state},
    {"several", &MeasureMarks::several},     {"paid", &MeasureMarks::paid},
    {"agreed", &MeasureMarks::agreed},       {"shares", &MeasureMarks::shares},
    {"given", &MeasureMarks::given},         {"result", &MeasureMarks::result},
    {"hours", &MeasureMarks::hours},         {"chips", &MeasureMarks::chips},
    {"energy", &MeasureMarks::energy},
};

std::vector<std::string> strings(std::string_view text, char separator) {
  std::vector<std::string> out;
  for (const std::string_view part : knowledge::split(text, separator))
    if (!part.empty()) out.emplace_back(part);
  return out;
}

}  // namespace

MeasureLexicon::MeasureLexicon(const knowledge::Files& files, const std::string& language) {
  for (const knowledge::Row& row : knowledge::read_table(files.file("measures.tsv"), "measures.tsv")) {
    const std::string measure(row.at(0));
    guessed_[measure] = types_[measure] = strings(row.at(1), '|');
    if (row.fields.size() < 3) continue;
    for (std::string& type : strings(row.at(2), '|')) types_[measure].push_back(std::move(type));
    if (row.fields.size() < 4) continue;
    for (const std::string& name : strings(row.at(3), '|')) {
      const auto* mark = knowledge::find_named(kMarks, name);
      if (mark == nullptr) throw row.error("there is no such mark");
      marks_[measure].*(*mark) = true;
    }
  }

  const std::string name = "languages/" + language + "/measures.tsv";
  for (const knowledge::Row& row : knowledge::read_table(files.file(name), name)) {
    if (row.at(0) == "@currency") {
      currency_ = row.at(1);
      own_currency_ = row.fields.size() > 2 && row.at(2) == "own";
    } else if (row.at(0).starts_with("@")) {
      words_[std::string(row.at(0).substr(1))] = words(row.at(1));
    } else {
      MeasureRule rule = read_rule(row);
      const std::string prefix = rule.measure + "/" + language + "/";
      for (const std::string& trigger : words(row.at(5))) {
        rule.trigger = strings(trigger, ' ');
        rule.name = prefix + trigger;
        by_trigger_[rule.trigger.front()].push_back(rules_.size());
        if (rule.trigger.size() > 1) by_phrase_[trigger].push_back(rules_.size());
        rules_.push_back(rule);
      }
    }
  }
}

// The words of a column, with those of the classes that it names.
std::vector<std::string> MeasureLexicon::words(std::string_view column) const {
  std::vector<std::string> out;
  for (std::string& word : strings(column, '|')) {
    const auto named = word.starts_with("@") ? words_.find(word.substr(1)) : words_.end();
    if (named == words_.end())
      out.push_back(std::move(word));
    else
      out.insert(out.end(), named->second.begin(), named->second.end());
  }
  return out;
}

MeasureRule MeasureLexicon::read_rule(const knowledge::Row& row) const {
  if (row.fields.size() != 6) throw row.error("expected six columns");
  MeasureRule rule;
  rule.measure = row.at(0);
  const auto types = types_.find(rule.measure);
  if (types == types_.end()) throw row.error("measures.tsv has no such measure");
  rule.types = types->second;
  rule.guessed = guessed_.at(rule.measure);
  rule.marks = marks(rule.measure);
  if (row.at(1) == "percent")
    rule.kind = AmountKind::Percent;
  else if (row.at(1) == "count")
    rule.kind = AmountKind::Count;
  else if (row.at(1) != "money")
    throw row.error("the kind is money, percent or count");
  rule.sign = row.at(2) == "-" ? -1 : row.at(2) == "+" ? 1 : 0;
  std::vector<Slot>* slots = &rule.subject;
  for (std::string& place : strings(row.at(3), ' ')) {
    if (place == "!") {
      rule.direct_only = true;
    } else if (place == "^") {
      rule.attached = true;
    } else if (place == "&") {
      slots = &rule.further;
    } else {
      std::replace(place.begin(), place.end(), '_', ' ');
      const std::vector<std::string> parts = strings(place, ':');
      Slot slot{parts.front(), {}};
      if (parts.size() > 1) slot.types = strings(parts[1], '|');
      slots->push_back(std::move(slot));
    }
  }
  const bool all_typed = std::all_of(rule.subject.begin(), rule.subject.end(),
                                     [](const Slot& slot) { return !slot.types.empty(); });
  // Who asks for some types takes no other, and guesses none.
  if (all_typed) {
    rule.types = rule.guessed = rule.subject.front().types;
    rule.direct_only = true;
  }
  const std::string_view context = row.at(4);
  const size_t without = std::min(context.find('~'), context.size());
  if (const std::string_view wanted = context.substr(0, without); wanted != "-")
    for (const std::string& phrase : words(wanted)) rule.context.push_back(strings(phrase, ' '));
  if (without < context.size())
    for (const std::string& phrase : words(context.substr(without + 1)))
      rule.without.push_back(strings(phrase, ' '));
  return rule;
}

const MeasureMarks& MeasureLexicon::marks(const std::string& measure) const {
  static const MeasureMarks none;
  const auto found = marks_.find(measure);
  return found == marks_.end() ? none : found->second;
}

bool MeasureLexicon::is(const std::string& kind, const std::string& word) const {
  const auto found = words_.find(kind);
  return found != words_.end() &&
         std::find(found->second.begin(), found->second.end(), word) != found->second.end();
}

namespace {

using Index = std::map<std::string, std::vector<size_t>, std::less<>>;

const std::vector<size_t>& look_up(const Index& index, const std::string& key) {
  static const std::vector<size_t> none;
  const auto found = index.find(key);
  return found == index.end() ? none : found->second;
}

}  // namespace

const std::vector<size_t>& MeasureLexicon::triggered_by(const std::string& lemma) const {
  return look_up(by_trigger_, lemma);
}

const std::vector<size_t>& MeasureLexicon::triggered_by_phrase(const std::string& lemma) const {
  return look_up(by_phrase_, lemma);
}

}  // namespace trama::extract
