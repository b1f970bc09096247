// Which sense each local entity has, as one view of the tables says. Every answer is a function of the view
// alone, so asking a view before and a view after a change tells what the change moved.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/assemble/decisions.h"
#include "core/assemble/tables.h"

namespace trama::assemble {

struct LocalMember {
  std::string id;  // member_id
  NameKeys keys;   // without strong and weak ones where a person has split it off
  SenseKey split;  // then the sense that it was given
};

struct TextMembers {
  ArticleRecord record;
  std::vector<LocalMember> members;  // one for each local entity
};

// Holds what it has read, so it must not outlive the view, nor the view's texts, records and decisions change
// under it; groups, senses and links may.
class Resolution {
 public:
  explicit Resolution(const GraphReader& view) : view_(view) {}

  // Null where the view has no such text.
  const TextMembers* text(const TextId& text);
  // Frees what was read for it.
  void drop(const TextId& text) { texts_.erase(text); }

  SenseKey sense_of(const LocalMember& member) const;
  // Pairs of senses that the member's full names join.
  std::vector<std::pair<SenseKey, SenseKey>> links(const LocalMember& member) const;

  // The sense of the first anchor that is found.
  std::optional<SenseKey> resolve(const std::vector<Anchor>& anchors);

 private:
  std::optional<SenseKey> attach(const LocalMember& member) const;
  std::map<uint32_t, SenseKey> splits(const TextEntry& entry, const ArticleRecord& record) const;

  const GraphReader& view_;
  std::map<TextId, std::optional<TextMembers>> texts_;
};

// Beyond this many possible bearers a weak form is too common to say whom it means.
inline constexpr size_t kMaximumBearers = 32;

// What of a group the weak forms that it bears can see: a change of it lets them choose again.
bool same_to_weak_forms(const GroupEntry& a, const GroupEntry& b);

}  // namespace trama::assemble
