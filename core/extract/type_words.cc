#include "core/extract/type_words.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

constexpr std::pair<std::string_view, WordKind> kKindNames[] = {
    {"describes", WordKind::Describes},
    {"role", WordKind::Role},
    {"relational", WordKind::Relational},
    {"newcomer", WordKind::Newcomer},
    {"giant", WordKind::Giant},
    {"named-after", WordKind::NamedAfter},
    {"makes", WordKind::Makes},
    {"investor", WordKind::Investor},
    {"software", WordKind::Software},
    {"part", WordKind::Part},
    {"series", WordKind::Series},
    {"organ", WordKind::Organ},
    {"former", WordKind::Former},
    {"time", WordKind::Time},
    {"of", WordKind::Of},
    {"at", WordKind::At},
    {"with", WordKind::With},
    {"into", WordKind::Into},
    {"unit", WordKind::Unit},
    {"capital", WordKind::Capital},
    {"seat", WordKind::Seat},
    {"subject", WordKind::Subject},
    {"object", WordKind::Object},
    {"deed", WordKind::Deed},
    {"peers", WordKind::Peers},
    {"heads", WordKind::Heads},
    {"runs-on", WordKind::RunsOn},
    {"impersonal", WordKind::Impersonal},
    {"dative", WordKind::Dative},
    {"naming", WordKind::Naming},
    {"by-name", WordKind::ByName},
    {"small-letter", WordKind::SmallLetter},
    {"title", WordKind::Title},
    {"post-nominal", WordKind::PostNominal},
    {"suffix", WordKind::Suffix},
    {"prefix", WordKind::Prefix},
    {"legal", WordKind::Legal},
    {"left-out", WordKind::LeftOut},
    {"common", WordKind::Common},
    {"currency", WordKind::Currency},
    {"prefix-of", WordKind::PrefixOf},
    {"lead", WordKind::Lead},
    {"lead-name", WordKind::LeadName},
    {"trail", WordKind::Trail},
    {"bare", WordKind::Bare},
    {"national", WordKind::National},
    {"portfolio", WordKind::Portfolio},
    {"purpose", WordKind::Purpose},
    {"pronoun", WordKind::Pronoun},
    {"possessive", WordKind::Possessive},
    {"object-clitic", WordKind::ObjectClitic},
};

}  // namespace

TypeWords::TypeWords(const knowledge::Files& files, std::string_view language) {
  const std::string name = "languages/" + std::string(language) + "/types.tsv";
  for (const knowledge::Row& row : knowledge::read_table(files.file(name), name, {"kind", "type", "words"})) {
    const WordKind* kind = knowledge::find_named(kKindNames, row.at(0));
    if (kind == nullptr) throw row.error("unknown kind '" + std::string(row.at(0)) + "'");
    for (std::string_view word : row.list(2)) {
      auto parts = knowledge::split(word, ' ');
      auto& types = words_[index(*kind)][std::string(word)];
      if (!row.at(1).empty() && std::ranges::find(types, row.at(1)) == types.end())
        types.emplace_back(row.at(1));
      std::ranges::sort(types);
      size_t& longest = longest_[index(*kind)][std::string(parts.front())];
      longest = std::max(longest, parts.size());
    }
  }
}

const std::vector<std::string>& TypeWords::types(WordKind kind, std::string_view word) const {
  const auto& words = words_[index(kind)];
  auto found = words.find(std::string(word));
  // "High Court" may be one token.
  if (const size_t blank = word.rfind(' ');
      found == words.end() && kind == WordKind::Suffix && blank != word.npos)
    found = words.find(std::string(word.substr(blank + 1)));
  return found == words.end() ? kNoTypes : found->second;
}

TypeWords::Found TypeWords::at(WordKind kind, const std::vector<text::Token>& tokens, uint32_t begin,
                               uint32_t end) const {
  Found best;
  const auto& words = words_[index(kind)];
  // Each word of an entry may be the lemma or the surface of its token.
  for (bool by_lemma : {true, false}) {
    auto word_at = [&](uint32_t i) {
      return by_lemma ? std::string(tokens[i].lemma()) : to_lower(tokens[i].surface);
    };
    std::string text = word_at(begin);
    auto longest = longest_[index(kind)].find(text.substr(0, text.find(' ')));
    if (longest == longest_[index(kind)].end()) continue;
    uint32_t i = begin;
    for (size_t count = 1; i < end; ++count) {
      if (auto found = words.find(text); found != words.end() && i + 1 - begin > best.tokens.size())
        best = {{begin, i + 1}, kind, &found->second};
      if (count >= longest->second) break;
      ++i;
      while (i < end && tokens[i].joined) ++i;
      if (i >= end) break;
      // A later word may stand in either form: "amministratore delegato" is read as noun and participle.
      std::string next = text + " " + word_at(i);
      std::string surface = text + " " + to_lower(tokens[i].surface);
      text = words.contains(surface) ? surface : next;
    }
  }
  return best;
}

}  // namespace trama::extract
