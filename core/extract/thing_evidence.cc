// What shows that a name is of a thing, and of which kind: owners, makers, numbers, units, bare use.
#include "core/extract/occurrence.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

constexpr uint32_t kUnitReach = 8;  // tokens behind a name: "Heorot, seven billion parameters"

class ThingEvidence : public Occurrence {
 public:
  using Occurrence::Occurrence;

  void run() {
    unit_before();
    unit_after();
    if (group_ == nullptr || !mention_.hits.empty()) return;
    if (owned() || made_by_next()) return;
    bare_use();
  }

 private:
  struct Made {
    std::string_view type;  // of what a firm makes; empty where nothing tells
    double weight = 0;
  };

  Made makes(const NameMention& firm) const {
    for (const Gazetteer::Hit& hit : firm.hits)
      if (const GazetteerEntry& entry = article_.lexicon.gazetteer.entry(hit.entry); !entry.makes.empty())
        return {entry.makes, kMaker};
    const auto& by_name = words_.types(WordKind::Makes, lower(firm.tokens.end - 1));
    if (!by_name.empty()) return {by_name.front(), kMaker * 0.6};
    if (const NounGroup* group = article_.group_at(mention_.sentence, firm.tokens.begin))
      for (uint32_t i = group->tokens.begin; i < group->tokens.end; ++i)
        if (const auto& types = words_.types(WordKind::Makes, tokens_[i].lemma()); !types.empty())
          return {types.front(), kMaker * 0.6};
    return {};
  }

  void add_thing_of(const NameMention& firm, double weight) {
    add_thing(weight);
    if (const Made made = makes(firm); made.weight > 0) add(made.type, made.weight);
  }

  // How many words the name has besides its version: "Plover 2" and "Plover Pro" have one.
  size_t own_words() const {
    size_t words = 0;
    for (uint32_t i = begin_; i < end_; ++i) {
      const bool version =
          tokens_[i].kind == TokenKind::Number || article_.lexicon.versions.contains(tokens_[i].lower);
      words += !tokens_[i].joined && (i == begin_ || !version);
    }
    return words;
  }

  // "its 72-qubit Wukong", "a 70B-parameter Heorot"
  void unit_before() {
    if (begin_ < 3 || surface(begin_ - 2) != "-" || !has_digit(surface(begin_ - 3))) return;
    add_all(words_.types(WordKind::Unit, tokens_[begin_ - 1].lemma()), kApposition);
  }

  // "Heorot, seven billion parameters", "un Radiance da 54 qubit", "Refolo pesa 7 miliardi di parametri"
  void unit_after() {
    for (uint32_t i = end_; i < tokens_.size() && i <= end_ + kUnitReach; ++i) {
      if (tokens_[i].surface == "." || tokens_[i].surface == ";" || inside_name(i)) return;
      const auto& types = words_.types(WordKind::Unit, tokens_[i].lemma());
      if (types.empty() || !counted(i)) continue;
      const bool mark = tokens_[end_].kind == TokenKind::Punctuation && surface(end_) != "-";
      // "Lo stabilimento di Kelvarna ha 300 addetti": it is the plant that has them.
      const uint32_t behind = is(end_, Part::Adverb) ? end_ + 1 : end_;
      const bool subject =
          (group_ == nullptr || group_->preposition.empty()) && behind < tokens_.size() &&
          (article_.verb_at(mention_.sentence, behind) != nullptr || has_reading(tokens_[behind], "vbhaver"));
      // "released X last week: seven billion parameters"
      const bool told = std::ranges::any_of(tokens_.begin() + end_, tokens_.begin() + i,
                                            [](const text::Token& t) { return t.surface == ":"; });
      const bool linked = mark || told || tokens_[end_].has("pr") || subject;
      if (linked) add_all(types, kApposition);
      return;
    }
  }

  // Whether a number stands before a noun, in the last three words.
  bool counted(uint32_t noun) const {
    for (uint32_t i = noun; i-- > end_ && noun - i <= 4;)
      if (tokens_[i].kind == TokenKind::Number || tokens_[i].has("num")) return true;
    return false;
  }

  // "Halden's Draik", "il suo Copilot", "its Gaudi"
  bool owned() {
    if (begin_ == 0) return false;
    if (is(begin_ - 1, Part::Genitive)) {
      if (kind_follows()) return true;
      const bool plain = own_words() == 1 && !first_name();
      for (const NameMention& owner : mentions_)
        if (owner.tokens.end + 1 == begin_ && !owner.demonym && !is_known(owner, "Place") &&
            (plain || !like_person()))
          add_thing_of(owner, plain ? kThing : kHint);
      return true;
    }
    // "its own Gaudi"
    uint32_t owner = begin_ - 1;
    while (owner > group_->tokens.begin && !tokens_[owner].has("pos") && is(owner, Part::Adjective)) --owner;
    if (!has_reading(tokens_[owner], "pos")) return false;
    // "Her Corvid exists": what is read as an object pronoun stands alone.
    if (!tokens_[owner].has("pos") && owner != 0) return false;
    if (kind_follows()) return true;
    add_thing(kOwned);
    add_kind_of_firm_before(1);
    return true;
  }

  // "PLD Space tira dritto con il Miura": the firm spoken of makes things of one kind.
  void add_kind_of_firm_before(double share) {
    Made last;
    for (const NameMention& name : mentions_)
      if (name.tokens.end < begin_)
        if (const Made made = makes(name); made.weight > 0) last = made;
    if (last.weight > 0) add(last.type, last.weight * share);
  }

  bool first_name() const { return article_.lexicon.first_names.contains(mention_.folded); }

  // "un Draik di Nvidia", "Heorot, by Meta", "Heorot, della francese Mistral": of a known firm.
  bool made_by_next() {
    if (own_words() != 1 || first_name()) return false;
    const uint32_t link = surface(end_) == "," ? end_ + 1 : end_;
    if (link >= tokens_.size()) return false;
    // "Heorot of Meta" may be a person of a firm's.
    const std::string_view preposition = tokens_[link].lemma();
    const bool of = grammar_.maker.contains(preposition) ||
                    (link > end_ && (grammar_.seated.contains(preposition) || is_linking(preposition)));
    if (!of) return false;
    uint32_t next = skip_joined(link + 1);
    while (next < tokens_.size() && (tokens_[next].has("det") || is_demonym(next))) ++next;
    for (const NameMention& maker : mentions_)
      if (maker.tokens.begin == next && is_known(maker, "Company")) {
        add_thing_of(maker, kThing);
        return true;
      }
    return false;
  }

  bool is_demonym(uint32_t token) const {
    return std::ranges::any_of(
        mentions_, [&](const NameMention& name) { return name.demonym && name.tokens.contains(token); });
  }

  // "the Plipli", "4,600 Malxom", "gli Stenvert", "runs on Lumkel": a single word with an article or a number
  // names a thing rather than a firm or a person.
  void bare_use() {
    if (double weight = thing_by_use(); weight > 0) {
      add_thing(weight);
      add_kind_of_firm_before(weight * 0.4);
    }
  }

  // "Anthropic released Malthenor": the object of what firms do to things.
  bool brought_out() const {
    const VerbGroup* verb = group_->preposition.empty() ? verb_before() : nullptr;
    if (verb == nullptr || verb->voice != Voice::Active || group_->tokens.begin != begin_) return false;
    const auto& objects = words_.types(WordKind::Object, verb->lemma);
    if (std::ranges::none_of(objects,
                             [](const std::string& type) { return type == "Model" || type == "Product"; }))
      return false;
    return std::ranges::any_of(mentions_, [&](const NameMention& name) {
      return name.tokens.end <= verb->tokens.begin && is_known(name, "Company");
    });
  }

  // "two Mac Studios", "quattro Grace Hopper"
  bool counted_pair() const {
    return begin_ > 0 && own_words() == 2 && group_->tokens.contains(begin_ - 1) &&
           end_ == group_->tokens.end && is_count(begin_ - 1) &&
           !words_.is(WordKind::Suffix, lower(end_ - 1));
  }

  bool is_count(uint32_t token) const {
    const Token& number = tokens_[token];
    // "il numero uno Shen Bo"
    if (ending_at(WordKind::Role, 0, token + 1).tokens.size() > 0) return false;
    return (number.kind == TokenKind::Number && !is_year(number)) || number.has("num");
  }

  double thing_by_use() {
    if (counted_pair()) {
      add("Person", -kTag);
      return kThing;
    }
    if (begin_ == 0 || own_words() != 1 || first_name()) return 0;
    if (runs_on()) {
      add_all(words_.types(WordKind::RunsOn, verb_before()->lemma), kHint);
      return kVerb;
    }
    if (brought_out()) return kVerb;
    if (end_ != group_->tokens.end || !group_->tokens.contains(begin_ - 1)) return 0;
    if (is_count(begin_ - 1)) return kThing;
    uint32_t first = begin_ - 1;
    while (first > group_->tokens.begin && (is(first, Part::Adjective) || is(first, Part::Adverb))) --first;
    const Token& article = tokens_[first];
    if (!article.has("det") || article.has("pos")) return 0;
    // "the Gulf", "the Crown": one of its kind, and no maker's.
    const bool word = is_ordinary_word(tokens_[begin_]);
    if (word && !article_.lexicon.grammar.head_first && begin_ == first + 1) return kHint * 0.5;
    if (article_.lexicon.grammar.head_first) {
      if (article.has("pl")) return kThing;
      if (first + 1 != begin_) return 0;
      if (article.has("ind")) return kHint;
      // Firms are feminine or go without: "il Dengal".
      return article.has("m") && !all_capitals(mention_.text) ? kHint * 0.8 : 0;
    }
    if (all_capitals(mention_.text) && !has_digit(mention_.text)) {
      add("Organization", kVerb);  // "the NLRB"
      return 0;
    }
    return kThing;
  }
};

}  // namespace

void add_thing_evidence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
                        TypeScores& scores) {
  ThingEvidence(article, mentions, index, scores).run();
}

}  // namespace trama::extract
