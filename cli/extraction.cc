#include "cli/extraction.h"

#include "cli/input.h"

namespace trama::cli {

struct ExtractionResources::State {
  extract::Knowledge knowledge;
  text::Boilerplate boilerplate;

  explicit State(const std::vector<extract::RuleSource>& rules)
      : knowledge(knowledge::files_from_environment(), rules), boilerplate(knowledge.files()) {}
};

ExtractionResources::ExtractionResources(const std::vector<std::string>& rule_files) {
  std::vector<extract::RuleSource> rules;
  for (const std::string& path : rule_files) rules.push_back({path, read_text(path)});
  state_ = std::make_unique<State>(rules);
}

ExtractionResources::~ExtractionResources() = default;

std::string ExtractionResources::fingerprint() const { return state_->knowledge.fingerprint(); }

const text::Boilerplate& ExtractionResources::boilerplate() const { return state_->boilerplate; }

const extract::Knowledge& ExtractionResources::knowledge() const { return state_->knowledge; }

assemble::Options ExtractionResources::assembly() const {
  assemble::Options options;
  options.symmetric.clear();
  for (const extract::Relation& relation : state_->knowledge.schema().relations) {
    if (relation.symmetric) options.symmetric.insert(relation.name);
  }
  return options;
}

Extraction ExtractionResources::make_extraction() const {
  const auto extractor = std::make_shared<extract::Extractor>(state_->knowledge);
  return [extractor](text::Article article) { return extractor->extract(std::move(article)); };
}

}  // namespace trama::cli
