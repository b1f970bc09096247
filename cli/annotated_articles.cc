#include "cli/annotated_articles.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <thread>

#include "cli/article_pipeline.h"
#include "cli/input.h"

namespace trama::cli {

std::vector<std::string> read_gold(const std::string& path) {
  std::vector<std::string> paths;
  if (std::filesystem::is_directory(path)) {
    for (const auto& entry : std::filesystem::directory_iterator(path))
      if (entry.path().extension() == ".json") paths.push_back(entry.path().string());
    std::sort(paths.begin(), paths.end());
  } else {
    paths.push_back(path);
  }
  std::vector<std::string> out;
  for (const std::string& file : paths) out.push_back(read_text(file));
  return out;
}

std::vector<ArticleRecord> extract_articles(const ExtractionResources& resources,
                                            const std::vector<std::string>& paths,
                                            const extract::Stages& without) {
  text::ArticleReader reader(paths, resources.boilerplate(), std::cin);
  ArticlePipeline pipeline(reader, std::max(1U, std::thread::hardware_concurrency()),
                           [&] { return resources.make_extraction(without); }, {});
  std::vector<ArticleRecord> out;
  while (std::optional<ArticlePipeline::Result> result = pipeline.next()) {
    if (const Error* error = std::get_if<Error>(&result->outcome))
      throw Error(error->kind(), result->name + ": " + error->message()).hint(error->hint());
    out.push_back(std::get<ArticleRecord>(std::move(result->outcome)));
  }
  return out;
}

extract::Evaluation evaluate_records(const ExtractionResources& resources,
                                     const std::vector<std::string>& gold,
                                     const std::vector<ArticleRecord>& records) {
  std::vector<std::string> symmetric, predicted;
  for (const extract::Relation& relation : resources.knowledge().schema().relations)
    if (relation.symmetric) symmetric.push_back(relation.name);
  for (const ArticleRecord& record : records) predicted.push_back(to_annotation_json(record));
  return extract::evaluate(gold, predicted, symmetric);
}

}  // namespace trama::cli
