#include "core/extract/schema.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

template <typename T>
const T* find_named(const std::vector<T>& items, std::string_view name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

// Levenshtein's distance over bytes.
size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

}  // namespace

bool Relation::keeps_property(std::string_view property) const {
  return std::find(keeps.begin(), keeps.end(), property) != keeps.end();
}

bool Schema::has_type(std::string_view name) const { return find_named(types, name) != nullptr; }
const Relation* Schema::relation(std::string_view name) const { return find_named(relations, name); }
const Measure* Schema::measure(std::string_view name) const { return find_named(measures, name); }

std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string folded = to_lower(word);
  std::string best;
  size_t best_distance = std::max<size_t>(2, folded.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const size_t distance = edit_distance(folded, to_lower(candidate));
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace trama::extract
