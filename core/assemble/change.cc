#include "core/assemble/change.h"

#include <algorithm>

namespace trama::assemble {
namespace {

std::set<uint64_t> decisions_under(const GraphReader& view, const std::string& prefix) {
  std::set<uint64_t> numbers;
  view.scan(Table::Assembly, prefix, [&](std::string_view key, std::string_view) {
    numbers.insert(from_be64(key.substr(prefix.size())));
    return true;
  });
  return numbers;
}

bool same_senses(const GroupEntry& a, const GroupEntry& b) {
  return (a.senses.size() <= 1 && b.senses.size() <= 1) || a.senses == b.senses;
}

}  // namespace

void ChangeRun::run() {
  move_members();
  learn_senses();
  find_moved_texts();
  move_decisions();
  count_senses_and_links();
  find_components();
  force_rejected();
  publish();
}

// 1. Members of groups, as the records in force have them before and after.
void ChangeRun::move_members() {
  for (const TextId& text : changed_) {
    if (const TextMembers* old = before_.text(text))
      for (const LocalMember& member : old->members) change_member(member, false);
    if (const TextMembers* now = after_.text(text))
      for (const LocalMember& member : now->members) change_member(member, true);
  }
}

void ChangeRun::change_member(const LocalMember& member, bool add) {
  std::vector<GroupKey> groups = member.keys.strong;
  if (!member.keys.weak.empty()) groups.push_back(member.keys.weak);
  for (const GroupKey& group : groups) {
    const auto [found, fresh] = groups_.try_emplace(group);
    GroupEntry& entry = found->second;
    if (fresh) entry = read_group(before_view_, group);
    entry.members += add ? 1 : -1;
    // A member beyond a full sample leaves the senses as they are; any other empties them, to be learned
    // again.
    if (entry.bound.empty() || member.id <= entry.bound) {
      entry.senses.clear();
      entry.bound.clear();
    }
    for (const GroupKey& weak : member.keys.bears) {
      uint64_t& count = entry.bears[weak];
      count += add ? 1 : -1;
      if (count == 0) entry.bears.erase(weak);
    }
    const std::string key = pair_key('M', group, member.id);
    if (add) {
      delta_.put(Table::Assembly, key, encode_neighbours(member.keys.neighbours));
    } else {
      delta_.erase(Table::Assembly, key);
    }
  }
}

// 2. Senses of the touched groups, and the weak forms that these change.
void ChangeRun::learn_senses() {
  for (auto& [group, entry] : groups_) {
    const GroupEntry before = read_group(before_view_, group);
    if (entry.members == 0) {
      entry = {};
      delta_.erase(Table::Assembly, "G" + group);
      delta_.erase(Table::Assembly, "P" + group);
    } else {
      if (entry.senses.empty()) {
        std::vector<GroupMember> sample;
        const std::string prefix = pair_key('M', group, "");
        delta_.scan(Table::Assembly, prefix, [&](std::string_view key, std::string_view value) {
          sample.push_back({std::string(key.substr(prefix.size())), decode_neighbours(value)});
          return sample.size() < kSample;
        });
        entry.senses = find_senses(group, sample);
        if (sample.size() == kSample) entry.bound = sample.back().id;
      }
      delta_.put(Table::Assembly, "G" + group, encode_counts(entry));
      if (entry.senses != before.senses || entry.bound != before.bound)
        delta_.put(Table::Assembly, "P" + group, encode_senses(entry));
    }
    for (const auto& [weak, count] : before.bears)
      if (!entry.bears.contains(weak)) {
        delta_.erase(Table::Assembly, pair_key('B', weak, group));
        choices_.insert(weak);
      }
    for (const auto& [weak, count] : entry.bears) {
      if (!before.bears.contains(weak)) {
        delta_.put(Table::Assembly, pair_key('B', weak, group), "");
        choices_.insert(weak);
      } else if (!same_to_weak_forms(before, entry)) {
        choices_.insert(weak);
      }
    }
  }
}

// 3. Texts beyond the changed ones where a local entity has another sense now.
void ChangeRun::find_moved_texts() {
  for (const auto& [group, entry] : groups_)
    if (!same_senses(read_group(before_view_, group), entry)) choices_.insert(group);
  for (const GroupKey& group : choices_) add_moved_texts(group);
}

void ChangeRun::add_moved_texts(const GroupKey& group) {
  const bool weak = group.starts_with("W");
  const std::string prefix = pair_key('M', group, "");
  delta_.scan(Table::Assembly, prefix, [&](std::string_view key, std::string_view value) {
    const TextId text(key.substr(prefix.size(), kTextIdSize));
    if (changed_.contains(text) || moved_.contains(text)) return true;
    LocalMember member;
    member.keys.neighbours = decode_neighbours(value);
    (weak ? member.keys.weak : member.keys.strong.emplace_back()) = group;
    if (before_.sense_of(member) != after_.sense_of(member)) moved_.insert(text);
    return true;
  });
}

// 4. Decisions anchored in these texts, or changed themselves, hold for other senses now.
void ChangeRun::move_decisions() {
  if (read_count(delta_, "N") == 0) return;
  std::set<TextId> texts = changed_;
  texts.insert(moved_.begin(), moved_.end());
  for (const TextId& text : texts)
    for (const GraphReader* view : {&before_view_, static_cast<const GraphReader*>(&delta_)})
      for (const std::string& article : read_text_entry(*view, text).articles)
        decisions_.merge(decisions_under(delta_, pair_key('I', article, "")));
  for (const uint64_t number : decisions_) {
    weigh(before_, before_view_, number, -1);
    weigh(after_, delta_, number, +1);
  }
}

// A decision's effect in one view: merges are links; the others are noted at the senses that they are about.
void ChangeRun::weigh(Resolution& resolution, const GraphReader& view, uint64_t number, int64_t by) {
  const auto decision = find_decision(view, number);
  if (!decision || decision->undone) return;
  const auto subject = resolution.resolve(decision->subject);
  if (!subject) return;
  const auto note = [&](const SenseKey& sense) {
    const std::string key = pair_key('X', sense, be64(number));
    if (by > 0) {
      delta_.put(Table::Assembly, key, "");
    } else {
      delta_.erase(Table::Assembly, key);
    }
    touched_.insert(sense);
  };
  switch (decision->kind) {
    case DecisionKind::Merge:
      if (const auto object = resolution.resolve(decision->object)) count_link(*subject, *object, by);
      break;
    case DecisionKind::Rename:
    case DecisionKind::Retype:
      note(*subject);
      break;
    case DecisionKind::Reject:
      note(*subject);
      if (const auto object = resolution.resolve(decision->object)) note(*object);
      break;
    case DecisionKind::Split:  // acts on members, in Resolution
    case DecisionKind::Undo:
    case DecisionKind::Confirm:
      break;
  }
}

// 5. How many local entities each sense has, and how many join two senses.
void ChangeRun::count_senses_and_links() {
  for (const std::set<TextId>* texts : {&changed_, &moved_})
    for (const TextId& text : *texts) {
      weigh(before_, text, -1);
      weigh(after_, text, +1);
    }
  for (const auto& [sense, change] : sense_change_) {
    if (change == 0) continue;
    SenseEntry entry = read_sense(before_view_, sense);
    const bool was = entry.members > 0;
    entry.members += static_cast<uint64_t>(change);
    if (entry.members == 0) {
      delta_.erase(Table::Assembly, "S" + sense);
    } else {
      delta_.put(Table::Assembly, "S" + sense, encode(entry));
    }
    if (was != (entry.members > 0)) touched_.insert(sense);
  }
  for (const auto& [pair, change] : link_change_) {
    if (change == 0) continue;
    const std::string key = pair_key('L', pair.first, pair.second);
    const uint64_t before = read_count(before_view_, key), now = before + static_cast<uint64_t>(change);
    if (now == 0) {
      delta_.erase(Table::Assembly, key);
    } else {
      delta_.put(Table::Assembly, key, encode_count(now));
    }
    if ((before == 0) != (now == 0)) touched_.insert(pair.first);
  }
}

void ChangeRun::weigh(Resolution& resolution, const TextId& text, int64_t by) {
  const TextMembers* members = resolution.text(text);
  if (members == nullptr) return;
  for (const LocalMember& member : members->members) {
    sense_change_[resolution.sense_of(member)] += by;
    for (const auto& [main, other] : resolution.links(member)) {
      sense_change_[other] += by;
      count_link(main, other, by);
    }
  }
}

void ChangeRun::count_link(const SenseKey& a, const SenseKey& b, int64_t by) {
  if (a == b) return;
  link_change_[{a, b}] += by;
  link_change_[{b, a}] += by;
}

// 6. Connected components of senses, from the touched ones outwards; each gets a node.
void ChangeRun::find_components() {
  std::set<SenseKey> seen;
  std::vector<std::vector<SenseKey>> components;
  for (const SenseKey& start : touched_) {
    if (const NodeId node = read_sense(before_view_, start).node; node != 0) old_.insert(node);
    if (read_sense(delta_, start).members == 0 || !seen.insert(start).second) continue;
    std::vector<SenseKey> component = {start};
    for (size_t next = 0; next < component.size(); ++next) {
      const std::string prefix = pair_key('L', component[next], "");
      delta_.scan(Table::Assembly, prefix, [&](std::string_view key, std::string_view) {
        SenseKey neighbour(key.substr(prefix.size()));
        if (seen.insert(neighbour).second) component.push_back(std::move(neighbour));
        return true;
      });
    }
    std::sort(component.begin(), component.end());
    components.push_back(std::move(component));
  }

  // The component with most members takes over the node that most of its members have.
  const auto size = [&](const std::vector<SenseKey>& component) {
    uint64_t members = 0;
    for (const SenseKey& sense : component) members += read_sense(delta_, sense).members;
    return members;
  };
  std::vector<std::pair<uint64_t, size_t>> order;
  for (size_t i = 0; i < components.size(); ++i) order.emplace_back(~size(components[i]), i);
  std::sort(order.begin(), order.end());
  std::set<NodeId> claimed;
  for (const auto& [unused, i] : order) settle_component(components[i], claimed);
  for (const NodeId node : old_)
    if (!claimed.contains(node)) {
      entities_.edit(node).senses.clear();
      for (const TextId& text : texts_of(node)) moved_.insert(text);
    }
}

void ChangeRun::settle_component(const std::vector<SenseKey>& component, std::set<NodeId>& claimed) {
  std::map<NodeId, uint64_t> old;  // members that have it now
  for (const SenseKey& sense : component)
    if (const SenseEntry entry = read_sense(delta_, sense); entry.node != 0) {
      old[entry.node] += entry.members;
      old_.insert(entry.node);
    }
  NodeId node = 0;
  uint64_t most = 0;
  for (const auto& [candidate, members] : old)
    if (!claimed.contains(candidate) && (node == 0 || members > most)) {
      node = candidate;
      most = members;
    }
  if (node == 0) node = entities_.create();
  claimed.insert(node);

  EntityEntry& entry = entities_.edit(node);
  // The direction of symmetric facts follows the anchor.
  const bool anchor_moved = !entry.senses.empty() && entry.senses.front() != component.front();
  if (entry.senses != component) reworked_.insert(node);
  entry.senses = component;
  for (const SenseKey& sense : component) {
    SenseEntry state = read_sense(delta_, sense);
    if (state.node == node) continue;
    if (state.node != 0)
      for (const TextId& text : texts_of(state.node)) moved_.insert(text);
    state.node = node;
    delta_.put(Table::Assembly, "S" + sense, encode(state));
  }
  if (anchor_moved)
    for (const TextId& text : texts_of(node)) forced_.insert(text);
}

// Texts that mention the entity before the change.
std::vector<TextId> ChangeRun::texts_of(NodeId entity) const {
  std::vector<TextId> texts;
  const SymbolId mentions = before_view_.find_symbol(SymbolKind::Type, kMentionsType);
  if (mentions == kNoSymbol) return texts;
  Expansion found;
  before_view_.expand(std::span(&entity, 1), Direction::In, std::span(&mentions, 1), found);
  for (const NodeId article : found.neighbour)
    if (auto text = before_view_.get(Table::Assembly, node_key('A', article)))
      texts.push_back(std::move(*text));
  std::sort(texts.begin(), texts.end());
  return texts;
}

// 7. Rejected facts come and go with decisions and with what their ends are: texts that mention both ends.
void ChangeRun::force_rejected() {
  if (read_count(delta_, "N") == 0) return;
  for (const NodeId node : reworked_)
    for (const SenseKey& sense : entities_.senses(node))
      decisions_.merge(decisions_under(delta_, pair_key('X', sense, "")));
  const auto texts_near = [&](const std::vector<Anchor>& anchors) {
    std::set<TextId> texts;
    std::set<NodeId> nodes;
    if (const auto sense = before_.resolve(anchors)) nodes.insert(read_sense(before_view_, *sense).node);
    if (const auto sense = after_.resolve(anchors))
      for (const SenseKey& each : entities_.senses(entity_of(*sense)))
        nodes.insert(read_sense(before_view_, each).node);
    for (const NodeId node : nodes)
      if (node != 0)
        for (TextId& text : texts_of(node)) texts.insert(std::move(text));
    return texts;
  };
  for (const uint64_t number : decisions_) {
    const auto decision = find_decision(delta_, number);
    if (!decision || decision->kind != DecisionKind::Reject) continue;
    const std::set<TextId> subject = texts_near(decision->subject);
    if (decision->value) {
      forced_.insert(subject.begin(), subject.end());
      continue;
    }
    for (const TextId& text : texts_near(decision->object))
      if (subject.contains(text)) forced_.insert(text);
  }
}

}  // namespace trama::assemble
