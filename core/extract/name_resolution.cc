#include "core/extract/name_resolution.h"

#include <algorithm>
#include <unordered_map>

#include "core/base/utf8.h"
#include "core/extract/word_shape.h"
#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

using knowledge::split;

std::string without_blanks(std::string_view text) {
  std::string out;
  for (char c : text)
    if (c != ' ') out += c;
  return out;
}

bool is_acronym(std::string_view text) {
  return text.size() >= 2 && text.size() <= 6 && std::ranges::all_of(text, [](char c) {
           return is_upper(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
         });
}

// First letters of the words, with and without the small ones: "Multi-head Latent Attention" gives mhla and
// mla.
std::vector<std::string> initials(std::string_view folded) {
  static constexpr std::string_view kSmall[] = {"of",  "the", "and", "for", "di",  "del", "della",
                                                "dei", "e",   "per", "da",  "dal", "head"};
  std::string all, main;
  for (std::string_view word : split(folded, ' ')) {
    if (word.empty()) continue;
    all += word.front();
    if (std::ranges::find(kSmall, word) == std::end(kSmall)) main += word.front();
  }
  return {all, main};
}

// The gazetteers' type for names that are no entities of any schema: stock indexes, bonds, currencies.
constexpr std::string_view kNoType = "-";
// Below it an ordinary word with a capital is taken for no name.
constexpr double kSomeEvidence = 1.6;
// What a name of headings alone needs.
constexpr double kTold = 3;
// How loudly a name of a list may speak for the others, and what the words around it must say before it
// does.
constexpr double kListed = 1.2, kPlaceTold = 0.45, kThingTold = 1.6;
// What speaks for a type beyond that there is a name at all.
constexpr double kBeyondPrior = 0.25;
// A title or post settles that a single word is a person; verbs do not.
constexpr double kSurePerson = 4, kNoFullName = 1.5, kGivenAlone = 0.9;
// By how much the article must speak for another type than the gazetteer's.
constexpr double kLoud = 5, kClear = -3;
// What tells a town's namesake: less than a hint of a place, and a plain word for what it is.
constexpr double kHinted = 0.8, kToldOnce = 3.9, kToldTwice = 4.5;
// The same where no article stands before it.
constexpr double kLittleEvidence = 1.0;

// Above it, the article has said that a thing is a product.
constexpr double kUnsureProduct = 1.8;

// RNGD of Renegade: begins alike and leaves letters out.
bool abbreviates(std::string_view shorter, std::string_view longer) {
  if (shorter.size() < 3 || longer.size() < shorter.size() + 2 || shorter.front() != longer.front())
    return false;
  size_t next = 0;
  for (char c : longer)
    if (next < shorter.size() && c == shorter[next]) ++next;
  return next == shorter.size();
}

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

class Resolver {
 public:
  Resolver(const ArticleView& article, const std::vector<NameMention>& mentions)
      : article_(article), gazetteer_(article.lexicon.gazetteer), mentions_(mentions) {}

  ResolvedNames run() {
    group_by_form();
    add_subject_matter();
    share_among_versions();
    for (Cluster& cluster : clusters_) decide(cluster);
    share_along_lists();
    expand_acronyms();
    attach_short_names();
    for (Cluster& cluster : clusters_) {
      if (cluster.merged_into != kNone) continue;
      doubt_person(cluster);
      decide(cluster);
    }
    return result();
  }

 private:
  // The entry that a known name denotes: the first that is not contradicted; a company before its product.
  const Gazetteer::Hit* main_hit(const std::vector<Gazetteer::Hit>& hits) const {
    for (std::string_view type : {"Company", "Organization"})
      for (const Gazetteer::Hit& hit : hits)
        if (gazetteer_.entry(hit.entry).type == type) return &hit;
    return hits.empty() ? nullptr : &hits.front();
  }

  std::string form_key(const NameMention& mention) const {
    if (const Gazetteer::Hit* hit = main_hit(mention.hits)) return "=" + gazetteer_.entry(hit->entry).key;
    return without_blanks(mention.folded);
  }

  void group_by_form() {
    std::unordered_map<std::string, uint32_t> by_key;
    cluster_of_.resize(mentions_.size());
    for (uint32_t m = 0; m < mentions_.size(); ++m) {
      const NameMention& mention = mentions_[m];
      auto [slot, fresh] = by_key.emplace(form_key(mention), static_cast<uint32_t>(clusters_.size()));
      if (fresh) {
        clusters_.emplace_back();
        clusters_.back().hits = mention.hits;
      }
      Cluster& cluster = clusters_[slot->second];
      cluster_of_[m] = slot->second;
      bool new_form = std::ranges::none_of(
          cluster.mentions, [&](uint32_t other) { return mentions_[other].folded == mention.folded; });
      cluster.mentions.push_back(m);
      cluster.demonym_only = cluster.demonym_only && mention.demonym;
      size_t words = split(mention.folded, ' ').size();
      if (words > cluster.words) {
        cluster.words = words;
        cluster.folded = mention.folded;
      }
      if (new_form && cluster.mentions.size() == 1) add_form_evidence(article_, mention, cluster.scores);
      if (!mention.demonym) add_context_evidence(article_, mentions_, m, cluster.context);
    }
    for (Cluster& cluster : clusters_)
      for (const auto& [type, weight] : cluster.context) cluster.scores[type] += weight;
  }

  // What an article is about speaks for the things that it names without a word of what they are: chips in
  // one on chips, models in one on models.
  void add_subject_matter() {
    std::map<std::string, size_t> nouns;
    for (uint32_t s = 0; s < article_.sentences(); ++s)
      for (const text::Token& token : article_.tokens(s))
        for (const std::string& type : article_.lexicon.words.types(WordKind::Describes, token.lemma()))
          if (type == "Chip" || type == "Model" || type == "Product") ++nouns[type];
    // Nouns for products are common in any article.
    nouns["Product"] /= 3;
    size_t all = nouns["Chip"] + nouns["Model"] + nouns["Product"];
    if (all < 2) return;
    for (Cluster& cluster : clusters_)
      if (cluster.hits.empty()) {
        // In an article on chips an unknown product is a chip.
        double product = cluster.scores.contains("Product") ? cluster.scores.find("Product")->second : 0;
        double model = cluster.scores.contains("Model") ? cluster.scores.find("Model")->second : 0;
        if (product > 1 && model <= product && nouns["Chip"] * 10 >= all * 6)
          cluster.scores["Chip"] += std::min(product, kUnsureProduct) * 0.9;
        for (const char* type : {"Chip", "Model", "Product"})
          if (cluster.scores.contains(type) && cluster.scores.find(type)->second > kBeyondPrior) {
            double share = static_cast<double>(nouns[type]) / static_cast<double>(all);
            cluster.scores.find(type)->second += type == std::string_view("Product") ? share / 2 : share;
          }
      }
  }

  // A name without its version: "plover" of "plover 2 mini". Empty where it has none.
  static std::string without_version(const std::string& folded) {
    auto words = split(folded, ' ');
    size_t left = words.size();
    while (left > 1 && (has_digit(words[left - 1]) || is_version_word(words[left - 1]))) --left;
    if (left == words.size()) return "";
    std::string stem(words.front());
    for (size_t i = 1; i < left; ++i) stem += " " + std::string(words[i]);
    return stem;
  }

  // "Plover 1" and "Plover 2" are of one type, and so is "Plover".
  void share_among_versions() {
    std::map<std::string, std::vector<uint32_t>> by_stem;
    for (uint32_t c = 0; c < clusters_.size(); ++c)
      if (clusters_[c].hits.empty())
        if (std::string stem = without_version(clusters_[c].folded); !stem.empty())
          by_stem[stem].push_back(c);
    for (auto& [stem, versions] : by_stem) {
      for (uint32_t c = 0; c < clusters_.size(); ++c)
        if (clusters_[c].hits.empty() && clusters_[c].folded == stem) versions.push_back(c);
      TypeScores shared;
      for (uint32_t c : versions)
        for (const auto& [type, score] : clusters_[c].scores) shared[type] += score;
      for (uint32_t c : versions) clusters_[c].scores = shared;
    }
  }

  // "in Gävle, Sandviken and Staffanstorp": what is known of one name of a list is likely of the others.
  void share_along_lists() {
    std::map<std::pair<uint32_t, std::string>, double> told;
    for (uint32_t m = 0; m < mentions_.size(); ++m) {
      const Cluster& cluster = clusters_[cluster_of_[m]];
      if (!cluster.hits.empty() || mentions_[m].demonym || !mentions_[m].type.empty()) continue;
      for (uint32_t other : list_members(article_, mentions_, m)) {
        const Cluster& teller = clusters_[cluster_of_[other]];
        // What the form of the other tells has been counted.
        if (&teller == &cluster || !teller.hits.empty()) continue;
        const double weight = told_of(teller, teller.type);
        if (weight < (teller.type == "Place" ? kPlaceTold : kThingTold)) continue;
        auto& best = told[{cluster_of_[m], teller.type}];
        best = std::max(best, std::min(weight, kListed));
      }
    }
    for (const auto& [of, weight] : told) {
      const auto& [cluster, type] = of;
      clusters_[cluster].scores[type] += weight;
      decide(clusters_[cluster]);
    }
  }

  // News names people in full first: a single word that is nobody's surname there is hardly a person,
  // whatever it says or leads.
  void doubt_person(Cluster& cluster) const {
    if (cluster.words > 1 || !cluster.hits.empty()) return;
    auto person = cluster.scores.find("Person");
    const bool given = article_.lexicon.first_names.contains(cluster.folded);
    if (person != cluster.scores.end() && person->second < kSurePerson)
      person->second -= given ? kGivenAlone : kNoFullName;
  }

  // "the Bells" after Ada Bell.
  bool is_family(const Cluster& cluster) const {
    if (article_.lexicon.verbs.head_first || cluster.words != 1 || !cluster.hits.empty() ||
        !cluster.folded.ends_with('s'))
      return false;
    const std::string surname = " " + cluster.folded.substr(0, cluster.folded.size() - 1);
    const NameMention& mention = first(cluster);
    const bool article =
        mention.tokens.begin > 0 && article_.tokens(mention.sentence)[mention.tokens.begin - 1].has("def");
    return article && std::ranges::any_of(clusters_, [&](const Cluster& other) {
             return other.merged_into == kNone && other.type == "Person" && other.folded.ends_with(surname);
           });
  }

  // Nothing but a part of other names: the president in "the Biden administration".
  bool only_nested(const Cluster& cluster) const {
    return std::ranges::all_of(cluster.mentions, [&](uint32_t m) { return mentions_[m].nested; });
  }

  // A capitalised ordinary word for which nothing speaks but its capital.
  bool is_chance_capital(const Cluster& cluster) const {
    if (!cluster.hits.empty()) return false;
    double best = 0;
    for (const auto& [type, score] : cluster.scores) best = std::max(best, score);
    // What the text itself never names again was no name in its headings.
    const bool headings_only = std::ranges::all_of(cluster.mentions, [&](uint32_t m) {
      return article_.document.sentences[mentions_[m].sentence].heading;
    });
    if (headings_only && best < kTold) return true;
    if (cluster.words > 1) return false;
    // "ha addestrato Leopardo": Italian writes no noun so without its article.
    const NameMention& opening = first(cluster);
    const auto& words = article_.tokens(opening.sentence);
    uint32_t begin = opening.tokens.begin;
    bool bare = article_.lexicon.verbs.head_first && opening.telling_capital && begin > 0 &&
                !words[begin - 1].has("det") && !words[begin - 1].joined;
    if (best >= (bare ? kLittleEvidence : kSomeEvidence)) return false;
    // A capital that any word would have there proves nothing.
    bool proven =
        std::ranges::any_of(cluster.mentions, [&](uint32_t m) { return mentions_[m].telling_capital; });
    if (!proven) return true;
    const NameMention& mention = first(cluster);
    const text::Token& token = article_.tokens(mention.sentence)[mention.tokens.begin];
    return !token.unknown &&
           std::ranges::any_of(token.readings, [](const text::Reading& r) { return !r.has("np"); });
  }

  // Ties go to the type that the schema's users ask about most: companies, then by name.
  void decide(Cluster& cluster) const {
    double best = -1;
    for (const auto& [type, score] : cluster.scores) {
      bool wins = score > best + 1e-9 || (score > best - 1e-9 && type == "Company");
      if (!wins) continue;
      best = std::max(best, score);
      cluster.type = type;
    }
    // A gazetteer entry holds unless the article says otherwise loudly.
    if (cluster.hits.empty()) return;
    const Gazetteer::Hit* hit = main_hit(cluster.hits);
    const std::string& known = gazetteer_.entry(hit->entry).type;
    double of_known = cluster.scores.contains(known) ? cluster.scores.find(known)->second : 0;
    bool multiple = std::ranges::any_of(cluster.hits, [&](const Gazetteer::Hit& other) {
      return gazetteer_.entry(other.entry).type == cluster.type;
    });
    // Of a firm and its product of one name, the firm is the first reading.
    bool product = cluster.type == "Model";
    // "Lumi" is hardly LUMI: a name in other capitals than the entry's gives way sooner.
    const std::string& written = gazetteer_.entry(hit->entry).name;
    bool other_capitals = std::ranges::all_of(cluster.mentions, [&](uint32_t m) {
      return mentions_[m].text != written && mentions_[m].folded == fold_quickly(written);
    });
    // "la figlia Ginevra": a place that is a given name too.
    const bool person =
        known == "Place" && cluster.type == "Person" && article_.lexicon.first_names.contains(cluster.folded);
    // "la sede a Tessenderlo": a town that a firm is named after.
    const bool seat = cluster.type == "Place" && article_.lexicon.towns.contains(cluster.folded);
    // "Meridian, a €9bn programme": a town, of which the article tells no place.
    const bool town = std::ranges::all_of(cluster.hits, [&](const Gazetteer::Hit& other) {
      return gazetteer_.entry(other.entry).type == "Place" && !gazetteer_.has_demonym(other.entry);
    });
    if (town && !cluster.context.empty()) {
      const auto most = std::ranges::max_element(cluster.context, {}, &TypeScores::value_type::second);
      // "1130 - LISBON - Portuguese brewer Ravelo": firms are told of beside towns.
      const NameMention& mention = first(cluster);
      const bool word = is_ordinary_word(article_.tokens(mention.sentence)[mention.tokens.begin]);
      if (told_of(cluster, known) < kHinted && most->second >= kToldOnce &&
          (word || most->first != "Company")) {
        cluster.type = most->first;
        return;
      }
    }
    // "Aurora's boss", "investors in Aurora": a firm with the name of somebody or of a thing.
    const bool namesake_thing = known == "Product" || known == "Model" || known == "Chip" ||
                                known == "Technology" || known == "Person";
    if (namesake_thing && cluster.hits.size() == 1 && told_of(cluster, known) < kHinted &&
        told_of(cluster, "Company") >= kToldTwice) {
      cluster.type = "Company";
      return;
    }
    const double margin = other_capitals || person || seat ? kClear : kLoud;
    if ((!multiple || product) && best < of_known + margin) cluster.type = known;
    if (cluster.demonym_only) cluster.type = known;
  }

  void merge(uint32_t from, uint32_t into) {
    if (from == into) return;
    Cluster& source = clusters_[from];
    Cluster& target = clusters_[into];
    source.merged_into = into;
    target.mentions.insert(target.mentions.end(), source.mentions.begin(), source.mentions.end());
    std::ranges::sort(target.mentions);
    for (const auto& [type, score] : source.scores)
      if (source.hits.empty()) target.scores[type] += score;
    if (target.hits.empty()) target.hits = source.hits;
    for (const auto& [type, score] : source.context) target.context[type] += score;
    target.demonym_only = target.demonym_only && source.demonym_only;
    if (source.words > target.words) {
      target.words = source.words;
      target.folded = source.folded;
    }
    for (uint32_t& cluster : cluster_of_)
      if (cluster == from) cluster = into;
    decide(target);
  }

  const NameMention& first(const Cluster& cluster) const { return mentions_[cluster.mentions.front()]; }

  // "Multi-Head Latent Attention (MLA)", and an acronym that spells the initials of one full name.
  void expand_acronyms() {
    for (uint32_t m = 1; m < mentions_.size(); ++m) {
      const NameMention& acronym = mentions_[m];
      const NameMention& full = mentions_[m - 1];
      if (acronym.sentence != full.sentence || acronym.tokens.begin != full.tokens.end + 1) continue;
      const auto& tokens = article_.tokens(acronym.sentence);
      if (tokens[full.tokens.end].surface != "(" || !is_acronym(acronym.text)) continue;
      if (acronym.tokens.end >= tokens.size() || tokens[acronym.tokens.end].surface != ")") continue;
      auto letters = initials(full.folded);
      bool spells = std::ranges::find(letters, acronym.folded) != letters.end();
      bool unknown = acronym.hits.empty() && mentions_[m - 1].text.size() > acronym.text.size();
      if (spells || unknown) merge(cluster_of_[m], cluster_of_[m - 1]);
    }
    for (uint32_t c = 0; c < clusters_.size(); ++c) {
      if (clusters_[c].merged_into != kNone || !clusters_[c].hits.empty() || clusters_[c].words != 1)
        continue;
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
          bool beside = std::ranges::any_of(clusters_[other].mentions, [&](uint32_t m) {
            return mentions_[m].sentence == acronym.sentence;
          });
          if (!beside || !abbreviates(acronym.folded, clusters_[other].folded)) continue;
          match = other;
          ++matches;
          continue;
        }
        auto letters = initials(clusters_[other].folded);
        if (std::ranges::find(letters, acronym.folded) == letters.end()) continue;
        match = other;
        ++matches;
      }
      if (matches == 1) merge(c, match);
    }
  }

  // What the words around a name say for a type.
  static double told_of(const Cluster& cluster, std::string_view type) {
    const auto found = cluster.context.find(type);
    return found == cluster.context.end() ? 0 : found->second;
  }

  // "X2": letters and digits that stand for the whole of a thing's name.
  static bool is_code(const Cluster& cluster) {
    return cluster.hits.empty() && cluster.words == 1 && has_digit(cluster.folded) &&
           !is_digit(cluster.folded.front());
  }

  // Whether `shorter` is how one goes on calling `longer` of type `type`.
  bool short_for(const Cluster& shorter, const Cluster& longer) const {
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

  std::string main_type(const Cluster& cluster) const {
    const Gazetteer::Hit* hit = main_hit(cluster.hits);
    return hit == nullptr ? "" : gazetteer_.entry(hit->entry).type;
  }

  // Park Sung-hyun, Byung Joon Han are both written; a hyphenated last part is a given name, and so is what
  // follows a family name and is none: "Liang Wenfeng".
  bool surname_first(const Cluster& longer) const {
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

  uint32_t fullest(const Cluster& cluster) const {
    uint32_t best = cluster.mentions.front();
    for (uint32_t m : cluster.mentions)
      if (split(mentions_[m].folded, ' ').size() > split(mentions_[best].folded, ' ').size()) best = m;
    return best;
  }

  // "Nxp" for "Nxp Semiconductors": the rest says what it does, and the short form is no other known thing.
  bool droppable_rest(const Cluster& shorter, const Cluster& longer) const {
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
      const auto& legal = {"inc", "corp",  "corporation", "ltd", "plc",          "spa",        "ag",  "nv",
                           "sa",  "group", "holdings",    "co",  "technologies", "technology", "gmbh"};
      return std::ranges::find(legal, rest) != legal.end();
    }
    if (shorter.type == "Place" && shorter.scores.contains("Place") &&
        shorter.scores.find("Place")->second > 3)
      return false;
    return true;
  }

  // "Furiosa" for FuriosaAI, "St" and "Stm" for STMicroelectronics.
  bool spelled_short(std::string_view text, const Cluster& longer) const {
    for (uint32_t m : longer.mentions) {
      const std::string& form = mentions_[m].text;
      if (form.size() <= text.size() || form.find(' ') != std::string::npos) continue;
      if (to_lower(form.substr(0, text.size())) != to_lower(text)) continue;
      size_t run = 0;
      while (run < form.size() && is_upper(form[run])) ++run;
      if (run >= 3 && text.size() <= run && text.size() >= 2) return true;  // ST, STM of STMicro…
      // STMicro of STMicroelectronics
      if (text.size() >= 5 && form.starts_with(text) && std::ranges::count_if(text, is_upper) > 1)
        return true;
      char next = form[text.size()];
      if (text.size() >= 4 && is_upper(next)) return true;  // Furiosa|AI
    }
    return false;
  }

  // The first mention below the headline, or the first of all.
  uint32_t first_in_text(const Cluster& cluster) const {
    for (const uint32_t m : cluster.mentions)
      if (!article_.document.sentences[mentions_[m].sentence].heading) return m;
    return cluster.mentions.front();
  }

  void attach_short_names() {
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

  std::string readable(const std::string& text, const std::string& type) const {
    bool shouted =
        text.size() > 5 && to_upper(text) == text && text.find_first_of("0123456789") == std::string::npos;
    if (!shouted || type == "Chip" || type == "Model") return text;
    std::string out = to_lower(text);
    bool start = true;
    for (char& c : out) {
      if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      start = c == ' ' || c == '-';
    }
    return out;
  }

  // The entry of the type that was decided on; null where the article overruled the gazetteer.
  const GazetteerEntry* entry_of(const Cluster& cluster) const {
    for (const Gazetteer::Hit& hit : cluster.hits)
      if (gazetteer_.entry(hit.entry).type == cluster.type) return &gazetteer_.entry(hit.entry);
    return nullptr;
  }

  ResolvedNames result() {
    ResolvedNames names;
    names.thing_of_mention.assign(mentions_.size(), kNone);
    std::vector<uint32_t> order;
    for (uint32_t c = 0; c < clusters_.size(); ++c)
      if (clusters_[c].merged_into == kNone && clusters_[c].type != kNoType &&
          !is_chance_capital(clusters_[c]) && !only_nested(clusters_[c]) && !is_family(clusters_[c]))
        order.push_back(c);
    std::ranges::sort(order, {}, [&](uint32_t c) { return clusters_[c].mentions.front(); });
    for (uint32_t c : order) {
      Cluster& cluster = clusters_[c];
      auto index = static_cast<uint32_t>(names.things.size());
      ResolvedNames::Thing thing;
      thing.mentions = cluster.mentions;
      thing.entity.type = cluster.type;
      const NameMention& full = mentions_[fullest(cluster)];
      if (const GazetteerEntry* entry = entry_of(cluster)) {
        thing.entity.gazetteer_key = entry->key;
        thing.within = entry->within;
        thing.entity.name = cluster.type == "Place" ? entry->name : name_of_known(cluster, *entry);
      } else {
        thing.entity.name = readable(full.full_name.empty() ? full.text : full.full_name, cluster.type);
      }
      bool weak = cluster.words == 1 && (cluster.type == "Person" || is_acronym(full.text));
      thing.entity.full_name = !weak || !thing.entity.gazetteer_key.empty();
      for (uint32_t m : cluster.mentions) names.thing_of_mention[m] = index;
      names.things.push_back(std::move(thing));
    }
    add_second_readings(names);
    return names;
  }

  std::string name_of_known(const Cluster& cluster, const GazetteerEntry& entry) const {
    for (uint32_t m : cluster.mentions)
      if (mentions_[m].folded == fold_quickly(entry.name)) return entry.name;
    const NameMention& full = mentions_[fullest(cluster)];
    return cluster.words > 1 ? full.text : entry.name;
  }

  // A known name of two types is read by the words before each occurrence: "il modello DeepSeek".
  void add_second_readings(ResolvedNames& names) const {
    const size_t count = names.things.size();
    for (uint32_t t = 0; t < count; ++t) {
      const uint32_t m0 = names.things[t].mentions.front();
      const Cluster& cluster = clusters_[cluster_of_[m0]];
      if (cluster.type != "Company") continue;
      const GazetteerEntry* other = nullptr;
      for (const Gazetteer::Hit& hit : cluster.hits)
        if (gazetteer_.entry(hit.entry).type == "Model" || gazetteer_.entry(hit.entry).type == "Product")
          other = &gazetteer_.entry(hit.entry);
      auto score = other == nullptr ? cluster.scores.end() : cluster.scores.find(other->type);
      // The form alone gives kGazetteer; what is above it stands in the article.
      if (other == nullptr || score == cluster.scores.end() || score->second < 6 + 1.4) continue;
      ResolvedNames::Thing thing;
      thing.entity.type = other->type;
      thing.entity.name = other->name;
      thing.entity.gazetteer_key = other->key;
      names.things[t].other_reading = static_cast<uint32_t>(names.things.size());
      thing.other_reading = t;
      names.things.push_back(std::move(thing));
    }
    split_readings(names, count);
  }

  void split_readings(ResolvedNames& names, size_t count) const {
    for (uint32_t t = 0; t < count; ++t) {
      uint32_t other = names.things[t].other_reading;
      if (other == kNone) continue;
      std::vector<uint32_t> kept;
      for (uint32_t m : names.things[t].mentions) {
        TypeScores scores;
        add_context_evidence(article_, mentions_, m, scores);
        auto of = [&](const std::string& type) {
          auto found = scores.find(type);
          return found == scores.end() ? 0.0 : found->second;
        };
        bool second = of(names.things[other].entity.type) > of(names.things[t].entity.type) + 0.5;
        (second ? names.things[other].mentions : kept).push_back(m);
        if (second) names.thing_of_mention[m] = other;
      }
      if (kept.empty()) continue;
      names.things[t].mentions = kept;
    }
  }

  const ArticleView& article_;
  const Gazetteer& gazetteer_;
  const std::vector<NameMention>& mentions_;
  std::vector<Cluster> clusters_;
  std::vector<uint32_t> cluster_of_;
};

}  // namespace

ResolvedNames resolve_names(const ArticleView& article, const std::vector<NameMention>& mentions) {
  return Resolver(article, mentions).run();
}

}  // namespace trama::extract
