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

}  // namespace

bool same_to_weak_forms(const GroupEntry& a, const GroupEntry& b) {
  return a.senses == b.senses && std::bit_width(a.members) == std::bit_width(b.members);
}

const TextMembers* Resolution::text(const TextId& text) {
  auto found = texts_.find(text);
  if (found == texts_.end()) {
    std::optional<TextMembers> loaded;
    if (auto record = read_record(view_, text)) loaded = with_members(text, std::move(*record));
    found = texts_.emplace(text, std::move(loaded)).first;
  }
  return found->second ? &*found->second : nullptr;
}

void Resolution::know(const TextId& text, ArticleRecord record) {
  texts_[text] = with_members(text, std::move(record));
}

TextMembers Resolution::with_members(const TextId& text, ArticleRecord record) const {
  TextMembers out;
  const std::map<uint32_t, SenseKey> split = splits(read_text_entry(view_, text), record);
  for (uint32_t i = 0; i < record.entities.size(); ++i) {
    LocalMember member{member_id(text, i), name_keys(record.entities[i]), ""};
    if (const auto own = split.find(i); own != split.end()) {
      member.keys = {};
      member.split = own->second;
    }
    out.members.push_back(std::move(member));
  }
  out.record = std::move(record);
  return out;
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

const GroupEntry& Resolution::group(const GroupKey& group) {
  auto found = groups_.find(group);
  if (found == groups_.end()) found = groups_.emplace(group, read_group(view_, group)).first;
  return found->second;
}

const std::vector<GroupKey>& Resolution::bearers(const GroupKey& weak) {
  const auto [found, fresh] = bearers_.try_emplace(weak);
  std::vector<GroupKey>& groups = found->second;
  if (!fresh) return groups;
  const std::string prefix = pair_key('B', weak, "");
  view_.scan(Table::Assembly, prefix, [&](std::string_view key, std::string_view) {
    groups.emplace_back(key.substr(prefix.size()));
    return groups.size() <= kMaximumBearers;
  });
  if (groups.size() > kMaximumBearers) groups.clear();
  return groups;
}

SenseKey Resolution::sense_in(const GroupKey& key, const std::vector<uint64_t>& neighbours) {
  const GroupEntry& entry = group(key);
  if (entry.senses.empty())
    throw Error(ErrorKind::Corrupt, "assembly has lost a group of names").hint("run `trama check --repair`");
  return sense_key(key, best_sense(entry.senses, neighbours).label);
}

SenseKey Resolution::sense_of(const LocalMember& member) {
  if (!member.split.empty()) return member.split;
  if (!member.keys.strong.empty()) return sense_in(member.keys.strong.front(), member.keys.neighbours);
  if (auto bearer = attach(member)) return *bearer;
  return sense_in(member.keys.weak, member.keys.neighbours);
}

// The score counts common neighbours four times and adds the bearer's fame, as the number of its members'
// binary digits, which changes seldom.
std::optional<SenseKey> Resolution::attach(const LocalMember& member) {
  std::optional<SenseKey> best;
  size_t best_score = 0;
  for (const GroupKey& bearer : bearers(member.keys.weak)) {
    const GroupEntry& entry = group(bearer);
    for (const Sense& sense : entry.senses) {
      if (disagree(member.keys.weak, member.keys.neighbours, sense.profile)) continue;
      const size_t score = 4 * overlap(member.keys.neighbours, sense.profile) +
                           static_cast<size_t>(std::bit_width(entry.members));
      if (best && score < best_score) continue;
      SenseKey key = sense_key(bearer, sense.label);
      if (best && score == best_score && *best < key) continue;
      best_score = score;
      best = std::move(key);
    }
  }
  return best;
}

std::vector<std::pair<SenseKey, SenseKey>> Resolution::links(const LocalMember& member) {
  std::vector<std::pair<SenseKey, SenseKey>> out;
  for (size_t i = 1; i < member.keys.strong.size(); ++i)
    out.emplace_back(sense_in(member.keys.strong[0], member.keys.neighbours),
                     sense_in(member.keys.strong[i], member.keys.neighbours));
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
