// Binary search of which no branch depends on what is found, since none of them could be predicted: each step
// moves on by half of what is left or stays (Khuong, Morin: Array layouts for comparison-based searching,
// 2017).
#pragma once

#include <cstddef>

namespace trama {

// The first place in [begin, end) that is not below, after all that are; end where every place is.
template <typename Below>
size_t first_not_below(size_t begin, size_t end, const Below& is_below) {
  if (begin == end) return end;
  size_t left = end - begin;
  while (left > 1) {
    const size_t half = left / 2;
    begin += is_below(begin + half - 1) ? half : 0;
    left -= half;
  }
  return begin + (is_below(begin) ? 1 : 0);
}

}  // namespace trama
