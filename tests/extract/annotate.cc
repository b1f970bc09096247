// Prints what extraction makes of articles: a JSON object a line in the annotation format for the referee, or
// with
// --explain every stage.
#include <iostream>

#include "core/extract/explain.h"
#include "core/extract/extractor.h"
#include "core/text/reader.h"

int main(int argc, char** argv) {
  using namespace trama;
  std::vector<std::string> paths(argv + 1, argv + argc);
  const bool explain = !paths.empty() && paths.front() == "--explain";
  const bool records = !paths.empty() && paths.front() == "--records";
  if (explain || records) paths.erase(paths.begin());
  try {
    const extract::Knowledge knowledge(knowledge::files_from_environment());
    const text::Boilerplate boilerplate(knowledge.files());
    extract::Extractor extractor(knowledge);
    text::ArticleReader reader(paths, boilerplate, std::cin);
    while (auto item = reader.next()) {
      if (const Error* error = std::get_if<Error>(&item->article)) throw *error;
      const extract::ArticleWork work =
          extractor.analyse(std::move(std::get<text::Article>(item->article)), explain);
      if (explain) {
        std::cout << extract::explain_text(work, knowledge.rules(), false) << '\n';
        continue;
      }
      const ArticleRecord record = extractor.assemble(work);
      std::cout << (records ? to_json(record) : to_annotation_json(record)) << '\n';
    }
  } catch (const Error& error) {
    std::cerr << render(error) << '\n';
    return 1;
  }
  return 0;
}
