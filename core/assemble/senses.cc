#include "core/assemble/senses.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace trama::assemble {
namespace {

constexpr size_t kNever = SIZE_MAX;

// How many neighbours a context needs before its silence about another means something.
size_t rich_enough(const GroupKey& group) {
  if (group.starts_with("@")) return kNever;
  return group.starts_with("SPerson\x1f") || group.starts_with("WPerson\x1f") ? 3 : 5;
}

std::vector<uint64_t> united(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  std::vector<uint64_t> out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

}  // namespace

size_t overlap(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  size_t count = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) ++count;
    const bool advance_both = *i == *j;
    if (advance_both || *i < *j) {
      ++i;
      if (advance_both) ++j;
    } else {
      ++j;
    }
  }
  return count;
}

bool disagree(const GroupKey& group, const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  const size_t needed = rich_enough(group);
  return a.size() >= needed && b.size() >= needed && overlap(a, b) == 0;
}

std::vector<Sense> find_senses(const GroupKey& group, const std::vector<GroupMember>& sample) {
  const size_t needed = rich_enough(group);
  std::vector<const GroupMember*> rich;
  Sense whole;
  for (const GroupMember& member : sample) {
    whole.profile = united(whole.profile, member.neighbours);
    if (member.neighbours.size() >= needed) rich.push_back(&member);
  }

  // Connected components of "shares a neighbour", over the members rich enough to tell; the others would only
  // blur them.
  std::vector<size_t> parent(rich.size());
  std::iota(parent.begin(), parent.end(), size_t{0});
  const auto root = [&](size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (size_t i = 0; i < rich.size(); ++i)
    for (size_t j = 0; j < i; ++j)
      if (overlap(rich[i]->neighbours, rich[j]->neighbours) > 0) {
        const size_t a = root(i), b = root(j);
        parent[std::max(a, b)] = std::min(a, b);  // the root is the smallest id
      }
  std::map<size_t, Sense> senses;
  for (size_t i = 0; i < rich.size(); ++i) {
    Sense& sense = senses[root(i)];
    sense.label = rich[root(i)]->id;
    sense.profile = united(sense.profile, rich[i]->neighbours);
  }

  if (senses.size() <= 1) return {whole};
  std::vector<Sense> out;
  for (auto& [unused, sense] : senses) out.push_back(std::move(sense));
  std::sort(out.begin(), out.end(), [](const Sense& a, const Sense& b) { return a.label < b.label; });
  return out;
}

const Sense& best_sense(const std::vector<Sense>& senses, const std::vector<uint64_t>& neighbours) {
  const Sense* best = &senses.front();
  size_t most = overlap(best->profile, neighbours);
  for (const Sense& sense : senses)
    if (const size_t shared = overlap(sense.profile, neighbours); shared > most) {
      most = shared;
      best = &sense;
    }
  return *best;
}

}  // namespace trama::assemble
