#include "core/extract/rule.h"

#include <algorithm>

#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

std::string index_key(std::string_view language, RuleKind kind, std::string_view word) {
  std::string key(language);
  key.append("/").append(name_of(kind)).append("/").append(word);
  return key;
}

}  // namespace

const char* name_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::Verb:
      return "verb";
    case RuleKind::Noun:
      return "noun";
    case RuleKind::Role:
      return "role";
    case RuleKind::Name:
      return "name";
    case RuleKind::Pattern:
      return "pattern";
  }
  return "rule";
}

const std::vector<RuleMatch>& RuleSet::triggered_by(std::string_view language, RuleKind kind,
                                                    const std::string& word) const {
  static const std::vector<RuleMatch> kNothing;
  const auto found = index_.find(index_key(language, kind, word));
  return found == index_.end() ? kNothing : found->second;
}

const std::vector<uint32_t>& RuleSet::untriggered(std::string_view language, RuleKind kind) const {
  static const std::vector<uint32_t> kNothing;
  const auto found = untriggered_.find(index_key(language, kind, ""));
  return found == untriggered_.end() ? kNothing : found->second;
}

const std::vector<std::vector<std::string>>& RuleSet::cues(std::string_view language,
                                                           std::string_view kind) const {
  static const std::vector<std::vector<std::string>> kNothing;
  const auto found = cues_.find(std::string(language).append("/").append(kind));
  return found == cues_.end() ? kNothing : found->second;
}

std::vector<std::string> RuleSet::cue_phrases(std::string_view language, std::string_view kind) const {
  std::vector<std::string> phrases;
  for (const std::vector<std::string>& words : cues(language, kind)) phrases.push_back(join_words(words));
  return phrases;
}

bool RuleSet::is_cue(std::string_view language, std::string_view kind, std::string_view phrase) const {
  return std::ranges::any_of(cues(language, kind), [&](const std::vector<std::string>& words) {
    return join_words(words) == phrase;
  });
}

bool RuleSet::in_class(std::string_view language, std::string_view name, std::string_view lemma) const {
  const auto found = classes_.find(std::string(language).append("/").append(name));
  return found != classes_.end() && std::binary_search(found->second.begin(), found->second.end(), lemma);
}

bool RuleSet::has_class(std::string_view name) const {
  return std::any_of(classes_.begin(), classes_.end(), [&](const auto& entry) {
    return std::string_view(entry.first).substr(entry.first.find('/') + 1) == name;
  });
}

RuleSet load_rules(const knowledge::Files& files) {
  // A user's domain/ folder stands in for the schema and the relations that we bring; cue words stay.
  std::vector<std::string> names = files.list("domain/", ".rules");
  if (names.empty()) {
    names = files.list("relations/", ".rules");
    names.insert(names.begin(), "schema.rules");
  }
  // Declarations before what uses them; files of relations then by name.
  std::stable_partition(names.begin(), names.end(),
                        [](const std::string& name) { return name.ends_with("schema.rules"); });
  names.insert(names.begin(), "cues.rules");
  RuleSet rules;
  for (const std::string& name : names) {
    RuleSource source{name, std::string(files.file(name))};
    try {
      rules.add(source);
    } catch (const Error& error) {
      throw Error(ErrorKind::Input, "RuleFile", render(error, source.text, source.name));
    }
  }
  return rules;
}

}  // namespace trama::extract
