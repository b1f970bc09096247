#include "core/query/pattern_scan.h"

#include <cmath>
#include <utility>

namespace trama::query {

namespace {

// n.property on one side of a comparison, the other side without n.
struct PropertyTest {
  std::string property;
  ExpressionKind kind = ExpressionKind::Equal;
  ExpressionPtr value;
};

// The comparison with its sides exchanged.
ExpressionKind mirrored(ExpressionKind comparison) {
  switch (comparison) {
    case ExpressionKind::Less:
      return ExpressionKind::Greater;
    case ExpressionKind::LessEqual:
      return ExpressionKind::GreaterEqual;
    case ExpressionKind::Greater:
      return ExpressionKind::Less;
    case ExpressionKind::GreaterEqual:
      return ExpressionKind::LessEqual;
    default:
      return comparison;
  }
}

class ScanFinder {
 public:
  ScanFinder(const BoundNode& node, PatternPredicates& predicates, const std::set<int>& available,
             const GraphReader& graph)
      : node_(node), predicates_(predicates), available_(available), graph_(graph), estimates_(graph) {}

  PatternScan best(ScanOptions options) {
    PatternScan best;
    best.rows = estimates_.node_total();
    if (node_.any_label) return best;
    for (const std::string& label : node_.labels) {
      const double count = estimates_.label_count(label);
      if (count >= best.rows && !best.label.empty()) continue;
      best.rows = count;
      best.label = label;
    }
    cover_label(best);
    if (!options.use_indexes) return best;
    for (const IndexDescription& index : graph_.indexes()) {
      for (const std::string& label : node_.labels) {
        if (graph_.find_symbol(SymbolKind::Label, label) != index.label) continue;
        PatternScan scan = index_scan(label, index);
        if (scan.covered.empty() || scan.rows > best.rows) continue;
        cover_label(scan);
        best = std::move(scan);
      }
    }
    return best.property.empty() && options.make_index ? own_index_scan().value_or(best) : best;
  }

 private:
  // The label of the scan need not be tested.
  void cover_label(PatternScan& scan) {
    for (Predicate& predicate : predicates_.all()) {
      const Expression& expression = *predicate.expression;
      if (!predicate.done && expression.kind == ExpressionKind::HasLabels && expression.names.size() == 1 &&
          expression.names[0] == scan.label && is_column(expression.child(0), node_.slot)) {
        scan.covered.push_back(&predicate);
      }
    }
  }

  // The test as one of n.property, where it is one and the other side is known before n is.
  std::optional<PropertyTest> property_test(const Predicate& predicate) const {
    if (predicate.done) return std::nullopt;
    const Expression& expression = *predicate.expression;
    const bool prefix = expression.kind == ExpressionKind::StartsWith;
    const bool comparison = expression.kind >= ExpressionKind::Equal &&
                            expression.kind <= ExpressionKind::GreaterEqual &&
                            expression.kind != ExpressionKind::NotEqual;
    if (!comparison && !prefix) return std::nullopt;
    for (size_t side = 0; side < 2; ++side) {
      const ExpressionPtr& property = expression.child(side);
      const ExpressionPtr& value = expression.child(1 - side);
      if (property->kind != ExpressionKind::Property || !is_column(property->child(0), node_.slot)) continue;
      if (side == 1 && prefix) continue;
      std::set<int> needed;
      collect_slots(*value, needed);
      if (!has_all(available_, needed)) continue;
      return PropertyTest{property->name, side == 0 ? expression.kind : mirrored(expression.kind), value};
    }
    return std::nullopt;
  }

  PatternScan index_scan(const std::string& label, IndexDescription index) {
    PatternScan scan;
    scan.label = label;
    scan.property = graph_.symbol_name(SymbolKind::Property, index.property);
    const double all = estimates_.label_count(label);
    scan.rows = all;
    for (Predicate& predicate : predicates_.all()) {
      const auto test = property_test(predicate);
      if (!test || test->property != scan.property) continue;
      if (test->kind == ExpressionKind::Equal) {
        // Better than any range: what was narrowed so far is left to filters.
        scan.bounds = {};
        scan.bounds.lower = scan.bounds.upper = test->value;
        scan.covered = {&predicate};
        scan.rows = all / std::max<double>(1, static_cast<double>(graph_.index_distinct(index)));
        return scan;
      }
      narrow(scan, *test, predicate);
    }
    if (scan.covered.empty()) scan.rows = INFINITY;
    return scan;
  }

  // Takes the test over where the bound that it gives is free: a scan has one prefix, or one bound a side.
  static void narrow(PatternScan& scan, const PropertyTest& test, Predicate& predicate) {
    IndexBoundExpressions& bounds = scan.bounds;
    if (bounds.prefix) return;
    switch (test.kind) {
      case ExpressionKind::StartsWith:
        if (bounds.lower || bounds.upper) return;
        bounds.prefix = test.value;
        scan.rows *= kPrefixSelectivity;
        break;
      case ExpressionKind::Greater:
      case ExpressionKind::GreaterEqual:
        if (bounds.lower) return;
        bounds.lower = test.value;
        bounds.lower_inclusive = test.kind == ExpressionKind::GreaterEqual;
        scan.rows *= kRangeSelectivity;
        break;
      default:
        if (bounds.upper) return;
        bounds.upper = test.value;
        bounds.upper_inclusive = test.kind == ExpressionKind::LessEqual;
        scan.rows *= kRangeSelectivity;
    }
    scan.covered.push_back(&predicate);
  }

  std::optional<PatternScan> own_index_scan() {
    if (node_.labels.empty()) return std::nullopt;
    for (Predicate& predicate : predicates_.all()) {
      const auto test = property_test(predicate);
      if (!test || test->kind != ExpressionKind::Equal) continue;
      PatternScan scan;
      scan.rows = 1;
      scan.label = node_.labels[0];
      scan.property = test->property;
      scan.bounds.lower = scan.bounds.upper = test->value;
      scan.of_delta = true;
      scan.covered = {&predicate};
      cover_label(scan);
      return scan;
    }
    return std::nullopt;
  }

  const BoundNode& node_;
  PatternPredicates& predicates_;
  const std::set<int>& available_;
  const GraphReader& graph_;
  Estimates estimates_;
};

}  // namespace

PatternScan best_scan(const BoundNode& node, PatternPredicates& predicates, const std::set<int>& available,
                      const GraphReader& graph, ScanOptions options) {
  return ScanFinder(node, predicates, available, graph).best(options);
}

}  // namespace trama::query
