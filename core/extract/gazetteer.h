// Known names: which entries of the gazetteers a run of tokens may denote.
//
// gazetteers/*.tsv, a row an entry:
//   key  type  name  field...
// with fields   it=form|form   en=form|form   *=form|form    names in one or any language
//               it.demonym=…   en.demonym=…                  nationality words: American, americano; they are
//                                                            inflected as languages/<language>/demonyms.tsv
//                                                            says, but where written out with '/':
//                                                            "belga/belgi/belghe"
//               prefix=sino|cino                             first parts of compounds: "sino-americano"
//               in=key|key                                   keys of the town, region or country that it is
//               of; of
//                                                            two where it is known as of both
//               makes=type                                   of what a firm is known for: Chip, Model,
//                                                            Product
//               kind=investor                                a fund, or a firm that lives by giving money
//               by=key|key                                   of a chip, model or product: keys of the firms
//               or
//                                                            bodies that it is known to be made by, the one
//                                                            that is usually named first
// gazetteers/*.jsonl, spaCy's entity ruler patterns, a JSON object a line:
//   {"label": "Company", "pattern": "Apple", "id": "apple"}, where pattern may be a list of
//   {"TEXT"|"LOWER"|"ORTH": word}
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/knowledge/knowledge.h"
#include "core/text/document.h"

namespace trama::extract {

// fold_name without the cost of ICU where the text is ASCII.
std::string fold_quickly(std::string_view text);

struct GazetteerEntry {
  std::string key;  // "Place/united-states": type and key
  std::string type;
  std::string name;
  std::vector<std::string>
      within;         // full keys of the towns, regions or countries that it is of; a place lies in one
  std::string makes;  // type of what a firm is known for; empty where unknown
  bool investor = false;
  std::vector<std::string> makers;  // keys, without type, of who makes it
};

class Gazetteer {
 public:
  enum class Kind : uint8_t { Name, Demonym };
  struct Hit {
    uint32_t entry;
    Kind kind;
  };
  struct Match {
    uint32_t tokens = 0;    // how many it covers; 0 where nothing matches
    std::vector<Hit> hits;  // ascending by entry
    bool only(Kind kind) const {
      return std::ranges::all_of(hits, [&](const Hit& hit) { return hit.kind == kind; });
    }
  };

  // Throws Error of kind Input on a malformed file.
  Gazetteer(const knowledge::Files& files, std::string_view language);

  const GazetteerEntry& entry(uint32_t index) const { return entries_[index]; }

  // The entry of a full key; null where there is none.
  const GazetteerEntry* by_key(std::string_view key) const;

  // Whether other places lie in it: a country, a region, a state.
  bool holds_places(uint32_t entry) const { return holders_.contains(entries_[entry].key); }

  // Whether the language has a word for who or what is from there: towns of some size and up.
  bool has_demonym(uint32_t entry) const { return demonyms_.contains(entry); }

  // The longest run of tokens from `begin` that is a known form, capitals considered: a form with a capital
  // needs one in the text ("Apple", "TSMC" for Tsmc), one without does not. `folded` holds fold_quickly of
  // each token.
  Match match(const std::vector<text::Token>& tokens, const std::vector<std::string>& folded,
              uint32_t begin) const;

  // The entries of a name by itself, without regard to capitals.
  std::vector<Hit> find(std::string_view name) const;

  // Who makes the thing that bears the name: keys, without type; empty where unknown. Versions and variants
  // are made by who makes what their name begins with: "Qwen3-235B" by the makers of Qwen.
  std::vector<std::string> makers(std::string_view name) const;

  // The places of a compound nationality word ("italo-francese": Italy, France); empty where it is none.
  std::vector<uint32_t> compound_demonym(std::string_view word) const;

 private:
  struct Form {
    std::string text;
    Hit hit;
  };
  // How words that end so are inflected: "co" by "co", "ca", "chi", "che".
  struct Inflection {
    std::string ending;
    std::vector<std::string> endings;
  };
  // Bytes of an article and its blank before the other words of a name; 0 where none opens it.
  size_t article_size(std::string_view text) const;
  // Whether a form written `form` here may be meant by `written`, both of the same folded text.
  bool capitals_agree(std::string_view form, std::string_view written) const;
  // "the Australian": an article before what a people is called by; `folded` is the folded `written`.
  bool names_people(std::string_view written, std::string_view folded) const;
  // The thing whose name, of one word, stands in the plural.
  Match match_plural(std::string_view written, const std::string& folded) const;
  void add_form(std::string_view form, Hit hit);
  void add_demonym(std::string_view demonym, uint32_t entry);
  void read_inflections(const knowledge::Files& files, std::string_view language);
  void read_entries(std::string_view file, std::string_view content, std::string_view language);
  void read_patterns(std::string_view file, std::string_view content);

  std::unordered_set<std::string> articles_;  // lower case
  std::vector<Inflection> inflections_;       // of nationality words; the first that fits counts
  std::vector<GazetteerEntry> entries_;
  std::unordered_map<std::string, uint32_t> by_key_;
  std::unordered_set<std::string> holders_;                   // keys of places that others lie in
  std::unordered_set<uint32_t> demonyms_;                     // entries that a nationality word belongs to
  std::unordered_map<std::string, std::vector<Form>> forms_;  // by folded text
  std::unordered_map<std::string, uint32_t> longest_;         // words of the longest form, by its first word
  std::unordered_map<std::string, uint32_t> prefixes_;        // "italo"
};

}  // namespace trama::extract
