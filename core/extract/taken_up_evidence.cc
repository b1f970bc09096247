// What the sentence behind a name says of it with "it", "the model" or no subject at all: "Banks use X. It
// is built on Llama 3."
#include "core/extract/occurrence.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

constexpr double kTakenUp = 2;

class TakenUpEvidence : public Occurrence {
 public:
  TakenUpEvidence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
                  TypeScores& scores)
      : Occurrence(article, mentions, index, scores), all_(mentions), index_(index) {}

  void run() {
    const uint32_t next = mention_.sentence + 1;
    if (!mention_.hits.empty() || next >= article_.sentences() || !last_said()) return;
    const auto& sentences = article_.document.sentences;
    if (sentences[mention_.sentence].heading ||
        sentences[next].paragraph != sentences[mention_.sentence].paragraph)
      return;
    const VerbGroup* verb = first_verb(next);
    if (verb == nullptr || verb->negated) return;
    const auto& tokens = article_.tokens(next);
    if (verb->voice == Voice::Passive) add_all(things(WordKind::Object, verb->lemma), kTakenUp);
    add_all(measured(next, *verb), kTakenUp);
    if (words_.is(WordKind::RunsOn, verb->lemma) && rests_on_model(next, verb->tokens.end, tokens))
      add("Model", kTakenUp);
  }

 private:
  // The last name of its sentence that is nobody's complement.
  bool last_said() const {
    if (group_ == nullptr || !group_->preposition.empty() || is(end_, Part::Genitive)) return false;
    for (uint32_t i = index_ + 1; i < all_.size() && all_[i].sentence == mention_.sentence; ++i) {
      const NounGroup* group = article_.group_at(mention_.sentence, all_[i].tokens.begin);
      if (group != group_ && group != nullptr && group->preposition.empty() && !all_[i].demonym) return false;
    }
    return true;
  }

  // The verb that opens the sentence, behind nothing but "it" or, in languages that drop it, no subject.
  const VerbGroup* first_verb(uint32_t sentence) const {
    const auto& tokens = article_.tokens(sentence);
    uint32_t at = 0;
    const bool drops = article_.lexicon.grammar.head_first;
    if (!drops) {
      if (tokens.empty()) return nullptr;
      const auto& pronoun = words_.types(WordKind::Pronoun, tokens[0].lower);
      if (std::ranges::find(pronoun, "Company") == pronoun.end()) return nullptr;
      at = 1;
    }
    const VerbGroup* verb = article_.verb_at(sentence, at);
    return verb != nullptr && verb->tokens.begin == at && is_finite(*verb) && verb->person != 1 ? verb
                                                                                                : nullptr;
  }

  // Of the types of a verb's subject or object only those of things.
  std::vector<std::string> things(WordKind kind, std::string_view lemma) const {
    std::vector<std::string> types;
    for (const std::string& type : words_.types(kind, lemma))
      if (type == "Model" || type == "Chip" || type == "Product") types.push_back(type);
    return types;
  }

  // "It has 310 billion parameters", "Pesa 7 miliardi di parametri": the verb's object is a measure.
  std::vector<std::string> measured(uint32_t sentence, const VerbGroup& verb) const {
    const auto& tokens = article_.tokens(sentence);
    bool number = false;
    for (uint32_t i = verb.tokens.end; i < tokens.size() && i < verb.tokens.end + 6; ++i) {
      if (tokens[i].kind == TokenKind::Punctuation) break;
      number = number || tokens[i].kind == TokenKind::Number || tokens[i].has("num");
      const auto& types = words_.types(WordKind::Unit, tokens[i].lemma());
      if (number && !types.empty()) return types;
    }
    return {};
  }

  // "is built on Llama 3"
  bool rests_on_model(uint32_t sentence, uint32_t token, const std::vector<Token>& tokens) const {
    if (token >= tokens.size() || !tokens[token].has("pr")) return false;
    uint32_t begin = token + 1;
    while (begin < tokens.size() && tokens[begin].joined) ++begin;
    return std::ranges::any_of(all_, [&](const NameMention& other) {
      return other.sentence == sentence && other.tokens.begin == begin && is_known(other, "Model");
    });
  }

  const std::vector<NameMention>& all_;
  uint32_t index_;
};

}  // namespace

void add_taken_up_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                           uint32_t index, TypeScores& scores) {
  TakenUpEvidence(article, mentions, index, scores).run();
}

}  // namespace trama::extract
