// What the running operators of a plan are made of: specs, compiled expressions and actions, each from its
// part of the logical operator.
//
// Slots that nothing above reads are -1 in a spec, and are not filled. What is compiled refers to the bound
// expressions, which outlive it.
#pragma once

#include <utility>
#include <vector>

#include "core/query/operators/aggregate.h"
#include "core/query/operators/call.h"
#include "core/query/operators/check_relationship.h"
#include "core/query/operators/expand.h"
#include "core/query/operators/filter.h"
#include "core/query/operators/intersect.h"
#include "core/query/operators/scan.h"
#include "core/query/operators/set.h"
#include "core/query/operators/sort.h"
#include "core/query/operators/unwind.h"
#include "core/query/operators/variable_expand.h"
#include "core/query/plan.h"

namespace trama::query {

// Of what looks for nodes and relationships.
IndexBoundEvaluators index_scan_bounds(const LogicalOperator& op, const EvaluatorCompiler& compile);
ExpandSpec expand_spec(const LogicalOperator& op);
ExpandSpec relationship_scan_spec(const LogicalOperator& op);
IntersectSpec intersect_spec(const LogicalOperator& op);
VariableExpandSpec variable_expand_spec(const LogicalOperator& op, const EvaluatorCompiler& compile);
CheckRelationshipSpec check_relationship_spec(const LogicalOperator& op);

// Of what works on rows.
std::vector<FilterOperator::Predicate> filter_predicates(const LogicalOperator& op,
                                                         const EvaluatorCompiler& compile);
std::vector<std::pair<int, EvaluatorPtr>> projected_columns(const LogicalOperator& op,
                                                            const EvaluatorCompiler& compile);
std::vector<AggregateKey> aggregate_keys(const LogicalOperator& op, const EvaluatorCompiler& compile);
std::vector<AggregateSpec> aggregate_specs(const LogicalOperator& op, const EvaluatorCompiler& compile);
std::vector<SortKey> sort_keys(const LogicalOperator& op, const EvaluatorCompiler& compile);
UnwindSource unwind_source(const LogicalOperator& op, const EvaluatorCompiler& compile);
// The columns that an Argument passes in, its hidden row number apart.
std::vector<int> argument_columns(const LogicalOperator& op);

// Of what writes.
// Updates keep every column that their input delivers.
std::vector<int> kept_columns(const LogicalOperator& op);
std::vector<SetAction> set_actions(const std::vector<SetItem>& items, bool remove,
                                   const EvaluatorCompiler& compile);
std::vector<std::pair<EvaluatorPtr, ByteSpan>> delete_targets(const LogicalOperator& op,
                                                              const EvaluatorCompiler& compile);
ProcedureCall procedure_call(const LogicalOperator& op, const EvaluatorCompiler& compile);

}  // namespace trama::query
