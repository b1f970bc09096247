// What the binder knows of a value's type before the query runs.
#pragma once

#include <cstdint>

#include "core/graph/value.h"

namespace trama::query {

enum class BaseType : uint8_t {
  Any,  // not known
  Null,
  Boolean,
  Integer,
  Float,
  Number,  // Integer or Float
  String,
  List,
  Map,
  Node,
  Relationship,
  Path,
  Temporal,
};

struct StaticType {
  BaseType base = BaseType::Any;
  BaseType element = BaseType::Any;  // of a list

  bool may_be(BaseType other) const {
    if (base == BaseType::Any || base == BaseType::Null || base == other) return true;
    const bool number = base == BaseType::Integer || base == BaseType::Float;
    return (other == BaseType::Number && number) ||
           (base == BaseType::Number && (other == BaseType::Integer || other == BaseType::Float));
  }
};

const char* name_of(BaseType type);
BaseType base_type_of(ValueType type);

}  // namespace trama::query
