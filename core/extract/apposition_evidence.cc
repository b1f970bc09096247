// What a name is said to be: appositions, copulas, examples and lists of a kind.
#include <algorithm>
#include <optional>

#include "core/extract/evidence_of_type.h"
#include "core/extract/occurrence.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

class AppositionEvidence : public Occurrence {
 public:
  using Occurrence::Occurrence;

  void run() {
    apposition_after();
    apposition_before();
    copula_before();
    example_of();
    one_of_others();
  }

 private:
  // ", produttore di chip," ", the Dutch chipmaker" ", who" ", 45 anni" "(il produttore …)"
  void apposition_after() {
    std::string_view mark = surface(end_);
    if (mark != "," && mark != "(" && mark != "–" && mark != "-" && mark != "—") {
      copula_after();
      return;
    }
    uint32_t next = skip_joined(end_ + 1);
    if (next >= tokens_.size()) return;
    // "the boss of Scalar, who": said of the boss.
    if (grammar_.person_relative.contains(lower(next)) && !of_holder()) return add("Person", kRole);
    if (grammar_.whose.contains(lower(next))) return;
    // ", which makes lamps": of no person
    if (grammar_.thing_relative.contains(lower(next))) return add("Person", -kDescribed);
    if (grammar_.formerly.contains(lower(next))) add("Person", kHint * 2);
    const bool years = grammar_.years.contains(lower(next + 1));
    const bool age = tokens_[next].kind == TokenKind::Number ? surface(next + 1) == "," || years
                                                             : tokens_[next].has("num") && years;
    // "oggi quarantunenne"
    // "130 years old": nobody is.
    if (age && tokens_[next].kind == TokenKind::Number && surface(next).size() > 2) return;
    const bool old =
        ends_like(grammar_.age_ending, lower(next)) || ends_like(grammar_.age_ending, lower(next + 1));
    if (age || old || grammar_.aged.contains(lower(next))) return add("Person", kTitle);
    const NounGroup* group = article_.group_at(mention_.sentence, next);
    if (group == nullptr || group->tokens.begin != next || !group->preposition.empty()) return;
    // ", Foxconn's chairman,": what is owned describes, not the owner; but ", a residents' group,"
    const auto whole = described_by(*group);
    if (group->tokens.end < tokens_.size() && is(group->tokens.end, Part::Genitive) &&
        (!whole || whole->tokens.end <= group->tokens.end))
      if (const NounGroup* thing = article_.group_at(mention_.sentence, group->tokens.end + 1)) group = thing;
    // ", the former army signaller who started it": said of a person.
    if (group->number != Number::Plural && group->tokens.end < tokens_.size() &&
        grammar_.person_relative.contains(lower(group->tokens.end)) && !inside_name(group->tokens.end - 1))
      return add("Person", kRole);
    // In a list the next item says nothing: an apposition holds no name before its noun and closes with a
    // mark.
    auto found = described_by(*group);
    if (!found) return;
    bool plural = group->number == Number::Plural;
    if (plural) return;
    // ", la direzione tecnica è affidata a …": the subject of what follows.
    const VerbGroup* verb = article_.verb_at(mention_.sentence, group->tokens.end);
    bool finite = verb != nullptr && (verb->mood == Mood::Indicative || verb->mood == Mood::Conditional);
    const bool auxiliary = verb != nullptr && verb->tokens.size() > 1;
    if (finite && verb->tokens.begin == group->tokens.end && (auxiliary || verb->voice != Voice::Passive))
      return;
    bool owner_first = inside_name(group->tokens.begin);
    add_described(*found, owner_first ? kApposition * 0.6 : kApposition);
  }

  void copula_after() {
    const VerbGroup* verb = article_.verb_at(mention_.sentence, end_);
    if (verb == nullptr || !verb->copula || verb->tokens.begin != end_) return;
    // "il cuore di Rivalta erano le sonde": it is the heart that is said to be something.
    if (group_ != nullptr && !group_->preposition.empty()) return;
    const NounGroup* group = article_.group_at(mention_.sentence, skip_joined(verb->tokens.end));
    if (group == nullptr || !group->preposition.empty()) return;
    auto found = described_by(*group);
    // "Bora è il nostro modello", but not "Alba is the maker of …".
    if (found && (!group->definite || names_thing(*found))) add_described(*found, kApposition * 0.75);
  }

  // "The device is the Argus 3", "il terzo modello è Tabarro"
  void copula_before() {
    if (group_ == nullptr || !group_->preposition.empty() || !starts_group() || is(end_, Part::Genitive))
      return;
    const uint32_t first = group_->tokens.begin;
    const VerbGroup* verb = first > 0 ? article_.verb_at(mention_.sentence, first - 1) : nullptr;
    if (verb == nullptr || !verb->copula || verb->negated || verb->tokens.end != first) return;
    const NounGroup* subject = nullptr;
    for (const NounGroup& group : article_.chunks[mention_.sentence].nouns)
      if (group.tokens.end <= verb->tokens.begin && group.preposition.empty()) subject = &group;
    if (subject == nullptr || !subject->definite || subject->number == Number::Plural) return;
    for (uint32_t i = subject->tokens.end; i < verb->tokens.begin; ++i)
      if (const VerbGroup* other = article_.verb_at(mention_.sentence, i);
          surface(i) == "," || (other != nullptr && other->mood != Mood::Participle))
        return;
    if (auto found = described_by(*subject); found && names_thing(*found))
      add_described(*found, kApposition * 0.75);
  }

  // "l'amministratore delegato, Mario Rossi,"; "its chief executive, Jane Roe"
  void apposition_before() {
    uint32_t first = group_ != nullptr && starts_group() ? group_->tokens.begin : begin_;
    if (first < 2) return;
    std::string_view mark = surface(first - 1);
    if (mark != "," && mark != "(" && mark != "–" && mark != ":") return;
    const NounGroup* group = article_.group_at(mention_.sentence, first - 2);
    if (group == nullptr || group->tokens.end != first - 1) return;
    auto role = ending_at(WordKind::Role, group->tokens.begin, first - 1);
    if (role.tokens.size() > 0 && group->definite) return add("Person", kRole * 0.5);
    // "its assistant, Lumo,"; "il chip di punta, il Nibbio"
    bool closes = surface(end_) == "," || surface(end_) == "." || surface(end_) == ";" ||
                  surface(end_) == "(" || end_ >= tokens_.size() || mark == ":";
    if (!closes || mark == "(") return;
    // "un assistente per artigiani, Lumo": past complements that do not say it.
    const NounGroup* noun_group = group;
    for (int outer = 0; outer < 2 && !noun_group->preposition.empty() && noun_group->tokens.begin > 0;
         ++outer) {
      // "volume shipments of its diamond lid, X": what is owned is what gets the name.
      if (!links_to_head(noun_group->preposition) && noun_group->number != Number::Plural &&
          (described_by(*noun_group) || noun_group->possessive))
        break;
      const uint32_t before = before_preposition(noun_group->tokens.begin);
      const NounGroup* next = before > 0 ? article_.group_at(mention_.sentence, before - 1) : nullptr;
      if (next == nullptr || next->tokens.end != before) break;
      noun_group = next;
    }
    if (noun_group->number == Number::Plural) return;
    const Token& opener = tokens_[noun_group->tokens.begin];
    bool one =
        (opener.has("det") || grammar_.one.contains(opener.lower)) && noun_group->number != Number::Plural;
    if (!noun_group->definite && !noun_group->possessive && !one) return;
    if (auto found = described_by(*noun_group); found && found->kind == WordKind::Describes)
      add_described(*found, kApposition * 0.75);
    // "its glass cover, VeraLid,": what is owned and is no post, no person and no site that a list knows.
    else if (!found && noun_group->is_owned() && has_reading(tokens_[noun_group->head], "n") &&
             !role.tokens.size() && !words_.is(WordKind::At, tokens_[noun_group->head].lemma()))
      add("Product", kHint * 2);
  }

  // Where the list of names that this one closes begins: itself where it stands alone.
  uint32_t list_begin() const {
    uint32_t begin = begin_;
    for (bool moved = true; moved;) {
      moved = false;
      uint32_t mark = begin;
      while (mark > 0 && (surface(mark - 1) == "," || is(mark - 1, Part::Coordinator))) --mark;
      if (mark == begin || mark == 0) break;
      for (const NameMention& name : mentions_)
        if (name.tokens.end == mark && !name.demonym) {
          begin = name.tokens.begin;
          moved = true;
        }
    }
    return begin;
  }

  // "models such as Heorot and Draik", "clienti come Alba": examples are of the kind that they exemplify.
  void example_of() {
    uint32_t begin = list_begin();
    if (begin > 0 && tokens_[begin - 1].has("det")) --begin;
    if (begin < 2) return;
    uint32_t kind = begin - 1;
    if (!grammar_.example.contains(lower(kind))) return;
    if (kind > 0 && surface(kind - 1) == ",") --kind;
    const NounGroup* group = kind > 0 ? article_.group_at(mention_.sentence, kind - 1) : nullptr;
    if (group == nullptr || group->number == Number::Singular) return;
    if (auto found = described_by(*group)) add_described(*found, kApposition * 0.75);
  }

  // "Heorot, Draik and other models"
  void one_of_others() {
    uint32_t next = end_;
    while (next + 1 < tokens_.size()) {
      if (surface(next) == ",") ++next;
      if (is(next, Part::Coordinator)) ++next;
      const auto* name = name_at(next);
      if (name == nullptr) break;
      next = name->tokens.end;
    }
    if (next <= end_ || next >= tokens_.size() || !is(next - 1, Part::Coordinator)) return;
    if (!grammar_.other.contains(tokens_[next].lemma())) return;
    const NounGroup* group = article_.group_at(mention_.sentence, next);
    if (group == nullptr) return;
    if (auto found = described_by(*group)) add_described(*found, kApposition * 0.75);
  }

  const NameMention* name_at(uint32_t token) const {
    for (const NameMention& name : mentions_)
      if (name.tokens.begin == token && !name.demonym) return &name;
    return nullptr;
  }
};

}  // namespace

void add_apposition_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                             uint32_t index, TypeScores& scores) {
  AppositionEvidence(article, mentions, index, scores).run();
}

}  // namespace trama::extract
