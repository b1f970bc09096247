// What a name is a complement or an owner of says what it is: "the boss of X", "X's boss", "a plant in X", "X
// of Bristol".
#include <algorithm>

#include "core/extract/evidence_of_type.h"
#include "core/extract/occurrence.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::TokenKind;

class ComplementEvidence : public Occurrence {
 public:
  using Occurrence::Occurrence;

  void run() {
    holder_after_firm();
    complement_of_noun();
    possession();
    owned();
    seat_after();
    firm_after();
  }

 private:
  // "il ceo di Ibm X Y": who holds a post follows the firm that it is held in.
  void holder_after_firm() {
    if (group_ == nullptr || !links_to_head(group_->preposition) || !like_person()) return;
    // "il ministro dell'Economia X Y"
    if (begin_ > 0 && words_.is(WordKind::Portfolio, lower(begin_ - 1))) {
      const uint32_t before = before_preposition(begin_ - 1);
      if (ending_at(WordKind::Role, 0, before).tokens.size() > 0) return add("Person", kRole);
    }
    for (const NameMention& firm : mentions_) {
      if (firm.tokens.end != begin_ || !group_->tokens.contains(firm.tokens.begin)) continue;
      const uint32_t before = before_preposition(group_->tokens.begin);
      if (ending_at(WordKind::Role, 0, before).tokens.size() > 0) return add("Person", kRole);
    }
  }

  // "amministratore delegato di X", "sede a X", "shares of X"
  void complement_of_noun() {
    if (group_ == nullptr || group_->preposition.empty()) return;
    if (!starts_group()) return;
    uint32_t before = before_preposition(group_->tokens.begin, true);
    // "La ditta, di Dorvano, produce vetro"
    if (before > 1 && surface(before - 1) == "," && surface(end_) == ",") --before;
    if (before == 0) return;
    const std::string& preposition = group_->preposition;
    of_name(before);
    // "the board of X's firm"
    if (is_linking(preposition) && is(end_, Part::Genitive)) return;
    auto role = ending_at(WordKind::Role, 0, before);
    // "the maker of Wegovy", "autrice di Poke", unlike "founder of X"
    if (const auto& made = words_.types(WordKind::Of, tokens_[before - 1].lemma());
        is_linking(preposition) && std::ranges::find(made, "Product") != made.end())
      role = {};
    const bool at = grammar_.employer.contains(preposition);
    // "direttore della ricerca in Halden", but "consulente in Brianza"
    const bool inside =
        grammar_.in.contains(preposition) && group_->tokens.begin == begin_ && !is_town(mention_);
    if (role.tokens.size() > 0 && (is_linking(preposition) || at || inside)) {
      add_all(at_body(*role.types), at ? kOwner : kOwner * 0.9);
      if (const auto post = ending_at(WordKind::Of, 0, before); post.tokens.size() > 0)
        deny(*post.types, kOwner);
      // "ex ricercatore di Halden": bodies have longer names.
      const auto& of_body = words_.types(WordKind::Of, tokens_[role.tokens.begin].lemma());
      const bool of_party = std::ranges::find(of_body, "Organization") != of_body.end();
      if (end_ == begin_ + 1 && role.types->front() == "Organization" && !of_party &&
          !all_capitals(surface(begin_)))
        add("Company", kOwner);
      return;
    }
    // "revenue at X", but "headquarters at X"
    const bool inward = grammar_.at.contains(preposition) && !is(end_, Part::Genitive) &&
                        ending_at(WordKind::At, 0, before).tokens.size() == 0;
    if (auto noun = ending_at(WordKind::Of, 0, before);
        noun.tokens.size() > 0 && (is_linking(preposition) || grammar_.in.contains(preposition) || inward))
      add_all(*noun.types, kComplement);
    if (auto noun = ending_at(WordKind::With, 0, before);
        noun.tokens.size() > 0 && grammar_.with.contains(preposition))
      add_all(*noun.types, kComplement);
    const bool place = grammar_.located.contains(preposition) || links_to_head(preposition);
    if (auto noun = ending_at(WordKind::At, 0, before); noun.tokens.size() > 0 && place)
      // "lo stabilimento di X" may be in X or X's
      add_all(*noun.types,
              !is_linking(preposition) ? kPlaceComplement : kHint * (end_ == begin_ + 1 ? 1.6 : 1.2));
    if (const VerbGroup* verb = article_.verb_at(mention_.sentence, before - 1); verb != nullptr && place)
      add_all(words_.types(WordKind::At, verb->lemma), kPlaceComplement);
    // "Ada Bell, 51 anni, di Dorvano,"; "Ada Bell, 51, of Dorvano,"
    const bool set_off = before < group_->tokens.begin && surface(before) == ",";
    if (set_off && (is_linking(preposition) || grammar_.seated.contains(preposition)) &&
        (tokens_[before - 1].kind == TokenKind::Number ||
         words_.is(WordKind::Time, tokens_[before - 1].lemma())))
      add("Place", kPlaceComplement);
    // "i coniugi di X" and "la società di X" tell a seat.
    if (auto noun = ending_at(WordKind::Describes, 0, before);
        noun.tokens.size() > 0 && grammar_.seated.contains(preposition) && noun.types->front() == "Company" &&
        !words_.is(WordKind::Relational, tokens_[noun.tokens.begin].lemma()))
      add("Place", kHint * 1.5);
  }

  // "the head of the Halden Institute": posts are held in bodies as in firms, and its name tells which.
  std::vector<std::string> at_body(std::vector<std::string> types) const {
    const auto& last = words_.types(WordKind::Suffix, lower(end_ - 1));
    const auto& first = words_.types(WordKind::Prefix, lower(begin_));
    const auto names = [](const std::vector<std::string>& form, const char* type) {
      return std::ranges::find(form, type) != form.end();
    };
    const bool body = end_ > begin_ + 1 && (names(last, "Organization") || names(first, "Organization")) &&
                      !names(last, "Company") && !names(first, "Company");
    if (body) std::ranges::replace(types, std::string("Company"), std::string("Organization"));
    return types;
  }

  // "Meccanica Rossi di Cameri", "Ruth Bell of Alba Advisory"
  void of_name(uint32_t before) {
    if (!is_linking(group_->preposition)) return;
    // "il Jetson Thor di Halden"
    for (const NameMention& other : mentions_)
      if (other.tokens.end == before && is_thing(other)) return add("Company", kComplement);
    for (const NameMention& other : mentions_) {
      if (other.tokens.end != before || other.demonym) continue;
      TypeScores scores;
      add_form_evidence(article_, other, scores);
      auto best = std::ranges::max_element(scores, {}, &TypeScores::value_type::second);
      // "LPKF of Garbsen"
      if (other.hits.empty() && all_capital_letters(other.text) && end_ == begin_ + 1 &&
          !all_capitals(mention_.text))
        return add("Place", kPlaceComplement);
      if (best == scores.end() || best->second < 1.5) return;
      // "l'Aleph Alpha di Jonas Andrulis"
      if (best->first == "Company") add(like_person() ? "Person" : "Place", kPlaceComplement);
      if (best->first == "Person") add("Company", kHint);
    }
  }

  // "Halden, whose chief executive …", "Halden, whose R1 …", "il cui Copilot"
  void owner_of_relative() {
    uint32_t next = surface(end_) == "," ? end_ + 1 : end_;
    if (grammar_.definite.contains(lower(next))) ++next;
    if (!grammar_.whose.contains(lower(next))) return;
    if (next + 1 >= tokens_.size()) return;
    for (const NameMention& owned : mentions_)
      if (owned.tokens.begin == next + 1 && is_thing(owned)) return add("Company", kComplement);
    auto role = words_.at(WordKind::Role, tokens_, next + 1, static_cast<uint32_t>(tokens_.size()));
    if (role.tokens.size() > 0) add_all(*role.types, kComplement);
  }

  // "X's chief executive"
  void possession() {
    owner_of_relative();
    if (end_ >= tokens_.size() || !is(end_, Part::Genitive)) return;
    uint32_t next = end_ + 1;
    // "Halden's Jetson boards", "Halden's Liang Wenfeng"
    for (const NameMention& owned : mentions_) {
      if (owned.tokens.begin != next || owned.demonym) continue;
      if (is_thing(owned)) return add("Company", kComplement);
      if (owned.tokens.size() > 1) add("Company", kHint * 1.2);
    }
    const NounGroup* owned = article_.group_at(mention_.sentence, next);
    if (owned == nullptr) return;
    for (uint32_t i = owned->tokens.begin; i < owned->tokens.end; ++i) {
      auto role = words_.at(WordKind::Role, tokens_, i, owned->tokens.end);
      if (role.tokens.size() > 0) return add_all(*role.types, kOwner * 0.8);
      auto of = words_.at(WordKind::Of, tokens_, i, owned->tokens.end);
      if (of.tokens.size() > 0) return add_all(*of.types, kOwner * 0.8);
    }
  }

  // "AMD's Lisa Su": of a firm's, a name of several plain words is a person.
  void owned() {
    if (begin_ < 2 || !is(begin_ - 1, Part::Genitive) || !inside_name(begin_ - 2)) return;
    // "Yotta's Navi Mumbai campus"
    if (group_ != nullptr && group_->tokens.end > end_ && is(end_, Part::Noun)) return;
    uint32_t words = 0;
    for (uint32_t i = begin_; i < end_; ++i) {
      if (has_digit(tokens_[i].surface) || has_inner_capital(tokens_[i].surface)) return;
      words += !tokens_[i].joined;
    }
    if (words >= 2) add("Person", kHint * 1.5);
  }

  // "Lumivec of Grenoble", "la Northvolt di Skellefteå": what has a seat is a firm, where it is no person.
  void seat_after() {
    // "Lumivec, in Grenoble," too
    const uint32_t link = surface(end_) == "," ? end_ + 1 : end_;
    if (link >= tokens_.size()) return;
    // ", di Grenoble," may tell where a person is from.
    const bool set_off = grammar_.in.contains(lower(link)) ||
                         (!article_.lexicon.grammar.head_first && is_linking(lower(link)));
    if (link > end_ ? !set_off : !is_linking(tokens_[link].lemma())) return;
    const NounGroup* seat = article_.group_at(mention_.sentence, skip_joined(link + 1));
    if (seat == nullptr) return;
    for (const NameMention& other : mentions_)
      if (seat->tokens.contains(other.tokens.begin) && !other.demonym && is_town(other) &&
          other.tokens.begin <= link + 2 && (link == end_ || surface(other.tokens.end) == ","))
        return add("Company", like_person() ? kHint * 0.3 : kHint * 1.2);
  }

  // "Ada Bell of Halden", "Ada Bell at Carnegie cut her target": who is of a firm is a person.
  void firm_after() {
    if (!like_person() || end_ >= tokens_.size() || !mention_.hits.empty()) return;
    if (!is_linking(tokens_[end_].lemma()) && !grammar_.at.contains(lower(end_))) return;
    const uint32_t next = skip_joined(end_ + 1);
    for (const NameMention& firm : mentions_)
      if (firm.tokens.begin == next && (is_known(firm, "Company") || is_known(firm, "Organization")))
        return add("Person", kHint * 1.2);
  }
};

}  // namespace

void add_complement_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                             uint32_t index, TypeScores& scores) {
  ComplementEvidence(article, mentions, index, scores).run();
}

}  // namespace trama::extract
