#include "core/query/operators/count_trails.h"

#include <algorithm>

#include "core/base/halving.h"
#include "core/query/operators/expand.h"

namespace trama::query {

namespace {

constexpr size_t kFirstChunk = 16;
constexpr size_t kWanted = 4096;              // nodes found at once
constexpr uint64_t kCountedAtOnce = 1 << 16;  // before time and cancellation are looked at again

uint64_t times_in(std::span<const uint32_t> ascending, NodeId node) {
  const size_t end = ascending.size();
  const size_t first = first_not_below(0, end, [&](size_t at) { return ascending[at] < node; });
  if (first == end || ascending[first] != node) return 0;
  return first_not_below(first, end, [&](size_t at) { return ascending[at] == node; }) - first;
}

}  // namespace

CountTrailsOperator::Step::Step(TrailStep step)
    : spec(std::move(step)), types(SymbolKind::Type, spec.types), label(SymbolKind::Label, spec.label) {}

// False where names are unknown, so that nothing can match.
bool CountTrailsOperator::Step::resolve(const Execution& execution) {
  label_id = spec.label.empty() ? kNoSymbol : label.id(execution);
  return types.resolve(execution, type_ids) && (spec.label.empty() || label_id != kNoSymbol);
}

CountTrailsOperator::CountTrailsOperator(OperatorBase base, CountTrailsSpec spec)
    : base_(std::move(base)), spec_(std::move(spec)) {
  for (TrailStep& step : spec_.steps) steps_.emplace_back(std::move(step));
  charges_.resize(steps_.size());
}

void CountTrailsOperator::open(Execution& execution) {
  base_.input->open(execution);
  for (Step& step : steps_) step.chunk = kFirstChunk;
}

void CountTrailsOperator::count(Execution& execution, const Batch& batch) {
  starts_ = node_ids(batch.columns[static_cast<size_t>(spec_.from)], start_nodes_).subspan(0, batch.rows);
  for (Step& step : steps_) {
    if (step.resolve(execution)) continue;
    counts_.assign(batch.rows, 0);
    return;
  }
  count_from(execution, 0, counts_);
  if (!spec_.different_from.empty() && !leave_out(execution, batch)) count_one_by_one(execution, batch);
  for (const int slot : spec_.left_before) {
    const std::span<const NodeId> left = node_ids(batch.columns[static_cast<size_t>(slot)], left_);
    for (size_t row = 0; row < starts_.size(); ++row) counts_[row] -= left[row] == starts_[row] ? 1 : 0;
  }
}

void CountTrailsOperator::count_from(Execution& execution, size_t place, std::vector<uint64_t>& counts) {
  if (place + 1 == steps_.size()) return count_last(execution, counts);
  if (place + 2 == steps_.size() && count_last_two(execution, counts)) return;
  Step& step = steps_[place];
  const std::span<const NodeId> nodes = nodes_at(place);
  counts.assign(nodes.size(), 0);
  for (size_t end = 0; end < nodes.size();) {
    if (end > 0) execution.poll();
    step.first = end;
    end = std::min(nodes.size(), end + step.chunk);
    expand(execution, place, nodes.subspan(step.first, end - step.first));
    count_from(execution, place + 1, step.counts);
    charges_[place].set(execution, step.found, step.counts);
    const std::span<const uint32_t> rows = step.found.rows();
    for (size_t i = 0; i < rows.size(); ++i) counts[step.first + rows[i]] += step.counts[i];
  }
}

void CountTrailsOperator::expand(Execution& execution, size_t place, std::span<const NodeId> nodes) {
  Step& step = steps_[place];
  step.found.clear();
  execution.graph->expand_ends(nodes, step.spec.direction, step.type_ids, {step.label_id, {}}, step.found);
  execution.count_expansions(step.found.size());
  charges_[place].set(execution, step.found, step.counts);
  if (meets_again(place)) leave_out_used(place);
  // As many at once as fill the cache with what they lead to.
  step.chunk = std::clamp(nodes.size() * kWanted / std::max<size_t>(step.found.size(), 1), kFirstChunk,
                          step.chunk * 4);
}

// The node at an earlier place of the trail to a node.
inline NodeId CountTrailsOperator::node_before(size_t place, size_t row, size_t earlier) const {
  for (; place > earlier; --place) row = steps_[place - 1].first + steps_[place - 1].found.rows()[row];
  return nodes_at(place)[row];
}

// Calls meet(end) for each relationship of the trail to a node that the step from there meets again: it leads
// to `end`.
template <typename Meet>
void CountTrailsOperator::meet_again(size_t place, size_t row, const Meet& meet) const {
  const NodeId node = nodes_at(place)[row];
  const Direction direction = steps_[place].spec.direction;
  for (const size_t earlier : steps_[place].spec.apart_from) {
    const bool same_way = direction == steps_[earlier].spec.direction;
    if (same_way && node_before(place, row, earlier) == node) {
      meet(node_before(place, row, earlier + 1));
    } else if ((!same_way || direction == Direction::Both) && node_before(place, row, earlier + 1) == node) {
      meet(node_before(place, row, earlier));
    }
  }
}

bool CountTrailsOperator::meets_again(size_t place) const {
  bool any = false;
  if (steps_[place].spec.apart_from.empty()) return any;
  for (size_t row = 0; row < nodes_at(place).size() && !any; ++row) {
    meet_again(place, row, [&](NodeId) { any = true; });
  }
  return any;
}

// Drops from what a step found one end for each relationship that was used before.
void CountTrailsOperator::leave_out_used(size_t place) {
  Step& step = steps_[place];
  const std::span<const uint32_t> rows = step.found.rows();
  const std::span<const NodeId> nodes = step.found.nodes();
  kept_.assign(rows.size(), 1);
  for (size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || rows[i] != rows[i - 1]) {
      used_.clear();
      meet_again(place, step.first + rows[i], [&](NodeId end) { used_.push_back(end); });
    }
    const auto used = std::ranges::find(used_, nodes[i]);
    if (used == used_.end()) continue;
    used_.erase(used);
    kept_[i] = 0;
  }
  step.found.keep(0, kept_);
}

// The other buffers are no longer than a batch.
void CountTrailsOperator::charge_work(Execution& execution) {
  work_charge_.set(execution, packed_, met_, met_ends_, kept_, labelled_, found_);
}

void CountTrailsOperator::count_last(Execution& execution, std::vector<uint64_t>& counts) {
  const size_t place = steps_.size() - 1;
  const Step& step = steps_[place];
  const std::span<const NodeId> nodes = nodes_at(place);
  execution.graph->count_ends(nodes, step.spec.direction, step.type_ids, step.label_id, counts);
  execution.count_expansions(nodes.size());
  if (step.spec.apart_from.empty()) return;
  met_.clear();
  for (size_t row = 0; row < nodes.size(); ++row) {
    meet_again(place, row, [&](NodeId end) { met_.push_back({row, 1, end}); });
  }
  take_back(execution, counts);
}

// The same by the last two steps, without a row for each end of the first of them. False where its ends do
// not all lie in memory, or it must leave out some.
bool CountTrailsOperator::count_last_two(Execution& execution, std::vector<uint64_t>& counts) {
  const size_t place = steps_.size() - 2;
  const Step &step = steps_[place], &last = steps_[place + 1];
  const GraphReader& graph = *execution.graph;
  if (!step.is_packed() || !last.is_packed() || meets_again(place)) return false;
  const bool any_end =
      step.label_id == kNoSymbol || graph.all_ends_have(step.type_ids, step.spec.direction, step.label_id);
  if (!any_end || !graph.packed_ends(nodes_at(place), step.spec.direction, step.type_ids[0], packed_)) {
    return false;
  }
  counts.resize(packed_.size());
  for (size_t begin = 0, end = 0; begin < packed_.size(); begin = end) {
    if (begin > 0) execution.poll();
    uint64_t ends = 0;
    while (end < packed_.size() && ends < kCountedAtOnce) ends += packed_[end++].ends.size();
    if (!graph.count_ends_beyond(std::span(packed_).subspan(begin, end - begin), last.spec.direction,
                                 last.type_ids[0], last.label_id, std::span(counts).subspan(begin))) {
      return false;
    }
    execution.count_expansions(2 * ends);
  }
  met_.clear();
  for (const size_t earlier : last.spec.apart_from) {
    const bool same_way = last.spec.direction == steps_[earlier].spec.direction;
    for (size_t row = 0; row < packed_.size(); ++row) {
      const std::span<const uint32_t> ends = packed_[row].ends;
      const NodeId left = node_before(place, row, earlier);
      // The first of the two steps reaches every end, and the same way only where a loop leads back.
      const auto reached = [&] { return earlier == place ? left : node_before(place, row, earlier + 1); };
      const uint64_t times =
          earlier == place && !same_way ? ends.size() : times_in(ends, same_way ? left : reached());
      if (times > 0) met_.push_back({row, times, same_way ? reached() : left});
    }
  }
  take_back(execution, counts);
  return true;
}

// Of what was met again, what leads to an end that counts.
void CountTrailsOperator::take_back(Execution& execution, std::vector<uint64_t>& counts) {
  const SymbolId label = steps_.back().label_id;
  if (label != kNoSymbol && !met_.empty()) {
    met_ends_.clear();
    for (const Met& met : met_) met_ends_.push_back(met.end);
    execution.graph->has_label(met_ends_, label, labelled_);
  }
  charge_work(execution);
  for (size_t i = 0; i < met_.size(); ++i) {
    if (label == kNoSymbol || labelled_[i]) counts[met_[i].row] -= met_[i].times;
  }
}

// Takes back the relationships that the pattern has met before the only step and that were counted again.
// False where they are not known one by one.
bool CountTrailsOperator::leave_out(Execution& execution, const Batch& batch) {
  const Step& step = steps_.back();
  met_.clear();
  for (const int slot : spec_.different_from) {
    const auto* met = std::get_if<Column::Relationships>(&batch.columns[static_cast<size_t>(slot)].data);
    if (met == nullptr) return false;
    for (size_t row = 0; row < starts_.size(); ++row) {
      const Relationship& relationship = (*met)[row];
      const bool leads_out = relationship.source == starts_[row] && step.spec.direction != Direction::In;
      const bool leads_in = relationship.target == starts_[row] && step.spec.direction != Direction::Out;
      if (!leads_out && !leads_in) continue;
      if (!step.type_ids.empty() &&
          std::ranges::find(step.type_ids, relationship.type) == step.type_ids.end()) {
        continue;
      }
      met_.push_back({row, 1, leads_out ? relationship.target : relationship.source});
    }
  }
  take_back(execution, counts_);
  return true;
}

void CountTrailsOperator::count_one_by_one(Execution& execution, const Batch& batch) {
  const Step& step = steps_.back();
  std::ranges::fill(counts_, 0);
  for (size_t row = 0; row < starts_.size(); ++row) {
    found_.clear();
    execution.graph->expand(starts_.subspan(row, 1), step.spec.direction, step.type_ids, found_);
    execution.count_expansions(found_.size());
    if (step.label_id != kNoSymbol) execution.graph->has_label(found_.neighbour, step.label_id, labelled_);
    charge_work(execution);
    for (size_t i = 0; i < found_.size(); ++i) {
      const bool met = std::ranges::any_of(spec_.different_from, [&](int slot) {
        return contains_relationship(batch.columns[static_cast<size_t>(slot)], row,
                                     found_.relationship[i].id);
      });
      counts_[row] += !met && (step.label_id == kNoSymbol || labelled_[i]) ? 1 : 0;
    }
  }
}

bool CountTrailsOperator::next(Execution& execution, Batch& out) {
  for (;;) {
    execution.poll();
    if (!base_.input->next(execution, out)) return false;
    count(execution, out);
    Column& column = out.columns[static_cast<size_t>(spec_.count)];
    column.validity.clear();
    if (!std::holds_alternative<Column::Integers>(column.data)) column.data = Column::Integers();
    std::get<Column::Integers>(column.data).assign(counts_.begin(), counts_.end());
    if (spec_.keep_zero) return true;
    if (std::ranges::find(counts_, 0u) == counts_.end()) return true;
    rows_.resize(out.rows);
    size_t kept = 0;
    for (uint32_t row = 0; row < out.rows; ++row) {
      rows_[kept] = row;
      kept += counts_[row] > 0 ? 1 : 0;
    }
    rows_.resize(kept);
    if (rows_.empty()) continue;
    if (rows_.size() < out.rows) {
      keep(column, rows_);
      keep(out, base_.carried, rows_);
    }
    return true;
  }
}

}  // namespace trama::query
