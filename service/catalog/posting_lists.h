#ifndef KNEAD_SERVICE_CATALOG_POSTING_LISTS_H_
#define KNEAD_SERVICE_CATALOG_POSTING_LISTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

// A bitmap of the library, CRoaring. NOLINTNEXTLINE(*-identifier-naming)
struct roaring_bitmap_s;

namespace knead {

// An ordered set of indices of resources. One that PostingLists returned is a
// view of them and must not outlive them. Movable; what is const is
// thread-safe.
class IndexSet {
 public:
  // The empty set.
  IndexSet() = default;

  size_t size() const;

  // The first `count` indices that are `begin` or more, in order; fewer when
  // there are no more.
  std::vector<uint32_t> From(uint32_t begin, size_t count) const;

  // The indices that both hold. Depends on neither afterwards.
  IndexSet operator&(const IndexSet& other) const;

 private:
  friend class PostingLists;

  struct Free {
    void operator()(const roaring_bitmap_s* set) const;
  };

  explicit IndexSet(const roaring_bitmap_s* set) : set_(set) {}

  // Null for the empty set.
  std::unique_ptr<const roaring_bitmap_s, Free> set_;
};

// A resource, by its index, has a value, by its number.
struct Posting {
  uint32_t value;
  uint32_t index;
};

// The indices that have a value, for each value. The lists lie one behind the
// other in one piece of memory, as compressed bitmaps: one that many resources
// share takes a bit or less for each resource of the collection, a short one 32
// bytes. Immutable and thread-safe.
class PostingLists {
 public:
  // Of no value.
  PostingLists() = default;

  // `postings` may be in any order and hold one more than once.
  explicit PostingLists(std::vector<Posting> postings);

  // The indices that have the value; none for one that was never posted.
  IndexSet Of(uint32_t value) const;

 private:
  // What the library asks for where a view begins.
  struct alignas(32) Block {
    char bytes[32];
  };

  // Where a list lies.
  struct Extent {
    uint32_t first_block = 0;
    // In bytes; 0 for the empty list.
    uint32_t size = 0;
  };

  std::vector<Extent> extents_;
  std::vector<Block> blocks_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_POSTING_LISTS_H_
