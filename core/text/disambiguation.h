// Which reading of an ambiguous word holds: what is left to the tagger, and how it is asked.
//
// The tagger is the costliest of the analyser's programs: English's takes 0.2 ms of CPU for each ambiguous
// word. So it is asked about no word whose answer is known or makes no difference, and gets nothing but the
// stretches around those that it is asked about.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/text/stream_format.h"
#include "core/text/tagger.h"

namespace trama::text {

// readings.tsv: readings that are not asked about beside others. Lines of four columns, tab-separated; '#'
// starts a comment line:
//
//   *     vblex.inf  vblex.imp                    alike    where both are possible, the first is kept
//   's    gen        vbser.pres.p3.sg vbhaver...  260/260  so with this word, in lower case, only
//
// Readings are given by their tags, parts of a contraction joined by '+'. The last column says why: "alike",
// since nothing in extraction tells them apart, or how often the tagger chose the first.
class ReadingPreferences {
 public:
  ReadingPreferences() = default;
  // Throws Error of kind Input naming the line of `name` that is malformed, or that drops what an earlier one
  // keeps and keeps what it drops.
  ReadingPreferences(std::string_view table, std::string_view name);

  // Moves the readings that are not asked about behind the others, the order kept otherwise. Returns how many
  // are left to choose from.
  size_t settle(const std::string& lower, std::vector<JoinedReading>& readings) const;

 private:
  struct Preference {
    std::string word;  // "*": any
    std::vector<std::string> rather_than;
  };
  bool drops(std::string_view word, std::string_view kept, std::string_view dropped) const;

  std::unordered_map<std::string, std::vector<Preference>> by_kept_;  // by the tags of the reading to keep
};

// The units of one sentence after the constraint grammar.
class Disambiguation {
 public:
  Disambiguation() = default;
  Disambiguation(std::vector<LexicalUnit> units, const ReadingPreferences& preferences);

  // What the tagger gets, without the closing NUL; empty where no word is ambiguous. Units whose readings are
  // settled are sent as far as the tagger looks: two on either side of what is not. So its choice is that for
  // the whole sentence, but for ties and what falls out of a beam.
  std::string request() const;

  // Takes the tagger's reply. False where it does not answer the request.
  bool accept(std::string_view reply);

  // Instead of asking: chooses as the tagger would that has this model.
  void choose(const Tagger& tagger);

  // The units, the reading chosen for each first; the last call, after accept() where there was a request.
  std::vector<LexicalUnit> take() { return std::move(units_); }

 private:
  struct Stretch {
    size_t begin = 0, end = 0;  // of units_
  };
  std::vector<Stretch> stretches() const;
  bool ends_sentence(size_t unit) const;

  std::vector<LexicalUnit> units_;
  std::vector<size_t> choices_;  // by unit: so many of its readings are to choose from
};

}  // namespace trama::text
