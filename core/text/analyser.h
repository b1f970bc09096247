// What a linguistic analyser gives: readings for the tokens of sentences. Apertium stands behind it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/stream_format.h"
#include "core/text/tokenizer.h"

namespace trama::text {

// How sure it is, before analysis, that a token is part of a name.
enum class NameEvidence : uint8_t {
  None,
  Possible,  // a capital where a sentence starts, or in a line of capitals
  Sure,      // by its shape, by a capital within a sentence, or like another that is
};

struct SentenceInput {
  std::string_view text;            // a slice of a view's text; never empty
  std::vector<ShapeToken> tokens;   // spans within `text`
  std::vector<NameEvidence> names;  // by token
};

// One or several tokens that the analyser reads as one, or a contraction.
struct AnalysedUnit {
  size_t token_begin = 0, token_end = 0;  // half-open range of the input's tokens
  bool unknown = false;                   // the analyser itself does not know it
  std::vector<JoinedReading> readings;    // the chosen one first, then those left, then those removed
};

struct Analysis {
  std::vector<AnalysedUnit> units;  // cover the input's tokens in order; empty where it failed
  std::string failure;              // why; empty where all is well
};

// Not thread-safe: one analyser a worker.
class Analyser {
 public:
  virtual ~Analyser() = default;

  // One analysis a sentence, in order. A sentence that cannot be analysed fails alone. Throws Error of kind
  // External where the analyser as a whole does not work.
  virtual std::vector<Analysis> analyse(std::span<const SentenceInput> sentences) = 0;
};

}  // namespace trama::text
