// How many trails lead from a node along a chain of steps, where a query only counts them: no row is made for
// what lies on them, and the last step is counted by the degrees that the graph knows (lazy, factorised
// counting; Olteanu, Závodný: Size bounds for factorised representations of query results, 2015).
//
// A trail uses no relationship twice. Steps that may meet one another are of the same types, so that parallel
// relationships can take each other's places: where a trail has used n of those between two nodes before, n
// fewer are left, whichever they were, and nodes alone tell how many trails there are.
#pragma once

#include <deque>

#include "core/query/held_memory.h"
#include "core/query/operators/operator.h"

namespace trama::query {

struct CountTrailsSpec {
  int from = -1, count = -1;  // slots
  std::vector<TrailStep> steps;
  // Of a single step: slots of relationships that it may not use, and of nodes from each of which a
  // relationship has left before that it uses again where it leaves from the same node.
  std::vector<int> different_from, left_before;
  bool keep_zero = false;  // else rows from which no trail leads are dropped
};

class CountTrailsOperator : public Operator {
 public:
  CountTrailsOperator(OperatorBase base, CountTrailsSpec spec);
  void open(Execution& execution) override;
  bool next(Execution& execution, Batch& out) override;

 private:
  // Nodes have a place on the trail: the start 0, the end of steps_[0] 1, and so on.
  struct Step {
    explicit Step(TrailStep step);
    bool resolve(const Execution& execution);
    bool is_packed() const { return spec.direction != Direction::Both && type_ids.size() == 1; }

    TrailStep spec;
    SymbolList types;
    Symbol label;
    std::vector<SymbolId> type_ids;  // as the statement at hand knows them
    SymbolId label_id = kNoSymbol;
    Ends found;                    // the nodes at the place after; rows are those before, less `first`
    size_t first = 0;              // of the rows before that were expanded last
    size_t chunk = 0;              // how many to expand at once
    std::vector<uint64_t> counts;  // of `found`
  };
  // A relationship that the trail has used before and that is counted again.
  struct Met {
    size_t row;
    uint64_t times;
    NodeId end;  // to which it leads then
  };

  void count(Execution& execution, const Batch& batch);
  // Replaces `counts` by how many trails lead on from each node at a place.
  void count_from(Execution& execution, size_t place, std::vector<uint64_t>& counts);
  void count_last(Execution& execution, std::vector<uint64_t>& counts);
  bool count_last_two(Execution& execution, std::vector<uint64_t>& counts);
  void expand(Execution& execution, size_t place, std::span<const NodeId> nodes);

  std::span<const NodeId> nodes_at(size_t place) const {
    return place == 0 ? starts_ : steps_[place - 1].found.nodes();
  }
  NodeId node_before(size_t place, size_t row, size_t earlier) const;
  template <typename Meet>
  void meet_again(size_t place, size_t row, const Meet& meet) const;
  bool meets_again(size_t place) const;
  void leave_out_used(size_t place);
  void take_back(Execution& execution, std::vector<uint64_t>& counts);

  bool leave_out(Execution& execution, const Batch& batch);
  void count_one_by_one(Execution& execution, const Batch& batch);
  void charge_work(Execution& execution);

  OperatorBase base_;
  CountTrailsSpec spec_;
  std::vector<Step> steps_;
  std::span<const NodeId> starts_;
  std::vector<NodeId> start_nodes_, left_;
  std::vector<uint64_t> counts_;  // by input row
  std::vector<PackedEnds> packed_;
  std::vector<Met> met_;
  std::vector<NodeId> met_ends_, used_;
  std::vector<uint8_t> kept_, labelled_;
  std::vector<uint32_t> rows_;
  Expansion found_;
  std::deque<BufferCharge> charges_;  // of what each step found
  BufferCharge work_charge_;          // of the buffers above that grow with what is found
};

}  // namespace trama::query
