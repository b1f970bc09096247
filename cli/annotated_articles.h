// Annotated articles, extracted for comparison with their annotations.
#pragma once

#include <string>
#include <vector>

#include "cli/extraction.h"
#include "core/extract/evaluate.h"
#include "core/record/article_record.h"

namespace trama::cli {

// The content of a file of annotations, or of all json files of a folder, in the order of their names.
std::vector<std::string> read_gold(const std::string& path);

// All articles of the paths. Throws Error where one cannot be read or extracted.
std::vector<ArticleRecord> extract_articles(const ExtractionResources& resources,
                                            const std::vector<std::string>& paths,
                                            const extract::Stages& without = {});

// What `evaluate` makes of them with the schema's symmetric relations.
extract::Evaluation evaluate_records(const ExtractionResources& resources,
                                     const std::vector<std::string>& gold,
                                     const std::vector<ArticleRecord>& records);

}  // namespace trama::cli
