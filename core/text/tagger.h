// Which reading of an ambiguous word holds, by a model of Apertium's that is applied here.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/text/stream_format.h"

namespace trama::text {

// Immutable; safe to share between threads.
class Tagger {
 public:
  struct Word {
    std::string surface;                      // escaped, as in the stream
    std::span<const JoinedReading> readings;  // to choose from; none where it is unknown
  };
  // The readings of a word that are left, by their places, the one that holds first. Empty: all as they are.
  using Order = std::vector<size_t>;

  virtual ~Tagger() = default;

  // Null where the file holds a model of a kind, or asks for what, is not known here.
  static std::unique_ptr<const Tagger> read(const std::string& path);

  // By word of one sentence, or of a part of one. Depends on nothing else.
  virtual std::vector<Order> choose(std::span<const Word> words) const = 0;
};

}  // namespace trama::text
