// Closes a cycle: from two known nodes to a third that both lead to, by intersecting their sorted neighbours
// instead of expanding one side and testing each end. The step of a worst-case optimal join (Ngo, Ré, Rudra:
// Skew strikes back, 2013).
#pragma once

#include "core/query/operators/expand.h"

namespace trama::query {

// Each leg leads from its `from` to the same `to`, along one type in one direction.
struct IntersectSpec {
  ExpandSpec opening, closing;
  bool legs_differ = false;  // one relationship may not be both legs
};

class IntersectOperator : public Operator {
 public:
  IntersectOperator(OperatorBase base, IntersectSpec spec);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  // The relationships of one leg from one node, ascending by neighbour. Kept while rows have the same node.
  struct Leg {
    explicit Leg(const ExpandSpec& leg_spec) : spec(leg_spec), types(SymbolKind::Type, leg_spec.types) {}
    const ExpandSpec& spec;
    SymbolList types;
    std::vector<SymbolId> type_ids;
    bool known = false;  // some of the types
    std::vector<NodeId> starts_scratch;
    std::span<const NodeId> starts;  // of the input batch
    std::vector<PackedEnds> packed;  // beside, where `packed_`
    std::vector<uint64_t> degrees;   // beside, where not
    NodeId held = 0;                 // whose relationships are in `found`
    Expansion found;
    std::vector<Relationship> kept;  // of the rows in the output batch, where somebody reads them
  };

  bool read_input(Execution& execution);
  bool read_packed(Execution& execution);
  void intersect_packed(size_t row);
  void emit_packed(size_t row, size_t opening_at, size_t closing_at);
  void intersect(Execution& execution, size_t row);
  void hold(Execution& execution, Leg& leg, size_t row);
  void charge_found(Execution& execution);
  void search(Execution& execution, Leg& large, const Leg& small, size_t row);
  void emit(size_t row, const Relationship& opening, const Relationship& closing, NodeId end);
  bool allowed(const ExpandSpec& spec, size_t row, RelationshipId id) const;

  OperatorBase base_;
  IntersectSpec spec_;
  Leg opening_, closing_;
  Batch input_;
  size_t row_ = 0;
  bool packed_ = false;  // both legs of all rows of the input lie in memory, and are intersected there
  Expansion searched_;
  std::vector<NodeId> repeated_, targets_;
  std::vector<uint32_t> rows_;
  std::vector<NodeId> ends_;
  BufferCharge charge_;
};

}  // namespace trama::query
