#include "core/extract/trigger.h"

#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

constexpr uint32_t kMaxGap = 3;  // words that a verb's expression may skip: "prendere il pieno controllo"

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// Does the token, as anything but a verb, carry the word? "Cambridge-based" holds no noun "base".
bool noun_is(const text::Token& token, const std::string& word, bool& chosen) {
  chosen = true;
  if (to_lower(token.surface) == word) return true;
  for (size_t i = 0; i < token.readings.size(); ++i) {
    const text::Reading& reading = token.readings[i];
    const bool verb =
        reading.has("vblex") || reading.has("vbser") || reading.has("vbhaver") || reading.has("vbmod");
    if (verb || to_lower(reading.lemma) != word) continue;
    chosen = i == 0;
    return true;
  }
  return false;
}

// Matches trigger words against consecutive tokens; a token may be several words ("chief executive").
std::optional<uint32_t> match_words(const text::Sentence& sentence, uint32_t token,
                                    const std::vector<std::string>& words, bool& chosen) {
  size_t at = 0;
  while (at < words.size()) {
    if (token >= sentence.tokens.size()) return std::nullopt;
    const text::Token& t = sentence.tokens[token];
    if (t.joined && at > 0 && t.has("det")) {  // "il capo del governo": di + il
      ++token;
      continue;
    }
    if (t.kind == text::TokenKind::Punctuation) return std::nullopt;
    bool own = true;
    if (noun_is(t, words[at], own)) {
      chosen = chosen && own;
      ++at;
      ++token;
      continue;
    }
    std::vector<std::string> several = words_of(to_lower(t.surface));
    // "ex presidente" is one token; the trigger is its last word.
    if (at == 0 && several.size() > 1 && several.front() != words.front()) several.erase(several.begin());
    const bool all =
        !several.empty() && at + several.size() <= words.size() &&
        std::equal(several.begin(), several.end(), words.begin() + static_cast<std::ptrdiff_t>(at));
    if (!all) return std::nullopt;
    at += several.size();
    ++token;
  }
  return token;
}

// How many of a trigger's words the verb's own token holds: the analyser reads "take part" as one lemma.
size_t words_in_head(const text::Token& head, const std::vector<std::string>& words) {
  for (const text::Reading& reading : head.readings) {
    const std::vector<std::string> lemma = words_of(to_lower(reading.lemma));
    if (lemma.size() > 1 && lemma.size() <= words.size() &&
        std::equal(lemma.begin(), lemma.end(), words.begin()))
      return lemma.size();
  }
  return 1;
}

// How many of the words from `at` on the token holds: more than one where the analyser reads several as one,
// articles aside ("at the helm").
size_t words_at(const text::Token& token, const std::vector<std::string>& words, size_t at) {
  if (token_is(token, words[at])) return 1;
  if (token.surface.find(' ') == std::string::npos) return 0;
  size_t matched = 0;
  for (const std::string& word : words_of(to_lower(token.surface)))
    if (at + matched < words.size() && word == words[at + matched]) ++matched;
  return matched;
}

// "la controllata X": the tagger takes the article before a participle for a pronoun.
bool may_be_article(const text::Token& token) {
  return std::any_of(token.readings.begin(), token.readings.end(),
                     [](const text::Reading& r) { return r.has("det"); });
}

// "controllata di", "controllata danese di": the preposition is one that the rule of the noun asks for, where
// a participle would take an agent.
bool before_own_preposition(const TriggerHit& hit, const text::Sentence& sentence, const RuleSet& rules) {
  uint32_t next = hit.tokens.end;
  if (next < sentence.tokens.size() && has_reading(sentence.tokens[next], "adj")) ++next;
  if (next >= sentence.tokens.size() || !sentence.tokens[next].has("pr")) return false;
  const Rule& rule = rules.rules()[hit.match.rule];
  for (const auto* slots : {&rule.subject, &rule.object})
    for (const Slot& slot : *slots)
      if (token_is(sentence.tokens[next], slot.place)) return true;
  return false;
}

}  // namespace

std::vector<std::string> keys_of(const text::Token& token) {
  std::vector<std::string> keys;
  const auto add = [&](const std::string& text) {
    for (std::string& key : words_of(to_lower(text)))
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
  };
  add(token.surface);
  if (token.surface.starts_with("-")) return keys;  // "-based" is no base
  for (const text::Reading& reading : token.readings) add(reading.lemma);
  return keys;
}

std::optional<uint32_t> match_expression(const text::Sentence& sentence, uint32_t head,
                                         const std::vector<std::string>& words) {
  uint32_t token = head + 1;
  uint32_t end = head + 1;
  for (size_t at = words_in_head(sentence.tokens[head], words); at < words.size();) {
    uint32_t skipped = 0;
    size_t matched = 0;
    bool noun = false;
    for (;; ++token, ++skipped) {
      if (token >= sentence.tokens.size() || skipped > kMaxGap) return std::nullopt;
      const text::Token& t = sentence.tokens[token];
      matched = words_at(t, words, at);
      // "mette le mani su" is no "mettere su": a particle stands at the verb.
      if (matched > 0 && noun && at == 1 && t.has("pr")) return std::nullopt;
      if (matched > 0) break;
      noun = noun || t.has("n");
      if (t.kind == text::TokenKind::Punctuation || t.has("vblex") || t.has("rel") || t.has("cnjsub") ||
          t.has("np"))
        return std::nullopt;
    }
    at += matched;
    end = ++token;
  }
  return end;
}

std::string reflexive_of(const RuleSet& rules, std::string_view language, const std::string& lemma) {
  for (const std::vector<std::string>& ending : rules.cues(language, "reflexive_ending"))
    if (ending.size() == 2 && lemma.ends_with(ending[0]))
      return lemma.substr(0, lemma.size() - ending[0].size()) + ending[1];
  return "";
}

std::vector<TriggerHit> find_noun_triggers(const text::Sentence& sentence, const RuleSet& rules,
                                           const std::string& language) {
  std::vector<TriggerHit> hits;
  for (uint32_t token = 0; token < sentence.tokens.size(); ++token) {
    if (sentence.tokens[token].kind == text::TokenKind::Punctuation) continue;
    for (const std::string& key : keys_of(sentence.tokens[token])) {
      for (const RuleKind kind : {RuleKind::Noun, RuleKind::Role}) {
        for (const RuleMatch& match : rules.triggered_by(language, kind, key)) {
          bool chosen = true;
          const auto end =
              match_words(sentence, token, rules.rules()[match.rule].triggers[match.trigger].words, chosen);
          if (end) hits.push_back({{token, *end}, kind, match, chosen});
        }
      }
    }
  }
  const auto words = [&](const TriggerHit& hit) {
    return rules.rules()[hit.match.rule].triggers[hit.match.trigger].words.size();
  };
  std::vector<TriggerHit> kept;
  for (const TriggerHit& hit : hits) {
    const bool inside = std::any_of(hits.begin(), hits.end(), [&](const TriggerHit& other) {
      // "vice president" may be one token, which "president" fits as well.
      const bool longer = other.tokens == hit.tokens && words(other) > words(hit);
      return other.tokens.begin <= hit.tokens.begin && hit.tokens.end <= other.tokens.end &&
             (other.tokens != hit.tokens || longer);
    });
    if (!inside) kept.push_back(hit);
  }
  return kept;
}

std::vector<FixedNoun> fixed_nouns(const std::vector<TriggerHit>& hits, const text::Sentence& sentence,
                                   const Chunks& chunks, const RuleSet& rules) {
  const auto in_group = [&](uint32_t token) {
    return std::any_of(chunks.nouns.begin(), chunks.nouns.end(),
                       [&](const NounGroup& g) { return g.tokens.contains(token); });
  };
  const auto taken_for_verb = [&](uint32_t token) {
    return std::any_of(chunks.verbs.begin(), chunks.verbs.end(),
                       [&](const VerbGroup& v) { return v.tokens.contains(token); });
  };
  const auto nominal = [&](uint32_t token) {
    const auto& readings = sentence.tokens[token].readings;
    return readings.empty() ||
           std::any_of(readings.begin(), readings.end(), [](const text::Reading& r) { return r.has("n"); });
  };
  const auto participle = [&](uint32_t token) {
    return std::any_of(chunks.verbs.begin(), chunks.verbs.end(),
                       [&](const VerbGroup& v) { return v.head == token && v.mood == Mood::Participle; });
  };
  const auto name = [&](uint32_t token) {
    return token < sentence.tokens.size() &&
           (sentence.tokens[token].has("np") || sentence.tokens[token].unknown);
  };
  const auto between_names = [&](uint32_t token) { return token > 0 && name(token - 1) && name(token + 1); };
  // "former Meta engineer Priya Raman": what stands on both sides belongs to the title.
  const auto with_neighbours = [&](TokenRange range) {
    for (const NounGroup& g : chunks.nouns) {
      if (g.tokens.end == range.begin) range.begin = g.tokens.begin;
      if (g.tokens.begin == range.end) range.end = g.tokens.end;
    }
    return range;
  };
  const auto with_left_neighbour = [&](TokenRange range) {
    for (const NounGroup& g : chunks.nouns)
      if (g.tokens.end == range.begin) return TokenRange{g.tokens.begin, range.end};
    return range;
  };
  // "a Series C round": the common noun behind a trigger's words that heads their group, or kNoIndex.
  const auto noun_behind = [&](const TokenRange& range) {
    for (const NounGroup& g : chunks.nouns) {
      const text::Token& head = sentence.tokens[g.head];
      if (g.tokens.contains(range.begin) && g.head >= range.end && head.has("n") && !is_capitalised(head))
        return g.head;
    }
    return kNoIndex;
  };
  std::set<FixedNoun> fixed;
  for (const TriggerHit& hit : hits) {
    const uint32_t token = hit.tokens.begin;
    const bool several = hit.tokens.size() > 1;
    const bool stray = !several && !in_group(token) && !taken_for_verb(token) && nominal(token);
    const bool qualified =
        token + 1 < sentence.tokens.size() && has_reading(sentence.tokens[token + 1], "adj");
    const bool apposed = qualified && token > 0 && sentence.tokens[token - 1].surface == ",";
    const bool owned =
        !several && participle(token) && (apposed || before_own_preposition(hit, sentence, rules));
    const bool title = !several && taken_for_verb(token) && nominal(token) && between_names(token) &&
                       !sentence.tokens[token].has("p3");
    // "la controllata Alba"
    const bool titles = nominal(token) || (hit.kind == RuleKind::Noun && name(token + 1));
    const bool misread = !several && taken_for_verb(token) && titles && token > 0 &&
                         (sentence.tokens[token - 1].has("det") || sentence.tokens[token - 1].has("gen") ||
                          (participle(token) && may_be_article(sentence.tokens[token - 1])));
    // "four former Intel engineers"
    const bool governs = token + 1 < sentence.tokens.size() && sentence.tokens[token + 1].has("det");
    const bool closes = !several && !governs && taken_for_verb(token) && nominal(token) &&
                        std::any_of(chunks.nouns.begin(), chunks.nouns.end(), [&](const NounGroup& g) {
                          const text::Token& first = sentence.tokens[g.tokens.begin];
                          return g.tokens.end == token && g.tokens.size() > 1 &&
                                 (first.has("det") || first.has("num") || first.has("adj"));
                        });
    // A stray noun right behind "a London" heads that group.
    const bool headless =
        stray && std::any_of(chunks.nouns.begin(), chunks.nouns.end(), [&](const NounGroup& g) {
          return g.tokens.end == token && sentence.tokens[g.tokens.begin].has("det");
        });
    // "the French firm Alba", where the tagger takes "firm" for an adjective of the name behind.
    if (!several && !sentence.tokens[token].has("n") && nominal(token)) {
      const auto own = std::find_if(chunks.nouns.begin(), chunks.nouns.end(),
                                    [&](const NounGroup& g) { return g.tokens.begin == token; });
      const TokenRange left = with_left_neighbour(hit.tokens);
      if (own != chunks.nouns.end() && own->preposition.empty() && left.begin < token &&
          sentence.tokens[left.begin].has("det"))
        fixed.insert({{left.begin, own->tokens.end}, token});
    }
    // "l'ad Ada Bell": the noun's last word looks like the preposition of the name behind it.
    if (several && sentence.tokens[hit.tokens.end - 1].has("pr"))
      fixed.insert({{hit.tokens.begin, with_neighbours(hit.tokens).end}, hit.tokens.end - 1});
    else if (headless || closes)
      fixed.insert({with_left_neighbour(hit.tokens), token});
    else if (owned && qualified)
      fixed.insert({{token, token + 2}, token});
    else if (several || stray || misread || owned)
      fixed.insert({hit.tokens, several ? noun_behind(hit.tokens) : kNoIndex});
    if (title) fixed.insert({with_neighbours(hit.tokens), token});
  }
  std::vector<FixedNoun> disjoint;
  for (const FixedNoun& noun : fixed)
    if (disjoint.empty() || disjoint.back().tokens.end <= noun.tokens.begin) disjoint.push_back(noun);
  return disjoint;
}

}  // namespace trama::extract
