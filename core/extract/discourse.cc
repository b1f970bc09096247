#include "core/extract/discourse.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "core/extract/antecedents.h"
#include "core/extract/clitics.h"
#include "core/extract/descriptions.h"
#include "core/extract/discourse_state.h"
#include "core/extract/dropped_subjects.h"
#include "core/extract/possessives.h"
#include "core/extract/pronouns.h"
#include "core/extract/sentence_structure.h"
#include "core/extract/topic.h"

namespace trama::extract {
namespace {

// How many tokens of complements may stand between a subject and the name apposed to it.
constexpr uint32_t kApposedReach = 6;

class Discourse {
 public:
  Discourse(const ArticleView& article, const std::vector<NameMention>& names, const ResolvedNames& resolved,
            Mentions& mentions)
      : d_(article, names, resolved, mentions),
        topics_(d_),
        descriptions_(d_, topics_),
        antecedents_(d_, topics_),
        pronouns_(d_, antecedents_),
        possessives_(d_, antecedents_),
        clitics_(d_, antecedents_),
        dropped_subjects_(d_, antecedents_) {}

  void run() {
    find_investors();
    for (uint32_t s = 0; s < d_.article.sentences(); ++s) {
      if (s > 0 && d_.paragraph(s) != d_.paragraph(s - 1)) d_.topic = kNone;
      walk(s);
      uint32_t subject = d_.subjects[s];
      if (subject != kNone && d_.type(subject) == "Company") d_.topic = subject;
    }
    topics_.write(d_.out);
    sort_mentions();
  }

 private:
  // "the fund X", "il fondo milanese X", but not "the seed company X", "hedge fund darling X".
  void find_investors() {
    for (const Mention& mention : d_.out.mentions) {
      if (d_.type(mention.entity) != "Company" || mention.tokens.size() == 0) continue;
      const NounGroup* group = d_.article.group_at(mention.sentence, mention.tokens.begin);
      if (group == nullptr || group->number == Number::Plural) continue;
      const auto& tokens = d_.tokens(mention.sentence);
      for (uint32_t i = group->tokens.begin; i < mention.tokens.begin; ++i) {
        const uint32_t end = d_.words.at(WordKind::Investor, tokens, i, mention.tokens.begin).tokens.end;
        if (end <= i || (end < mention.tokens.begin && tokens[end].has("n"))) continue;
        d_.out.entities[mention.entity].investor = true;
      }
    }
  }

  void walk(uint32_t s) {
    find_subject(s);
    find_apposed_subject(s);
    const Chunks& chunks = d_.article.chunks[s];
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

  void find_subject(uint32_t s) {
    d_.subject = subject_group(d_.article, s);
    if (d_.subject == nullptr || quoted_beside_speaker(s)) return;
    // In "Nvidia boss Jensen Huang" the last name is the subject, in "la società X" the only one.
    for (uint32_t m : d_.by_sentence[s]) {
      const Mention& mention = d_.out.mentions[m];
      if (!d_.subject->tokens.contains(mention.tokens.begin)) continue;
      bool head = mention.tokens.contains(d_.subject->head) || mention.tokens.end == d_.subject->tokens.end;
      if (head && !d_.is_demonym(m)) d_.subjects[s] = mention.entity;
    }
  }

  // ""Velt plays in another league," said X": the text is not on what X speaks of.
  bool quoted_beside_speaker(uint32_t s) const {
    const auto& verbs = d_.article.chunks[s].verbs;
    return d_.article.in_quotes(s, d_.subject->head) &&
           std::ranges::any_of(verbs, [&](const VerbGroup& verb) {
             return is_main(verb) && !d_.article.in_quotes(s, verb.head);
           });
  }

  // "Il chip di punta, il Nibbio 3, è …": the name that follows the subject between commas.
  void find_apposed_subject(uint32_t s) {
    if (d_.subject == nullptr || d_.subjects[s] != kNone) return;
    const auto& list = d_.tokens(s);
    for (uint32_t m : d_.by_sentence[s]) {
      const Mention& mention = d_.out.mentions[m];
      uint32_t begin = mention.tokens.begin, end = mention.tokens.end;
      while (begin > 0 && (list[begin - 1].has("det") || list[begin - 1].joined)) --begin;
      bool between = begin > d_.subject->tokens.end && list[begin - 1].surface == "," && end < list.size() &&
                     list[end].surface == ",";
      if (!between || begin > d_.subject->tokens.end + kApposedReach || d_.is_place(mention)) continue;
      for (uint32_t i = d_.subject->tokens.end; i + 1 < begin; ++i)
        if (list[i].surface == "," || d_.article.verb_at(s, i) != nullptr) return;
      d_.subjects[s] = mention.entity;
      return;
    }
  }

  void visit(uint32_t s, const NounGroup& group) {
    possessives_.visit(s, group);
    std::vector<uint32_t> names;
    for (uint32_t m : d_.by_sentence[s])
      if (group.tokens.contains(d_.out.mentions[m].tokens.begin)) names.push_back(m);
    bool named = std::ranges::any_of(names, [&](uint32_t m) {
      return !d_.is_place(d_.out.mentions[m]) && !made_by_head(s, group, d_.out.mentions[m]);
    });
    if (!named) {
      std::optional<Mention> nominal = descriptions_.resolve(s, group);
      if (!nominal) nominal = pronouns_.resolve(s, group);
      if (nominal) add(s, group, *nominal);
    }
    for (uint32_t m : names) d_.remember(m, d_.role_of(s, d_.out.mentions[m].tokens.begin));
  }

  void visit(uint32_t s, const VerbGroup& verb) {
    clitics_.visit(s, verb);
    dropped_subjects_.visit(s, verb);
  }

  // "the ChatGPT maker": the product says which maker, it is not the maker's name.
  bool made_by_head(uint32_t s, const NounGroup& group, const Mention& mention) const {
    if (d_.article.lexicon.grammar.head_first || mention.tokens.end > group.head) return false;
    const std::string& kind = d_.type(mention.entity);
    bool thing = kind == "Model" || kind == "Product" || kind == "Chip";
    const auto& types = d_.words.types(WordKind::Describes, d_.tokens(s)[group.head].lemma());
    return thing && std::ranges::find(types, "Company") != types.end();
  }

  void add(uint32_t s, const NounGroup& group, Mention mention) {
    mention.sentence = s;
    mention.tokens = group.tokens;
    mention.span = d_.article.span(s, group.tokens);
    d_.out.mentions.push_back(mention);
    auto index = static_cast<uint32_t>(d_.out.mentions.size() - 1);
    d_.remember(index, d_.role_of(s, group.tokens.begin));
    // A description shows that the thing is what the paragraph goes on about.
    if (d_.topic == kNone && d_.type(mention.entity) == "Company" && group.definite)
      d_.topic = mention.entity;
    if (&group == d_.subject) d_.subjects[s] = mention.entity;
    for (uint32_t m : d_.by_sentence[s])
      if (group.tokens.contains(d_.out.mentions[m].tokens.begin) && d_.is_place(d_.out.mentions[m]))
        d_.known.add_place(mention.entity, d_.out.mentions[m].entity);
  }

  void sort_mentions() {
    std::vector<uint32_t> order(d_.out.mentions.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](uint32_t m) {
      const Mention& mention = d_.out.mentions[m];
      return std::tuple(mention.sentence, mention.tokens, mention.span.begin);
    });
    std::vector<uint32_t> position(order.size());
    for (uint32_t i = 0; i < order.size(); ++i) position[order[i]] = i;
    std::vector<Mention> sorted;
    for (uint32_t m : order) {
      sorted.push_back(d_.out.mentions[m]);
      if (sorted.back().antecedent != kNone) sorted.back().antecedent = position[sorted.back().antecedent];
    }
    d_.out.mentions = std::move(sorted);
  }

  DiscourseState d_;
  Topics topics_;
  Descriptions descriptions_;
  Antecedents antecedents_;
  Pronouns pronouns_;
  Possessives possessives_;
  Clitics clitics_;
  DroppedSubjects dropped_subjects_;
};

}  // namespace

void resolve_expressions(const ArticleView& article, const std::vector<NameMention>& names,
                         const ResolvedNames& resolved, Mentions& mentions) {
  Discourse(article, names, resolved, mentions).run();
}

}  // namespace trama::extract
