// CREATE: new nodes, relationships and paths for each row; and MERGE, which creates where it finds nothing.
#pragma once

#include "core/query/operators/argument.h"
#include "core/query/operators/set.h"
#include "core/query/operators/update.h"

namespace trama::query {

// Makes the elements of one pattern for one row, in the order of the pattern.
class PatternCreator {
 public:
  PatternCreator(const BoundCreate& create, const EvaluatorCompiler& compiler, bool merge);
  // Sets the columns of the new elements at `row`; they are as long as the batch.
  void create(Execution& execution, Batch& batch, size_t row);
  // The columns that `create` fills, as nulls for every row.
  void prepare(Execution& execution, Batch& batch);
  std::vector<int> made() const;
  // MERGE cannot look for null.
  void check_not_null(Execution& execution, const Batch& batch, size_t row);

 private:
  struct NewNode {
    size_t slot;
    std::vector<std::string> labels;
    EvaluatorPtr properties;
    ByteSpan span;
  };
  struct NewRelationship {
    size_t slot;
    std::string type;
    size_t source, target;
    EvaluatorPtr properties;
    ByteSpan span;
  };

  Map properties(Execution& execution, const Batch& batch, size_t row, Evaluator* evaluator, ByteSpan span);

  bool merge_;
  std::vector<NewNode> nodes_;
  std::vector<NewRelationship> relationships_;
  std::vector<std::pair<size_t, EvaluatorPtr>> imports_, paths_;
};

class CreateOperator : public UpdateOperator {
 public:
  CreateOperator(OperatorBase base, std::vector<int> kept, PatternCreator creator)
      : UpdateOperator(std::move(base), std::move(kept)), creator_(std::move(creator)) {}

 protected:
  void apply(Execution& execution, Batch& rows) override;
  std::vector<int> made() const override { return creator_.made(); }

 private:
  PatternCreator creator_;
};

class MergeOperator : public UpdateOperator {
 public:
  MergeOperator(OperatorBase base, std::vector<int> kept, PatternCreator creator, OperatorPtr match,
                Argument* argument, std::vector<int> made, std::vector<SetAction> on_match,
                std::vector<SetAction> on_create)
      : UpdateOperator(std::move(base), std::move(kept)),
        creator_(std::move(creator)),
        match_(std::move(match)),
        argument_(argument),
        made_(std::move(made)),
        on_match_(std::move(on_match)),
        on_create_(std::move(on_create)),
        found_(base_.slots) {}

 protected:
  void apply(Execution& execution, Batch& rows) override;
  std::vector<int> made() const override { return made_; }

 private:
  PatternCreator creator_;
  OperatorPtr match_;
  Argument* argument_;
  std::vector<int> made_;
  std::vector<SetAction> on_match_, on_create_;
  Batch found_;
};

}  // namespace trama::query
