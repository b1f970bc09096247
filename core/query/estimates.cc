#include "core/query/estimates.h"

#include <algorithm>

namespace trama::query {

double Estimates::node_total() const {
  return std::max<double>(1, static_cast<double>(graph_.node_count(kNoSymbol)));
}

double Estimates::label_count(const std::string& label) const {
  const SymbolId id = graph_.find_symbol(SymbolKind::Label, label);
  return id == kNoSymbol ? 0 : static_cast<double>(graph_.node_count(id));
}

double Estimates::label_share(const std::vector<std::string>& labels) const {
  double share = 1;
  for (const std::string& label : labels) share = std::min(share, label_count(label) / node_total());
  return share;
}

double Estimates::type_total(const BoundRelationship& relationship) const {
  if (relationship.types.empty()) return static_cast<double>(graph_.relationship_count(kNoSymbol));
  double total = 0;
  for (const std::string& type : relationship.types) {
    const SymbolId id = graph_.find_symbol(SymbolKind::Type, type);
    if (id != kNoSymbol) total += static_cast<double>(graph_.relationship_count(id));
  }
  return total;
}

double Estimates::selectivity(const Expression& predicate) const {
  switch (predicate.kind) {
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
      return label_share(predicate.names);
    default:
      return 0.5;
  }
}

}  // namespace trama::query
