#include <algorithm>

#include "core/extract/occurrence.h"
#include "core/extract/word_shape.h"

namespace trama::extract {
namespace {

using text::Token;
using text::TokenKind;

constexpr uint32_t kLongestDateline = 12;  // tokens
constexpr uint32_t kSpeakerReach = 3;      // tokens: "said on Monday that it"
constexpr double kDateline = 12;           // settles against a known namesake

class ClauseEvidence : public Occurrence {
 public:
  using Occurrence::Occurrence;

  void run() {
    verbs();
    peers();
    prepositions();
    dateline();
    agency();
    place_after_comma();
    where_after();
    participle_after_comma();
    neighbours();
  }

  std::vector<uint32_t> list_members() const {
    std::vector<uint32_t> members;
    for (uint32_t i = 0; i < mentions_.size(); ++i)
      if (listed_with(mentions_[i])) members.push_back(i);
    return members;
  }

 private:
  // "Velvet, che Almawave ha addestrato": object of the clause; "Alba, che addestra modelli": its subject.
  bool relative_clause() {
    uint32_t relative = surface(end_) == "," ? end_ + 1 : end_;
    if (relative + 1 >= tokens_.size() || !is(relative, Part::Relative)) return false;
    uint32_t next = skip_joined(relative + 1);
    if (grammar_.person_relative.contains(lower(relative)) && of_holder()) return true;
    // "fabbrica di Latina che esporta": said of the factory.
    if (relative == end_ && group_ != nullptr && links_to_head(group_->preposition)) return true;
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

  // "Brina is built on Llama 3", "Brina si basa su Llama": behind a preposition stands a known model.
  bool names_model(uint32_t token) const {
    if (token >= tokens_.size() || !tokens_[token].has("pr")) return false;
    const uint32_t begin = skip_joined(token + 1);
    return std::ranges::any_of(mentions_, [&](const NameMention& other) {
      return other.sentence == mention_.sentence && other.tokens.begin == begin && is_known(other, "Model");
    });
  }

  // "Kelvarna said on Monday it would hire": behind the verb, who speaks is taken up as a thing.
  bool tells_of_itself(uint32_t begin) const {
    for (uint32_t i = begin; i + 1 < tokens_.size() && i <= begin + kSpeakerReach; ++i) {
      if (tokens_[i].kind == TokenKind::Punctuation) return false;
      const auto& types = words_.types(WordKind::Pronoun, lower(i));
      const VerbGroup* verb = article_.verb_at(mention_.sentence, i + 1);
      if (verb == nullptr || types.empty()) continue;
      // "Brandt said it would take years": nobody's it
      return types.front() == "Company" && !tokens_[i].joined &&
             !words_.is(WordKind::Impersonal, verb->lemma);
    }
    return false;
  }

  // "Dorvan opened an inquiry": what is done tells who does it.
  void done_by(const VerbGroup& verb) {
    const NounGroup* deed = article_.group_at(mention_.sentence, skip_joined(verb.tokens.end));
    if (deed == nullptr || !deed->preposition.empty() || inside_name(deed->head)) return;
    add_all(words_.types(WordKind::Deed, tokens_[deed->head].lemma()), kVerb * 1.6);
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
      bool taken_up =
          opener.has("pro") && !opener.has("ref") && words_.is(WordKind::ObjectClitic, opener.lower);
      bool active = after->voice != Voice::Passive && !taken_up;
      if (active && !like_person() && tells_of_itself(after->tokens.end)) return add("Company", kVerb);
      add_all(words_.types(active ? WordKind::Subject : WordKind::Object, after->lemma), kVerb);
      if (active) done_by(*after);
      if (words_.is(WordKind::RunsOn, after->lemma) && names_model(after->tokens.end)) add("Model", kVerb);
    }
    uint32_t first = group_ != nullptr ? group_->tokens.begin : begin_;
    if (first == 0) return;
    uint32_t before_token = first - 1;
    bool agent = group_ != nullptr && article_.lexicon.grammar.agent.contains(group_->preposition);
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
    // "names Intex executive": the object is the noun behind the name.
    if (group_ != nullptr && group_->head >= end_ && !article_.lexicon.grammar.head_first) return;
    if (before->voice == Voice::Active) add_all(words_.types(WordKind::Object, before->lemma), kVerb * 0.7);
  }

  // "Heorot 2 beats GPT-4", "Draik, che supera H100": what is measured against a known name is of its type.
  void peers() {
    auto add_peer = [&](uint32_t at, bool ends) {
      for (const NameMention& peer : mentions_)
        if ((ends ? peer.tokens.end : peer.tokens.begin) == at && !peer.demonym)
          for (const Gazetteer::Hit& hit : peer.hits) {
            const std::string& type = article_.lexicon.gazetteer.entry(hit.entry).type;
            if (type == "Chip" || type == "Model" || type == "Company") return add(type, kVerb * 1.5);
          }
    };
    if (const VerbGroup* verb = article_.verb_at(mention_.sentence, end_);
        verb != nullptr && verb->tokens.begin == end_ && words_.is(WordKind::Peers, verb->lemma))
      add_peer(verb->tokens.end, false);
    const VerbGroup* before = begin_ > 0 ? article_.verb_at(mention_.sentence, begin_ - 1) : nullptr;
    if (before != nullptr && words_.is(WordKind::Peers, before->lemma)) add_peer(before->tokens.begin, true);
  }

  // "è bastato a Lumentis", "a Lumentis fornisce": whether the nearest verb takes somebody with "a".
  bool dative_verb() const {
    auto takes = [&](const VerbGroup* verb) {
      return verb != nullptr && words_.is(WordKind::Dative, verb->lemma);
    };
    if (takes(article_.verb_at(mention_.sentence, end_))) return true;
    // "le forniture a Lumentis", "fa causa sia a Lumentis"
    uint32_t governor = begin_ - 1;
    while (governor > 0 && is(governor - 1, Part::Adverb)) --governor;
    if (governor > 0 && words_.is(WordKind::Dative, tokens_[governor - 1].lemma())) return true;
    for (uint32_t i = begin_; i-- > 0 && begin_ - i <= 6;) {
      if (tokens_[i].kind == TokenKind::Punctuation) return false;
      if (const VerbGroup* verb = article_.verb_at(mention_.sentence, i)) return takes(verb);
    }
    return false;
  }

  void prepositions() {
    if (group_ == nullptr || !starts_group()) return;
    const std::string& preposition = group_->preposition;
    if (grammar_.around.contains(preposition)) add("Place", kHint * 1.5);
    if (from_place_to_place()) add("Place", kPlaceComplement);
    if (grammar_.beside.contains(preposition)) add("Place", kPlaceComplement);
    if (grammar_.inside.contains(preposition)) {
      bool invests = begin_ >= 2 && words_.is(WordKind::Into, tokens_[begin_ - 2].lemma());
      // "cresciuta in Halden"
      const uint32_t before = before_preposition(group_->tokens.begin);
      if (const VerbGroup* verb = before > 0 ? article_.verb_at(mention_.sentence, before - 1) : nullptr) {
        const auto& types = words_.types(WordKind::At, verb->lemma);
        invests = invests || (!types.empty() && std::ranges::find(types, "Place") == types.end());
      }
      bool bare = group_->tokens.begin == begin_;
      if (!invests) add("Place", bare ? 1.8 : kHint * 0.5);
    }
    if (grammar_.dative.contains(preposition) && group_->tokens.begin == begin_) {
      bool dative = dative_verb();
      // "Tower, a Migdal HaEmek;"
      bool set_off = begin_ >= 3 && surface(begin_ - 2) == "," && inside_name(begin_ - 3) &&
                     (end_ >= tokens_.size() || tokens_[end_].kind == TokenKind::Punctuation);
      const char* somebody = like_person() ? "Person" : "Company";
      add(dative ? somebody : "Place", set_off ? kPlaceComplement : dative ? kHint * 0.8 : kHint * 0.5);
    }
    if (grammar_.toward.contains(preposition)) add("Place", kHint * 0.2);
    if (grammar_.at.contains(preposition)) add("Company", kHint * 0.8);
    if (grammar_.according.contains(preposition)) {
      add("Person", kHint * 0.6);
      add("Organization", kHint * 0.8);
      add("Company", kHint * 0.5);
    }
    // "i pesi sono su Hugging Face"
    const bool platform = is_known(mention_, "Product");
    // Italian "su" stands before topics too.
    const double unknown = article_.lexicon.grammar.head_first ? 0.35 : 0.7;
    if (grammar_.on.contains(preposition) && group_->tokens.begin == begin_)
      add("Product", kHint * (platform ? 1.5 : unknown));
    if (grammar_.with.contains(preposition)) add("Company", kHint * 0.3);
  }

  // "from Kelvarna to Oulu", "da Kelvarna a Oulu": where one end is a place, so is the other.
  bool from_place_to_place() const {
    const std::string& preposition = group_->preposition;
    const bool from = grammar_.from.contains(preposition);
    const bool to = grammar_.to.contains(preposition);
    if (!from && !to) return false;
    // "prodotti da Kelvarna a Oulu"
    if (const VerbGroup* verb = verb_before(); verb != nullptr && verb->voice == Voice::Passive) return false;
    const uint32_t at = from ? end_ : group_->tokens.begin - 1;
    for (const NameMention& other : mentions_) {
      const bool beside = from ? other.tokens.begin == skip_joined(at + 1) : other.tokens.end == at;
      if (!beside || other.demonym || !is_town(other)) continue;
      const uint32_t link = from ? at : other.tokens.begin - 1;
      return link < tokens_.size() && (from ? grammar_.to : grammar_.from).contains(lower(link));
    }
    return false;
  }

  // "West Lafayette, Indiana", "Cameri (Novara)"
  void place_after_comma() {
    std::string_view mark = surface(end_);
    if (mark != "," && mark != "(") return;
    for (const NameMention& other : mentions_) {
      if (other.tokens.begin != end_ + 1 || other.demonym) continue;
      if (!is_town(other)) return;
      // "Rollvis, Ginevra" gives a seat, "West Lafayette, Indiana" says where a town lies.
      bool wide = std::ranges::any_of(other.hits, [&](const Gazetteer::Hit& hit) {
        return article_.lexicon.gazetteer.holds_places(hit.entry);
      });
      // "its plant at Kemmerer, Wyoming"
      const bool located = group_ != nullptr && starts_group() && end_ == begin_ + 1 &&
                           grammar_.located.contains(group_->preposition);
      if (mark == "," && !wide && !located) return add("Company", kHint * 0.5);
      // "Rosti Marmi (Carrara) makes tables": where who acts is from
      const bool acts = group_ == nullptr || group_->preposition.empty();
      if (mark == "(" && acts && mention_.hits.empty()) return add("Company", kHint);
      bool list = is(other.tokens.end, Part::Coordinator) ||
                  (surface(other.tokens.end) == "," && is_name_at(other.tokens.end + 1));
      if (!list) add("Place", kTag);
    }
  }

  // "KELVARNA - Nokia taglia", "KELVARNA (Ansa) –"
  void dateline() {
    if (begin_ != 0 || mention_.text.size() < 4 || !all_capitals(mention_.text)) return;
    uint32_t mark = end_;
    if (surface(mark) == "(")
      while (mark < tokens_.size() && surface(mark - 1) != ")") ++mark;
    if (mark < tokens_.size() && tokens_[mark].space_before &&
        (surface(mark) == "-" || surface(mark) == "–" || surface(mark) == "—"))
      add("Place", kTag);
  }

  // "GRAZ, April 23 (Halden) - Varsen on Thursday …", "Roma, 27 nov. (Halden) - …": who reports.
  void agency() {
    if (begin_ == 0 || begin_ > kLongestDateline || surface(begin_ - 1) != "(" || surface(end_) != ")")
      return;
    const std::string_view mark = surface(end_ + 1);
    const bool closes =
        (mark == "-" || mark == "--" || mark == "–" || mark == "—") && opens_paragraph() && place_and_day();
    if (closes || (begin_ == 1 && end_ + 1 < tokens_.size())) add("Organization", kDateline);
  }

  bool opens_paragraph() const {
    const auto& sentences = article_.document.sentences;
    return mention_.sentence == 0 ||
           sentences[mention_.sentence - 1].paragraph != sentences[mention_.sentence].paragraph;
  }

  // What stands before the bracket is all in capitals, or names with a day: "Roma, 27 nov.".
  bool place_and_day() const {
    bool capitals = true, names = true, day = false;
    for (uint32_t i = 0; i + 1 < begin_; ++i) {
      const bool number = tokens_[i].kind == TokenKind::Number;
      day = day || number;
      if (number || tokens_[i].kind == TokenKind::Punctuation) continue;
      capitals = capitals && all_capitals(tokens_[i].surface);
      const bool month = i > 0 && tokens_[i - 1].kind == TokenKind::Number;
      names = names && (month || is_capitalised(tokens_[i]));
    }
    return capitals || (names && day);
  }

  // "Luzzara, dove …", "Malta, where …"
  void where_after() {
    uint32_t next = surface(end_) == "," ? end_ + 1 : end_;
    // "Dorva, population 4,000"
    const bool peopled = next > end_ && grammar_.peopled.contains(lower(next)) && next + 1 < tokens_.size() &&
                         tokens_[next + 1].kind == TokenKind::Number;
    if (grammar_.where.contains(lower(next)) || peopled) add("Place", kTag);
  }

  // Behind "last week" or "in May" right after the name; the name's end where there is none.
  uint32_t past_time() const {
    uint32_t at = end_;
    if (at < tokens_.size() && tokens_[at].has("pr")) ++at;
    const NounGroup* group = at < tokens_.size() ? article_.group_at(mention_.sentence, at) : nullptr;
    const bool time = group != nullptr && words_.is(WordKind::Time, tokens_[group->head].lemma());
    return time && group->tokens.begin >= end_ ? group->tokens.end : end_;
  }

  // "Heorot, …, trained on Alps": a passive participle behind the mark is said of the name.
  void participle_after_comma() {
    const uint32_t comma = past_time();
    if (surface(comma) != ",") return;
    const VerbGroup* verb = article_.verb_at(mention_.sentence, comma + 1);
    if (verb == nullptr || verb->tokens.begin != comma + 1) return;
    // ", trained on 64 H100s": of one form with the past tense
    const uint32_t behind = verb->tokens.end;
    const bool bare = !article_.lexicon.grammar.head_first && verb->tense == Tense::Past &&
                      verb->tokens.size() == 1 && behind < tokens_.size() && tokens_[behind].has("pr");
    bool participle = bare || verb->mood == Mood::Participle || verb->voice == Voice::Passive;
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

  // Whether nothing but marks of a list stands between two names.
  bool linked(const NameMention& a, const NameMention& b) const {
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
    // "released X, and Amazon …" opens a clause.
    if (surface(a.tokens.end) == "," && is(a.tokens.end + 1, Part::Coordinator) && !comes_from(a))
      return false;
    return tokens_[b.tokens.begin - 1].surface != "," || goes_on(b) || comes_from(a);
  }

  bool listed_with(const NameMention& other) const {
    if (&other == &mention_ || other.demonym) return false;
    if (!linked(mention_, other) && !linked(other, mention_)) return false;
    // "Alba and the Zurich fund": what qualifies a noun is no member of the list.
    const NounGroup* of_other = article_.group_at(mention_.sentence, other.tokens.begin);
    if (of_other != nullptr && other.tokens.end < of_other->tokens.end) return false;
    return !is(other.tokens.end, Part::Genitive);
  }

  // In a list of names the known ones speak for the others.
  void neighbours() {
    for (const NameMention& other : mentions_) {
      if (!listed_with(other)) continue;
      TypeScores scores;
      add_form_evidence(article_, other, scores);
      auto best = std::ranges::max_element(scores, {}, &TypeScores::value_type::second);
      if (best == scores.end() || best->second < 2) continue;
      add(best->first, best->first == "Place" ? kHint * 0.5 : kHint * 1.2);
    }
  }
};

}  // namespace

void add_clause_evidence(const ArticleView& article, const std::vector<NameMention>& mentions, uint32_t index,
                         TypeScores& scores) {
  ClauseEvidence(article, mentions, index, scores).run();
}

std::vector<uint32_t> list_members(const ArticleView& article, const std::vector<NameMention>& mentions,
                                   uint32_t index) {
  TypeScores unused;
  uint32_t first = index;
  while (first > 0 && mentions[first - 1].sentence == mentions[index].sentence) --first;
  std::vector<uint32_t> members = ClauseEvidence(article, mentions, index, unused).list_members();
  for (uint32_t& member : members) member += first;
  return members;
}

}  // namespace trama::extract
