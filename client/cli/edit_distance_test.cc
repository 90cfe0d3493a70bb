#include "client/cli/edit_distance.h"

#include <string>

#include "gtest/gtest.h"

namespace knead::cli {
namespace {

struct Case {
  std::string a;
  std::string b;
  int distance;
};

TEST(EditDistanceTest, CountsEdits) {
  for (const Case& c : {
           Case{"", "", 0},
           Case{"", "calf", 4},
           Case{"calf", "calf", 0},
           Case{"calf", "clf", 1},
           Case{"calf", "calfs", 1},
           Case{"calf", "half", 1},
           Case{"calf", "claf", 1},
           Case{"quadriceps", "quadirceps", 1},
           Case{"kitten", "sitting", 3},
           Case{"ca", "abc", 3},
           Case{"écorché", "ecorche", 2},
       }) {
    EXPECT_EQ(EditDistance(c.a, c.b), c.distance) << c.a << " " << c.b;
    EXPECT_EQ(EditDistance(c.b, c.a), c.distance) << c.b << " " << c.a;
  }
}

}  // namespace
}  // namespace knead::cli
