// Prints the tokens of articles with their readings, for a look at what text analysis makes of them.
#include <iostream>

#include "core/text/reader.h"
#include "core/text/text_analysis.h"

using namespace trama;
using namespace trama::text;

namespace {

void print(const Document& document) {
  std::cout << "# " << document.metadata.path << " [" << document.metadata.language << "] "
            << document.metadata.title << " (" << document.metadata.date << ")\n";
  for (const Sentence& sentence : document.sentences) {
    std::cout << (sentence.heading ? "\n## " : "\n") << "p" << sentence.paragraph << ' '
              << document.text.substr(sentence.span.begin, sentence.span.size()) << '\n';
    if (!sentence.analysed) std::cout << "  FAILED: " << sentence.failure << '\n';
    for (const Token& token : sentence.tokens) {
      std::cout << "  " << token.surface << "\t"
                << "WNPX"[static_cast<int>(token.kind)] << (token.joined ? "+" : "")
                << (token.unknown ? "*" : "");
      for (const Reading& reading : token.readings) {
        std::cout << (reading.removed ? "  (" : "  ") << reading.lemma;
        for (const std::string& tag : reading.tags) std::cout << '.' << tag;
        if (reading.removed) std::cout << ')';
      }
      std::cout << '\n';
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const knowledge::Files files = knowledge::files_from_environment();
  const Languages languages(files);
  const Boilerplate boilerplate(files);
  TextAnalysis analysis(languages);
  ArticleReader reader(std::vector<std::string>(argv + 1, argv + argc), boilerplate, std::cin);
  int status = 0;
  while (auto item = reader.next()) {
    try {
      if (const Error* error = std::get_if<Error>(&item->article)) throw *error;
      print(analysis.analyse(std::move(std::get<Article>(item->article))));
    } catch (const Error& error) {
      std::cerr << item->name << ": " << render(error) << '\n';
      status = 1;
    }
  }
  return status;
}
