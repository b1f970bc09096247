#include <algorithm>

#include "core/extract/evidence_of_type.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

// A gazetteer entry outweighs any one context, two strong contexts outweigh it.
constexpr double kGazetteer = 6, kHeadOfName = 2.5, kSuffix = 4, kPrefix = 3, kShape = 3, kHint = 1,
                 kTag = 2.5, kGivenName = 3, kFamilyName = 1.5, kTown = 1.5;
constexpr double kPlaceSuffix = 3.5;  // firms are called so too: "Silver Lake"

class Form {
 public:
  Form(const ArticleView& article, const NameMention& mention, TypeScores& scores)
      : article_(article), mention_(mention), tokens_(article.tokens(mention.sentence)), scores_(scores) {
    for (uint32_t i = mention.tokens.begin; i < mention.tokens.end; ++i)
      if (!tokens_[i].joined && tokens_[i].kind != TokenKind::Punctuation) words_.push_back(i);
  }

  void run() {
    if (!mention_.type.empty()) return add(mention_.type, 2 * kGazetteer);
    if (!mention_.full_name.empty()) return add("Person", kGazetteer);
    if (!mention_.hits.empty()) return known();
    for (const Gazetteer::Hit& hit : mention_.head_hits) {
      const std::string& type = article_.lexicon.gazetteer.entry(hit.entry).type;
      // "di Cernusco Lombardone"
      const bool town = type == "Place" && article_.lexicon.grammar.head_first && words_.size() == 2 &&
                        mention_.tokens.begin > 0 &&
                        article_.lexicon.grammar.linking.contains(tokens_[mention_.tokens.begin - 1].lemma());
      const double weight = type == "Place" || type == "Person" ? kHint : kHeadOfName;
      add(type, town ? kSuffix : weight);
    }
    affixes();
    variant();
    shapes();
    people();
    tags();
    prior();
  }

 private:
  void add(std::string_view type, double weight) {
    if (auto found = scores_.find(type); found != scores_.end())
      found->second += weight;
    else
      scores_.emplace(type, weight);
  }

  void known() {
    double weight = kGazetteer;
    for (const Gazetteer::Hit& hit : mention_.hits)
      add(article_.lexicon.gazetteer.entry(hit.entry).type, weight);
  }

  void affixes() {
    if (words_.size() < 2) return;
    const TypeWords& words = article_.lexicon.words;
    const auto& firsts = words.types(WordKind::Prefix, tokens_[words_.front()].lower);
    for (const std::string& type : firsts) add(type, kPrefix);
    // "Comune di Brescia"
    if (words_.size() > 2 && article_.lexicon.grammar.head_first &&
        article_.lexicon.grammar.linking.contains(tokens_[words_[1]].lemma()) && firsts.size() == 1)
      add(firsts.front(), kPrefix);
    // "Jetson Orin Nano" is no maker of nanometres.
    if (article_.lexicon.versions.contains(tokens_[words_.back()].lower) && names_thing()) return;
    // "Institute of Photonics": the word that counts stands before "of".
    uint32_t last = words_.back();
    for (uint32_t i = 1; i < words_.size(); ++i)
      if (article_.lexicon.grammar.body_joint.contains(tokens_[words_[i]].lower)) {
        last = words_[i - 1];
        break;
      }
    // "Indiana Economic Development Corp."
    if (const auto body = last_two(last); !body.empty()) {
      for (const std::string& type : body) add(type, kSuffix);
      return;
    }
    // "Confindustria Veneto" is no part of the Veneto.
    for (const std::string& type : words.types(WordKind::Suffix, tokens_[last].lower))
      if (type != "Place")
        add(type, kSuffix);
      else if (firsts.empty() || firsts.front() == "Place")
        add(type, kPlaceSuffix);
  }

  // The types of names that end in two words up to `last`.
  const std::vector<std::string>& last_two(uint32_t last) const {
    const TypeWords& words = article_.lexicon.words;
    const std::string pair = last > words_.front() ? tokens_[last - 1].lower + " " + tokens_[last].lower : "";
    return words.types(WordKind::Suffix, words.is(WordKind::Suffix, pair) ? pair : "");
  }

  // Whether the known beginning of the name is a thing's.
  bool names_thing() const { return head_is("Chip") || head_is("Model") || head_is("Product"); }

  bool head_is(std::string_view type) const {
    return std::ranges::any_of(mention_.head_hits, [&](const Gazetteer::Hit& hit) {
      return article_.lexicon.gazetteer.entry(hit.entry).type == type;
    });
  }

  // "CoWoS-L", "Sarvam-M": a variant of what stands before its hyphen.
  void variant() {
    if (words_.size() != 1) return;
    const std::string& word = tokens_[words_.front()].surface;
    const size_t hyphen = word.rfind('-');
    if (hyphen == std::string::npos || hyphen < 3) return;
    for (const Gazetteer::Hit& hit : article_.lexicon.gazetteer.find(word.substr(0, hyphen))) {
      if (hit.kind != Gazetteer::Kind::Name) continue;
      const GazetteerEntry& entry = article_.lexicon.gazetteer.entry(hit.entry);
      // "DeepSeek-V3" is one of DeepSeek's models.
      const bool made = entry.type == "Company" && is_article_number(word);
      add(!made ? entry.type : entry.makes.empty() ? "Model" : entry.makes, kShape);
    }
  }

  void shapes() {
    std::string_view last = tokens_[words_.back()].surface;
    // "120B" may be two tokens.
    const std::string_view whole(mention_.text);
    bool sized = is_model_size(whole.substr(whole.rfind(' ') + 1)) &&
                 (words_.size() > 1 || last.find('-') != std::string_view::npos);
    if (sized) add("Model", kShape + kHint);
    if (is_part_number(last))
      add(mention_.head_hits.empty() || head_is("Chip") ? "Chip" : "Model", kShape);
    else if (has_digit(mention_.text)) {
      // "Sonar-7", "Plover 2": no chip's part number
      const bool numbered = words_.size() > 1 || last.find('-') != std::string_view::npos;
      add("Model", kHint);
      add("Product", numbered ? kHint : kHint * 0.8);
      add("Chip", numbered ? kHint * 0.6 : kHint);
      add("Person", -kTag);
    }
    // "RXM-700", "KRT-20": no firm, body or town is called so.
    if (is_article_number(last))
      for (const char* type : {"Company", "Organization", "Place", "Person"}) add(type, -kTag);
    for (uint32_t i : words_)
      if (has_inner_capital(tokens_[i].surface)) {
        add("Company", kHint * 1.2);
        break;
      }
    if (mention_.text.size() > 2 && mention_.text.ends_with("AI") &&
        is_lower(mention_.text[mention_.text.size() - 3]))
      add("Company", kShape);
    if (mention_.text.find('&') != std::string::npos) add("Company", kShape);
    if (mention_.text.find('"') != std::string::npos || mention_.text.find("“") != std::string::npos)
      add("Person", kShape);
  }

  bool plain_word(uint32_t i) const {
    std::string_view word = tokens_[i].surface;
    return !has_digit(word) && !has_inner_capital(word) && word.size() > 1 &&
           !std::ranges::all_of(word, is_upper);
  }

  void people() {
    size_t count = words_.size();
    if (count < 2 || count > 5) return;
    const std::string& first = article_.folded(mention_.sentence)[words_.front()];
    bool plain = std::ranges::all_of(words_, [&](uint32_t i) {
      std::string_view word = tokens_[i].surface;
      return plain_word(i) || (word.size() <= 2 && !has_digit(word) && !all_capitals(word));
    });
    bool given = article_.lexicon.first_names.contains(first) || has_reading(tokens_[words_.front()], "ant");
    // "Stratos Genomics"
    const auto& endings = article_.lexicon.words.types(WordKind::Suffix, tokens_[words_.back()].lower);
    const bool named = contains(endings, "Company") || contains(endings, "Organization");
    if (given && !has_digit(mention_.text)) add("Person", named ? kGivenName * 0.5 : kGivenName);
    if (plain && !given && count <= 3 && has_family_name()) add("Person", kFamilyName);
    bool initial = std::ranges::any_of(words_, [&](uint32_t i) {
      return tokens_[i].surface.size() == 1 ||
             (tokens_[i].surface.size() == 2 && tokens_[i].surface[1] == '.');
    });
    if (initial) add("Person", kHint * 1.5);
    // Words of the language make firms' names ("Silver Lake"), seldom people's.
    bool ordinary = !given && std::ranges::any_of(words_, [&](uint32_t i) {
      return has_reading(tokens_[i], "n") || has_reading(tokens_[i], "adj");
    });
    if (plain && count <= 3)
      add(ordinary ? "Company" : "Person", ordinary ? kHint * 1.2 : count == 3 ? kHint : kHint * 0.4);
    // "Sung-hyun", "Fei-Fei": Korean and Chinese given names
    for (uint32_t i : words_) {
      std::string_view word = tokens_[i].surface;
      size_t hyphen = word.find('-');
      if (hyphen != std::string_view::npos && hyphen >= 2 && hyphen + 2 < word.size() &&
          is_lower(word[hyphen + 1]))
        add("Person", kHint * 1.5);
    }
  }

  // "Kadri Solheim"; "Liang Wenfeng": East Asian names open with it.
  bool has_family_name() const {
    const auto& folded = article_.folded(mention_.sentence);
    const auto& names = article_.lexicon.family_names;
    const TypeWords& words = article_.lexicon.words;
    if (words.is(WordKind::Suffix, tokens_[words_.back()].lower) ||
        words.is(WordKind::Prefix, tokens_[words_.front()].lower))
      return false;
    return names.contains(folded[words_.back()]) ||
           (names.contains(folded[words_.front()]) && tokens_[words_.back()].unknown);
  }

  void tags() {
    const Token& first = tokens_[words_.front()];
    bool single = words_.size() == 1;
    if (has_reading(first, "top"))
      add("Place", single ? kTag : kHint * 0.7);
    else if (article_.lexicon.towns.contains(mention_.folded))
      add("Place", single ? kTown : kSuffix);
    if (has_reading(first, "org")) add("Company", kTag * 0.7);
    if (single && article_.lexicon.first_names.contains(mention_.folded))
      add("Person", has_reading(first, "ant") ? kHint : kHint * 0.8);
    if (words_.size() >= 2 && has_reading(tokens_[words_.back()], "cog") && scores_.contains("Person"))
      add("Person", kHint * 0.8);
  }

  void prior() {
    bool single = words_.size() == 1;
    add("Company", single ? 0.6 : 0.7);
    add("Person", single ? 0.3 : 0.2);
    add("Product", 0.2);
    add("Organization", 0.15);
    add("Place", 0.2);
  }

  const ArticleView& article_;
  const NameMention& mention_;
  const std::vector<Token>& tokens_;
  std::vector<uint32_t> words_;
  TypeScores& scores_;
};

}  // namespace

void add_form_evidence(const ArticleView& article, const NameMention& mention, TypeScores& scores) {
  Form(article, mention, scores).run();
}

}  // namespace trama::extract
