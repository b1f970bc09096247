// One change of records and decisions, worked out on a delta: which senses, entities and texts it moves.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/assemble/entities.h"
#include "core/assemble/facts.h"
#include "core/assemble/resolution.h"
#include "core/assemble/schema.h"

namespace trama::assemble {

// Used once: write records, texts entries and decisions into the delta, name what was written, run.
class ChangeRun {
 public:
  ChangeRun(GraphDelta& delta, const Options& options)
      : before_view_(delta.base()),
        delta_(delta),
        options_(options),
        before_(before_view_),
        after_(delta),
        entities_(delta),
        facts_(delta) {}

  void text_changed(const TextId& text) { changed_.insert(text); }
  // The record in force for a changed text, where the caller has it at hand.
  void know(const TextId& text, ArticleRecord record) { after_.know(text, std::move(record)); }
  void decision_changed(uint64_t number) { decisions_.insert(number); }
  void run();

 private:
  // In the order of work.
  void move_members();
  void learn_senses();
  void find_moved_texts();
  void move_decisions();
  void count_senses_and_links();
  void find_components();
  void force_rejected();
  void publish();

  void change_member(const LocalMember& member, bool add);
  void add_moved_texts(const GroupKey& group);
  void count_link(const SenseKey& a, const SenseKey& b, int64_t by);
  void weigh(Resolution& resolution, const TextId& text, int64_t by);
  void weigh(Resolution& resolution, const GraphReader& view, uint64_t decision, int64_t by);
  void settle_component(const std::vector<SenseKey>& component, std::set<NodeId>& claimed);
  std::vector<TextId> texts_of(NodeId entity) const;
  bool must_publish(const TextId& text);
  void withdraw(const TextId& text);
  void publish(const TextId& text);
  void publish_article(const TextEntry& entry, const TextMembers& text);
  void add_reports(const TextMembers& text, const TextEntry& entry, std::vector<Report>& reports);
  bool is_rejected(const Report& report);
  NodeId entity_of(const SenseKey& sense) const { return read_sense(delta_, sense).node; }

  const GraphReader& before_view_;
  GraphDelta& delta_;
  const Options& options_;
  Resolution before_, after_;
  Entities entities_;
  Facts facts_;

  std::set<TextId> changed_;               // new, gone, or with another record
  std::set<uint64_t> decisions_;           // to be looked at again
  std::map<GroupKey, GroupEntry> groups_;  // touched ones, as they will be
  std::set<GroupKey> choices_;             // groups whose members may choose other senses or bearers
  std::set<TextId> moved_;                 // texts where some sense differs, beside the changed ones
  std::set<TextId> forced_;                // texts to publish again whatever their senses
  std::map<SenseKey, int64_t> sense_change_;
  std::map<std::pair<SenseKey, SenseKey>, int64_t> link_change_;
  std::set<SenseKey> touched_;  // senses whose component must be found again
  std::set<NodeId> old_;        // entities that these senses had
  std::set<NodeId> reworked_;   // entities whose senses changed
  std::map<NodeId, std::vector<Decision>> rejections_;
};

}  // namespace trama::assemble
