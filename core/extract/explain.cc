#include "core/extract/explain.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/base/utf8.h"

namespace trama::extract {

namespace {

using Json = nlohmann::ordered_json;

std::string words(const text::Sentence& sentence, TokenRange tokens) {
  std::string text;
  for (uint32_t token = tokens.begin; token < tokens.end && token < sentence.tokens.size(); ++token) {
    const text::Token& t = sentence.tokens[token];
    if (t.joined) continue;
    if (!text.empty() && t.space_before) text += ' ';
    text += t.surface;
  }
  return text;
}

std::string reading_text(const text::Reading& reading) {
  std::string text = reading.lemma;
  for (const std::string& tag : reading.tags) text += "." + tag;
  return text;
}

// One sentence, as both forms tell it.
class SentenceStory {
 public:
  SentenceStory(const ArticleWork& work, uint32_t index, const RuleSet& rules)
      : article_(work),
        index_(index),
        sentence_(work.document.sentences[index]),
        work_(work.sentences[index]),
        rules_(rules) {}

  std::string text() const { return words(sentence_, {0, static_cast<uint32_t>(sentence_.tokens.size())}); }

  std::string entity(uint32_t id) const {
    const Entity& e = article_.mentions.entities[id];
    return e.name + " (" + e.type + ")";
  }

  std::string mention(uint32_t id) const {
    const Mention& m = article_.mentions.mentions[id];
    std::string text = m.via == Via::Dropped ? "(dropped)" : words(sentence_, m.tokens);
    text += " = " + entity(m.entity);
    if (m.other_reading != kNone) text += " or " + entity(m.other_reading);
    if (m.via != Via::Name) text += std::string(", ") + name_of(m.via);
    return text;
  }

  // What ends that nobody names are filled from here.
  std::string topic() const {
    std::string text;
    const auto add = [&](const char* name, const std::vector<uint32_t>& of_sentence) {
      if (of_sentence[index_] == kNone) return;
      text += (text.empty() ? "" : "; ") + std::string(name) + entity(of_sentence[index_]);
    };
    add("", article_.mentions.topic_of_sentence);
    add("behind it ", article_.mentions.background_of_sentence);
    add("model ", article_.mentions.model_of_sentence);
    return text;
  }

  std::string group(uint32_t id) const {
    const NounGroup& g = work_.analysis.chunks.nouns[id];
    const std::string preposition = g.preposition.empty() ? "" : g.preposition + ": ";
    return "[" + preposition + words(sentence_, g.tokens) + "]";
  }

  std::string candidates(const Argument& argument) const {
    std::string text;
    for (const auto& groups : argument.candidates) {
      if (!text.empty()) text += " or ";
      for (size_t i = 0; i < groups.size(); ++i) text += (i == 0 ? "" : " + ") + group(groups[i]);
    }
    return text;
  }

  static std::string features(const VerbGroup& verb) {
    static constexpr const char* kVoices[] = {"active", "passive", "reflexive"};
    static constexpr const char* kMoods[] = {"indicative", "conditional", "subjunctive", "imperative",
                                             "infinitive", "gerund",      "participle"};
    static constexpr const char* kTenses[] = {"present", "past", "future"};
    std::string text = std::string(kVoices[static_cast<int>(verb.voice)]) + " " +
                       kMoods[static_cast<int>(verb.mood)] + " " + kTenses[static_cast<int>(verb.tense)];
    if (verb.copula) text += ", copula";
    if (!verb.modal.empty()) text += ", modal " + verb.modal;
    if (verb.negated) text += ", negated";
    return text;
  }

  std::string clause(uint32_t id) const {
    const Clause& c = work_.analysis.clauses[id];
    const VerbGroup& verb = work_.analysis.chunks.verbs[c.verb];
    std::string text = verb.lemma + " (" + name_of(c.link) + (c.marker.empty() ? "" : " " + c.marker) + ", " +
                       features(verb) + ")";
    for (const Argument& argument : c.arguments) text += "  " + argument.place + " " + candidates(argument);
    return text;
  }

  std::string frame(uint32_t id) const {
    const NounFrame& f = work_.analysis.nouns[id];
    std::string text;
    for (const Argument& argument : f.attachments) text += "  " + argument.place + " " + candidates(argument);
    if (!f.described.empty()) {
      text += "  said of";
      for (const uint32_t target : f.described) text += " " + group(target);
    }
    return text.empty() ? "" : group(id) + text;
  }

  std::string end(const Filler& filler) const {
    std::string text = entity(filler.entity);
    if (filler.via != Via::Name) text += std::string(" via ") + name_of(filler.via);
    return text;
  }

  std::string fact(size_t i) const {
    const RelationMatch& m = work_.matches[i];
    const Modality& modality = work_.modalities[i];
    std::string text = end(m.subject) + " " +
                       rules_.schema().relations[rules_.rules()[m.rule].relation].name + " " + end(m.object) +
                       "  by " + m.rule_name + ", " + name_of(modality.certainty) + ", " +
                       name_of(modality.status);
    if (modality.negated) text += ", negated";
    if (!modality.speaker.empty()) text += ", says " + modality.speaker;
    if (!m.role.empty()) text += ", role " + m.role;
    return text + ", " + describe(m.confidence);
  }

  std::string quantity(const QuantityMatch& m) const {
    std::ostringstream value;
    value.precision(15);
    value << m.value;
    std::string text = end(m.subject) + " " + m.measure + " ";
    if (m.qualifier != '=') text += m.qualifier;
    return text + value.str() + " " + m.unit + "  by " + m.rule_name + " at \"" +
           words(sentence_, m.trigger) + "\", " + name_of(m.modality.certainty) + ", " +
           describe(m.confidence);
  }

  std::string trial(const RuleTrial& t) const {
    std::string text = t.rule_name + " at \"" + words(sentence_, t.trigger) + "\": " + describe(t.outcome);
    const auto list = [&](const char* name, const std::vector<uint32_t>& ids) {
      if (ids.empty()) return;
      text += std::string("; ") + name;
      for (const uint32_t id : ids) text += " " + entity(id);
    };
    list("subject", t.subjects);
    list("object", t.objects);
    return text;
  }

  std::string to_text(bool with_tokens) const {
    std::string out =
        std::to_string(index_ + 1) + (sentence_.heading ? " (heading)" : "") + "  " + text() + "\n";
    if (!sentence_.analysed) return out + "  failed   " + sentence_.failure + "\n";
    const auto line = [&](const char* kind, const std::string& content) {
      if (!content.empty()) out += std::string("  ") + kind + content + "\n";
    };
    if (with_tokens) {
      for (const text::Token& token : sentence_.tokens) {
        std::string readings;
        for (const text::Reading& reading : token.readings) readings += "  " + reading_text(reading);
        line("token    ", token.surface + (token.joined ? " +" : "") + readings);
      }
    }
    std::string groups;
    for (uint32_t i = 0; i < work_.analysis.chunks.nouns.size(); ++i)
      groups += (i == 0 ? "" : " ") + group(i);
    line("groups   ", groups);
    for (const uint32_t id : work_.mention_ids) line("mention  ", mention(id));
    line("topic    ", topic());
    for (uint32_t i = 0; i < work_.analysis.clauses.size(); ++i) line("clause   ", clause(i));
    for (uint32_t i = 0; i < work_.analysis.nouns.size(); ++i) line("noun     ", frame(i));
    for (const RuleTrial& t : work_.trials)
      if (t.outcome != RuleTrial::Outcome::Fired) line("tried    ", trial(t));
    for (size_t i = 0; i < work_.matches.size(); ++i) line("fact     ", fact(i));
    for (const QuantityMatch& match : work_.quantities) line("quantity ", quantity(match));
    return out;
  }

  Json to_json() const {
    Json tokens = Json::array(), mentions = Json::array(), groups = Json::array(), clauses = Json::array(),
         trials = Json::array(), facts = Json::array(), quantities = Json::array();
    for (const text::Token& token : sentence_.tokens) {
      Json readings = Json::array();
      for (const text::Reading& reading : token.readings) readings.push_back(reading_text(reading));
      tokens.push_back({{"surface", token.surface},
                        {"span", {token.span.begin, token.span.end}},
                        {"readings", std::move(readings)}});
    }
    for (const uint32_t id : work_.mention_ids) {
      const Mention& m = article_.mentions.mentions[id];
      mentions.push_back({{"tokens", {m.tokens.begin, m.tokens.end}},
                          {"via", name_of(m.via)},
                          {"entity", article_.mentions.entities[m.entity].name},
                          {"type", article_.mentions.entities[m.entity].type}});
    }
    for (const NounGroup& g : work_.analysis.chunks.nouns)
      groups.push_back(
          {{"tokens", {g.tokens.begin, g.tokens.end}}, {"head", g.head}, {"preposition", g.preposition}});
    for (const Clause& c : work_.analysis.clauses) {
      const VerbGroup& verb = work_.analysis.chunks.verbs[c.verb];
      Json arguments = Json::array();
      for (const Argument& argument : c.arguments)
        arguments.push_back({{"place", argument.place}, {"candidates", argument.candidates}});
      clauses.push_back({{"verb", verb.lemma},
                         {"tokens", {verb.tokens.begin, verb.tokens.end}},
                         {"link", name_of(c.link)},
                         {"marker", c.marker},
                         {"features", features(verb)},
                         {"arguments", std::move(arguments)}});
    }
    for (const RuleTrial& t : work_.trials)
      trials.push_back({{"rule", t.rule_name},
                        {"trigger", {t.trigger.begin, t.trigger.end}},
                        {"outcome", describe(t.outcome)}});
    for (size_t i = 0; i < work_.matches.size(); ++i) {
      const RelationMatch& m = work_.matches[i];
      const Modality& modality = work_.modalities[i];
      const auto side = [&](const Filler& f) {
        return Json{{"name", article_.mentions.entities[f.entity].name},
                    {"type", article_.mentions.entities[f.entity].type},
                    {"via", name_of(f.via)},
                    {"tokens", {f.tokens.begin, f.tokens.end}}};
      };
      facts.push_back({{"subject", side(m.subject)},
                       {"relation", rules_.schema().relations[rules_.rules()[m.rule].relation].name},
                       {"object", side(m.object)},
                       {"rule", m.rule_name},
                       {"trigger", {m.anchor.trigger.begin, m.anchor.trigger.end}},
                       {"certainty", name_of(modality.certainty)},
                       {"status", name_of(modality.status)},
                       {"negated", modality.negated},
                       {"speaker", modality.speaker},
                       {"confidence", m.confidence.permille},
                       {"trials", m.confidence.trials}});
    }
    for (const QuantityMatch& m : work_.quantities)
      quantities.push_back({{"subject", article_.mentions.entities[m.subject.entity].name},
                            {"measure", m.measure},
                            {"value", m.value},
                            {"unit", m.unit},
                            {"qualifier", std::string(1, m.qualifier)},
                            {"rule", m.rule_name},
                            {"amount", {m.amount.begin, m.amount.end}},
                            {"trigger", {m.trigger.begin, m.trigger.end}},
                            {"certainty", name_of(m.modality.certainty)},
                            {"confidence", m.confidence.permille},
                            {"trials", m.confidence.trials}});
    return {{"sentence", index_},
            {"span", {sentence_.span.begin, sentence_.span.end}},
            {"text", text()},
            {"tokens", std::move(tokens)},
            {"groups", std::move(groups)},
            {"mentions", std::move(mentions)},
            {"clauses", std::move(clauses)},
            {"tried", std::move(trials)},
            {"facts", std::move(facts)},
            {"quantities", std::move(quantities)}};
  }

 private:
  const ArticleWork& article_;
  uint32_t index_;
  const text::Sentence& sentence_;
  const SentenceWork& work_;
  const RuleSet& rules_;
};

std::set<uint32_t> entities_named(const ArticleWork& work, std::string_view name) {
  const std::string wanted = fold_name(name);
  std::set<uint32_t> found;
  for (uint32_t i = 0; i < work.mentions.entities.size(); ++i)
    if (fold_name(work.mentions.entities[i].name) == wanted) found.insert(i);
  for (const Mention& m : work.mentions.mentions) {
    if (m.via != Via::Name || fold_name(work.document.text.substr(m.span.begin, m.span.size())) != wanted)
      continue;
    found.insert(m.entity);
    if (m.other_reading != kNone) found.insert(m.other_reading);
  }
  return found;
}

bool any_of_type(const ArticleWork& work, const std::set<uint32_t>& entities,
                 const std::vector<std::string>& types) {
  return std::any_of(entities.begin(), entities.end(), [&](uint32_t e) {
    return std::find(types.begin(), types.end(), work.mentions.entities[e].type) != types.end();
  });
}

std::string list_of(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : " or ") + item;
  return text;
}

std::string types_of(const ArticleWork& work, const std::set<uint32_t>& entities) {
  std::vector<std::string> types;
  for (const uint32_t e : entities) types.push_back(work.mentions.entities[e].type);
  return list_of(types);
}

}  // namespace

std::string explain_text(const ArticleWork& work, const RuleSet& rules, bool with_tokens) {
  std::string out;
  for (uint32_t i = 0; i < work.sentences.size(); ++i)
    out += SentenceStory(work, i, rules).to_text(with_tokens) + "\n";
  return out;
}

std::string explain_json(const ArticleWork& work, const RuleSet& rules) {
  Json sentences = Json::array();
  for (uint32_t i = 0; i < work.sentences.size(); ++i)
    sentences.push_back(SentenceStory(work, i, rules).to_json());
  return Json{{"article", work.document.metadata.id},
              {"language", work.document.metadata.language},
              {"sentences", std::move(sentences)}}
      .dump();
}

std::string why_not(const ArticleWork& work, const RuleSet& rules, std::string_view subject,
                    std::string_view relation, std::string_view object) {
  const Relation* wanted = rules.schema().relation(relation);
  if (wanted == nullptr) {
    std::vector<std::string> names;
    for (const Relation& r : rules.schema().relations) names.push_back(r.name);
    Error error(ErrorKind::Argument, "UnknownRelation", "there is no relation " + std::string(relation));
    if (const std::string near = nearest_name(relation, names); !near.empty())
      error.hint("did you mean " + near + "?");
    throw error;
  }
  std::set<uint32_t> subjects = entities_named(work, subject), objects = entities_named(work, object);
  for (const auto& [name, found] : {std::pair(subject, &subjects), std::pair(object, &objects)})
    if (found->empty())
      return "mentions: nothing in the article is recognised as \"" + std::string(name) + "\"\n";
  if (!any_of_type(work, subjects, wanted->subject_types))
    return "types: " + std::string(subject) + " is a " + types_of(work, subjects) +
           " here, but the subject of " + wanted->name + " is a " + list_of(wanted->subject_types) + "\n";
  if (!any_of_type(work, objects, wanted->object_types))
    return "types: " + std::string(object) + " is a " + types_of(work, objects) +
           " here, but the object of " + wanted->name + " is a " + list_of(wanted->object_types) + "\n";

  std::string out;
  bool together = false;
  for (uint32_t i = 0; i < work.sentences.size(); ++i) {
    const SentenceWork& s = work.sentences[i];
    const auto mentioned = [&](const std::set<uint32_t>& entities) {
      return std::any_of(s.mention_ids.begin(), s.mention_ids.end(), [&](uint32_t id) {
        const Mention& m = work.mentions.mentions[id];
        return entities.contains(m.entity) || entities.contains(m.other_reading);
      });
    };
    const SentenceStory story(work, i, rules);
    for (size_t k = 0; k < s.matches.size(); ++k) {
      const RelationMatch& m = s.matches[k];
      if (rules.schema().relations[rules.rules()[m.rule].relation].name != wanted->name) continue;
      const bool straight = subjects.contains(m.subject.entity) && objects.contains(m.object.entity);
      const bool turned =
          wanted->symmetric && subjects.contains(m.object.entity) && objects.contains(m.subject.entity);
      if (straight || turned) return "found: " + story.fact(k) + "\n  in: " + story.text() + "\n";
    }
    if (!mentioned(subjects) || !mentioned(objects)) continue;
    together = true;
    out += "both ends are in: " + story.text() + "\n";
    bool triggered = false;
    for (const RuleTrial& trial : s.trials) {
      if (rules.schema().relations[rules.rules()[trial.rule].relation].name != wanted->name) continue;
      triggered = true;
      out += "  rule " + story.trial(trial) + "\n";
    }
    if (!triggered) out += "  trigger: no rule of " + wanted->name + " has a trigger here\n";
  }
  if (!together)
    out += "sentences: no sentence holds both ends, by name or by an expression that was resolved to them\n";
  return out;
}

}  // namespace trama::extract
