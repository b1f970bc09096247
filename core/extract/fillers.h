// Helpers of the shapes over lists of fillers, words and token ranges.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/extract/shape.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

// Those of `from` that `to` does not hold yet.
inline void append(std::vector<Filler>& to, const std::vector<Filler>& from) {
  for (const Filler& filler : from)
    if (std::find(to.begin(), to.end(), filler) == to.end()) to.push_back(filler);
}

inline bool within(const TokenRange& inner, const TokenRange& outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

}  // namespace trama::extract
