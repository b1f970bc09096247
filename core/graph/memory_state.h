// One commit of the graph in memory: immutable once readers have it, and sharing with the commits before and
// after what does not differ.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/graph/graph.h"

namespace trama::memory {

// An array that grows, whose copies share pages: writing to a copy clones the page it falls into.
template <typename T>
class PagedArray {
 public:
  const T* find(uint64_t index) const {
    const uint64_t page = index / kPage;
    if (page >= pages_.size() || !pages_[page]) return nullptr;
    return (*pages_[page])[index % kPage].get();
  }
  void set(uint64_t index, std::shared_ptr<const T> value) {
    const uint64_t page = index / kPage;
    if (page >= pages_.size()) pages_.resize(page + 1);
    auto clone = pages_[page] ? std::make_shared<Page>(*pages_[page]) : std::make_shared<Page>();
    (*clone)[index % kPage] = std::move(value);
    pages_[page] = std::move(clone);
  }
  uint64_t end() const { return pages_.size() * kPage; }

 private:
  static constexpr uint64_t kPage = 64;
  using Page = std::array<std::shared_ptr<const T>, kPage>;
  std::vector<std::shared_ptr<const Page>> pages_;
};

// Something shared until it is written to. A null pointer is an empty T.
template <typename T>
class Shared {
 public:
  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  // The clone belongs to this state alone until the state is published.
  T& clone() {
    auto copy = std::make_shared<T>(*value_);
    value_ = copy;
    return *copy;
  }

 private:
  std::shared_ptr<const T> value_ = std::make_shared<const T>();
};

struct Neighbour {
  SymbolId type;
  NodeId node;
  RelationshipId relationship;
  auto operator<=>(const Neighbour&) const = default;
};

using Properties = std::map<SymbolId, Value>;

struct NodeRecord {
  bool derived = false;
  std::vector<SymbolId> labels;
  Properties properties;
  std::vector<Neighbour> out, in;  // ascending
};

struct RelationshipRecord {
  Relationship relationship;
  bool derived = false;
  Properties properties;
};

struct Dictionary {
  std::deque<std::shared_ptr<const std::string>> names;  // shared, so that views survive a clone
  std::map<std::string_view, SymbolId> ids;
};

using IndexEntries = std::vector<std::pair<std::string, NodeId>>;  // ascending
using TableEntries = std::map<std::string, std::string, std::less<>>;

struct State {
  uint64_t commit = 0;
  NodeId last_node = 0;
  RelationshipId last_relationship = 0;
  std::array<Shared<Dictionary>, 3> dictionaries;
  PagedArray<NodeRecord> nodes;
  PagedArray<RelationshipRecord> relationships;
  std::map<SymbolId, Shared<std::vector<NodeId>>> labels;  // kNoSymbol: all nodes
  std::map<SymbolId, uint64_t> type_counts;                // kNoSymbol: all relationships
  std::map<IndexDescription, Shared<IndexEntries>> indexes;
  std::map<Table, Shared<TableEntries>> tables;
};

// Null where there is none.
inline const Value* find_property(const Properties& properties, SymbolId property) {
  const auto found = properties.find(property);
  return found == properties.end() ? nullptr : &found->second;
}

}  // namespace trama::memory
