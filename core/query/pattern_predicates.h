// What the rows of one MATCH have to fulfil: its WHERE, the labels and properties of its nodes.
#pragma once

#include <set>
#include <vector>

#include "core/query/bound.h"
#include "core/query/estimates.h"

namespace trama::query {

struct Predicate {
  ExpressionPtr expression;
  std::set<int> slots;  // what it reads
  bool done = false;    // a step of the plan sees to it
};

// Pointers to predicates hold until another is added.
class PatternPredicates {
 public:
  explicit PatternPredicates(const BoundMatch& match);

  void add(const ExpressionPtr& expression);
  std::vector<Predicate>& all() { return predicates_; }
  // Those that read nothing but `available` and are not done, now done. Cheap ones come first: a subquery is
  // tested only on rows that pass everything else.
  std::vector<const Predicate*> take_ready(const std::set<int>& available);
  // The share of the nodes at `slot` that predicates other than on labels will leave, as far as they can be
  // tested once the node is known.
  double remaining_share(int slot, const std::set<int>& available, const Estimates& estimates) const;

 private:
  void add_node(const BoundMatch& match, const BoundNode& node);

  std::vector<Predicate> predicates_;
};

bool has_all(const std::set<int>& available, const std::set<int>& slots);
// Whether it is the value of the slot itself, not of a variable of a comprehension.
bool is_column(const ExpressionPtr& expression, int slot);
// n:Label, with all labels of the node or, where the pattern says so, any of them.
ExpressionPtr label_predicate(const BoundNode& node);
// startNode(r) = endNode(r), for (a)-[r]-(a) with r known and a not.
ExpressionPtr loop_predicate(const BoundRelationship& relationship);

}  // namespace trama::query
