// A text through real analysis, for tests of what extraction makes of it.
#pragma once

#include <string>
#include <vector>

#include "core/extract/chunk.h"
#include "core/extract/mention_finder.h"
#include "core/text/reader.h"
#include "core/text/text_analysis.h"

namespace trama::extract {

// Holds the analysers of all cases of a program: starting one takes longer than a test.
class Analysed {
 public:
  // The text may open with a line `source: NAME` and an empty one.
  Analysed(const std::string& language, const std::string& text) {
    text::Article article = text::parse_article(
        "language: " + language + (text.starts_with("source: ") ? "\n" : "\n\n") + text + "\n",
        text::ArticleFormat::Text, "test.txt", tools().boilerplate);
    document = tools().analysis.analyse(std::move(article));
    const Chunker chunker(tools().files, language);
    for (const text::Sentence& sentence : document.sentences) chunks.push_back(chunker.chunk(sentence));
    mentions = tools().finder.find(document, chunks);
  }

  // "Company Alba Srl" of the mention written `form` (the `nth` of them, from 0), "none" where there is none.
  std::string of(const std::string& form, size_t nth = 0) const {
    for (const Mention& mention : mentions.mentions) {
      if (document.text.substr(mention.span.begin, mention.span.size()) != form || nth-- > 0) continue;
      const Entity& entity = mentions.entities[mention.entity];
      return entity.type + " " + entity.name;
    }
    return "none";
  }

  // The name of the first policy, "none" where there is none.
  std::string policy() const {
    for (const Entity& entity : mentions.entities)
      if (entity.type == "Policy") return entity.name;
    return "none";
  }

  // The forms of all names, in reading order, joined by " | ".
  std::string names() const {
    std::string out;
    for (const Mention& mention : mentions.mentions)
      if (mention.via == Via::Name)
        out += (out.empty() ? "" : " | ") + document.text.substr(mention.span.begin, mention.span.size());
    return out;
  }

  // "DROPPED Alba Srl": how the `nth` expression that is no name is resolved.
  std::string stand_in(size_t nth = 0) const {
    for (const Mention& mention : mentions.mentions)
      if (mention.via != Via::Name && nth-- == 0)
        return std::string(name_of(mention.via)) + " " + mentions.entities[mention.entity].name;
    return "none";
  }

  // What a sentence, from 0, is about.
  std::string topic(size_t sentence) const {
    const uint32_t thing = mentions.topic_of_sentence.at(sentence);
    return thing == kNone ? "none" : mentions.entities[thing].name;
  }

  text::Document document;
  std::vector<Chunks> chunks;
  Mentions mentions;

 private:
  struct Tools {
    knowledge::Files files;
    text::Languages languages{files};
    text::Boilerplate boilerplate{files};
    text::TextAnalysis analysis{languages};
    MentionFinder finder{files};
  };
  static Tools& tools() {
    static Tools tools;
    return tools;
  }
};

}  // namespace trama::extract
