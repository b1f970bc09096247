#include "core/extract/mention_finder.h"

#include <algorithm>

#include "core/extract/discourse.h"
#include "core/extract/name_finder.h"
#include "core/extract/name_resolution.h"

namespace trama::extract {
namespace {

// Takes out the mentions that resolution found to be no names.
void drop_nameless(std::vector<NameMention>& names, ResolvedNames& resolved) {
  std::vector<uint32_t> position(names.size(), kNone);
  uint32_t kept = 0;
  for (uint32_t m = 0; m < names.size(); ++m) {
    if (resolved.thing_of_mention[m] == kNone) continue;
    position[m] = kept;
    if (kept != m) names[kept] = std::move(names[m]);
    resolved.thing_of_mention[kept++] = resolved.thing_of_mention[m];
  }
  names.resize(kept);
  resolved.thing_of_mention.resize(kept);
  for (ResolvedNames::Thing& thing : resolved.things)
    for (uint32_t& m : thing.mentions) m = position[m];
}

}  // namespace

const Lexicon& MentionFinder::lexicon(const std::string& language) {
  auto& slot = lexicons_[language];
  if (slot == nullptr) slot = std::make_unique<const Lexicon>(files_, language);
  return *slot;
}

Mentions MentionFinder::find(const text::Document& document, std::span<const Chunks> chunks) {
  ArticleView article(document, chunks, lexicon(document.metadata.language));
  std::vector<NameMention> names = NameFinder(article).find();
  ResolvedNames resolved = resolve_names(article, names);
  Mentions mentions;
  drop_nameless(names, resolved);
  for (const ResolvedNames::Thing& thing : resolved.things) mentions.entities.push_back(thing.entity);
  for (uint32_t m = 0; m < names.size(); ++m) {
    uint32_t thing = resolved.thing_of_mention[m];
    Mention mention;
    mention.sentence = names[m].sentence;
    mention.tokens = names[m].tokens;
    mention.span = names[m].span;
    mention.entity = thing;
    mention.other_reading = resolved.things[thing].other_reading;
    mentions.mentions.push_back(mention);
  }
  resolve_expressions(article, names, resolved, mentions);
  return mentions;
}

}  // namespace trama::extract
