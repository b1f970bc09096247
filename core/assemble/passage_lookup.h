// Sentences of articles, for `mentions` and `gaps`. All functions read one view, are
// deterministic, and throw only Corrupt and Storage unless they say otherwise.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/graph/graph.h"

namespace trama::assemble {

// A sentence of an article, with the places in it that matter.
struct Passage {
  std::string article, title, path, date, source;
  uint32_t sentence = 0;
  std::string text;               // verbatim
  ByteSpan span;                  // of the sentence in the article text
  std::vector<ByteSpan> marks;    // mentions, in bytes of `text`, ascending
  std::vector<std::string> keys;  // entities mentioned, ascending
};

struct Passages {
  std::vector<Passage> passages;  // newest article first, undated last; then by article and place
  uint64_t total = 0;             // also of those beyond the limit
};

// Sentences that name the entity, or both entities; `other` 0 for none.
Passages mentions_of(const GraphReader& graph, NodeId entity, NodeId other = 0, size_t limit = 100);

// Sentences with two entities or a trigger in which no fact was found; of all articles where `entity` is 0.
Passages gaps(const GraphReader& graph, NodeId entity = 0, size_t limit = 100);

// Article ids that start with `prefix`, ascending.
std::vector<std::string> article_ids(const GraphReader& graph, std::string_view prefix = "",
                                     size_t limit = 100);

}  // namespace trama::assemble
