#include "core/extract/topic.h"

#include <algorithm>
#include <cmath>

namespace trama::extract {
namespace {

// How many sentences back a firm keeps the attention of the reader, and what a sentence takes of it; a new
// paragraph counts as two more.
constexpr uint32_t kReach = 4, kParagraph = 2;
constexpr double kFading = 0.5;
constexpr double kAsSubject = 2.8, kAsObject = 1.2, kOtherwise = 0.3, kHere = 0.8;
// What is taken up by an expression that stands for it is what the text is about.
constexpr double kTakenUp = 2.4;
// What it would be worth to be the only firm of a long article, and so many mentions make it long; being its
// first firm adds a part of that. What an interview is on.
constexpr double kThroughout = 6, kLong = 7, kFirst = 0.5, kMoreAsSubject = 1.5, kMainFirm = 1.2,
                 kInterviewed = 4;
// Of who lives by giving money texts tell what he gives, and go on about who gets it.
constexpr double kOfInvestor = 0.1;
// How many sentences back a model is still what the text is on.
constexpr uint32_t kModelReach = 3;
// What the best must weigh, and its lead as a part of that.
constexpr double kFaint = 0.8, kLead = 0.45;

}  // namespace

uint32_t clear_leader(const std::vector<ImpliedEnd>& implied,
                      const std::function<bool(const ImpliedEnd&)>& fits) {
  const auto best = std::ranges::find_if(implied, fits);
  if (best == implied.end() || best->weight < kFaint) return kNone;
  const auto second = std::find_if(best + 1, implied.end(), fits);
  return second == implied.end() || best->weight - second->weight > kLead * best->weight ? best->entity
                                                                                         : kNone;
}

Topics::Topics(const DiscourseState& state) : d_(state) {
  uint32_t headline = kNone, first = kNone;
  for (uint32_t m = 0; m < d_.named; ++m) {
    const Mention& mention = d_.out.mentions[m];
    if (!is_body(mention.entity)) continue;
    uint32_t& opens = heading(mention.sentence) ? headline : first;
    if (opens == kNone && d_.type(mention.entity) == "Company") opens = mention.entity;
    if (heading(mention.sentence)) continue;
    Presence& presence = article_[mention.entity];
    presence.since = std::min(presence.since, mention.sentence);
    presence.weight +=
        d_.role_of(mention.sentence, mention.tokens.begin) == Role::Subject ? kMoreAsSubject : 1;
  }
  opens_ = article_.contains(headline) ? headline : first;
  if (opens_ != kNone && shares_place(opens_)) opens_ = kNone;
  for (const auto& [thing, presence] : article_) all_ += presence.weight;
}

// "Talks between X and Y failed": X is first by chance.
bool Topics::shares_place(uint32_t thing) const {
  const uint32_t s = article_.at(thing).since;
  const auto role = [&](uint32_t m) { return d_.role_of(s, d_.out.mentions[m].tokens.begin); };
  Role own = Role::Other;
  for (const uint32_t m : d_.by_sentence[s])
    if (d_.out.mentions[m].entity == thing) own = std::max(own, role(m));
  return std::ranges::any_of(d_.by_sentence[s], [&](uint32_t m) {
    const uint32_t other = d_.out.mentions[m].entity;
    return other != thing && is_body(other) && role(m) >= own;
  });
}

void Topics::write(Mentions& mentions) const {
  const uint32_t sentences = d_.article.sentences();
  mentions.topic_of_sentence.assign(sentences, kNone);
  mentions.background_of_sentence.assign(sentences, kNone);
  mentions.model_of_sentence.assign(sentences, kNone);
  mentions.implied_of_sentence.assign(sentences, {});
  const auto body = [&](const ImpliedEnd& end) { return is_body(end.entity); };
  for (uint32_t s = 0; s < sentences; ++s) {
    std::vector<ImpliedEnd> ends = ranked(s);
    const uint32_t subject = d_.subjects[s];
    const uint32_t topic = subject != kNone && is_body(subject) ? subject : clear_leader(ends, body);
    mentions.topic_of_sentence[s] = topic;
    mentions.model_of_sentence[s] = model(s);
    mentions.background_of_sentence[s] = clear_leader(
        ends, [&](const ImpliedEnd& end) { return body(end) && !end.named_here && end.entity != topic; });
    mentions.implied_of_sentence[s] = std::move(ends);
  }
}

// The last sentence's subject, or the only model that the last sentences speak of; none where the sentence
// names one itself.
uint32_t Topics::model(uint32_t s) const {
  const Sought sought{.types = {"Model"}};
  const auto named = [&](uint32_t m) { return d_.fits(d_.out.mentions[m].entity, sought); };
  if (std::ranges::any_of(d_.by_sentence[s], named)) return kNone;
  if (const uint32_t last = d_.previous_subject(s, sought); last != kNone) return last;
  // Of several, the one that was a subject or taken up.
  for (const bool central : {false, true}) {
    uint32_t found = kNone;
    bool several = false;
    for (const Reference& reference : d_.references) {
      if (reference.sentence + kModelReach < s || reference.sentence >= s ||
          !d_.fits(reference.thing, sought))
        continue;
      if (central && reference.role != Role::Subject && !taken_up(reference)) continue;
      several = several || (found != kNone && found != reference.thing);
      found = reference.thing;
    }
    if (!several) return found;
  }
  return kNone;
}

bool Topics::is_body(uint32_t thing) const {
  return d_.type(thing) == "Company" || d_.type(thing) == "Organization";
}

// "X, the Menlo Park fund": an apposition takes nothing up.
bool Topics::taken_up(const Reference& reference) const {
  const Mention& mention = d_.out.mentions[reference.mention];
  if (mention.via == Via::Name) return false;
  if (mention.via != Via::Nominal || mention.antecedent == kNone) return true;
  const Mention& name = d_.out.mentions[mention.antecedent];
  return name.sentence != mention.sentence || name.tokens.end + 1 != mention.tokens.begin;
}

uint32_t Topics::heaviest(uint32_t s, const Sought& sought, bool with_names) const {
  return clear_leader(ranked(s), [&](const ImpliedEnd& end) {
    return (with_names || !end.named_here) && d_.fits(end.entity, sought);
  });
}

std::vector<ImpliedEnd> Topics::ranked(uint32_t s) const {
  std::map<uint32_t, double> weights;
  for (const auto& [thing, presence] : article_) {
    if (presence.since >= s) continue;
    weights[thing] = kThroughout * presence.weight / (all_ + kLong) + (thing == opens_ ? kFirst : 0);
  }
  if (d_.main_firm != kNone) weights[d_.main_firm] += d_.own_voice ? kInterviewed : kMainFirm;
  // Named twice in one sentence is not twice as near.
  std::map<std::pair<uint32_t, uint32_t>, double> nearness;  // by thing and sentence
  for (auto reference = d_.references.rbegin(); reference != d_.references.rend(); ++reference) {
    if (reference->sentence > s) continue;
    if (reference->sentence + kReach < s) break;
    if (!is_body(reference->thing) || heading(reference->sentence)) continue;
    double& near = nearness[{reference->thing, reference->sentence}];
    near = std::max(near, weight(*reference, s));
  }
  for (const auto& [where, near] : nearness) weights[where.first] += near;
  std::vector<ImpliedEnd> ends;
  for (auto& [thing, weight] : weights) {
    if (d_.out.entities[thing].investor) weight *= kOfInvestor;
    const bool here = std::ranges::any_of(
        d_.by_sentence[s], [&, entity = thing](uint32_t m) { return d_.out.mentions[m].entity == entity; });
    ends.push_back({thing, weight, here});
  }
  std::ranges::stable_sort(ends, std::greater<>{}, &ImpliedEnd::weight);
  return ends;
}

double Topics::weight(const Reference& reference, uint32_t s) const {
  const bool stands_in = taken_up(reference);
  if (reference.sentence == s && !stands_in) {
    // What a sentence merely mentions is owned or owns by its own grammar, or is what a speaker speaks of.
    const bool aside = reference.role == Role::Other || d_.article.in_quotes(s, reference.token);
    return aside ? 0 : kHere;
  }
  const double role = reference.role == Role::Subject               ? kAsSubject
                      : reference.role == Role::Object || stands_in ? kAsObject
                                                                    : kOtherwise;
  const uint32_t distance = (s > reference.sentence ? s - reference.sentence - 1 : 0) +
                            (d_.paragraph(s) != d_.paragraph(reference.sentence) ? kParagraph : 0);
  // "dal 2023 controllata del gruppo francese" takes a firm up by the way.
  const bool argument = reference.role != Role::Other || reference.pronoun;
  return role * (stands_in && argument ? kTakenUp : 1) * std::pow(kFading, distance);
}

}  // namespace trama::extract
