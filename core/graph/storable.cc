#include "core/graph/storable.h"

namespace trama {

const Value* unstorable_part(const Value& value) {
  switch (value.type()) {
    case ValueType::Map:
    case ValueType::Node:
    case ValueType::Relationship:
    case ValueType::Path:
      return &value;
    case ValueType::List:
      for (const Value& element : value.list()) {
        if (const Value* part = unstorable_part(element)) return part;
      }
      return nullptr;
    default:
      return nullptr;
  }
}

}  // namespace trama
