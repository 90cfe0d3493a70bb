#include "service/figure/layout.h"

#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<size_t> RowSizes(size_t boxes, double width) {
  std::vector<size_t> sizes;
  for (const auto& row : SetInRows(std::vector<double>(boxes, 10), width, 1)) {
    sizes.push_back(row.size());
  }
  return sizes;
}

TEST(SetInRowsTest, FillsFewRowsEvenly) {
  EXPECT_THAT(RowSizes(0, 32), IsEmpty());
  EXPECT_THAT(RowSizes(3, 32), ElementsAre(3));
  EXPECT_THAT(RowSizes(3, 31), ElementsAre(2, 1));
  EXPECT_THAT(RowSizes(4, 32), ElementsAre(2, 2));
  EXPECT_THAT(RowSizes(6, 32), ElementsAre(3, 3));
  EXPECT_THAT(RowSizes(2, 5), ElementsAre(1, 1));
}

TEST(SetInRowsTest, SharesWhatIsLeft) {
  const auto rows = SetInRows({10, 20, 30}, 40, 2);
  ASSERT_EQ(rows.size(), 2);
  EXPECT_DOUBLE_EQ(rows[0][0].x, 0);
  EXPECT_DOUBLE_EQ(rows[0][0].width, 14);
  EXPECT_DOUBLE_EQ(rows[0][1].x, 16);
  EXPECT_DOUBLE_EQ(rows[0][1].width, 24);
  EXPECT_DOUBLE_EQ(rows[1][0].width, 40);
}

TEST(SetInRowsTest, LeavesWhatIsTooWideAsItIs) {
  const auto rows = SetInRows({50}, 40, 2);
  ASSERT_EQ(rows.size(), 1);
  EXPECT_DOUBLE_EQ(rows[0][0].width, 50);
}

}  // namespace
}  // namespace knead
