#include "core/extract/name_list.h"

#include <algorithm>
#include <string>

namespace trama::extract {

NameList::NameList(std::string_view content) : names_(content) {
  while (names_.starts_with('#')) names_.remove_prefix(std::min(names_.find('\n'), names_.size() - 1) + 1);
}

std::string_view NameList::from(std::string_view folded) const {
  size_t begin = 0, end = names_.size();  // both at the start of a line, or at the end of the list
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    const size_t line = middle == begin ? begin : names_.rfind('\n', middle - 1) + 1;  // npos + 1 is 0
    const size_t past = std::min(names_.find('\n', line), names_.size());
    if (names_.substr(line, past - line) < folded)
      begin = std::min(past + 1, names_.size());
    else
      end = line;
  }
  return names_.substr(begin);
}

bool NameList::contains(std::string_view folded) const {
  const std::string_view rest = from(folded);
  return !folded.empty() && rest.starts_with(folded) &&
         (rest.size() == folded.size() || rest[folded.size()] == '\n');
}

bool NameList::opens(std::string_view folded) const {
  const std::string start = std::string(folded) + " ";
  return from(start).starts_with(start);
}

}  // namespace trama::extract
