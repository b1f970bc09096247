#include "core/extract/measure.h"

#include <algorithm>

#include "core/knowledge/table.h"

namespace trama::extract {

namespace {

std::vector<std::string> strings(std::string_view text, char separator) {
  std::vector<std::string> out;
  for (const std::string_view part : knowledge::split(text, separator))
    if (!part.empty()) out.emplace_back(part);
  return out;
}

}  // namespace

MeasureLexicon::MeasureLexicon(const knowledge::Files& files, const std::string& language) {
  for (const knowledge::Row& row : knowledge::read_table(files.file("measures.tsv")))
    types_[std::string(row.at(0))] = strings(row.at(1), '|');

  const std::string name = "languages/" + language + "/measures.tsv";
  for (const knowledge::Row& row : knowledge::read_table(files.file(name))) {
    if (row.at(0) == "@currency") {
      currency_ = row.at(1);
      continue;
    }
    if (row.at(0).starts_with("@")) {
      words_[std::string(row.at(0).substr(1))] = strings(row.at(1), '|');
      continue;
    }
    if (row.fields.size() != 6) throw knowledge::table_error(name, row, "expected six columns");
    MeasureRule rule;
    rule.measure = row.at(0);
    const auto types = types_.find(rule.measure);
    if (types == types_.end()) throw knowledge::table_error(name, row, "measures.tsv has no such measure");
    rule.types = types->second;
    if (row.at(1) == "percent")
      rule.kind = AmountKind::Percent;
    else if (row.at(1) == "count")
      rule.kind = AmountKind::Count;
    else if (row.at(1) != "money")
      throw knowledge::table_error(name, row, "the kind is money, percent or count");
    rule.sign = row.at(2) == "-" ? -1 : row.at(2) == "+" ? 1 : 0;
    for (std::string& place : strings(row.at(3), ' ')) {
      if (place == "!") {
        rule.direct_only = true;
        continue;
      }
      std::replace(place.begin(), place.end(), '_', ' ');
      const std::vector<std::string> parts = strings(place, ':');
      Slot slot{parts.front(), {}};
      if (parts.size() > 1) slot.types = strings(parts[1], '|');
      rule.subject.push_back(std::move(slot));
    }
    const bool all_typed = std::all_of(rule.subject.begin(), rule.subject.end(),
                                       [](const Slot& slot) { return !slot.types.empty(); });
    // Who asks for one type takes no other, and guesses none.
    if (all_typed) {
      rule.types = rule.subject.front().types;
      rule.direct_only = true;
    }
    if (row.at(4) != "-")
      for (const std::string& phrase : strings(row.at(4), '|')) rule.context.push_back(strings(phrase, ' '));
    for (const std::string& trigger : strings(row.at(5), '|')) {
      rule.trigger = strings(trigger, ' ');
      rule.name = rule.measure + "/" + language + "/" + trigger;
      by_trigger_[rule.trigger.front()].push_back(rules_.size());
      rules_.push_back(rule);
    }
  }
}

bool MeasureLexicon::is(const std::string& kind, const std::string& word) const {
  const auto found = words_.find(kind);
  return found != words_.end() &&
         std::find(found->second.begin(), found->second.end(), word) != found->second.end();
}

const std::vector<size_t>& MeasureLexicon::triggered_by(const std::string& lemma) const {
  static const std::vector<size_t> none;
  const auto found = by_trigger_.find(lemma);
  return found == by_trigger_.end() ? none : found->second;
}

}  // namespace trama::extract
