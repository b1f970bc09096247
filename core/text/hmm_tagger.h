// Apertium's tagger by a hidden Markov model of first order, read from its model. It chooses as a newly
// started apertium-tagger does, but for one thing: apertium-tagger, where readings come together that the
// model has not seen so, reads all later unknown words as if their class were the smallest known one of
// these readings. What is chosen here depends on nothing that came before.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/text/coarse_tags.h"
#include "core/text/tagger.h"

namespace trama::text {

class HmmTagger : public Tagger {
 public:
  // Null where the file holds another kind of model, or asks for what is not known here: preferences other
  // than by tags, and readings to discard.
  static std::unique_ptr<const HmmTagger> read(const std::string& path);

  // Of readings in one class it leaves the one that the model prefers, else the first.
  std::vector<Order> choose(std::span<const Word> words) const override;

 private:
  class Loader;

  using Tags = std::vector<size_t>;  // coarse ones
  // The tags that a word may have together, and how probable it is of each tag.
  struct AmbiguityClass {
    Tags tags;  // ascending
    std::vector<double> emissions;

    double emission(size_t tag) const;
  };
  // One of the ways to read a word.
  struct Choice {
    Tags tags;  // of its parts, in order: mostly of one
    size_t reading = 0;
  };
  using Choices = std::vector<Choice>;  // ascending by tags

  Choices choices_of(const Word& word) const;
  bool prefers(const JoinedReading& reading) const;
  // By choice and part, how probable its tag makes the word.
  std::vector<std::vector<double>> emissions(const Choices& choices) const;
  const AmbiguityClass& class_for(const Tags& tags) const;
  // By word, the place of the choice that is most probable in the whole.
  std::vector<size_t> decode(const std::vector<Choices>& words) const;

  CoarseTags coarse_;
  AmbiguityClass open_;  // that of unknown words
  size_t sentence_end_ = 0, text_end_ = 0;
  std::vector<std::vector<double>> transitions_;  // from, to
  std::vector<AmbiguityClass> classes_;
  std::map<Tags, size_t> class_places_;              // in classes_
  std::vector<std::vector<std::string>> preferred_;  // tags that follow each other
};

}  // namespace trama::text
