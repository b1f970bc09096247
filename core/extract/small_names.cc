#include "core/extract/small_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/extract/evidence_of_type.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

constexpr size_t kShortestName = 4;  // bytes
constexpr size_t kLongerThanAbbreviation = 6;
constexpr size_t kLongEnoughToMisspell = 7;
constexpr uint32_t kToldReach = 5;  // tokens: "with a lower-case o"
// What the words around the occurrences of a word must say for a firm or a thing.
constexpr double kEnough = 4, kEnoughOrdinary = 4.5;
// What the letters and their place say.
constexpr double kDueUnknown = 4, kDueOrdinary = 3, kTold = 1.5, kDefined = 3, kSite = 4, kRepeated = 1.5;
constexpr double kNamed = 1, kDomain = 3, kSubject = 1.5, kRepeatedUnknown = 0.5, kToldByNaming = 3;
constexpr std::array<std::string_view, 4> kTypes = {"Company", "Model", "Product", "Chip"};

class SmallNames {
 public:
  SmallNames(const ArticleView& article, std::vector<NameMention>& names)
      : article_(article), words_(article.lexicon.words), names_(names) {}

  void run() {
    for (const NameMention& name : names_) {
      if (name.telling_capital) with_capital_.insert(name.folded);
      for (uint32_t token = name.tokens.begin; name.demonym && token < name.tokens.end; ++token)
        demonyms_.emplace(name.sentence, token);
    }
    for (uint32_t s = 0; s < article_.sentences(); ++s)
      for (uint32_t i = 0; i < article_.tokens(s).size(); ++i)
        if (may_be_name(s, i)) weigh(s, i);
    std::vector<NameMention> added;
    for (const auto& [word, found] : found_)
      if (is_name(found))
        for (const NameMention& name : found.names) added.push_back(name);
    if (added.empty()) return;
    names_.insert(names_.end(), added.begin(), added.end());
    std::ranges::stable_sort(names_, {},
                             [](const NameMention& name) { return std::pair(name.sentence, name.tokens); });
  }

 private:
  struct Found {
    bool unknown = false;
    bool domain = false;   // "orvane.ai"
    int bare = 0;          // as names stand
    int common = 0;        // as nouns stand: with an article, before another noun
    bool due = false;      // small where a capital is due
    bool told = false;     // near a word that tells of small letters
    bool defined = false;  // right before such a word: "lumaca, con la minuscola"
    bool site = false;     // "orvane.ai", which does something
    bool named = false;    // "a firm called orvane"
    bool subject = false;  // of a verb of its own
    TypeScores scores;
    std::vector<NameMention> names;

    // A site that does something, or with which something is done as with firms.
    double as_site() const {
      if (site) return kSite;
      const auto firm = scores.find("Company");
      return domain && firm != scores.end() && firm->second >= kNamed ? kDomain : 0;
    }

    // What is said of it as a firm or a thing.
    double described() const {
      double best = 0;
      for (std::string_view type : kTypes)
        if (const auto score = scores.find(type); score != scores.end()) best = std::max(best, score->second);
      return best;
    }
  };

  static bool is_name(const Found& found) {
    const double told = found.described() + (found.told ? kTold : 0) + (found.defined ? kDefined : 0);
    const bool repeated = found.bare > 1;
    if (found.unknown)
      return found.common == 0 && told + (found.due ? kDueUnknown : 0) + found.as_site() +
                                          (found.named ? kNamed : 0) + (found.subject ? kSubject : 0) +
                                          (repeated ? kRepeatedUnknown : 0) >=
                                      kEnough;
    return (found.due || found.defined) &&
           told + (found.due ? kDueOrdinary : 0) + (repeated ? kRepeated : 0) >= kEnoughOrdinary;
  }

  bool is_domain(const Token& word) const { return ends_like(article_.lexicon.grammar.domain, word.lower); }

  bool may_be_name(uint32_t sentence, uint32_t token) const {
    const auto& tokens = article_.tokens(sentence);
    const Token& word = tokens[token];
    if (word.kind == TokenKind::Punctuation || word.kind == TokenKind::Number || word.joined) return false;
    if (word.surface != word.lower || word.surface.size() < kShortestName || has_digit(word.surface) ||
        word.surface.find_first_of("-'’/@_") != std::string::npos)
      return false;
    if (word.surface.find('.') != std::string::npos && !is_domain(word)) return false;
    if (token + 1 < tokens.size() && (tokens[token + 1].joined || sticks(tokens[token + 1]))) return false;
    if (token > 0 && !word.space_before && tokens[token - 1].surface == "-") return false;
    if (!word.unknown && !is_domain(word) && !(word.has("n") && word.has("sg"))) return false;
    if (word.unknown && article_.lexicon.grammar.ends_commonly(word.lower)) return false;
    if (ends_like(article_.lexicon.grammar.adjective_ending, word.lower)) return false;
    for (WordKind kind : {WordKind::Describes, WordKind::Role, WordKind::Of, WordKind::At, WordKind::Time,
                          WordKind::Common, WordKind::Title, WordKind::Unit, WordKind::Part, WordKind::Makes})
      if (words_.is(kind, word.lower) || words_.is(kind, word.lemma())) return false;
    const auto& folded = article_.folded(sentence);
    if (article_.lexicon.frequent_words.contains(folded[token])) return false;
    if (word.unknown && is_misspelt(folded[token])) return false;
    // Who writes it with a capital too writes a noun here.
    return !with_capital_.contains(folded[token]) &&
           article_.lexicon.gazetteer.match(tokens, folded, token).tokens == 0;
  }

  static bool sticks(const Token& next) { return next.surface == "-" && !next.space_before; }

  // Whether an article, an adjective or a noun beside it makes a noun of it.
  bool stands_as_noun(uint32_t sentence, uint32_t token) const {
    const auto& tokens = article_.tokens(sentence);
    const NounGroup* group = article_.group_at(sentence, token);
    if (group->tokens.end > token + 1) return true;
    if (token == group->tokens.begin) return false;
    const Token& before = tokens[token - 1];
    // "said that tallow helped itself", "Kenya's afyalink", "Danish mirvolta", "the Danish payments firm
    // mirvolta"
    if (article_.lexicon.grammar.complementizer.contains(before.lower) || before.has("gen")) return false;
    // "Nel 2023 quillino ha", "In 2023 orvane sold"
    uint32_t link = token - 1;
    while (link > 0 && tokens[link - 1].joined) --link;
    if (is_year(before) && link > 0 && tokens[link - 1].has("pr")) return false;
    if (demonyms_.contains({sentence, token - 1}))
      return opens_with_article(sentence, *group) && !is_described(sentence, *group);
    return before.has("det") || before.has("predet") || before.joined || before.has("adj") ||
           before.has("num") || before.kind == TokenKind::Number;
  }

  // "la società proptech": behind its noun Italian has what may as well be an adjective.
  bool may_modify(uint32_t sentence, uint32_t token) const {
    const NounGroup* group = article_.group_at(sentence, token);
    return article_.lexicon.grammar.head_first && token > group->tokens.begin &&
           !demonyms_.contains({sentence, token - 1});
  }

  bool opens_with_article(uint32_t sentence, const NounGroup& group) const {
    return article_.tokens(sentence)[group.tokens.begin].has("det");
  }

  // "la startup torinese orvaneo"
  bool is_described(uint32_t sentence, const NounGroup& group) const {
    const auto& tokens = article_.tokens(sentence);
    for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i)
      if (words_.is(WordKind::Describes, tokens[i].lemma()) ||
          words_.is(WordKind::Describes, tokens[i].lower))
        return true;
    return false;
  }

  // "goverment", "revisioe": a frequent word but for a letter.
  bool is_misspelt(const std::string& folded) const {
    return std::ranges::any_of(article_.lexicon.frequent_words, [&](const std::string& word) {
      return word.size() >= kLongEnoughToMisspell && differ_by_a_letter(word, folded);
    });
  }

  static bool differ_by_a_letter(std::string_view one, std::string_view other) {
    if (one.size() > other.size()) std::swap(one, other);
    if (other.size() - one.size() > 1 || one == other) return false;
    const auto [left, right] = std::ranges::mismatch(one, other);
    const std::string_view rest(left, one.end()), longer(right, other.end());
    return longer.substr(1) == (one.size() == other.size() ? rest.substr(1) : rest);
  }

  // "pharma, insurtech and medtech": whether a list of words in small letters holds it.
  bool is_listed(uint32_t sentence, uint32_t token) const {
    const auto& tokens = article_.tokens(sentence);
    const auto plain = [&](uint32_t i) {
      return i < tokens.size() && tokens[i].surface == tokens[i].lower &&
             (tokens[i].unknown || tokens[i].has("n"));
    };
    const auto comma = [&](uint32_t i) { return i < tokens.size() && tokens[i].surface == ","; };
    const auto joins = [&](uint32_t i) { return i < tokens.size() && tokens[i].has("cnjcoo"); };
    uint32_t first = token, last = token;
    bool commas = false, joined = false;
    while (first >= 2 && (comma(first - 1) || joins(first - 1)) && plain(first - 2)) {
      (comma(first - 1) ? commas : joined) = true;
      first -= 2;
    }
    while (!joined && (comma(last + 1) || joins(last + 1)) && plain(last + 2)) {
      (comma(last + 1) ? commas : joined) = true;
      last += 2;
    }
    return commas && joined;
  }

  void weigh(uint32_t sentence, uint32_t token) {
    const auto& tokens = article_.tokens(sentence);
    const Token& word = tokens[token];
    // A list and an explanation have nouns without articles.
    const bool explained = token > 0 && tokens[token - 1].surface == ":";
    if (article_.group_at(sentence, token) == nullptr || explained) return;
    Found& found = found_[article_.folded(sentence)[token]];
    found.domain = is_domain(word);
    found.unknown = word.unknown || found.domain;
    if (stands_as_noun(sentence, token) || is_listed(sentence, token)) {
      if (!article_.document.sentences[sentence].heading) ++found.common;
      return;
    }
    ++found.bare;
    found.due = found.due || small_where_capital_is_due(sentence, token);
    found.told = found.told || told_small_near(sentence);
    found.defined = found.defined || told_small_behind(sentence, token);
    found.site = found.site || (is_domain(word) && is_subject(sentence, token));
    NameMention name;
    name.sentence = sentence;
    name.tokens = {token, token + 1};
    name.span = article_.span(sentence, name.tokens);
    name.text = word.surface;
    name.folded = article_.folded(sentence)[token];
    name.small_letters = true;
    // With the names of its sentence, as the evidence wants them.
    std::vector<NameMention> beside;
    for (const NameMention& other : names_)
      if (other.sentence == sentence) beside.push_back(other);
    const auto place = std::ranges::upper_bound(beside, name.tokens, {}, &NameMention::tokens);
    const auto index = static_cast<uint32_t>(place - beside.begin());
    beside.insert(place, name);
    TypeScores here;
    if (!may_modify(sentence, token)) add_context_evidence(article_, beside, index, here);
    const VerbGroup* verb = token > 0 ? article_.verb_at(sentence, token - 1) : nullptr;
    const bool naming = verb != nullptr && words_.is(WordKind::Naming, verb->lemma);
    found.named =
        found.named || (naming && (here["Company"] >= kToldByNaming || here["Model"] >= kToldByNaming));
    found.subject = found.subject || is_subject(sentence, token);
    for (const auto& [type, score] : here) found.scores[type] += score;
    found.names.push_back(std::move(name));
  }

  // "… bought the house. tallow has parted with"
  bool small_where_capital_is_due(uint32_t sentence, uint32_t token) const {
    const auto& tokens = article_.tokens(sentence);
    const text::Sentence& whole = article_.document.sentences[sentence];
    if (whole.heading) return false;
    const bool set_off =
        token + 1 < tokens.size() && (tokens[token + 1].surface == "," || tokens[token + 1].surface == "(");
    if (!set_off && !is_subject(sentence, token)) return false;
    if (token == 0)
      return sentence == 0 || article_.document.sentences[sentence - 1].paragraph != whole.paragraph ||
             closes(article_.tokens(sentence - 1));
    return token >= 2 && tokens[token - 1].surface == "." && tokens[token].space_before &&
           tokens[token - 2].surface.size() >= kShortestName &&
           (is_ordinary_word(tokens[token - 2]) ||
            tokens[token - 2].surface.size() >= kLongerThanAbbreviation);
  }

  static bool closes(const std::vector<Token>& tokens) {
    return !tokens.empty() && tokens.back().kind == TokenKind::Punctuation;
  }

  bool is_subject(uint32_t sentence, uint32_t token) const {
    const VerbGroup* verb = article_.verb_at(sentence, token + 1);
    const NounGroup* group = article_.group_at(sentence, token);
    return verb != nullptr && verb->tokens.begin == token + 1 && verb->number != Number::Plural &&
           (verb->mood == Mood::Indicative || verb->mood == Mood::Conditional) && group->preposition.empty();
  }

  // "orvane, con la minuscola", "orvane (with a lower-case o)"
  bool told_small_behind(uint32_t sentence, uint32_t token) const {
    const auto& tokens = article_.tokens(sentence);
    if (token + 1 >= tokens.size() || (tokens[token + 1].surface != "," && tokens[token + 1].surface != "("))
      return false;
    for (uint32_t i = token + 2; i < tokens.size() && i < token + 2 + kToldReach; ++i) {
      if (tokens[i].kind == TokenKind::Punctuation) return false;
      if (tells_small(tokens, i)) return true;
    }
    return false;
  }

  bool told_small_near(uint32_t sentence) const {
    const auto& sentences = article_.document.sentences;
    for (uint32_t s = sentence == 0 ? 0 : sentence - 1; s < article_.sentences() && s <= sentence + 1; ++s)
      for (uint32_t i = 0; i < article_.tokens(s).size(); ++i)
        if (sentences[s].paragraph == sentences[sentence].paragraph && tells_small(article_.tokens(s), i))
          return true;
    return false;
  }

  bool tells_small(const std::vector<Token>& tokens, uint32_t at) const {
    return words_.at(WordKind::SmallLetter, tokens, at, static_cast<uint32_t>(tokens.size())).tokens.size() >
           0;
  }

  const ArticleView& article_;
  const TypeWords& words_;
  std::vector<NameMention>& names_;
  std::map<std::string, Found> found_;                // by folded word
  std::set<std::string> with_capital_;                // folded
  std::set<std::pair<uint32_t, uint32_t>> demonyms_;  // sentence and token
};

}  // namespace

void add_small_names(const ArticleView& article, std::vector<NameMention>& names) {
  SmallNames(article, names).run();
}

}  // namespace trama::extract
