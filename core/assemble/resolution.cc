#include "core/assemble/resolution.h"

#include <algorithm>
#include <bit>
#include <cstdio>

namespace trama::assemble {
namespace {

SenseKey split_sense(uint64_t decision) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "!%016llu", static_cast<unsigned long long>(decision));
  return digits;
}

SenseKey sense_in(const GroupKey& group, const GroupEntry& entry, const std::vector<uint64_t>& neighbours) {
  if (entry.senses.empty())
    throw Error(ErrorKind::Corrupt, "assembly has lost a group of names").hint("run `trama check --repair`");
  return sense_key(group, best_sense(entry.senses, neighbours).label);
}

}  // namespace

bool same_to_weak_forms(const GroupEntry& a, const GroupEntry& b) {
  return a.senses == b.senses && std::bit_width(a.members) == std::bit_width(b.members);
}

const TextMembers* Resolution::text(const TextId& text) {
  auto found = texts_.find(text);
  if (found == texts_.end()) {
    std::optional<TextMembers> loaded;
    if (auto record = read_record(view_, text)) {
      const std::map<uint32_t, SenseKey> split = splits(read_text_entry(view_, text), *record);
      loaded.emplace();
      for (uint32_t i = 0; i < record->entities.size(); ++i) {
        LocalMember member{member_id(text, i), name_keys(record->entities[i]), ""};
        if (const auto own = split.find(i); own != split.end()) {
          member.keys = {};
          member.split = own->second;
        }
        loaded->members.push_back(std::move(member));
      }
      loaded->record = std::move(*record);
    }
    found = texts_.emplace(text, std::move(loaded)).first;
  }
  return found->second ? &*found->second : nullptr;
}

std::map<uint32_t, SenseKey> Resolution::splits(const TextEntry& entry, const ArticleRecord& record) const {
  std::map<uint32_t, SenseKey> out;
  if (read_count(view_, "N") == 0) return out;
  std::vector<uint64_t> numbers;
  for (const std::string& article : entry.articles) {
    const std::string prefix = pair_key('I', article, "");
    view_.scan(Table::Assembly, prefix, [&](std::string_view key, std::string_view) {
      numbers.push_back(from_be64(key.substr(prefix.size())));
      return true;
    });
  }
  std::sort(numbers.begin(), numbers.end());  // the later split wins
  for (const uint64_t number : numbers) {
    const auto decision = find_decision(view_, number);
    if (!decision || decision->undone || decision->kind != DecisionKind::Split) continue;
    for (const Anchor& anchor : decision->subject)
      if (std::find(entry.articles.begin(), entry.articles.end(), anchor.article) != entry.articles.end())
        if (const auto local = find_anchor(record, anchor)) out[*local] = split_sense(number);
  }
  return out;
}

SenseKey Resolution::sense_of(const LocalMember& member) const {
  if (!member.split.empty()) return member.split;
  if (member.keys.strong.empty())
    if (auto bearer = attach(member)) return *bearer;
  const GroupKey& group = member.keys.strong.empty() ? member.keys.weak : member.keys.strong.front();
  return sense_in(group, read_group(view_, group), member.keys.neighbours);
}

// The score counts common neighbours four times and adds the bearer's fame, as the number of its members'
// binary digits, which changes seldom.
std::optional<SenseKey> Resolution::attach(const LocalMember& member) const {
  const std::string prefix = pair_key('B', member.keys.weak, "");
  std::vector<GroupKey> bearers;
  view_.scan(Table::Assembly, prefix, [&](std::string_view key, std::string_view) {
    bearers.emplace_back(key.substr(prefix.size()));
    return bearers.size() <= kMaximumBearers;
  });
  if (bearers.size() > kMaximumBearers) return std::nullopt;

  std::optional<SenseKey> best;
  size_t best_score = 0;
  for (const GroupKey& group : bearers) {
    const GroupEntry entry = read_group(view_, group);
    for (const Sense& sense : entry.senses) {
      if (disagree(member.keys.weak, member.keys.neighbours, sense.profile)) continue;
      const size_t score = 4 * overlap(member.keys.neighbours, sense.profile) +
                           static_cast<size_t>(std::bit_width(entry.members));
      SenseKey key = sense_key(group, sense.label);
      if (!best || score > best_score || (score == best_score && key < *best)) {
        best_score = score;
        best = std::move(key);
      }
    }
  }
  return best;
}

std::vector<std::pair<SenseKey, SenseKey>> Resolution::links(const LocalMember& member) const {
  std::vector<std::pair<SenseKey, SenseKey>> out;
  SenseKey first;
  for (const GroupKey& group : member.keys.strong) {
    SenseKey sense = sense_in(group, read_group(view_, group), member.keys.neighbours);
    if (first.empty()) {
      first = std::move(sense);
    } else {
      out.emplace_back(first, std::move(sense));
    }
  }
  return out;
}

std::optional<SenseKey> Resolution::resolve(const std::vector<Anchor>& anchors) {
  for (const Anchor& anchor : anchors) {
    const TextId found = text_of_article(view_, anchor.article);
    const TextMembers* members = found.empty() ? nullptr : text(found);
    if (members == nullptr) continue;
    if (const auto local = find_anchor(members->record, anchor)) return sense_of(members->members.at(*local));
  }
  return std::nullopt;
}

}  // namespace trama::assemble
