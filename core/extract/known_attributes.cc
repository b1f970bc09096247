#include "core/extract/known_attributes.h"

#include <algorithm>

namespace trama::extract {
namespace {

// Cities lie in regions, regions in countries, countries in unions.
constexpr size_t kPlaceDepth = 5;
// How many tokens may stand between a name and the place where it has its seat.
constexpr uint32_t kSeatReach = 7;

}  // namespace

KnownAttributes::KnownAttributes(const ArticleView& article, const ResolvedNames& resolved,
                                 const Mentions& mentions)
    : article_(article),
      mentions_(mentions),
      places_(mentions.entities.size()),
      told_(mentions.entities.size()),
      seats_(mentions.entities.size()) {
  for (uint32_t t = 0; t < resolved.things.size(); ++t) seats_[t] = resolved.things[t].entity.seats;
  learn_places();
  learn_posts();
}

// The place and all that it lies in.
std::vector<std::string> KnownAttributes::with_outer(std::string key) const {
  std::vector<std::string> keys;
  while (!key.empty() && keys.size() < kPlaceDepth) {
    keys.push_back(key);
    const GazetteerEntry* entry = article_.lexicon.gazetteer.by_key(key);
    key = entry == nullptr || entry->within.empty() ? "" : entry->within.front();
  }
  return keys;
}

std::vector<std::string> KnownAttributes::namesakes(const std::vector<std::string>& places) const {
  const Gazetteer& gazetteer = article_.lexicon.gazetteer;
  std::vector<std::string> keys;
  for (const std::string& place : places) {
    const GazetteerEntry* entry = gazetteer.by_key(place);
    if (entry == nullptr) continue;
    for (const Gazetteer::Hit& hit : gazetteer.find(entry->name))
      if (const GazetteerEntry& other = gazetteer.entry(hit.entry);
          hit.kind == Gazetteer::Kind::Name && other.type == "Place" && other.key != place)
        keys.push_back(other.key);
  }
  return keys;
}

std::string KnownAttributes::place_key(uint32_t place) const {
  const Entity& entity = mentions_.entities[place];
  return entity.gazetteer_key.empty() ? entity.name : entity.gazetteer_key;
}

void KnownAttributes::add_place_key(uint32_t thing, const std::string& place) {
  for (const std::string& key : with_outer(place)) places_[thing].insert(key);
}

bool KnownAttributes::only_preposition_between(uint32_t sentence, uint32_t begin, uint32_t end) const {
  const auto& tokens = article_.tokens(sentence);
  for (uint32_t i = begin; i < end; ++i)
    if (!tokens[i].has("pr") && !tokens[i].has("det") && !tokens[i].joined) return false;
  return end > begin;
}

// "X, a Rivalta": between commas, or before the end of a clause, with a preposition of place.
bool KnownAttributes::set_off(const Mention& name, const Mention& place) const {
  const auto& tokens = article_.tokens(place.sentence);
  const uint32_t begin = name.tokens.end, end = place.tokens.end;
  if (begin + 2 > place.tokens.begin || tokens[begin].surface != ",") return false;
  if (end < tokens.size() && tokens[end].kind != text::TokenKind::Punctuation) return false;
  return only_preposition_between(place.sentence, begin + 1, place.tokens.begin);
}

// "X, con sede a Rivalta", "X is headquartered in Rivalta": a word of seats and no other noun stands between.
bool KnownAttributes::seated(const Mention& name, const Mention& place) const {
  const auto& tokens = article_.tokens(place.sentence);
  const TypeWords& words = article_.lexicon.words;
  bool seat = false;
  if (name.tokens.end + kSeatReach < place.tokens.begin) return false;
  for (uint32_t i = name.tokens.end; i < place.tokens.begin; ++i) {
    const text::Token& token = tokens[i];
    const bool is_seat = words.is(WordKind::Seat, token.lemma()) || words.is(WordKind::Seat, token.lower);
    const bool other = token.has("n") || token.has("np") || token.has("num") || token.has("cnjcoo") ||
                       token.has("cnjsub") || (seat && token.surface == ",");
    if (!is_seat && other) return false;
    seat = seat || is_seat;
  }
  return seat && place.tokens.begin > name.tokens.end + 1;
}

// "gli olandesi di X"
bool KnownAttributes::people_before(const Mention& place, const Mention& name) const {
  const auto& tokens = article_.tokens(place.sentence);
  const uint32_t next = place.tokens.end;
  return name.tokens.begin >= next + 1 && name.tokens.begin <= next + 2 &&
         article_.lexicon.grammar.head_first &&
         article_.lexicon.grammar.linking.contains(tokens[next].lemma()) &&
         tokens[place.tokens.begin].has("pl");
}

// "la società torinese X", "X of Rotterdam", "X, rivale ceca".
void KnownAttributes::learn_places() {
  for (uint32_t t = 0; t < seats_.size(); ++t) {
    if (type(t) == "Place") continue;
    for (const std::string& place : seats_[t]) {
      add_place_key(t, place);
      told_[t].insert(place);
    }
    // "The Cambridge company" may be of either Cambridge.
    for (const std::string& namesake : namesakes(seats_[t])) {
      places_[t].insert(namesake);
      told_[t].insert(namesake);
      seats_[t].push_back(namesake);
    }
  }
  std::vector<std::vector<uint32_t>> by_sentence(article_.sentences());
  for (uint32_t m = 0; m < mentions_.mentions.size(); ++m)
    by_sentence[mentions_.mentions[m].sentence].push_back(m);
  for (const Mention& place : mentions_.mentions) {
    if (type(place.entity) != "Place") continue;
    const NounGroup* group = article_.group_at(place.sentence, place.tokens.begin);
    if (group == nullptr) continue;
    for (uint32_t m : by_sentence[place.sentence]) {
      const Mention& other = mentions_.mentions[m];
      if (type(other.entity) != "Company" && type(other.entity) != "Person") continue;
      bool same_group = group->tokens.contains(other.tokens.begin) && place.tokens.end <= other.tokens.begin;
      bool of_place = article_.lexicon.grammar.linking.contains(group->preposition) &&
                      other.tokens.end <= group->tokens.begin &&
                      only_preposition_between(place.sentence, other.tokens.end, place.tokens.begin);
      bool apposed = group->preposition.empty() && group->tokens.begin == other.tokens.end + 1 &&
                     article_.tokens(place.sentence)[other.tokens.end].surface == "," &&
                     (place.demonym || !place.tokens.contains(group->tokens.begin));
      if (same_group || of_place || apposed || set_off(other, place) || seated(other, place) ||
          people_before(place, other)) {
        add_place(other.entity, place.entity);
        told_[other.entity].insert(place_key(place.entity));
      }
    }
  }
}

// The posts that stand in the group of a person's name: "chief executive Ada Bell".
void KnownAttributes::learn_posts() {
  for (const Mention& mention : mentions_.mentions) {
    if (type(mention.entity) != "Person") continue;
    const NounGroup* group = article_.group_at(mention.sentence, mention.tokens.begin);
    if (group == nullptr) continue;
    for (uint32_t i = group->tokens.begin; i < group->tokens.end; ++i) {
      auto role =
          article_.lexicon.words.at(WordKind::Role, article_.tokens(mention.sentence), i, group->tokens.end);
      if (role.tokens.size() > 0) posts_[mention.entity].insert(post(mention.sentence, role.tokens));
    }
  }
}

// Of a place beside those: neither in it nor around it, nor in the same region, as Agrate and Brianza are.
bool KnownAttributes::is_elsewhere(uint32_t thing, const std::vector<std::string>& outward) const {
  const auto apart = [&](const std::string& key) {
    const std::vector<std::string> own = with_outer(key);
    const bool nested = std::ranges::find(own, outward.front()) != own.end() ||
                        std::ranges::find(outward, key) != outward.end();
    const bool neighbours = own.size() > 2 && outward.size() > 2 && own[1] == outward[1];
    return !nested && !neighbours;
  };
  return !told_[thing].empty() && std::ranges::all_of(told_[thing], apart);
}

KnownAttributes::Agreement KnownAttributes::agreement(uint32_t thing,
                                                      const std::vector<std::string>& places) const {
  const std::set<std::string>& own = places_[thing];
  if (places.empty() || own.empty()) return Agreement::Unknown;
  bool sure = false, unknown = false, elsewhere = false;
  for (const std::string& place : places) {
    // A continent names its parts' firms as well: "the European group" of a French one is not settled here.
    if (place == "Place/europe" || place == "Place/asia") return Agreement::Unknown;
    const bool there = own.contains(place);
    const std::vector<std::string> outward = with_outer(place);
    const bool around =
        std::ranges::any_of(outward, [&](const std::string& key) { return own.contains(key); });
    if (!there && !around && place.starts_with("Place/")) return Agreement::Contradicts;
    sure = sure || there;
    elsewhere = elsewhere || (around && !there && is_elsewhere(thing, outward));
    unknown = unknown || !around;
  }
  if (unknown) return Agreement::Unknown;
  if (elsewhere) return Agreement::Elsewhere;
  return sure ? Agreement::Agrees : Agreement::Compatible;
}

bool KnownAttributes::told_of_town(uint32_t thing, const std::vector<std::string>& places) const {
  return std::ranges::any_of(places, [&](const std::string& place) {
    return told_[thing].contains(place) && with_outer(place).size() > 1;
  });
}

bool KnownAttributes::has_seat_in(uint32_t thing, const std::vector<std::string>& places) const {
  return std::ranges::any_of(places, [&](const std::string& place) {
    return with_outer(place).size() > 1 && std::ranges::find(seats_[thing], place) != seats_[thing].end();
  });
}

std::string KnownAttributes::post(uint32_t sentence, TokenRange words) const {
  std::string out;
  for (uint32_t i = words.begin; i < words.end; ++i)
    out += (out.empty() ? "" : " ") + article_.tokens(sentence)[i].lower;
  return out;
}

bool KnownAttributes::may_hold(uint32_t person, const std::string& post) const {
  auto known = posts_.find(person);
  return known == posts_.end() || known->second.contains(post);
}

}  // namespace trama::extract
