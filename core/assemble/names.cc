#include "core/assemble/names.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"

namespace trama::assemble {
namespace {

// Folded, so "S.p.A." is "s p a". Longer ones before those that end them.
constexpr std::array<std::string_view, 24> kLegalForms = {
    " incorporated", " corporation", " company", " limited", " s p a", " s r l", " gmbh", " corp",
    " inc",          " ltd",         " llc",     " plc",     " spa",   " srl",   " n v",  " b v",
    " s a",          " co",          " ag",      " se",      " nv",    " bv",    " sa",   " ab"};

void sort_unique(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

bool one_word(std::string_view folded) { return folded.find(' ') == std::string_view::npos; }

// Types come from records, which may come from strangers; below 0x20 lie the separators of keys.
std::string without_controls(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20) c = '?';
  return out;
}

// Blanks do not count: "OpenAI" and "Open AI", "Hugging Face" and "HuggingFace" are one name.
GroupKey group_key(char kind, std::string_view type, std::string folded) {
  std::erase(folded, ' ');
  return kind + without_controls(type) + '\x1f' + folded;
}

std::vector<uint64_t> hashed(const std::vector<std::string>& neighbours) {
  std::vector<uint64_t> out;
  for (const std::string& name : neighbours) out.push_back(stable_hash(name));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.size() > kNeighbours) out.resize(kNeighbours);
  return out;
}

}  // namespace

uint64_t stable_hash(std::string_view bytes) {
  uint64_t hash = 14695981039346656037ull;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

std::string folded_name(std::string_view type, std::string_view name) {
  std::string folded = fold_name(name);
  if (type == "Company")
    for (const std::string_view form : kLegalForms)
      if (folded.size() > form.size() && folded.ends_with(form)) {
        folded.resize(folded.size() - form.size());
        break;
      }
  return folded.empty() ? without_controls(to_lower(name)) : folded;
}

std::string slug(std::string_view name) {
  std::string out = fold_name(name);
  std::replace(out.begin(), out.end(), ' ', '-');
  return out.empty() ? "unnamed" : out;
}

NameKeys name_keys(const LocalEntity& entity) {
  NameKeys keys;
  keys.neighbours = hashed(entity.neighbours);
  const std::string name = folded_name(entity.type, entity.name);
  const bool gazetteer = !entity.gazetteer_key.empty();
  if (!gazetteer && !entity.full_name) {
    keys.weak = group_key('W', entity.type, name);
    return keys;
  }

  // A form of several words is a full name too ("Bank of Italy", "Banca d'Italia"); one word may be a surname
  // or an acronym, which others can share.
  std::vector<std::string> full, weak;
  for (const std::string& form : entity.forms) {
    const std::string folded = folded_name(entity.type, form);
    if (folded == name) continue;
    (one_word(folded) ? weak : full).push_back(folded);
  }
  if (entity.type == "Person" && !one_word(name)) weak.push_back(name.substr(name.rfind(' ') + 1));
  weak.push_back(name);
  sort_unique(full);
  sort_unique(weak);

  if (gazetteer) {
    keys.strong.push_back("@" + without_controls(entity.gazetteer_key));
  } else {
    keys.strong.push_back(group_key('S', entity.type, name));
    for (const std::string& form : full) keys.strong.push_back(group_key('S', entity.type, form));
  }
  for (const std::string& form : weak) keys.bears.push_back(group_key('W', entity.type, form));
  return keys;
}

}  // namespace trama::assemble
