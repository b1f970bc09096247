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

  // Names that are visible no more, to tell why.
  void leave_behind(const std::deque<Variable>& variables) {
    for (const Variable& variable : variables) left_behind_.push_back(variable.name);
  }
  bool left_behind(const std::string& name) const {
    return std::find(left_behind_.begin(), left_behind_.end(), name) != left_behind_.end();
  }

  bool in_subquery() const { return subquery_ || (parent_ && parent_->in_subquery()); }
  const std::vector<std::pair<int, ExpressionPtr>>& captures() const { return captures_; }

 private:
  Scope* parent_ = nullptr;
  bool subquery_ = false;
  std::deque<Variable> variables_;
  std::deque<Variable> captured_;
  std::vector<std::string> left_behind_;
  std::vector<std::pair<int, ExpressionPtr>> captures_;
};

}  // namespace trama::query
