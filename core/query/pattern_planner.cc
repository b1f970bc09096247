#include "core/query/pattern_planner.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/query/estimates.h"
#include "core/query/pattern_predicates.h"
#include "core/query/pattern_scan.h"

namespace trama::query {

namespace {

class PatternPlanner {
 public:
  PatternPlanner(LogicalPtr input, const BoundMatch& match, std::set<int>& available,
                 const GraphReader& graph, bool optimise)
      : plan_(std::move(input)),
        match_(match),
        available_(available),
        graph_(graph),
        estimates_(graph),
        optimise_(optimise),
        predicates_(match),
        placed_(match.relationships.size(), false),
        path_made_(match.paths.size(), false) {}

  void make_index() { makes_index_ = true; }

  LogicalPtr plan() {
    if (optimise_) apply_predicates();
    for (;;) {
      const size_t relationship = next_relationship();
      if (relationship < match_.relationships.size()) {
        place(relationship);
      } else if (!scan_next()) {
        break;
      }
      finish_step();
    }
    finish_step();
    if (!optimise_) apply_predicates();
    return std::move(plan_);
  }

 private:
  bool has(int slot) const { return available_.contains(slot); }

  // ---- After each step: paths that are whole, and predicates that can be tested

  void finish_step() {
    for (size_t i = 0; i < match_.paths.size(); ++i) {
      if (path_made_[i]) continue;
      std::set<int> slots;
      collect_slots(*match_.paths[i].value, slots);
      if (!has_all(available_, slots)) continue;
      plan_ = make_operator(OperatorKind::Project, std::move(plan_));
      plan_->columns.push_back({match_.paths[i].value, match_.paths[i].slot, match_.paths[i].name});
      available_.insert(match_.paths[i].slot);
      path_made_[i] = true;
    }
    if (optimise_) apply_predicates();
  }

  void apply_predicates() {
    std::vector<const Predicate*> ready = predicates_.take_ready(available_);
    if (optimise_ && plan_->kind == OperatorKind::Expand && !plan_->into) take_end_label(ready);
    if (ready.empty()) return;
    const double before = plan_->rows;
    plan_ = make_operator(OperatorKind::Filter, std::move(plan_));
    for (const Predicate* predicate : ready) {
      plan_->predicates.push_back(predicate->expression);
      plan_->rows *= estimates_.selectivity(*predicate->expression);
    }
    plan_->rows = std::max(plan_->rows, std::min(before, 1.0));
  }

  // An expansion tests one label of its end itself, before a row is made.
  void take_end_label(std::vector<const Predicate*>& ready) {
    const auto is_end_label = [&](const Predicate* predicate) {
      const Expression& expression = *predicate->expression;
      return expression.kind == ExpressionKind::HasLabels && expression.names.size() == 1 &&
             is_column(expression.child(0), plan_->to);
    };
    const auto found = std::ranges::find_if(ready, is_end_label);
    if (found == ready.end()) return;
    plan_->label = (*found)->expression->names[0];
    ready.erase(found);
  }

  // ---- Scans

  double remaining_share(const BoundNode& node) const {
    return predicates_.remaining_share(node.slot, available_, estimates_);
  }

  // Starts from a node that nothing leads to; false when every node is known.
  bool scan_next() {
    const BoundNode* chosen = nullptr;
    PatternScan chosen_scan;
    double chosen_rows = INFINITY;
    for (const BoundNode& node : match_.nodes) {
      if (has(node.slot)) continue;
      PatternScan scan = best_scan(node, predicates_, available_, graph_, {optimise_, makes_index_});
      // What filters will leave counts as well: the scan reads as much, but the steps after it have less to
      // do.
      const double rows = scan.rows * (optimise_ ? remaining_share(node) : 1);
      if (chosen && (!optimise_ || rows >= chosen_rows)) continue;
      chosen = &node;
      chosen_rows = rows;
      chosen_scan = std::move(scan);
    }
    if (chosen == nullptr) return false;
    if (optimise_ && scan_relationships(chosen_rows)) return true;
    const bool index = !chosen_scan.property.empty();
    plan_ = make_operator(index ? OperatorKind::IndexScan : OperatorKind::NodeScan, std::move(plan_));
    plan_->to = chosen->slot;
    plan_->to_name = chosen->name;
    plan_->label = chosen_scan.label;
    plan_->property = chosen_scan.property;
    plan_->bounds = chosen_scan.bounds;
    plan_->of_delta = chosen_scan.of_delta;
    plan_->rows *= chosen_scan.rows;
    for (Predicate* predicate : chosen_scan.covered) predicate->done = true;
    available_.insert(chosen->slot);
    return true;
  }

  // Where no node is a better start than any other, all relationships of a pattern are read in the order in
  // which they lie, with both their ends.
  bool scan_relationships(double best_start_rows) {
    if (best_start_rows < 0.9 * estimates_.node_total()) return false;
    for (size_t i = 0; i < match_.relationships.size(); ++i) {
      const BoundRelationship& relationship = match_.relationships[i];
      const BoundNode& from = match_.nodes[relationship.from];
      const BoundNode& to = match_.nodes[relationship.to];
      if (placed_[i] || relationship.bound || relationship.variable_length ||
          relationship.direction == Direction::Both || from.slot == to.slot || has(from.slot) ||
          has(to.slot)) {
        continue;
      }
      plan_ = make_operator(OperatorKind::RelationshipScan, std::move(plan_));
      plan_->rows *= std::max(1.0, estimates_.type_total(relationship));
      plan_->made_from = from.slot;
      plan_->from_name = from.name;
      plan_->relationship = relationship.slot;
      plan_->relationship_name = relationship.named ? relationship.name : "";
      plan_->to = to.slot;
      plan_->to_name = to.name;
      plan_->direction = relationship.direction;
      plan_->types = relationship.types;
      avoid_placed(relationship);
      available_.insert({from.slot, relationship.slot, to.slot});
      placed_[i] = true;
      return true;
    }
    return false;
  }

  // ---- Relationships

  bool is_placeable(const BoundRelationship& relationship) const {
    const bool from = has(match_.nodes[relationship.from].slot), to = has(match_.nodes[relationship.to].slot);
    if (relationship.each) {
      std::set<int> slots;
      collect_slots(*relationship.each, slots);
      if (!has_all(available_, slots)) return false;
    }
    if (relationship.shortest != ShortestKind::None) return from && to;
    if (relationship.bound) return relationship.variable_length ? from : true;
    return from || to;
  }

  // How many rows one row becomes.
  double fan_out(const BoundRelationship& relationship) const {
    const bool from = has(match_.nodes[relationship.from].slot), to = has(match_.nodes[relationship.to].slot);
    if (relationship.bound) return 0.01;
    double total = estimates_.type_total(relationship);
    if (relationship.direction == Direction::Both) total *= 2;
    const BoundNode& start = match_.nodes[from ? relationship.from : relationship.to];
    const BoundNode& end = match_.nodes[from ? relationship.to : relationship.from];
    double starts = estimates_.node_total();
    for (const std::string& label : start.labels)
      starts = std::min(starts, std::max(1.0, estimates_.label_count(label)));
    double degree = total / starts;
    if (relationship.variable_length) {
      const double length = std::min<double>(static_cast<double>(relationship.upper.value_or(8)), 8);
      degree = std::max(degree, std::pow(std::max(degree, 1.1), length));
    }
    if (from && to) return std::min(degree, degree / estimates_.node_total());
    return degree *
           (end.labels.empty() || end.any_label ? 1 : std::max(0.01, estimates_.label_share(end.labels))) *
           remaining_share(end);
  }

  size_t next_relationship() const {
    size_t best = match_.relationships.size();
    double best_fan_out = INFINITY;
    for (size_t i = 0; i < match_.relationships.size(); ++i) {
      if (placed_[i] || !is_placeable(match_.relationships[i])) continue;
      if (!optimise_) return i;
      const double estimated = fan_out(match_.relationships[i]);
      if (estimated >= best_fan_out) continue;
      best = i;
      best_fan_out = estimated;
    }
    return best;
  }

  bool may_meet(const BoundRelationship& a, const BoundRelationship& b) const {
    if (a.types.empty() || b.types.empty()) return true;
    return std::any_of(a.types.begin(), a.types.end(), [&](const std::string& type) {
      return std::find(b.types.begin(), b.types.end(), type) != b.types.end();
    });
  }

  // A step from a known node to a known node, right after the one that made its end: both together are an
  // intersection. Filters on the end may lie between; they stay above.
  bool close_cycle(size_t index, int from, const std::string& from_name, Direction direction) {
    const BoundRelationship& relationship = match_.relationships[index];
    if (!optimise_ || relationship.types.size() != 1 || direction == Direction::Both) return false;
    LogicalOperator* step = plan_.get();
    while (step->kind == OperatorKind::Filter) step = step->inputs[0].get();
    const int to = from == match_.nodes[relationship.from].slot ? match_.nodes[relationship.to].slot
                                                                : match_.nodes[relationship.from].slot;
    if (step->kind != OperatorKind::Expand || step->into || step->to != to || from == to) return false;
    if (step->types.size() != 1 || step->direction == Direction::Both) return false;
    step->kind = OperatorKind::Intersect;
    if (!step->label.empty()) {
      BoundNode end;
      end.slot = step->to;
      end.name = step->to_name;
      end.labels = {std::exchange(step->label, "")};
      predicates_.add(label_predicate(end));
    }
    LogicalOperator::Closing& closing = step->closing;
    closing.from = from;
    closing.from_name = from_name;
    closing.relationship = relationship.slot;
    closing.relationship_name = relationship.named ? relationship.name : "";
    closing.direction = direction;
    closing.types = relationship.types;
    for (size_t i = 0; i < match_.relationships.size(); ++i) {
      if (!placed_[i] || !may_meet(relationship, match_.relationships[i]) ||
          match_.relationships[i].shortest != ShortestKind::None) {
        continue;
      }
      if (match_.relationships[i].slot == step->relationship) {
        closing.legs_differ = true;
      } else {
        closing.different_from.push_back(match_.relationships[i].slot);
      }
    }
    available_.insert(relationship.slot);
    placed_[index] = true;
    return true;
  }

  // Whichever end the last step made is where the legs meet.
  bool closes_cycle(size_t index) {
    const BoundRelationship& relationship = match_.relationships[index];
    const BoundNode& left = match_.nodes[relationship.from];
    const BoundNode& right = match_.nodes[relationship.to];
    const Direction back = relationship.direction == Direction::Both  ? Direction::Both
                           : relationship.direction == Direction::Out ? Direction::In
                                                                      : Direction::Out;
    return close_cycle(index, left.slot, left.name, relationship.direction) ||
           close_cycle(index, right.slot, right.name, back);
  }

  // A pattern never uses a relationship twice.
  void avoid_placed(const BoundRelationship& relationship) {
    for (size_t i = 0; i < match_.relationships.size(); ++i) {
      const BoundRelationship& other = match_.relationships[i];
      if (placed_[i] && relationship.shortest == ShortestKind::None && other.shortest == ShortestKind::None &&
          may_meet(relationship, other)) {
        plan_->different_from.push_back(other.slot);
      }
    }
  }

  void place(size_t index) {
    const BoundRelationship& relationship = match_.relationships[index];
    const BoundNode& left = match_.nodes[relationship.from];
    const BoundNode& right = match_.nodes[relationship.to];
    const double factor = fan_out(relationship);
    const bool flipped = !has(left.slot) && has(right.slot);
    const BoundNode& from = flipped ? right : left;
    const BoundNode& to = flipped ? left : right;

    const bool plain = !relationship.bound && relationship.shortest == ShortestKind::None &&
                       !relationship.variable_length && has(left.slot) && has(right.slot);
    if (plain && closes_cycle(index)) {
      plan_->rows = std::max(plan_->rows * factor, 0.01);
      return;
    }

    OperatorKind kind = OperatorKind::Expand;
    if (relationship.bound)
      kind = OperatorKind::CheckRelationship;
    else if (relationship.shortest != ShortestKind::None)
      kind = OperatorKind::ShortestPath;
    else if (relationship.variable_length)
      kind = OperatorKind::VariableExpand;
    plan_ = make_operator(kind, std::move(plan_));
    plan_->rows = std::max(plan_->rows * factor, 0.01);
    plan_->from = from.slot;
    plan_->from_name = from.name;
    plan_->relationship = relationship.slot;
    plan_->relationship_name = relationship.named || relationship.bound ? relationship.name : "";
    plan_->to = to.slot;
    plan_->to_name = to.name;
    plan_->into = has(to.slot) || (from.slot == to.slot && has(from.slot));
    plan_->direction = relationship.direction;
    if (flipped && relationship.direction != Direction::Both) {
      plan_->direction = relationship.direction == Direction::Out ? Direction::In : Direction::Out;
    }
    plan_->reversed = flipped;
    plan_->types = relationship.types;
    plan_->variable_length = relationship.variable_length;
    plan_->lower = relationship.lower;
    plan_->upper = relationship.upper;
    plan_->shortest = relationship.shortest;
    plan_->each = relationship.each;
    plan_->each_slot = relationship.each_slot;
    avoid_placed(relationship);
    if (relationship.bound && !has(from.slot)) {
      // Neither end is known: the relationship tells both.
      plan_->from = -1;
      plan_->made_from = from.slot;
      if (from.slot == to.slot) {
        // A loop: both ends are one node.
        predicates_.add(loop_predicate(relationship));
      }
      available_.insert(from.slot);
    }
    available_.insert(relationship.slot);
    available_.insert(to.slot);
    placed_[index] = true;
  }

  LogicalPtr plan_;
  const BoundMatch& match_;
  std::set<int>& available_;
  const GraphReader& graph_;
  Estimates estimates_;
  bool optimise_;
  bool makes_index_ = false;  // without an index, the statement makes one for itself
  PatternPredicates predicates_;
  std::vector<bool> placed_, path_made_;
};

}  // namespace

LogicalPtr plan_pattern(LogicalPtr input, const BoundMatch& match, std::set<int>& available,
                        const GraphReader& graph, bool optimise) {
  return PatternPlanner(std::move(input), match, available, graph, optimise).plan();
}

LogicalPtr plan_merged_pattern(LogicalPtr input, const BoundMatch& match, std::set<int>& available,
                               const GraphReader& graph) {
  PatternPlanner planner(std::move(input), match, available, graph, true);
  planner.make_index();
  return planner.plan();
}

}  // namespace trama::query
