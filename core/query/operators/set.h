// SET and REMOVE.
#pragma once

#include "core/query/operators/update.h"

namespace trama::query {

// One item of a SET, a REMOVE, an ON MATCH or an ON CREATE.
class SetAction {
 public:
  SetAction(const SetItem& item, bool remove, const EvaluatorCompiler& compiler);
  void apply(Execution& execution, const Batch& batch, size_t row);

 private:
  void set_property(Execution& execution, const Value& target, const std::string& name, const Value& value);
  void set_labels(Execution& execution, Node node);
  void set_properties(Execution& execution, const Value& target, const Value& value);

  SetKind kind_;
  bool remove_;
  ByteSpan span_;
  EvaluatorPtr target_, value_;
  std::string property_;
  std::vector<std::string> labels_;
};

class SetOperator : public UpdateOperator {
 public:
  SetOperator(OperatorBase base, std::vector<int> kept, std::vector<SetAction> actions)
      : UpdateOperator(std::move(base), std::move(kept)), actions_(std::move(actions)) {}

 protected:
  void apply(Execution& execution, Batch& rows) override;

 private:
  std::vector<SetAction> actions_;
};

}  // namespace trama::query
