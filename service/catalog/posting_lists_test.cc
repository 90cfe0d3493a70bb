#include "service/catalog/posting_lists.h"

#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace knead {
namespace {

using Indices = std::vector<uint32_t>;

Indices All(const IndexSet& set) { return set.From(0, set.size() + 1); }

TEST(PostingListsTest, KnowsNoValueBeforeOneIsPosted) {
  const PostingLists none;
  EXPECT_EQ(none.Of(0).size(), 0u);
  EXPECT_EQ(All(none.Of(0)), Indices());
  const PostingLists lists({{3, 7}});
  for (const uint32_t value : {0u, 2u, 4u, 1000000u}) {
    EXPECT_EQ(lists.Of(value).size(), 0u) << value;
    EXPECT_EQ(All(lists.Of(value) & lists.Of(3)), Indices()) << value;
    EXPECT_EQ(All(lists.Of(3) & lists.Of(value)), Indices()) << value;
  }
  EXPECT_EQ(All(lists.Of(3)), Indices({7}));
}

TEST(PostingListsTest, TakesPostingsInAnyOrderAndTwice) {
  const PostingLists lists({{1, 9}, {0, 4}, {1, 2}, {1, 9}, {0, 9}, {1, 2}});
  EXPECT_EQ(All(lists.Of(0)), Indices({4, 9}));
  EXPECT_EQ(All(lists.Of(1)), Indices({2, 9}));
  EXPECT_EQ(lists.Of(1).size(), 2u);
  EXPECT_EQ(All(lists.Of(0) & lists.Of(1)), Indices({9}));
}

TEST(PostingListsTest, ReadsFromAnyIndexAsManyAsAreWanted) {
  const PostingLists lists({{0, 3}, {0, 5}, {0, 70000}});
  const IndexSet set = lists.Of(0);
  EXPECT_EQ(set.From(0, 0), Indices());
  EXPECT_EQ(set.From(0, 2), Indices({3, 5}));
  EXPECT_EQ(set.From(4, 2), Indices({5, 70000}));
  EXPECT_EQ(set.From(6, 5), Indices({70000}));
  EXPECT_EQ(set.From(70001, 5), Indices());
}

// Each way in which the library keeps a piece of a set: few, many, runs; over
// several pieces, with pieces that are empty.
TEST(PostingListsTest, HoldsSetsOfEveryDensity) {
  constexpr uint32_t kSize = 200000;
  std::mt19937 random(6);  // NOLINT: the same sets every time
  std::vector<Indices> want;
  for (const double density : {0.00001, 0.001, 0.05, 0.5, 0.95, 1.0}) {
    std::bernoulli_distribution is_in(density);
    Indices indices;
    for (uint32_t i = 0; i < kSize; ++i) {
      if (is_in(random)) indices.push_back(i);
    }
    want.push_back(std::move(indices));
  }
  Indices runs;
  for (uint32_t i = 0; i < kSize; ++i) {
    if (i / 1000 % 3 == 0 && i / 65536 != 2) runs.push_back(i);
  }
  want.push_back(std::move(runs));
  std::vector<Posting> postings;
  for (uint32_t value = 0; value < want.size(); ++value) {
    for (const uint32_t index : want[value]) postings.push_back({value, index});
  }
  const PostingLists lists(std::move(postings));
  for (uint32_t a = 0; a < want.size(); ++a) {
    SCOPED_TRACE(a);
    const IndexSet set = lists.Of(a);
    EXPECT_EQ(set.size(), want[a].size());
    EXPECT_EQ(All(set), want[a]);
    for (uint32_t begin = 0; begin < kSize; begin += 4567) {
      const auto first =
          std::lower_bound(want[a].begin(), want[a].end(), begin);
      const auto count = std::min<ptrdiff_t>(10, want[a].end() - first);
      EXPECT_EQ(set.From(begin, 10), Indices(first, first + count)) << begin;
    }
    for (uint32_t b = 0; b < want.size(); ++b) {
      Indices both;
      std::set_intersection(want[a].begin(), want[a].end(), want[b].begin(),
                            want[b].end(), std::back_inserter(both));
      EXPECT_EQ(All(lists.Of(a) & lists.Of(b)), both) << b;
    }
  }
}

}  // namespace
}  // namespace knead
