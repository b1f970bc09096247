// One occurrence of a name with the words around it: what the evidence of phrases and of clauses look at.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/extract/evidence_of_type.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {

// What evidence weighs: about 1 is a hint, 4 settles a type.
inline constexpr double kTitle = 5, kRole = 4, kDescribed = 4, kApposition = 4, kOwner = 2.5,
                        kComplement = 2.5, kPlaceComplement = 2, kVerb = 1.5, kHint = 1, kTag = 2.5,
                        kOwned = 1.5, kThing = 1.8, kMaker = 2, kDenied = 3;

// The mentions of the sentence that holds one.
inline std::span<const NameMention> of_sentence(const std::vector<NameMention>& mentions, uint32_t index) {
  uint32_t begin = index, end = index;
  while (begin > 0 && mentions[begin - 1].sentence == mentions[index].sentence) --begin;
  while (end < mentions.size() && mentions[end].sentence == mentions[index].sentence) ++end;
  return std::span(mentions).subspan(begin, end - begin);
}

// Refers to its arguments; none may go before it.
class Occurrence {
 public:
  Occurrence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
             TypeScores& scores)
      : article_(article),
        words_(article.lexicon.words),
        grammar_(article.lexicon.grammar),
        mentions_(of_sentence(mentions, index)),
        mention_(mentions[index]),
        tokens_(article.tokens(mention_.sentence)),
        begin_(mention_.tokens.begin),
        end_(mention_.tokens.end),
        group_(article.group_at(mention_.sentence, begin_)),
        scores_(scores) {}

 protected:
  std::string_view surface(uint32_t i) const {
    return i < tokens_.size() ? std::string_view(tokens_[i].surface) : "";
  }

  std::string_view lower(uint32_t i) const {
    return i < tokens_.size() ? std::string_view(tokens_[i].lower) : "";
  }

  bool is(uint32_t i, Part part) const {
    return i < tokens_.size() && part_of_speech(tokens_[i], i == 0) == part;
  }

  uint32_t skip_joined(uint32_t i) const {
    while (i < tokens_.size() && tokens_[i].joined) ++i;
    return i;
  }

  // Where what stands before `i` ends, past a preposition and its article.
  uint32_t before_preposition(uint32_t i, bool determiners = false) const {
    while (i > 0 &&
           (tokens_[i - 1].joined || tokens_[i - 1].has("pr") || (determiners && tokens_[i - 1].has("det"))))
      --i;
    return i;
  }

  void add(std::string_view type, double weight) {
    if (auto found = scores_.find(type); found != scores_.end())
      found->second += weight;
    else
      scores_.emplace(type, weight);
  }

  // A type with '!' before it is denied, but where the name only owns who is meant: "the boss of Ada Bell's
  // firm".
  void add_all(const std::vector<std::string>& types, double weight) {
    for (const std::string& type : types)
      if (!type.starts_with('!'))
        add(type, weight);
      else if (!is(end_, Part::Genitive))
        add(std::string_view(type).substr(1), -kDenied * weight);
  }

  // The types with '!' among them.
  void deny(const std::vector<std::string>& types, double weight) {
    for (const std::string& type : types)
      if (type.starts_with('!')) add_all({type}, weight);
  }

  // Two or three plain words without a firm's ending: how people are named.
  bool like_person() const {
    size_t words = 0;
    for (uint32_t i = begin_; i < end_; ++i) {
      if (tokens_[i].joined) continue;
      if (has_digit(tokens_[i].surface) || all_capitals(tokens_[i].surface)) return false;
      ++words;
    }
    return words >= 2 && words <= 3 && !words_.is(WordKind::Suffix, lower(end_ - 1)) &&
           !words_.is(WordKind::Prefix, lower(begin_));
  }

  bool inside_name(uint32_t token_index) const {
    return std::ranges::any_of(mentions_, [&](const NameMention& other) {
      return other.tokens.contains(token_index) && !other.demonym;
    });
  }

  bool is_linking(std::string_view preposition) const { return grammar_.linking.contains(preposition); }

  // "di", but not "of": the head stands before all that is told of it.
  bool links_to_head(std::string_view preposition) const {
    return article_.lexicon.grammar.head_first && is_linking(preposition);
  }

  // The longest word of `kind` that ends right before `end` and starts at or after `from`.
  TypeWords::Found ending_at(WordKind kind, uint32_t from, uint32_t end) const {
    TypeWords::Found best;
    for (uint32_t i = end; i-- > from && end - i <= 6;) {
      if (tokens_[i].kind == text::TokenKind::Punctuation && i + 1 < end) break;  // "43% of"
      TypeWords::Found found = words_.at(kind, tokens_, i, end);
      if (found.tokens.size() > 0 && found.tokens.end == end) best = found;
    }
    return best;
  }

  bool starts_group() const {
    for (uint32_t i = group_->tokens.begin; i < begin_; ++i)
      if (!tokens_[i].has("det") && !tokens_[i].has("predet") && !tokens_[i].joined) return false;
    return true;
  }

  // The types of things that the noun at `i` is a word for; "GPU" is its own lemma, "GPUs" has none.
  const std::vector<std::string>& kinds(uint32_t i) const {
    const auto& types = words_.types(WordKind::Describes, tokens_[i].lemma());
    if (!types.empty()) return types;
    std::string_view word = tokens_[i].lower;
    if (tokens_[i].unknown && word.ends_with('s')) word.remove_suffix(1);
    return words_.types(WordKind::Describes, word);
  }

  // Where the nouns right behind the name end that it stands before; at or before the name's end where there
  // are none. A version ends a group for the chunker: "the Plover 2 chip".
  uint32_t nouns_end() const {
    const NounGroup* last = end_ > begin_ + 1 ? article_.group_at(mention_.sentence, end_ - 1) : group_;
    return last == nullptr ? 0 : last->tokens.end;
  }

  // "TSMC's N3P process", "its Kelvarna campus": whether a noun right behind the name says what it is or what
  // is there.
  bool kind_follows() const {
    return end_ < nouns_end() && (!kinds(end_).empty() || words_.is(WordKind::At, tokens_[end_].lemma()));
  }

  bool is_thing(const NameMention& name) const {
    return is_known(name, "Chip") || is_known(name, "Model") || is_known(name, "Product");
  }

  void add_thing(double weight) {
    for (std::string_view type : {"Chip", "Model", "Product"}) add(type, weight);
  }

  // The verb right before the group, past its preposition; null where there is none.
  const VerbGroup* verb_before() const {
    const uint32_t before = before_preposition(group_->tokens.begin);
    return before > 0 ? article_.verb_at(mention_.sentence, before - 1) : nullptr;
  }

  // "runs on X", "gira su X"
  bool runs_on() const {
    if (!grammar_.on.contains(group_->preposition) || !starts_group()) return false;
    const VerbGroup* verb = verb_before();
    return verb != nullptr && words_.is(WordKind::RunsOn, verb->lemma);
  }

  // The first noun that says what a group is, not past a name.
  std::optional<TypeWords::Found> described_by(const NounGroup& group) const {
    TypeWords::Found last;
    // A noun of several words may reach over its group: "motore di ricerca".
    const uint32_t end = std::min(group.tokens.end + 4, static_cast<uint32_t>(tokens_.size()));
    for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i) {
      auto role = words_.at(WordKind::Role, tokens_, i, end);
      auto noun = words_.at(WordKind::Describes, tokens_, i, end);
      auto& longer = role.tokens.size() >= noun.tokens.size() ? role : noun;
      if (longer.tokens.size() == 0) continue;
      last = longer;
      i = longer.tokens.end - 1;
      if (article_.lexicon.grammar.head_first) break;
    }
    if (last.tokens.size() == 0) return std::nullopt;
    // "its chip division" is no chip.
    const text::Token& head = tokens_[group.head];
    const bool modifies = !article_.lexicon.grammar.head_first && last.tokens.end <= group.head &&
                          head.has("n") && !has_reading(head, "pp") && !is_capitalised(head);
    if (modifies) return std::nullopt;
    return last;
  }

  // A noun for what is made, rather than for who makes it.
  static bool names_thing(const TypeWords::Found& found) {
    const std::string& type = found.types->front();
    return found.kind == WordKind::Describes && (type == "Model" || type == "Chip" || type == "Product");
  }

  void add_described(const TypeWords::Found& found, double weight) {
    // "Ada Bell, Halden's technology and AI chief"
    const uint32_t next = found.tokens.end;
    const bool goes_on = is(next, Part::Coordinator) || is(next, Part::Noun);
    if (found.types->front() == "Technology" && goes_on && like_person()) return;
    if (found.kind == WordKind::Role)
      add(held_by_firm(found) ? "Company" : "Person", weight);
    else if (is_software(found))
      add("Product", weight);
    else
      add_all(*found.types, weight);
  }

  // "un programma che scova i difetti" runs on a computer, "un programma che vale 2 miliardi" and one of a
  // country's do not.
  bool is_software(const TypeWords::Found& found) const {
    const uint32_t that = found.tokens.end;
    if (!words_.is(WordKind::Software, tokens_[found.tokens.begin].lemma()) || found.tokens.size() > 1 ||
        !is(that, Part::Relative))
      return false;
    for (uint32_t i = that + 1; i < tokens_.size() && tokens_[i].surface != "."; ++i)
      if (tokens_[i].kind == text::TokenKind::Number || tokens_[i].has("num")) return false;
    return std::ranges::none_of(mentions_, [&](const NameMention& name) {
      return name.tokens.begin >= that && is_known(name, "Place");
    });
  }

  // "the boss of X": who follows is the boss.
  bool of_holder() const {
    if (group_ == nullptr || group_->preposition.empty() || like_person()) return false;
    const uint32_t before = before_preposition(group_->tokens.begin);
    return ending_at(WordKind::Role, 0, before).tokens.size() > 0;
  }

  // "KUKA, its largest shareholder": posts that firms hold too, of what is not named like a person.
  bool held_by_firm(const TypeWords::Found& post) const {
    const auto& types = words_.types(WordKind::Describes, tokens_[post.tokens.end - 1].lemma());
    return !like_person() && std::ranges::find(types, "Company") != types.end();
  }

  bool is_known(const NameMention& name, std::string_view type) const {
    return std::ranges::any_of(name.hits, [&](const Gazetteer::Hit& hit) {
      return article_.lexicon.gazetteer.entry(hit.entry).type == type;
    });
  }

  bool is_town(const NameMention& name) const {
    return is_known(name, "Place") || (name.hits.empty() && article_.lexicon.towns.contains(name.folded));
  }

  const ArticleView& article_;
  const TypeWords& words_;
  const Grammar& grammar_;
  std::span<const NameMention> mentions_;  // of the sentence
  const NameMention& mention_;
  const std::vector<text::Token>& tokens_;
  uint32_t begin_, end_;
  const NounGroup* group_;
  TypeScores& scores_;
};

// What the words of its own noun group say: titles, posts and nouns before and after it.
void add_group_evidence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
                        TypeScores& scores);

// What the name is a complement or an owner of: "the boss of X", "X's boss", "a plant in X", "X of Bristol".
void add_complement_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                             uint32_t index, TypeScores& scores);

// What the name is said to be: appositions, copulas, examples and lists of a kind.
void add_apposition_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                             uint32_t index, TypeScores& scores);

// What owners, makers, units and bare use say of things: chips, models, products.
void add_thing_evidence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
                        TypeScores& scores);

// What verbs of naming say of the name that they give.
void add_naming_evidence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
                         TypeScores& scores);

// What the next sentence says of it where it goes on with "it" or without a subject.
void add_taken_up_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                           uint32_t index, TypeScores& scores);

// What the verbs and prepositions around the occurrence say, and the names beside it.
void add_clause_evidence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
                         TypeScores& scores);

}  // namespace trama::extract
