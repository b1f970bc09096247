#include "storage/snapshot_index.h"

#include <algorithm>

#include "core/base/halving.h"
#include "core/graph/bytes.h"
#include "core/graph/index_key.h"

namespace trama::storage {

namespace {

constexpr size_t kHeadBytes = 8;
constexpr uint64_t kMaximalKeyBytes = uint64_t{256} << 20;  // beyond, family property is as good

uint64_t head(std::string_view bytes) { return load_be64(bytes.data()); }

size_t shared_prefix(std::string_view a, std::string_view b) {
  return static_cast<size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

}  // namespace

SnapshotIndexView::SnapshotIndexView(const SnapshotFile& file, const SnapshotIndex& index)
    : index_(index),
      prefix_(file.array<char>(index.prefix), index.prefix.bytes),
      keys_(file.array<char>(index.key_bytes)),
      key_ends_(index.key_ends.bytes > 0 ? file.array<uint32_t>(index.key_ends) : nullptr),
      node_ends_(index.node_ends.bytes > 0 ? file.array<uint32_t>(index.node_ends) : nullptr),
      nodes_(file.array<uint32_t>(index.nodes)) {
  constexpr size_t kSteps = 8;  // of a binary search, to different pages
  file.ahead().expect(keys_, index.key_bytes.bytes, kSteps);
  file.ahead().expect(key_ends_, index.key_ends.bytes, kSteps);
}

std::string_view SnapshotIndexView::rest(size_t at) const {
  if (key_ends_ == nullptr) return {keys_ + at * index_.key_size, index_.key_size};
  const uint32_t begin = at == 0 ? 0 : key_ends_[at - 1];
  return {keys_ + begin, key_ends_[at] - begin};
}

bool SnapshotIndexView::is_below(size_t at, std::string_view rest_of_key) const {
  const std::string_view here = rest(at);
  if (here.size() >= kHeadBytes && rest_of_key.size() >= kHeadBytes) {
    const uint64_t a = head(here), b = head(rest_of_key);
    if (a != b) return a < b;
  }
  return here < rest_of_key;
}

uint64_t SnapshotIndexView::head_at(size_t at) const {
  return head({keys_ + at * index_.key_size, kHeadBytes});
}

// Where the first is that is not below, found from where it would be if keys were evenly spaced. Steps away
// from there grow so fast that a wrong guess costs a third of a search by halves at most.
SnapshotIndexView::Places SnapshotIndexView::near_guess(size_t begin, size_t end, uint64_t wanted) const {
  constexpr size_t kGrowth = 8;
  const double first = index_key_position(prefix_, head_at(begin));
  const double last = index_key_position(prefix_, head_at(end - 1));
  const double share = (index_key_position(prefix_, wanted) - first) / (last - first);
  if (!(share >= 0 && share <= 1)) return {begin, end};  // or not a number
  const size_t guess = begin + static_cast<size_t>(share * static_cast<double>(end - begin - 1) + 0.5);
  size_t step = 1;
  if (head_at(guess) < wanted) {
    begin = guess + 1;
    for (; end - begin >= step && head_at(begin + step - 1) < wanted; step *= kGrowth) begin += step;
    return {begin, std::min(end, begin + step - 1)};
  }
  end = guess;
  for (; end - begin >= step && head_at(end - step) >= wanted; step *= kGrowth) end -= step;
  return {end - begin >= step ? end - step + 1 : begin, end};
}

// Of keys of one length, by their first bytes.
size_t SnapshotIndexView::first_head_not_below(size_t begin, size_t end, uint64_t wanted) const {
  constexpr size_t kMany = 64;  // are worth a guess
  const Places places = end - begin > kMany ? near_guess(begin, end, wanted) : Places{begin, end};
  return trama::first_not_below(places.begin, places.end, [&](size_t at) { return head_at(at) < wanted; });
}

size_t SnapshotIndexView::search(size_t begin, size_t end, std::string_view rest_of_key) const {
  if (key_ends_ == nullptr && index_.key_size >= kHeadBytes && rest_of_key.size() >= kHeadBytes) {
    begin = first_head_not_below(begin, end, head(rest_of_key));
    if (begin == end || !is_below(begin, rest_of_key)) return begin;
    ++begin;  // several share the head
  }
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    if (is_below(middle, rest_of_key)) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

// In steps that double from `from` on: the end of a range is near its beginning.
size_t SnapshotIndexView::first_not_below(std::string_view key, size_t from) const {
  const size_t shared = shared_prefix(prefix_, key);
  if (shared < prefix_.size()) {
    const bool is_above =
        shared < key.size() && static_cast<uint8_t>(key[shared]) > static_cast<uint8_t>(prefix_[shared]);
    return is_above ? index_.keys : from;
  }
  key.remove_prefix(shared);
  if (from == 0) return search(0, index_.keys, key);
  size_t step = 1;
  while (from + step <= index_.keys && is_below(from + step - 1, key)) {
    from += step;
    step *= 2;
  }
  return search(from, std::min<size_t>(from + step, index_.keys), key);
}

std::span<const uint32_t> SnapshotIndexView::nodes_between(size_t begin, size_t end) const {
  if (node_ends_ == nullptr) return {nodes_ + begin, end - begin};
  const size_t first = begin == 0 ? 0 : node_ends_[begin - 1];
  return {nodes_ + first, end == 0 ? 0 : node_ends_[end - 1] - first};
}

std::span<const uint32_t> SnapshotIndexView::nodes(std::string_view lower, std::string_view upper) const {
  const size_t begin = first_not_below(lower, 0);
  const size_t end = first_not_below(upper, begin);
  return begin < end ? nodes_between(begin, end) : std::span<const uint32_t>();
}

std::span<const uint32_t> SnapshotIndexView::nodes(std::string_view key) const {
  if (!key.starts_with(prefix_)) return {};
  key.remove_prefix(prefix_.size());
  const size_t at = search(0, index_.keys, key);
  return at < index_.keys && rest(at) == key ? nodes_between(at, at + 1) : std::span<const uint32_t>();
}

std::string SnapshotIndexView::key(size_t at) const {
  std::string whole(prefix_);
  return whole.append(rest(at));
}

SnapshotIndexBuilder::SnapshotIndexBuilder(IndexDescription description) {
  index_.label = description.label;
  index_.property = description.property;
}

void SnapshotIndexBuilder::add(std::string_view key, NodeId node) {
  const size_t begin = key_ends_.size() < 2 ? 0 : key_ends_[key_ends_.size() - 2];
  const bool same = !key_ends_.empty() && std::string_view(keys_).substr(begin) == key;
  nodes_.push_back(static_cast<uint32_t>(node));
  if (same) {
    node_ends_.back() = static_cast<uint32_t>(nodes_.size());
    return;
  }
  fits_ = fits_ && keys_.size() + key.size() <= kMaximalKeyBytes && cut_start(key).empty();
  if (!fits_) return;
  keys_.append(key);
  key_ends_.push_back(static_cast<uint32_t>(keys_.size()));
  node_ends_.push_back(static_cast<uint32_t>(nodes_.size()));
}

bool SnapshotIndexBuilder::store(MappedOutput& out, SnapshotIndex& stored) {
  if (!fits_) return false;
  const auto key = [&](size_t at) {
    const size_t begin = at == 0 ? 0 : key_ends_[at - 1];
    return std::string_view(keys_).substr(begin, key_ends_[at] - begin);
  };
  const auto store_all = [&](const auto& elements) {
    using Element = std::ranges::range_value_t<decltype(elements)>;
    const SnapshotSection section = out.allocate(elements.size() * sizeof(Element));
    std::ranges::copy(elements, out.at<Element>(section));
    return section;
  };
  index_.keys = key_ends_.size();
  index_.nodes = store_all(nodes_);
  if (index_.keys == 0) {
    stored = index_;
    return true;
  }
  // Keys ascend, so what the first and the last share all do.
  const std::string prefix(key(0).substr(0, shared_prefix(key(0), key(index_.keys - 1))));
  std::string rests;
  std::vector<uint32_t> ends;
  index_.key_size = key(0).size() - prefix.size();
  bool one_size = true;
  for (size_t at = 0; at < index_.keys; ++at) {
    const std::string_view rest = key(at).substr(prefix.size());
    one_size = one_size && rest.size() == index_.key_size;
    rests.append(rest);
    ends.push_back(static_cast<uint32_t>(rests.size()));
  }
  index_.prefix = store_all(prefix);
  index_.key_bytes = store_all(rests);
  if (!one_size) index_.key_ends = store_all(ends);
  if (index_.keys < nodes_.size()) index_.node_ends = store_all(node_ends_);
  stored = index_;
  return true;
}

}  // namespace trama::storage
