// What chips and money were spent on training.
#include "core/base/utf8.h"
#include "core/extract/quantity_subject.h"

namespace trama::extract {

// The clause itself, or one without a finite verb that hangs on it: "trained it using 512 chips".
bool SubjectFinder::within(uint32_t token, uint32_t clause) const {
  uint32_t at = view_.analysis.clause_at(token);
  while (at != kNoIndex && at != clause) {
    const Mood mood = view_.analysis.chunks.verbs[view_.analysis.clauses[at].verb].mood;
    if (mood != Mood::Gerund && mood != Mood::Participle && mood != Mood::Infinitive) return false;
    at = view_.analysis.clauses[at].governor;
  }
  return at == clause;
}

// "trained Corvex-2 using 512 chips", "con 512 schede ha allenato Corvex-2", "the training of Corvex-2 took
// 512 chips": what is used in training a model is the model's.
std::optional<Filler> SubjectFinder::trained_with(const Amount& amount) const {
  const std::vector<std::string> model = {"Model"};
  for (uint32_t i = 0; i < view_.analysis.clauses.size(); ++i) {
    const Clause& clause = view_.analysis.clauses[i];
    const VerbGroup& verb = view_.analysis.chunks.verbs[clause.verb];
    if (!within(amount.tokens.begin, i)) continue;
    if (lexicon_.is("training", verb.lemma)) {
      Anchor anchor;
      anchor.trigger = verb.tokens;
      anchor.clause = i;
      const auto patients = shapes_.fill(anchor, {"obj", {}}, model);
      // "the first version, Corvex-1, was trained on": a name tells better than a description.
      const bool named = !patients.empty() && patients.front().via == Via::Name;
      if (const auto beside = named ? std::nullopt : search_.nearest(model, amount.tokens, Reach::Unbound))
        return beside;
      if (!patients.empty()) return patients.front();
    }
    const Argument* subject = clause.argument("subj");
    if (subject == nullptr) continue;
    const uint32_t group = subject->candidates.front().front();
    if (!lexicon_.is("training", to_lower(token(view_.analysis.chunks.nouns[group].head).lemma()))) continue;
    for (const Argument& argument : view_.analysis.nouns[group].attachments)
      if (lexicon_.is("owner", argument.place))
        if (const auto found = search_.in_group(argument.candidates.front().front(), model)) return found;
  }
  return std::nullopt;
}

bool SubjectFinder::runs_on(const Amount& amount) const {
  const uint32_t group = view_.analysis.group_at(amount.tokens.begin);
  return group != kNoIndex && lexicon_.is("on", view_.analysis.chunks.nouns[group].preposition);
}

// "allenato su Leonardo, il supercomputer del Cineca, con 512 acceleratori"
bool SubjectFinder::equips_training(const Amount& amount) const {
  const uint32_t group = view_.analysis.group_at(amount.tokens.begin);
  if (group == kNoIndex || !lexicon_.is("with", view_.analysis.chunks.nouns[group].preposition)) return false;
  return std::any_of(view_.analysis.chunks.verbs.begin(), view_.analysis.chunks.verbs.end(),
                     [&](const VerbGroup& verb) {
                       return verb.head < amount.tokens.begin && lexicon_.is("train", verb.lemma) &&
                              !search_.border_between(verb.head, amount.tokens.begin) &&
                              !verb_between(view_, verb.head + 1, amount.tokens.begin);
                     });
}

// The model that runs on what is counted: in the sentence, else the last one of the paragraph.
std::optional<Filler> SubjectFinder::trained(const Amount& amount) const {
  if (const auto model = search_.nearest({"Model"}, amount.tokens, Reach::Before)) return model;
  if (!context_.model_here) return std::nullopt;
  return Filler{context_.lead_model, kNone, Via::Topic, {amount.tokens.begin, amount.tokens.begin}};
}

}  // namespace trama::extract
