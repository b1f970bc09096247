#include "core/query/pattern_planner.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trama::query {

namespace {

// Selectivities where nothing is known.
constexpr double kEqualitySelectivity = 0.05;
constexpr double kRangeSelectivity = 0.3;
constexpr double kOtherSelectivity = 0.5;
constexpr double kPrefixSelectivity = 0.02;

ExpressionPtr make(ExpressionKind kind, std::vector<ExpressionPtr> children) {
  auto result = std::make_shared<Expression>();
  result->kind = kind;
  result->children = std::move(children);
  return result;
}

ExpressionPtr column(int slot, const std::string& name) {
  ExpressionPtr result = make(ExpressionKind::Variable, {});
  result->slot = slot;
  result->name = name;
  return result;
}

ExpressionPtr label_predicate(const BoundNode& node) {
  if (!node.any_label) {
    ExpressionPtr result = make(ExpressionKind::HasLabels, {column(node.slot, node.name)});
    result->names = node.labels;
    return result;
  }
  ExpressionPtr result;
  for (const std::string& label : node.labels) {
    ExpressionPtr one = make(ExpressionKind::HasLabels, {column(node.slot, node.name)});
    one->names = {label};
    result = result ? make(ExpressionKind::Or, {result, one}) : one;
  }
  return result;
}

struct Predicate {
  ExpressionPtr expression;
  std::set<int> slots;
  bool done = false;
};

// n.property on one side of a comparison, the other side without n.
struct PropertyTest {
  std::string property;
  ExpressionKind kind = ExpressionKind::Equal;
  ExpressionPtr value;
};

class PatternPlanner {
 public:
  PatternPlanner(LogicalPtr input, const BoundMatch& match, std::set<int>& available,
                 const GraphReader& graph, bool optimise)
      : plan_(std::move(input)), match_(match), available_(available), graph_(graph), optimise_(optimise) {
    for (const ExpressionPtr& predicate : match.predicates) add_predicate(predicate);
    for (const BoundNode& node : match.nodes) add_node_predicates(node);
    placed_.assign(match.relationships.size(), false);
    path_made_.assign(match.paths.size(), false);
  }

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
  void add_predicate(const ExpressionPtr& expression) {
    Predicate predicate{expression, {}, false};
    collect_slots(*expression, predicate.slots);
    predicates_.push_back(std::move(predicate));
  }

  void add_node_predicates(const BoundNode& node) {
    if (!node.labels.empty() && (node.any_label || node.bound)) {
      add_predicate(label_predicate(node));
    } else {
      for (const std::string& label : node.labels) {
        BoundNode one = node;
        one.labels = {label};
        add_predicate(label_predicate(one));
      }
    }
    // A node that is null matches nothing; expansions see to that themselves.
    if (node.bound && node.labels.empty()) {
      const size_t index = static_cast<size_t>(&node - match_.nodes.data());
      const bool expanded =
          std::any_of(match_.relationships.begin(), match_.relationships.end(),
                      [&](const BoundRelationship& r) { return r.from == index || r.to == index; });
      if (!expanded) add_predicate(make(ExpressionKind::IsNotNull, {column(node.slot, node.name)}));
    }
  }

  bool has(int slot) const { return available_.contains(slot); }
  bool has_all(const std::set<int>& slots) const {
    return std::all_of(slots.begin(), slots.end(), [&](int slot) { return has(slot); });
  }

  // ---- After each step: paths that are whole, and predicates that can be tested

  void finish_step() {
    for (size_t i = 0; i < match_.paths.size(); ++i) {
      if (path_made_[i]) continue;
      std::set<int> slots;
      collect_slots(*match_.paths[i].value, slots);
      if (!has_all(slots)) continue;
      plan_ = make_operator(OperatorKind::Project, std::move(plan_));
      plan_->columns.push_back({match_.paths[i].value, match_.paths[i].slot, match_.paths[i].name});
      available_.insert(match_.paths[i].slot);
      path_made_[i] = true;
    }
    if (optimise_) apply_predicates();
  }

  void apply_predicates() {
    std::vector<Predicate*> ready;
    for (Predicate& predicate : predicates_) {
      if (predicate.done || !has_all(predicate.slots)) continue;
      predicate.done = true;
      ready.push_back(&predicate);
    }
    if (optimise_ && plan_->kind == OperatorKind::Expand && !plan_->into) take_end_label(ready);
    if (ready.empty()) return;
    // Cheap ones first: a subquery is tested only on rows that pass everything else.
    std::stable_sort(ready.begin(), ready.end(), [](const Predicate* a, const Predicate* b) {
      return cost(*a->expression) < cost(*b->expression);
    });
    const double before = plan_->rows;
    plan_ = make_operator(OperatorKind::Filter, std::move(plan_));
    for (const Predicate* predicate : ready) {
      plan_->predicates.push_back(predicate->expression);
      plan_->rows *= selectivity(*predicate->expression);
    }
    plan_->rows = std::max(plan_->rows, std::min(before, 1.0));
  }

  // An expansion tests one label of its end itself, before a row is made.
  void take_end_label(std::vector<Predicate*>& ready) {
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

  static int cost(const Expression& expression) {
    int result = expression.subquery ? 1000 : expression.kind == ExpressionKind::HasLabels ? 1 : 2;
    for (const ExpressionPtr& child : expression.children) {
      if (child) result += cost(*child);
    }
    return result;
  }

  double selectivity(const Expression& expression) const {
    switch (expression.kind) {
      case ExpressionKind::Equal:
        return kEqualitySelectivity;
      case ExpressionKind::Less:
      case ExpressionKind::LessEqual:
      case ExpressionKind::Greater:
      case ExpressionKind::GreaterEqual:
        return kRangeSelectivity;
      case ExpressionKind::StartsWith:
        return kPrefixSelectivity;
      case ExpressionKind::NotEqual:
      case ExpressionKind::IsNotNull:
        return 0.9;
      case ExpressionKind::HasLabels:
        return label_share(expression.names);
      default:
        return kOtherSelectivity;
    }
  }

  double node_total() const { return std::max<double>(1, static_cast<double>(graph_.node_count(kNoSymbol))); }

  double label_count(const std::string& label) const {
    const SymbolId id = graph_.find_symbol(SymbolKind::Label, label);
    return id == kNoSymbol ? 0 : static_cast<double>(graph_.node_count(id));
  }

  double label_share(const std::vector<std::string>& labels) const {
    double share = 1;
    for (const std::string& label : labels) share = std::min(share, label_count(label) / node_total());
    return share;
  }

  // ---- Scans

  struct Scan {
    double rows = 0;
    std::string label, property;
    IndexBoundExpressions bounds;
    bool of_delta = false;
    std::vector<Predicate*> covered;
  };

  static bool is_column(const ExpressionPtr& expression, int slot) {
    return expression->kind == ExpressionKind::Variable && !expression->local && expression->slot == slot;
  }

  // The test as one of n.property, where it is one and the other side is known before n is.
  std::optional<PropertyTest> property_test(const Predicate& predicate, int slot) const {
    const Expression& expression = *predicate.expression;
    const bool comparison =
        expression.kind >= ExpressionKind::Equal && expression.kind <= ExpressionKind::GreaterEqual;
    if ((!comparison && expression.kind != ExpressionKind::StartsWith) ||
        expression.kind == ExpressionKind::NotEqual) {
      return std::nullopt;
    }
    for (size_t side = 0; side < 2; ++side) {
      const ExpressionPtr& property = expression.child(side);
      const ExpressionPtr& value = expression.child(1 - side);
      if (property->kind != ExpressionKind::Property || !is_column(property->child(0), slot)) continue;
      if (side == 1 && expression.kind == ExpressionKind::StartsWith) continue;
      std::set<int> needed;
      collect_slots(*value, needed);
      if (!has_all(needed)) continue;
      ExpressionKind kind = expression.kind;
      if (side == 1) {
        if (kind == ExpressionKind::Less)
          kind = ExpressionKind::Greater;
        else if (kind == ExpressionKind::LessEqual)
          kind = ExpressionKind::GreaterEqual;
        else if (kind == ExpressionKind::Greater)
          kind = ExpressionKind::Less;
        else if (kind == ExpressionKind::GreaterEqual)
          kind = ExpressionKind::LessEqual;
      }
      return PropertyTest{property->name, kind, value};
    }
    return std::nullopt;
  }

  Scan index_scan(const BoundNode& node, const std::string& label, const std::string& property,
                  IndexDescription index) {
    Scan scan;
    scan.label = label;
    scan.property = property;
    const double all = label_count(label);
    double rows = all;
    for (Predicate& predicate : predicates_) {
      if (predicate.done) continue;
      const auto test = property_test(predicate, node.slot);
      if (!test || test->property != property) continue;
      const bool range_free = !scan.bounds.prefix;
      if (test->kind == ExpressionKind::Equal) {
        Scan equal;
        equal.label = label;
        equal.property = property;
        equal.bounds.lower = equal.bounds.upper = test->value;
        equal.covered = {&predicate};
        equal.rows = all / std::max<double>(1, static_cast<double>(graph_.index_distinct(index)));
        return equal;
      }
      if (test->kind == ExpressionKind::StartsWith) {
        if (scan.bounds.lower || scan.bounds.upper || scan.bounds.prefix) continue;
        scan.bounds.prefix = test->value;
        rows *= kPrefixSelectivity;
      } else if (test->kind == ExpressionKind::Greater || test->kind == ExpressionKind::GreaterEqual) {
        if (!range_free || scan.bounds.lower) continue;
        scan.bounds.lower = test->value;
        scan.bounds.lower_inclusive = test->kind == ExpressionKind::GreaterEqual;
        rows *= kRangeSelectivity;
      } else {
        if (!range_free || scan.bounds.upper) continue;
        scan.bounds.upper = test->value;
        scan.bounds.upper_inclusive = test->kind == ExpressionKind::LessEqual;
        rows *= kRangeSelectivity;
      }
      scan.covered.push_back(&predicate);
    }
    scan.rows = scan.covered.empty() ? INFINITY : rows;
    return scan;
  }

  // What other predicates on the node will leave: such a node is a better start, though the scan reads as
  // much.
  double remaining_share(const BoundNode& node) const {
    double share = 1;
    for (const Predicate& predicate : predicates_) {
      if (predicate.done || !predicate.slots.contains(node.slot)) continue;
      std::set<int> others = predicate.slots;
      others.erase(node.slot);
      if (has_all(others) && predicate.expression->kind != ExpressionKind::HasLabels) {
        share *= selectivity(*predicate.expression);
      }
    }
    return share;
  }

  Scan best_scan(const BoundNode& node) {
    Scan best;
    best.rows = node_total();
    if (node.any_label) return best;
    for (const std::string& label : node.labels) {
      const double count = label_count(label);
      if (count >= best.rows && !best.label.empty()) continue;
      best.rows = count;
      best.label = label;
      best.covered.clear();
    }
    cover_label(best, node.slot);
    if (!optimise_) return best;
    for (const IndexDescription& index : graph_.indexes()) {
      for (const std::string& label : node.labels) {
        if (graph_.find_symbol(SymbolKind::Label, label) != index.label) continue;
        const std::string property(graph_.symbol_name(SymbolKind::Property, index.property));
        Scan scan = index_scan(node, label, property, index);
        if (scan.covered.empty() || scan.rows > best.rows) continue;
        cover_label(scan, node.slot);
        best = std::move(scan);
      }
    }
    return best.property.empty() && makes_index_ ? own_index_scan(node).value_or(best) : best;
  }

  // The label of the scan need not be tested.
  void cover_label(Scan& scan, int slot) {
    for (Predicate& predicate : predicates_) {
      const Expression& expression = *predicate.expression;
      if (!predicate.done && expression.kind == ExpressionKind::HasLabels && expression.names.size() == 1 &&
          expression.names[0] == scan.label && is_column(expression.child(0), slot)) {
        scan.covered.push_back(&predicate);
      }
    }
  }

  std::optional<Scan> own_index_scan(const BoundNode& node) {
    if (node.labels.empty()) return std::nullopt;
    for (Predicate& predicate : predicates_) {
      const auto test = predicate.done ? std::nullopt : property_test(predicate, node.slot);
      if (!test || test->kind != ExpressionKind::Equal) continue;
      Scan scan;
      scan.rows = 1;
      scan.label = node.labels[0];
      scan.property = test->property;
      scan.bounds.lower = scan.bounds.upper = test->value;
      scan.of_delta = true;
      scan.covered = {&predicate};
      cover_label(scan, node.slot);
      return scan;
    }
    return std::nullopt;
  }

  // Starts from a node that nothing leads to; false when every node is known.
  bool scan_next() {
    const BoundNode* chosen = nullptr;
    Scan chosen_scan;
    double chosen_rows = INFINITY;
    for (const BoundNode& node : match_.nodes) {
      if (has(node.slot)) continue;
      Scan scan = best_scan(node);
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
    if (best_start_rows < 0.9 * node_total()) return false;
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
      plan_->rows *= std::max(1.0, type_total(relationship));
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
      if (!has_all(slots)) return false;
    }
    if (relationship.shortest != ShortestKind::None) return from && to;
    if (relationship.bound) return relationship.variable_length ? from : true;
    return from || to;
  }

  double type_total(const BoundRelationship& relationship) const {
    if (relationship.types.empty()) return static_cast<double>(graph_.relationship_count(kNoSymbol));
    double total = 0;
    for (const std::string& type : relationship.types) {
      const SymbolId id = graph_.find_symbol(SymbolKind::Type, type);
      if (id != kNoSymbol) total += static_cast<double>(graph_.relationship_count(id));
    }
    return total;
  }

  // How many rows one row becomes.
  double fan_out(const BoundRelationship& relationship) const {
    const bool from = has(match_.nodes[relationship.from].slot), to = has(match_.nodes[relationship.to].slot);
    if (relationship.bound) return 0.01;
    double total = type_total(relationship);
    if (relationship.direction == Direction::Both) total *= 2;
    const BoundNode& start = match_.nodes[from ? relationship.from : relationship.to];
    const BoundNode& end = match_.nodes[from ? relationship.to : relationship.from];
    double starts = node_total();
    for (const std::string& label : start.labels)
      starts = std::min(starts, std::max(1.0, label_count(label)));
    double degree = total / starts;
    if (relationship.variable_length) {
      const double length = std::min<double>(static_cast<double>(relationship.upper.value_or(8)), 8);
      degree = std::max(degree, std::pow(std::max(degree, 1.1), length));
    }
    if (from && to) return std::min(degree, degree / node_total());
    return degree * (end.labels.empty() || end.any_label ? 1 : std::max(0.01, label_share(end.labels))) *
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
      add_predicate(label_predicate(end));
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
        add_predicate(loop_predicate(relationship));
      }
      available_.insert(from.slot);
    }
    available_.insert(relationship.slot);
    available_.insert(to.slot);
    placed_[index] = true;
  }

  // startNode(r) = endNode(r), for (a)-[r]-(a) with r known and a not.
  ExpressionPtr loop_predicate(const BoundRelationship& relationship) const {
    return make(ExpressionKind::Equal,
                {make_end("startNode", relationship), make_end("endNode", relationship)});
  }
  ExpressionPtr make_end(const std::string& function, const BoundRelationship& relationship) const {
    static const FunctionDescription kStart = end_function("startNode", false);
    static const FunctionDescription kEnd = end_function("endNode", true);
    ExpressionPtr call = make(ExpressionKind::Call, {column(relationship.slot, relationship.name)});
    call->name = function;
    call->function = function == "startNode" ? &kStart : &kEnd;
    return call;
  }
  static FunctionDescription end_function(const std::string& name, bool target) {
    FunctionDescription description;
    description.name = name;
    description.min_arguments = description.max_arguments = 1;
    description.call = [target](FunctionContext&, std::span<const Value> arguments) {
      const Relationship& relationship = arguments[0].relationship();
      return Value(Node{target ? relationship.target : relationship.source});
    };
    return description;
  }

  LogicalPtr plan_;
  const BoundMatch& match_;
  std::set<int>& available_;
  const GraphReader& graph_;
  bool optimise_;
  bool makes_index_ = false;  // without an index, the statement makes one for itself
  std::vector<Predicate> predicates_;
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
