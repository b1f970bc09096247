#include "core/query/builder.h"

#include "core/query/operators/aggregate.h"
#include "core/query/operators/call.h"
#include "core/query/operators/check_relationship.h"
#include "core/query/operators/count_trails.h"
#include "core/query/operators/create.h"
#include "core/query/operators/delete.h"
#include "core/query/operators/distinct.h"
#include "core/query/operators/filter.h"
#include "core/query/operators/intersect.h"
#include "core/query/operators/limit.h"
#include "core/query/operators/optional.h"
#include "core/query/operators/project.h"
#include "core/query/operators/reach.h"
#include "core/query/operators/relationship_scan.h"
#include "core/query/operators/scan.h"
#include "core/query/operators/set.h"
#include "core/query/operators/shortest_path.h"
#include "core/query/operators/sort.h"
#include "core/query/operators/statistics.h"
#include "core/query/operators/union.h"
#include "core/query/operators/unwind.h"
#include "core/query/operators/variable_expand.h"
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

bool is_live(const LogicalOperator& op, int slot) { return slot >= 0 && op.live.contains(slot); }

ExpandSpec expand_spec(const LogicalOperator& op) {
  ExpandSpec spec;
  spec.from = op.from;
  spec.relationship = is_live(op, op.relationship) ? op.relationship : -1;
  spec.to = op.into || is_live(op, op.to) ? op.to : -1;
  spec.into = op.into;
  spec.direction = op.direction;
  spec.types = op.types;
  spec.label = op.label;
  spec.different_from = op.different_from;
  return spec;
}

IntersectSpec intersect_spec(const LogicalOperator& op) {
  IntersectSpec spec;
  spec.opening = expand_spec(op);
  const LogicalOperator::Closing& closing = op.closing;
  spec.closing.from = closing.from;
  spec.closing.relationship = is_live(op, closing.relationship) ? closing.relationship : -1;
  spec.closing.direction = closing.direction;
  spec.closing.types = closing.types;
  spec.closing.different_from = closing.different_from;
  spec.legs_differ = closing.legs_differ;
  return spec;
}

UnwindSource unwind_source(const Expression& list, const EvaluatorCompiler& compile) {
  UnwindSource source;
  source.span = list.span;
  if (list.kind != ExpressionKind::Call || list.function->name != "range") {
    source.list = compile.compile(list);
    source.made = list.kind != ExpressionKind::Variable && list.kind != ExpressionKind::Parameter;
    return source;
  }
  for (const ExpressionPtr& argument : list.children) source.range.push_back(compile.compile(*argument));
  return source;
}

// Of a variable or its property: the slot; else -1.
int subject(const Expression& expression) {
  const Expression& variable =
      expression.kind == ExpressionKind::Property ? *expression.child(0) : expression;
  return variable.kind == ExpressionKind::Variable && !variable.local ? variable.slot : -1;
}

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
  const EvaluatorCompiler compile = compiler();
  const auto columns = [&] {
    std::vector<std::pair<int, EvaluatorPtr>> result;
    for (const BoundColumn& column : op.columns) {
      result.emplace_back(column.slot, compile.compile(*column.expression));
    }
    return result;
  };
  // Updates keep every column that their input delivers.
  const auto kept = [&] {
    const std::set<int>& live = op.inputs[0]->live;
    return std::vector<int>(live.begin(), live.end());
  };
  const auto actions = [&](const std::vector<SetItem>& items, bool remove) {
    std::vector<SetAction> result;
    for (const SetItem& item : items) result.emplace_back(item, remove, compile);
    return result;
  };
  const auto variable_spec = [&] {
    VariableExpandSpec spec;
    spec.step = expand_spec(op);
    spec.lower = op.lower;
    spec.upper = op.upper.value_or(UINT64_MAX);
    spec.reversed = op.reversed;
    spec.each = compile.compile_optional(op.each);
    spec.each_slot = op.each_slot;
    if (op.each) spec.each_span = op.each->span;
    return spec;
  };

  switch (op.kind) {
    case OperatorKind::SingleRow:
      return std::make_unique<SingleRow>();
    case OperatorKind::Argument: {
      std::vector<int> carried;
      for (const int slot : op.carried) {
        if (slot != op.row_slot) carried.push_back(slot);
      }
      auto argument = std::make_unique<Argument>(std::move(carried), op.row_slot);
      argument_ = argument.get();
      return argument;
    }
    case OperatorKind::NodeScan:
      return std::make_unique<NodeScanOperator>(base(op), op.to, op.label);
    case OperatorKind::IndexScan: {
      IndexBoundEvaluators bounds;
      bounds.lower = compile.compile_optional(op.bounds.lower);
      bounds.equal = op.bounds.upper == op.bounds.lower;
      if (!bounds.equal) bounds.upper = compile.compile_optional(op.bounds.upper);
      bounds.prefix = compile.compile_optional(op.bounds.prefix);
      bounds.lower_inclusive = op.bounds.lower_inclusive;
      bounds.upper_inclusive = op.bounds.upper_inclusive;
      return std::make_unique<IndexScanOperator>(base(op), op.to, op.label, op.property, std::move(bounds),
                                                 op.ordered);
    }
    case OperatorKind::RelationshipScan: {
      ExpandSpec spec = expand_spec(op);
      spec.from = is_live(op, op.made_from) ? op.made_from : -1;
      return std::make_unique<RelationshipScanOperator>(base(op), spec);
    }
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
      return std::make_unique<VariableExpandOperator>(base(op), variable_spec());
    case OperatorKind::Reach:
      return std::make_unique<ReachOperator>(base(op), variable_spec());
    case OperatorKind::ShortestPath:
      return std::make_unique<ShortestPathOperator>(base(op), variable_spec(),
                                                    op.shortest == ShortestKind::All);
    case OperatorKind::CheckRelationship: {
      CheckRelationshipSpec spec;
      spec.step = expand_spec(op);
      spec.step.relationship = op.relationship;
      spec.made_from = op.made_from;
      spec.variable_length = op.variable_length;
      spec.lower = op.lower;
      spec.upper = op.upper.value_or(UINT64_MAX);
      return std::make_unique<CheckRelationshipOperator>(base(op), spec);
    }
    case OperatorKind::Filter: {
      std::vector<FilterOperator::Predicate> predicates;
      for (const ExpressionPtr& predicate : op.predicates) {
        predicates.push_back({compile.compile(*predicate), predicate->span});
      }
      return std::make_unique<FilterOperator>(base(op), std::move(predicates));
    }
    case OperatorKind::Project:
      return std::make_unique<ProjectOperator>(base(op), columns());
    case OperatorKind::Aggregate: {
      std::vector<AggregateSpec> aggregates;
      for (const BoundAggregate& aggregate : op.aggregates) {
        AggregateSpec spec;
        spec.weight = op.weight;
        spec.function = aggregate.function;
        for (const ExpressionPtr& argument : aggregate.arguments) {
          spec.arguments.push_back(compile.compile(*argument));
          spec.span = argument->span;
        }
        spec.distinct = aggregate.distinct;
        spec.slot = aggregate.slot;
        aggregates.push_back(std::move(spec));
      }
      std::vector<AggregateKey> keys;
      for (const BoundColumn& column : op.columns) {
        keys.push_back({column.slot, compile.compile(*column.expression), subject(*column.expression)});
      }
      return std::make_unique<AggregateOperator>(base(op), std::move(keys), std::move(aggregates));
    }
    case OperatorKind::Distinct:
      return std::make_unique<DistinctOperator>(base(op), op.slots);
    case OperatorKind::Sort: {
      std::vector<SortKey> keys;
      for (const BoundSort& sort : op.order)
        keys.push_back({compile.compile(*sort.expression), sort.descending});
      return std::make_unique<SortOperator>(base(op), std::move(keys), compile.compile_optional(op.skip),
                                            compile.compile_optional(op.limit));
    }
    case OperatorKind::Skip:
      return std::make_unique<SkipOperator>(base(op), compile.compile(*op.count), op.count->span);
    case OperatorKind::Limit:
      return std::make_unique<LimitOperator>(base(op), compile.compile(*op.count), op.count->span);
    case OperatorKind::Unwind:
      return std::make_unique<UnwindOperator>(base(op), unwind_source(*op.list, compile), op.to);
    case OperatorKind::Optional: {
      OperatorBase outer = base(op);
      OperatorPtr inner = build(*op.inputs[1]);
      return std::make_unique<OptionalOperator>(std::move(outer), std::move(inner), argument_, op.row_slot,
                                                op.slots);
    }
    case OperatorKind::Union: {
      std::vector<OperatorPtr> parts;
      for (const LogicalPtr& part : op.inputs) parts.push_back(build(*part));
      return std::make_unique<UnionOperator>(std::move(parts), op.part_slots, op.slots, op.distinct, slots_);
    }
    case OperatorKind::Create:
      return std::make_unique<CreateOperator>(base(op), kept(), PatternCreator(op.create, compile, false));
    case OperatorKind::Merge: {
      OperatorBase outer = base(op);
      PatternCreator creator(op.create, compile, true);
      OperatorPtr inner = build(*op.inputs[1]);
      return std::make_unique<MergeOperator>(std::move(outer), kept(), std::move(creator), std::move(inner),
                                             argument_, op.slots, actions(op.on_match, false),
                                             actions(op.on_create, false));
    }
    case OperatorKind::Set:
      return std::make_unique<SetOperator>(base(op), kept(), actions(op.set.items, op.set.remove));
    case OperatorKind::Delete: {
      std::vector<std::pair<EvaluatorPtr, ByteSpan>> targets;
      for (const ExpressionPtr& target : op.deletion.targets) {
        targets.emplace_back(compile.compile(*target), target->span);
      }
      return std::make_unique<DeleteOperator>(base(op), kept(), std::move(targets), op.deletion.detach);
    }
    case OperatorKind::Call: {
      std::vector<EvaluatorPtr> arguments;
      for (const ExpressionPtr& argument : op.call.arguments) arguments.push_back(compile.compile(*argument));
      ProcedureCall call(op.call, std::move(arguments));
      if (!op.call.procedure->writes) return std::make_unique<CallOperator>(base(op), std::move(call));
      return std::make_unique<WritingCallOperator>(base(op), kept(), std::move(call));
    }
  }
  throw Error(ErrorKind::Internal, "a plan with an unknown operator");
}

}  // namespace trama::query
