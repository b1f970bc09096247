#include "core/extract/mention_finder.h"

#include <algorithm>

#include "core/extract/name_finder.h"
#include "core/extract/name_resolution.h"

namespace trama::extract {

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
  for (const ResolvedNames::Thing& thing : resolved.things) mentions.entities.push_back(thing.entity);
  for (uint32_t m = 0; m < names.size(); ++m) {
    uint32_t thing = resolved.thing_of_mention[m];
    if (thing == kNone) continue;
    Mention mention;
    mention.sentence = names[m].sentence;
    mention.tokens = names[m].tokens;
    mention.span = names[m].span;
    mention.entity = thing;
    mention.other_reading = resolved.things[thing].other_reading;
    mentions.mentions.push_back(mention);
  }
  mentions.topic_of_sentence.assign(document.sentences.size(), kNone);
  return mentions;
}

}  // namespace trama::extract
