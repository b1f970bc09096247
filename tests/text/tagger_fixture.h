// What the tests of taggers share: models in files, and apertium-tagger to compare with.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>

#include <poll.h>
#include <unistd.h>

#include "core/text/disambiguation.h"
#include "core/text/framed_pipeline.h"
#include "core/text/tagger.h"
#include "tests/text/fixture.h"

namespace trama::text {

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// A model in a file of its own, removed with this object.
class ModelFile {
 public:
  explicit ModelFile(const std::string& bytes)
      : path_(std::filesystem::temp_directory_path() / ("trama_model." + std::to_string(::getpid()))) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ModelFile(const ModelFile&) = delete;
  ModelFile& operator=(const ModelFile&) = delete;
  ~ModelFile() { std::filesystem::remove(path_); }

  std::string path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string answer(FramedPipeline& programs, const std::string& request) {
  if (!programs.running()) programs.restart();
  programs.send(request);
  std::vector<std::string> replies;
  while (replies.empty()) {
    std::vector<pollfd> polled;
    programs.add_polled(polled);
    ::poll(polled.data(), polled.size(), -1);
    REQUIRE(programs.pump(replies));
  }
  return replies.front();
}

inline std::string text_of(const std::vector<LexicalUnit>& units) {
  std::string out;
  for (const LexicalUnit& unit : units) append_unit(out, unit);
  return out;
}

// The units in the stream format, as the tagger leaves them.
inline std::string chosen(const Tagger& tagger, std::string_view units) {
  Disambiguation sentence(parse_stream(units), {});
  sentence.choose(tagger);
  return text_of(sentence.take());
}

// Checks that the model's tagger here chooses as a newly started apertium-tagger does. Returns how many words
// there were to choose for.
inline size_t check_chooses_as_asked(const AnalyserFiles& files, const std::vector<std::string>& sentences) {
  const std::unique_ptr<const Tagger> tagger = Tagger::read(files.tagger);
  REQUIRE(tagger != nullptr);
  FramedPipeline analysis({{"lt-proc", "-z", "-w", files.morphology}, {"cg-proc", "-z", files.grammar}});
  FramedPipeline asked({{"apertium-tagger", "-z", "-g", "-f", "-p", files.tagger}});
  size_t ambiguous = 0;
  for (const std::string& text : sentences) {
    std::string request;
    append_escaped(request, text);
    const std::vector<LexicalUnit> units = parse_stream(answer(analysis, request + "\n"));
    Disambiguation here(units, {}), there(units, {});
    const std::string question = there.request();
    INFO(question);
    if (question.empty()) continue;
    asked.stop();
    REQUIRE(there.accept(answer(asked, question)));
    here.choose(*tagger);
    CHECK(text_of(here.take()) == text_of(there.take()));
    for (const LexicalUnit& unit : units) ambiguous += unit.readings.size() > 1;
  }
  return ambiguous;
}

}  // namespace trama::text
