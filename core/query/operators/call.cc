#include "core/query/operators/call.h"

namespace trama::query {

namespace {

// A declared FLOAT takes an integer as the float it is.
Value coerced(Value value, const std::string& type) {
  const bool float_wanted = type.starts_with("FLOAT");
  return float_wanted && value.type() == ValueType::Integer ? Value(value.number()) : value;
}

}  // namespace

bool CallOperator::next(Execution& execution, Batch& out) {
  std::vector<uint32_t> rows;
  std::vector<Column> columns(results_.size());
  while (rows.empty()) {
    execution.poll();
    if (!base_.input->next(execution, input_)) return false;
    for (uint32_t row = 0; row < input_.rows; ++row) {
      std::vector<Value> arguments;
      for (size_t i = 0; i < arguments_.size(); ++i) {
        arguments.push_back(
            coerced(arguments_[i]->value(execution, input_, row), procedure_.arguments[i].type));
      }
      std::vector<std::vector<Value>> found;
      try {
        found = procedure_.call(*execution.functions, arguments);
      } catch (Error& error) {
        if (error.span()) throw;
        throw error.at(span_);
      }
      if (procedure_.results.empty()) rows.push_back(row);  // a void procedure passes its rows on
      if (procedure_.results.empty()) continue;
      for (const std::vector<Value>& result : found) {
        rows.push_back(row);
        for (size_t i = 0; i < results_.size(); ++i) columns[i].append(result[results_[i].first]);
      }
    }
  }
  carry(base_.carried, input_, Selection::of(rows), out);
  for (size_t i = 0; i < results_.size(); ++i) {
    out.columns[static_cast<size_t>(results_[i].second)] = std::move(columns[i]);
  }
  out.rows = rows.size();
  return true;
}

}  // namespace trama::query
