// What the words of its own noun group say of a name: titles, posts and nouns before and after it.
#include <algorithm>

#include "core/extract/evidence_of_type.h"
#include "core/extract/occurrence.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

constexpr uint32_t kNounReach = 3;  // tokens

class GroupEvidence : public Occurrence {
 public:
  using Occurrence::Occurrence;

  void run() {
    title_and_words_before();
    demonym_before();
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
        // "6.000 acceleratori X": a number counts things, not those who make them.
        const uint32_t count = noun.tokens.begin;
        const bool counted =
            plural && end == begin_ && names_thing(noun) && mention_.hits.empty() && count > 0 &&
            (tokens_[count - 1].kind == text::TokenKind::Number || tokens_[count - 1].has("num"));
        if (counted) add_all(*noun.types, kHint);
        return;
      }
      // "le azioni Alba", "la gestione Rossi"
      auto of = ending_at(WordKind::Of, group_->tokens.begin, end);
      if (of.tokens.size() > 0 && article_.lexicon.grammar.head_first && end == begin_) {
        add_all(*of.types, kComplement);
        return;
      }
      if (end == begin_ && described_by_outer_noun()) return;
      // "il suo Copilot", "its Gaudi" are things.
      if (end == begin_ && tokens_[end - 1].has("pos")) break;
      // "core product VR-52": the noun beside the name says what it is.
      if (!article_.lexicon.grammar.head_first && tokens_[end - 1].has("n")) break;
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
    if (!links_to_head(group_->preposition) || group_->tokens.begin == 0) return false;
    // "la società del chatbot Poldo"
    if (group_->definite && group_->number == Number::Singular && names_thing(noun)) return false;
    const uint32_t before = before_preposition(group_->tokens.begin);
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
        links_to_head(group_->preposition) && tokens_[begin_ - 1].has("n") && tokens_[begin_ - 1].has("pl");
    if (!complement) return false;
    const uint32_t before = before_preposition(group_->tokens.begin, true);
    auto noun = ending_at(WordKind::Describes, 0, before);
    if (noun.tokens.size() == 0) return false;
    describe(noun, kDescribed);
    return true;
  }

  // "Intel president Renee James", "Nvidia boss": a post after the name belongs to its firm.
  void role_after() {
    uint32_t next = end_;
    const uint32_t end = nouns_end();
    if (next >= std::min(static_cast<uint32_t>(tokens_.size()), end) || inside_name(next)) return;
    auto role = words_.at(WordKind::Role, tokens_, next, end);
    if (role.tokens.size() > 0) {
      // "named X chief technology officer"
      const VerbGroup* verb =
          group_->tokens.begin > 0 ? article_.verb_at(mention_.sentence, group_->tokens.begin - 1) : nullptr;
      const auto& objects = verb != nullptr ? words_.types(WordKind::Object, verb->lemma) : kNoTypes;
      if (std::ranges::find(objects, "Person") != objects.end()) return add("Person", kRole);
      return add_all(*role.types, kOwner);
    }
    if (member_of_series(next)) return;
    auto of = words_.at(WordKind::Of, tokens_, next, end);
    if (of.tokens.size() > 0) add_all(*of.types, kOwner * 0.6);
    // "the SKC affiliate" is SKC's, "the Bristol supplier" is in Bristol.
    if (words_.is(WordKind::Part, tokens_[next].lemma())) return;
    // "the Ochang site"
    if (auto site = words_.at(WordKind::At, tokens_, next, end);
        site.tokens.size() > 0 && group_->definite && !article_.lexicon.grammar.head_first) {
      // "the former Norda mill"
      if (begin_ > 0 && words_.is(WordKind::Former, tokens_[begin_ - 1].lemma()))
        return add("Company", kOwner);
      return add_all(*site.types, kHint * 1.5);
    }
    for (uint32_t i = next; i < end; ++i)
      if (const auto& types = kinds(i); !types.empty() && i + 1 == end) {
        // "the Bristol company" is of a place, "the Rhea chip" is one
        const bool plain = !words_.is(WordKind::NamedAfter, tokens_[i].lemma());
        if (types.front() == "Company" && group_->definite) add("Place", plain ? kTag : kHint * 1.2);
        // "a Tallinn maker of …", "an Askeaton woman"
        bool one = !group_->definite && tokens_[group_->tokens.begin].has("det") &&
                   group_->tokens.begin + 1 == begin_ && group_->number != Number::Plural;
        if (one && (types.front() == "Company" || types.front() == "Person")) add("Place", kHint * 1.5);
        bool thing = types.front() == "Product" || types.front() == "Chip" || types.front() == "Model" ||
                     types.front() == "Policy";
        // "its Helio packs": the maker is named already.
        bool owned = group_->is_owned();
        // "the Tungabhadra sequencer", "T10F sedan"
        const bool coded = has_digit(mention_.text) && i == next;
        if (types.front() == "Technology" && coded)
          add("Technology", kApposition);
        else if (thing && (group_->definite || coded || owned) &&
                 (owned || group_->number != Number::Plural)) {
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
    if (kind == nullptr || !is_linking(kind->preposition)) return false;
    auto found = described_by(*kind);
    if (!found || found->kind == WordKind::Role) return false;
    add_all(*found->types, kApposition);
    return true;
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
      if (!common && article_.lexicon.grammar.head_first && man) add("Person", kHint * 1.2);
      if (!common && article_.lexicon.grammar.head_first && !man)
        add("Company", group->gender == Gender::Feminine ? 3 : 2);
      if (!common && !article_.lexicon.grammar.head_first) add("Company", kHint * 0.5);
      return;
    }
    bool linked = group != nullptr && links_to_head(group_->preposition) &&
                  group->tokens.end <= group_->tokens.begin &&
                  skip_joined(group->tokens.end + 1) >= group_->tokens.begin && group->definite &&
                  group->head == before->tokens.begin;
    if (linked) add("Company", kDescribed);
  }

  // Italian puts no article before a full name of a person: "la Meccatronica Irpina"; firms are feminine.
  void definite_article() {
    if (!article_.lexicon.grammar.head_first || begin_ == 0) return;
    const text::Token& article = tokens_[begin_ - 1];
    bool definite = article.has("def") || (article.joined && article.has("det"));
    if (!definite) return;
    size_t words = 0;
    for (uint32_t i = begin_; i < end_; ++i) words += !tokens_[i].joined;
    const auto& folded = article_.folded(mention_.sentence)[begin_];
    if (article_.lexicon.first_names.contains(folded)) return;
    if (words_.is(WordKind::Prefix, lower(begin_)) || words_.is(WordKind::Suffix, lower(end_ - 1))) return;
    // "delle Corvina NX:40"
    if (has_digit(mention_.text)) return;
    bool feminine = article.has("f") && article.has("sg");
    if (words >= 2) add("Company", kHint * (feminine ? 2.5 : 1.2));
    if (words == 1 && feminine) add("Company", kHint);
  }
};

}  // namespace

void add_group_evidence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
                        TypeScores& scores) {
  GroupEvidence(article, mentions, index, scores).run();
}

}  // namespace trama::extract
