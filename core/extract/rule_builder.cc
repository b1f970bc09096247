#include "core/extract/rule_builder.h"

#include "core/extract/word_shape.h"

namespace trama::extract {

namespace {

constexpr std::string_view kPlaces[] = {
    "subj",  "obj",       "comp",    "self",   "poss",      "pre",    "demonym",      "topic",    "maker",
    "seat",  "any",       "bearer",  "host",   "appointer", "outer",  "intransitive", "contents", "agent",
    "owner", "agentless", "heading", "clitic", "earlier",   "holder", "complement",   "own"};
constexpr std::string_view kSpecialTypes[] = {"Money", "Percent", "Minority", "Control", "Role"};

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : to_lower(text)) {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace

std::string unquoted(std::string text) {
  if (text.size() < 2 || text.front() != '"') return text;
  std::string out;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '\\' && i + 2 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

void RuleBuilder::build(RulesParser::FileContext* file) {
  for (RulesParser::StatementContext* statement : file->statement()) {
    if (auto* entity = statement->entityStatement()) add_type(entity);
    if (auto* measure = statement->measureStatement()) add_measure(measure);
    if (auto* relation = statement->relationStatement()) open_relation(relation);
    if (auto* cue = statement->cueStatement()) add_cue(cue);
    if (auto* words = statement->classStatement()) add_class(words);
    if (auto* rule = statement->lexiconRule()) add_lexicon_rule(rule);
    if (auto* rule = statement->patternRule()) add_pattern_rule(rule);
    if (auto* example = statement->exampleStatement()) add_example(example);
    if (auto* counter = statement->counterStatement()) add_counter(counter);
  }
}

std::string RuleBuilder::near(std::string_view word, const std::vector<std::string>& candidates) const {
  const std::string best = nearest_name(word, candidates);
  return best.empty() ? "" : "did you mean " + best + "?";
}

void RuleBuilder::add_type(RulesParser::EntityStatementContext* entity) {
  const std::string name = text_of(entity->word());
  if (set_.schema_.has_type(name)) fail(entity->word(), "the entity type " + name + " is declared twice");
  set_.schema_.types.push_back({name, entity->description ? unquoted(entity->description->getText()) : ""});
}

void RuleBuilder::add_measure(RulesParser::MeasureStatementContext* measure) {
  const std::string name = text_of(measure->word());
  if (set_.schema_.measure(name)) fail(measure->word(), "the measure " + name + " is declared twice");
  set_.schema_.measures.push_back({name, texts_of(measure->units->word()),
                                   measure->description ? unquoted(measure->description->getText()) : ""});
}

std::vector<std::string> RuleBuilder::entity_types(
    const std::vector<RulesParser::WordContext*>& words) const {
  std::vector<std::string> types;
  for (RulesParser::WordContext* word : words) {
    const std::string type = text_of(word);
    check_type(word, type);
    types.push_back(type);
  }
  return types;
}

void RuleBuilder::check_type(RulesParser::WordContext* word, const std::string& type) const {
  if (set_.schema_.has_type(type)) return;
  std::vector<std::string> names;
  for (const EntityType& known : set_.schema_.types) names.push_back(known.name);
  std::string hint = near(type, names);
  fail(word, "there is no entity type " + type, hint.empty() ? "declare it: entity " + type : hint);
}

void RuleBuilder::open_relation(RulesParser::RelationStatementContext* context) {
  const std::string name = text_of(context->word());
  auto& relations = set_.schema_.relations;
  const auto known =
      std::find_if(relations.begin(), relations.end(), [&](const Relation& r) { return r.name == name; });
  relation_ = static_cast<uint32_t>(known - relations.begin());
  if (context->subject == nullptr) {
    if (known != relations.end()) return;
    std::vector<std::string> names;
    for (const Relation& relation : relations) names.push_back(relation.name);
    std::string hint = near(name, names);
    fail(context->word(), "the relation " + name + " is not declared yet",
         hint.empty() ? "a declaration names its types: relation " + name + " Company -> Company" : hint);
  }
  if (known != relations.end())
    fail(context->word(), "the relation " + name + " is declared twice",
         "to add rules to it, write: relation " + name);
  Relation relation;
  relation.name = name;
  relation.subject_types = entity_types(context->subject->word());
  relation.object_types = entity_types(context->object->word());
  for (RulesParser::RelationTraitContext* trait : context->relationTrait()) {
    if (dynamic_cast<RulesParser::SymmetricTraitContext*>(trait)) relation.symmetric = true;
    if (dynamic_cast<RulesParser::AlikeTraitContext*>(trait)) relation.alike = true;
    if (dynamic_cast<RulesParser::FunctionalTraitContext*>(trait)) relation.functional = true;
    if (auto* keeps = dynamic_cast<RulesParser::KeepsTraitContext*>(trait)) {
      for (const std::string& kept : texts_of(keeps->word())) relation.keeps.push_back(kept);
    }
    if (auto* text = dynamic_cast<RulesParser::DescriptionTraitContext*>(trait))
      relation.description = unquoted(text->STRING()->getText());
  }
  relations.push_back(std::move(relation));
}

void RuleBuilder::add_cue(RulesParser::CueStatementContext* context) {
  for (const std::string& language : texts_of(context->languages()->word())) {
    auto& words = set_.cues_[language + "/" + text_of(context->word(0))];
    for (size_t i = 1; i < context->word().size(); ++i)
      words.push_back(split_words(text_of(context->word(i))));
  }
}

void RuleBuilder::add_class(RulesParser::ClassStatementContext* context) {
  for (const std::string& language : texts_of(context->languages()->word())) {
    auto& words = set_.classes_[language + "/" + text_of(context->word(0))];
    for (size_t i = 1; i < context->word().size(); ++i) words.push_back(to_lower(text_of(context->word(i))));
    std::sort(words.begin(), words.end());
  }
}

uint32_t RuleBuilder::current_relation(antlr4::ParserRuleContext* where) const {
  if (relation_ >= set_.schema_.relations.size())
    fail(where, "this rule belongs to no relation", "write a line 'relation NAME ...' above it");
  return relation_;
}

Slot RuleBuilder::slot_of(RulesParser::SlotContext* context, bool condition) const {
  Slot slot;
  slot.place = to_lower(text_of(context->word(0)));
  std::replace(slot.place.begin(), slot.place.end(), '_', ' ');
  for (size_t i = 1; i < context->word().size(); ++i) {
    const std::string type = text_of(context->word(i));
    const bool special = condition && (std::find(std::begin(kSpecialTypes), std::end(kSpecialTypes), type) !=
                                           std::end(kSpecialTypes) ||
                                       set_.has_class(type) || to_lower(type) == type);
    if (!special) check_type(context->word(i), type);
    slot.types.push_back(type);
  }
  // Anything else is a preposition; a misspelt place would silently never match.
  if (slot.place.size() <= 3 || condition) return slot;
  const std::vector<std::string> places(std::begin(kPlaces), std::end(kPlaces));
  const std::string meant = nearest_name(slot.place, places);
  if (!meant.empty() && meant != slot.place && slot.place.substr(0, 2) == meant.substr(0, 2))
    fail(context->word(0), "there is no place " + slot.place, "did you mean " + meant + "?");
  return slot;
}

std::vector<Slot> RuleBuilder::slots_of(RulesParser::SlotChoiceContext* context) const {
  std::vector<Slot> slots;
  for (RulesParser::SlotContext* slot : context->slot()) slots.push_back(slot_of(slot, false));
  return slots;
}

// One of the words that say how a fact comes out: former, planned, negated, reported, …
void RuleBuilder::apply_flag(Effect& effect, RulesParser::PlainWordContext* word) const {
  const std::string flag = text_of(word);
  if (flag == "current")
    effect.status = Status::Current;
  else if (flag == "former")
    effect.status = Status::Former;
  else if (flag == "planned")
    effect.status = Status::Planned;
  else if (flag == "stated")
    effect.certainty = Certainty::Stated;
  else if (flag == "reported")
    effect.certainty = Certainty::Reported;
  else if (flag == "speculated")
    effect.certainty = Certainty::Speculated;
  else if (flag == "negated")
    effect.negated = true;
  else if (flag == "presupposed")
    effect.presupposed = true;
  else if (flag == "weak")
    effect.weak = true;
  else if (flag == "lone")
    effect.lone = true;
  else
    fail(word, "'" + flag + "' is no way for a fact to be",
         "one of: current former planned stated reported speculated negated presupposed weak lone");
}

void RuleBuilder::apply_options(Rule& rule,
                                const std::vector<RulesParser::RuleOptionContext*>& options) const {
  for (RulesParser::RuleOptionContext* option : options) {
    if (auto* where = dynamic_cast<RulesParser::WhereOptionContext*>(option))
      rule.required.push_back(slot_of(where->slot(), true));
    if (auto* unless = dynamic_cast<RulesParser::UnlessOptionContext*>(option)) {
      for (const std::string& word : texts_of(unless->plainWord()))
        rule.unless.push_back(set_.schema_.has_type(word) ? word : to_lower(word));
    }
    if (auto* support = dynamic_cast<RulesParser::SupportOptionContext*>(option)) {
      for (RulesParser::SupportVerbContext* verb : support->supportVerb()) {
        SupportVerb entry{to_lower(text_of(verb->plainWord(0))), {}};
        if (verb->plainWord().size() > 1) apply_flag(entry.effect, verb->plainWord(1));
        rule.support.push_back(std::move(entry));
      }
    }
    if (auto* as = dynamic_cast<RulesParser::AsOptionContext*>(option)) {
      for (RulesParser::PlainWordContext* flag : as->plainWord()) apply_flag(rule.effect, flag);
    }
    if (auto* priority = dynamic_cast<RulesParser::PriorityOptionContext*>(option)) {
      const std::string number = text_of(priority->word());
      if (number.empty() || number.size() > 4 || number.find_first_not_of("0123456789") != std::string::npos)
        fail(priority->word(), "a priority is a number from 0 to 9999");
      rule.priority = std::stoi(number);
    }
  }
}

void RuleBuilder::add_lexicon_rule(RulesParser::LexiconRuleContext* context) {
  Rule rule;
  rule.relation = current_relation(context);
  const std::string kind = context->kind()->getText();
  rule.kind = kind == "verb"   ? RuleKind::Verb
              : kind == "noun" ? RuleKind::Noun
              : kind == "role" ? RuleKind::Role
                               : RuleKind::Name;
  for (const std::string& text : texts_of(context->word())) {
    Trigger trigger{split_words(text), text};
    if (!trigger.words.empty()) rule.triggers.push_back(std::move(trigger));
  }
  if (rule.triggers.empty() != (rule.kind == RuleKind::Name)) {
    if (rule.kind == RuleKind::Name)
      fail(context, "a name rule has no trigger words: the name itself is its trigger");
    fail(context, "a " + kind + " rule needs trigger words before ':'");
  }
  rule.subject = slots_of(context->subject);
  rule.object = slots_of(context->object);
  apply_options(rule, context->ruleOption());
  rule.file = source_.name;
  rule.source = offsets_.span(*context);
  for (const std::string& language : texts_of(context->languages()->word())) {
    rule.language = language;
    rule.name = set_.schema_.relations[relation_].name + "/" + language + "/" + name_of(rule.kind);
    // What the gazetteer knows is told apart from what the words say: "PRODUCES/en/name/maker".
    for (const std::vector<Slot>* slots : {&rule.subject, &rule.object})
      for (const Slot& slot : *slots)
        if (slot.place == "maker" || slot.place == "seat") rule.name += "/" + slot.place;
    append(rule);
  }
}

void RuleBuilder::append(const Rule& rule) {
  const uint32_t index = static_cast<uint32_t>(set_.rules_.size());
  const std::string prefix = rule.language + "/" + name_of(rule.kind) + "/";
  if (rule.triggers.empty()) set_.untriggered_[prefix].push_back(index);
  for (uint32_t i = 0; i < rule.triggers.size(); ++i)
    set_.index_[prefix + rule.triggers[i].words.front()].push_back({index, i});
  set_.rules_.push_back(rule);
}

std::string RuleBuilder::phrase_of(RulesParser::PhraseContext* context) const {
  return join_words(texts_of(context->word()));
}

ExpectedFact RuleBuilder::fact_of(RulesParser::FactPatternContext* context) const {
  ExpectedFact fact{phrase_of(context->subject), phrase_of(context->object), {}};
  for (RulesParser::PlainWordContext* flag : context->plainWord()) apply_flag(fact.effect, flag);
  return fact;
}

RuleExample RuleBuilder::example_of(antlr4::ParserRuleContext* context, const std::string& text) const {
  RuleExample example;
  example.relation = current_relation(context);
  example.text = unquoted(text);
  example.file = source_.name;
  example.source = offsets_.span(*context);
  return example;
}

void RuleBuilder::add_example(RulesParser::ExampleStatementContext* context) {
  RuleExample example = example_of(context, context->text->getText());
  for (RulesParser::FactPatternContext* fact : context->factPattern()) example.facts.push_back(fact_of(fact));
  for (const std::string& language : texts_of(context->languages()->word())) {
    example.language = language;
    set_.examples_.push_back(example);
  }
}

void RuleBuilder::add_counter(RulesParser::CounterStatementContext* context) {
  RuleExample example = example_of(context, context->text->getText());
  example.counter = true;
  if (context->factPattern()) example.facts.push_back(fact_of(context->factPattern()));
  for (const std::string& language : texts_of(context->languages()->word())) {
    example.language = language;
    set_.examples_.push_back(example);
  }
}

}  // namespace trama::extract
