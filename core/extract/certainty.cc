#include "core/extract/certainty.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/extract/contrast.h"
#include "core/extract/sentence_items.h"

namespace trama::extract {

namespace {

constexpr int kMaxGovernors = 4;

// Relations that an act brings about, which is told before it takes effect.
constexpr std::array<std::string_view, 3> kSettled = {"OWNS", "IMPOSES", "RESTRICTS"};

class Judge {
 public:
  // `rule` is null where no rule made the match.
  Judge(const SentenceView& view, const Speech& speech, const RelationMatch& match, const Rule* rule)
      : view_(view), speech_(speech), match_(match), rule_(rule) {}

  Modality run() {
    if (rule_ != nullptr && (rule_->kind == RuleKind::Noun || rule_->kind == RuleKind::Role))
      read_noun_words();
    if (match_.presupposed) {
      if (noun_has_cue("hearsay")) raise(Certainty::Reported);
      if (is_only_proposed(match_.object)) raise(Certainty::Speculated);
    } else {
      if (match_.clause != kNoIndex) read_clause();
      if (rule_ != nullptr && rule_->kind == RuleKind::Noun && is_stopped()) out_.negated = true;
      read_sentence();
    }
    read_contrast();
    settle_status();
    if (match_.effect.status == Status::Planned) raise(Certainty::Speculated);
    if (match_.effect.certainty) raise(*match_.effect.certainty);
    if (match_.effect.negated) out_.negated = !out_.negated;
    return out_;
  }

 private:
  bool is_cue(std::string_view kind, const std::string& phrase) const {
    return view_.rules.is_cue(view_.language, kind, phrase);
  }
  void raise(Certainty certainty) { out_.certainty = std::max(out_.certainty, certainty); }
  const VerbGroup& verb_of(uint32_t clause) const {
    return view_.analysis.chunks.verbs[view_.analysis.clauses[clause].verb];
  }

  bool cue_in(std::string_view kind, TokenRange tokens) const {
    for (uint32_t token = tokens.begin; token < tokens.end && token < view_.sentence.tokens.size(); ++token)
      if (cue_begins_at(view_, kind, token)) return true;
    return false;
  }

  // "Not X but Y bought Z", "non è stata X ma Y".
  void read_contrast() {
    if (rule_ == nullptr || rule_->kind != RuleKind::Verb) return;
    for (const Filler* end : {&match_.subject, &match_.object}) {
      const Contrast contrast = contrast_of(view_, end->tokens, match_.anchor.trigger);
      if (contrast != Contrast::None) out_.negated = contrast == Contrast::Denied;
    }
  }

  // Who will leave, or has not left, is still there.
  void settle_status() {
    if (!match_.effect.status) return;
    const bool stays = *match_.effect.status == Status::Former && rule_ != nullptr &&
                       rule_->kind == RuleKind::Verb && (out_.negated || out_.status == Status::Planned);
    out_.status = stays ? Status::Current : *match_.effect.status;
    if (stays) out_.negated = false;
  }

  // The words of the trigger's noun group before the trigger, and one word before the group ("già creatori").
  TokenRange before_trigger() const {
    const uint32_t group = match_.anchor.group;
    uint32_t begin =
        group == kNoIndex ? match_.anchor.trigger.begin : view_.analysis.chunks.nouns[group].tokens.begin;
    begin = std::min(begin, match_.anchor.trigger.begin);
    if (begin > 0 && view_.sentence.tokens[begin - 1].kind != text::TokenKind::Punctuation) --begin;
    // "ex presidente" may be one token.
    const bool several =
        view_.sentence.tokens[match_.anchor.trigger.begin].surface.find(' ') != std::string::npos;
    return {begin, match_.anchor.trigger.begin + (several ? 1 : 0)};
  }

  bool noun_has_cue(std::string_view kind) const { return cue_in(kind, before_trigger()); }

  // "blocked the sale of X to Y": what the noun of the trigger tells did not come about. "Blocked its sales"
  // says that there were some.
  bool is_stopped() const {
    const text::Token& noun = view_.sentence.tokens[match_.anchor.trigger.end - 1];
    if (noun.has("pl") || !is_cue("single_deed", to_lower(noun.lemma()))) return false;
    return std::ranges::any_of(view_.analysis.clauses, [&](const Clause& clause) {
      const Argument* object = clause.argument("obj");
      const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
      return object != nullptr &&
             std::ranges::find(object->candidates.front(), match_.anchor.group) !=
                 object->candidates.front().end() &&
             !verb.negated && verb.mood == Mood::Indicative && verb.modal.empty() &&
             is_cue("stopping", to_lower(verb.lemma));
    });
  }

  void read_noun_words() {
    if (noun_has_cue("former"))
      out_.status = Status::Former;
    else if (noun_has_cue("planned")) {
      out_.status = Status::Planned;
      raise(Certainty::Speculated);
    }
    TokenRange words = before_trigger();
    // What stands in the verb's group denies the clause.
    if (match_.clause != kNoIndex && verb_of(match_.clause).tokens.contains(words.begin)) ++words.begin;
    if (is_over(words))
      out_.status = Status::Former;
    else if (cue_in("negation", words))
      out_.negated = true;
  }

  // "no longer", in one token or two.
  bool is_over(TokenRange words) const {
    for (uint32_t token = words.begin; token < words.end && token < view_.sentence.tokens.size(); ++token)
      if (is_cue("ceased", view_.sentence.tokens[token].lower)) return true;
    return cue_in("ceased", words);
  }

  // "non guida più", but no comparison: "non produce più di cento chip".
  bool has_ceased(const VerbGroup& verb) const {
    const auto& tokens = view_.sentence.tokens;
    for (uint32_t i = verb.tokens.begin; i <= verb.tokens.end && i < tokens.size(); ++i) {
      if (!is_cue("ceased_with_not", tokens[i].lower)) continue;
      return i + 1 >= tokens.size() || !(tokens[i + 1].has("num") || tokens[i + 1].has("adj") ||
                                         is_cue("than", std::string(tokens[i + 1].lemma())));
    }
    return false;
  }

  // "The Chip Security Act, introduced by X, would oblige vendors": no law yet.
  bool is_only_proposed(const Filler& policy) const {
    if (policy.tokens.size() == 0 || view_.mentions.entities[policy.entity].type != "Policy") return false;
    const uint32_t group = view_.analysis.group_at(policy.tokens.begin);
    return std::any_of(view_.analysis.clauses.begin(), view_.analysis.clauses.end(),
                       [&](const Clause& clause) {
                         const Argument* subject = clause.argument("subj");
                         return subject != nullptr && subject->candidates.front().front() == group &&
                                view_.analysis.chunks.verbs[clause.verb].mood == Mood::Conditional;
                       });
  }

  void read_clause() {
    const Clause& clause = view_.analysis.clauses[match_.clause];
    const VerbGroup& verb = verb_of(match_.clause);
    const bool stopped = verb.negated && (verb.tense == Tense::Present || verb.copula) && has_ceased(verb);
    if (stopped) out_.status = verb.tense == Tense::Future ? Status::Current : Status::Former;
    if (verb.negated && !stopped) out_.negated = !out_.negated;
    if (negated_argument(clause)) out_.negated = true;
    const bool will = tells_own_future(clause);
    if (!will) read_mood(verb);
    if ((will || verb.tense == Tense::Future) && !stopped) read_future(verb);
    read_post_tense(verb);
    const uint32_t begin = verb.tokens.begin;
    if (verb.modal.empty() && is_over({begin > 0 ? begin - 1 : begin, verb.tokens.end + 1}))
      out_.status = Status::Former;
    if (is_cue("without", clause.marker)) out_.negated = true;
    if (is_cue("condition", clause.marker)) raise(Certainty::Speculated);
    if (cue_in("doubt", clause.tokens)) raise(Certainty::Speculated);
    read_intention_noun(clause);
    read_governors(clause);
  }

  // "Alba said it would buy Brera": what one said that he himself will do, and no condition.
  bool tells_own_future(const Clause& clause) const {
    const VerbGroup& verb = verb_of(match_.clause);
    if (verb.mood != Mood::Conditional || verb.tense != Tense::Present || is_cue("conditional", "reported") ||
        clause.link != ClauseLink::Complement || clause.governor == kNoIndex)
      return false;
    const Clause& saying = view_.analysis.clauses[clause.governor];
    const VerbGroup& said = verb_of(clause.governor);
    return said.tense == Tense::Past && is_cue("disclosure", to_lower(said.lemma)) &&
           same_subject(clause, saying);
  }

  bool same_subject(const Clause& clause, const Clause& saying) const {
    const Argument* own = clause.argument("subj");
    const Argument* speaker = saying.argument("subj");
    if (own == nullptr || speaker == nullptr) return false;
    const TokenRange a = view_.analysis.chunks.nouns[own->candidates.front().front()].tokens;
    const TokenRange b = view_.analysis.chunks.nouns[speaker->candidates.front().front()].tokens;
    return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
      const Mention& m = view_.mentions.mentions[id];
      return a.contains(m.tokens.begin) && m.via == Via::Pronoun &&
             std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t other) {
               const Mention& name = view_.mentions.mentions[other];
               return name.entity == m.entity && b.contains(name.tokens.begin);
             });
    });
  }

  // "in talks to buy X", "l'intenzione di Y di comprare X", "Y's refusal to buy X": the noun before an
  // infinitive, or that whose the one before it is, says that it is not (yet) a fact.
  void read_intention_noun(const Clause& clause) {
    if (clause.link != ClauseLink::Infinitive) return;
    const std::vector<NounGroup>& nouns = view_.analysis.chunks.nouns;
    uint32_t begin = view_.analysis.chunks.verbs[clause.verb].tokens.begin;
    for (size_t i = nouns.size(); i > 0; --i) {
      const NounGroup& noun = nouns[i - 1];
      if (noun.tokens.end > begin) continue;
      if (noun.tokens.end + 2 < begin) return;
      const TokenRange head{noun.head, noun.head + 1};
      // "the decision not to buy X"
      if (cue_in("denial_noun", head) || cue_in("negation", {noun.tokens.end, begin})) out_.negated = true;
      if (cue_in("intention_noun", head)) {
        raise(Certainty::Speculated);
        out_.status = Status::Planned;
      }
      if (!is_cue("link", noun.preposition)) return;
      begin = noun.tokens.begin;
    }
  }

  // "No bank owns X": the determiner denies the clause.
  bool negated_argument(const Clause& clause) const {
    for (const Argument& argument : clause.arguments) {
      if ((argument.place != "subj" && argument.place != "obj") || argument.candidates.empty() ||
          clause.subject_inherited)
        continue;
      const NounGroup& noun = view_.analysis.chunks.nouns[argument.candidates.front().front()];
      if (view_.sentence.tokens[noun.tokens.begin].kind == text::TokenKind::Word &&
          cue_in("negation", {noun.tokens.begin, noun.tokens.begin + 1}))
        return true;
      // "Neither X nor Y owns Z"
      if (noun.tokens.begin > 0 && cue_in("neither", {noun.tokens.begin - 1, noun.tokens.begin})) return true;
    }
    return false;
  }

  // A plan of a fact is not yet one; an amount that is planned is stated.
  bool plans_amount(const std::string& lemma) const { return rule_ == nullptr && is_cue("plan", lemma); }

  void read_mood(const VerbGroup& verb) {
    if (is_cue("seeming", verb.modal))
      raise(Certainty::Reported);
    else if (is_cue("denial", verb.modal))
      deny_by_modal(verb);
    else if (!verb.modal.empty() && !plans_amount(verb.modal))
      raise(Certainty::Speculated);
    if (verb.mood == Mood::Conditional) raise_conditional();
  }

  // What will be is no fact yet. A post, a purchase or a law of tomorrow is settled today; so is what an
  // amount is to be, and what a noun of the clause says in passing.
  void read_future(const VerbGroup& verb) {
    // "She will remain chairman": she is.
    if (is_cue("staying", to_lower(verb.lemma))) return;
    out_.status = Status::Planned;
    if (rule_ == nullptr || rule_->kind != RuleKind::Verb) return;
    const Relation& relation = view_.rules.schema().relations[rule_->relation];
    const bool settled = relation.keeps_property("role") ||
                         std::find(kSettled.begin(), kSettled.end(), relation.name) != kSettled.end();
    if (!settled) raise(Certainty::Speculated);
  }

  // "refused to buy X"; but "declined to block the purchase of X" leaves the purchase as it is.
  void deny_by_modal(const VerbGroup& verb) {
    if (rule_ != nullptr && rule_->kind != RuleKind::Verb) return;
    if (!verb.negated) out_.negated = !out_.negated;
  }

  void raise_conditional() {
    const bool hypothesis = std::any_of(
        view_.analysis.clauses.begin(), view_.analysis.clauses.end(),
        [&](const Clause& c) { return is_cue("condition", c.marker) && c.link == ClauseLink::Adverbial; });
    raise(is_cue("conditional", "reported") && !hypothesis ? Certainty::Reported : Certainty::Speculated);
  }

  // A post that somebody "was" or "led" is over; an event that happened ("joined") is marked so by its rule.
  void read_post_tense(const VerbGroup& verb) {
    if (rule_ == nullptr || (rule_->kind != RuleKind::Verb && !verb.copula)) return;
    const Relation& relation = view_.rules.schema().relations[rule_->relation];
    const bool past =
        verb.tense == Tense::Past && verb.mood == Mood::Indicative && verb.voice == Voice::Active;
    if (past && relation.keeps_property("role")) out_.status = Status::Former;
  }

  void read_governors(const Clause& start) {
    const Clause* clause = &start;
    for (int depth = 0; depth < kMaxGovernors && clause->governor != kNoIndex; ++depth) {
      const Clause& governor = view_.analysis.clauses[clause->governor];
      const VerbGroup& verb = verb_of(clause->governor);
      // "denied buying X"
      const bool adjacent = verb.tokens.end == view_.analysis.chunks.verbs[clause->verb].tokens.begin;
      const bool depends = clause->link == ClauseLink::Complement || clause->link == ClauseLink::Infinitive ||
                           (clause->link == ClauseLink::Gerund && (!clause->marker.empty() || adjacent));
      if (!depends) return;
      const std::string lemma = to_lower(verb.lemma);
      if (clause->deed != Deed::None) {
        // "thanked X for selling", "did not sue X for selling": the deed is told as done, or alleged.
        if (clause->deed == Deed::Alleged) attribute(governor);
        clause = &governor;
        continue;
      }
      // "banned X from buying Y", "stopped X from buying Y"
      if (is_cue("denial", lemma) || is_cue("denial", lemma + ' ' + clause->marker)) {
        out_.negated = !out_.negated != verb.negated;
        if (clause->link == ClauseLink::Complement) attribute(governor);
      } else if (is_intended(governor, lemma)) {
        if (!plans_amount(lemma)) raise(Certainty::Speculated);
        out_.status = Status::Planned;
        if (verb.negated) out_.negated = true;
      } else if (is_cue("saying", lemma) && verb.mood != Mood::Participle) {  // not "detto questo"
        if (discloses(governor, lemma)) break;
        raise(verb.negated ? Certainty::Speculated : Certainty::Reported);
        attribute(governor);
      } else if (is_cue("seeming", lemma)) {
        raise(Certainty::Reported);
      } else if (clause->link == ClauseLink::Infinitive && verb.negated) {
        out_.negated = true;
      }
      read_mood(verb);
      if (verb.tense == Tense::Future) out_.status = Status::Planned;
      if (is_cue("condition", governor.marker)) raise(Certainty::Speculated);
      clause = &governor;
    }
  }

  // "plans to buy", "called on Alba to buy"
  bool is_intended(const Clause& governor, const std::string& lemma) const {
    return is_cue("intention", lemma) ||
           std::ranges::any_of(governor.arguments, [&](const Argument& argument) {
             return is_cue("intention", lemma + ' ' + argument.place);
           });
  }

  // "The ministry says it is looking into Alba": who makes a thing known that he does himself is no mere
  // source.
  bool discloses(const Clause& saying, const std::string& lemma) const {
    const Argument* subject = saying.argument("subj");
    if (rule_ == nullptr || subject == nullptr || !is_cue("disclosure", lemma)) return false;
    const TokenRange group = view_.analysis.chunks.nouns[subject->candidates.front().front()].tokens;
    return std::any_of(view_.mention_ids.begin(), view_.mention_ids.end(), [&](uint32_t id) {
      const Mention& m = view_.mentions.mentions[id];
      return m.entity == match_.subject.entity && m.via != Via::Possessive &&
             group.contains(m.tokens.begin) && m.tokens.end == group.end;
    });
  }

  void attribute(const Clause& saying) {
    raise(Certainty::Reported);
    if (out_.speaker.empty()) out_.speaker = subject_text(view_, saying);
  }

  void read_sentence() {
    const text::Sentence& sentence = view_.sentence;
    for (size_t i = sentence.tokens.size(); i > 0; --i) {
      const std::string& mark = sentence.tokens[i - 1].surface;
      if (mark == "?") raise(Certainty::Speculated);
      if (sentence.tokens[i - 1].kind != text::TokenKind::Punctuation || mark == "?") break;
    }
    const Attribution source = attribution_of(view_, speech_, match_);
    if (source.reported) raise(Certainty::Reported);
    if (out_.speaker.empty()) out_.speaker = source.speaker;
  }

  const SentenceView& view_;
  const Speech& speech_;
  const RelationMatch& match_;
  const Rule* rule_;
  Modality out_;
};

}  // namespace

Modality judge(const SentenceView& view, const Speech& speech, const RelationMatch& match) {
  return Judge(view, speech, match, &view.rules.rules()[match.rule]).run();
}

Modality judge_statement(const SentenceView& view, const Speech& speech, uint32_t clause,
                         TokenRange trigger) {
  RelationMatch statement;
  statement.anchor.trigger = trigger;
  statement.clause = clause;
  return Judge(view, speech, statement, nullptr).run();
}

}  // namespace trama::extract
