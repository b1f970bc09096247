#include "core/extract/confidence.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/knowledge/table.h"

namespace trama::extract {

namespace {

constexpr const char* kFile = "confidence.tsv";

// Ways to express an end, the more uncertain later, as experience with resolution has it.
size_t doubt(std::string_view via) {
  constexpr std::string_view kOrder[] = {"name", "possessive", "nominal", "pronoun", "dropped", "topic"};
  return static_cast<size_t>(std::find(std::begin(kOrder), std::end(kOrder), via) - std::begin(kOrder));
}

uint32_t count(const knowledge::Row& row, size_t field) {
  const std::string text(row.at(field));
  if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    throw row.error("right and wrong are counts");
  return static_cast<uint32_t>(std::stoul(text));
}

}  // namespace

std::string describe(const Confidence& confidence) {
  char number[16];
  std::snprintf(number, sizeof number, "%.2f", static_cast<double>(confidence.permille) / 1000);
  std::string text = std::string("confidence ") + number;
  if (confidence.trials < kFewTrials) text += " from " + std::to_string(confidence.trials) + " trials";
  return text;
}

std::string shape_of(std::string_view kind, Via subject, Via object) {
  return shape_of(kind, name_of(subject), name_of(object));
}

std::string shape_of(std::string_view kind, std::string_view subject_via, std::string_view object_via) {
  return std::string(kind) + ", " +
         std::string(doubt(subject_via) < doubt(object_via) ? object_via : subject_via);
}

std::string kind_of_rule(std::string_view rule_name, bool quantity) {
  if (quantity) return "quantity";
  const auto parts = knowledge::split(rule_name, '/');
  return parts.size() < 3 ? "" : std::string(parts[2]);
}

ConfidenceTable::ConfidenceTable(const knowledge::Files& files) {
  for (const knowledge::Row& row :
       knowledge::read_table(files.file(kFile), kFile, {"shape", "right", "wrong"})) {
    const Counts counts{count(row, 1), count(row, 2)};
    (row.at(0) == "prior" ? prior_ : shapes_[std::string(row.at(0))]) = counts;
  }
  if (prior_.right + prior_.wrong == 0) throw Error(ErrorKind::Input, std::string(kFile) + " has no prior");
}

Confidence ConfidenceTable::of(const std::string& shape) const {
  const auto found = shapes_.find(shape);
  const Counts counts = found == shapes_.end() ? Counts{} : found->second;
  const double right = counts.right + prior_.right, all = right + counts.wrong + prior_.wrong;
  return {static_cast<uint32_t>(std::lround(1000 * right / all)), counts.right + counts.wrong};
}

}  // namespace trama::extract
