#include "core/record/phrase.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/utf8.h"

namespace trama {

namespace {

struct Verb {
  std::string present;     // "owns"
  std::string infinitive;  // "own"
};

// "supplies": "supply"; "launches": "launch"; "owns": "own".
std::string infinitive_of(std::string_view third_person) {
  const std::string_view stem = third_person.substr(0, third_person.size() - 1);
  if (stem.ends_with("ie") && stem.size() > 3) return std::string(stem.substr(0, stem.size() - 2)) + "y";
  for (const std::string_view hissing : {"sse", "she", "che", "xe", "zze", "oe"})
    if (stem.ends_with(hissing)) return std::string(stem.substr(0, stem.size() - 1));
  return std::string(stem);
}

std::optional<Verb> verb_of(const std::string& words) {
  if (words == "based in") return Verb{words, "be " + words};
  const size_t blank = std::min(words.find(' '), words.size());
  const std::string first = words.substr(0, blank), rest = words.substr(blank);
  if (first == "is") return Verb{words, "be" + rest};
  if (first == "has") return Verb{words, "have" + rest};
  if (first.size() < 3 || !first.ends_with('s') || first.ends_with("ss")) return std::nullopt;
  return Verb{words, infinitive_of(first) + rest};
}

std::string verb_phrase(const Verb& verb, const Assertion& is) {
  const bool planned = is.status == Status::Planned;
  if (is.certainty == Certainty::Speculated) {
    const std::string may = std::string("may ") + (is.negated ? "not " : "");
    if (is.status == Status::Former) return may + "no longer " + verb.infinitive;
    return may + (planned ? "come to " : "") + verb.infinitive;
  }
  if (planned) return (is.negated ? "will not " : "will ") + verb.infinitive;
  const std::string when = is.status == Status::Former ? "no longer " : "";
  if (!is.negated) return when + verb.present;
  if (is.status == Status::Former) return "once did not " + verb.infinitive;
  return verb.infinitive.starts_with("be ") ? "is not " + verb.infinitive.substr(3)
                                            : "does not " + verb.infinitive;
}

// What happened once: there is no "no longer".
std::string founded(const Assertion& is) {
  if (is.certainty == Certainty::Speculated) {
    const std::string may = std::string("may ") + (is.negated ? "not " : "");
    return may + (is.status == Status::Planned ? "come to found" : "have founded");
  }
  if (is.status == Status::Planned) return is.negated ? "will not found" : "will found";
  return is.negated ? "did not found" : "founded";
}

std::string noun_phrase(const std::string& words, const Assertion& is) {
  std::string out;
  if (is.certainty == Certainty::Speculated) out += "possible ";
  if (is.negated) out += "denied ";
  if (is.status == Status::Former) out += "former ";
  if (is.status == Status::Planned) out += "planned ";
  return out + words;
}

std::string words_with_doubts(const std::string& words, const Assertion& is) {
  std::string doubts;
  const auto add = [&](bool holds, const char* doubt) {
    if (holds) doubts += (doubts.empty() ? "" : ", ") + std::string(doubt);
  };
  add(is.certainty == Certainty::Speculated, "perhaps");
  add(is.negated, "denied");
  add(is.status == Status::Former, "former");
  add(is.status == Status::Planned, "planned");
  return doubts.empty() ? words : words + " (" + doubts + ")";
}

}  // namespace

std::string phrase_of(std::string_view relation, const Assertion& assertion) {
  std::string words = to_lower(relation);
  std::replace(words.begin(), words.end(), '_', ' ');
  if (assertion.measure) return noun_phrase(words, assertion);
  if (words == "founded") return founded(assertion);
  const std::optional<Verb> verb = verb_of(words);
  return verb ? verb_phrase(*verb, assertion) : words_with_doubts(words, assertion);
}

}  // namespace trama
