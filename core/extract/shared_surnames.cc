// Given names whose surname stands with the name that follows: "Ada and Tom Bell".
#include "core/extract/name_finder.h"
#include "core/extract/word_shape.h"
#include "core/knowledge/table.h"

namespace trama::extract {

void NameFinder::complete_given_names(std::vector<NameMention>& mentions) const {
  auto given = [&](std::string_view folded) { return lexicon_.first_names.contains(std::string(folded)); };
  for (size_t m = mentions.size(); m-- > 1;) {
    const NameMention& full = mentions[m];
    NameMention& alone = mentions[m - 1];
    const auto& tokens = article_.tokens(alone.sentence);
    const bool beside = alone.sentence == full.sentence && alone.tokens.size() == 1 &&
                        full.tokens.begin == alone.tokens.end + 1 && tokens[alone.tokens.end].has("cnjcoo");
    if (!beside || !given(alone.folded)) continue;
    const auto words = knowledge::split(full.folded, ' ');
    // Of "Ruth-Bell", one token, nothing tells which part is the surname.
    const bool person = words.size() == 2 && full.tokens.size() == 2 && given(words.front()) &&
                        !given(words.back()) && full.type.empty() && full.head_hits.empty() &&
                        !has_digit(full.text) &&
                        std::ranges::all_of(full.hits, [&](const Gazetteer::Hit& hit) {
                          return lexicon_.gazetteer.entry(hit.entry).type == "Person";
                        });
    if (!person || !lexicon_.words.types(WordKind::Suffix, words.back()).empty()) continue;
    // Somebody who goes by that as a surname is not meant.
    const bool surname = std::ranges::any_of(
        mentions, [&](const NameMention& other) { return other.folded.ends_with(" " + alone.folded); });
    if (surname) continue;
    alone.full_name = alone.text + " " + std::string(article_.text(tokens[full.tokens.end - 1].span));
    alone.folded = fold_quickly(alone.full_name);
    alone.hits.clear();
  }
}

}  // namespace trama::extract
