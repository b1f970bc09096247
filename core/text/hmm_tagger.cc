#include "core/text/hmm_tagger.h"

#include <algorithm>
#include <bit>

#include "core/base/utf8.h"
#include "core/text/tagger_model.h"

namespace trama::text {
namespace {

// Of a tag that the class taken for an unseen one does not hold; Apertium's value.
constexpr double kUnseen = 1e-10;

}  // namespace

// Reads the form in which Apertium 3.8 and lttoolbox 3.7 write a model: numbers of one to four bytes, the
// highest first, of which the first two bits tell how many follow; probabilities as they are in memory, the
// highest byte first.
class HmmTagger::Loader {
 public:
  explicit Loader(std::string_view bytes) : bytes_(bytes) {}

  void load(HmmTagger& tagger) {
    Tags open;
    size_t tag = 0;
    for (size_t left = number(); left > 0; --left) open.push_back(tag += number());
    for (size_t left = number(); left > 0; --left) number(), number();  // forbidden pairs
    for (size_t left = number(); left > 0; --left) tagger.coarse_.names.push_back(text());
    load_tag_places(tagger);
    for (size_t left = number(); left > 0; --left) {  // enforced pairs; the probabilities hold both
      number();
      for (size_t tags = number(); tags > 0; --tags) number();
    }
    for (size_t left = number(); left > 0; --left) tagger.preferred_.push_back(tags_of(text()));
    for (size_t left = number(); left > 0; --left) text(), number();  // constants
    load_classes(tagger);
    load_probabilities(tagger);
    const auto place = tagger.class_places_.find(open);
    expect(place != tagger.class_places_.end());
    tagger.open_ = tagger.classes_[place->second];
    load_coarse_tags(tagger.coarse_);
    expect(bytes_.left() == 0);  // readings to discard
  }

 private:
  static void expect(bool holds) { ModelBytes::expect(holds); }

  size_t number() {
    const uint64_t first = bytes_.number_of(1), more = first >> 6;
    return (first & 0x3f) << 8 * more | bytes_.number_of(more);
  }

  std::string text() {
    std::string text;
    for (size_t left = number(); left > 0; --left) {
      const size_t letter = number();
      expect(letter < 0xd800);
      append_code_point(text, static_cast<char32_t>(letter));
    }
    return text;
  }

  size_t tag() {
    const size_t tag = number();
    expect(tag < tags_);
    return tag;
  }

  double probability() { return std::bit_cast<double>(bytes_.number_of(sizeof(double))); }

  static std::vector<std::string> tags_of(std::string_view pattern) {
    std::vector<std::string> tags;
    while (!pattern.empty()) {
      const size_t end = pattern.find('>');
      expect(pattern.front() == '<' && end != std::string_view::npos);
      tags.emplace_back(pattern.substr(1, end - 1));
      // Beside letters, signs of regular expressions.
      expect(tags.back().find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos);
      pattern.remove_prefix(end + 1);
    }
    expect(!tags.empty());
    return tags;
  }

  void load_tag_places(HmmTagger& tagger) {
    std::map<std::string, size_t> places;
    for (size_t left = number(); left > 0; --left) {
      std::string name = text();
      places[std::move(name)] = number();
    }
    tags_ = places.size();
    expect(tags_ <= tagger.coarse_.names.size());
    tagger.coarse_.names.resize(tags_);  // behind tags there are names of constants
    const auto place = [&](const char* name) {
      const auto found = places.find(name);
      expect(found != places.end() && found->second < tags_);
      return found->second;
    };
    tagger.sentence_end_ = place("TAG_SENT");
    tagger.text_end_ = place("TAG_kEOF");
    tagger.coarse_.undefined = place("TAG_kUNDEF");
  }

  void load_classes(HmmTagger& tagger) {
    for (size_t left = number(); left > 0; --left) {
      AmbiguityClass read;
      for (size_t tags = number(); tags > 0; --tags) {
        read.tags.push_back(tag());
        expect(read.tags.size() == 1 || read.tags.end()[-2] < read.tags.back());
      }
      read.emissions.assign(read.tags.size(), kUnseen);
      expect(tagger.class_places_.emplace(read.tags, tagger.classes_.size()).second);
      tagger.classes_.push_back(std::move(read));
    }
  }

  void load_probabilities(HmmTagger& tagger) {
    expect(number() == tags_ && number() == tagger.classes_.size());
    expect(tags_ <= bytes_.left());
    tagger.transitions_.resize(tags_);
    for (std::vector<double>& to : tagger.transitions_)
      for (size_t left = tags_; left > 0; --left) to.push_back(probability());
    for (size_t left = number(); left > 0; --left) {
      const size_t emitting = tag(), place = number();
      expect(place < tagger.classes_.size());
      AmbiguityClass& emitted = tagger.classes_[place];
      const auto found = std::lower_bound(emitted.tags.begin(), emitted.tags.end(), emitting);
      expect(found != emitted.tags.end() && *found == emitting);
      emitted.emissions[static_cast<size_t>(found - emitted.tags.begin())] = probability();
    }
  }

  void load_coarse_tags(CoarseTags& coarse) {
    const size_t symbols = number();
    for (size_t i = 0; i < symbols; ++i)
      coarse.symbols.emplace("<" + text() + ">", -static_cast<int32_t>(i) - 1);
    for (size_t left = number(); left > 0; --left) number(), number();  // pairs of symbols
    expect(number() == 1 && text() == "tagger");
    // A transducer; of an older lttoolbox without a header. No weights.
    if (bytes_.skip("LTTD")) expect(bytes_.number_of(8) == 0);
    coarse.initial = number();
    for (size_t left = number(); left > 0; --left) number();  // final states
    const size_t states = number();
    expect(states <= bytes_.left());
    coarse.transitions.resize(states);
    for (size_t state = 0; state < states; ++state) {
      int64_t input = 0;  // each as its distance to the one before
      for (size_t left = number(); left > 0; --left) {
        input += static_cast<int64_t>(number()) - static_cast<int64_t>(symbols);
        const size_t next = (state + number()) % states;
        expect(coarse.transitions[state].emplace(static_cast<int32_t>(input), next).second);
      }
    }
    for (size_t left = number(); left > 0; --left) {
      const size_t state = number();
      coarse.classes[state] = number();
    }
    coarse.complete();
  }

  ModelBytes bytes_;
  size_t tags_ = 0;
};

std::unique_ptr<const HmmTagger> HmmTagger::read(const std::string& path) {
  return read_model<HmmTagger, Loader>(path);
}

bool HmmTagger::prefers(const JoinedReading& reading) const {
  return std::ranges::any_of(preferred_, [&](const std::vector<std::string>& tags) {
    return std::ranges::any_of(reading, [&](const Reading& part) {
      return std::search(part.tags.begin(), part.tags.end(), tags.begin(), tags.end()) != part.tags.end();
    });
  });
}

HmmTagger::Choices HmmTagger::choices_of(const Word& word) const {
  Choices choices;
  if (word.readings.empty())
    for (const size_t tag : open_.tags) choices.push_back({{tag}, 0});
  for (size_t i = 0; i < word.readings.size(); ++i) {
    Choice choice{{}, i};
    for (const CoarseTags::Segment& segment : coarse_.segments(word.readings[i]))
      choice.tags.push_back(segment.coarse_tag);
    const auto found = std::ranges::lower_bound(choices, choice.tags, {}, &Choice::tags);
    if (found == choices.end() || found->tags != choice.tags)
      choices.insert(found, std::move(choice));
    else if (prefers(word.readings[i]))
      found->reading = i;
  }
  return choices;
}

const HmmTagger::AmbiguityClass& HmmTagger::class_for(const Tags& tags) const {
  const auto known = class_places_.find(tags);
  if (known != class_places_.end()) return classes_[known->second];
  const AmbiguityClass* similar = &open_;
  for (const AmbiguityClass& other : classes_)
    if (other.tags.size() < similar->tags.size() && std::ranges::includes(other.tags, tags)) similar = &other;
  return *similar;
}

std::vector<std::vector<double>> HmmTagger::emissions(const Choices& choices) const {
  std::vector<std::vector<double>> emissions(choices.size());
  Tags tags;
  for (size_t part = 0;; ++part) {
    tags.clear();
    for (const Choice& choice : choices)
      if (part < choice.tags.size()) tags.push_back(choice.tags[part]);
    if (tags.empty()) return emissions;
    std::ranges::sort(tags);
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    const AmbiguityClass& emitted = class_for(tags);
    for (size_t i = 0; i < choices.size(); ++i)
      if (part < choices[i].tags.size()) emissions[i].push_back(emitted.emission(choices[i].tags[part]));
  }
}

double HmmTagger::AmbiguityClass::emission(size_t tag) const {
  const auto found = std::ranges::lower_bound(tags, tag);
  if (found == tags.end() || *found != tag) return kUnseen;
  return emissions[static_cast<size_t>(found - tags.begin())];
}

// Viterbi's algorithm. Behind a word with one choice probabilities begin anew: they do not get too small.
std::vector<size_t> HmmTagger::decode(const std::vector<Choices>& words) const {
  const Choices begin{{{sentence_end_}, 0}};
  const Choices* before = &begin;
  std::vector<double> reached{1.0}, next;
  std::vector<std::vector<size_t>> from(words.size());  // by word and choice, the best choice before
  for (size_t word = 0; word < words.size(); ++word) {
    const Choices& choices = words[word];
    const std::vector<std::vector<double>> emitted = emissions(choices);
    next.assign(choices.size(), 0.0);
    from[word].assign(choices.size(), 0);
    for (size_t i = 0; i < choices.size(); ++i)
      for (size_t last = 0; last < before->size(); ++last) {
        double probability = reached[last];
        size_t tag = (*before)[last].tags.back();
        for (size_t part = 0; part < choices[i].tags.size(); ++part) {
          probability = probability * transitions_[tag][choices[i].tags[part]] * emitted[i][part];
          tag = choices[i].tags[part];
        }
        if (probability < next[i]) continue;
        next[i] = probability;
        from[word][i] = last;
      }
    if (choices.size() == 1) next.front() = 1.0;
    reached.swap(next);
    before = &choices;
  }
  std::vector<size_t> chosen(words.size());  // the last word has one choice
  for (size_t word = words.size(); word > 1; --word) chosen[word - 2] = from[word - 1][chosen[word - 1]];
  return chosen;
}

std::vector<Tagger::Order> HmmTagger::choose(std::span<const Word> words) const {
  std::vector<Choices> choices;
  for (const Word& word : words) choices.push_back(choices_of(word));
  choices.push_back({{{text_end_}, 0}});
  const std::vector<size_t> chosen = decode(choices);
  std::vector<Order> orders(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i].readings.size() < 2) continue;
    for (const Choice& choice : choices[i]) orders[i].push_back(choice.reading);
    const auto holds = orders[i].begin() + static_cast<std::ptrdiff_t>(chosen[i]);
    std::rotate(orders[i].begin(), holds, holds + 1);
  }
  return orders;
}

}  // namespace trama::text
