// Apertium's averaged perceptron tagger, read from its model. What it chooses is what apertium-tagger
// chooses, which compiles the patterns of its tags anew for nearly every word that it looks at: 0.2 ms of CPU
// for each ambiguous one, a fiftieth of that here.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/coarse_tags.h"
#include "core/text/tagger.h"

namespace trama::text {

class PerceptronTagger : public Tagger {
 public:
  // Null where the file holds another kind of model, or asks for what is not known here.
  static std::unique_ptr<const PerceptronTagger> read(const std::string& path);

  std::vector<Order> choose(std::span<const Word> words) const override;

 private:
  class Loader;

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
