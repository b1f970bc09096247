// Of what type the things of an article are, from all that their names and the words around them tell.
#include <algorithm>
#include <map>

#include "core/extract/name_resolver.h"
#include "core/extract/word_shape.h"
#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

using knowledge::split;

// How loudly a name of a list may speak for the others, and what the words around it must say before it
// does.
constexpr double kListed = 1.2, kPlaceTold = 0.45, kThingTold = 1.6;
// What speaks for a type beyond that there is a name at all.
constexpr double kBeyondPrior = 0.25;
// A title or post settles that a single word is a person; verbs do not.
constexpr double kSurePerson = 4, kNoFullName = 1.5, kGivenAlone = 0.9;
// By how much the article must speak for another type than the gazetteer's.
constexpr double kLoud = 5, kClear = -3;
// What tells a town's namesake: a plain word for what it is.
constexpr double kToldOnce = 3.9, kToldTwice = 4.5;
// Above it, the article has said that a thing is a product.
constexpr double kUnsureProduct = 1.8;

}  // namespace

// What an article is about speaks for the things that it names without a word of what they are: chips in
// one on chips, models in one on models.
void Resolver::add_subject_matter() {
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
std::string Resolver::without_version(const std::string& folded) const {
  auto words = split(folded, ' ');
  size_t left = words.size();
  while (left > 1 && (has_digit(words[left - 1]) || article_.lexicon.versions.contains(words[left - 1])))
    --left;
  if (left == words.size()) return "";
  std::string stem(words.front());
  for (size_t i = 1; i < left; ++i) stem += " " + std::string(words[i]);
  return stem;
}

// "Plover 1" and "Plover 2" are of one type, and so is "Plover".
void Resolver::share_among_versions() {
  std::map<std::string, std::vector<uint32_t>> by_stem;
  for (uint32_t c = 0; c < clusters_.size(); ++c)
    if (clusters_[c].hits.empty())
      if (std::string stem = without_version(clusters_[c].folded); !stem.empty()) by_stem[stem].push_back(c);
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
void Resolver::share_along_lists() {
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
void Resolver::doubt_person(Cluster& cluster) const {
  if (cluster.words > 1 || !cluster.hits.empty()) return;
  auto person = cluster.scores.find("Person");
  const bool given = article_.lexicon.first_names.contains(cluster.folded);
  if (person != cluster.scores.end() && person->second < kSurePerson)
    person->second -= given ? kGivenAlone : kNoFullName;
}

// Ties go to the type that the schema's users ask about most: companies, then by name.
void Resolver::decide(Cluster& cluster) const {
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
  const bool namesake_thing =
      known == "Product" || known == "Model" || known == "Chip" || known == "Technology" || known == "Person";
  if (namesake_thing && cluster.hits.size() == 1 && told_of(cluster, known) < kHinted &&
      told_of(cluster, "Company") >= kToldTwice) {
    cluster.type = "Company";
    return;
  }
  // "M2, a model with 230 billion parameters": a thing with the name of one of another kind. Models are
  // called apps and platforms too.
  if ((known == "Product" || known == "Chip") && cluster.hits.size() == 1)
    for (const char* type : {"Model", "Chip"})
      if (type != known && told_of(cluster, type) >= told_of(cluster, known) + kToldOnce) {
        cluster.type = type;
        return;
      }
  const double margin = other_capitals || person || seat ? kClear : kLoud;
  if ((!multiple || product) && best < of_known + margin) cluster.type = known;
  if (cluster.demonym_only) cluster.type = known;
}

}  // namespace trama::extract
