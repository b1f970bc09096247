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
    leg->starts = node_ids(input_.columns[static_cast<size_t>(leg->spec.from)], leg->starts_scratch)
                      .subspan(0, input_.rows);
    leg->known = leg->types.resolve(execution, leg->type_ids);
  }
  packed_ = read_packed(execution);
  if (packed_) return true;
  for (Leg* leg : {&opening_, &closing_}) {
    if (leg->known) {
      execution.graph->degrees(leg->starts, leg->spec.direction, leg->type_ids, leg->degrees);
    } else {
      leg->degrees.assign(input_.rows, 0);
    }
  }
  return true;
}

bool IntersectOperator::read_packed(Execution& execution) {
  const auto reads = [&](Leg& leg) {
    return leg.known && leg.type_ids.size() == 1 &&
           execution.graph->packed_ends(leg.starts, leg.spec.direction, leg.type_ids[0], leg.packed);
  };
  return reads(opening_) && reads(closing_);
}

void IntersectOperator::emit_packed(size_t row, size_t opening_at, size_t closing_at) {
  const NodeId end = opening_.packed[row].ends[opening_at];
  const auto relationship = [&](const Leg& leg, size_t at) {
    const RelationshipId id = leg.packed[row].relationships[at];
    return leg.spec.direction == Direction::Out ? Relationship{id, leg.starts[row], end, leg.type_ids[0]}
                                                : Relationship{id, end, leg.starts[row], leg.type_ids[0]};
  };
  emit(row, relationship(opening_, opening_at), relationship(closing_, closing_at), end);
}

void IntersectOperator::intersect_packed(size_t row) {
  const std::span<const uint32_t> left = opening_.packed[row].ends, right = closing_.packed[row].ends;
  // Every pair of parallel relationships to the end that left[i] and right[j] are.
  const auto emit_pairs = [&](size_t i, size_t j) {
    const uint32_t end = left[i];
    for (size_t a = i; a < left.size() && left[a] == end; ++a) {
      for (size_t b = j; b < right.size() && right[b] == end; ++b) emit_packed(row, a, b);
    }
  };
  if (left.size() * kSearchCost < right.size() || right.size() * kSearchCost < left.size()) {
    const bool left_small = left.size() < right.size();
    const std::span<const uint32_t> small = left_small ? left : right, large = left_small ? right : left;
    auto from = large.begin();
    for (size_t i = 0; i < small.size(); ++i) {
      if (i > 0 && small[i] == small[i - 1]) continue;
      from = std::lower_bound(from, large.end(), small[i]);
      if (from == large.end()) return;
      const auto at = static_cast<size_t>(from - large.begin());
      if (*from == small[i]) emit_pairs(left_small ? i : at, left_small ? at : i);
    }
    return;
  }
  size_t i = 0, j = 0;
  while (i < left.size() && j < right.size()) {
    const uint32_t a = left[i], b = right[j];
    if (a == b) {
      emit_pairs(i, j);
      while (i < left.size() && left[i] == a) ++i;
      while (j < right.size() && right[j] == a) ++j;
    } else {
      // Without a branch, since which of them is smaller is a guess.
      i += a < b ? 1 : 0;
      j += b < a ? 1 : 0;
    }
  }
}

void IntersectOperator::hold(Execution& execution, Leg& leg, size_t row) {
  const NodeId node = leg.starts[row];
  if (leg.held == node) return;
  leg.found.clear();
  execution.graph->expand({&node, 1}, leg.spec.direction, leg.type_ids, leg.found);
  execution.count_expansions(leg.found.size());
  leg.held = node;
}

void IntersectOperator::charge_found(Execution& execution) {
  charge_.set(execution, opening_.found, closing_.found, opening_.kept, closing_.kept, searched_, repeated_,
              targets_, rows_, ends_);
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

void IntersectOperator::emit(size_t row, const Relationship& opening, const Relationship& closing,
                             NodeId end) {
  if (spec_.legs_differ && opening.id == closing.id) return;
  if (!allowed(spec_.opening, row, opening.id) || !allowed(spec_.closing, row, closing.id)) return;
  rows_.push_back(static_cast<uint32_t>(row));
  ends_.push_back(end);
  if (spec_.opening.relationship >= 0) opening_.kept.push_back(opening);
  if (spec_.closing.relationship >= 0) closing_.kept.push_back(closing);
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
          emit(row, opening->relationship[i], closing->relationship[last], end);
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
      if (packed_) {
        execution.count_expansions(opening_.packed[row_].ends.size());
        intersect_packed(row_);
      } else {
        intersect(execution, row_);
      }
    }
    charge_found(execution);
  }
  carry(base_.carried, input_, Selection::of(rows_), out);
  for (Leg* leg : {&opening_, &closing_}) {
    if (leg->spec.relationship < 0) continue;
    set_rows<Column::Relationships>(out.columns[static_cast<size_t>(leg->spec.relationship)], leg->kept);
  }
  if (spec_.opening.to >= 0)
    set_rows<Column::Nodes>(out.columns[static_cast<size_t>(spec_.opening.to)], ends_);
  out.rows = rows_.size();
  return true;
}

}  // namespace trama::query
