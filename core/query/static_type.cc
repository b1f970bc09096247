#include "core/query/static_type.h"

namespace trama::query {

const char* name_of(BaseType type) {
  switch (type) {
    case BaseType::Any:
      return "Any";
    case BaseType::Null:
      return "Null";
    case BaseType::Boolean:
      return "Boolean";
    case BaseType::Integer:
      return "Integer";
    case BaseType::Float:
      return "Float";
    case BaseType::Number:
      return "Number";
    case BaseType::String:
      return "String";
    case BaseType::List:
      return "List";
    case BaseType::Map:
      return "Map";
    case BaseType::Node:
      return "Node";
    case BaseType::Relationship:
      return "Relationship";
    case BaseType::Path:
      return "Path";
    case BaseType::Temporal:
      return "Temporal";
  }
  return "Any";
}

BaseType base_type_of(ValueType type) {
  switch (type) {
    case ValueType::Null:
      return BaseType::Null;
    case ValueType::Boolean:
      return BaseType::Boolean;
    case ValueType::Integer:
      return BaseType::Integer;
    case ValueType::Float:
      return BaseType::Float;
    case ValueType::String:
      return BaseType::String;
    case ValueType::List:
      return BaseType::List;
    case ValueType::Map:
      return BaseType::Map;
    case ValueType::Node:
      return BaseType::Node;
    case ValueType::Relationship:
      return BaseType::Relationship;
    case ValueType::Path:
      return BaseType::Path;
    default:
      return BaseType::Temporal;
  }
}

}  // namespace trama::query
