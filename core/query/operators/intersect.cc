#include "core/query/operators/intersect.h"

#include <algorithm>

namespace trama::query {

namespace {

// Looking one end up in sorted neighbours costs about as much as reading this many of them.
constexpr uint64_t kSearchCost = 8;

}  // namespace

IntersectOperator::IntersectOperator(OperatorBase base, IntersectSpec spec)
    : base_(std::move(base)),
      spec_(std::move(spec)),
      opening_(spec_.opening),
      closing_(spec_.closing),
      input_(base_.slots) {}

void IntersectOperator::open(Execution& execution) {
  base_.input->open(execution);
  input_.rows = row_ = 0;
  opening_.held = closing_.held = 0;
}

bool IntersectOperator::read_input(Execution& execution) {
  execution.poll();
  row_ = 0;
  opening_.held = closing_.held = 0;
  if (!base_.input->next(execution, input_)) {
    input_.rows = 0;
    return false;
  }
  for (Leg* leg : {&opening_, &closing_}) {
    leg->starts = node_ids(input_.columns[static_cast<size_t>(leg->spec.from)], leg->starts_scratch);
    const std::span<const NodeId> nodes = leg->starts.subspan(0, input_.rows);
    if (leg->types.resolve(execution, leg->type_ids)) {
      execution.graph->degrees(nodes, leg->spec.direction, leg->type_ids, leg->degrees);
    } else {
      leg->degrees.assign(nodes.size(), 0);
    }
  }
  return true;
}

void IntersectOperator::hold(Execution& execution, Leg& leg, size_t row) {
  const NodeId node = leg.starts[row];
  if (leg.held == node) return;
  leg.found.clear();
  execution.graph->expand({&node, 1}, leg.spec.direction, leg.type_ids, leg.found);
  execution.count_expansions(leg.found.size());
  leg.held = node;
}

// What the large leg has to the ends of the small one.
void IntersectOperator::search(Execution& execution, Leg& large, const Leg& small, size_t row) {
  targets_ = small.found.neighbour;
  targets_.erase(std::unique(targets_.begin(), targets_.end()), targets_.end());
  repeated_.assign(targets_.size(), large.starts[row]);
  searched_.clear();
  execution.graph->expand_into(repeated_, targets_, large.spec.direction, large.type_ids, searched_);
  execution.count_expansions(targets_.size());
}

bool IntersectOperator::allowed(const ExpandSpec& spec, size_t row, RelationshipId id) const {
  return std::ranges::none_of(spec.different_from, [&](int slot) {
    return contains_relationship(input_.columns[static_cast<size_t>(slot)], row, id);
  });
}

void IntersectOperator::emit(size_t row, const Expansion& opening, size_t opening_at,
                             const Expansion& closing, size_t closing_at) {
  const Relationship& first = opening.relationship[opening_at];
  const Relationship& second = closing.relationship[closing_at];
  if (spec_.legs_differ && first.id == second.id) return;
  if (!allowed(spec_.opening, row, first.id) || !allowed(spec_.closing, row, second.id)) return;
  rows_.push_back(static_cast<uint32_t>(row));
  ends_.push_back(opening.neighbour[opening_at]);
  if (spec_.opening.relationship >= 0) opening_.kept.push_back(first);
  if (spec_.closing.relationship >= 0) closing_.kept.push_back(second);
}

void IntersectOperator::intersect(Execution& execution, size_t row) {
  const uint64_t opening_degree = opening_.degrees[row], closing_degree = closing_.degrees[row];
  if (opening_degree == 0 || closing_degree == 0) return;
  const Expansion* opening = &opening_.found;
  const Expansion* closing = &closing_.found;
  // A side that is held from the row before costs nothing more.
  const bool small_closing = closing_.held == closing_.starts[row] || closing_degree <= opening_degree;
  Leg& small = small_closing ? closing_ : opening_;
  Leg& large = small_closing ? opening_ : closing_;
  hold(execution, small, row);
  const uint64_t large_degree = small_closing ? opening_degree : closing_degree;
  if (large.held != large.starts[row] && small.found.size() * kSearchCost < large_degree) {
    search(execution, large, small, row);
    (small_closing ? opening : closing) = &searched_;
  } else {
    hold(execution, large, row);
  }

  const std::vector<NodeId>& left = opening->neighbour;
  const std::vector<NodeId>& right = closing->neighbour;
  size_t i = 0, j = 0;
  while (i < left.size() && j < right.size()) {
    if (left[i] < right[j]) {
      ++i;
    } else if (right[j] < left[i]) {
      ++j;
    } else {
      // Every pair of parallel relationships.
      const NodeId end = left[i];
      size_t last = j;
      for (; i < left.size() && left[i] == end; ++i) {
        for (last = j; last < right.size() && right[last] == end; ++last)
          emit(row, *opening, i, *closing, last);
      }
      j = last;
    }
  }
}

bool IntersectOperator::next(Execution& execution, Batch& out) {
  rows_.clear();
  ends_.clear();
  opening_.kept.clear();
  closing_.kept.clear();
  // A batch of output never mixes rows of two batches of input.
  while (rows_.empty()) {
    if (row_ >= input_.rows && !read_input(execution)) return false;
    for (; row_ < input_.rows && rows_.size() < kBatchRows; ++row_) {
      execution.step();
      intersect(execution, row_);
    }
  }
  carry(base_.carried, input_, Selection::of(rows_), out);
  for (Leg* leg : {&opening_, &closing_}) {
    if (leg->spec.relationship < 0) continue;
    Column& column = out.columns[static_cast<size_t>(leg->spec.relationship)];
    column.validity.clear();
    column.data = leg->kept;
  }
  if (spec_.opening.to >= 0) {
    Column& column = out.columns[static_cast<size_t>(spec_.opening.to)];
    column.validity.clear();
    column.data = ends_;
  }
  out.rows = rows_.size();
  return true;
}

}  // namespace trama::query
