// Short names, acronyms and the full names that they stand for.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/name_resolver.h"
#include "core/extract/word_shape.h"
#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

using knowledge::split;

// First letters of the words, with and without the small ones: "Multi-head Latent Attention" gives mhla and
// mla.
std::vector<std::string> initials(std::string_view folded, const Grammar& grammar) {
  std::string all, main;
  for (std::string_view word : split(folded, ' ')) {
    if (word.empty()) continue;
    all += word.front();
    if (!grammar.unspelled.contains(word)) main += word.front();
  }
  return {all, main};
}

constexpr uint32_t kExchangeReach = 5;  // tokens from the bracket to the code of a share

// RNGD of Renegade: begins alike and leaves letters out.
bool abbreviates(std::string_view shorter, std::string_view longer) {
  if (shorter.size() < 3 || longer.size() < shorter.size() + 2 || shorter.front() != longer.front())
    return false;
  size_t next = 0;
  for (char c : longer)
    if (next < shorter.size() && c == shorter[next]) ++next;
  return next == shorter.size();
}

}  // namespace

bool is_acronym(std::string_view text) {
  return text.size() >= 2 && text.size() <= 6 && std::ranges::all_of(text, [](char c) {
           return is_upper(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
         });
}

// "Marvell Technology (NASDAQ: MRVL)": the mention before the bracket that names an exchange and a code;
// kNone where there is none.
uint32_t Resolver::quoted_as(uint32_t code) const {
  const NameMention& ticker = mentions_[code];
  const auto& tokens = article_.tokens(ticker.sentence);
  const uint32_t begin = ticker.tokens.begin;
  if (begin < 3 || !is_acronym(ticker.text) || !ticker.hits.empty() || tokens[begin - 1].surface != ":" ||
      ticker.tokens.end >= tokens.size() || tokens[ticker.tokens.end].surface != ")")
    return kNone;
  uint32_t bracket = begin - 2;
  while (bracket > 0 && tokens[bracket].surface != "(" && begin - bracket < kExchangeReach) --bracket;
  if (tokens[bracket].surface != "(") return kNone;
  for (uint32_t m = code; m-- > 0 && mentions_[m].sentence == ticker.sentence;)
    if (mentions_[m].tokens.end == bracket ||
        (mentions_[m].tokens.end + 1 == bracket && tokens[bracket - 1].surface == "."))  // "Inc. ("
      return m;
  return kNone;
}

// "Multi-Head Latent Attention (MLA)", and an acronym that spells the initials of one full name.
void Resolver::expand_acronyms() {
  for (uint32_t m = 1; m < mentions_.size(); ++m)
    if (const uint32_t firm = quoted_as(m); firm != kNone) merge(cluster_of_[m], cluster_of_[firm]);
  for (uint32_t m = 1; m < mentions_.size(); ++m) {
    const NameMention& acronym = mentions_[m];
    const NameMention& full = mentions_[m - 1];
    if (acronym.sentence != full.sentence || acronym.tokens.begin != full.tokens.end + 1) continue;
    const auto& tokens = article_.tokens(acronym.sentence);
    if (tokens[full.tokens.end].surface != "(" || !is_acronym(acronym.text)) continue;
    if (acronym.tokens.end >= tokens.size() || tokens[acronym.tokens.end].surface != ")") continue;
    auto letters = initials(full.folded, article_.lexicon.grammar);
    bool spells = std::ranges::find(letters, acronym.folded) != letters.end();
    bool unknown = acronym.hits.empty() && mentions_[m - 1].text.size() > acronym.text.size();
    if (spells || unknown) merge(cluster_of_[m], cluster_of_[m - 1]);
  }
  for (uint32_t c = 0; c < clusters_.size(); ++c) {
    if (clusters_[c].merged_into != kNone || !clusters_[c].hits.empty() || clusters_[c].words != 1) continue;
    const NameMention& acronym = first(clusters_[c]);
    // Italian writes acronyms like names: Bps of "Banca Popolare di Sondrio".
    bool capitals = is_acronym(acronym.text);
    bool name_like =
        acronym.text.size() <= 5 && article_.tokens(acronym.sentence)[acronym.tokens.begin].unknown;
    if ((!capitals && !name_like) || acronym.text.size() < 3) continue;
    uint32_t match = kNone;
    size_t matches = 0;
    for (uint32_t other = 0; other < clusters_.size(); ++other) {
      if (other == c || clusters_[other].merged_into != kNone) continue;
      if (!capitals && clusters_[other].words < 3) continue;
      if (clusters_[other].words < 2) {
        bool beside = std::ranges::any_of(
            clusters_[other].mentions, [&](uint32_t m) { return mentions_[m].sentence == acronym.sentence; });
        if (!beside || !abbreviates(acronym.folded, clusters_[other].folded)) continue;
        match = other;
        ++matches;
        continue;
      }
      auto letters = initials(clusters_[other].folded, article_.lexicon.grammar);
      if (std::ranges::find(letters, acronym.folded) == letters.end()) continue;
      match = other;
      ++matches;
    }
    if (matches == 1) merge(c, match);
  }
}

// "X2": letters and digits that stand for the whole of a thing's name.
bool Resolver::is_code(const Cluster& cluster) {
  return cluster.hits.empty() && cluster.words == 1 && has_digit(cluster.folded) &&
         !is_digit(cluster.folded.front());
}

// Whether `shorter` is how one goes on calling `longer` of type `type`.
bool Resolver::short_for(const Cluster& shorter, const Cluster& longer) const {
  const std::string& s = shorter.folded;
  const std::string& l = longer.folded;
  // A firm that goes by its first word: the short form tells what the long one is.
  bool unsure = longer.type == "Person" && longer.scores.find("Person")->second < 2 &&
                shorter.type == "Company" && shorter.hits.empty() && longer.hits.empty();
  if (unsure && shorter.words == 1 && l.starts_with(s + " ") && shorter.scores.find("Company")->second > 2)
    return true;
  if (longer.type == "Person") {
    if (shorter.words >= longer.words) return false;
    if (!shorter.hits.empty() && main_type(shorter) != "Person") return false;
    bool opens = l.starts_with(s + " ");
    bool given = opens && shorter.hits.empty() && article_.lexicon.first_names.contains(s);
    return l.ends_with(" " + s) || given || (opens && surname_first(longer));
  }
  if (shorter.hits.empty() && longer.hits.empty() && without_version(l) == s) return true;
  // "the X2" of "Talon X2"
  const bool thing = longer.type == "Chip" || longer.type == "Model" || longer.type == "Product";
  if (thing && is_code(shorter) && l.ends_with(" " + s)) return true;
  if (longer.type != "Company" && longer.type != "Organization") return false;
  if (shorter.words < longer.words && l.starts_with(s + " ")) return droppable_rest(shorter, longer);
  return shorter.words == 1 && spelled_short(first(shorter).text, longer);
}

std::string Resolver::main_type(const Cluster& cluster) const {
  const Gazetteer::Hit* hit = main_hit(cluster.hits);
  return hit == nullptr ? "" : gazetteer_.entry(hit->entry).type;
}

// Park Sung-hyun, Byung Joon Han are both written; a hyphenated last part is a given name, and so is what
// follows a family name and is none: "Liang Wenfeng".
bool Resolver::surname_first(const Cluster& longer) const {
  const std::string& text = mentions_[fullest(longer)].text;
  const size_t last = text.rfind(' ');
  if (last == std::string::npos) return false;
  if (text.find('-', last) != std::string::npos) return true;
  const auto& families = article_.lexicon.family_names;
  const auto words = split(longer.folded, ' ');
  return words.size() == 2 && families.contains(std::string(words.front())) &&
         !article_.lexicon.first_names.contains(std::string(words.front())) &&
         !families.contains(std::string(words.back()));
}

uint32_t Resolver::fullest(const Cluster& cluster) const {
  uint32_t best = cluster.mentions.front();
  for (uint32_t m : cluster.mentions)
    if (split(mentions_[m].folded, ' ').size() > split(mentions_[best].folded, ' ').size()) best = m;
  return best;
}

// "Nxp" for "Nxp Semiconductors": the rest says what it does, and the short form is no other known thing.
bool Resolver::droppable_rest(const Cluster& shorter, const Cluster& longer) const {
  // "Vercelli" after "Vercelli Power", where nothing is told of the town
  const bool town = main_type(shorter) == "Place" && longer.hits.empty() &&
                    told_of(shorter, "Place") < kHinted && told_of(shorter, "Company") >= kTold &&
                    first_in_text(longer) < first_in_text(shorter);
  if (town) return true;
  if (!shorter.hits.empty() && main_type(shorter) != "Company" && main_type(shorter) != "Technology")
    return false;
  // "LG", which stands for any firm of the group, is the one that the article speaks of.
  if (!shorter.hits.empty() && !longer.hits.empty()) {
    const Gazetteer::Hit* hit = main_hit(shorter.hits);
    return fold_quickly(gazetteer_.entry(hit->entry).name).starts_with(shorter.folded + " ");
  }
  std::string_view rest = std::string_view(longer.folded).substr(shorter.folded.size() + 1);
  if (!shorter.hits.empty()) {
    // "Intel" is not "Intel Foundry": a known firm keeps its name apart from those of its units.
    return article_.lexicon.words.is(WordKind::LeftOut, rest);
  }
  if (shorter.type == "Place" && shorter.scores.contains("Place") && shorter.scores.find("Place")->second > 3)
    return false;
  return true;
}

// "Furiosa" for FuriosaAI, "St" and "Stm" for STMicroelectronics.
bool Resolver::spelled_short(std::string_view text, const Cluster& longer) const {
  for (uint32_t m : longer.mentions) {
    const std::string& form = mentions_[m].text;
    if (form.size() <= text.size() || form.find(' ') != std::string::npos) continue;
    if (to_lower(form.substr(0, text.size())) != to_lower(text)) continue;
    size_t run = 0;
    while (run < form.size() && is_upper(form[run])) ++run;
    if (run >= 3 && text.size() <= run && text.size() >= 2) return true;  // ST, STM of STMicro…
    // STMicro of STMicroelectronics
    if (text.size() >= 5 && form.starts_with(text) && std::ranges::count_if(text, is_upper) > 1) return true;
    char next = form[text.size()];
    if (text.size() >= 4 && is_upper(next)) return true;  // Furiosa|AI
  }
  return false;
}

// The first mention below the headline, or the first of all.
uint32_t Resolver::first_in_text(const Cluster& cluster) const {
  for (const uint32_t m : cluster.mentions)
    if (!article_.document.sentences[mentions_[m].sentence].heading) return m;
  return cluster.mentions.front();
}

void Resolver::attach_short_names() {
  for (uint32_t c = 0; c < clusters_.size(); ++c) {
    if (clusters_[c].merged_into != kNone || clusters_[c].demonym_only) continue;
    uint32_t match = kNone;
    size_t matches = 0;
    const uint32_t since = first_in_text(clusters_[c]);
    const auto known = [&](uint32_t other) { return first_in_text(clusters_[other]) < since; };
    for (uint32_t other = 0; other < clusters_.size(); ++other) {
      if (other == c || clusters_[other].merged_into != kNone) continue;
      if (!short_for(clusters_[c], clusters_[other])) continue;
      // Who says "Alba" after "Alba Energia" does not think of "Alba Islanda", which is named later.
      if (matches > 0 && known(match) != known(other)) {
        if (known(match)) continue;
        matches = 0;
      }
      // Of "Kadri Pärtel" and "Pärtel AI" the one of the type that "says Pärtel" wants.
      bool own = clusters_[other].type == clusters_[c].type;
      if (own && matches > 0 && clusters_[match].type != clusters_[c].type) matches = 0;
      if (!own && matches > 0 && clusters_[match].type == clusters_[c].type) continue;
      match = other;
      ++matches;
    }
    if (matches != 1) continue;
    // What a code is told to be, its full name says better.
    if (clusters_[match].type != "Company" && is_code(clusters_[c])) clusters_[c].scores.clear();
    merge(c, match);
  }
}

}  // namespace trama::extract
