// From a node along one relationship. Where nobody reads the relationship itself, only ends are fetched.
#pragma once

#include "core/query/held_memory.h"
#include "core/query/operators/operator.h"

namespace trama::query {

struct ExpandSpec {
  int from = -1, relationship = -1, to = -1;  // relationship and to are -1 where nobody reads them
  bool into = false;                          // `to` is known: only relationships that end there
  Direction direction = Direction::Both;
  std::vector<std::string> types;
  std::string label;  // of the end that is found; empty: any
  std::vector<int> different_from;
};

class ExpandOperator : public Operator {
 public:
  ExpandOperator(OperatorBase base, const ExpandSpec& spec);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  bool fill(Execution& execution);
  // False where relationships must be known; then nothing was done.
  bool expand_ends(Execution& execution, std::span<const NodeId> nodes, SymbolId label);
  void expand_relationships(Execution& execution, std::span<const NodeId> nodes, SymbolId label);
  void leave_out_met();
  void keep_allowed();
  size_t found() const { return lean_ ? found_ends_.size() : found_.size(); }

  OperatorBase base_;
  ExpandSpec spec_;
  SymbolList types_;
  Symbol label_;
  std::vector<SymbolId> type_ids_;
  Batch input_;
  size_t row_ = 0;     // the next input row to expand
  size_t chunk_ = 0;   // how many to expand at once
  bool lean_ = false;  // what was found last are ends alone
  Ends found_ends_;    // rows count from `base_row_`
  Expansion found_;    // the same
  size_t base_row_ = 0;
  size_t emitted_ = 0;
  std::vector<NodeId> starts_, ends_;
  std::vector<RelationshipId> without_;
  std::vector<uint8_t> allowed_;  // of `found_`; empty: all are
  std::vector<uint32_t> rows_;
  BufferCharge charge_;
};

// Relationship ids of a column's row, of a single relationship or of a list of them.
bool contains_relationship(const Column& column, size_t row, RelationshipId id);

}  // namespace trama::query
