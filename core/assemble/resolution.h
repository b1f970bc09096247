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

// Keeps what it has read: it must not outlive the view, nor may the view change under it. On a delta, ask for
// texts once records and decisions are written, and for senses once groups are.
class Resolution {
 public:
  explicit Resolution(const GraphReader& view) : view_(view) {}

  // Null where the view has no such text.
  const TextMembers* text(const TextId& text);
  // The record in force for a text, where the caller has it at hand.
  void know(const TextId& text, ArticleRecord record);
  // Frees what was read for it.
  void drop(const TextId& text) { texts_.erase(text); }

  SenseKey sense_of(const LocalMember& member);
  // Pairs of senses that the member's full names join.
  std::vector<std::pair<SenseKey, SenseKey>> links(const LocalMember& member);
  // The sense that a group gives to these neighbours.
  SenseKey sense_in(const GroupKey& group, const std::vector<uint64_t>& neighbours);

  // The sense of the first anchor that is found.
  std::optional<SenseKey> resolve(const std::vector<Anchor>& anchors);

 private:
  const GroupEntry& group(const GroupKey& group);
  // Groups whose members may be meant by a weak form; none where they are too many.
  const std::vector<GroupKey>& bearers(const GroupKey& weak);
  std::optional<SenseKey> attach(const LocalMember& member);
  TextMembers with_members(const TextId& text, ArticleRecord record) const;
  std::map<uint32_t, SenseKey> splits(const TextEntry& entry, const ArticleRecord& record) const;

  const GraphReader& view_;
  std::map<TextId, std::optional<TextMembers>> texts_;
  std::map<GroupKey, GroupEntry> groups_;
  std::map<GroupKey, std::vector<GroupKey>> bearers_;
};

// Beyond this many possible bearers a weak form is too common to say whom it means.
inline constexpr size_t kMaximumBearers = 32;

// What of a group the weak forms that it bears can see: a change of it lets them choose again.
bool same_to_weak_forms(const GroupEntry& a, const GroupEntry& b);

}  // namespace trama::assemble
