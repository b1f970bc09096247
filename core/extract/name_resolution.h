// Which names of an article denote one thing, and of what type it is.
#pragma once

#include <string>
#include <vector>

#include "core/extract/evidence_of_type.h"
#include "core/extract/mention.h"
#include "core/extract/name_finder.h"

namespace trama::extract {

struct ResolvedNames {
  struct Thing {
    Entity entity;
    std::vector<uint32_t> mentions;  // indices into the mentions given, ascending
    uint32_t other_reading = kNone;  // DeepSeek the model of DeepSeek the company
  };
  std::vector<Thing> things;               // by first mention; readings without mentions of their own last
  std::vector<uint32_t> thing_of_mention;  // kNone where a mention was dropped
};

// Same form, spelling variants, acronyms (expanded in parentheses or by their initials), legal suffixes
// dropped, a surname after the full name, Italian and English names of one gazetteer entry. Types come from
// all the evidence that the mentions of one thing gather.
ResolvedNames resolve_names(const ArticleView& article, const std::vector<NameMention>& mentions);

}  // namespace trama::extract
