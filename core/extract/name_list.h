// A long list of names, looked up where it lies: nothing is built from it at the start.
#pragma once

#include <string_view>

namespace trama::extract {

class NameList {
 public:
  // `content` is viewed and must outlive the list: folded names (fold_quickly), one a line, ascending by
  // bytes, after comments that start with '#'.
  explicit NameList(std::string_view content);

  bool contains(std::string_view folded) const;

  // Whether a longer name of the list starts with the words of `folded`.
  bool opens(std::string_view folded) const;

 private:
  // From the first name that is no less than `folded` on.
  std::string_view from(std::string_view folded) const;

  std::string_view names_;
};

}  // namespace trama::extract
