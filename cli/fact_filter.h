// Which facts an export shall hold: by what they say, and by the articles that say it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/command.h"
#include "core/graph/graph.h"

namespace trama::cli {

// Error of kind Usage unless it is a year, a month or a day: "2025", "2025-01", "2025-01-28".
void require_date(const std::string& text);

class FactFilter {
 public:
  void declare(CLI::App& app);

  bool empty() const;
  // Throws Error of kind Usage (a date that is none), or EntityNotFound (a type, relation or source that the
  // graph does not have, with near ones).
  void check(const GraphReader& graph) const;
  // Whether its relation and the types of both its ends are asked for, and one of its articles is of a source
  // and a time asked for. What is not asked for is not looked at; ends that are quantities or in focus may be
  // of any type.
  bool admits(const GraphReader& graph, const Relationship& relationship,
              const std::set<NodeId>& focus = {}) const;
  // For a picture: "only Company, Person · since 2025-01".
  std::string text() const;

 private:
  bool admits_article(const Map& evidence) const;

  std::string since_, until_;
  std::vector<std::string> types_, relations_, sources_;
};

}  // namespace trama::cli
