#include "core/extract/evaluate.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <tuple>

#include "core/base/error.h"
#include "core/base/utf8.h"

namespace trama::extract {

namespace {

using Json = nlohmann::json;
using Forms = std::set<std::string>;
using Mapping = std::map<std::string, std::string>;  // predicted entity id to gold entity id
using TripleKey = std::tuple<std::string, std::string, std::string>;

// Quantities in other units are optional.
const std::set<std::string> kUnits = {"USD", "EUR", "CNY", "percent", "count", "hours", "bytes"};
constexpr size_t kContentWord = 4;  // letters that a word of a policy's description needs to count

std::string text_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || !found->is_string() ? "" : found->get<std::string>();
}
bool flag_of(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}
std::string certainty_of(const Json& fact) {
  const std::string certainty = text_of(fact, "certainty");
  return certainty.empty() ? "stated" : certainty;
}

Forms forms_of(const Json& entity) {
  Forms forms;
  forms.insert(fold_name(text_of(entity, "name")));
  if (entity.contains("mentions"))
    for (const Json& mention : entity["mentions"]) forms.insert(fold_name(mention.get<std::string>()));
  forms.erase("");
  return forms;
}

std::set<std::string> content_words(const std::string& form) {
  std::set<std::string> words;
  std::string word;
  for (const char c : form + " ") {
    if (c != ' ') {
      word += c;
      continue;
    }
    if (code_point_count(word) >= kContentWord) words.insert(word);
    word.clear();
  }
  return words;
}

template <typename T>
std::vector<T> shared(const std::set<T>& a, const std::set<T>& b) {
  std::vector<T> out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

// A described policy matches by half of its words.
bool same_description(const Forms& a, const Forms& b) {
  for (const std::string& one : a) {
    for (const std::string& other : b) {
      const auto words = content_words(one), other_words = content_words(other);
      const size_t common = shared(words, other_words).size();
      if (common > 0 && 2 * common >= std::max(words.size(), other_words.size())) return true;
    }
  }
  return false;
}

Mapping align(const Json& gold, const Json& predicted, bool typed) {
  std::map<std::pair<std::string, std::string>, size_t> claims;
  for (const Json& p : predicted["entities"])
    for (const std::string& form : forms_of(p)) ++claims[{text_of(p, "type"), form}];
  std::vector<std::tuple<double, std::string, std::string>> pairs;
  for (const Json& p : predicted["entities"]) {
    const std::string type = text_of(p, "type");
    Forms own = forms_of(p);
    std::erase_if(own, [&](const std::string& form) { return claims[{type, form}] != 1; });
    for (const Json& g : gold["entities"]) {
      if (typed && type != text_of(g, "type")) continue;
      const Forms theirs = forms_of(g);
      double score = static_cast<double>(shared(own, theirs).size());
      if (score == 0 && type == "Policy" && text_of(g, "type") == "Policy" && same_description(own, theirs))
        score = 0.5;
      if (score == 0) continue;
      const bool same_name = fold_name(text_of(p, "name")) == fold_name(text_of(g, "name"));
      pairs.emplace_back(-score - (same_name ? 2 : 0), text_of(p, "id"), text_of(g, "id"));
    }
  }
  std::sort(pairs.begin(), pairs.end());
  Mapping mapping;
  std::set<std::string> taken;
  for (const auto& [score, p, g] : pairs) {
    if (mapping.contains(p) || taken.contains(g)) continue;
    mapping[p] = g;
    taken.insert(g);
  }
  return mapping;
}

class ArticleScore {
 public:
  ArticleScore(const Json& gold, const Json& predicted, const std::vector<std::string>& symmetric)
      : gold_(gold), predicted_(predicted), symmetric_(symmetric) {
    for (const Json& e : gold["entities"]) names_[text_of(e, "id")] = text_of(e, "name");
    const Mapping typed = align(gold, predicted, true), untyped = align(gold, predicted, false);
    score_entities(typed, "entities");
    score_entities(untyped, "entities, any type");
    score_triples(typed, "triples");
    score_triples(untyped, "triples, any type of end");
    score_quantities(typed);
  }

  std::map<std::string, Tally> tallies;
  std::vector<std::string> notes;
  std::vector<std::pair<std::string, std::string>> certainties;  // gold, predicted
  std::vector<bool> qualifiers;                                  // right or not
  std::vector<Verdict> verdicts;

 private:
  void count(const std::string& kind, size_t Tally::*outcome) { ++(tallies[kind].*outcome); }
  std::string name_of(const std::string& id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? id : found->second;
  }

  void score_entities(const Mapping& mapping, const std::string& kind) {
    const bool detail = kind == "entities";
    std::set<std::string> found;
    for (const auto& [p, g] : mapping) found.insert(g);
    const auto tally = [&](const Json& e, size_t Tally::*outcome) {
      count(kind, outcome);
      if (detail) count("entities: " + text_of(e, "type"), outcome);
    };
    for (const Json& e : gold_["entities"]) {
      if (flag_of(e, "optional")) continue;
      const bool hit = found.contains(text_of(e, "id"));
      tally(e, hit ? &Tally::hit : &Tally::missed);
      if (detail && !hit) notes.push_back("missed entity " + text_of(e, "type") + " " + text_of(e, "name"));
    }
    for (const Json& e : predicted_["entities"]) {
      if (mapping.contains(text_of(e, "id"))) continue;
      const Forms own = forms_of(e);
      const bool optional = std::any_of(
          gold_["entities"].begin(), gold_["entities"].end(),
          [&](const Json& g) { return flag_of(g, "optional") && !shared(own, forms_of(g)).empty(); });
      if (optional) continue;
      tally(e, &Tally::wrong);
      if (detail) notes.push_back("wrong entity " + text_of(e, "type") + " " + text_of(e, "name"));
    }
  }

  TripleKey key_of(const std::string& relation, std::string subject, std::string object) const {
    const bool symmetric = std::find(symmetric_.begin(), symmetric_.end(), relation) != symmetric_.end();
    if (symmetric && object < subject) std::swap(subject, object);
    return {subject, relation, object};
  }

  void score_triples(const Mapping& mapping, const std::string& kind) {
    const bool detail = kind == "triples";
    std::map<TripleKey, const Json*> want;
    for (const Json& t : gold_["triples"]) {
      const Json*& slot = want[key_of(text_of(t, "relation"), text_of(t, "subject"), text_of(t, "object"))];
      if (slot == nullptr || flag_of(*slot, "optional")) slot = &t;
    }
    const auto tally = [&](const std::string& relation, size_t Tally::*outcome) {
      count(kind, outcome);
      if (detail) count("triples: " + relation, outcome);
    };
    std::vector<const Json*> order;  // speculated ones last
    for (const Json& t : predicted_["triples"]) order.push_back(&t);
    std::stable_partition(order.begin(), order.end(),
                          [](const Json* t) { return certainty_of(*t) != "speculated"; });
    const auto mapped = [&](const std::string& id) {
      const auto found = mapping.find(id);
      return found == mapping.end() ? "?" + id : found->second;
    };
    std::set<TripleKey> seen, found;
    for (const Json* t : order) {
      const std::string relation = text_of(*t, "relation");
      const TripleKey key = key_of(relation, mapped(text_of(*t, "subject")), mapped(text_of(*t, "object")));
      if (!seen.insert(key).second) continue;
      const auto gold = want.find(key);
      if (gold != want.end() && detail)
        certainties.emplace_back(certainty_of(*gold->second), certainty_of(*t));
      if (certainty_of(*t) == "speculated") continue;
      const auto judge = [&](bool right) {
        if (detail)
          verdicts.push_back({"", false, static_cast<size_t>(t - &predicted_["triples"][0]), right});
      };
      const bool agrees = gold != want.end() && flag_of(*gold->second, "negated") == flag_of(*t, "negated");
      judge(agrees);
      if (agrees) {
        found.insert(key);
        if (!flag_of(*gold->second, "optional")) tally(relation, &Tally::hit);
        continue;
      }
      tally(relation, &Tally::wrong);
      if (detail)
        notes.push_back((gold == want.end() ? "wrong triple " : "wrong negation ") + said(key) + " «" +
                        text_of(*t, "evidence") + "»");
    }
    for (const auto& [key, t] : want) {
      if (found.contains(key) || flag_of(*t, "optional")) continue;
      tally(std::get<1>(key), &Tally::missed);
      if (detail) notes.push_back("missed triple " + said(key));
    }
  }

  std::string said(const TripleKey& key) const {
    return name_of(std::get<0>(key)) + " " + std::get<1>(key) + " " + name_of(std::get<2>(key));
  }

  static double value_of(const Json& quantity) { return quantity.value("value", 0.0); }

  void score_quantities(const Mapping& mapping) {
    std::vector<const Json*> want;
    for (const Json& q : gold_["quantities"]) want.push_back(&q);
    const auto optional = [](const Json& q) {
      return flag_of(q, "optional") || text_of(q, "measure") == "other";
    };
    std::stable_partition(want.begin(), want.end(), [&](const Json* q) { return !optional(*q); });
    std::set<size_t> used;
    Tally& tally = tallies["quantities"];
    for (const Json& q : predicted_["quantities"]) {
      const auto subject = mapping.find(text_of(q, "subject"));
      bool fits = false;
      size_t free = want.size();
      for (size_t i = 0; i < want.size(); ++i) {
        const Json& g = *want[i];
        const double value = value_of(g);
        const bool same = subject != mapping.end() && text_of(g, "subject") == subject->second &&
                          text_of(g, "measure") == text_of(q, "measure") &&
                          text_of(g, "unit") == text_of(q, "unit") &&
                          std::abs(value - value_of(q)) <= 0.01 * std::max(std::abs(value), 1e-9);
        fits = fits || same;
        if (same && free == want.size() && !used.contains(i)) free = i;
      }
      if (certainty_of(q) == "speculated") continue;
      const bool other = text_of(q, "measure") == "other";
      const auto judge = [&](bool right) {
        verdicts.push_back({"", true, static_cast<size_t>(&q - &predicted_["quantities"][0]), right});
      };
      if (free < want.size()) {
        used.insert(free);
        judge(true);
        if (flag_of(*want[free], "optional") || other) continue;
        ++tally.hit;
        const auto qualifier = [](const Json& x) {
          return x.contains("qualifier") ? text_of(x, "qualifier") : std::string("=");
        };
        qualifiers.push_back(qualifier(*want[free]) == qualifier(q));
      } else if (!fits && !other && kUnits.contains(text_of(q, "unit"))) {
        ++tally.wrong;
        judge(false);
        notes.push_back("wrong quantity " + (subject == mapping.end() ? "?" : name_of(subject->second)) +
                        " " + text_of(q, "measure"));
      }
    }
    for (size_t i = 0; i < want.size(); ++i) {
      if (used.contains(i) || optional(*want[i])) continue;
      ++tally.missed;
      notes.push_back("missed quantity " + name_of(text_of(*want[i], "subject")) + " " +
                      text_of(*want[i], "measure"));
    }
  }

  const Json& gold_;
  const Json& predicted_;
  const std::vector<std::string>& symmetric_;
  std::map<std::string, std::string> names_;
};

// By the last part of the "article" path.
std::map<std::string, Json> by_article(const std::vector<std::string>& objects) {
  std::map<std::string, Json> articles;
  for (const std::string& text : objects) {
    Json object = Json::parse(text, nullptr, false);
    const bool whole = object.is_object() && object.contains("article") && object.contains("entities") &&
                       object.contains("triples") && object.contains("quantities");
    if (!whole)
      throw Error(ErrorKind::Input,
                  "this is no annotation: it needs article, entities, triples and quantities");
    const std::string name = article_name(object["article"].get<std::string>());
    articles[name] = std::move(object);
  }
  return articles;
}

double macro_f1(const std::vector<std::pair<std::string, std::string>>& labels) {
  double sum = 0;
  size_t classes = 0;
  for (const char* name : {"stated", "reported", "speculated"}) {
    size_t hit = 0, all = 0;
    for (const auto& [gold, predicted] : labels) {
      hit += gold == name && predicted == name;
      all += (gold == name) + (predicted == name);
    }
    if (all == 0) continue;
    sum += 2.0 * static_cast<double>(hit) / static_cast<double>(all);
    ++classes;
  }
  return classes == 0 ? 0 : sum / static_cast<double>(classes);
}

double ratio(size_t part, size_t rest) {
  return part + rest == 0 ? 0 : static_cast<double>(part) / static_cast<double>(part + rest);
}

}  // namespace

double Tally::precision() const { return ratio(hit, wrong); }
double Tally::recall() const { return ratio(hit, missed); }
double Tally::f1() const {
  const double p = precision(), r = recall();
  return p + r == 0 ? 0 : 2 * p * r / (p + r);
}
std::string article_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

Interval bootstrap(const std::vector<Tally>& by_article) {
  if (by_article.empty()) return {};
  constexpr size_t kRounds = 2000;
  std::mt19937 random(20250101);
  std::vector<double> scores;
  for (size_t round = 0; round < kRounds; ++round) {
    Tally sum;
    for (size_t i = 0; i < by_article.size(); ++i) sum += by_article[random() % by_article.size()];
    scores.push_back(sum.f1());
  }
  std::sort(scores.begin(), scores.end());
  return {scores[kRounds / 20], scores[kRounds - 1 - kRounds / 20]};
}

Tally& Tally::operator+=(const Tally& other) {
  hit += other.hit;
  wrong += other.wrong;
  missed += other.missed;
  return *this;
}

Evaluation evaluate(const std::vector<std::string>& gold, const std::vector<std::string>& predicted,
                    const std::vector<std::string>& symmetric) {
  const std::map<std::string, Json> wanted = by_article(gold);
  std::map<std::string, Json> given = by_article(predicted);
  Evaluation out;
  for (const char* kind :
       {"entities", "entities, any type", "triples", "triples, any type of end", "quantities"})
    out.rows[kind] = {};
  std::vector<std::pair<std::string, std::string>> certainties;
  size_t right = 0, qualifiers = 0;
  for (const auto& [name, article] : wanted) {
    const bool there = given.contains(name);
    if (!there)
      given[name] = {{"entities", Json::array()}, {"triples", Json::array()}, {"quantities", Json::array()}};
    ArticleScore score(article, given[name], symmetric);
    for (const auto& [kind, tally] : score.tallies) out.rows[kind] += tally;
    for (const char* kind : {"entities", "triples", "quantities"}) {
      const std::string in_language = std::string(kind) + ", " + article.value("language", "?");
      out.rows[in_language] += score.tallies[kind];
      out.samples[kind].push_back(score.tallies[kind]);
      out.samples[in_language].push_back(score.tallies[kind]);
    }
    for (Verdict& verdict : score.verdicts) {
      verdict.article = name;
      out.verdicts.push_back(std::move(verdict));
    }
    out.rows["triples in " + name] += score.tallies["triples"];
    for (const std::string& note : score.notes) out.notes.push_back(name + ": " + note);
    if (!there) out.notes.push_back(name + ": no prediction");
    certainties.insert(certainties.end(), score.certainties.begin(), score.certainties.end());
    for (const bool is_right : score.qualifiers) right += is_right;
    qualifiers += score.qualifiers.size();
  }
  out.certainty_f1 = macro_f1(certainties);
  out.qualifier_accuracy = ratio(right, qualifiers - right);
  return out;
}

}  // namespace trama::extract
