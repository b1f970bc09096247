#include <algorithm>
#include <unordered_map>

#include "core/base/utf8.h"
#include "core/extract/name_resolver.h"
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

// Below it an ordinary word with a capital is taken for no name.
constexpr double kSomeEvidence = 1.6;
// The same where no article stands before it.
constexpr double kLittleEvidence = 1.0;

}  // namespace

ResolvedNames Resolver::run() {
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

// The entry that a known name denotes: the first that is not contradicted; a company before its product.
const Gazetteer::Hit* Resolver::main_hit(const std::vector<Gazetteer::Hit>& hits) const {
  for (std::string_view type : {"Company", "Organization"})
    for (const Gazetteer::Hit& hit : hits)
      if (gazetteer_.entry(hit.entry).type == type) return &hit;
  return hits.empty() ? nullptr : &hits.front();
}

std::string Resolver::form_key(const NameMention& mention) const {
  if (const Gazetteer::Hit* hit = main_hit(mention.hits)) return "=" + gazetteer_.entry(hit->entry).key;
  return without_blanks(mention.folded);
}

void Resolver::group_by_form() {
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

// "the Bells" after Ada Bell.
bool Resolver::is_family(const Cluster& cluster) const {
  if (article_.lexicon.grammar.head_first || cluster.words != 1 || !cluster.hits.empty() ||
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
bool Resolver::only_nested(const Cluster& cluster) const {
  return std::ranges::all_of(cluster.mentions, [&](uint32_t m) { return mentions_[m].nested; });
}

// A capitalised ordinary word for which nothing speaks but its capital.
bool Resolver::is_chance_capital(const Cluster& cluster) const {
  if (!cluster.hits.empty() || first(cluster).small_letters) return false;
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
  bool bare = article_.lexicon.grammar.head_first && opening.telling_capital && begin > 0 &&
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

void Resolver::merge(uint32_t from, uint32_t into) {
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

// What the words around a name say for a type.
double Resolver::told_of(const Cluster& cluster, std::string_view type) {
  const auto found = cluster.context.find(type);
  return found == cluster.context.end() ? 0 : found->second;
}

std::string Resolver::readable(const std::string& text, const std::string& type) const {
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
const GazetteerEntry* Resolver::entry_of(const Cluster& cluster) const {
  for (const Gazetteer::Hit& hit : cluster.hits)
    if (gazetteer_.entry(hit.entry).type == cluster.type) return &gazetteer_.entry(hit.entry);
  return nullptr;
}

ResolvedNames Resolver::result() {
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
      thing.entity.seats = entry->within;
      thing.entity.investor = entry->investor;
      thing.entity.name = cluster.type == "Place" ? entry->name : name_of_known(cluster, *entry);
    } else {
      thing.entity.name = readable(full.full_name.empty() ? full.text : full.full_name, cluster.type);
    }
    thing.entity.makers = gazetteer_.makers(thing.entity.name);
    thing.entity.investor =
        cluster.type == "Company" && (thing.entity.investor || is_investor_name(cluster.folded));
    bool weak = cluster.words == 1 && (cluster.type == "Person" || is_acronym(full.text));
    thing.entity.full_name = !weak || !thing.entity.gazetteer_key.empty();
    thing.entity.told = cluster.words > 1 || cluster.mentions.size() > 1 || !cluster.hits.empty() ||
                        !full.type.empty() || told_of(cluster, cluster.type) > 0;
    for (uint32_t m : cluster.mentions) names.thing_of_mention[m] = index;
    names.things.push_back(std::move(thing));
  }
  add_second_readings(names);
  return names;
}

// "Brattvik Capital", "Fondo Quattrovie", but not "Seed Robotics": what opens a name is a noun for firms.
bool Resolver::is_investor_name(std::string_view folded) const {
  const size_t first = folded.find(' '), last = folded.rfind(' ');
  const TypeWords& words = article_.lexicon.words;
  const auto opens = [&](std::string_view word) {
    return words.is(WordKind::Investor, word) && words.is(WordKind::Describes, word);
  };
  return first != folded.npos &&
         (opens(folded.substr(0, first)) || words.is(WordKind::Investor, folded.substr(last + 1)));
}

std::string Resolver::name_of_known(const Cluster& cluster, const GazetteerEntry& entry) const {
  for (uint32_t m : cluster.mentions)
    if (mentions_[m].folded == fold_quickly(entry.name)) return entry.name;
  const NameMention& full = mentions_[fullest(cluster)];
  return cluster.words > 1 ? full.text : entry.name;
}

// A known name of two types is read by the words before each occurrence: "il modello DeepSeek".
void Resolver::add_second_readings(ResolvedNames& names) const {
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
    thing.entity.makers = other->makers;
    names.things[t].other_reading = static_cast<uint32_t>(names.things.size());
    thing.other_reading = t;
    names.things.push_back(std::move(thing));
  }
  split_readings(names, count);
}

void Resolver::split_readings(ResolvedNames& names, size_t count) const {
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

ResolvedNames resolve_names(const ArticleView& article, const std::vector<NameMention>& mentions) {
  return Resolver(article, mentions).run();
}

}  // namespace trama::extract
