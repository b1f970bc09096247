// Names in running text: known ones, and unknown ones by their capitals and shapes.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/extract/lexicon.h"

namespace trama::extract {

// An occurrence of a name, before anything is known of what it denotes.
struct NameMention {
  uint32_t sentence = 0;
  TokenRange tokens;
  ByteSpan span;          // may be a part of its token: "italo" of "italo-francese"
  std::string text;       // of the span, without line breaks
  std::string folded;     // fold_quickly of the text, or of the full name
  std::string full_name;  // where the surname stands with another: "Ada Bell" in "Ada and Tom Bell"
  std::vector<Gazetteer::Hit> hits;  // of the whole name
  std::vector<Gazetteer::Hit>
      head_hits;                // of its first words, where the whole is unknown: "Intel" of "Intel Foundry"
  bool demonym = false;         // a nationality word
  bool telling_capital = true;  // its capital is no matter of its place: not only the start of a sentence
  bool nested = false;          // part of another name
  bool small_letters = false;   // written without a capital
  std::string type;             // where the form itself decides ("ministero dell'Economia"); empty otherwise
};

inline constexpr uint32_t kLongestName = 9;  // tokens

class NameFinder {
 public:
  explicit NameFinder(const ArticleView& article);

  // The names of the article, ascending by (sentence, tokens). Names may nest: "Bank of China" holds China.
  std::vector<NameMention> find() const;

 private:
  struct Candidate {
    TokenRange tokens;
    Gazetteer::Match match;  // that covers it, or its beginning
    std::string type;
  };

  // "di", but not "of": ties what is told of a noun to it where the noun stands first.
  bool links_to_head(const text::Token& word) const {
    return lexicon_.grammar.head_first && lexicon_.grammar.linking.contains(word.lemma());
  }
  bool starts_sentence(uint32_t sentence, uint32_t token) const;
  bool is_name_word(uint32_t sentence, uint32_t token) const;
  bool is_common(uint32_t sentence, uint32_t token) const;
  bool is_role_or_title(uint32_t sentence, uint32_t token) const;
  // "Pro", "Thinking": what stands behind a version.
  bool is_edition(const text::Token& word) const;
  bool is_portfolio(uint32_t sentence, uint32_t token) const;
  uint32_t past_no_name(uint32_t sentence, TokenRange run) const;
  bool known_opens_clause(uint32_t sentence, TokenRange run) const;
  bool apposition_follows(uint32_t sentence, uint32_t token) const;
  bool told_behind_comma(uint32_t sentence, uint32_t token) const;
  bool doubtful_start(uint32_t sentence, uint32_t token, uint32_t end) const;
  bool opens_with_kind(uint32_t sentence, TokenRange run, bool firm) const;
  uint32_t connector(uint32_t sentence, uint32_t begin, uint32_t at) const;
  bool joins_partners(uint32_t sentence, uint32_t begin, uint32_t comma) const;
  uint32_t run_end(uint32_t sentence, uint32_t begin) const;
  uint32_t town_end(uint32_t sentence, uint32_t begin) const;
  bool common_closes_name(uint32_t sentence, uint32_t begin, uint32_t at) const;
  bool is_version(uint32_t sentence, uint32_t token) const;
  uint32_t version_end(uint32_t sentence, uint32_t end, bool chip) const;
  Candidate digits_first(uint32_t sentence, uint32_t begin) const;
  bool is_model_number(uint32_t sentence, uint32_t token) const;
  bool has_version_shape(uint32_t sentence, uint32_t token) const;
  bool is_own_version(uint32_t sentence, uint32_t begin, uint32_t number) const;
  bool ends_phrase(uint32_t sentence, uint32_t token) const;
  bool is_ratio(uint32_t sentence, uint32_t token) const;
  uint32_t edition_end(uint32_t sentence, uint32_t end) const;
  bool is_part_of_family(uint32_t sentence, const Candidate& family, const Gazetteer::Match& part,
                         uint32_t at) const;
  bool is_unknown_subject(uint32_t sentence, TokenRange run) const;
  // In a heading of capitalised words, and in a line of capitals, a capital says nothing.
  bool in_title_case(uint32_t sentence) const;
  // By token: whether it is quoted in another language, whose capitals and little words are its own.
  std::vector<bool> in_foreign_quotes(uint32_t sentence) const;
  Candidate candidate(uint32_t sentence, uint32_t begin) const;
  Candidate composed_name(uint32_t sentence, uint32_t begin, uint32_t known) const;
  Candidate known_name(uint32_t sentence, uint32_t begin, Gazetteer::Match match) const;
  Candidate with_trail(uint32_t sentence, const Candidate& run) const;
  bool behind_described(uint32_t sentence, uint32_t token) const;
  bool is_no_name(uint32_t sentence, uint32_t token) const;
  bool stands_at_start(uint32_t sentence, Candidate& run) const;
  Candidate numbered_measure(uint32_t sentence, uint32_t begin) const;
  Candidate quoted_name(uint32_t sentence, uint32_t begin) const;
  bool stands_like_name(uint32_t sentence, uint32_t token) const;
  Candidate bare_body(uint32_t sentence, uint32_t begin) const;
  Candidate noun_phrase_body(uint32_t sentence, uint32_t begin) const;
  Candidate body_name(uint32_t sentence, uint32_t begin) const;
  Candidate body_of_country(uint32_t sentence, uint32_t begin, uint32_t of) const;
  Candidate national_body(uint32_t sentence, uint32_t begin) const;
  Candidate body_of_nation(uint32_t sentence, uint32_t begin) const;
  uint32_t past_field(uint32_t sentence, uint32_t noun) const;
  Candidate nations_body(uint32_t sentence, uint32_t begin) const;
  bool is_demonym(uint32_t sentence, uint32_t token) const;
  Candidate portfolio_body(uint32_t sentence, uint32_t begin) const;
  uint32_t past_second_portfolio(uint32_t sentence, uint32_t end) const;
  bool is_national_body(TokenRange run, uint32_t sentence, uint32_t known) const;
  uint32_t past_qualifiers(uint32_t sentence, uint32_t at) const;
  Candidate split(uint32_t sentence, Candidate run) const;
  bool is_namesake(uint32_t sentence, const Candidate& run) const;
  bool ends_like_name(uint32_t sentence, uint32_t end) const;
  const std::string& known_type(const Candidate& run) const;
  void cut_behind_known(uint32_t sentence, Candidate& run) const;
  void cut_behind_place_or_firm(uint32_t sentence, Candidate& run) const;
  bool is_body_of_country(uint32_t sentence, Candidate& run) const;
  void cut_before_known(uint32_t sentence, Candidate& run) const;
  void cut_before_person(uint32_t sentence, Candidate& run) const;
  std::string_view behind_prefix(const text::Token& word, bool opens_sentence) const;
  bool says_former(const text::Token& word) const;
  void find_in(uint32_t sentence, std::vector<NameMention>& mentions) const;
  void add(uint32_t sentence, const Candidate& candidate, std::vector<NameMention>& mentions) const;
  void add_nested(uint32_t sentence, TokenRange range, std::vector<NameMention>& mentions) const;
  bool add_parts_of_compound(uint32_t sentence, uint32_t token, std::vector<NameMention>& mentions) const;
  void complete_given_names(std::vector<NameMention>& mentions) const;

  const ArticleView& article_;
  const Lexicon& lexicon_;
  // How often a folded word stands with a capital where a capital says something, and without one anywhere.
  std::unordered_map<std::string, int> capital_, small_;
  std::vector<bool> title_case_;            // by sentence
  std::vector<std::vector<bool>> foreign_;  // by sentence and token
};

}  // namespace trama::extract
