// Article records written by hand or drawn at random, for assembly's tests.
#pragma once

#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "core/assemble/assembler.h"
#include "core/assemble/canonical_export.h"
#include "core/graph/memory_graph.h"

namespace trama::assemble {

// Writes one record sentence by sentence, with true spans. Verbs, so that a test reads as a story:
//   Story("a.txt").on("2025-02-04").says("Alba", "OWNS", "Borea").record()
class Story {
 public:
  explicit Story(std::string id);

  Story& on(std::string date);
  Story& titled(std::string title);
  // Names are "Type:Name", the type Company where none is given; "Person:?Rossi" is a weak form;
  // "@Place/italy:Italia" a gazetteer entry.
  Story& names(const std::string& entity, std::vector<std::string> other_forms = {},
               std::vector<std::string> neighbours = {});
  Story& says(const std::string& subject, const std::string& relation, const std::string& object,
              Certainty certainty = Certainty::Stated, bool negated = false, Status status = Status::Current);
  // Of the fact said last.
  Story& role(std::string role);
  Story& share(double percent);
  Story& measures(const std::string& subject, const std::string& measure, double value,
                  const std::string& unit, const std::string& chip = "");
  ArticleRecord record() const;

 private:
  uint32_t entity(const std::string& name);
  Evidence sentence(const std::string& text, const std::string& subject, const std::string& object);
  void mention(uint32_t entity, size_t begin, const std::string& form);

  ArticleRecord record_;
  uint32_t last_ = 0;
};

std::string exported(Graph& graph);

// A record of few names that overlap on purpose: weak forms, homographs, aliases, gazetteer entries, denials.
// `names`: how many companies and people there are to draw from, at most 8.
ArticleRecord random_record(std::mt19937& random, const std::string& id, size_t names = 8);

// The node with this key in the newest commit; 0 where there is none.
NodeId node_of(Graph& graph, const std::string& key);
std::string property(Graph& graph, const std::string& key, const std::string& name);
// "company/alba OWNS company/borea" for every derived relationship but MENTIONS, ascending.
std::vector<std::string> facts_of(Graph& graph);
Map fact_properties(Graph& graph, const std::string& subject, const std::string& type,
                    const std::string& object);
Relationship fact(Graph& graph, const std::string& subject, const std::string& type,
                  const std::string& object);

}  // namespace trama::assemble
