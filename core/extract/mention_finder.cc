#include "core/extract/mention_finder.h"

#include <algorithm>

#include "core/extract/discourse.h"
#include "core/extract/name_finder.h"
#include "core/extract/name_resolution.h"
#include "core/extract/policy_finder.h"
#include "core/extract/small_names.h"

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

// Whether two described measures are one: of a class that an article has one of, and no two countries take
// them.
bool same_measure(const PolicyMention& a, const PolicyMention& b) {
  if (a.kind != b.kind) return false;
  if (!a.one_per_article && !a.bare && !b.bare) return fold_quickly(a.phrase) == fold_quickly(b.phrase);
  return a.country.empty() || b.country.empty() || a.country == b.country;
}

void add_policies(const ArticleView& article, const std::vector<PolicyMention>& policies,
                  Mentions& mentions) {
  struct Measure {
    PolicyMention fullest;
    uint32_t entity;
  };
  std::vector<Measure> measures;
  for (const PolicyMention& policy : policies) {
    auto known = std::find_if(measures.rbegin(), measures.rend(), [&](const Measure& m) {
      return policy.again ? m.fullest.told_by_verb : same_measure(m.fullest, policy);
    });
    if (policy.again) {
      // The measure that it takes up keeps its name.
      if (known == measures.rend()) continue;
    } else if (known == measures.rend()) {
      Entity entity{"Policy", policy.phrase, "", false};
      measures.push_back({policy, static_cast<uint32_t>(mentions.entities.size())});
      mentions.entities.push_back(entity);
      known = measures.rbegin();
    } else if (policy.phrase.size() > known->fullest.phrase.size()) {
      std::string country = policy.country.empty() ? known->fullest.country : policy.country;
      known->fullest = policy;
      known->fullest.country = country;
      mentions.entities[known->entity].name = policy.phrase;
    }
    Mention mention;
    mention.sentence = policy.sentence;
    mention.tokens = policy.tokens;
    mention.span = article.span(policy.sentence, policy.tokens);
    mention.entity = known->entity;
    mention.clause = policy.told_by_verb;
    mentions.mentions.push_back(mention);
  }
}

}  // namespace

struct MentionFinder::Language {
  Language(const knowledge::Files& files, const std::string& code)
      : lexicon(files, code), policies(files, code) {}

  Lexicon lexicon;
  PolicyFinder policies;
};

MentionFinder::MentionFinder(const knowledge::Files& files, CpuProfile* profile)
    : files_(files), profile_(profile) {}
MentionFinder::~MentionFinder() = default;

const MentionFinder::Language& MentionFinder::language(const std::string& code) {
  auto& slot = languages_[code];
  if (slot == nullptr) {
    const StageTimer timer(profile_, "knowledge");
    slot = std::make_unique<const Language>(files_, code);
  }
  return *slot;
}

Mentions MentionFinder::find(const text::Document& document, std::span<const Chunks> chunks) {
  StageTimer timer(profile_, "names");
  const Language& language = this->language(document.metadata.language);
  ArticleView article(document, chunks, language.lexicon);
  std::vector<NameMention> names = NameFinder(article).find();
  add_small_names(article, names);
  timer.turn_to("resolution of names");
  ResolvedNames resolved = resolve_names(article, names);
  timer.turn_to("names");
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
    mention.demonym = names[m].demonym;
    mention.other_reading = resolved.things[thing].other_reading;
    mentions.mentions.push_back(mention);
  }
  std::vector<std::string> types;
  for (uint32_t thing : resolved.thing_of_mention) types.push_back(mentions.entities[thing].type);
  add_policies(article, language.policies.find(article, names, types), mentions);
  timer.turn_to("resolution of expressions");
  resolve_expressions(article, names, resolved, mentions);
  return mentions;
}

}  // namespace trama::extract
