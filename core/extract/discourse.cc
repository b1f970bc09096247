#include "core/extract/discourse.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <set>

#include "core/extract/known_attributes.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/sentence_structure.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;
using Agreement = KnownAttributes::Agreement;

// How many sentences back an antecedent may stand.
constexpr uint32_t kWindow = 3;
// The same where the description names a place, which rules others out.
constexpr uint32_t kPlaceWindow = 8;
constexpr double kNear = 10, kFar = 3, kSubject = 3, kObject = 1, kTopic = 2, kOften = 0.4,
                 kPlaceAgrees = 7.5, kPlaceCompatible = 2.5;
// How many tokens of complements may stand between a subject and the name apposed to it.
constexpr uint32_t kApposedReach = 6;
// By how much the best antecedent must lead.
constexpr double kLead = 1.5;

enum class Role : uint8_t { Other, Object, Subject };

// A mention as the discourse remembers it.
struct Reference {
  uint32_t mention;  // index into Mentions::mentions before sorting
  uint32_t thing;
  uint32_t sentence;
  uint32_t token;
  Role role;
};

class Discourse {
 public:
  Discourse(const ArticleView& article, const std::vector<NameMention>& names, const ResolvedNames& resolved,
            Mentions& mentions)
      : article_(article),
        words_(article.lexicon.words),
        names_(names),
        resolved_(resolved),
        out_(mentions),
        known_(article, resolved, mentions) {
    counts_.resize(mentions.entities.size(), 0);
    for (const Mention& mention : out_.mentions) ++counts_[mention.entity];
    named_ = static_cast<uint32_t>(out_.mentions.size());
    by_sentence_.resize(article.sentences());
    for (uint32_t m = 0; m < out_.mentions.size(); ++m) by_sentence_[out_.mentions[m].sentence].push_back(m);
  }

  void run() {
    subjects_.assign(article_.sentences(), kNone);
    out_.topic_of_sentence.assign(article_.sentences(), kNone);
    const uint32_t frequent = most_frequent_company();
    for (uint32_t s = 0; s < article_.sentences(); ++s) {
      if (s > 0 && paragraph(s) != paragraph(s - 1)) topic_ = kNone;
      walk(s);
      uint32_t subject = subjects_[s];
      if (subject != kNone && is_body(subject)) topic_ = subject;
      out_.topic_of_sentence[s] = topic_ != kNone ? topic_ : frequent;
    }
    sort_mentions();
  }

 private:
  uint32_t paragraph(uint32_t s) const { return article_.document.sentences[s].paragraph; }
  const std::vector<Token>& tokens(uint32_t s) const { return article_.tokens(s); }
  const std::string& type(uint32_t thing) const { return out_.entities[thing].type; }
  bool is_demonym(uint32_t mention) const { return mention < names_.size() && names_[mention].demonym; }
  bool is_body(uint32_t thing) const { return type(thing) == "Company"; }

  uint32_t most_frequent_company() const {
    uint32_t best = kNone;
    bool tie = false;
    for (uint32_t t = 0; t < counts_.size(); ++t) {
      if (type(t) != "Company") continue;
      if (best == kNone || counts_[t] > counts_[best]) {
        best = t;
        tie = false;
      } else if (counts_[t] == counts_[best]) {
        tie = true;
      }
    }
    return tie ? kNone : best;
  }

  bool is_place(const Mention& mention) const { return type(mention.entity) == "Place"; }

  // ---- a sentence, from left to right ----

  void walk(uint32_t s) {
    find_subject(s);
    find_apposed_subject(s);
    const Chunks& chunks = article_.chunks[s];
    size_t noun = 0, verb = 0;
    while (noun < chunks.nouns.size() || verb < chunks.verbs.size()) {
      bool noun_first =
          verb == chunks.verbs.size() ||
          (noun < chunks.nouns.size() && chunks.nouns[noun].tokens.begin < chunks.verbs[verb].tokens.begin);
      if (noun_first)
        visit(s, chunks.nouns[noun++]);
      else
        visit(s, chunks.verbs[verb++]);
    }
  }

  const Mention* name_in(uint32_t s, TokenRange range, bool places) const {
    for (uint32_t m : by_sentence_[s]) {
      const Mention& mention = out_.mentions[m];
      if (range.contains(mention.tokens.begin) && (places || !is_place(mention))) return &mention;
    }
    return nullptr;
  }

  Role role_of(uint32_t s, uint32_t token) const {
    const NounGroup* group = article_.group_at(s, token);
    if (group == nullptr) return Role::Other;
    if (group == subject_group(article_, s)) return Role::Subject;
    return group->preposition.empty() ? Role::Object : Role::Other;
  }

  void find_subject(uint32_t s) {
    subject_ = subject_group(article_, s);
    if (subject_ == nullptr) return;
    // In "Nvidia boss Jensen Huang" the last name is the subject, in "la società X" the only one.
    for (uint32_t m : by_sentence_[s]) {
      const Mention& mention = out_.mentions[m];
      if (!subject_->tokens.contains(mention.tokens.begin)) continue;
      bool head = mention.tokens.contains(subject_->head) || mention.tokens.end == subject_->tokens.end;
      if (head && !is_demonym(m)) subjects_[s] = mention.entity;
    }
  }

  // "Il chip di punta, il Nibbio 3, è …": the name that follows the subject between commas.
  void find_apposed_subject(uint32_t s) {
    if (subject_ == nullptr || subjects_[s] != kNone) return;
    const auto& list = tokens(s);
    for (uint32_t m : by_sentence_[s]) {
      const Mention& mention = out_.mentions[m];
      uint32_t begin = mention.tokens.begin, end = mention.tokens.end;
      while (begin > 0 && (list[begin - 1].has("det") || list[begin - 1].joined)) --begin;
      bool between = begin > subject_->tokens.end && list[begin - 1].surface == "," && end < list.size() &&
                     list[end].surface == ",";
      if (!between || begin > subject_->tokens.end + kApposedReach || is_place(mention)) continue;
      for (uint32_t i = subject_->tokens.end; i + 1 < begin; ++i)
        if (list[i].surface == "," || article_.verb_at(s, i) != nullptr) return;
      subjects_[s] = mention.entity;
      return;
    }
  }

  void remember(uint32_t mention, Role role) {
    const Mention& m = out_.mentions[mention];
    references_.push_back({mention, m.entity, m.sentence, m.tokens.begin, role});
  }

  void visit(uint32_t s, const NounGroup& group) {
    possessive(s, group);
    std::vector<uint32_t> names;
    for (uint32_t m : by_sentence_[s])
      if (group.tokens.contains(out_.mentions[m].tokens.begin)) names.push_back(m);
    bool named = std::ranges::any_of(names, [&](uint32_t m) {
      return !is_place(out_.mentions[m]) && !made_by_head(s, group, out_.mentions[m]);
    });
    if (!named) {
      std::optional<Mention> nominal = describe(s, group);
      if (!nominal) nominal = people_of_place(s, group);
      if (nominal) add(s, group, *nominal);
    }
    for (uint32_t m : names) remember(m, role_of(s, out_.mentions[m].tokens.begin));
  }

  // "the ChatGPT maker": the product says which maker, it is not the maker's name.
  bool made_by_head(uint32_t s, const NounGroup& group, const Mention& mention) const {
    if (article_.lexicon.verbs.head_first || mention.tokens.end > group.head) return false;
    const std::string& kind = type(mention.entity);
    bool thing = kind == "Model" || kind == "Product" || kind == "Chip";
    const auto& types = words_.types(WordKind::Describes, tokens(s)[group.head].lemma());
    return thing && std::ranges::find(types, "Company") != types.end();
  }

  void add(uint32_t s, const NounGroup& group, Mention mention) {
    mention.sentence = s;
    mention.tokens = group.tokens;
    mention.span = article_.span(s, group.tokens);
    out_.mentions.push_back(mention);
    auto index = static_cast<uint32_t>(out_.mentions.size() - 1);
    remember(index, role_of(s, group.tokens.begin));
    // A description shows that the thing is what the paragraph goes on about.
    if (topic_ == kNone && is_body(mention.entity) && group.definite) topic_ = mention.entity;
    if (&group == subject_) subjects_[s] = mention.entity;
    for (uint32_t m : by_sentence_[s])
      if (group.tokens.contains(out_.mentions[m].tokens.begin) && is_place(out_.mentions[m]))
        known_.add_place(mention.entity, out_.mentions[m].entity);
  }

  // The latest name of a thing before here: what an evidence cites.
  uint32_t latest_name(uint32_t thing, uint32_t s, uint32_t token) const {
    uint32_t best = kNone;
    for (uint32_t m = 0; m < named_; ++m) {
      const Mention& mention = out_.mentions[m];
      if (mention.entity != thing || mention.sentence > s ||
          (mention.sentence == s && mention.tokens.begin >= token))
        continue;
      if (best == kNone || std::tie(out_.mentions[best].sentence, out_.mentions[best].tokens) <=
                               std::tie(mention.sentence, mention.tokens))
        best = m;
    }
    return best;
  }

  Mention stand_in(uint32_t thing, Via via, uint32_t s, uint32_t token, double lead) const {
    Mention mention;
    mention.entity = thing;
    mention.via = via;
    mention.antecedent = latest_name(thing, s, token);
    mention.confidence = lead > 6 ? 900 : lead > 3 ? 800 : 700;
    return mention;
  }

  // ---- definite descriptions ----

  std::optional<Mention> describe(uint32_t s, const NounGroup& group) {
    const auto& list = tokens(s);
    if (group.number == Number::Plural) return std::nullopt;
    TypeWords::Found noun = head_noun(s, group);
    if (noun.tokens.size() == 0) {
      if (std::optional<Mention> holder = holder_of_post(s, group)) return holder;
      return pronoun(s, group);
    }
    if (std::optional<Mention> apposed = apposition(s, group, noun)) return apposed;
    if (!group.definite || group.possessive) return std::nullopt;
    // "il Fondo": with a capital it is a name's first word
    if (is_capitalised(list[group.head]) && group.head > group.tokens.begin) return std::nullopt;
    std::string word(list[noun.tokens.begin].lemma());
    if (words_.is(WordKind::Relational, word) || noun.types->front() == "Place") return std::nullopt;
    // "The company is called X" says the name, it does not take one up.
    const VerbGroup* verb = article_.verb_at(s, group.tokens.end);
    if (verb != nullptr && words_.is(WordKind::Naming, verb->lemma)) return std::nullopt;
    std::vector<std::string> wanted;
    if (!modifiers_fit(s, group, wanted)) return std::nullopt;
    return best_antecedent(s, group, *noun.types, wanted);
  }

  // "The co-founder … is joining": the only person of the sentence before, unless known by another post.
  std::optional<Mention> holder_of_post(uint32_t s, const NounGroup& group) {
    if (!group.definite || group.possessive || &group != subject_) return std::nullopt;
    TypeWords::Found role;
    for (uint32_t i = group.tokens.begin; i < group.tokens.end && role.tokens.size() == 0; ++i) {
      auto found = words_.at(WordKind::Role, tokens(s), i, group.tokens.end);
      if (found.tokens.contains(group.head)) role = found;
    }
    if (role.tokens.size() == 0) return std::nullopt;
    // "The new chief executive will be X" speaks of another.
    const VerbGroup* verb = article_.verb_at(s, group.tokens.end);
    if (verb == nullptr || verb->copula) return std::nullopt;
    uint32_t person = only_recent(s, group.tokens.begin, {"Person"}, 1);
    if (person == kNone) return std::nullopt;
    if (!known_.may_hold(person, known_.post(s, role.tokens))) return std::nullopt;
    return stand_in(person, Via::Nominal, s, group.tokens.begin, 2);
  }

  // "ceduto dagli olandesi": the firm of that country that the article speaks of.
  std::optional<Mention> people_of_place(uint32_t s, const NounGroup& group) {
    if (!group.definite || !article_.lexicon.verbs.head_first) return std::nullopt;
    uint32_t place = kNone;
    for (uint32_t m : by_sentence_[s])
      if (is_demonym(m) && out_.mentions[m].tokens.begin == group.head) place = out_.mentions[m].entity;
    if (place == kNone || group.tokens.end - 1 != group.head) return std::nullopt;
    uint32_t next = group.tokens.end;
    bool linked = next < tokens(s).size() && tokens(s)[next].lemma() == "di";
    if (linked && next + 1 < tokens(s).size() && is_capitalised(tokens(s)[next + 1])) return std::nullopt;
    std::vector<std::string> wanted{known_.place_key(place)};
    std::set<uint32_t> fitting;
    for (auto reference = references_.rbegin();
         reference != references_.rend() && s - reference->sentence <= kWindow; ++reference)
      if (type(reference->thing) == "Company" &&
          known_.agreement(reference->thing, wanted) == Agreement::Agrees)
        fitting.insert(reference->thing);
    if (fitting.size() != 1) return std::nullopt;
    return stand_in(*fitting.begin(), Via::Nominal, s, group.tokens.begin, 4);
  }

  TypeWords::Found head_noun(uint32_t s, const NounGroup& group) const {
    TypeWords::Found best;
    for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
      auto noun = words_.at(WordKind::Describes, tokens(s), i, group.tokens.end);
      if (noun.tokens.contains(group.head)) best = noun;
    }
    return best;
  }

  // Whether what restricts the noun leaves it anaphoric; collects the places that it names.
  bool modifiers_fit(uint32_t s, const NounGroup& group, std::vector<std::string>& wanted) const {
    const auto& list = tokens(s);
    auto collect = [&](TokenRange range) {
      for (uint32_t m : by_sentence_[s])
        if (range.contains(out_.mentions[m].tokens.begin) && is_place(out_.mentions[m]))
          wanted.push_back(known_.place_key(out_.mentions[m].entity));
    };
    collect(group.tokens);
    uint32_t next = group.tokens.end;
    if (next >= list.size()) return true;
    if (list[next].has("rel") || list[next].lemma() == "tra" || list[next].lemma() == "fra" ||
        list[next].lemma() == "between")
      return false;
    bool of = list[next].lemma() == "di" || list[next].lemma() == "of" || list[next].lemma() == "from" ||
              list[next].lemma() == "behind";
    if (!of) return true;
    uint32_t inner = next + 1;
    while (inner < list.size() && list[inner].joined) ++inner;
    const NounGroup* complement = article_.group_at(s, inner);
    if (complement == nullptr) return false;
    if (name_in(s, complement->tokens, false) != nullptr) return false;
    size_t before = wanted.size();
    collect(complement->tokens);
    // "il colosso dei chip" still stands for one firm, "la società di servizi" as well
    return !wanted.empty() || wanted.size() > before || !complement->definite ||
           complement->number == Number::Plural;
  }

  // "X, the Bristol company …": right after a name and a comma.
  std::optional<Mention> apposition(uint32_t s, const NounGroup& group, const TypeWords::Found& noun) {
    const auto& list = tokens(s);
    uint32_t begin = group.tokens.begin;
    if (begin < 2 || list[begin - 1].surface != "," || !group.preposition.empty()) return std::nullopt;
    for (uint32_t m : by_sentence_[s]) {
      const Mention& name = out_.mentions[m];
      if (name.tokens.end != begin - 1 || is_demonym(m)) continue;
      bool fits = std::ranges::find(*noun.types, type(name.entity)) != noun.types->end();
      if (!fits) return std::nullopt;
      Mention mention = stand_in(name.entity, Via::Nominal, s, begin, 10);
      mention.antecedent = m;
      return mention;
    }
    return std::nullopt;
  }

  std::optional<Mention> best_antecedent(uint32_t s, const NounGroup& group,
                                         const std::vector<std::string>& types,
                                         const std::vector<std::string>& wanted) {
    struct Candidate {
      uint32_t thing;
      double score;
    };
    std::vector<Candidate> candidates;
    for (auto reference = references_.rbegin(); reference != references_.rend(); ++reference) {
      uint32_t distance = s - reference->sentence;
      if (distance > (wanted.empty() ? kWindow : kPlaceWindow)) break;
      uint32_t thing = reading_of_type(reference->thing, types);
      if (thing == kNone) continue;
      if (distance == 0 && !clause_border_between(article_, s, reference->token, group.tokens.begin) &&
          !opens_clause(article_, s, reference->token, group)) {
        excluded_.insert(thing);
        continue;
      }
      Agreement agreement = known_.agreement(thing, wanted);
      if (agreement == Agreement::Contradicts) continue;
      double score = kNear - kFar * std::min(distance, kWindow) + std::min(counts_[thing], 5U) * kOften;
      if (agreement == Agreement::Agrees) score += kPlaceAgrees;
      if (agreement == Agreement::Compatible) score += kPlaceCompatible;
      score += reference->role == Role::Subject ? kSubject : reference->role == Role::Object ? kObject : 0;
      if (thing == topic_) score += kTopic;
      if (paragraph(reference->sentence) != paragraph(s)) score -= 1;
      auto known = std::ranges::find(candidates, thing, &Candidate::thing);
      if (known == candidates.end())
        candidates.push_back({thing, score});
      else
        known->score = std::max(known->score, score);
    }
    std::erase_if(candidates, [&](const Candidate& c) { return excluded_.contains(c.thing); });
    excluded_.clear();
    if (candidates.empty()) return std::nullopt;
    std::ranges::stable_sort(candidates, std::greater{}, &Candidate::score);
    double lead = candidates.size() > 1 ? candidates[0].score - candidates[1].score : kNear;
    if (lead < kLead) return std::nullopt;
    return stand_in(candidates[0].thing, Via::Nominal, s, group.tokens.begin, lead);
  }

  // The thing itself, or its other reading, where one is of a wanted type.
  uint32_t reading_of_type(uint32_t thing, const std::vector<std::string>& types) const {
    auto wanted = [&](uint32_t t) { return t != kNone && std::ranges::find(types, type(t)) != types.end(); };
    if (wanted(thing)) return thing;
    uint32_t other = thing < resolved_.things.size() ? resolved_.things[thing].other_reading : kNone;
    return wanted(other) ? other : kNone;
  }

  // ---- pronouns and possessives ----

  uint32_t subject_before(uint32_t s, const std::vector<std::string>& types) const {
    for (uint32_t back = 0; back < 2 && back <= s; ++back) {
      if (back == 1 && paragraph(s) != paragraph(s - 1)) break;
      uint32_t subject = subjects_[s - back];
      if (subject != kNone && std::ranges::find(types, type(subject)) != types.end()) return subject;
    }
    return kNone;
  }

  // The only thing of such a type in the last sentences, else none.
  uint32_t only_recent(uint32_t s, uint32_t token, const std::vector<std::string>& types,
                       uint32_t window) const {
    uint32_t found = kNone;
    for (auto reference = references_.rbegin(); reference != references_.rend(); ++reference) {
      if (s - reference->sentence > window) break;
      if (reference->sentence == s && reference->token >= token) continue;
      if (std::ranges::find(types, type(reference->thing)) == types.end()) continue;
      if (found != kNone && found != reference->thing) return kNone;
      found = reference->thing;
    }
    return found;
  }

  std::optional<Mention> pronoun(uint32_t s, const NounGroup& group) {
    const Token& token = tokens(s)[group.head];
    if (group.demonstrative && words_.is(WordKind::Latter, token.lemma())) return last_spoken_of(s, group);
    if (group.tokens.size() != 1) return std::nullopt;
    const auto& types = words_.types(WordKind::Pronoun, token.lower);
    if (types.empty()) return demonstrative(s, group);
    // Only as a subject: what an object stands for is rarely sure.
    const VerbGroup* verb = article_.verb_at(s, group.tokens.end);
    if (!group.preposition.empty() || (verb == nullptr && !may_be_verb(article_, s, group.tokens.end)))
      return std::nullopt;
    // "It is … that" stands for nothing.
    bool thing_pronoun = std::ranges::find(types, "Person") == types.end();
    if (thing_pronoun && verb != nullptr && verb->copula) return std::nullopt;
    uint32_t thing =
        group.tokens.begin == 0 || &group == subject_ ? previous_subject(s, types) : subject_before(s, types);
    if (thing == kNone) thing = only_recent(s, group.tokens.begin, types, 1);
    if (thing == kNone || latest_name(thing, s, group.tokens.begin) == kNone) return std::nullopt;
    return stand_in(thing, Via::Pronoun, s, group.tokens.begin, 2);
  }

  uint32_t previous_subject(uint32_t s, const std::vector<std::string>& types) const {
    if (s == 0 || paragraph(s) != paragraph(s - 1)) return kNone;
    uint32_t subject = subjects_[s - 1];
    return subject != kNone && std::ranges::find(types, type(subject)) != types.end() ? subject : kNone;
  }

  // "Questa, fondata nel 2021": the last thing spoken of.
  std::optional<Mention> demonstrative(uint32_t s, const NounGroup& group) {
    if (!group.demonstrative || &group != subject_ || group.number == Number::Plural) return std::nullopt;
    return last_spoken_of(s, group);
  }

  std::optional<Mention> last_spoken_of(uint32_t s, const NounGroup& group) const {
    auto last = std::find_if(references_.rbegin(), references_.rend(),
                             [&](const Reference& reference) { return type(reference.thing) != "Place"; });
    if (last == references_.rend() || s - last->sentence > 1) return std::nullopt;
    if (type(last->thing) != "Company" && type(last->thing) != "Organization") return std::nullopt;
    return stand_in(last->thing, Via::Pronoun, s, group.tokens.begin, 2);
  }

  void possessive(uint32_t s, const NounGroup& group) {
    for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
      const Token& token = tokens(s)[i];
      const auto& types = words_.types(WordKind::Possessive, token.lower);
      const auto& by_lemma = types.empty() ? words_.types(WordKind::Possessive, token.lemma()) : types;
      if (by_lemma.empty() || !token.has("pos")) continue;
      uint32_t thing = shares(s, group) ? other_company(s, i) : owner_before(s, i, by_lemma);
      if (thing == kNone || latest_name(thing, s, i) == kNone) continue;
      Mention mention = stand_in(thing, Via::Possessive, s, i, 2);
      mention.sentence = s;
      mention.tokens = {i, i + 1};
      mention.span = article_.span(s, mention.tokens);
      out_.mentions.push_back(mention);
    }
  }

  // "holds 5% of its shares": of another firm's than the holder's.
  bool shares(uint32_t s, const NounGroup& group) const {
    static constexpr std::array<std::string_view, 7> kCapital = {"share",  "stock",    "equity", "capital",
                                                                 "azione", "capitale", "quota"};
    bool of = group.preposition == "of" || group.preposition == "di" || group.preposition == "in";
    return of && std::ranges::find(kCapital, tokens(s)[group.head].lemma()) != kCapital.end();
  }

  uint32_t other_company(uint32_t s, uint32_t token) const {
    uint32_t holder = clause_subject(s, token, {"Company", "Organization"});
    for (auto reference = references_.rbegin();
         reference != references_.rend() && s - reference->sentence <= 1; ++reference)
      if (reference->thing != holder && type(reference->thing) == "Company") return reference->thing;
    return kNone;
  }

  // The subject of the finite verb that governs a token: the noun group without preposition right before it.
  uint32_t clause_subject(uint32_t s, uint32_t token, const std::vector<std::string>& types) const {
    const Chunks& chunks = article_.chunks[s];
    uint32_t begin = 0, verb = kNone;
    for (const VerbGroup& group : chunks.verbs) {
      if (!is_main(group)) continue;
      if (group.tokens.begin >= token) break;
      if (verb != kNone) begin = verb;
      verb = group.tokens.begin;
    }
    if (verb == kNone) return kNone;
    for (auto group = chunks.nouns.rbegin(); group != chunks.nouns.rend(); ++group) {
      if (group->tokens.begin >= verb || !group->preposition.empty()) continue;
      // "Nvidia, che ha venduto …, resta": before a relative clause of its own stands the subject.
      if (group->tokens.begin < begin && !relative_follows(s, group->tokens.end)) continue;
      for (uint32_t m = 0; m < out_.mentions.size(); ++m) {
        const Mention& mention = out_.mentions[m];
        bool here = mention.sentence == s && group->tokens.contains(mention.tokens.begin) && !is_demonym(m);
        // "the Boston company" is no Boston
        bool head = !is_place(mention) || mention.tokens.contains(group->head);
        if (here && head && std::ranges::find(types, type(mention.entity)) != types.end())
          return mention.entity;
      }
    }
    return kNone;
  }

  bool relative_follows(uint32_t s, uint32_t token) const {
    if (token < tokens(s).size() && tokens(s)[token].surface == ",") ++token;
    return token < tokens(s).size() && tokens(s)[token].has("rel");
  }

  // The subject of the sentence if it comes before, else the only fitting name before, else the last subject.
  uint32_t owner_before(uint32_t s, uint32_t token, const std::vector<std::string>& types) const {
    if (uint32_t own = clause_subject(s, token, types); own != kNone) return own;
    uint32_t subject = subjects_[s];
    bool before = subject_ != nullptr && subject_->tokens.end <= token;
    if (before && subject != kNone && std::ranges::find(types, type(subject)) != types.end()) return subject;
    if (uint32_t only = only_recent(s, token, types, 0); only != kNone) return only;
    if (uint32_t last = previous_subject(s, types); last != kNone) return last;
    return only_recent(s, token, types, 1);
  }

  // ---- dropped subjects ----

  // "Lo usano già in molti": the subject of the sentence before, taken up as an object.
  void object_clitic(uint32_t s, const VerbGroup& verb) {
    const Token& clitic = tokens(s)[verb.tokens.begin];
    if (!clitic.has("pro") || clitic.has("ref") || !clitic.has("p3") ||
        words_.types(WordKind::ObjectClitic, clitic.lower).empty())
      return;
    if ((subject_ != nullptr && subject_->tokens.end < verb.tokens.begin) ||
        article_.in_quotes(s, verb.tokens.begin))
      return;
    const auto& types = words_.types(WordKind::ObjectClitic, clitic.lower);
    uint32_t thing = previous_subject(s, types);
    if (thing == kNone || latest_name(thing, s, verb.tokens.begin) == kNone) return;
    Mention mention = stand_in(thing, Via::Pronoun, s, verb.tokens.begin, 2);
    mention.sentence = s;
    mention.tokens = {verb.tokens.begin, verb.tokens.begin + 1};
    mention.span = article_.span(s, mention.tokens);
    out_.mentions.push_back(mention);
  }

  void visit(uint32_t s, const VerbGroup& verb) {
    object_clitic(s, verb);
    if (!article_.lexicon.verbs.head_first || !is_main(verb) || verb.number == Number::Plural ||
        verb.person != 3)
      return;
    if (verb.voice == Voice::Reflexive || subject_ != nullptr || words_.is(WordKind::Impersonal, verb.lemma))
      return;
    if (dropped_in_ == s || article_.in_quotes(s, verb.tokens.begin)) return;
    for (const VerbGroup& earlier : article_.chunks[s].verbs)
      if (is_main(earlier) && earlier.tokens < verb.tokens && !article_.in_quotes(s, earlier.tokens.begin))
        return;
    for (uint32_t i = 0; i < verb.tokens.begin; ++i)
      if (tokens(s)[i].has("rel") || tokens(s)[i].has("cnjsub")) return;
    const auto& types = words_.types(WordKind::Subject, verb.lemma);
    bool speech = std::ranges::find(types, "Person") != types.end();
    if (subject_follows(s, verb, speech)) return;
    uint32_t thing = kNone;
    if (speech) thing = last_speaker(s);
    if (thing == kNone && !speech)
      thing = previous_subject(s, {"Company", "Organization", "Person", "Model", "Chip"});
    if (thing == kNone || latest_name(thing, s, verb.tokens.begin) == kNone) return;
    Mention mention = stand_in(thing, Via::Dropped, s, verb.tokens.begin, 2);
    mention.sentence = s;
    mention.tokens = {verb.tokens.begin, verb.tokens.begin};
    size_t at = tokens(s)[verb.tokens.begin].span.begin;
    mention.span = {at, at};
    out_.mentions.push_back(mention);
    remember(static_cast<uint32_t>(out_.mentions.size() - 1), Role::Subject);
    subjects_[s] = thing;
    dropped_in_ = s;
  }

  // Verbs of speech and intransitive verbs put their subject after them.
  bool subject_follows(uint32_t s, const VerbGroup& verb, bool speech) const {
    uint32_t next = verb.tokens.end;
    while (next < tokens(s).size() && (tokens(s)[next].joined || tokens(s)[next].has("adv"))) ++next;
    if (speech && later_subject(s, next)) return true;
    const NounGroup* group = article_.group_at(s, next);
    if (group == nullptr || !group->preposition.empty() || group->number == Number::Plural) return false;
    if (speech || verb.copula || verb.voice == Voice::Passive) return true;
    if (article_.lexicon.verbs.unaccusative.contains(verb.lemma)) return true;
    return name_in(s, group->tokens, false) != nullptr;
  }

  // "ha detto al giornale un funzionario": a noun group without preposition before the clause ends.
  bool later_subject(uint32_t s, uint32_t from) const {
    for (uint32_t i = from; i < tokens(s).size(); ++i) {
      if (article_.verb_at(s, i) != nullptr || tokens(s)[i].surface == "." || tokens(s)[i].surface == ":")
        return false;
      const NounGroup* group = article_.group_at(s, i);
      if (group != nullptr && group->tokens.begin == i && group->preposition.empty() &&
          group->number != Number::Plural)
        return true;
    }
    return false;
  }

  uint32_t last_speaker(uint32_t s) const {
    uint32_t found = kNone;
    for (auto reference = references_.rbegin(); reference != references_.rend(); ++reference) {
      if (s - reference->sentence > 2) break;
      if (type(reference->thing) != "Person") continue;
      if (reference->role == Role::Subject || spoke(*reference)) return reference->thing;
      if (found == kNone) found = reference->thing;
    }
    return found;
  }

  bool spoke(const Reference& reference) const {
    for (uint32_t i = reference.token; i-- > 0 && i + 3 > reference.token;)
      if (const VerbGroup* verb = article_.verb_at(reference.sentence, i)) {
        const auto& types = words_.types(WordKind::Subject, verb->lemma);
        return std::ranges::find(types, "Person") != types.end();
      }
    return false;
  }

  void sort_mentions() {
    std::vector<uint32_t> order(out_.mentions.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](uint32_t m) {
      const Mention& mention = out_.mentions[m];
      return std::tuple(mention.sentence, mention.tokens, mention.span.begin);
    });
    std::vector<uint32_t> position(order.size());
    for (uint32_t i = 0; i < order.size(); ++i) position[order[i]] = i;
    std::vector<Mention> sorted;
    for (uint32_t m : order) {
      sorted.push_back(out_.mentions[m]);
      if (sorted.back().antecedent != kNone) sorted.back().antecedent = position[sorted.back().antecedent];
    }
    out_.mentions = std::move(sorted);
  }

  const ArticleView& article_;
  const TypeWords& words_;
  const std::vector<NameMention>& names_;
  const ResolvedNames& resolved_;
  Mentions& out_;
  KnownAttributes known_;
  std::vector<uint32_t> counts_;  // by thing: mentions by name
  std::vector<std::vector<uint32_t>> by_sentence_;
  std::vector<Reference> references_;   // in reading order
  std::vector<uint32_t> subjects_;      // by sentence: the thing that its first subject denotes
  const NounGroup* subject_ = nullptr;  // of the sentence being walked
  std::set<uint32_t> excluded_;         // for one description: things that its own clause names
  uint32_t named_ = 0;                  // mentions that are names; those after them stand for one
  uint32_t topic_ = kNone;
  uint32_t dropped_in_ = kNone;  // the sentence whose first verb lost its subject
};

}  // namespace

void resolve_expressions(const ArticleView& article, const std::vector<NameMention>& names,
                         const ResolvedNames& resolved, Mentions& mentions) {
  Discourse(article, names, resolved, mentions).run();
}

}  // namespace trama::extract
