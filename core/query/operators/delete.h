// DELETE and DETACH DELETE.
#pragma once

#include "core/query/operators/update.h"

namespace trama::query {

class DeleteOperator : public UpdateOperator {
 public:
  DeleteOperator(OperatorBase base, std::vector<int> kept,
                 std::vector<std::pair<EvaluatorPtr, ByteSpan>> targets, bool detach)
      : UpdateOperator(std::move(base), std::move(kept)), targets_(std::move(targets)), detach_(detach) {}

 protected:
  void apply(Execution& execution, Batch& rows) override;

 private:
  void remove(Execution& execution, const Value& value, ByteSpan span);
  void remove_node(Execution& execution, NodeId node, ByteSpan span);
  void remove_relationship(Execution& execution, const Relationship& relationship);
  void remove_found(Execution& execution, const Relationship& relationship);  // it is there

  std::vector<std::pair<EvaluatorPtr, ByteSpan>> targets_;
  bool detach_;
};

}  // namespace trama::query
