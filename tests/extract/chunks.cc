// Prints the noun groups and verb groups of articles, for a look at what chunking makes of them.
#include <iostream>
#include <map>

#include "core/extract/chunk.h"
#include "core/text/reader.h"
#include "core/text/text_analysis.h"

using namespace trama;
using namespace trama::extract;

namespace {

std::string words(const text::Sentence& sentence, TokenRange range) {
  std::string out;
  for (uint32_t i = range.begin; i < range.end; ++i)
    if (!sentence.tokens[i].joined) out += (out.empty() ? "" : " ") + sentence.tokens[i].surface;
  return out;
}

void print(const text::Document& document, const Chunker& chunker) {
  static constexpr const char* kVoices[] = {"active", "passive", "reflexive"};
  static constexpr const char* kMoods[] = {"indicative", "conditional", "subjunctive", "imperative",
                                           "infinitive", "gerund",      "participle"};
  static constexpr const char* kTenses[] = {"present", "past", "future"};
  for (const text::Sentence& sentence : document.sentences) {
    std::cout << '\n' << document.text.substr(sentence.span.begin, sentence.span.size()) << '\n';
    const Chunks chunks = chunker.chunk(sentence);
    std::map<uint32_t, std::string> lines;
    for (const NounGroup& group : chunks.nouns) {
      std::string line =
          "  [" + words(sentence, group.tokens) + "] head " + sentence.tokens[group.head].surface;
      if (!group.preposition.empty()) line += ", " + group.preposition;
      if (group.definite) line += ", definite";
      if (group.possessor != kNoIndex)
        line += ", of " + words(sentence, chunks.nouns[group.possessor].tokens);
      lines[group.tokens.begin] = line;
    }
    for (const VerbGroup& group : chunks.verbs) {
      std::string line = "  <" + words(sentence, group.tokens) + "> " + group.lemma + " " +
                         kVoices[static_cast<size_t>(group.voice)] + " " +
                         kMoods[static_cast<size_t>(group.mood)] + " " +
                         kTenses[static_cast<size_t>(group.tense)];
      if (group.negated) line += ", negated";
      if (!group.modal.empty()) line += ", modal " + group.modal;
      if (group.copula) line += ", copula";
      lines[group.tokens.begin] = line;
    }
    for (const auto& [token, line] : lines) std::cout << line << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  const knowledge::Files files = knowledge::files_from_environment();
  const text::Languages languages(files);
  const text::Boilerplate boilerplate(files);
  text::TextAnalysis analysis(languages);
  text::ArticleReader reader(std::vector<std::string>(argv + 1, argv + argc), boilerplate, std::cin);
  while (auto item = reader.next()) {
    if (const Error* error = std::get_if<Error>(&item->article)) {
      std::cerr << render(*error) << '\n';
      continue;
    }
    const text::Document document = analysis.analyse(std::move(std::get<text::Article>(item->article)));
    print(document, Chunker(files, document.metadata.language));
  }
}
