// One amount of several firms, and several amounts of several firms.
#include <algorithm>

#include "core/base/utf8.h"
#include "core/extract/quantity_subject.h"
#include "core/extract/sentence_items.h"

namespace trama::extract {

// "Alba e Brera hanno perso rispettivamente il 3% e il 5%": to each its own; else all of them.
std::vector<Filler> SubjectFinder::respective(const std::vector<Filler>& fillers,
                                              const Amount& amount) const {
  const bool asked =
      std::any_of(view_.sentence.tokens.begin(), view_.sentence.tokens.end(),
                  [&](const auto& t) { return lexicon_.is("respective", to_lower(t.surface)); });
  std::vector<const Amount*> alike;
  for (const Amount& other : view_.amounts)
    if (amounts_.kind_of(other) == amounts_.kind_of(amount)) alike.push_back(&other);
  // "Alba and Brera closed 4% and 2% higher"
  const bool listed = alike.size() == fillers.size() && alike.size() > 1 &&
                      std::adjacent_find(alike.begin(), alike.end(), [&](const Amount* a, const Amount* b) {
                        return !coordinates(a->tokens.end, b->tokens.begin);
                      }) == alike.end();
  if (!asked && !listed) return fillers;
  const auto place = std::find_if(alike.begin(), alike.end(),
                                  [&](const Amount* other) { return other->tokens == amount.tokens; });
  if (alike.size() != fillers.size() || place == alike.end()) return {};
  return {fillers[static_cast<size_t>(place - alike.begin())]};
}

// Nothing but commas, conjunctions and small words stands between.
bool SubjectFinder::coordinates(uint32_t begin, uint32_t end) const {
  for (uint32_t i = begin; i < end; ++i)
    if (const text::Token& t = token(i);
        t.surface != "," && !t.has("cnjcoo") && !t.has("det") && !t.has("pr") && !t.joined)
      return false;
  return true;
}

// "Le azioni Alba e Brera", "shares in Alba, Brera and Carda": with the names that are coordinated with it.
std::vector<Filler> SubjectFinder::coordinated(const Filler& filler,
                                               const std::vector<std::string>& types) const {
  std::vector<Filler> names;
  for (const uint32_t id : view_.mention_ids) {
    const Mention& m = view_.mentions.mentions[id];
    if (m.tokens.size() == 0 || m.via != Via::Name) continue;
    if (const auto found = search_.fitting(id, types)) names.push_back(*found);
  }
  std::sort(names.begin(), names.end(),
            [](const Filler& a, const Filler& b) { return a.tokens.begin < b.tokens.begin; });
  const auto own = std::find_if(names.begin(), names.end(),
                                [&](const Filler& name) { return name.tokens == filler.tokens; });
  if (own == names.end()) return {filler};
  const auto joined = [&](const Filler& a, const Filler& b) {
    const uint32_t link = a.tokens.end;
    return link + 1 == b.tokens.begin && (token(link).surface == "," || token(link).has("cnjcoo"));
  };
  auto first = own, last = own;
  while (first != names.begin() && joined(*(first - 1), *first)) --first;
  while (last + 1 != names.end() && joined(*last, *(last + 1))) ++last;
  bool conjunction = false;
  for (auto name = first; name != last; ++name)
    conjunction = conjunction || token(name->tokens.end).has("cnjcoo");
  // "Alba and Brera's rivals": of the last one alone, or of something else.
  const bool owned = last->tokens.end < size() && token(last->tokens.end).has("gen");
  if (!conjunction || owned) return {filler};
  return {first, last + 1};
}

}  // namespace trama::extract
