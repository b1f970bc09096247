#include "core/extract/implied_ends.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/utf8.h"
#include "core/extract/topic.h"

namespace trama::extract {

namespace {

// The least weight in the text of a firm that goes before another for being as famous as its person.
constexpr double kWeighty = 1.2;

// How many firms that a paragraph names take the sight off another.
constexpr size_t kSeveral = 2, kCrowd = 3;
// In how many sentences a famous firm that the text is on is spoken of again.
constexpr uint32_t kLong = 4;

class Settlement {
 public:
  Settlement(ArticleWork& work, const RuleSet& rules) : work_(work), rules_(rules) {
    for (const Rule& rule : rules.rules())
      if (rule.kind == RuleKind::Role) told_by_posts_.insert(rule.relation);
  }

  void run() {
    const auto& mentions = work_.mentions.mentions;
    const auto first = std::ranges::find_if(
        mentions, [&](const Mention& m) { return m.via == Via::Name && type(m.entity) == "Company"; });
    if (first != mentions.end()) {
      opens_ = first->entity;
      titled_ = work_.document.sentences[first->sentence].heading;
    }
    for (uint32_t s = 0; s < work_.sentences.size(); ++s)
      for (RelationMatch& match : work_.sentences[s].matches) prefer_as_famous(s, match);
    for (const SentenceWork& sentence : work_.sentences)
      for (size_t i = 0; i < sentence.matches.size(); ++i) learn(sentence.matches[i], sentence.modalities[i]);
    for (uint32_t s = 0; s < work_.sentences.size(); ++s) {
      SentenceWork& sentence = work_.sentences[s];
      for (size_t i = sentence.matches.size(); i-- > 0;) {
        const RelationMatch& match = sentence.matches[i];
        if (settle(s, sentence.matches[i], sentence.modalities[i]) && !lost_sight_of(s, match, true) &&
            !lost_sight_of(s, match, false))
          continue;
        sentence.matches.erase(sentence.matches.begin() + static_cast<std::ptrdiff_t>(i));
        sentence.modalities.erase(sentence.modalities.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
  }

 private:
  const std::string& type(uint32_t entity) const { return work_.mentions.entities[entity].type; }
  const Relation& relation_of(const RelationMatch& match) const {
    return rules_.schema().relations[rules_.rules()[match.rule].relation];
  }

  // What ties a person to a firm: relations that posts tell.
  bool ties(const RelationMatch& match) const {
    return type(match.subject.entity) == "Person" && type(match.object.entity) != "Place" &&
           told_by_posts_.contains(rules_.rules()[match.rule].relation);
  }

  bool sole(const RelationMatch& match) const {
    return rules_.in_class(work_.document.metadata.language, "sole_post", to_lower(match.role));
  }

  // Whose post it is, and which: those that a firm has one of are one post, "boss" and "chief executive".
  using Post = std::tuple<uint32_t, uint32_t, std::string>;  // relation, person, words
  Post post_of(const RelationMatch& match) const {
    return {rules_.rules()[match.rule].relation, match.subject.entity,
            sole(match) ? "sole_post" : to_lower(match.role)};
  }

  // The firms where the article says that a person has the post that `match` tells.
  const std::set<uint32_t>& homes_of(const RelationMatch& match) const {
    const auto homes = homes_.find(post_of(match));
    return homes == homes_.end() ? nowhere_ : homes->second;
  }

  void learn(const RelationMatch& match, const Modality& modality) {
    if (match.subject.via == Via::Topic || match.object.via == Via::Topic) return;
    if (modality.negated || modality.status != Status::Current || match.effect.weak || match.effect.lone)
      return;
    givers_.insert({rules_.rules()[match.rule].relation, match.subject.entity});
    if (!ties(match)) return;
    ties_.insert({match.subject.entity, match.object.entity});
    if (!match.role.empty()) homes_[post_of(match)].insert(match.object.entity);
    if (sole(match)) holders_[match.object.entity].insert(match.subject.entity);
  }

  // False where the match has no end left.
  bool settle(uint32_t s, RelationMatch& match, const Modality& modality) {
    const bool subject = match.subject.via == Via::Topic;
    if (!subject && match.object.via != Via::Topic) return true;
    Filler& implied = subject ? match.subject : match.object;
    const Filler& other = subject ? match.object : match.subject;
    const Rule& rule = rules_.rules()[match.rule];
    // "The base model is called X": whose a well-known thing is, the text need not be on.
    if (subject && match.effect.lone && famous(other.entity)) return false;
    if (const uint32_t shared = subject ? kNone : firm_of_colleague(s, match); shared != kNone) {
      implied.entity = shared;
      return true;
    }
    const bool post = !subject && ties(match) && modality.status == Status::Current;
    const std::set<uint32_t>& homes = post ? homes_of(match) : nowhere_;
    if (post && homes.empty() && ties_.contains({other.entity, implied.entity})) return true;
    const auto ruled_out = [&](uint32_t firm) {
      if (firm == other.entity || (!homes.empty() && !homes.contains(firm))) return true;
      // Who lives by giving money is implied neither to be given any nor to make or sell.
      if (!post && work_.mentions.entities[firm].investor) return true;
      if (!subject && !post && givers_.contains({rule.relation, firm})) return true;
      if (!post || !sole(match)) return false;
      const auto holders = holders_.find(firm);
      return holders != holders_.end() && !holders->second.contains(other.entity);
    };
    if (!ruled_out(implied.entity)) return true;
    const auto& types = accepted(rule, relation_of(match), subject);
    const auto may_be = [&](uint32_t firm) {
      return std::find(types.begin(), types.end(), type(firm)) != types.end() && !ruled_out(firm);
    };
    const uint32_t next = homes.size() == 1 && may_be(*homes.begin())
                              ? *homes.begin()
                              : clear_leader(work_.mentions.implied_of_sentence[s],
                                             [&](const ImpliedEnd& end) { return may_be(end.entity); });
    if (next == kNone) return false;
    implied.entity = next;
    return true;
  }

  // "X, managing partner of Alba, and Y, the finance chief": the firm that the post told right before says,
  // where nothing but "and" stands between; kNone where there is none.
  uint32_t firm_of_colleague(uint32_t s, const RelationMatch& match) const {
    if (!ties(match) || match.subject.via != Via::Name) return kNone;
    const auto& tokens = work_.document.sentences[s].tokens;
    const auto only_and = [&](uint32_t begin, uint32_t end) {
      bool joined = false;
      for (uint32_t token = begin; token < end; ++token) {
        const bool coordinates = tokens[token].has("cnjcoo");
        if (!coordinates && tokens[token].surface != ",") return false;
        joined = joined || coordinates;
      }
      return joined;
    };
    for (const RelationMatch& other : work_.sentences[s].matches)
      if (ties(other) && other.object.via == Via::Name && other.subject.entity != match.subject.entity &&
          !other.role.empty() && only_and(other.object.tokens.end, match.subject.tokens.begin))
        return other.object.entity;
    return kNone;
  }

  // What its paragraph has not named the sight may be lost of: of the text's first firm where three others
  // have been named since; of any other where one has been and a description stands for it, or two and
  // nothing does; of a famous one, which papers rather name, at once where a description tells whom something
  // is done to, or nothing who does it. Where the last of three others has been named since, a famous one is
  // hardly whose a possessive is.
  bool lost_sight_of(uint32_t s, const RelationMatch& match, bool subject) const {
    const Filler& end = subject ? match.subject : match.object;
    if (end.via == Via::Name || type(end.entity) != "Company") return false;
    const auto [named, others, last] = named_before(s, match, end.entity);
    const bool known = famous(end.entity);
    if (end.via == Via::Possessive) return subject && known && !last && others >= kCrowd;
    if (named || (end.via != Via::Nominal && end.via != Via::Topic)) return false;
    const bool described = end.via == Via::Nominal;
    if (!described && !subject && known && (titled_ || end.entity != opens_) && long_gone(s, end.entity))
      return true;
    if (described != subject && known && end.entity != opens_) return true;
    if (end.entity == opens_) return described == subject && others >= kCrowd;
    return described == subject && others >= (described ? 1 : kSeveral);
  }

  // A title names a famous firm to catch the eye; the text may have left it.
  bool long_gone(uint32_t s, uint32_t firm) const {
    return std::ranges::none_of(work_.mentions.mentions, [&](const Mention& m) {
      return m.entity == firm && m.sentence <= s && m.sentence + kLong > s;
    });
  }

  // What the paragraph names before a match's trigger: the firm asked for, how many besides the match's ends,
  // and whether that firm is the last of all.
  struct Named {
    bool firm = false;
    size_t others = 0;
    bool last = false;
  };
  Named named_before(uint32_t s, const RelationMatch& match, uint32_t firm) const {
    std::set<uint32_t> named;
    bool last = false;
    const auto& sentences = work_.document.sentences;
    const auto& mentions = work_.mentions.mentions;
    const auto behind = std::ranges::find_if(mentions, [&](const Mention& m) {
      return std::pair(m.sentence, m.tokens.begin) >= std::pair(s, match.anchor.trigger.begin);
    });
    for (auto m = behind; m != mentions.begin();) {
      --m;
      if (sentences[m->sentence].paragraph != sentences[s].paragraph) break;
      if (m->via != Via::Name || type(m->entity) != "Company") continue;
      last = last || (named.empty() && m->entity == firm);
      named.insert(m->entity);
    }
    const size_t ends = named.count(match.subject.entity) + named.count(match.object.entity);
    return {named.contains(firm), named.size() - ends, last};
  }

  bool famous(uint32_t entity) const { return !work_.mentions.entities[entity].gazetteer_key.empty(); }

  // Who has a post at a firm that everybody knows is mostly known as well, and who is known is so for a firm
  // that is. Where the firm is not named beside the person, and no description clearly tells it, one as
  // famous as they are that the text is on goes before it.
  void prefer_as_famous(uint32_t s, RelationMatch& match) const {
    if (!ties(match)) return;
    Filler& firm = match.object;
    const bool known = famous(match.subject.entity);
    const bool told =
        firm.via == Via::Name ||
        (firm.via == Via::Nominal && work_.mentions.mentions[firm.mention].confidence >= kClearlyResolved);
    if (told || type(firm.entity) != "Company" || famous(firm.entity) == known) return;
    const uint32_t next = clear_leader(work_.mentions.implied_of_sentence[s], [&](const ImpliedEnd& end) {
      return end.weight >= kWeighty && type(end.entity) == "Company" && famous(end.entity) == known &&
             !work_.mentions.entities[end.entity].investor && end.entity != match.subject.entity;
    });
    if (next != kNone)
      firm = {next, kNone, Via::Topic, {match.anchor.trigger.begin, match.anchor.trigger.begin}};
  }

  static const std::vector<std::string>& accepted(const Rule& rule, const Relation& relation, bool subject) {
    for (const Slot& slot : subject ? rule.subject : rule.object)
      if (slot.place == "topic" && !slot.types.empty()) return slot.types;
    return subject ? relation.subject_types : relation.object_types;
  }

  ArticleWork& work_;
  const RuleSet& rules_;
  uint32_t opens_ = kNone;                        // the first firm that the text names
  bool titled_ = false;                           // by its title
  std::set<uint32_t> told_by_posts_;              // relations
  std::set<std::pair<uint32_t, uint32_t>> ties_;  // person and firm or body
  std::map<Post, std::set<uint32_t>> homes_;      // where it is held
  const std::set<uint32_t> nowhere_;
  std::map<uint32_t, std::set<uint32_t>> holders_;  // by firm: who holds its sole post
  std::set<std::pair<uint32_t, uint32_t>> givers_;  // relation and subject
};

}  // namespace

void settle_implied_ends(ArticleWork& work, const RuleSet& rules) {
  if (work.mentions.implied_of_sentence.empty()) return;
  Settlement(work, rules).run();
}

}  // namespace trama::extract
