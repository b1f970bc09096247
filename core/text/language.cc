#include "core/text/language.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/json_fault.h"
#include "core/base/utf8.h"

namespace trama::text {
namespace {

constexpr std::string_view kFolder = "languages/";
constexpr size_t kIdentifiedBytes = 20'000;
// Running text has 30 percent and more of its language's 150 most frequent words; a related language 10.
constexpr double kLeastShare = 0.15;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    if (end > begin) words.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::unordered_set<std::string> set_of(std::string_view text) {
  const auto words = words_of(text);
  return {words.begin(), words.end()};
}

std::unique_ptr<const LanguageProfile> load(const knowledge::Files& files, const std::string& code) {
  const std::string folder = std::string(kFolder) + code + "/";
  auto profile = std::make_unique<LanguageProfile>();
  profile->code = code;
  try {
    const auto json = nlohmann::json::parse(files.file(folder + "profile.json"));
    profile->name = json.at("name");
    profile->analyser = {json.at("morphology"), json.at("grammar"), json.at("tagger"), json.at("package")};
    profile->tokenizer.elision = json.at("elision");
    profile->tokenizer.compound_ends = json.value("compound_ends", std::vector<std::string>{});
    profile->lettered = json.value("lettered", std::unordered_set<std::string>{});
    profile->opening_nouns = json.value("opening_nouns", std::unordered_set<std::string>{});
    profile->titled = json.value("titled", std::unordered_set<std::string>{});
    if (const auto pairs = json.find("correlatives"); pairs != json.end())
      profile->correlatives = {pairs->at("seconds"), pairs->at("not_behind")};
    profile->openers = json.value("openers", std::unordered_set<std::string>{});
  } catch (const nlohmann::json::exception& e) {
    throw Error(ErrorKind::Input, folder + "profile.json: " + json_fault(e.what()));
  }
  profile->common_words = set_of(files.file(folder + "common.txt"));
  for (const std::string& word : words_of(files.file(folder + "abbreviations.txt"))) {
    const bool title = word.front() == '!';
    profile->abbreviations[word.substr(title)] = title;
  }
  const std::string words = folder + "words.tsv";
  profile->words = WordList(files.file(words), words);
  const std::string readings = folder + "readings.tsv";
  if (files.contains(readings)) profile->preferences = ReadingPreferences(files.file(readings), readings);
  return profile;
}

}  // namespace

Languages::Languages(const knowledge::Files& files) {
  constexpr std::string_view kProfile = "/profile.json";
  for (const std::string& path : files.list(kFolder, kProfile))
    profiles_.push_back(
        load(files, path.substr(kFolder.size(), path.size() - kFolder.size() - kProfile.size())));
  const std::string others = std::string(kFolder) + "others.txt";
  if (!files.contains(others)) return;
  std::string_view rest = files.file(others);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    others_.push_back(set_of(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

const LanguageProfile* Languages::find(std::string_view code) const {
  for (const auto& profile : profiles_)
    if (profile->code == code) return profile.get();
  return nullptr;
}

const LanguageProfile* Languages::identify(std::string_view text) const {
  size_t length = std::min(text.size(), kIdentifiedBytes);
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) ++length;
  const std::string lower = to_lower(text.substr(0, length));

  std::vector<size_t> hits(profiles_.size()), other_hits(others_.size());
  size_t words = 0;
  for (const ShapeToken& token : tokenize(lower, {.elision = true})) {
    if (token.kind != TokenKind::Word || token.address) continue;
    ++words;
    const std::string word = lower.substr(token.span.begin, token.span.size());
    for (size_t i = 0; i < profiles_.size(); ++i) hits[i] += profiles_[i]->common_words.count(word);
    for (size_t i = 0; i < others_.size(); ++i) other_hits[i] += others_[i].count(word);
  }
  const auto best = std::max_element(hits.begin(), hits.end());
  if (best == hits.end() || *best == 0 ||
      static_cast<double>(*best) < kLeastShare * static_cast<double>(words))
    return nullptr;
  for (const size_t other : other_hits)
    if (other > *best) return nullptr;
  return profiles_[static_cast<size_t>(best - hits.begin())].get();
}

}  // namespace trama::text
