// The classes into which a model of Apertium's puts readings, by their lemmas and tags.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/stream_format.h"

namespace trama::text {

// An automaton over letters and tags, as a model holds it: a loader fills it in and calls complete().
struct CoarseTags {
  // Parts of a contraction that are of one class together.
  struct Segment {
    size_t coarse_tag = 0;
    size_t begin = 0, end = 0;  // of the reading's parts
  };

  // Throws NotThisModel where something refers to what is not there.
  void complete();

  // Of one part of a reading.
  size_t of(const Reading& part) const;
  // Of a reading, the longest possible ones from the left; what is of no class is so up to the end.
  std::vector<Segment> segments(const JoinedReading& reading) const;

  std::vector<std::string> names;
  std::unordered_map<std::string, int32_t> symbols;  // of tags, "<n>"; letters are their code points
  size_t initial = 0, undefined = 0;                 // of states; of names
  std::vector<std::unordered_map<int32_t, size_t>> transitions;  // by state
  std::unordered_map<size_t, size_t> classes;                    // final states to places in names

 private:
  using States = std::vector<size_t>;
  void step(States& states, int32_t input, int32_t any) const;
  void read(States& states, const Reading& part) const;
  size_t best(const States& states) const;  // names.size() where none

  int32_t any_tag_ = 0, any_letter_ = 0;
};

}  // namespace trama::text
