// Homographs: one name, several bearers. The members of a group are parted by their neighbours where these
// disagree, and weak forms find the bearer whose neighbours they share.
//
// The senses of a name are learned from a fixed sample of its members, those with the smallest text ids. So
// they do not depend on the order of arrival, and a name that a million articles bear costs no more than one
// that thirty do: the sample changes ever more seldom.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/assemble/names.h"

namespace trama::assemble {

inline constexpr size_t kSample = 32;

struct GroupMember {
  std::string id;                    // text id and local index; ascending in a sample
  std::vector<uint64_t> neighbours;  // NameKeys::neighbours
};

struct Sense {
  std::string label;              // empty for an only sense, else the smallest member id that shaped it
  std::vector<uint64_t> profile;  // neighbours of the sampled members, ascending
  bool operator==(const Sense&) const = default;
};

// Two contexts disagree when both are rich enough to tell and they share nothing. People are told apart
// sooner than other things, whose full names seldom repeat; gazetteer entries never.
bool disagree(const GroupKey& group, const std::vector<uint64_t>& a, const std::vector<uint64_t>& b);

// At least one sense; ascending by label.
std::vector<Sense> find_senses(const GroupKey& group, const std::vector<GroupMember>& sample);

// The sense that shares most neighbours; ties go to the first.
const Sense& best_sense(const std::vector<Sense>& senses, const std::vector<uint64_t>& neighbours);

// Number of common elements of two ascending lists.
size_t overlap(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b);

}  // namespace trama::assemble
