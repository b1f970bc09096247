// Apertium's averaged perceptron tagger, read from its model. What it chooses is what apertium-tagger
// chooses, which compiles the patterns of its tags anew for nearly every word that it looks at: 0.2 ms of CPU
// for each ambiguous one, a fiftieth of that here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/stream_format.h"

namespace trama::text {

// Immutable; safe to share between threads.
class PerceptronTagger {
 public:
  struct Word {
    std::string surface;                      // escaped, as in the stream
    std::span<const JoinedReading> readings;  // to choose from; none where it is unknown
  };

  // Null where the file holds another kind of model, or asks for what is not known here.
  static std::unique_ptr<const PerceptronTagger> read(const std::string& path);

  // By word of one sentence, which of its readings holds; 0 where there is no choice.
  std::vector<size_t> choose(std::span<const Word> sentence) const;

 private:
  class Loader;

  // Which class of the tagger's a reading is in, by its lemma and tags: an automaton over both.
  struct CoarseTags {
    std::string_view of(std::string_view lemma, const std::vector<std::string>& tags) const;

    std::vector<std::string> names;
    std::unordered_map<std::string, int32_t> symbols;  // of tags, "<n>"; letters are their code points
    int32_t any_tag = 0, any_letter = 0;
    size_t initial = 0, undefined = 0;                             // of states; of names
    std::vector<std::unordered_map<int32_t, size_t>> transitions;  // by state
    std::unordered_map<size_t, size_t> classes;                    // final states to places in names
  };

  // What a feature looks at.
  struct Observation {
    enum class Kind { Place, CoarseTags, Lemma, Surface };
    Kind kind = Kind::Place;
    int offset = 0;     // of the word, from the one that is decided
    size_t suffix = 0;  // so many last bytes only; 0: all
  };

  struct Hypothesis {
    std::vector<size_t> chosen;
    double score = 0;
  };

  double score(std::span<const Word> sentence, const std::vector<size_t>& chosen) const;
  std::string observe(const Observation& what, std::span<const Word> sentence,
                      const std::vector<size_t>& chosen) const;

  size_t beam_ = 0;
  CoarseTags coarse_;
  std::vector<Observation> observations_;
  std::vector<std::vector<size_t>> features_;        // each joins observations
  std::unordered_map<std::string, double> weights_;  // by the feature's place and what was observed
};

}  // namespace trama::text
