#include "core/extract/discourse_state.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/extract/sentence_structure.h"

namespace trama::extract {
namespace {

// The first firm of a headline is what the article is on, and so is one that it names again and again.
constexpr double kInHeadline = 3, kOften = 3, kDominates = 1.6;
// An interview asks at least so many questions; longer ones are rhetoric.
constexpr uint32_t kInterview = 4, kQuestionLength = 30;
// A firm's own text says "we" in at least so many sentences.
constexpr uint32_t kOwnSentences = 2;

}  // namespace

DiscourseState::DiscourseState(const ArticleView& view, const std::vector<NameMention>& name_mentions,
                               const ResolvedNames& resolved_names, Mentions& mentions)
    : article(view),
      words(view.lexicon.words),
      grammar(view.lexicon.grammar),
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
  find_interview();
  if (!own_voice) find_publisher();
  find_genders();
}

// Questions that are paragraphs of their own; what the answers are about is the first firm of the
// introduction that does something or is done something to, else one that somebody has a post of, rather
// than one where somebody once was, else its first.
void DiscourseState::find_interview() {
  uint32_t questions = 0, first = kNone;
  const auto& sentences = article.document.sentences;
  for (uint32_t s = 0; s < article.sentences(); ++s) {
    const auto& list = tokens(s);
    const bool ends = s + 1 == article.sentences() || sentences[s + 1].paragraph != sentences[s].paragraph;
    const bool asks = std::ranges::any_of(list, [](const text::Token& t) { return t.surface == "?"; });
    if (!ends || !asks || list.size() > kQuestionLength) continue;
    ++questions;
    if (first == kNone) first = s;
  }
  if (questions < kInterview) return;
  uint32_t any = kNone, headed = kNone, part = kNone;
  for (uint32_t s = 0; s < first && part == kNone; ++s) {
    if (sentences[s].heading) continue;
    for (uint32_t m : by_sentence[s]) {
      const Mention& mention = out.mentions[m];
      if (type(mention.entity) != "Company") continue;
      if (any == kNone) any = mention.entity;
      const NounGroup* group = article.group_at(s, mention.tokens.begin);
      if (group == nullptr) continue;
      if (part == kNone && group->preposition.empty()) part = mention.entity;
      if (headed == kNone && owns_post(s, *group)) headed = mention.entity;
    }
  }
  if (any == kNone) return;
  own_voice = true;
  main_firm = part != kNone ? part : headed != kNone ? headed : any;
}

// "the chief executive of X", but not "a former researcher of X".
bool DiscourseState::owns_post(uint32_t s, const NounGroup& owner) const {
  const auto& list = tokens(s);
  const uint32_t link = owner.tokens.begin - 1;
  if (owner.tokens.begin < 2 || !grammar.linking.contains(owner.preposition)) return false;
  const NounGroup* post = article.group_at(s, link);
  if (post == nullptr) post = article.group_at(s, link - 1);
  if (post == nullptr || post->tokens.begin >= owner.tokens.begin) return false;
  bool role = false;
  for (uint32_t i = post->tokens.begin; i < post->tokens.end; ++i) {
    if (words.is(WordKind::Former, list[i].lower) || words.is(WordKind::Former, list[i].lemma()))
      return false;
    role = role || words.at(WordKind::Role, list, i, post->tokens.end).tokens.size() > 0;
  }
  return role;
}

// A firm's own blog or newsroom: its name stands in the source's, and the text says "we" without quotes. "The
// Ledger" is a newspaper and no firm's.
void DiscourseState::find_publisher() {
  const std::string name = fold_quickly(article.document.metadata.source), source = " " + name + " ";
  const std::string first = name.substr(0, name.find(' '));
  uint32_t firm = kNone;
  for (uint32_t m = 0; m < named && firm == kNone; ++m)
    if (type(out.mentions[m].entity) == "Company" &&
        source.find(" " + names[m].folded + " ") != std::string::npos &&
        !(grammar.definite.contains(first) && name == first + " " + names[m].folded))
      firm = out.mentions[m].entity;
  if (firm == kNone) return;
  uint32_t sentences = 0;
  for (uint32_t s = 0; s < article.sentences(); ++s) {
    const auto& list = tokens(s);
    for (uint32_t i = 0; i < list.size(); ++i) {
      if (!grammar.own.contains(list[i].lower) || article.in_quotes(s, i)) continue;
      ++sentences;
      break;
    }
  }
  if (sentences < kOwnSentences) return;
  own_voice = true;
  main_firm = firm;
}

// What the analyser says of first names, where all of a person's names agree.
void DiscourseState::find_genders() {
  std::set<uint32_t> torn;
  for (uint32_t m = 0; m < named; ++m) {
    const Mention& mention = out.mentions[m];
    if (type(mention.entity) != "Person" || mention.tokens.size() == 0) continue;
    const text::Token& first = tokens(mention.sentence)[mention.tokens.begin];
    if (!first.has("ant") || first.has("m") == first.has("f")) continue;
    Gender gender = first.has("m") ? Gender::Masculine : Gender::Feminine;
    auto [known, fresh] = genders.emplace(mention.entity, gender);
    if (!fresh && known->second != gender) torn.insert(mention.entity);
  }
  for (uint32_t thing : torn) genders.erase(thing);
}

void DiscourseState::find_main_firm() {
  std::map<uint32_t, double> weights;
  std::set<uint32_t> told;  // by more than headings
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
    if (!article.document.sentences[mention.sentence].heading) told.insert(mention.entity);
  }
  double first = 0, second = 0;
  for (const auto& [thing, weight] : weights) {
    if (!told.contains(thing)) continue;
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
  // "between X and Y": the second of two has the place of the first.
  while (group->preposition.empty() && group->tokens.begin > 1 &&
         tokens(s)[group->tokens.begin - 1].has("cnjcoo")) {
    const NounGroup* first = article.group_at(s, group->tokens.begin - 2);
    if (first == nullptr) break;
    group = first;
    if (group == subject_group(article, s)) return Role::Subject;
  }
  return group->preposition.empty() ? Role::Object : Role::Other;
}

void DiscourseState::remember(uint32_t mention, Role role) {
  const Mention& m = out.mentions[mention];
  bool pronoun = m.via == Via::Pronoun || m.via == Via::Possessive || m.via == Via::Dropped;
  references.push_back({mention, m.entity, m.sentence, m.tokens.begin, role, pronoun});
}

void DiscourseState::add(Mention mention, uint32_t s, TokenRange range, Role role) {
  mention.sentence = s;
  mention.tokens = range;
  if (range.size() > 0) {
    mention.span = article.span(s, range);
  } else {
    size_t at = tokens(s)[range.begin].span.begin;
    mention.span = {at, at};
  }
  out.mentions.push_back(mention);
  remember(static_cast<uint32_t>(out.mentions.size() - 1), role);
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

uint32_t DiscourseState::any_name(uint32_t thing, uint32_t s, uint32_t token) const {
  if (const uint32_t before = latest_name(thing, s, token); before != kNone) return before;
  for (uint32_t m = 0; m < named; ++m)
    if (out.mentions[m].entity == thing) return m;
  return kNone;
}

Mention DiscourseState::stand_in(uint32_t thing, Via via, uint32_t s, uint32_t token, double lead) const {
  Mention mention;
  mention.entity = thing;
  mention.via = via;
  mention.antecedent = latest_name(thing, s, token);
  mention.confidence = lead > 6 ? kClearlyResolved : lead > 3 ? 800 : 700;
  return mention;
}

// The thing itself, or its other reading, where one is of a wanted type.
uint32_t DiscourseState::reading_of_type(uint32_t thing, const std::vector<std::string>& types) const {
  auto wanted = [&](uint32_t t) { return t != kNone && std::ranges::find(types, type(t)) != types.end(); };
  if (wanted(thing)) return thing;
  uint32_t other = thing < resolved.things.size() ? resolved.things[thing].other_reading : kNone;
  return wanted(other) ? other : kNone;
}

bool DiscourseState::fits(uint32_t thing, const Sought& sought) const {
  if (thing == kNone || thing == sought.except) return false;
  if (std::ranges::find(sought.types, type(thing)) == sought.types.end()) return false;
  if (type(thing) != "Person" || sought.gender == Gender::Unknown) return true;
  auto known = genders.find(thing);
  return known == genders.end() || known->second == sought.gender;
}

uint32_t DiscourseState::subject_before(uint32_t s, const Sought& sought) const {
  for (uint32_t back = 0; back < 2 && back <= s; ++back) {
    if (back == 1 && paragraph(s) != paragraph(s - 1)) break;
    if (fits(subjects[s - back], sought)) return subjects[s - back];
  }
  return kNone;
}

uint32_t DiscourseState::only_recent(uint32_t s, uint32_t token, const Sought& sought,
                                     uint32_t window) const {
  uint32_t found = kNone;
  for (auto reference = references.rbegin(); reference != references.rend(); ++reference) {
    if (s - reference->sentence > window) break;
    if (reference->sentence == s && reference->token >= token) continue;
    if (!fits(reference->thing, sought)) continue;
    if (found != kNone && found != reference->thing) return kNone;
    found = reference->thing;
  }
  return found;
}

uint32_t DiscourseState::previous_subject(uint32_t s, const Sought& sought) const {
  if (s == 0 || paragraph(s) != paragraph(s - 1)) return kNone;
  return fits(subjects[s - 1], sought) ? subjects[s - 1] : kNone;
}

}  // namespace trama::extract
