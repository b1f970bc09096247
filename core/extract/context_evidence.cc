#include <algorithm>
#include <optional>
#include <span>

#include "core/extract/evidence_of_type.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

constexpr double kTitle = 5, kRole = 4, kDescribed = 4, kApposition = 4, kOwner = 2.5, kComplement = 2.5,
                 kPlaceComplement = 2, kVerb = 1.5, kHint = 1, kTag = 2.5, kOwned = 1.5, kThing = 1.8;

const std::vector<std::string> kNoTypes;

// The mentions of the sentence that holds one.
std::span<const NameMention> of_sentence(const std::vector<NameMention>& mentions, uint32_t index) {
  uint32_t begin = index, end = index;
  while (begin > 0 && mentions[begin - 1].sentence == mentions[index].sentence) --begin;
  while (end < mentions.size() && mentions[end].sentence == mentions[index].sentence) ++end;
  return std::span(mentions).subspan(begin, end - begin);
}

class Context {
 public:
  Context(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
          TypeScores& scores)
      : article_(article),
        words_(article.lexicon.words),
        mentions_(of_sentence(mentions, index)),
        mention_(mentions[index]),
        tokens_(article.tokens(mention_.sentence)),
        begin_(mention_.tokens.begin),
        end_(mention_.tokens.end),
        group_(article.group_at(mention_.sentence, begin_)),
        scores_(scores) {}

  void run() {
    title_and_words_before();
    demonym_before();
    complement_of_noun();
    possession();
    owned();
    thing();
    apposition_after();
    apposition_before();
    naming();
    verbs();
    prepositions();
    place_after_comma();
    seat_after();
    where_after();
    definite_article();
    count_of_parameters();
    participle_after_comma();
    neighbours();
  }

 private:
  const Token* token(uint32_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
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
  void add(std::string_view type, double weight) {
    if (auto found = scores_.find(type); found != scores_.end())
      found->second += weight;
    else
      scores_.emplace(type, weight);
  }
  void add_all(const std::vector<std::string>& types, double weight) {
    for (const std::string& type : types) add(type, weight);
  }
  bool inside_name(uint32_t token_index) const {
    return std::ranges::any_of(mentions_, [&](const NameMention& other) {
      return other.tokens.contains(token_index) && !other.demonym;
    });
  }

  // The longest word of `kind` that ends right before `end` and starts at or after `from`.
  TypeWords::Found ending_at(WordKind kind, uint32_t from, uint32_t end) const {
    TypeWords::Found best;
    for (uint32_t i = end; i-- > from && end - i <= 6;) {
      if (tokens_[i].kind == TokenKind::Punctuation) break;
      TypeWords::Found found = words_.at(kind, tokens_, i, end);
      if (found.tokens.size() > 0 && found.tokens.end == end) best = found;
    }
    return best;
  }

  void describe(const TypeWords::Found& found, double weight) {
    for (const std::string& type : *found.types) {
      // "chip Nvidia" and "modello Meta" name the maker as often as the thing.
      bool thing = type == "Chip" || type == "Product" || type == "Technology" || type == "Policy";
      add(type, thing ? weight * 0.5 : type == "Model" ? weight * 0.75 : weight);
    }
  }

  // "l'ingegner X", "la società cinese X", "chipmaker X", "Intel president Renee James".
  void title_and_words_before() {
    if (begin_ > 0 && words_.is(WordKind::Title, lower(begin_ - 1))) add("Person", kTitle);
    if (begin_ > 1 && surface(begin_ - 1) == "." && words_.is(WordKind::Title, lower(begin_ - 2)))
      add("Person", kTitle);
    if (group_ == nullptr) return;
    for (uint32_t end = begin_; end > group_->tokens.begin; --end) {
      if (inside_name(end - 1)) break;
      auto role = ending_at(WordKind::Role, group_->tokens.begin, end);
      auto noun = ending_at(WordKind::Describes, group_->tokens.begin, end);
      if (role.tokens.size() > 0 && role.tokens.size() >= noun.tokens.size()) {
        add("Person", kRole);
        return;
      }
      if (noun.tokens.size() > 0) {
        bool plural =
            has_reading(tokens_[noun.tokens.begin], "pl") && !has_reading(tokens_[noun.tokens.begin], "sg");
        if (material_of_maker(noun)) return;
        bool rival = words_.is(WordKind::Relational, tokens_[noun.tokens.begin].lemma());
        if (rival && article_.lexicon.first_names.contains(article_.folded(mention_.sentence)[begin_]))
          return;
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
      // "il suo Copilot", "its Gaudi"
      if (end == begin_ && tokens_[end - 1].has("pos")) {
        for (std::string_view type : {"Product", "Chip", "Model"}) add(type, kOwned);
        return;
      }
    }
    role_after();
  }

  // "produttore di schede grafiche Nvidia": the maker's name follows what it makes.
  bool material_of_maker(const TypeWords::Found& noun) {
    if (group_->preposition != "di" || group_->tokens.begin == 0) return false;
    uint32_t before = group_->tokens.begin;
    while (before > 0 && (tokens_[before - 1].joined || tokens_[before - 1].has("pr"))) --before;
    auto maker = ending_at(WordKind::Describes, 0, before);
    if (maker.tokens.size() == 0 || noun.types->front() == "Company") return false;
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
    auto of = words_.at(WordKind::Of, tokens_, next, group_->tokens.end);
    if (of.tokens.size() > 0) add_all(*of.types, kOwner * 0.6);
    // "the Ochang site"
    if (auto site = words_.at(WordKind::At, tokens_, next, group_->tokens.end);
        site.tokens.size() > 0 && group_->definite && !article_.lexicon.verbs.head_first)
      add_all(*site.types, kHint * 0.9);
    for (uint32_t i = next; i < group_->tokens.end; ++i)
      if (words_.types(WordKind::Describes, tokens_[i].lemma()).size() > 0 && i + 1 == group_->tokens.end) {
        const auto& types = words_.types(WordKind::Describes, tokens_[i].lemma());
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
        if (thing && group_->definite && (owned || group_->number == Number::Singular))
          add(types.front(), kTag);
        else if (types.front() != "Company" && types.front() != "Person")
          add(types.front(), thing ? kHint * 1.5 : kHint);
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
      if (!common && article_.lexicon.verbs.head_first)
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
    if (before == 0) return;
    const std::string& preposition = group_->preposition;
    bool of = preposition == "di" || preposition == "of" || preposition == "in" || preposition == "a" ||
              preposition == "su";
    of_name(before);
    auto role = ending_at(WordKind::Role, 0, before);
    bool at = preposition == "at" || preposition == "presso" || preposition == "for" ||
              preposition == "per" || preposition == "alla" || preposition == "with";
    if (role.tokens.size() > 0 && (preposition == "di" || preposition == "of" || at)) {
      add_all(*role.types, at ? kOwner : kOwner * 0.9);
      // "ex ricercatore di Halden": bodies have longer names.
      if (end_ == begin_ + 1 && role.types->front() == "Organization" && !all_capitals(surface(begin_)))
        add("Company", kOwner);
      return;
    }
    if (auto noun = ending_at(WordKind::Of, 0, before);
        noun.tokens.size() > 0 && of && (preposition == "di" || preposition == "of" || preposition == "in"))
      add_all(*noun.types, kComplement);
    bool place = preposition == "a" || preposition == "in" || preposition == "at" || preposition == "di" ||
                 preposition == "near";
    if (auto noun = ending_at(WordKind::At, 0, before); noun.tokens.size() > 0 && place)
      // "lo stabilimento di X" may be in X or X's
      add_all(*noun.types, preposition == "di" ? kHint * 1.2 : kPlaceComplement);
    if (const VerbGroup* verb = article_.verb_at(mention_.sentence, before - 1); verb != nullptr && place)
      add_all(words_.types(WordKind::At, verb->lemma), kPlaceComplement);
    // "i coniugi di X" and "la società di X" tell a seat.
    if (auto noun = ending_at(WordKind::Describes, 0, before);
        noun.tokens.size() > 0 && preposition == "di" && noun.types->front() == "Company")
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
      if (best == scores.end() || best->second < 1.5) return;
      if (best->first == "Company") add("Place", kPlaceComplement);
      if (best->first == "Person") add("Company", kHint);
    }
  }

  bool starts_group() const {
    for (uint32_t i = group_->tokens.begin; i < begin_; ++i)
      if (!tokens_[i].has("det") && !tokens_[i].has("predet") && !tokens_[i].joined) return false;
    return true;
  }

  bool is_thing(const NameMention& name) const {
    return is_known(name, "Chip") || is_known(name, "Model") || is_known(name, "Product");
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
    uint32_t words = 0;
    for (uint32_t i = begin_; i < end_; ++i) {
      if (has_digit(tokens_[i].surface) || has_inner_capital(tokens_[i].surface)) return;
      words += !tokens_[i].joined;
    }
    if (words >= 2) add("Person", kHint * 1.5);
  }

  void add_thing(double weight) {
    for (std::string_view type : {"Chip", "Model", "Product"}) add(type, weight);
  }

  // "the Plipli", "4,600 Malxom", "Halden's Draik", "gli Stenvert", "runs on Lumkel": a single word with an
  // article, a number or an owner names a thing rather than a firm or a person.
  void thing() {
    if (begin_ == 0 || group_ == nullptr || !mention_.hits.empty()) return;
    for (uint32_t i = begin_ + 1; i < end_; ++i)
      if (!tokens_[i].joined) return;
    if (article_.lexicon.first_names.contains(mention_.folded)) return;
    const Token& before = tokens_[begin_ - 1];
    const bool italian = article_.lexicon.verbs.head_first;
    if (is(begin_ - 1, Part::Genitive)) {
      for (const NameMention& owner : mentions_)
        if (owner.tokens.end + 1 == begin_ && !owner.demonym && !is_known(owner, "Place")) add_thing(kThing);
      return;
    }
    if (runs_on()) return add_thing(kVerb);
    if (end_ != group_->tokens.end || !group_->tokens.contains(begin_ - 1)) return;
    const bool year =
        before.surface.size() == 4 && (before.surface.starts_with("19") || before.surface.starts_with("20"));
    if ((before.kind == TokenKind::Number && !year) || before.has("num")) return add_thing(kThing);
    uint32_t first = begin_ - 1;
    while (first > group_->tokens.begin && (is(first, Part::Adjective) || is(first, Part::Adverb))) --first;
    const Token& article = tokens_[first];
    if (!article.has("det") || article.has("pos")) return;
    if (italian) {
      if (first + 1 != begin_) return;
      if (article.has("pl")) return add_thing(kThing);
      if (article.has("ind")) return add_thing(kHint);
      return;
    }
    // "the NLRB"
    if (all_capitals(mention_.text) && !has_digit(mention_.text)) return add("Organization", kVerb);
    add_thing(kThing);
  }

  // "runs on X", "gira su X"
  bool runs_on() const {
    const std::string& preposition = group_->preposition;
    if ((preposition != "on" && preposition != "su") || !starts_group()) return false;
    uint32_t before = group_->tokens.begin;
    while (before > 0 && (tokens_[before - 1].joined || tokens_[before - 1].has("pr"))) --before;
    const VerbGroup* verb = before > 0 ? article_.verb_at(mention_.sentence, before - 1) : nullptr;
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
      if (article_.lexicon.verbs.head_first) break;
    }
    if (last.tokens.size() == 0) return std::nullopt;
    return last;
  }

  void add_described(const TypeWords::Found& found, double weight) {
    if (found.kind == WordKind::Role)
      add("Person", weight);
    else
      add_all(*found.types, weight);
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
    if (lower(next) == "who") return add("Person", kRole);
    if (lower(next) == "whose") return;
    if (lower(next) == "ex" || lower(next) == "già") add("Person", kHint * 2);
    bool age = tokens_[next].kind == TokenKind::Number &&
               (surface(next + 1) == "," || lower(next + 1) == "anni" || lower(next + 1) == "years");
    if (age || lower(next) == "aged") return add("Person", kTitle);
    const NounGroup* group = article_.group_at(mention_.sentence, next);
    if (group == nullptr || group->tokens.begin != next || !group->preposition.empty()) return;
    // ", Foxconn's chairman,": what is owned describes, not the owner.
    if (group->tokens.end < tokens_.size() && is(group->tokens.end, Part::Genitive))
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
    if (finite && verb->tokens.begin == group->tokens.end && verb->voice != Voice::Passive) return;
    bool owner_first = inside_name(group->tokens.begin);
    add_described(*found, owner_first ? kApposition * 0.6 : kApposition);
  }

  void copula_after() {
    const VerbGroup* verb = article_.verb_at(mention_.sentence, end_);
    if (verb == nullptr || !verb->copula || verb->tokens.begin != end_) return;
    const NounGroup* group = article_.group_at(mention_.sentence, skip_joined(verb->tokens.end));
    if (group == nullptr || !group->preposition.empty() || group->definite) return;
    if (auto found = described_by(*group)) add_described(*found, kApposition * 0.75);
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
    if (!closes || mark == "(" || group->number == Number::Plural) return;
    const NounGroup* noun_group = group;
    if (group->preposition == "di" && group->tokens.begin > 0) {
      uint32_t before = group->tokens.begin;
      while (before > 0 && (tokens_[before - 1].joined || tokens_[before - 1].has("pr"))) --before;
      if (const NounGroup* outer = before > 0 ? article_.group_at(mention_.sentence, before - 1) : nullptr)
        noun_group = outer;
    }
    bool one = tokens_[noun_group->tokens.begin].has("det") && noun_group->number != Number::Plural;
    if (!noun_group->definite && !noun_group->possessive && !one) return;
    if (auto found = described_by(*noun_group); found && found->kind == WordKind::Describes)
      add_described(*found, kApposition * 0.75);
  }

  // "Velvet, che Almawave ha addestrato": object of the clause; "Alba, che addestra modelli": its subject.
  bool relative_clause() {
    uint32_t relative = surface(end_) == "," ? end_ + 1 : end_;
    if (relative + 1 >= tokens_.size() || !is(relative, Part::Relative)) return false;
    uint32_t next = skip_joined(relative + 1);
    if (const VerbGroup* verb = article_.verb_at(mention_.sentence, next)) {
      add_all(words_.types(verb->voice == Voice::Passive ? WordKind::Object : WordKind::Subject, verb->lemma),
              kVerb);
      return true;
    }
    const NounGroup* subject = article_.group_at(mention_.sentence, next);
    if (subject == nullptr || !subject->preposition.empty()) return true;
    if (const VerbGroup* verb = article_.verb_at(mention_.sentence, subject->tokens.end);
        verb != nullptr && verb->voice == Voice::Active)
      add_all(words_.types(WordKind::Object, verb->lemma), kVerb);
    return true;
  }

  // "un modello chiamato X", "its plant, dubbed X", "the company is called X"
  void naming() {
    if (begin_ == 0) return;
    uint32_t verb_token = begin_ - 1;
    if (verb_token > 0 && (lower(verb_token) == "as" || lower(verb_token) == "come")) --verb_token;
    const VerbGroup* verb = article_.verb_at(mention_.sentence, verb_token);
    if (verb == nullptr || !words_.is(WordKind::Naming, verb->lemma)) return;
    // "Si chiama Tobia": says it of what the sentence before spoke of.
    if (verb->tokens.begin == 0) {
      const uint32_t sentence = mention_.sentence;
      if (sentence == 0) return;
      for (const NounGroup& group : article_.chunks[sentence - 1].nouns)
        if (group.preposition.empty() && group.number != Number::Plural)
          for (uint32_t i = group.tokens.begin; i < group.tokens.end; ++i)
            if (auto noun =
                    words_.at(WordKind::Describes, article_.tokens(sentence - 1), i, group.tokens.end);
                noun.tokens.contains(group.head))
              return add_described(noun, kApposition * 0.75);
      return;
    }
    uint32_t before = verb->tokens.begin - 1;
    bool mark = surface(before) == "," || surface(before) == "–" || surface(before) == "-" ||
                surface(before) == "(" || surface(before) == "—";
    if (before > 0 && (mark || is(before, Part::Adverb))) --before;
    const NounGroup* group = article_.group_at(mention_.sentence, before);
    if (group == nullptr) return;
    if (auto found = described_by(*group); found && found->kind == WordKind::Describes)
      add_described(*found, kApposition * 0.75);
  }

  // The verb that the name is subject or object of.
  void verbs() {
    uint32_t next = end_;
    const VerbGroup* after =
        relative_clause() || surface(end_) == "," ? nullptr : article_.verb_at(mention_.sentence, next);
    bool subject_position = group_ == nullptr || group_->preposition.empty();
    if (after != nullptr && after->tokens.begin == next && subject_position) {
      // "Renegade lo stampa X": taken up by a clitic, the name before is the object.
      const Token& opener = tokens_[after->tokens.begin];
      bool taken_up = opener.has("pro") && !opener.has("ref") &&
                      (opener.lower == "lo" || opener.lower == "la" || opener.lower == "l'" ||
                       opener.lower == "li" || opener.lower == "le");
      bool active = after->voice != Voice::Passive && !taken_up;
      add_all(words_.types(active ? WordKind::Subject : WordKind::Object, after->lemma), kVerb);
    }
    uint32_t first = group_ != nullptr ? group_->tokens.begin : begin_;
    if (first == 0) return;
    uint32_t before_token = first - 1;
    bool agent = group_ != nullptr && (group_->preposition == "da" || group_->preposition == "by");
    while (before_token > 0 && (tokens_[before_token].joined || tokens_[before_token].has("pr")))
      --before_token;
    const VerbGroup* before = article_.verb_at(mention_.sentence, before_token);
    if (before == nullptr) return;
    if (agent && before->voice == Voice::Passive)
      return add_all(words_.types(WordKind::Subject, before->lemma), kVerb);
    if (!subject_position) return;
    // After direct speech the subject follows: «…», dice X
    const auto& speakers = words_.types(WordKind::Subject, before->lemma);
    bool speech = std::ranges::find(speakers, "Person") != speakers.end();
    bool opens =
        before->tokens.begin == 0 || tokens_[before->tokens.begin - 1].kind == TokenKind::Punctuation;
    bool clause_follows = article_.verb_at(mention_.sentence, end_) != nullptr;
    if (speech && (opens || !clause_follows)) return add("Person", kVerb * (opens ? 1.5 : 1));
    if (before->voice == Voice::Active) add_all(words_.types(WordKind::Object, before->lemma), kVerb * 0.7);
  }

  // "è bastato a Lumentis", "a Lumentis fornisce": whether the nearest verb takes somebody with "a".
  bool dative_verb() const {
    auto takes = [&](const VerbGroup* verb) {
      return verb != nullptr && words_.is(WordKind::Dative, verb->lemma);
    };
    if (takes(article_.verb_at(mention_.sentence, end_))) return true;
    // "le forniture a Lumentis"
    if (begin_ >= 2 && words_.is(WordKind::Dative, tokens_[begin_ - 2].lemma())) return true;
    for (uint32_t i = begin_; i-- > 0 && begin_ - i <= 6;) {
      if (tokens_[i].kind == TokenKind::Punctuation) return false;
      if (const VerbGroup* verb = article_.verb_at(mention_.sentence, i)) return takes(verb);
    }
    return false;
  }

  void prepositions() {
    if (group_ == nullptr || !starts_group()) return;
    const std::string& preposition = group_->preposition;
    if (preposition == "in" || preposition == "near") {
      bool invests = begin_ >= 2 && lower(begin_ - 2).starts_with("invest");
      // "cresciuta in Halden"
      uint32_t before = group_->tokens.begin;
      while (before > 0 && (tokens_[before - 1].joined || tokens_[before - 1].has("pr"))) --before;
      if (const VerbGroup* verb = before > 0 ? article_.verb_at(mention_.sentence, before - 1) : nullptr) {
        const auto& types = words_.types(WordKind::At, verb->lemma);
        invests = invests || std::ranges::find(types, "Company") != types.end();
      }
      bool bare = group_->tokens.begin == begin_;
      if (!invests) add("Place", bare ? 1.8 : kHint * 0.5);
    }
    if (preposition == "a" && group_->tokens.begin == begin_) {
      bool dative = dative_verb();
      // "Tower, a Migdal HaEmek;"
      bool set_off = begin_ >= 3 && surface(begin_ - 2) == "," && inside_name(begin_ - 3) &&
                     (end_ >= tokens_.size() || tokens_[end_].kind == TokenKind::Punctuation);
      add(dative ? "Company" : "Place", set_off ? kPlaceComplement : dative ? kHint * 0.8 : kHint * 0.5);
    }
    if (preposition == "to" || preposition == "from") add("Place", kHint * 0.2);
    if (preposition == "at" || preposition == "presso") add("Company", kHint * 0.8);
    if (preposition == "secondo" || preposition == "according to") {
      add("Person", kHint * 0.6);
      add("Organization", kHint * 0.8);
      add("Company", kHint * 0.5);
    }
    if (preposition == "su" && group_->tokens.begin == begin_) add("Product", kHint);
    if (preposition == "on" && group_->tokens.begin == begin_) add("Product", kHint * 0.7);
    if (preposition == "con" || preposition == "with") add("Company", kHint * 0.3);
  }

  // "West Lafayette, Indiana", "Cameri (Novara)"
  void place_after_comma() {
    std::string_view mark = surface(end_);
    if (mark != "," && mark != "(") return;
    for (const NameMention& other : mentions_) {
      if (other.tokens.begin != end_ + 1 || other.demonym) continue;
      bool place = std::ranges::any_of(other.hits, [&](const Gazetteer::Hit& hit) {
        return article_.lexicon.gazetteer.entry(hit.entry).type == "Place";
      });
      if (!place) return;
      // "Rollvis, Ginevra" gives a seat, "West Lafayette, Indiana" says where a town lies.
      bool wide = std::ranges::any_of(other.hits, [&](const Gazetteer::Hit& hit) {
        return article_.lexicon.gazetteer.holds_places(hit.entry);
      });
      if (mark == "," && !wide) return add("Company", kHint * 0.5);
      bool list = is(other.tokens.end, Part::Coordinator) ||
                  (surface(other.tokens.end) == "," && is_name_at(other.tokens.end + 1));
      if (!list) add("Place", kTag);
    }
  }

  bool is_known(const NameMention& name, std::string_view type) const {
    return std::ranges::any_of(name.hits, [&](const Gazetteer::Hit& hit) {
      return article_.lexicon.gazetteer.entry(hit.entry).type == type;
    });
  }

  // "Lumivec of Grenoble", "la Northvolt di Skellefteå": what has a seat is a firm, where it is no person.
  void seat_after() {
    if (end_ >= tokens_.size() || (lower(end_) != "of" && tokens_[end_].lemma() != "di")) return;
    const NounGroup* seat = article_.group_at(mention_.sentence, skip_joined(end_ + 1));
    if (seat == nullptr) return;
    for (const NameMention& other : mentions_)
      if (seat->tokens.contains(other.tokens.begin) && !other.demonym && is_known(other, "Place") &&
          other.tokens.begin <= end_ + 2)
        return add("Company", kHint * 1.2);
  }

  // "Luzzara, dove …", "Malta, where …"
  void where_after() {
    uint32_t next = surface(end_) == "," ? end_ + 1 : end_;
    if (lower(next) == "dove" || lower(next) == "where") add("Place", kTag);
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
    if (words >= 2) add("Company", kHint * (feminine ? 2 : 1.2));
    if (words == 1 && feminine) add("Company", kHint);
  }

  // "Heorot, seven billion parameters", "Pollicino: tre miliardi di parametri"
  void count_of_parameters() {
    std::string_view mark = surface(end_);
    if (mark != "," && mark != "(" && mark != ":" && mark != "–") return;
    for (uint32_t i = end_ + 1; i < tokens_.size() && i <= end_ + 8; ++i) {
      if (tokens_[i].surface == "." || tokens_[i].surface == ";") return;
      if (inside_name(i)) return;
      if (tokens_[i].lemma() == "parameter" || tokens_[i].lemma() == "parametro")
        return add("Model", kApposition);
    }
  }

  // "Heorot, …, trained on Alps": a passive participle behind the mark is said of the name.
  void participle_after_comma() {
    if (surface(end_) != ",") return;
    const VerbGroup* verb = article_.verb_at(mention_.sentence, end_ + 1);
    if (verb == nullptr || verb->tokens.begin != end_ + 1) return;
    bool participle = verb->mood == Mood::Participle || verb->voice == Voice::Passive;
    if (!participle) return;
    add_all(words_.types(WordKind::Object, verb->lemma), kVerb * 0.7);
  }

  bool is_name_at(uint32_t token_index) const {
    return token_index < tokens_.size() && is_capitalised(tokens_[token_index]);
  }

  // Whether a list goes on after a name, or led to it: between two names alone a comma makes an apposition.
  bool goes_on(const NameMention& name) const {
    if (is(name.tokens.end, Part::Coordinator)) return true;
    return surface(name.tokens.end) == "," && inside_name(name.tokens.end + 1);
  }
  bool comes_from(const NameMention& name) const {
    uint32_t begin = name.tokens.begin;
    return begin >= 2 && surface(begin - 1) == "," && inside_name(begin - 2);
  }

  // In a list of names the known ones speak for the others.
  void neighbours() {
    auto linked = [&](const NameMention& a, const NameMention& b) {
      if (b.tokens.begin < a.tokens.end) return false;
      for (uint32_t i = a.tokens.end; i < b.tokens.begin; ++i)
        if (tokens_[i].surface != "," && !is(i, Part::Coordinator) && !tokens_[i].joined &&
            (!tokens_[i].has("det") || tokens_[i].has("pos")))
          return false;
      if (b.tokens.begin == a.tokens.end) return false;
      // "In Amsterdam, X and Y fell"
      const NounGroup* first = article_.group_at(mention_.sentence, a.tokens.begin);
      const NounGroup* second = article_.group_at(mention_.sentence, b.tokens.begin);
      bool opens = first != nullptr && !first->preposition.empty() && first->tokens.begin <= 1;
      if (opens && second != first && tokens_[a.tokens.end].surface == ",") return false;
      return tokens_[b.tokens.begin - 1].surface != "," || goes_on(b) || comes_from(a);
    };
    for (const NameMention& other : mentions_) {
      if (&other == &mention_ || other.demonym) continue;
      if (!linked(mention_, other) && !linked(other, mention_)) continue;
      // "Alba and the Zurich fund": what qualifies a noun is no member of the list.
      const NounGroup* of_other = article_.group_at(mention_.sentence, other.tokens.begin);
      if (of_other != nullptr && other.tokens.end < of_other->tokens.end) continue;
      TypeScores scores;
      add_form_evidence(article_, other, scores);
      auto best = std::ranges::max_element(scores, {}, &TypeScores::value_type::second);
      if (best == scores.end() || best->second < 2) continue;
      add(best->first, best->first == "Place" ? kHint * 0.5 : kHint * 1.2);
    }
  }

  const ArticleView& article_;
  const TypeWords& words_;
  std::span<const NameMention> mentions_;  // of the sentence
  const NameMention& mention_;
  const std::vector<Token>& tokens_;
  uint32_t begin_, end_;
  const NounGroup* group_;
  TypeScores& scores_;
};

}  // namespace

void add_context_evidence(const ArticleView& article, const std::vector<NameMention>& mentions,
                          uint32_t index, TypeScores& scores) {
  Context(article, mentions, index, scores).run();
}

}  // namespace trama::extract
