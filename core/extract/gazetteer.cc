#include "core/extract/gazetteer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/utf8.h"
#include "core/extract/word_shape.h"
#include "core/knowledge/table.h"

namespace trama::extract {
namespace {

using knowledge::Row;
using knowledge::split;

bool has_capital(std::string_view text) {
  // Beyond ASCII a difference from the lower-case form tells.
  return std::ranges::any_of(text, is_upper) ||
         (!std::ranges::all_of(text, [](char c) { return (c & 0x80) == 0; }) && to_lower(text) != text);
}

uint32_t count_words(std::string_view folded) {
  return static_cast<uint32_t>(std::ranges::count(folded, ' ')) + 1;
}

// Whether a word or a number of a folded text goes on from one byte to the next: not in "qwen3", "gpt 4".
bool goes_on(char before, char next) {
  return before != ' ' && next != ' ' && is_digit(before) == is_digit(next);
}

// Letters and figures of the shortest family whose versions are told from it: "o3", "Phi".
constexpr size_t kShortestFamily = 2;

std::string first_word(std::string_view folded) { return std::string(folded.substr(0, folded.find(' '))); }

}  // namespace

std::string fold_quickly(std::string_view text) {
  std::string out;
  bool blank = false;
  for (char c : text) {
    if ((c & 0x80) != 0) return fold_name(text);
    bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || is_upper(c) || c == '_';
    if (!letter) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

Gazetteer::Gazetteer(const knowledge::Files& files, std::string_view language) {
  for (std::string_view line : split(files.file("names/articles.txt"), '\n'))
    if (!line.empty() && line.front() != '#') articles_.emplace(line);
  read_inflections(files, language);
  for (const std::string& name : files.list("gazetteers/", ".tsv"))
    read_entries(name, files.file(name), language);
  for (const std::string& name : files.list("gazetteers/", ".jsonl")) read_patterns(name, files.file(name));
  for (uint32_t i = 0; i < entries_.size(); ++i) {
    by_key_.emplace(entries_[i].key, i);
    if (entries_[i].type == "Place") holders_.insert(entries_[i].within.begin(), entries_[i].within.end());
  }
}

const GazetteerEntry* Gazetteer::by_key(std::string_view key) const {
  auto found = by_key_.find(std::string(key));
  return found == by_key_.end() ? nullptr : &entries_[found->second];
}

void Gazetteer::add_form(std::string_view form, Hit hit) {
  std::string folded = fold_quickly(form);
  if (folded.empty()) return;
  uint32_t& longest = longest_[first_word(folded)];
  longest = std::max(longest, count_words(folded));
  auto& forms = forms_[folded];
  bool known = std::ranges::any_of(forms, [&](const Form& other) {
    return other.text == form && other.hit.entry == hit.entry && other.hit.kind == hit.kind;
  });
  if (!known) forms.push_back({std::string(form), hit});
}

void Gazetteer::read_inflections(const knowledge::Files& files, std::string_view language) {
  const std::string name = "languages/" + std::string(language) + "/demonyms.tsv";
  if (!files.contains(name)) return;
  for (const Row& row : knowledge::read_table(files.file(name), name, {"ending", "endings"})) {
    if (row.at(0).empty()) throw row.error("an ending is missing");
    Inflection& inflection = inflections_.emplace_back(Inflection{std::string(row.at(0)), {}});
    for (const std::string_view ending : row.list(1)) inflection.endings.emplace_back(ending);
  }
}

void Gazetteer::add_demonym(std::string_view demonym, uint32_t entry) {
  demonyms_.insert(entry);
  const auto written = split(demonym, '/');
  const auto inflection = std::ranges::find_if(
      inflections_, [&](const Inflection& other) { return demonym.ends_with(other.ending); });
  if (written.size() > 1 || inflection == inflections_.end()) {
    for (std::string_view form : written) add_form(form, {entry, Kind::Demonym});
    return;
  }
  const std::string stem(demonym.substr(0, demonym.size() - inflection->ending.size()));
  for (const std::string& ending : inflection->endings) add_form(stem + ending, {entry, Kind::Demonym});
}

void Gazetteer::read_entries(std::string_view file, std::string_view content, std::string_view language) {
  const std::string names = std::string(language) + "=", demonyms = std::string(language) + ".demonym=";
  for (const Row& row : knowledge::read_table(content, file)) {
    std::string_view key = row.at(0), type = row.at(1), name = row.at(2);
    if (key.empty() || type.empty() || name.empty()) throw row.error("an entry needs key, type and name");
    auto index = static_cast<uint32_t>(entries_.size());
    GazetteerEntry& entry = entries_.emplace_back();
    entry.key = std::string(type) + "/" + std::string(key);
    entry.type = type;
    entry.name = name;
    // Places go by other names in other languages; what else the language calls them follows below.
    if (type != "Place" || row.fields.size() == 3) add_form(name, {index, Kind::Name});
    for (size_t i = 3; i < row.fields.size(); ++i) {
      std::string_view field = row.fields[i];
      size_t equals = field.find('=');
      if (equals == std::string_view::npos) throw row.error("a field lacks '='");
      std::string_view values = field.substr(equals + 1);
      if (field.starts_with("in=")) {
        for (std::string_view place : split(values, '|'))
          entry.within.push_back("Place/" + std::string(place));
        continue;
      }
      if (field == "kind=investor") {
        entry.investor = true;
        continue;
      }
      if (field.starts_with("by=")) {
        for (std::string_view maker : split(values, '|')) entry.makers.emplace_back(maker);
        continue;
      }
      if (field.starts_with("makes=")) {
        entry.makes = values;
        continue;
      }
      for (std::string_view value : split(values, '|')) {
        if (field.starts_with(demonyms))
          add_demonym(value, index);
        else if (field.starts_with("prefix="))
          prefixes_.emplace(value, index);
        else if (field.starts_with(names) || field.starts_with("*="))
          add_form(value, {index, Kind::Name});
      }
    }
  }
}

void Gazetteer::read_patterns(std::string_view file, std::string_view content) {
  size_t number = 0;
  for (std::string_view line : split(content, '\n')) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("label") || !json.contains("pattern"))
      throw Error(ErrorKind::Input, std::string(file) + ":" + std::to_string(number) +
                                        ": a pattern is an object with \"label\" and \"pattern\"");
    std::string form;
    if (json["pattern"].is_string()) {
      form = json["pattern"].get<std::string>();
    } else {
      for (const auto& token : json["pattern"])
        for (const char* attribute : {"TEXT", "ORTH", "LOWER"}) {
          if (!token.is_object() || !token.contains(attribute) || !token[attribute].is_string()) continue;
          if (!form.empty()) form += ' ';
          form += token[attribute].get<std::string>();
        }
    }
    if (form.empty()) continue;
    std::string type = json["label"].get<std::string>();
    std::string key = json.value("id", fold_name(form));
    const std::string full = type + "/" + key;
    auto known = std::ranges::find(entries_, full, &GazetteerEntry::key);
    auto index = static_cast<uint32_t>(known - entries_.begin());
    if (known == entries_.end()) {
      GazetteerEntry& entry = entries_.emplace_back();
      entry.key = full;
      entry.type = type;
      entry.name = form;
    }
    add_form(form, {index, Kind::Name});
  }
}

size_t Gazetteer::article_size(std::string_view text) const {
  const size_t blank = text.find(' ');
  return blank != text.npos && articles_.contains(to_lower(text.substr(0, blank))) ? blank + 1 : 0;
}

bool Gazetteer::capitals_agree(std::string_view form, std::string_view written) const {
  if (form == written || !has_capital(form)) return true;
  // "The economist" is none of "The Economist".
  const size_t begin = article_size(form);
  if (begin >= written.size() || !has_capital(written.substr(begin))) return false;
  // Acronyms of two letters are words more often than names ("Us", "It").
  return form.size() > 2 || to_upper(form) == written;
}

Gazetteer::Match Gazetteer::match_plural(std::string_view written, const std::string& folded) const {
  Match plural;
  auto found = forms_.find(folded.substr(0, folded.size() - 1));
  if (found == forms_.end()) return plural;
  written.remove_suffix(1);
  for (const Form& form : found->second) {
    const std::string& type = entries_[form.hit.entry].type;
    const bool thing = type == "Chip" || type == "Model" || type == "Product";
    if (thing && form.hit.kind == Kind::Name && has_capital(form.text) && capitals_agree(form.text, written))
      plural.hits.push_back(form.hit);
  }
  plural.tokens = plural.hits.empty() ? 0 : 1;
  return plural;
}

// "the Australian group" is no newspaper's.
bool Gazetteer::names_people(std::string_view written, std::string_view folded) const {
  const size_t article = article_size(written);
  if (article == 0 || has_capital(written.substr(0, article))) return false;
  const auto found = forms_.find(std::string(folded.substr(article)));
  return found != forms_.end() &&
         std::ranges::any_of(found->second, [](const Form& form) { return form.hit.kind == Kind::Demonym; });
}

Gazetteer::Match Gazetteer::match(const std::vector<text::Token>& tokens,
                                  const std::vector<std::string>& folded, uint32_t begin) const {
  Match best;
  if (folded[begin].empty() || tokens[begin].joined) return best;
  auto longest = longest_.find(first_word(folded[begin]));
  if (size_t size = without_plural_mark(tokens[begin].surface).size();
      longest == longest_.end() && size < tokens[begin].surface.size())
    longest = longest_.find(folded[begin].substr(0, folded[begin].size() - 1));
  // "Blackwells": the plural of a thing's name
  const bool plural = longest == longest_.end() && folded[begin].size() > 4 && folded[begin].ends_with('s') &&
                      folded[begin].find(' ') == std::string::npos;
  if (plural) return match_plural(tokens[begin].surface, folded[begin]);
  if (longest == longest_.end()) return best;
  std::string key, written;
  uint32_t words = 0;
  for (uint32_t i = begin; i < tokens.size(); ++i) {
    if (tokens[i].joined) continue;
    // Punctuation ends a name, but for the marks that fold away within one ("L'Aquila", "Washington, D.C.").
    if (folded[i].empty()) {
      if (tokens[i].surface == "'" || tokens[i].surface == "’" || tokens[i].surface == "-") continue;
      // "Character.AI"
      bool within = tokens[i].surface == "." && !tokens[i].space_before && i + 1 < tokens.size() &&
                    !tokens[i + 1].space_before;
      if (within) continue;
      break;
    }
    words += count_words(folded[i]);
    if (words > longest->second) break;
    if (!key.empty()) key += ' ';
    key += folded[i];
    if (!written.empty() && tokens[i].space_before) written += ' ';
    written += tokens[i].surface;
    auto found = forms_.find(key);
    if (found == forms_.end() && without_plural_mark(written).size() < written.size()) {
      found = forms_.find(key.substr(0, key.size() - 1));
      written.pop_back();
    }
    if (found == forms_.end()) continue;
    std::vector<Hit> hits;
    for (const Form& form : found->second) {
      bool there = std::ranges::any_of(hits, [&](const Hit& hit) { return hit.entry == form.hit.entry; });
      if (!there && capitals_agree(form.text, written) && !names_people(written, key))
        hits.push_back(form.hit);
    }
    if (hits.empty()) continue;
    best.tokens = i + 1 - begin;
    best.hits = std::move(hits);
  }
  while (best.tokens > 0 && begin + best.tokens < tokens.size() && tokens[begin + best.tokens].joined)
    ++best.tokens;
  std::ranges::sort(best.hits, {}, &Hit::entry);
  return best;
}

std::vector<Gazetteer::Hit> Gazetteer::find(std::string_view name) const {
  std::vector<Hit> hits;
  if (auto found = forms_.find(fold_quickly(name)); found != forms_.end())
    for (const Form& form : found->second) hits.push_back(form.hit);
  std::ranges::sort(hits, {}, &Hit::entry);
  return hits;
}

std::vector<std::string> Gazetteer::makers(std::string_view name) const {
  const std::string folded = fold_quickly(name);
  for (size_t size = folded.size(); size >= std::min(kShortestFamily, folded.size()) && size > 0; --size) {
    if (size < folded.size() && goes_on(folded[size - 1], folded[size])) continue;
    const auto found = forms_.find(folded.substr(0, size));
    if (found == forms_.end()) continue;
    for (const Form& form : found->second)
      if (const GazetteerEntry& entry = entries_[form.hit.entry]; !entry.makers.empty()) return entry.makers;
  }
  return {};
}

std::vector<uint32_t> Gazetteer::compound_demonym(std::string_view word) const {
  std::vector<uint32_t> places;
  auto parts = split(word, '-');
  if (parts.size() < 2) return places;
  for (size_t i = 0; i < parts.size(); ++i) {
    std::string part = fold_quickly(parts[i]);
    if (auto prefix = prefixes_.find(part); prefix != prefixes_.end() && i + 1 < parts.size()) {
      places.push_back(prefix->second);
      continue;
    }
    auto form = forms_.find(part);
    if (form == forms_.end()) return {};
    auto demonym = std::ranges::find(form->second, Kind::Demonym, [](const Form& f) { return f.hit.kind; });
    if (demonym == form->second.end()) return {};
    places.push_back(demonym->hit.entry);
  }
  return places;
}

}  // namespace trama::extract
