#include "core/query/scope.h"

namespace trama::query {

const Variable* Scope::find_here(const std::string& name) const {
  for (auto it = variables_.rbegin(); it != variables_.rend(); ++it) {
    if (it->name == name) return &*it;
  }
  return nullptr;
}

const Variable* Scope::find(const std::string& name) {
  if (const Variable* variable = find_here(name)) return variable;
  for (const Variable& variable : captured_) {
    if (variable.name == name) return &variable;
  }
  if (parent_ == nullptr) return nullptr;
  const Variable* outer = parent_->find(name);
  if (outer == nullptr || !subquery_) return outer;
  if (!outer->local) {
    auto expression = std::make_shared<Expression>();
    expression->kind = ExpressionKind::Variable;
    expression->name = name;
    expression->slot = outer->slot;
    captures_.emplace_back(outer->slot, std::move(expression));
  }
  Variable captured = *outer;
  captured.local = true;
  captured_.push_back(std::move(captured));
  return &captured_.back();
}

Variable& Scope::add(Variable variable) {
  variables_.push_back(std::move(variable));
  return variables_.back();
}

void Scope::replace(std::vector<Variable> variables) {
  variables_.assign(std::make_move_iterator(variables.begin()), std::make_move_iterator(variables.end()));
}

std::vector<std::string> Scope::names() const {
  std::vector<std::string> result = parent_ ? parent_->names() : std::vector<std::string>();
  for (const Variable& variable : variables_) {
    if (!variable.name.empty()) result.push_back(variable.name);
  }
  return result;
}

}  // namespace trama::query
