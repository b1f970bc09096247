#include <algorithm>
#include <optional>
#include <span>

#include "core/extract/evidence_of_type.h"
#include "core/extract/occurrence.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

constexpr uint32_t kNounReach = 3;  // tokens

class PhraseEvidence : public Occurrence {
 public:
  using Occurrence::Occurrence;

  void run() {
    title_and_words_before();
    holder_after_firm();
    demonym_before();
    complement_of_noun();
    possession();
    owned();
    apposition_after();
    apposition_before();
    copula_before();
    seat_after();
    firm_after();
    example_of();
    one_of_others();
    definite_article();
  }

 private:
  void describe(const TypeWords::Found& found, double weight) {
    for (const std::string& type : *found.types) {
      // "chip Nvidia" and "modello Meta" name the maker as often as the thing.
      bool thing = type == "Chip" || type == "Product" || type == "Policy" ||
                   (type == "Technology" && !has_digit(mention_.text));
      add(type, thing ? weight * 0.5 : type == "Model" ? weight * 0.75 : weight);
    }
  }

  // "l'ingegner X", "la società cinese X", "chipmaker X", "Intel president Renee James".
  void title_and_words_before() {
    if (begin_ > 0 && words_.is(WordKind::Title, lower(begin_ - 1))) add("Person", kTitle);
    if (begin_ > 1 && surface(begin_ - 1) == "." && words_.is(WordKind::Title, lower(begin_ - 2)))
      add("Person", kTitle);
    if (group_ == nullptr || noun_before_quotes()) return;
    for (uint32_t end = begin_; end > group_->tokens.begin; --end) {
      if (inside_name(end - 1)) break;
      auto role = ending_at(WordKind::Role, group_->tokens.begin, end);
      // "motore di ricerca X" reaches over the group.
      const uint32_t reach = group_->tokens.begin - std::min(group_->tokens.begin, kNounReach);
      auto noun = ending_at(WordKind::Describes, reach, end);
      if (role.tokens.size() > 0 && role.tokens.size() >= noun.tokens.size()) {
        add("Person", kRole);
        return;
      }
      if (noun.tokens.size() > 0) {
        bool plural =
            has_reading(tokens_[noun.tokens.begin], "pl") && !has_reading(tokens_[noun.tokens.begin], "sg");
        if (material_of_maker(noun)) return;
        // "la figlia Ginevra" is not the town.
        const bool given = noun.types->front() == "Person" && end_ == begin_ + 1 &&
                           article_.lexicon.first_names.contains(mention_.folded);
        if (given) return add("Person", kTitle + kDescribed);
        bool rival = words_.is(WordKind::Relational, tokens_[noun.tokens.begin].lemma());
        if (rival && article_.lexicon.first_names.contains(article_.folded(mention_.sentence)[begin_]))
          return;
        // "i suoi apparati Lanterna": the maker is named already.
        if (group_->possessive && mention_.hits.empty() && names_thing(noun))
          return add_all(*noun.types, kDescribed);
        // "il chip Nova X": no maker, and nobody.
        const bool named = names_thing(noun) && !plural && end == begin_ && end_ > begin_ + 1 &&
                           mention_.hits.empty() && mention_.head_hits.empty();
        if (named) {
          add("Person", -kDescribed);
          return add_all(*noun.types, kDescribed);
        }
        describe(noun, plural ? kDescribed / 2 : kDescribed);
        return;
      }
      // "le azioni Alba", "la gestione Rossi"
      auto of = ending_at(WordKind::Of, group_->tokens.begin, end);
      if (of.tokens.size() > 0 && article_.lexicon.verbs.head_first && end == begin_) {
        add_all(*of.types, kComplement);
        return;
      }
      if (end == begin_ && described_by_outer_noun()) return;
      // "il suo Copilot", "its Gaudi" are things.
      if (end == begin_ && tokens_[end - 1].has("pos")) break;
      // "core product VR-52": the noun beside the name says what it is.
      if (!article_.lexicon.verbs.head_first && tokens_[end - 1].has("n")) break;
    }
    role_after();
  }

  // "il chatbot «Poldo»": the quotes hold the name and nothing else.
  bool noun_before_quotes() {
    if (begin_ < 2 || end_ >= tokens_.size() || !is_quote(tokens_[begin_ - 1]) || !is_quote(tokens_[end_]))
      return false;
    const auto noun = ending_at(WordKind::Describes, 0, begin_ - 1);
    if (noun.tokens.size() == 0) return false;
    add_all(*noun.types, kDescribed);
    return true;
  }

  // "produttore di schede grafiche Nvidia": the maker's name follows what it makes.
  bool material_of_maker(const TypeWords::Found& noun) {
    if (group_->preposition != "di" || group_->tokens.begin == 0) return false;
    // "la società del chatbot Poldo"
    if (group_->definite && group_->number == Number::Singular && names_thing(noun)) return false;
    uint32_t before = group_->tokens.begin;
    while (before > 0 && (tokens_[before - 1].joined || tokens_[before - 1].has("pr"))) --before;
    auto maker = ending_at(WordKind::Describes, 0, before);
    if (maker.tokens.size() == 0 || noun.types->front() == "Company" || noun.types->front() == "Person")
      return false;
    add_all(*maker.types, kDescribed);
    return true;
  }

  // "l'associazione dei consumatori Altroconsumo": what the name is stands before the complement that it
  // follows.
  bool described_by_outer_noun() {
    bool complement =
        group_->preposition == "di" && tokens_[begin_ - 1].has("n") && tokens_[begin_ - 1].has("pl");
    if (!complement || !article_.lexicon.verbs.head_first) return false;
    uint32_t before = group_->tokens.begin;
    while (before > 0 &&
           (tokens_[before - 1].joined || tokens_[before - 1].has("pr") || tokens_[before - 1].has("det")))
      --before;
    auto noun = ending_at(WordKind::Describes, 0, before);
    if (noun.tokens.size() == 0) return false;
    describe(noun, kDescribed);
    return true;
  }

  // "Intel president Renee James", "Nvidia boss": a post after the name belongs to its firm.
  void role_after() {
    uint32_t next = end_;
    if (next >= tokens_.size() || !group_->tokens.contains(next) || inside_name(next)) return;
    auto role = words_.at(WordKind::Role, tokens_, next, group_->tokens.end);
    if (role.tokens.size() > 0) {
      // "named X chief technology officer"
      const VerbGroup* verb =
          group_->tokens.begin > 0 ? article_.verb_at(mention_.sentence, group_->tokens.begin - 1) : nullptr;
      const auto& objects = verb != nullptr ? words_.types(WordKind::Object, verb->lemma) : kNoTypes;
      if (std::ranges::find(objects, "Person") != objects.end()) return add("Person", kRole);
      return add_all(*role.types, kOwner);
    }
    if (member_of_series(next)) return;
    auto of = words_.at(WordKind::Of, tokens_, next, group_->tokens.end);
    if (of.tokens.size() > 0) add_all(*of.types, kOwner * 0.6);
    // "the SKC affiliate" is SKC's, "the Bristol supplier" is in Bristol.
    if (words_.is(WordKind::Part, tokens_[next].lemma())) return;
    // "the Ochang site"
    if (auto site = words_.at(WordKind::At, tokens_, next, group_->tokens.end);
        site.tokens.size() > 0 && group_->definite && !article_.lexicon.verbs.head_first) {
      // "the former Norda mill"
      if (begin_ > 0 && words_.is(WordKind::Former, tokens_[begin_ - 1].lemma()))
        return add("Company", kOwner);
      return add_all(*site.types, kHint * 1.5);
    }
    for (uint32_t i = next; i < group_->tokens.end; ++i)
      if (const auto& types = kinds(i); !types.empty() && i + 1 == group_->tokens.end) {
        // "the Bristol company" is of a place, "the Rhea chip" is one
        bool plain =
            tokens_[i].lemma() != "group" && tokens_[i].lemma() != "fund" && tokens_[i].lemma() != "bank";
        if (types.front() == "Company" && group_->definite) add("Place", plain ? kTag : kHint * 1.2);
        // "a Tallinn maker of …", "an Askeaton woman"
        bool one = !group_->definite && tokens_[group_->tokens.begin].has("det") &&
                   group_->tokens.begin + 1 == begin_ && group_->number != Number::Plural;
        if (one && (types.front() == "Company" || types.front() == "Person")) add("Place", kHint * 1.5);
        bool thing = types.front() == "Product" || types.front() == "Chip" || types.front() == "Model" ||
                     types.front() == "Policy";
        // "its Helio packs": the maker is named already.
        bool owned = group_->possessive || group_->possessor != UINT32_MAX;
        // "the Tungabhadra sequencer", "T10F sedan"
        const bool coded = has_digit(mention_.text) && i == next;
        if (types.front() == "Technology" && coded)
          add("Technology", kApposition);
        else if (thing && (group_->definite || coded || owned) &&
                 (owned || group_->number == Number::Singular)) {
          if (i == next && mention_.head_hits.empty()) add("Person", -kDescribed);
          add(types.front(), i != next ? kTag : types.front() == "Policy" ? kTitle : kApposition);
        } else if (types.front() != "Company" && types.front() != "Person")
          add(types.front(), thing ? kHint * 1.5 : kHint);
      }
  }

  // "the Ember line of accelerators"
  bool member_of_series(uint32_t next) {
    if (!words_.is(WordKind::Series, tokens_[next].lemma())) return false;
    const NounGroup* kind = article_.group_at(mention_.sentence, skip_joined(next + 2));
    if (kind == nullptr || (kind->preposition != "of" && kind->preposition != "di")) return false;
    auto found = described_by(*kind);
    if (!found || found->kind == WordKind::Role) return false;
    add_all(*found->types, kApposition);
    return true;
  }

  // "il ceo di Ibm X Y": who holds a post follows the firm that it is held in.
  void holder_after_firm() {
    if (group_ == nullptr || group_->preposition != "di" || !like_person()) return;
    // "il ministro dell'Economia X Y"
    if (begin_ > 0 && words_.is(WordKind::Portfolio, lower(begin_ - 1))) {
      uint32_t before = begin_ - 1;
      while (before > 0 && (tokens_[before - 1].joined || tokens_[before - 1].has("pr"))) --before;
      if (ending_at(WordKind::Role, 0, before).tokens.size() > 0) return add("Person", kRole);
    }
    for (const NameMention& firm : mentions_) {
      if (firm.tokens.end != begin_ || !group_->tokens.contains(firm.tokens.begin)) continue;
      uint32_t before = group_->tokens.begin;
      while (before > 0 && (tokens_[before - 1].joined || tokens_[before - 1].has("pr"))) --before;
      if (ending_at(WordKind::Role, 0, before).tokens.size() > 0) return add("Person", kRole);
    }
  }

  // "la viennese X", "gli olandesi di X", "Dutch X"
  void demonym_before() {
    if (group_ == nullptr) return;
    const NameMention* before = nullptr;
    for (const NameMention& other : mentions_)
      if (other.demonym && other.tokens.end <= begin_) before = &other;
    if (before == nullptr) return;
    const NounGroup* group = article_.group_at(mention_.sentence, before->tokens.begin);
    if (group == group_ && before->tokens.end == begin_) {
      bool common = false;
      for (uint32_t i = group->tokens.begin; i < before->tokens.begin; ++i)
        common = common || is(i, Part::Noun);
      // "la viennese X" is a firm, "il turco X Y" may be a person.
      const bool man = group->gender != Gender::Feminine && like_person();
      if (!common && article_.lexicon.verbs.head_first && man) add("Person", kHint * 1.2);
      if (!common && article_.lexicon.verbs.head_first && !man)
        add("Company", group->gender == Gender::Feminine ? 3 : 2);
      if (!common && !article_.lexicon.verbs.head_first) add("Company", kHint * 0.5);
      return;
    }
    bool linked = group != nullptr && group_->preposition == "di" &&
                  group->tokens.end <= group_->tokens.begin &&
                  skip_joined(group->tokens.end + 1) >= group_->tokens.begin && group->definite &&
                  group->head == before->tokens.begin;
    if (linked) add("Company", kDescribed);
  }

  // "amministratore delegato di X", "sede a X", "shares of X"
  void complement_of_noun() {
    if (group_ == nullptr || group_->preposition.empty()) return;
    if (!starts_group()) return;
    uint32_t before = group_->tokens.begin;
    while (before > 0 &&
           (tokens_[before - 1].joined || tokens_[before - 1].has("pr") || tokens_[before - 1].has("det")))
      --before;
    // "La ditta, di Dorvano, produce vetro"
    if (before > 1 && surface(before - 1) == "," && surface(end_) == ",") --before;
    if (before == 0) return;
    const std::string& preposition = group_->preposition;
    bool of = preposition == "di" || preposition == "of" || preposition == "in" || preposition == "a" ||
              preposition == "su";
    of_name(before);
    auto role = ending_at(WordKind::Role, 0, before);
    // "the maker of Wegovy", "autrice di Poke", unlike "founder of X"
    if (const auto& made = words_.types(WordKind::Of, tokens_[before - 1].lemma());
        (preposition == "of" || preposition == "di") && std::ranges::find(made, "Product") != made.end())
      role = {};
    bool at = preposition == "at" || preposition == "presso" || preposition == "for" ||
              preposition == "per" || preposition == "alla" || preposition == "with";
    // "direttore della ricerca in Halden", but "consulente in Brianza"
    const bool inside = preposition == "in" && group_->tokens.begin == begin_ && !is_town(mention_);
    if (role.tokens.size() > 0 && (preposition == "di" || preposition == "of" || at || inside)) {
      add_all(*role.types, at ? kOwner : kOwner * 0.9);
      // "ex ricercatore di Halden": bodies have longer names.
      const auto& of_body = words_.types(WordKind::Of, tokens_[role.tokens.begin].lemma());
      const bool of_party = std::ranges::find(of_body, "Organization") != of_body.end();
      if (end_ == begin_ + 1 && role.types->front() == "Organization" && !of_party &&
          !all_capitals(surface(begin_)))
        add("Company", kOwner);
      return;
    }
    if (auto noun = ending_at(WordKind::Of, 0, before);
        noun.tokens.size() > 0 && of && (preposition == "di" || preposition == "of" || preposition == "in"))
      add_all(*noun.types, kComplement);
    if (auto noun = ending_at(WordKind::With, 0, before);
        noun.tokens.size() > 0 && (preposition == "with" || preposition == "con"))
      add_all(*noun.types, kComplement);
    bool place = preposition == "a" || preposition == "in" || preposition == "at" || preposition == "di" ||
                 preposition == "near";
    if (auto noun = ending_at(WordKind::At, 0, before); noun.tokens.size() > 0 && place)
      // "lo stabilimento di X" may be in X or X's
      add_all(*noun.types, preposition != "di" ? kPlaceComplement : kHint * (end_ == begin_ + 1 ? 1.6 : 1.2));
    if (const VerbGroup* verb = article_.verb_at(mention_.sentence, before - 1); verb != nullptr && place)
      add_all(words_.types(WordKind::At, verb->lemma), kPlaceComplement);
    // "Ada Bell, 51 anni, di Dorvano,"; "Ada Bell, 51, of Dorvano,"
    const bool set_off = before < group_->tokens.begin && surface(before) == ",";
    if (set_off && (preposition == "di" || preposition == "of" || preposition == "from") &&
        (tokens_[before - 1].kind == TokenKind::Number ||
         words_.is(WordKind::Time, tokens_[before - 1].lemma())))
      add("Place", kPlaceComplement);
    // "i coniugi di X" and "la società di X" tell a seat.
    if (auto noun = ending_at(WordKind::Describes, 0, before);
        noun.tokens.size() > 0 && (preposition == "di" || preposition == "from") &&
        noun.types->front() == "Company" &&
        !words_.is(WordKind::Relational, tokens_[noun.tokens.begin].lemma()))
      add("Place", kHint * 1.5);
  }

  // "Meccanica Rossi di Cameri", "Ruth Bell of Alba Advisory"
  void of_name(uint32_t before) {
    if (group_->preposition != "di" && group_->preposition != "of") return;
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
    if (lower(next) == "il" || lower(next) == "la" || lower(next) == "i" || lower(next) == "le") ++next;
    if (lower(next) != "whose" && lower(next) != "cui") return;
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
    if (lower(next) == "who" && !of_holder()) return add("Person", kRole);
    if (lower(next) == "whose") return;
    // ", which makes lamps": of no person
    if (lower(next) == "which") return add("Person", -kDescribed);
    if (lower(next) == "ex" || lower(next) == "già") add("Person", kHint * 2);
    const bool years = lower(next + 1) == "anni" || lower(next + 1) == "years";
    const bool age = tokens_[next].kind == TokenKind::Number ? surface(next + 1) == "," || years
                                                             : tokens_[next].has("num") && years;
    // "oggi quarantunenne"
    const bool old = lower(next).ends_with("enne") || lower(next + 1).ends_with("enne");
    if (age || old || lower(next) == "aged") return add("Person", kTitle);
    const NounGroup* group = article_.group_at(mention_.sentence, next);
    if (group == nullptr || group->tokens.begin != next || !group->preposition.empty()) return;
    // ", Foxconn's chairman,": what is owned describes, not the owner; but ", a residents' group,"
    const auto whole = described_by(*group);
    if (group->tokens.end < tokens_.size() && is(group->tokens.end, Part::Genitive) &&
        (!whole || whole->tokens.end <= group->tokens.end))
      if (const NounGroup* thing = article_.group_at(mention_.sentence, group->tokens.end + 1)) group = thing;
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

  static bool names_thing(const TypeWords::Found& found) {
    const std::string& type = found.types->front();
    return found.kind == WordKind::Describes && (type == "Model" || type == "Chip" || type == "Product");
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
      if (noun_group->preposition != "di" && noun_group->number != Number::Plural &&
          described_by(*noun_group))
        break;
      uint32_t before = noun_group->tokens.begin;
      while (before > 0 && (tokens_[before - 1].joined || tokens_[before - 1].has("pr"))) --before;
      const NounGroup* next = before > 0 ? article_.group_at(mention_.sentence, before - 1) : nullptr;
      if (next == nullptr || next->tokens.end != before) break;
      noun_group = next;
    }
    if (noun_group->number == Number::Plural) return;
    const Token& opener = tokens_[noun_group->tokens.begin];
    bool one = (opener.has("det") || opener.lower == "one") && noun_group->number != Number::Plural;
    if (!noun_group->definite && !noun_group->possessive && !one) return;
    if (auto found = described_by(*noun_group); found && found->kind == WordKind::Describes)
      add_described(*found, kApposition * 0.75);
    // "its glass cover, VeraLid,": what is owned and is no post, no person and no site that a list knows.
    else if (!found && (noun_group->possessive || noun_group->possessor != UINT32_MAX) &&
             has_reading(tokens_[noun_group->head], "n") && !role.tokens.size() &&
             !words_.is(WordKind::At, tokens_[noun_group->head].lemma()))
      add("Product", kHint * 2);
  }

  // "Lumivec of Grenoble", "la Northvolt di Skellefteå": what has a seat is a firm, where it is no person.
  void seat_after() {
    // "Lumivec, in Grenoble," too
    const uint32_t link = surface(end_) == "," ? end_ + 1 : end_;
    if (link >= tokens_.size()) return;
    const bool in = link > end_ && (lower(link) == "in" || lower(link) == "of");
    if (!in && (link > end_ || (lower(end_) != "of" && tokens_[end_].lemma() != "di"))) return;
    const NounGroup* seat = article_.group_at(mention_.sentence, skip_joined(link + 1));
    if (seat == nullptr) return;
    for (const NameMention& other : mentions_)
      if (seat->tokens.contains(other.tokens.begin) && !other.demonym && is_town(other) &&
          other.tokens.begin <= link + 2 && (link == end_ || surface(other.tokens.end) == ","))
        return add("Company", like_person() ? kHint * 0.3 : kHint * 1.2);
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
    const std::string_view link = lower(kind);
    if (link != "such as" && link != "like" && link != "including" && link != "come" && link != "quali")
      return;
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
    if (tokens_[next].lemma() != "other" && tokens_[next].lemma() != "altro") return;
    const NounGroup* group = article_.group_at(mention_.sentence, next);
    if (group == nullptr) return;
    if (auto found = described_by(*group)) add_described(*found, kApposition * 0.75);
  }

  const NameMention* name_at(uint32_t token) const {
    for (const NameMention& name : mentions_)
      if (name.tokens.begin == token && !name.demonym) return &name;
    return nullptr;
  }

  // "Ada Bell of Halden", "Ada Bell at Carnegie cut her target": who is of a firm is a person.
  void firm_after() {
    if (!like_person() || end_ >= tokens_.size() || !mention_.hits.empty()) return;
    const bool of = lower(end_) == "of" || lower(end_) == "at" || lower(end_) == "presso" ||
                    tokens_[end_].lemma() == "di";
    if (!of) return;
    const uint32_t next = skip_joined(end_ + 1);
    for (const NameMention& firm : mentions_)
      if (firm.tokens.begin == next && (is_known(firm, "Company") || is_known(firm, "Organization")))
        return add("Person", kHint * 1.2);
  }

  // Italian puts no article before a full name of a person: "la Meccatronica Irpina"; firms are feminine.
  void definite_article() {
    if (!article_.lexicon.verbs.head_first || begin_ == 0) return;
    const Token& article = tokens_[begin_ - 1];
    bool definite = article.has("def") || (article.joined && article.has("det"));
    if (!definite) return;
    size_t words = 0;
    for (uint32_t i = begin_; i < end_; ++i) words += !tokens_[i].joined;
    const auto& folded = article_.folded(mention_.sentence)[begin_];
    if (article_.lexicon.first_names.contains(folded)) return;
    if (words_.is(WordKind::Prefix, lower(begin_)) || words_.is(WordKind::Suffix, lower(end_ - 1))) return;
    bool feminine = article.has("f") && article.has("sg");
    if (words >= 2) add("Company", kHint * (feminine ? 2.5 : 1.2));
    if (words == 1 && feminine) add("Company", kHint);
  }
};

}  // namespace

void add_context_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                          uint32_t index, TypeScores& scores) {
  PhraseEvidence(article, mentions, index, scores).run();
  add_naming_evidence(article, mentions, index, scores);
  add_thing_evidence(article, mentions, index, scores);
  add_clause_evidence(article, mentions, index, scores);
}

}  // namespace trama::extract
