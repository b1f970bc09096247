#include "core/query/operators/scan.h"

#include <algorithm>

#include "core/graph/held_scan.h"

namespace trama::query {

NodeScanOperator::NodeScanOperator(OperatorBase base, int slot, const std::string& label)
    : base_(std::move(base)),
      slot_(static_cast<size_t>(slot)),
      labelled_(!label.empty()),
      label_(SymbolKind::Label, label),
      input_(base_.slots) {}

void NodeScanOperator::open(Execution& execution) {
  execution.keep_scan(scan_, registered_);
  base_.input->open(execution);
  has_input_ = false;
  scan_.reset();
  nodes_.clear();
  row_ = 0;
  limit_ = 64;
}

// Every batch of nodes meets every input row, so that the scan runs once an input batch and not once a row.
bool NodeScanOperator::next(Execution& execution, Batch& out) {
  for (;;) {
    execution.poll();
    if (has_input_ && row_ < input_.rows && !nodes_.empty()) {
      if (!base_.carried.empty()) {
        rows_.assign(nodes_.size(), static_cast<uint32_t>(row_));
        carry(base_.carried, input_, Selection::of(rows_), out);
      }
      ++row_;
      set_rows<Column::Nodes>(out.columns[slot_], nodes_);
      out.rows = nodes_.size();
      return true;
    }
    if (!has_input_) {
      if (!base_.input->next(execution, input_)) return false;
      has_input_ = true;
      const SymbolId label = labelled_ ? label_.id(execution) : kNoSymbol;
      scan_ = labelled_ && label == kNoSymbol ? nullptr : execution.graph->scan_nodes(label);
    }
    // Small batches first, so that LIMIT 1 does not read a thousand nodes.
    row_ = 0;
    if (!scan_ || !scan_->next(nodes_, limit_)) {
      nodes_.clear();
      scan_.reset();
      has_input_ = false;
    }
    limit_ = std::min(limit_ * 4, kBatchRows);
  }
}

IndexScanOperator::IndexScanOperator(OperatorBase base, int slot, const std::string& label,
                                     const std::string& property, IndexBoundEvaluators bounds, bool ordered)
    : base_(std::move(base)),
      slot_(static_cast<size_t>(slot)),
      label_(SymbolKind::Label, label),
      property_(SymbolKind::Property, property),
      bounds_(std::move(bounds)),
      ordered_(ordered),
      input_(base_.slots) {}

void IndexScanOperator::open(Execution& execution) {
  execution.keep_scan(scan_, registered_);
  base_.input->open(execution);
  scan_.reset();
  input_.rows = 0;
  row_ = 0;
  limit_ = ordered_ ? 32 : kBatchRows;
}

bool IndexScanOperator::start_scan(Execution& execution) {
  const IndexDescription index{label_.id(execution), property_.id(execution)};
  if (index.label == kNoSymbol || index.property == kNoSymbol) return false;
  if (bounds_.equal && bounds_.lower && !ordered_) {
    const Value value = bounds_.lower->value(execution, input_, row_);
    if (!value.is_null()) execution.graph->find_by_index(index, value, found_);
    rows_.resize(found_.size(), static_cast<uint32_t>(row_));
    return false;
  }
  IndexRange range;
  range.lower_inclusive = bounds_.lower_inclusive;
  range.upper_inclusive = bounds_.upper_inclusive;
  if (bounds_.prefix) {
    const Value prefix = bounds_.prefix->value(execution, input_, row_);
    if (prefix.type() != ValueType::String) return false;
    range.prefix = prefix.string();
  } else {
    if (bounds_.lower) {
      range.lower = bounds_.lower->value(execution, input_, row_);
      if (range.lower->is_null()) return false;
    }
    if (bounds_.equal) {
      range.upper = range.lower;
    } else if (bounds_.upper) {
      range.upper = bounds_.upper->value(execution, input_, row_);
      if (range.upper->is_null()) return false;
    }
  }
  scan_ = ordered_ ? sorted_scan(execution, index, range) : execution.graph->scan_index(index, range);
  return true;
}

std::unique_ptr<NodeScan> IndexScanOperator::sorted_scan(Execution& execution, IndexDescription index,
                                                         const IndexRange& range) {
  if (auto scan = execution.graph->scan_index_in_order(index, range)) return scan;
  // The reader cannot: all that it finds, sorted.
  std::vector<NodeId> found, batch;
  const auto scan = execution.graph->scan_index(index, range);
  while (scan->next(batch, kBatchRows)) found.insert(found.end(), batch.begin(), batch.end());
  Column values;
  execution.graph->node_property(found, index.property, values);
  std::vector<std::pair<Value, NodeId>> pairs;
  for (size_t i = 0; i < found.size(); ++i) pairs.emplace_back(values.at(i), found[i]);
  std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
    const std::strong_ordering result = order(a.first, b.first);
    return result != 0 ? result < 0 : a.second < b.second;
  });
  for (size_t i = 0; i < found.size(); ++i) found[i] = pairs[i].second;
  return std::make_unique<HeldNodes>(std::move(found));
}

bool IndexScanOperator::next(Execution& execution, Batch& out) {
  found_.clear();
  rows_.clear();
  while (rows_.size() < kBatchRows) {
    if (scan_) {
      if (scan_->next(nodes_, limit_)) {
        found_.insert(found_.end(), nodes_.begin(), nodes_.end());
        rows_.resize(found_.size(), static_cast<uint32_t>(row_));
        if (!ordered_) continue;
        // A LIMIT above often wants few of them.
        limit_ = std::min(limit_ * 4, kBatchRows);
        break;
      }
      scan_.reset();
      ++row_;
    }
    if (row_ >= input_.rows) {
      if (!rows_.empty()) break;  // the rows found refer to this input batch
      execution.poll();
      if (!base_.input->next(execution, input_)) {
        input_.rows = 0;
        return false;
      }
      row_ = 0;
    }
    if (!start_scan(execution)) ++row_;
  }
  carry(base_.carried, input_, Selection::of(rows_), out);
  set_rows<Column::Nodes>(out.columns[slot_], found_);
  out.rows = found_.size();
  return true;
}

}  // namespace trama::query
