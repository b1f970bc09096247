// How much of the heap this process holds, for tests of what is kept and what is let go.
#pragma once

#include <cstddef>
#include <cstdint>

#include <malloc.h>

// Of AddressSanitizer and ThreadSanitizer, whose allocators stand in malloc's place; else null.
extern "C" __attribute__((weak)) size_t __sanitizer_get_current_allocated_bytes();  // NOLINT: its name

namespace trama::test {

// In bytes. What was freed does not count, though an allocator may keep it for a while.
inline size_t heap_use() {
  if (__sanitizer_get_current_allocated_bytes != nullptr) return __sanitizer_get_current_allocated_bytes();
  const struct mallinfo2 heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

// How much more the heap holds than when this was made; less than nothing where it holds less.
class HeapGrowth {
 public:
  int64_t bytes() const { return static_cast<int64_t>(heap_use()) - before_; }

 private:
  int64_t before_ = static_cast<int64_t>(heap_use());
};

}  // namespace trama::test
