#include "core/text/word_list.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/knowledge/table.h"

namespace trama::text {
namespace {

constexpr size_t kLongestSharedEnding = 3;

size_t shared_ending(std::string_view a, std::string_view b) {
  size_t length = 0;
  while (length < kLongestSharedEnding && length + 1 < a.size() && length + 1 < b.size() &&
         a[a.size() - 1 - length] == b[b.size() - 1 - length])
    ++length;
  // Never in the middle of a character.
  while (length > 0 && (static_cast<unsigned char>(a[a.size() - length]) & 0xC0) == 0x80) --length;
  return length;
}

}  // namespace

WordList::WordList(std::string_view table, std::string_view name) {
  for (const knowledge::Row& row : knowledge::read_table(table, name, {"lemma", "class", "forms"})) {
    const std::string_view forms = row.at(2);
    const auto malformed = [&](std::string_view what) {
      return row.error(what).hint(
          "a line is lemma, class, and 'like WORD' or '= TAG.TAG', separated by tabs");
    };
    const std::string lemma(row.at(0)), word_class(row.at(1));
    if (forms.starts_with("= ")) {
      Reading reading{lemma, {word_class}, false, false};
      for (std::string_view tag : knowledge::split(forms.substr(2), '.')) reading.tags.emplace_back(tag);
      fixed_[lemma].push_back({reading});
    } else if (forms.starts_with("like ")) {
      Entry entry{lemma, word_class, std::string(forms.substr(5)), "", ""};
      const size_t ending = shared_ending(entry.lemma, entry.model);
      if (ending == 0) throw malformed("'" + entry.lemma + "' and its model share no ending");
      entry.stem = entry.lemma.substr(0, entry.lemma.size() - ending);
      entry.model_stem = entry.model.substr(0, entry.model.size() - ending);
      by_stem_[entry.stem].push_back(entries_.size());
      longest_stem_ = std::max(longest_stem_, entry.stem.size());
      entries_.push_back(std::move(entry));
    } else {
      throw malformed("the third column starts with 'like ' or '= '");
    }
  }
}

std::vector<WordList::Analogy> WordList::analogies(std::string_view lower) const {
  std::vector<Analogy> found;
  for (size_t length = 1; length <= std::min(longest_stem_, lower.size()); ++length) {
    const auto entries = by_stem_.find(std::string(lower.substr(0, length)));
    if (entries == by_stem_.end()) continue;
    for (const size_t index : entries->second)
      found.push_back({entries_[index].model_stem + std::string(lower.substr(length)), index});
  }
  std::sort(found.begin(), found.end(), [](const Analogy& a, const Analogy& b) { return a.entry < b.entry; });
  return found;
}

bool WordList::transfer(const Analogy& analogy, const JoinedReading& model, JoinedReading& out) const {
  const Entry& entry = entries_[analogy.entry];
  if (model.empty() || model.front().lemma != entry.model || !model.front().has(entry.word_class))
    return false;
  out = model;
  out.front().lemma = entry.lemma;
  return true;
}

const std::vector<JoinedReading>* WordList::fixed(std::string_view lower) const {
  const auto found = fixed_.find(std::string(lower));
  return found == fixed_.end() ? nullptr : &found->second;
}

}  // namespace trama::text
