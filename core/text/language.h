// Languages as data: a folder languages/<code>/ of the knowledge files describes each; no C++ knows one.
//
//   profile.json       name, the analyser's mode files, elision, words that a letter numbers
//                      ("Series B"), words and nouns that open sentences, nouns that a title follows,
//                      conjunctions in two parts
//   common.txt         the most frequent words, by which the language is recognised
//   abbreviations.txt  words whose point does not end a sentence; those marked "title" never do
//   words.tsv          what the analyser lacks (word_list.h)
//   readings.tsv       what the tagger is not asked (disambiguation.h); need not be there
//
// What extraction asks of a language stands beside, in tables that the headers of their readers describe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/knowledge/knowledge.h"
#include "core/text/correlative.h"
#include "core/text/disambiguation.h"
#include "core/text/tokenizer.h"
#include "core/text/word_list.h"

namespace trama::text {

// The compiled data of the three programs of an Apertium pipeline, as paths.
struct AnalyserFiles {
  std::string morphology;  // lt-proc's
  std::string grammar;     // cg-proc's
  std::string tagger;      // apertium-tagger's
  std::string package;     // the system package that has them, for the message where they are missing
};

struct LanguageProfile {
  std::string code;  // "it"
  std::string name;  // "Italian"
  AnalyserFiles analyser;
  TokenizerOptions tokenizer;
  std::unordered_set<std::string> common_words;         // lower case
  std::unordered_map<std::string, bool> abbreviations;  // lower case, without point; true: a title
  std::unordered_set<std::string> lettered;             // lower case: "series" of "Series B", no initial
  std::unordered_set<std::string> openers;  // lower case: "il modello", with a capital, opens a sentence
  std::unordered_set<std::string> opening_nouns;  // lower case: "Analysts", whom articles need not introduce
  std::unordered_set<std::string> titled;         // lower case: "serie", which a title follows: "La torre"
  Correlatives correlatives;                      // "sia A sia B"
  WordList words;
  ReadingPreferences preferences;
};

// All languages that the knowledge files describe. Immutable; safe to share between threads.
class Languages {
 public:
  // Throws Error of kind Input where a file is malformed.
  explicit Languages(const knowledge::Files& files);

  const std::vector<std::unique_ptr<const LanguageProfile>>& all() const { return profiles_; }
  const LanguageProfile* find(std::string_view code) const;  // null where unknown

  // The language that `text` is written in; null where it is none of ours. Counts each language's most
  // frequent words in the first 20,000 bytes, against languages that are only known in order to be told apart
  // (languages/others.tsv).
  const LanguageProfile* identify(std::string_view text) const;

 private:
  std::vector<std::unique_ptr<const LanguageProfile>> profiles_;  // by code
  std::vector<std::unordered_set<std::string>> others_;
};

}  // namespace trama::text
