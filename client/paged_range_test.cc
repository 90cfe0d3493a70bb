#include "client/paged_range.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Range = PagedRange<int>;

// A list in pages, by token, that remembers which were fetched.
class Pages {
 public:
  explicit Pages(std::map<std::string, absl::StatusOr<Range::Page>> pages)
      : pages_(std::move(pages)) {}

  Range AsRange(std::string page_token = "") {
    return Range(
        [this](const std::string& token) {
          fetched_.push_back(token);
          return pages_.at(token);
        },
        std::move(page_token));
  }

  const std::vector<std::string>& fetched() const { return fetched_; }

 private:
  const std::map<std::string, absl::StatusOr<Range::Page>> pages_;
  std::vector<std::string> fetched_;
};

Range::Page PageOf(std::vector<int> items, std::string next_page_token) {
  return Range::Page{std::move(items), std::move(next_page_token)};
}

// What a walk through `range` yields: the items, and the error if it ends in
// one.
struct Walk {
  std::vector<int> items;
  std::vector<absl::Status> errors;
};

Walk WalkThrough(Range range) {
  Walk walk;
  for (const absl::StatusOr<int>& item : range) {
    if (item.ok()) {
      walk.items.push_back(*item);
    } else {
      walk.errors.push_back(item.status());
    }
  }
  return walk;
}

struct Case {
  const char* name;
  std::map<std::string, absl::StatusOr<Range::Page>> pages;
  std::vector<int> items;
  std::vector<absl::StatusCode> errors;
  std::vector<std::string> fetched;
};

class PagedRangeTest : public testing::TestWithParam<Case> {};

TEST_P(PagedRangeTest, YieldsItemsAndFetchesPages) {
  Pages pages(GetParam().pages);
  const Walk walk = WalkThrough(pages.AsRange());
  EXPECT_EQ(walk.items, GetParam().items);
  std::vector<absl::StatusCode> errors;
  for (const absl::Status& error : walk.errors) errors.push_back(error.code());
  EXPECT_EQ(errors, GetParam().errors);
  EXPECT_EQ(pages.fetched(), GetParam().fetched);
}

INSTANTIATE_TEST_SUITE_P(
    Lists, PagedRangeTest,
    testing::ValuesIn<Case>({
        {"Empty", {{"", PageOf({}, "")}}, {}, {}, {""}},
        {"OnePage", {{"", PageOf({1, 2}, "")}}, {1, 2}, {}, {""}},
        {"FullPages",
         {{"", PageOf({1, 2}, "a")},
          {"a", PageOf({3, 4}, "b")},
          {"b", PageOf({5, 6}, "")}},
         {1, 2, 3, 4, 5, 6},
         {},
         {"", "a", "b"}},
        {"ShortLastPage",
         {{"", PageOf({1, 2}, "a")}, {"a", PageOf({3}, "")}},
         {1, 2, 3},
         {},
         {"", "a"}},
        {"EmptyLastPage",
         {{"", PageOf({1}, "a")}, {"a", PageOf({}, "")}},
         {1},
         {},
         {"", "a"}},
        {"EmptyPagesBetween",
         {{"", PageOf({}, "a")},
          {"a", PageOf({}, "b")},
          {"b", PageOf({1}, "c")},
          {"c", PageOf({}, "")}},
         {1},
         {},
         {"", "a", "b", "c"}},
        {"ErrorAtOnce",
         {{"", absl::UnavailableError("")}},
         {},
         {absl::StatusCode::kUnavailable},
         {""}},
        {"ErrorMidway",
         {{"", PageOf({1, 2}, "a")}, {"a", absl::UnavailableError("")}},
         {1, 2},
         {absl::StatusCode::kUnavailable},
         {"", "a"}},
        {"TokenThatDoesNotAdvance",
         {{"", PageOf({1}, "a")}, {"a", PageOf({2}, "a")}},
         {1},
         {absl::StatusCode::kInternal},
         {"", "a"}},
    }),
    [](const testing::TestParamInfo<Case>& info) { return info.param.name; });

TEST(PagedRangeTest, FetchesNothingBeforeItIsWalkedThrough) {
  Pages pages({{"", PageOf({1}, "")}});
  Range range = pages.AsRange();
  EXPECT_THAT(pages.fetched(), IsEmpty());
  EXPECT_NE(range.begin(), range.end());
  EXPECT_THAT(pages.fetched(), ElementsAre(""));
}

TEST(PagedRangeTest, FetchesAPageOnlyWhenItsFirstItemIsWanted) {
  Pages pages({{"", PageOf({1, 2}, "a")}, {"a", PageOf({3}, "")}});
  Range range = pages.AsRange();
  for (const absl::StatusOr<int>& item : range) {
    // Leaves on the last item of the first page.
    if (*item == 2) break;
  }
  EXPECT_THAT(pages.fetched(), ElementsAre(""));
}

TEST(PagedRangeTest, BeginsAtThePageOfAGivenToken) {
  Pages pages({{"a", PageOf({3}, "b")}, {"b", PageOf({4}, "")}});
  EXPECT_THAT(WalkThrough(pages.AsRange("a")).items, ElementsAre(3, 4));
  EXPECT_THAT(pages.fetched(), ElementsAre("a", "b"));
}

TEST(PagedRangeTest, BeginAgainStandsOnTheSameItem) {
  Pages pages({{"", PageOf({1, 2}, "")}});
  Range range = pages.AsRange();
  EXPECT_EQ(**range.begin(), 1);
  EXPECT_EQ(**range.begin(), 1);
  ++range.begin();
  EXPECT_EQ(**range.begin(), 2);
  ++range.begin();
  EXPECT_EQ(range.begin(), range.end());
}

TEST(PagedRangeTest, CanBeMovedBeforeAndBetweenWalks) {
  Pages pages({{"", PageOf({1, 2}, "")}});
  Range range = pages.AsRange();
  Range moved = std::move(range);
  EXPECT_EQ(**moved.begin(), 1);
  Range moved_again = std::move(moved);
  EXPECT_EQ(**moved_again.begin(), 1);
  ++moved_again.begin();
  EXPECT_EQ(**moved_again.begin(), 2);
}

TEST(PagedRangeTest, YieldsItemsThatCanBeMovedFrom) {
  using Item = std::unique_ptr<int>;
  PagedRange<Item> range([](const std::string&) {
    PagedRange<Item>::Page page;
    page.items.push_back(std::make_unique<int>(7));
    return absl::StatusOr<PagedRange<Item>::Page>(std::move(page));
  });
  std::vector<Item> taken;
  for (absl::StatusOr<Item>& item : range) taken.push_back(*std::move(item));
  ASSERT_EQ(taken.size(), 1);
  EXPECT_EQ(*taken[0], 7);
}

TEST(CollectTest, ReturnsAllItems) {
  Pages pages({{"", PageOf({1, 2}, "a")}, {"a", PageOf({3}, "")}});
  const absl::StatusOr<std::vector<int>> items = Collect(pages.AsRange());
  ASSERT_TRUE(items.ok());
  EXPECT_THAT(*items, ElementsAre(1, 2, 3));
}

TEST(CollectTest, ReturnsTheError) {
  Pages pages({{"", PageOf({1, 2}, "a")}, {"a", absl::AbortedError("why")}});
  EXPECT_EQ(Collect(pages.AsRange()).status(), absl::AbortedError("why"));
}

}  // namespace
}  // namespace knead
