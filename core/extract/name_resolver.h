// How resolve_names works: the names of an article in clusters, each one thing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/extract/name_resolution.h"

namespace trama::extract {

// The gazetteers' type for names that are no entities of any schema: stock indexes, bonds, currencies.
inline constexpr std::string_view kNoType = "-";
// What a name of headings alone needs, and what tells that a short name is a firm's.
inline constexpr double kTold = 3;
// What tells a town's namesake: less than a hint of a place.
inline constexpr double kHinted = 0.8;

// Two to six capitals, digits, points and hyphens: "SK", "GPT-4".
bool is_acronym(std::string_view text);

// Refers to its arguments; none may go before it.
class Resolver {
 public:
  Resolver(const ArticleView& article, const std::vector<NameMention>& mentions)
      : article_(article), gazetteer_(article.lexicon.gazetteer), mentions_(mentions) {}

  ResolvedNames run();

 private:
  struct Cluster {
    std::vector<uint32_t> mentions;
    TypeScores scores;   // of its forms and of the words around them
    TypeScores context;  // of the words alone
    std::string type;
    std::vector<Gazetteer::Hit> hits;
    std::string folded;  // of the fullest form
    size_t words = 0;    // of the fullest form
    bool demonym_only = true;
    uint32_t merged_into = kNone;
  };

  const NameMention& first(const Cluster& cluster) const { return mentions_[cluster.mentions.front()]; }
  const Gazetteer::Hit* main_hit(const std::vector<Gazetteer::Hit>& hits) const;
  std::string form_key(const NameMention& mention) const;
  void group_by_form();
  bool is_family(const Cluster& cluster) const;
  bool only_nested(const Cluster& cluster) const;
  bool is_chance_capital(const Cluster& cluster) const;
  void merge(uint32_t from, uint32_t into);
  static double told_of(const Cluster& cluster, std::string_view type);
  std::string readable(const std::string& text, const std::string& type) const;
  const GazetteerEntry* entry_of(const Cluster& cluster) const;
  ResolvedNames result();
  bool is_investor_name(std::string_view folded) const;
  std::string name_of_known(const Cluster& cluster, const GazetteerEntry& entry) const;
  void add_second_readings(ResolvedNames& names) const;
  void split_readings(ResolvedNames& names, size_t count) const;

  // Of what type each is: name_types.cc.
  void add_subject_matter();
  std::string without_version(const std::string& folded) const;
  void share_among_versions();
  void share_along_lists();
  void doubt_person(Cluster& cluster) const;
  void decide(Cluster& cluster) const;

  // Which short names and acronyms stand for which full ones: short_names.cc.
  void expand_acronyms();
  uint32_t quoted_as(uint32_t code) const;
  static bool is_code(const Cluster& cluster);
  bool short_for(const Cluster& shorter, const Cluster& longer) const;
  std::string main_type(const Cluster& cluster) const;
  bool surname_first(const Cluster& longer) const;
  uint32_t fullest(const Cluster& cluster) const;
  bool droppable_rest(const Cluster& shorter, const Cluster& longer) const;
  bool spelled_short(std::string_view text, const Cluster& longer) const;
  uint32_t first_in_text(const Cluster& cluster) const;
  void attach_short_names();

  const ArticleView& article_;
  const Gazetteer& gazetteer_;
  const std::vector<NameMention>& mentions_;
  std::vector<Cluster> clusters_;
  std::vector<uint32_t> cluster_of_;
};

}  // namespace trama::extract
