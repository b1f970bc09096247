#include "core/extract/discourse_state.h"

#include <algorithm>
#include <map>

#include "core/extract/sentence_structure.h"

namespace trama::extract {
namespace {

// The first firm of a headline is what the article is on, and so is one that it names again and again.
constexpr double kInHeadline = 3, kOften = 3, kDominates = 1.6;

}  // namespace

DiscourseState::DiscourseState(const ArticleView& view, const std::vector<NameMention>& name_mentions,
                               const ResolvedNames& resolved_names, Mentions& mentions)
    : article(view),
      words(view.lexicon.words),
      names(name_mentions),
      resolved(resolved_names),
      out(mentions),
      known(view, resolved_names, mentions) {
  counts.resize(mentions.entities.size(), 0);
  for (const Mention& mention : out.mentions) ++counts[mention.entity];
  named = static_cast<uint32_t>(out.mentions.size());
  by_sentence.resize(view.sentences());
  for (uint32_t m = 0; m < out.mentions.size(); ++m) by_sentence[out.mentions[m].sentence].push_back(m);
  subjects.assign(view.sentences(), kNone);
  find_main_firm();
}

void DiscourseState::find_main_firm() {
  std::map<uint32_t, double> weights;
  bool headline = false;
  for (uint32_t m = 0; m < named; ++m) {
    const Mention& mention = out.mentions[m];
    if (type(mention.entity) != "Company") continue;
    double weight = 1;
    if (!headline && mention.sentence == 0 && article.document.sentences[0].heading) {
      headline = true;
      weight += kInHeadline;
    }
    weights[mention.entity] += weight;
  }
  double first = 0, second = 0;
  for (const auto& [thing, weight] : weights) {
    if (weight > first) {
      second = first;
      first = weight;
      main_firm = thing;
    } else {
      second = std::max(second, weight);
    }
  }
  if (first < kOften || first < second * kDominates) main_firm = kNone;
}

const Mention* DiscourseState::name_in(uint32_t s, TokenRange range, bool places) const {
  for (uint32_t m : by_sentence[s]) {
    const Mention& mention = out.mentions[m];
    if (range.contains(mention.tokens.begin) && (places || !is_place(mention))) return &mention;
  }
  return nullptr;
}

Role DiscourseState::role_of(uint32_t s, uint32_t token) const {
  const NounGroup* group = article.group_at(s, token);
  if (group == nullptr) return Role::Other;
  if (group == subject_group(article, s)) return Role::Subject;
  return group->preposition.empty() ? Role::Object : Role::Other;
}

void DiscourseState::remember(uint32_t mention, Role role) {
  const Mention& m = out.mentions[mention];
  references.push_back({mention, m.entity, m.sentence, m.tokens.begin, role});
}

// The latest name of a thing before here: what an evidence cites.
uint32_t DiscourseState::latest_name(uint32_t thing, uint32_t s, uint32_t token) const {
  uint32_t best = kNone;
  for (uint32_t m = 0; m < named; ++m) {
    const Mention& mention = out.mentions[m];
    if (mention.entity != thing || mention.sentence > s ||
        (mention.sentence == s && mention.tokens.begin >= token))
      continue;
    if (best == kNone || std::tie(out.mentions[best].sentence, out.mentions[best].tokens) <=
                             std::tie(mention.sentence, mention.tokens))
      best = m;
  }
  return best;
}

Mention DiscourseState::stand_in(uint32_t thing, Via via, uint32_t s, uint32_t token, double lead) const {
  Mention mention;
  mention.entity = thing;
  mention.via = via;
  mention.antecedent = latest_name(thing, s, token);
  mention.confidence = lead > 6 ? 900 : lead > 3 ? 800 : 700;
  return mention;
}

// The thing itself, or its other reading, where one is of a wanted type.
uint32_t DiscourseState::reading_of_type(uint32_t thing, const std::vector<std::string>& types) const {
  auto wanted = [&](uint32_t t) { return t != kNone && std::ranges::find(types, type(t)) != types.end(); };
  if (wanted(thing)) return thing;
  uint32_t other = thing < resolved.things.size() ? resolved.things[thing].other_reading : kNone;
  return wanted(other) ? other : kNone;
}

uint32_t DiscourseState::subject_before(uint32_t s, const std::vector<std::string>& types) const {
  for (uint32_t back = 0; back < 2 && back <= s; ++back) {
    if (back == 1 && paragraph(s) != paragraph(s - 1)) break;
    uint32_t subject = subjects[s - back];
    if (subject != kNone && std::ranges::find(types, type(subject)) != types.end()) return subject;
  }
  return kNone;
}

// The only thing of such a type in the last sentences, else none.
uint32_t DiscourseState::only_recent(uint32_t s, uint32_t token, const std::vector<std::string>& types,
                                     uint32_t window) const {
  uint32_t found = kNone;
  for (auto reference = references.rbegin(); reference != references.rend(); ++reference) {
    if (s - reference->sentence > window) break;
    if (reference->sentence == s && reference->token >= token) continue;
    if (std::ranges::find(types, type(reference->thing)) == types.end()) continue;
    if (found != kNone && found != reference->thing) return kNone;
    found = reference->thing;
  }
  return found;
}

uint32_t DiscourseState::previous_subject(uint32_t s, const std::vector<std::string>& types) const {
  if (s == 0 || paragraph(s) != paragraph(s - 1)) return kNone;
  uint32_t subject = subjects[s - 1];
  return subject != kNone && std::ranges::find(types, type(subject)) != types.end() ? subject : kNone;
}

}  // namespace trama::extract
