#include "core/extract/pattern.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

constexpr uint32_t kMaxSteps = 10'000;

bool any_of_values(const std::vector<std::string>& values, std::string_view word) {
  return std::find(values.begin(), values.end(), word) != values.end();
}

bool holds(const TokenConstraint& constraint, const text::Token& token) {
  bool found = false;
  if (constraint.key == "surface") {
    found = any_of_values(constraint.values, token.lower);
  } else if (constraint.key == "lemma") {
    // Every reading counts: the tagger's choice is wrong too often for a word that the pattern names.
    found = any_of_values(constraint.values, to_lower(token.lemma()));
    for (const text::Reading& reading : token.readings)
      found = found || any_of_values(constraint.values, to_lower(reading.lemma));
  } else {
    for (const std::string& tag : constraint.values) found = found || token.has(tag);
  }
  return found != constraint.negated;
}

class Matcher {
 public:
  Matcher(const text::Sentence& sentence, const SlotMatcher& slots) : sentence_(sentence), slots_(slots) {}

  std::optional<PatternMatch> match_at(const Pattern& pattern, uint32_t token) {
    steps_ = 0;
    match_ = PatternMatch();
    match_.tokens.begin = token;
    match_.trigger = {token, token};
    const bool found = match_sequence(pattern.nodes, 0, 0, token, [this](uint32_t end) {
      match_.tokens.end = end;
      return true;
    });
    if (!found) return std::nullopt;
    // A pattern of marks only, "X (Y)", is shown by its first token.
    if (match_.trigger.size() == 0) match_.trigger = {token, token + 1};
    return match_;
  }

 private:
  using Next = std::function<bool(uint32_t)>;

  // Matches nodes[index...] from `token`, `repetitions` of nodes[index] being done already.
  bool match_sequence(const std::vector<PatternNode>& nodes, size_t index, uint32_t repetitions,
                      uint32_t token, const Next& next) {
    if (++steps_ > kMaxSteps) return false;
    if (index == nodes.size()) return next(token);
    const PatternNode& node = nodes[index];
    if (repetitions < node.most) {
      const bool more = match_once(node, token, [&](uint32_t end) {
        if (end == token) return false;
        return match_sequence(nodes, index, repetitions + 1, end, next);
      });
      if (more) return true;
    }
    return repetitions >= node.least && match_sequence(nodes, index + 1, 0, token, next);
  }

  bool match_once(const PatternNode& node, uint32_t token, const Next& next) {
    if (node.kind == PatternNode::Kind::Group) {
      return std::any_of(node.alternatives.begin(), node.alternatives.end(), [&](const auto& alternative) {
        return match_sequence(alternative, 0, 0, token, next);
      });
    }
    if (token >= sentence_.tokens.size()) return false;
    if (node.kind == PatternNode::Kind::Token) {
      const text::Token& word = sentence_.tokens[token];
      for (const TokenConstraint& constraint : node.constraints)
        if (!holds(constraint, word)) return false;
      const TokenRange before = match_.trigger;
      if (!node.constraints.empty() && word.kind != text::TokenKind::Punctuation)
        match_.trigger =
            before.size() == 0 ? TokenRange{token, token + 1} : TokenRange{before.begin, token + 1};
      if (next(token + 1)) return true;
      match_.trigger = before;
      return false;
    }
    const std::optional<uint32_t> end = slots_(node, token);
    if (!end || !next(*end)) return false;
    // The slots of a found match are written on the way back, so that failed attempts leave nothing.
    match_.slots[node.slot] = {token, *end};
    if (!node.capture.empty()) match_.captures[node.capture] = {token, *end};
    return true;
  }

  const text::Sentence& sentence_;
  const SlotMatcher& slots_;
  PatternMatch match_;
  uint32_t steps_ = 0;
};

// The words that one part may be; none where it may be a word that it does not name.
std::vector<std::string> words_of(const PatternNode& node) {
  std::vector<std::string> words;
  for (const TokenConstraint& constraint : node.constraints)
    if (constraint.key != "tag" && !constraint.negated) return constraint.values;
  for (const std::vector<PatternNode>& alternative : node.alternatives) {
    const auto required = required_words(alternative);
    if (required.empty()) return {};
    words.insert(words.end(), required.front().begin(), required.front().end());
  }
  return words;
}

}  // namespace

std::vector<std::vector<std::string>> required_words(const std::vector<PatternNode>& nodes) {
  std::vector<std::vector<std::string>> required;
  for (const PatternNode& node : nodes) {
    if (node.least == 0) continue;
    if (std::vector<std::string> words = words_of(node); !words.empty()) required.push_back(std::move(words));
  }
  return required;
}

SentenceWords::SentenceWords(const text::Sentence& sentence) {
  for (const text::Token& token : sentence.tokens) {
    words_.insert(token.lower);
    for (const text::Reading& reading : token.readings) words_.insert(to_lower(reading.lemma));
  }
}

bool SentenceWords::has_required(const Pattern& pattern) const {
  return std::all_of(pattern.required.begin(), pattern.required.end(), [&](const auto& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return words_.count(word) != 0; });
  });
}

std::vector<PatternMatch> find_matches(const Pattern& pattern, const text::Sentence& sentence,
                                       const SlotMatcher& slots) {
  std::vector<PatternMatch> matches;
  Matcher matcher(sentence, slots);
  for (uint32_t token = 0; token < sentence.tokens.size(); ++token)
    if (auto match = matcher.match_at(pattern, token)) matches.push_back(std::move(*match));
  return matches;
}

}  // namespace trama::extract
