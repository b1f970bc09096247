// What is known about an entity, and why: the texts of `show`, `why`, `mentions` and `gaps`.
#pragma once

#include <ostream>
#include <string>

#include "core/graph/graph.h"

namespace trama::cli {

struct ShowOptions {
  bool all = false;   // also former, planned, denied and speculated facts
  size_t quotes = 1;  // of each fact; 0: all
  bool colour = false;
};

// All throw Error of kind EntityNotFound where what is asked for is not there.
// Of an article, by id, file name or title: what it says, whom it names, which of its sentences gave nothing.
void print_article(const GraphReader& graph, const std::string& id, bool colour, std::ostream& out);

// The id of the one article that is meant, by id, file name or title. Throws Error of kind Argument,
// "AmbiguousName", where several may be.
std::string require_article(const GraphReader& graph, const std::string& name);

// Of an entity; of an article where no entity is called so.
void print_entity(const GraphReader& graph, const std::string& name, const ShowOptions& options,
                  std::ostream& out);

// Every sentence behind the facts asked for. An empty relation or object stands for any.
struct WhyQuestion {
  std::string subject, relation, object;
};
void print_why(const GraphReader& graph, const WhyQuestion& question, bool colour, std::ostream& out);

// Sentences that name the entity, or both where `other` is not empty. `most` 0: all, here and below.
void print_mentions(const GraphReader& graph, const std::string& name, const std::string& other, size_t most,
                    bool colour, std::ostream& out);

// Sentences with two entities or a relation's trigger that gave no fact; of all articles where `name` is
// empty.
void print_gaps(const GraphReader& graph, const std::string& name, size_t most, bool colour,
                std::ostream& out);

}  // namespace trama::cli
