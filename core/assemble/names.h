// What a local entity is called, as far as its identity across articles goes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/record/article_record.h"

namespace trama::assemble {

// A group is all local entities, in whatever article, that share one key:
//   'S' type 0x1F folded name      those that bear this full name (folded, and without blanks)
//   'W' type 0x1F folded name      those known by this weak form alone (a surname, an unexplained acronym)
//   '@' gazetteer key              those that are this gazetteer entry
using GroupKey = std::string;

// How one local entity takes part in groups.
struct NameKeys {
  std::vector<GroupKey> strong;      // the main one first; empty for a weak entity
  GroupKey weak;                     // of a weak entity; empty otherwise
  std::vector<GroupKey> bears;       // of a strong one: the weak groups whose members may mean it, ascending
  std::vector<uint64_t> neighbours;  // hashed, ascending, at most kNeighbours
};

// A fixed choice among many neighbours (the smallest hashes), so that two entities with a common context keep
// common ones.
inline constexpr size_t kNeighbours = 12;

NameKeys name_keys(const LocalEntity& entity);

// fold_name, without the legal form of a company ("Nvidia Corp." and "NVIDIA" agree).
std::string folded_name(std::string_view type, std::string_view name);

// "Sam Altman" -> "sam-altman": letters and digits of any script, with hyphens; "unnamed" for none.
std::string slug(std::string_view name);

// FNV-1a, 64 bits: stable on disk.
uint64_t stable_hash(std::string_view bytes);

}  // namespace trama::assemble
