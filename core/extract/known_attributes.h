// What is known of an article's things beside their names, where it rules antecedents in or out: the places
// that they are of, and the posts that people hold.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/extract/lexicon.h"
#include "core/extract/mention.h"
#include "core/extract/name_resolution.h"

namespace trama::extract {

class KnownAttributes {
 public:
  // Reads the gazetteer's countries and what the article says beside the names. `mentions` holds names only
  // and must outlive this object.
  KnownAttributes(const ArticleView& article, const ResolvedNames& resolved, const Mentions& mentions);

  enum class Agreement : uint8_t { Contradicts, Elsewhere, Unknown, Compatible, Agrees };
  // Whether a thing may be "of" the places, given by key. The same place or one inside it agrees; the country
  // of a wanted city is compatible ("the Turin firm" of an Italian one), unless it is known to be of another
  // town: that is elsewhere, which does not contradict, since firms have more than one.
  Agreement agreement(uint32_t thing, const std::vector<std::string>& places) const;

  // The key by which a place is compared: the gazetteer's, else its name.
  std::string place_key(uint32_t place) const;
  // Whether the gazetteer, or words beside its name, say that the thing is of one of the places that lies in
  // a country: few firms share a town.
  bool told_of_town(uint32_t thing, const std::vector<std::string>& places) const;
  // Whether the gazetteer has its seat in one of the places, a town.
  bool has_seat_in(uint32_t thing, const std::vector<std::string>& places) const;
  // The article has just called the thing by the place.
  void add_place(uint32_t thing, uint32_t place) { add_place_key(thing, place_key(place)); }
  void add_place_key(uint32_t thing, const std::string& key);

  // False where the person is known by other posts only.
  bool may_hold(uint32_t person, const std::string& post) const;
  // How a post is compared: the words in lower case.
  std::string post(uint32_t sentence, TokenRange words) const;

 private:
  void learn_places();
  void learn_posts();
  bool set_off(const Mention& name, const Mention& place) const;
  bool seated(const Mention& name, const Mention& place) const;
  bool people_before(const Mention& place, const Mention& name) const;
  bool only_preposition_between(uint32_t sentence, uint32_t begin, uint32_t end) const;
  // Other places of the same name, by key.
  std::vector<std::string> namesakes(const std::vector<std::string>& places) const;
  std::vector<std::string> with_outer(std::string key) const;
  bool is_elsewhere(uint32_t thing, const std::vector<std::string>& outward) const;
  const std::string& type(uint32_t thing) const { return mentions_.entities[thing].type; }

  const ArticleView& article_;
  const Mentions& mentions_;
  std::vector<std::set<std::string>> places_;  // by thing: keys
  // By thing: those of them that the gazetteer tells or that stand beside its name. What descriptions add may
  // have been resolved wrongly.
  std::vector<std::set<std::string>> told_;
  std::vector<std::vector<std::string>> seats_;  // by thing: the gazetteer's keys
  std::map<uint32_t, std::set<std::string>> posts_;
};

}  // namespace trama::extract
