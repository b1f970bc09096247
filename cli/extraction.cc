#include "cli/extraction.h"

#include "cli/input.h"
#include "cli/near_name.h"
#include "core/base/utf8.h"
#include "core/text/apertium.h"

namespace trama::cli {

namespace {

std::set<std::string, std::less<>> symmetric_of(const extract::Schema& schema) {
  std::set<std::string, std::less<>> names;
  for (const extract::Relation& relation : schema.relations)
    if (relation.symmetric) names.insert(relation.name);
  return names;
}

}  // namespace

struct ExtractionResources::State {
  extract::Knowledge knowledge;
  text::Boilerplate boilerplate;

  State(const std::vector<extract::RuleSource>& rules, const extract::Stages& without)
      : knowledge(extract::files_without(knowledge::files_from_environment(), without), rules),
        boilerplate(knowledge.files()) {}
};

ExtractionResources::ExtractionResources(const std::vector<std::string>& rule_files,
                                         const extract::Stages& without) {
  // Each worker reads them again; what is wrong with them is said here, once, and of no article.
  text::apertium_options_from_environment();
  std::vector<extract::RuleSource> rules;
  for (const std::string& path : rule_files) rules.push_back({path, read_text(path)});
  state_ = std::make_unique<State>(rules, without);
}

ExtractionResources::~ExtractionResources() = default;

std::string ExtractionResources::fingerprint() const { return state_->knowledge.fingerprint(); }

const text::Boilerplate& ExtractionResources::boilerplate() const { return state_->boilerplate; }

const extract::Knowledge& ExtractionResources::knowledge() const { return state_->knowledge; }

assemble::Options ExtractionResources::assembly() const {
  return {.symmetric = symmetric_of(state_->knowledge.schema())};
}

Extraction ExtractionResources::make_extraction(const extract::Stages& without, CpuProfile* profile) const {
  const auto extractor = std::make_shared<extract::Extractor>(state_->knowledge, without, profile);
  return [extractor](text::Article article) { return extractor->extract(std::move(article)); };
}

std::set<std::string, std::less<>> symmetric_relations() {
  return symmetric_of(extract::load_rules(knowledge::files_from_environment()).schema());
}

std::string entity_type(const std::string& name) {
  const ExtractionResources resources;
  std::vector<std::string> names;
  for (const extract::EntityType& type : resources.knowledge().schema().types) {
    if (to_lower(type.name) == to_lower(name)) return type.name;
    names.push_back(type.name);
  }
  throw Error(ErrorKind::Argument, "UnknownType", "there is no type of entities '" + name + "'")
      .hint(near_names_hint(name, names));
}

}  // namespace trama::cli
