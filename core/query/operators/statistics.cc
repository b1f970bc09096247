#include "core/query/operators/statistics.h"

namespace trama::query {

StatisticsOperator::StatisticsOperator(OperatorBase base, int slot, const std::string& label,
                                       const std::string& type, bool relationships)
    : base_(std::move(base)),
      slot_(static_cast<size_t>(slot)),
      relationships_(relationships),
      named_(!(relationships ? type : label).empty()),
      name_(relationships ? SymbolKind::Type : SymbolKind::Label, relationships ? type : label) {}

bool StatisticsOperator::next(Execution& execution, Batch& out) {
  if (!base_.input->next(execution, out)) return false;
  const SymbolId id = named_ ? name_.id(execution) : kNoSymbol;
  uint64_t count = 0;
  if (!named_ || id != kNoSymbol) {
    count = relationships_ ? execution.graph->relationship_count(id) : execution.graph->node_count(id);
  }
  fill(out.columns[slot_], Value(static_cast<int64_t>(count)), out.rows);
  return true;
}

}  // namespace trama::query
