#include "core/text/perceptron_tagger.h"

#include <algorithm>
#include <bit>

#include "core/text/tagger_model.h"

namespace trama::text {
namespace {

// Instructions of the stack machine in which a model's features are written. Compiled from the features of
// apertium-eng's .mtx file, its programs come in the few forms that Loader::observation knows.
constexpr char kAdd = 4, kPushInteger = 6, kEqual = 11, kLoad = 20, kPushWord = 24, kPushPart = 25,
               kSurface = 32, kSlice = 53, kAppend = 60;
constexpr std::string_view kFirstPart("\x19\x06\x00\x0b",
                                      4);  // only the first part of a contraction has features
constexpr std::string_view kLemma("\x1a\x1f\x21");
// For each part of the word its coarse tag, joined by points.
constexpr std::string_view kCoarseTags("\x2c\x11\x12\x00\x05\x15\x00\x22\x13\x08\x3a\xff", 12);

// What stands for words before and behind the sentence, and for unknown ones.
const JoinedReading kBefore{{"!TOK_UNDERFLOW!", {"!TUF!"}, false, false}};
const JoinedReading kBehind{{"!TOK_OVERFLOW!", {"!TOF!"}, false, false}};
const JoinedReading kUnknown{{"!UNTAGGED!", {"!UT!"}, false, false}};

void append_key(std::string& key, std::string_view part) {
  key += part;
  key += '\0';
}

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

}  // namespace

// Reads the form in which Apertium 3.8 writes a model: numbers as a count of bytes and the bytes, the highest
// first; all else is made of numbers.
class PerceptronTagger::Loader {
 public:
  explicit Loader(std::string_view bytes) : bytes_(bytes) {}

  void load(PerceptronTagger& tagger) {
    tagger.beam_ = number();
    // Constants of programs: those known here have none.
    expect(tagger.beam_ > 0 && number() == 0 && number() == 0);
    const std::vector<std::string> features = texts(), observations = texts();
    expect(text() == kFirstPart && number() == 1);
    for (const std::string& program : observations)
      tagger.observations_.push_back(observation(program, tagger.observations_));
    for (const std::string& program : features)
      tagger.features_.push_back(feature(program, tagger.observations_));
    load_coarse_tags(tagger.coarse_);
    for (size_t left = number(); left > 0; --left) {
      std::string key;
      for (size_t parts = number(); parts > 0; --parts) append_key(key, text());
      tagger.weights_[std::move(key)] = std::bit_cast<double>(number());
    }
    expect(bytes_.left() == 0);
  }

 private:
  static void expect(bool holds) { ModelBytes::expect(holds); }

  uint64_t number() { return bytes_.number_of(bytes_.number_of(1)); }

  int32_t symbol() { return static_cast<int32_t>(number()); }

  std::string text() {
    std::string text;
    for (size_t left = number(); left > 0; --left) text += static_cast<char>(number());
    return text;
  }

  std::vector<std::string> texts() {
    std::vector<std::string> texts;
    for (size_t left = number(); left > 0; --left) texts.push_back(text());
    return texts;
  }

  std::unordered_map<std::string, size_t> numbered_texts() {
    std::unordered_map<std::string, size_t> numbers;
    for (size_t left = number(); left > 0; --left) {
      std::string name = text();
      numbers[std::move(name)] = number();
    }
    return numbers;
  }

  // Operands count backwards, whether or not the machine's char has a sign.
  static int operand(char byte) { return static_cast<int8_t>(byte); }

  static size_t suffix(std::string_view program) {
    if (program.empty()) return 0;
    expect(program.size() == 3 && program[0] == kSlice && operand(program[1]) < 0 && program[2] == 0);
    return static_cast<size_t>(-operand(program[1]));
  }

  static Observation observation(std::string_view program, std::span<const Observation> before) {
    if (program.starts_with(kLemma))
      return {Observation::Kind::Lemma, 0, suffix(program.substr(kLemma.size()))};
    Observation what;
    if (program.starts_with(kPushWord)) {
      program.remove_prefix(1);
      if (program.size() >= 3 && program[0] == kPushInteger && program[2] == kAdd) {
        what.offset = operand(program[1]);
        program.remove_prefix(3);
      }
    } else {
      expect(program.size() >= 2 && program[0] == kLoad);
      const auto place = static_cast<uint8_t>(program[1]);
      expect(place < before.size() && before[place].kind == Observation::Kind::Place);
      what.offset = before[place].offset;
      program.remove_prefix(2);
    }
    if (program == kCoarseTags) {
      what.kind = Observation::Kind::CoarseTags;
    } else if (!program.empty()) {
      expect(program[0] == kSurface);
      what.kind = Observation::Kind::Surface;
      what.suffix = suffix(program.substr(1));
    }
    return what;
  }

  static std::vector<size_t> feature(std::string_view program, std::span<const Observation> observations) {
    std::vector<size_t> parts;
    for (; !program.empty(); program.remove_prefix(3)) {
      expect(program.size() >= 3 && program[0] == kLoad && program[2] == kAppend);
      const auto place = static_cast<uint8_t>(program[1]);
      expect(place < observations.size() && observations[place].kind != Observation::Kind::Place);
      parts.push_back(place);
    }
    return parts;
  }

  void load_coarse_tags(CoarseTags& coarse) {
    for (size_t left = number(); left > 0; --left) number();  // open classes
    coarse.names = texts();
    coarse.undefined = numbered_texts()["TAG_kUNDEF"];
    numbered_texts();       // constants
    expect(number() == 0);  // sets of classes, of hidden Markov models only
    for (const std::string& name : texts())
      coarse.symbols.emplace(name, -static_cast<int32_t>(coarse.symbols.size()) - 1);
    for (size_t left = number(); left > 0; --left) number(), number();  // pairs of symbols
    coarse.initial = number();
    for (size_t left = number(); left > 0; --left) number(), number();  // final states and weights
    const size_t states = number();
    expect(states <= bytes_.left());
    coarse.transitions.resize(states);
    for (size_t state = 0; state < coarse.transitions.size(); ++state) {
      expect(number() == state);
      for (size_t left = number(); left > 0; --left) {
        const int32_t input = symbol();
        const size_t next = number();
        number();  // weight
        expect(coarse.transitions[state].emplace(input, next).second);
      }
    }
    for (size_t left = number(); left > 0; --left) {
      const size_t state = number();
      coarse.classes[state] = number();
    }
    coarse.complete();
  }

  ModelBytes bytes_;
};

std::unique_ptr<const PerceptronTagger> PerceptronTagger::read(const std::string& path) {
  return read_model<PerceptronTagger, Loader>(path);
}

std::vector<Tagger::Order> PerceptronTagger::choose(std::span<const Word> words) const {
  std::vector<Hypothesis> beam(1), extended;
  for (const Word& word : words) {
    if (word.readings.size() < 2) {
      for (Hypothesis& hypothesis : beam) hypothesis.chosen.push_back(0);
      continue;
    }
    extended.clear();
    for (const Hypothesis& hypothesis : beam)
      for (size_t reading = 0; reading < word.readings.size(); ++reading) {
        Hypothesis& longer = extended.emplace_back(hypothesis);
        longer.chosen.push_back(reading);
        longer.score += score(words, longer.chosen);
      }
    beam.resize(std::min(beam_, extended.size()));
    std::partial_sort_copy(extended.begin(), extended.end(), beam.begin(), beam.end(),
                           [](const Hypothesis& a, const Hypothesis& b) { return a.score > b.score; });
  }
  std::vector<Order> orders(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    const size_t holds = beam.front().chosen[i];
    if (holds == 0) continue;
    orders[i].push_back(holds);
    for (size_t reading = 0; reading < words[i].readings.size(); ++reading)
      if (reading != holds) orders[i].push_back(reading);
  }
  return orders;
}

// What the last choice adds.
double PerceptronTagger::score(std::span<const Word> sentence, const std::vector<size_t>& chosen) const {
  std::vector<std::string> observed;
  observed.reserve(observations_.size());
  for (const Observation& what : observations_) observed.push_back(observe(what, sentence, chosen));
  double sum = 0;
  std::string key;
  for (size_t feature = 0; feature < features_.size(); ++feature) {
    key.clear();
    append_key(key, std::string(1, static_cast<char>(feature)));
    for (const size_t part : features_[feature]) append_key(key, observed[part]);
    const auto weight = weights_.find(key);
    if (weight != weights_.end()) sum += weight->second;
  }
  return sum;
}

std::string PerceptronTagger::observe(const Observation& what, std::span<const Word> sentence,
                                      const std::vector<size_t>& chosen) const {
  const auto place = static_cast<std::ptrdiff_t>(chosen.size()) - 1 + what.offset;
  const bool before = place < 0;
  const auto at = static_cast<size_t>(place);
  std::string text;
  if (what.kind == Observation::Kind::Surface) {
    text = before ? "!SURF_UNDERFLOW!" : at >= sentence.size() ? "!SURF_OVERFLOW!" : sentence[at].surface;
  } else {
    const JoinedReading& reading = before                          ? kBefore
                                   : at >= chosen.size()           ? kBehind
                                   : sentence[at].readings.empty() ? kUnknown
                                                                   : sentence[at].readings[chosen[at]];
    if (what.kind == Observation::Kind::Lemma) text = escaped(reading.front().lemma);
    if (what.kind == Observation::Kind::CoarseTags)
      for (const Reading& part : reading) {
        if (!text.empty()) text += '.';
        text += coarse_.names[coarse_.of(part)];
      }
  }
  if (what.suffix > 0 && what.suffix < text.size()) text.erase(0, text.size() - what.suffix);
  return text;
}

}  // namespace trama::text
