#include "service/catalog/posting_lists.h"

#include <algorithm>
#include <tuple>

#include "roaring/roaring.h"

namespace knead {
namespace {

bool Before(const Posting& a, const Posting& b) {
  return std::tie(a.value, a.index) < std::tie(b.value, b.index);
}

}  // namespace

void IndexSet::Free::operator()(const roaring_bitmap_s* set) const {
  roaring_bitmap_free(set);
}

size_t IndexSet::size() const {
  return set_ == nullptr ? 0 : roaring_bitmap_get_cardinality(set_.get());
}

std::vector<uint32_t> IndexSet::From(uint32_t begin, size_t count) const {
  std::vector<uint32_t> indices;
  if (set_ == nullptr) return indices;
  roaring_uint32_iterator_t it;
  roaring_init_iterator(set_.get(), &it);
  if (!roaring_move_uint32_iterator_equalorlarger(&it, begin)) return indices;
  indices.resize(count);
  indices.resize(roaring_read_uint32_iterator(&it, indices.data(),
                                              static_cast<uint32_t>(count)));
  return indices;
}

IndexSet IndexSet::operator&(const IndexSet& other) const {
  if (set_ == nullptr || other.set_ == nullptr) return IndexSet();
  return IndexSet(roaring_bitmap_and(set_.get(), other.set_.get()));
}

PostingLists::PostingLists(std::vector<Posting> postings) {
  if (postings.empty()) return;
  std::sort(postings.begin(), postings.end(), Before);
  extents_.resize(size_t{postings.back().value} + 1);
  std::vector<uint32_t> indices;
  for (auto it = postings.begin(); it != postings.end();) {
    const uint32_t value = it->value;
    indices.clear();
    for (; it != postings.end() && it->value == value; ++it) {
      if (indices.empty() || indices.back() != it->index) {
        indices.push_back(it->index);
      }
    }
    roaring_bitmap_t* set =
        roaring_bitmap_of_ptr(indices.size(), indices.data());
    // Neighbours often share what can be asked for: then runs take less.
    roaring_bitmap_run_optimize(set);
    Extent& extent = extents_[value];
    extent.first_block = static_cast<uint32_t>(blocks_.size());
    extent.size =
        static_cast<uint32_t>(roaring_bitmap_frozen_size_in_bytes(set));
    blocks_.resize(blocks_.size() +
                   (extent.size + sizeof(Block) - 1) / sizeof(Block));
    roaring_bitmap_frozen_serialize(set, blocks_[extent.first_block].bytes);
    roaring_bitmap_free(set);
  }
  blocks_.shrink_to_fit();
}

IndexSet PostingLists::Of(uint32_t value) const {
  if (value >= extents_.size() || extents_[value].size == 0) return IndexSet();
  const Extent& extent = extents_[value];
  return IndexSet(roaring_bitmap_frozen_view(blocks_[extent.first_block].bytes,
                                             extent.size));
}

}  // namespace knead
