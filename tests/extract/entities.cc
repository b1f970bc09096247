// Prints the entities of articles in the annotation format, one JSON object a line: what the referee reads.
// With
// --mentions, each mention with its entity instead.
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "core/extract/mention_finder.h"
#include "core/text/reader.h"
#include "core/text/text_analysis.h"

using namespace trama;
using namespace trama::extract;

namespace {

void print_annotation(const text::Document& document, const Mentions& mentions) {
  nlohmann::ordered_json out;
  out["article"] = document.metadata.path.substr(document.metadata.path.rfind('/') + 1);
  out["language"] = document.metadata.language;
  std::vector<std::set<std::string>> forms(mentions.entities.size());
  for (const Mention& mention : mentions.mentions) {
    if (mention.via != Via::Name) continue;
    std::string form = document.text.substr(mention.span.begin, mention.span.size());
    forms[mention.entity].insert(form);
    if (mention.other_reading != kNone) forms[mention.other_reading].insert(form);
  }
  out["entities"] = nlohmann::json::array();
  for (size_t e = 0; e < mentions.entities.size(); ++e)
    if (!forms[e].empty())
      out["entities"].push_back({{"id", std::to_string(e)},
                                 {"type", mentions.entities[e].type},
                                 {"name", mentions.entities[e].name},
                                 {"mentions", forms[e]}});
  out["triples"] = nlohmann::json::array();
  out["quantities"] = nlohmann::json::array();
  std::cout << out.dump() << '\n';
}

void print_mentions(const text::Document& document, const Mentions& mentions) {
  uint32_t sentence = kNone;
  for (const Mention& mention : mentions.mentions) {
    if (mention.sentence != sentence) {
      sentence = mention.sentence;
      const ByteSpan& span = document.sentences[sentence].span;
      std::cout << "\n" << document.text.substr(span.begin, span.size());
      if (uint32_t topic = mentions.topic_of_sentence[sentence]; topic != kNone)
        std::cout << "   {topic " << mentions.entities[topic].name << "}";
      std::cout << '\n';
    }
    const Entity& entity = mentions.entities[mention.entity];
    std::cout << "  [" << document.text.substr(mention.span.begin, mention.span.size()) << "] "
              << name_of(mention.via) << " = " << entity.type << ' ' << entity.name;
    if (mention.other_reading != kNone) std::cout << " / " << mentions.entities[mention.other_reading].type;
    std::cout << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths(argv + 1, argv + argc);
  bool show_mentions = std::erase(paths, "--mentions") > 0;
  const knowledge::Files files = knowledge::files_from_environment();
  const text::Languages languages(files);
  const text::Boilerplate boilerplate(files);
  text::TextAnalysis analysis(languages);
  MentionFinder finder(files);
  text::ArticleReader reader(paths, boilerplate, std::cin);
  while (auto item = reader.next()) {
    if (const Error* error = std::get_if<Error>(&item->article)) {
      std::cerr << render(*error) << '\n';
      continue;
    }
    const text::Document document = analysis.analyse(std::move(std::get<text::Article>(item->article)));
    const Chunker chunker(files, document.metadata.language);
    std::vector<Chunks> chunks;
    for (const text::Sentence& sentence : document.sentences) chunks.push_back(chunker.chunk(sentence));
    const Mentions mentions = finder.find(document, chunks);
    show_mentions ? print_mentions(document, mentions) : print_annotation(document, mentions);
  }
}
