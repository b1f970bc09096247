// Facts, quantities and their evidence in the graph, kept while texts come and go.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/assemble/schema.h"
#include "core/assemble/tables.h"
#include "core/graph/delta.h"

namespace trama::assemble {

// One piece of evidence with what its fact says there, ready to be stored.
struct Report {
  NodeId subject = 0;
  NodeId object = 0;  // 0: a quantity
  std::string type;   // graph_type
  Map evidence;
  const LocalQuantity* quantity = nullptr;  // of a quantity
  NodeId chip = 0;
};

// Collects one commit's work on facts; `finish` writes it. Relationships exist as soon as they are reported,
// so that evidence can be keyed by them, and one that is withdrawn and reported again in one commit keeps its
// id.
class Facts {
 public:
  explicit Facts(GraphDelta& delta) : delta_(delta) {}

  // Takes away all that a text said.
  void withdraw(const TextId& text);
  // What a text says, once for each text; the clearest report of a fact first.
  void report(const TextId& text, const std::vector<Report>& reports);
  // The key of a chip changed: its quantities show it.
  void chip_renamed(NodeId chip, const std::string& key);
  // Properties, and the end of facts that nothing supports. After the entities have their keys.
  void finish();

 private:
  struct Work {
    bool known = false;  // was in the graph before this commit
    bool recompute = false;
    FactEntry entry;
    FactSummary before;
  };

  Work& work(const FactId& id);
  void create(const FactId& id, const Report& report, Work& work);
  void count_quote(Work& work, const Map& evidence, bool add);
  void write_properties(const FactId& id, Work& work);
  void remove(const FactId& id, const Work& work);

  GraphDelta& delta_;
  std::map<FactId, Work> work_;
};

}  // namespace trama::assemble
