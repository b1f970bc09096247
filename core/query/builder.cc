#include "core/query/builder.h"

#include "core/query/expression_text.h"
#include "core/query/operator_parts.h"
#include "core/query/operators/count_trails.h"
#include "core/query/operators/create.h"
#include "core/query/operators/delete.h"
#include "core/query/operators/distinct.h"
#include "core/query/operators/limit.h"
#include "core/query/operators/optional.h"
#include "core/query/operators/project.h"
#include "core/query/operators/reach.h"
#include "core/query/operators/relationship_scan.h"
#include "core/query/operators/shortest_path.h"
#include "core/query/operators/statistics.h"
#include "core/query/operators/union.h"
#include "core/query/planner.h"

namespace trama::query {

namespace {

class ProfiledOperator : public Operator {
 public:
  ProfiledOperator(OperatorPtr inner, const CountingReader& reader, OperatorProfile& profile)
      : inner_(std::move(inner)), reader_(reader), profile_(profile) {}
  void open(Execution& execution) override {
    measure([&] { inner_->open(execution); });
  }
  bool next(Execution& execution, Batch& out) override {
    bool more = false;
    measure([&] { more = inner_->next(execution, out); });
    if (more) profile_.rows += out.rows;
    return more;
  }

 private:
  template <typename Step>
  void measure(Step step) {
    const auto start = std::chrono::steady_clock::now();
    const uint64_t reads = reader_.reads();
    step();
    profile_.reads += reader_.reads() - reads;
    profile_.time += std::chrono::steady_clock::now() - start;
  }

  OperatorPtr inner_;
  const CountingReader& reader_;
  OperatorProfile& profile_;
};

// A plan of a subquery together with the operators that refer to it.
class Subplan : public Operator {
 public:
  Subplan(LogicalPtr plan, OperatorPtr root) : plan_(std::move(plan)), root_(std::move(root)) {}
  void open(Execution& execution) override { root_->open(execution); }
  bool next(Execution& execution, Batch& out) override { return root_->next(execution, out); }

 private:
  LogicalPtr plan_;
  OperatorPtr root_;
};

}  // namespace

EvaluatorCompiler OperatorBuilder::compiler() {
  return {[this](const Expression& expression) { return this->subplan(expression); }, slots_};
}

OperatorPtr OperatorBuilder::subplan(const Expression& expression) {
  const BoundSubquery& subquery = *expression.subquery;
  std::set<int> wanted;
  if (subquery.result) collect_slots(*subquery.result, wanted);
  LogicalPtr plan = Planner(graph_, options_.optimise).plan(subquery.query, wanted);
  if (options_.inner_plans) {
    options_.inner_plans->push_back({owner_, expression_text(expression), plan.get()});
  }
  OperatorPtr root = OperatorBuilder(graph_, slots_, options_).build(*plan);
  return std::make_unique<Subplan>(std::move(plan), std::move(root));
}

OperatorBase OperatorBuilder::base(const LogicalOperator& op) {
  return {build(*op.inputs[0]), op.carried, slots_};
}

OperatorPtr OperatorBuilder::build(const LogicalOperator& op) {
  const LogicalOperator* const outer = std::exchange(owner_, &op);
  OperatorPtr result = make(op);
  owner_ = outer;
  if (options_.profiling == nullptr) return result;
  auto& profiles = options_.profiling->operators;
  profiles.push_back(std::make_unique<OperatorProfile>());
  profiles.back()->op = &op;
  return std::make_unique<ProfiledOperator>(std::move(result), options_.profiling->reader, *profiles.back());
}

OperatorPtr OperatorBuilder::make(const LogicalOperator& op) {
  if (OperatorPtr found = make_finding(op)) return found;
  if (OperatorPtr shaping = make_shaping(op)) return shaping;
  if (OperatorPtr writing = make_writing(op)) return writing;
  throw Error(ErrorKind::Internal, "a plan with an unknown operator");
}

OperatorPtr OperatorBuilder::make_finding(const LogicalOperator& op) {
  const EvaluatorCompiler compile = compiler();
  switch (op.kind) {
    case OperatorKind::NodeScan:
      return std::make_unique<NodeScanOperator>(base(op), op.to, op.label);
    case OperatorKind::IndexScan:
      return std::make_unique<IndexScanOperator>(base(op), op.to, op.label, op.property,
                                                 index_scan_bounds(op, compile), op.ordered);
    case OperatorKind::RelationshipScan:
      return std::make_unique<RelationshipScanOperator>(base(op), relationship_scan_spec(op));
    case OperatorKind::Statistics:
      return std::make_unique<StatisticsOperator>(
          base(op), op.to, op.label, op.types.empty() ? "" : op.types[0], op.counts_relationships);
    case OperatorKind::Expand:
      return std::make_unique<ExpandOperator>(base(op), expand_spec(op));
    case OperatorKind::CountTrails:
      return std::make_unique<CountTrailsOperator>(
          base(op),
          CountTrailsSpec{op.from, op.to, op.trail, op.different_from, op.left_before, op.keep_zero});
    case OperatorKind::Intersect:
      return std::make_unique<IntersectOperator>(base(op), intersect_spec(op));
    case OperatorKind::VariableExpand:
      return std::make_unique<VariableExpandOperator>(base(op), variable_expand_spec(op, compile));
    case OperatorKind::Reach:
      return std::make_unique<ReachOperator>(base(op), variable_expand_spec(op, compile));
    case OperatorKind::ShortestPath:
      return std::make_unique<ShortestPathOperator>(base(op), variable_expand_spec(op, compile),
                                                    op.shortest == ShortestKind::All);
    case OperatorKind::CheckRelationship:
      return std::make_unique<CheckRelationshipOperator>(base(op), check_relationship_spec(op));
    default:
      return nullptr;
  }
}

OperatorPtr OperatorBuilder::make_shaping(const LogicalOperator& op) {
  const EvaluatorCompiler compile = compiler();
  switch (op.kind) {
    case OperatorKind::SingleRow:
      return std::make_unique<SingleRow>();
    case OperatorKind::Argument: {
      auto argument = std::make_unique<Argument>(argument_columns(op), op.row_slot);
      argument_ = argument.get();
      return argument;
    }
    case OperatorKind::Filter:
      return std::make_unique<FilterOperator>(base(op), filter_predicates(op, compile));
    case OperatorKind::Project:
      return std::make_unique<ProjectOperator>(base(op), projected_columns(op, compile));
    case OperatorKind::Aggregate:
      return std::make_unique<AggregateOperator>(base(op), aggregate_keys(op, compile),
                                                 aggregate_specs(op, compile));
    case OperatorKind::Distinct:
      return std::make_unique<DistinctOperator>(base(op), op.slots);
    case OperatorKind::Sort:
      return std::make_unique<SortOperator>(base(op), sort_keys(op, compile),
                                            compile.compile_optional(op.skip),
                                            compile.compile_optional(op.limit));
    case OperatorKind::Skip:
      return std::make_unique<SkipOperator>(base(op), compile.compile(*op.count), op.count->span);
    case OperatorKind::Limit:
      return std::make_unique<LimitOperator>(base(op), compile.compile(*op.count), op.count->span);
    case OperatorKind::Unwind:
      return std::make_unique<UnwindOperator>(base(op), unwind_source(op, compile), op.to);
    case OperatorKind::Optional: {
      OperatorBase outer = base(op);
      OperatorPtr inner = build(*op.inputs[1]);  // makes `argument_`
      return std::make_unique<OptionalOperator>(std::move(outer), std::move(inner), argument_, op.row_slot,
                                                op.slots);
    }
    case OperatorKind::Union: {
      std::vector<OperatorPtr> parts;
      parts.reserve(op.inputs.size());
      for (const LogicalPtr& part : op.inputs) parts.push_back(build(*part));
      return std::make_unique<UnionOperator>(std::move(parts), op.part_slots, op.slots, op.distinct, slots_);
    }
    default:
      return nullptr;
  }
}

OperatorPtr OperatorBuilder::make_writing(const LogicalOperator& op) {
  const EvaluatorCompiler compile = compiler();
  switch (op.kind) {
    case OperatorKind::Create:
      return std::make_unique<CreateOperator>(base(op), kept_columns(op),
                                              PatternCreator(op.create, compile, false));
    case OperatorKind::Merge: {
      OperatorBase outer = base(op);
      PatternCreator creator(op.create, compile, true);
      OperatorPtr inner = build(*op.inputs[1]);  // makes `argument_`
      return std::make_unique<MergeOperator>(
          std::move(outer), kept_columns(op), std::move(creator), std::move(inner), argument_, op.slots,
          set_actions(op.on_match, false, compile), set_actions(op.on_create, false, compile));
    }
    case OperatorKind::Set:
      return std::make_unique<SetOperator>(base(op), kept_columns(op),
                                           set_actions(op.set.items, op.set.remove, compile));
    case OperatorKind::Delete:
      return std::make_unique<DeleteOperator>(base(op), kept_columns(op), delete_targets(op, compile),
                                              op.deletion.detach);
    case OperatorKind::Call:
      if (op.call.procedure->writes) {
        return std::make_unique<WritingCallOperator>(base(op), kept_columns(op), procedure_call(op, compile));
      }
      return std::make_unique<CallOperator>(base(op), procedure_call(op, compile));
    default:
      return nullptr;
  }
}

}  // namespace trama::query
