#include "service/figure/path_data.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;

TEST(ParsePathDataTest, KnowsStartBoxAndWhatIsClosed) {
  const auto path =
      ParsePathData("M10 20 L30,5.5 C1 2 3 4 5 6 Q7 8 9 10 Z M 1 1\n L-2 50");
  ASSERT_TRUE(path.ok()) << path.status();
  EXPECT_EQ(path->start.x, 10);
  EXPECT_EQ(path->start.y, 20);
  EXPECT_EQ(path->box.min.x, -2);
  EXPECT_EQ(path->box.min.y, 1);
  EXPECT_EQ(path->box.max.x, 30);
  EXPECT_EQ(path->box.max.y, 50);
  EXPECT_EQ(path->subpaths, 2);
  EXPECT_EQ(path->closed, 1);
}

TEST(ParsePathDataTest, PointsFollowTheCurves) {
  const auto path = ParsePathData("M0 0 C0 10 10 10 10 0 Q15 -10 20 0 L30 0");
  ASSERT_TRUE(path.ok()) << path.status();
  ASSERT_EQ(path->points.size(), 18);
  EXPECT_DOUBLE_EQ(path->points[4].x, 5);
  EXPECT_DOUBLE_EQ(path->points[4].y, 7.5);
  EXPECT_DOUBLE_EQ(path->points[12].x, 15);
  EXPECT_DOUBLE_EQ(path->points[12].y, -5);
  EXPECT_DOUBLE_EQ(path->points.back().x, 30);
}

TEST(EnclosesTest, TellsWithinFromOutside) {
  const auto surface = ParsePathData("M0 0 L20 0 L20 20 C20 10 0 10 0 20 Z");
  ASSERT_TRUE(surface.ok()) << surface.status();
  EXPECT_TRUE(Encloses(*surface, {10, 5}));
  EXPECT_TRUE(Encloses(*surface, {1, 15}));
  EXPECT_FALSE(Encloses(*surface, {10, 15}));
  EXPECT_FALSE(Encloses(*surface, {-1, 5}));
  EXPECT_FALSE(Encloses(*surface, {21, 5}));
  EXPECT_FALSE(Encloses(PathData(), {0, 0}));
}

TEST(ParsePathDataTest, SaysWhatToMend) {
  const struct {
    const char* text;
    const char* error;
  } cases[] = {
      {"", "is empty"},
      {"L1 2", "L begins nowhere"},
      {"M1 2 Z L3 4", "L begins nowhere"},
      {"M1 2 l3 4", "`l` is no command"},
      {"M1 2 3 4", "`3` is no command"},
      {"M1", "M wants 2 numbers"},
      {"M1 2 C1 2 3 4 5", "C wants 6 numbers"},
      {"M1 2 L1e9 2", "L wants 2 numbers"},
      {"M1 2 Lnan 2", "L wants 2 numbers"},
      {"M1 2 L1-2 2", "L wants 2 numbers"},
      {"M1 2 A1 2 3 4 5 6 7", "`A` is no command"},
  };
  for (const auto& test : cases) {
    const auto path = ParsePathData(test.text);
    ASSERT_FALSE(path.ok()) << test.text;
    EXPECT_THAT(std::string(path.status().message()), HasSubstr(test.error))
        << test.text;
  }
}

TEST(FigureBoxTest, GrowsByWhatIsAdded) {
  FigureBox box;
  box.Add(FigureBox());
  EXPECT_TRUE(box.empty);
  box.Add(FigurePoint{1, 2});
  FigureBox other;
  other.Add(FigurePoint{-1, 8});
  box.Add(other);
  EXPECT_EQ(box.width(), 2);
  EXPECT_EQ(box.height(), 6);
  EXPECT_EQ(box.center().x, 0);
  EXPECT_EQ(box.center().y, 5);
}

}  // namespace
}  // namespace knead
