// What a person should look at first: the merges, types and facts with most consequence and least confidence.
#pragma once

#include <string>
#include <vector>

#include "core/assemble/decisions.h"
#include "core/graph/graph.h"

namespace trama::assemble {

enum class ReviewKind : uint8_t {
  Merge,  // two entities that may be one: one name holds the other, or they differ by a letter or by type
          // alone
  Type,   // an entity that articles type differently
  Fact,   // a fact of little confidence between entities that much depends on
};
const char* name_of(ReviewKind kind);  // "merge", "type", "fact"

struct ReviewItem {
  ReviewKind kind = ReviewKind::Merge;
  std::string id;                   // stable name of the question, the same after a restart
  std::string question;             // "Are Samsung (company/samsung) and Samsung Electronics (…) one?"
  std::vector<std::string> quotes;  // of a fact, the clearest sentences; else one that names each entity
  uint64_t weight = 0;              // consequence times doubt; the queue is by it
  Decision yes;                     // to be logged on yes (a fact: Confirm)
  Decision no;                      // on no: Confirm of the question for merges and types, Reject for a fact
};

// The `limit` weightiest questions that no decision has answered, most weight first, then by id. Answering
// one logs its `yes` or `no` with Assembler::decide; "later" logs nothing.
std::vector<ReviewItem> review_queue(const GraphReader& graph, size_t limit = 20);

}  // namespace trama::assemble
