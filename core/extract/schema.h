// What a graph may hold: types of entities, relations between them, measures of quantities. It is data: read
// from `entity`, `measure` and `relation` statements of rule files (core/knowledge/schema.rules and
// relations/).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace trama::extract {

struct EntityType {
  std::string name;
  std::string description;
};

struct Measure {
  std::string name;                // "training_cost"
  std::vector<std::string> units;  // allowed ones: "USD", "percent", …
  std::string description;
};

struct Relation {
  std::string name;  // "OWNS"
  std::vector<std::string> subject_types, object_types;
  bool alike = false;              // both ends are of one type
  bool symmetric = false;          // stored once, either way round
  bool functional = false;         // a subject has one object at a time: a second current one is a conflict
  std::vector<std::string> keeps;  // properties of its facts: "role", "share", "status"
  std::string description;

  bool keeps_property(std::string_view property) const;
};

struct Schema {
  std::vector<EntityType> types;  // in the order of declaration, as all here
  std::vector<Relation> relations;
  std::vector<Measure> measures;

  bool has_type(std::string_view name) const;
  const Relation* relation(std::string_view name) const;  // null where there is none, as below
  const Measure* measure(std::string_view name) const;
};

// The name among `candidates` that a user most likely meant by `word`, or nothing where none is near.
std::string nearest_name(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace trama::extract
