// The variables that a place in a statement can see.
#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include "core/query/ast.h"
#include "core/query/static_type.h"

namespace trama::query {

struct Variable {
  std::string name;
  int slot = -1;
  StaticType type;
  bool local = false;
};

// A scope inside a comprehension continues its parent's (the same row); one inside a subquery sees its
// parent's variables as local values and records which it takes.
class Scope {
 public:
  Scope() = default;
  Scope(Scope* parent, bool subquery) : parent_(parent), subquery_(subquery) {}

  // The variable as this scope sees it; null where undefined.
  const Variable* find(const std::string& name);
  const Variable* find_here(const std::string& name) const;
  Variable& add(Variable variable);  // hides one of the same name
  const std::deque<Variable>& here() const { return variables_; }
  void replace(std::vector<Variable> variables);
  // Of everything that can be seen, for near names.
  std::vector<std::string> names() const;

  // For a name that cannot be seen, here or any more, what to tell of it; a later one counts.
  void explain_absence(const std::string& name, const char* hint) { absences_.emplace_back(name, hint); }
  std::string absence(const std::string& name) const {
    const auto found = std::find_if(absences_.rbegin(), absences_.rend(),
                                    [&](const auto& absence) { return absence.first == name; });
    if (found != absences_.rend()) return found->second;
    return parent_ ? parent_->absence(name) : "";
  }

  bool in_subquery() const { return subquery_ || (parent_ && parent_->in_subquery()); }
  const std::vector<std::pair<int, ExpressionPtr>>& captures() const { return captures_; }

 private:
  Scope* parent_ = nullptr;
  bool subquery_ = false;
  std::deque<Variable> variables_;
  std::deque<Variable> captured_;
  std::vector<std::pair<std::string, const char*>> absences_;
  std::vector<std::pair<int, ExpressionPtr>> captures_;
};

}  // namespace trama::query
