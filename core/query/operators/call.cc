#include "core/query/operators/call.h"

namespace trama::query {

namespace {

// A declared FLOAT takes an integer as the float it is.
Value coerced(Value value, const std::string& type) {
  const bool float_wanted = type.starts_with("FLOAT");
  return float_wanted && value.type() == ValueType::Integer ? Value(value.number()) : value;
}

}  // namespace

void ProcedureCall::run(Execution& execution, const Batch& input, std::vector<uint32_t>& rows,
                        std::vector<Column>& columns) const {
  for (uint32_t row = 0; row < input.rows; ++row) {
    std::vector<Value> arguments;
    for (size_t i = 0; i < arguments_.size(); ++i) {
      arguments.push_back(coerced(arguments_[i]->value(execution, input, row), procedure_.arguments[i].type));
    }
    std::vector<std::vector<Value>> found;
    try {
      found = procedure_.call(*execution.functions, arguments);
    } catch (Error& error) {
      if (error.span()) throw;
      throw error.at(span_);
    }
    if (procedure_.results.empty()) rows.push_back(row);
    if (procedure_.results.empty()) continue;
    for (const std::vector<Value>& result : found) {
      rows.push_back(row);
      for (size_t i = 0; i < results_.size(); ++i) columns[i].append(result[results_[i].first]);
    }
  }
}

bool CallOperator::next(Execution& execution, Batch& out) {
  std::vector<uint32_t> rows;
  std::vector<Column> columns(call_.results().size());
  while (rows.empty()) {
    execution.poll();
    if (!base_.input->next(execution, input_)) return false;
    call_.run(execution, input_, rows, columns);
    charge_.set(execution, RetainedColumns().count(columns));
  }
  carry(base_.carried, input_, Selection::of(rows), out);
  for (size_t i = 0; i < columns.size(); ++i) {
    out.columns[static_cast<size_t>(call_.results()[i].second)] = std::move(columns[i]);
  }
  out.rows = rows.size();
  return true;
}

void WritingCallOperator::apply(Execution& execution, Batch& rows) {
  std::vector<uint32_t> selected;
  std::vector<Column> columns(call_.results().size());
  call_.run(execution, rows, selected, columns);
  Batch called(rows.columns.size());
  carry(base_.carried, rows, Selection::of(selected), called);
  for (size_t i = 0; i < columns.size(); ++i) {
    called.columns[static_cast<size_t>(call_.results()[i].second)] = std::move(columns[i]);
  }
  called.rows = selected.size();
  rows = std::move(called);
}

std::vector<int> WritingCallOperator::made() const {
  std::vector<int> slots;
  for (const auto& [column, slot] : call_.results()) slots.push_back(slot);
  return slots;
}

}  // namespace trama::query
