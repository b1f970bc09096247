// Extraction as the commands run it: the knowledge files, and an extractor for each worker.
#pragma once

#include <memory>

#include "cli/article_pipeline.h"
#include "core/assemble/schema.h"
#include "core/extract/extractor.h"

namespace trama::cli {

// Loaded once, shared by all workers. `rule_files` are used besides the built-in rules. Throws Error of kind
// Input where a file is malformed.
class ExtractionResources {
 public:
  // `without` leaves stages' knowledge out.
  explicit ExtractionResources(const std::vector<std::string>& rule_files = {},
                               const extract::Stages& without = {});
  ~ExtractionResources();
  ExtractionResources(const ExtractionResources&) = delete;
  ExtractionResources& operator=(const ExtractionResources&) = delete;

  // Of engine, schema, rules, gazetteers and language data: part of every record.
  std::string fingerprint() const;
  const text::Boilerplate& boilerplate() const;
  const extract::Knowledge& knowledge() const;
  // What the schema tells assembly.
  assemble::Options assembly() const;
  // For one worker; this object must outlive it, and so must `profile`, where that worker keeps one.
  Extraction make_extraction(const extract::Stages& without = {}, CpuProfile* profile = nullptr) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The relations that hold both ways, by the rule files alone.
std::set<std::string, std::less<>> symmetric_relations();

// The schema's type of entities of this name, in whatever case it is written. Throws Error of kind Argument
// with near ones where there is none.
std::string entity_type(const std::string& name);

}  // namespace trama::cli
