#include "core/extract/noun_links.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

class NounLinker {
 public:
  NounLinker(const SentenceItems& items, const text::Sentence& sentence, const ClauseCues& cues,
             const std::vector<TokenRange>& common, const std::vector<TokenRange>& names,
             SentenceAnalysis& out)
      : items_(items), sentence_(sentence), cues_(cues), common_(common), names_(names), out_(out) {}

  void run() {
    link_appositions();
    link_predicates();
    link_members();
    link_named();
    link_partitives();
  }

 private:
  void describe(uint32_t group, uint32_t target) {
    Groups& described = out_.nouns[group].described;
    if (group != target && std::find(described.begin(), described.end(), target) == described.end())
      described.push_back(target);
  }

  // "il software «Lanterna»"
  bool quoted_name(TokenRange group) const {
    const auto& tokens = sentence_.tokens;
    return group.begin > 0 && group.end < tokens.size() && is_quote(tokens[group.begin - 1]) &&
           is_quote(tokens[group.end]) && is_capitalised(tokens[group.begin]);
  }

  bool name_headed(uint32_t group) const {
    const uint32_t head_token = out_.chunks.nouns[group].head;
    for (const TokenRange& range : names_)
      if (range.contains(head_token)) return true;
    for (const TokenRange& range : common_)
      if (range.contains(head_token)) return false;
    if (quoted_name(out_.chunks.nouns[group].tokens)) return true;
    const text::Token& head = sentence_.tokens[out_.chunks.nouns[group].head];
    const bool capital = !head.surface.empty() && to_lower(head.surface) != head.surface;
    if (head.kind == text::TokenKind::Name || (head.unknown && capital) || head.has("np")) return true;
    // "la danese Alba": the adjective stands before a name.
    const uint32_t last = out_.chunks.nouns[group].tokens.end - 1;
    if (last > head_token && items_.is_name(last) && has_reading(head, "adj")) return true;
    // "the Digital Markets Act": a capital behind a definite article. Posts are written with capitals too,
    // but without one, and "a Republican" is a description.
    const text::Token& first = sentence_.tokens[out_.chunks.nouns[group].tokens.begin];
    return first.has("det") && capital && !first.has("ind");
  }

  // "da A, B e C": B is no apposition.
  bool listed_with(uint32_t group, uint32_t other) const {
    return !out_.chunks.nouns[group].preposition.empty() &&
           contains_group(out_.nouns[group].coordinated, other);
  }

  static bool contains_group(const Groups& groups, uint32_t group) {
    return std::find(groups.begin(), groups.end(), group) != groups.end();
  }

  // "Its founders, the sisters A and B"
  bool lists_names(uint32_t whole, uint32_t first) const {
    return out_.chunks.nouns[whole].number == Number::Plural && !out_.nouns[first].coordinated.empty() &&
           items_.is_name(out_.chunks.nouns[first].tokens.end - 1);
  }

  bool opens_with_relative(uint32_t group) const {
    const uint32_t first = out_.chunks.nouns[group].tokens.begin;
    return has_reading(sentence_.tokens[first], "rel") ||
           contains(cues_.owning, sentence_.tokens[first].lower);
  }

  // "Founded in 2019 by X, the firm has 30 staff": the subject behind the comma is said of nobody.
  bool opens_with_participle() const {
    for (size_t i = 0; i < items_.items().size(); ++i) {
      if (items_.is(i, ItemKind::Verb)) return !is_finite(items_.verb(i));
      if (items_.is(i, ItemKind::Noun) || items_.is(i, ItemKind::Comma)) return false;
    }
    return false;
  }

  // "Con l'ateneo la Norda lavora", "With offices in Pavia, Norda builds": behind a fronted phrase stands the
  // subject. In an apposition a name has no article of its own, and a comma closes it.
  bool opens_own_clause(size_t item, size_t next, bool comma) const {
    if (items_.noun(items_.item_of_noun(items_.chain(item).back())).preposition.empty()) return false;
    if (!comma) return items_.noun(next).definite && !items_.noun(next).possessive;
    const auto behind = items_.right_of(next);
    return behind && items_.is(*behind, ItemKind::Verb) && is_finite(items_.verb(*behind));
  }

  void link_appositions() {
    for (size_t i = 0; i < items_.items().size(); ++i) {
      if (!items_.is(i, ItemKind::Noun) || items_.is_possessor(items_.items()[i].index)) continue;
      auto next = items_.right_of(i);
      const bool comma = next && items_.is(*next, ItemKind::Comma);
      if (comma) next = items_.right_of(*next);
      // "Sam Altman, OpenAI's boss"
      if (comma && next && items_.is(*next, ItemKind::Noun) &&
          items_.is_possessor(items_.items()[*next].index))
        next = items_.right_of(*next);
      if (!next || !items_.bare_noun(*next)) continue;
      const uint32_t right = items_.items()[*next].index;
      if (opens_own_clause(i, *next, comma)) continue;
      // "X, whose founder": of X, but no X.
      if (opens_with_relative(right) ||
          (comma && name_headed(right) && listed_with(items_.items()[i].index, right)))
        continue;
      const Groups phrase = items_.chain(i);
      // "148 milioni da A, B e C": a name in a list of names is said of nothing.
      const auto lists_right = [&](uint32_t group) {
        const Groups& list = out_.nouns[group].coordinated;
        return name_headed(group) && std::find(list.begin(), list.end(), right) != list.end();
      };
      if (name_headed(right) && std::any_of(phrase.begin(), phrase.end(), lists_right)) continue;
      if (name_headed(right) || (comma && lists_names(items_.items()[i].index, right))) {
        // "Il ceo di Nvidia, Jensen Huang": every noun of the phrase may be the one that names.
        // "I clienti del gruppo, A e B": the two are the customers and not the group.
        const bool several = comma && !out_.nouns[right].coordinated.empty() &&
                             std::ranges::any_of(phrase, [&](uint32_t group) {
                               return out_.chunks.nouns[group].number == Number::Plural;
                             });
        for (const uint32_t group : phrase)
          if (!name_headed(group) && !(several && out_.chunks.nouns[group].number == Number::Singular))
            describe(group, right);
      } else if (comma && !(opens_with_participle() && items_.opens_clause(*next))) {
        for (const uint32_t group : phrase) {
          describe(right, group);
          const Groups further = out_.nouns[group].described;
          for (const uint32_t target : further) describe(right, target);
        }
      }
    }
    // "fondatore e ceo di OpenAI": both share owner and bearer.
    for (size_t i = 0; i < items_.items().size(); ++i) {
      if (!items_.is(i, ItemKind::Conjunction)) continue;
      const auto left = items_.left_of(i), right = items_.right_of(i);
      if (!left || !right || !items_.is(*left, ItemKind::Noun) || !items_.is(*right, ItemKind::Noun))
        continue;
      // "by its founder and chief executive": both are its, and neither is whom the phrase is of.
      const NounGroup& nearest = items_.noun(*left);
      const bool owned = nearest.is_owned();
      const uint32_t first = owned ? items_.items()[*left].index : items_.chain(*left).back();
      const uint32_t second = items_.items()[*right].index;
      // "il fondatore e presidente X": both are said of the name.
      if (!name_headed(first) && out_.chunks.nouns[first].number != Number::Plural && post_and_name(second))
        describe(first, second);
      if (name_headed(first) || name_headed(second)) continue;
      if (out_.nouns[first].attachments.empty())
        out_.nouns[first].attachments = out_.nouns[second].attachments;
      // "Velt co-founder and chief executive Ada Bell"
      const NounGroup& titled = out_.chunks.nouns[second];
      if (titled.tokens.end > titled.head + 1 && items_.is_name(titled.tokens.end - 1) &&
          !sentence_.tokens[titled.tokens.begin].has("det"))
        describe(first, second);
      const Groups of_first = out_.nouns[first].described, of_second = out_.nouns[second].described;
      for (const uint32_t target : of_first) describe(second, target);
      for (const uint32_t target : of_second) describe(first, target);
    }
  }

  // "presidente Ada Bell", without an article of its own.
  bool post_and_name(uint32_t group) const {
    const TokenRange& tokens = out_.chunks.nouns[group].tokens;
    return tokens.size() > 1 && items_.is_name(tokens.end - 1) &&
           std::ranges::any_of(common_,
                               [&](const TokenRange& range) { return range.contains(tokens.begin); });
  }

  void link_predicates() {
    for (uint32_t i = 0; i < out_.clauses.size(); ++i) {
      const Clause& clause = out_.clauses[i];
      const Argument* subject = clause.argument("subj");
      const Argument* object = clause.argument("obj");
      for (const Argument& argument : clause.arguments) {
        for (const Groups& groups : argument.candidates) {
          for (const uint32_t group : groups) {
            NounFrame& frame = out_.nouns[group];
            if (frame.clause == kNoIndex) {
              frame.clause = i;
              frame.place = argument.place;
            }
            const bool as_role = contains(cues_.as_role, argument.place);
            const bool among = contains(cues_.among, argument.place) && !name_headed(group);
            if (argument.place != "comp" && !as_role && !among) continue;
            // "modelli come Orso-7B": a name is no role.
            if (as_role && (name_headed(group) || with_bearer(group))) continue;
            const VerbGroup& verb = out_.chunks.verbs[clause.verb];
            const bool counts = contains(cues_.membership, verb.lemma);
            const bool inverted =
                subject != nullptr && object != nullptr && subject->candidates == object->candidates;
            if (among && object != nullptr && !counts && !verb.copula && !inverted) continue;
            // "named X chief executive" speaks of its object, "X is chief executive" of its subject.
            const bool of_subject = verb.copula || object == nullptr ||
                                    contains(cues_.succession, verb.lemma) || (among && !counts);
            const Argument* target = of_subject ? subject : object;
            if (target == nullptr) continue;
            for (const Groups& bearers : target->candidates) {
              for (const uint32_t bearer : bearers) {
                // "Il nuovo ceo è X": then the subject is what is said.
                // "Primo azionista è il fondo X": a noun with a name of its own names as well.
                const auto& nouns = out_.chunks.nouns;
                const bool named =
                    name_headed(group) || (verb.copula && items_.is_name(nouns[group].tokens.end - 1) &&
                                           !items_.holds_name(nouns[bearer]));
                const bool turned = named && !name_headed(bearer);
                describe(turned ? bearer : group, turned ? group : bearer);
              }
            }
          }
        }
      }
    }
  }

  // "With Ada Bell as chief executive, Y ...": the noun is said of the one before it.
  bool with_bearer(uint32_t group) {
    if (group == 0) return false;
    const NounGroup& before = out_.chunks.nouns[group - 1];
    if (before.tokens.end + 1 < out_.chunks.nouns[group].tokens.begin ||
        !contains(cues_.company, before.preposition))
      return false;
    describe(group, group - 1);
    return true;
  }

  const text::Token& head_of(uint32_t group) const { return sentence_.tokens[out_.chunks.nouns[group].head]; }

  // "A shell called X", "il nuovo presidente si chiama X"
  void link_named() {
    for (const Clause& clause : out_.clauses) {
      const VerbGroup& verb = out_.chunks.verbs[clause.verb];
      const Argument* object = clause.argument("obj");
      const Argument* subject = clause.argument("subj");
      if (verb.voice == Voice::Reflexive && contains(cues_.naming, verb.lemma) && subject != nullptr) {
        const Argument* name = object != nullptr ? object : clause.argument("comp");
        if (name != nullptr && is_capitalised(head_of(name->candidates.front().front())))
          for (const uint32_t thing : subject->candidates.front())
            if (!name_headed(thing)) describe(thing, name->candidates.front().front());
        continue;
      }
      if (object == nullptr || verb.mood != Mood::Participle || !contains(cues_.naming, verb.lemma)) continue;
      for (const Groups& thing : object->candidates)
        for (const Groups& name : object->candidates)
          if (!name_headed(thing.front()) && is_capitalised(head_of(name.front())) &&
              name.front() > thing.front())
            describe(thing.front(), name.front());
    }
  }

  // "X, one of Y's founders", "X è uno dei soci di Y": what is said of the one is said of X.
  void link_partitives() {
    const auto& nouns = out_.chunks.nouns;
    for (uint32_t group = 0; group + 1 < nouns.size(); ++group) {
      const text::Token& one = head_of(group);
      if (nouns[group].tokens.size() != 1 || !(has_reading(one, "num") || has_reading(one, "ind"))) continue;
      uint32_t whole = group + 1;
      if (whole + 1 < nouns.size() && nouns[whole + 1].possessor == whole) ++whole;
      if (!contains(cues_.link, nouns[whole].preposition) &&
          !(whole > group + 1 && contains(cues_.link, nouns[group + 1].preposition)))
        continue;
      const Groups targets = out_.nouns[group].described;
      for (const uint32_t target : targets) describe(whole, target);
    }
  }

  // "Its customers include A and B", "tra i clienti figurano A e B".
  void link_members() {
    for (const Clause& clause : out_.clauses) {
      const Argument* subject = clause.argument("subj");
      const Argument* object = clause.argument("obj");
      if (subject == nullptr || object == nullptr ||
          !contains(cues_.membership, out_.chunks.verbs[clause.verb].lemma))
        continue;
      // "X counts A among its customers": A is a customer, no part of X.
      if (std::any_of(clause.arguments.begin(), clause.arguments.end(),
                      [&](const Argument& argument) { return contains(cues_.among, argument.place); }))
        continue;
      for (const Groups& whole : subject->candidates)
        for (const uint32_t group : whole)
          if (!name_headed(group))
            for (const Groups& members : object->candidates)
              for (const uint32_t member : members) describe(group, member);
    }
  }

  const SentenceItems& items_;
  const text::Sentence& sentence_;
  const ClauseCues& cues_;
  const std::vector<TokenRange>& common_;
  const std::vector<TokenRange>& names_;
  SentenceAnalysis& out_;
};

}  // namespace

void link_nouns(const SentenceItems& items, const text::Sentence& sentence, const ClauseCues& cues,
                const std::vector<TokenRange>& common, const std::vector<TokenRange>& names,
                SentenceAnalysis& analysis) {
  NounLinker(items, sentence, cues, common, names, analysis).run();
}

}  // namespace trama::extract
