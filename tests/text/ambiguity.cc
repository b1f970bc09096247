// Counts what the tagger chooses, for languages/<code>/readings.tsv, which it does without: the ambiguity
// classes of the articles (the readings that the constraint grammar leaves to a word), and the words of a
// class, that come at least so many times.
//   ambiguity [--least 30] ARTICLES...
#include <algorithm>
#include <iostream>
#include <map>

#include "core/text/reader.h"
#include "core/text/text_analysis.h"

using namespace trama;
using namespace trama::text;

namespace {

using Choices = std::map<std::string, size_t>;

std::string tags_of(const Reading& reading) {
  std::string tags;
  for (const std::string& tag : reading.tags) tags += (tags.empty() ? "" : ".") + tag;
  return tags;
}

void count(const Sentence& sentence, const std::string& language, std::map<std::string, Choices>& counts) {
  for (size_t i = 0; i < sentence.tokens.size(); ++i) {
    const Token& token = sentence.tokens[i];
    // The parts of a contraction are chosen together.
    if (token.joined || (i + 1 < sentence.tokens.size() && sentence.tokens[i + 1].joined)) continue;
    std::vector<std::string> readings;
    for (const Reading& reading : token.readings)
      if (!reading.removed) readings.push_back(tags_of(reading));
    if (readings.size() < 2) continue;
    const std::string chosen = readings.front();
    std::sort(readings.begin(), readings.end());
    std::string name = language;
    for (const std::string& reading : readings) name += ' ' + reading;
    ++counts[name + "\t*"][chosen];
    ++counts[name + "\t" + token.lower][chosen];
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths(argv + 1, argv + argc);
  size_t least = 30;
  if (paths.size() > 1 && paths.front() == "--least") {
    least = std::stoul(paths[1]);
    paths.erase(paths.begin(), paths.begin() + 2);
  }
  knowledge::Files files = knowledge::files_from_environment();
  for (const std::string& path : files.list("languages/", "/readings.tsv")) files.empty_all(path);
  const Languages languages(files);
  const Boilerplate boilerplate(files);
  TextAnalysis analysis(languages);
  ArticleReader reader(paths, boilerplate, std::cin);
  std::map<std::string, Choices> counts;  // by language, class and word
  while (auto item = reader.next()) {
    if (!std::holds_alternative<Article>(item->article)) continue;
    const Document document = analysis.analyse(std::move(std::get<Article>(item->article)));
    for (const Sentence& sentence : document.sentences) count(sentence, document.metadata.language, counts);
  }
  for (const auto& [name, choices] : counts) {
    size_t all = 0;
    for (const auto& choice : choices) all += choice.second;
    if (all < least) continue;
    std::cout << all << '\t' << name;
    for (const auto& [reading, times] : choices) std::cout << '\t' << reading << ' ' << times;
    std::cout << '\n';
  }
  return 0;
}
