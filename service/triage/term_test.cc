#include "service/triage/term.h"

#include <algorithm>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(TermTest, KeepsThoseWithoutASmallerOne) {
  EXPECT_EQ(KeepMinimal({{1, 2, 3}, {2, 3}, {4}, {1, 4}, {2, 3}, {1, 2}}),
            (std::vector<Term>{{4}, {1, 2}, {2, 3}}));
  EXPECT_EQ(KeepMinimal({{1}, {}, {2, 3}}), (std::vector<Term>{{}}));
  EXPECT_EQ(KeepMinimal({}), std::vector<Term>{});
}

TEST(TermTest, KeepsTheSameAsComparingEachWithEach) {
  std::mt19937 random(1);
  for (int n = 0; n < 300; ++n) {
    std::vector<Term> terms;
    for (int i = 0; i < 30; ++i) {
      Term term;
      for (uint32_t number = 0; number < 8; ++number) {
        if (random() % 3 == 0) term.push_back(number);
      }
      terms.push_back(term);
    }
    const std::vector<Term> kept = KeepMinimal(terms);
    for (const Term& term : terms) {
      const bool minimal =
          std::none_of(terms.begin(), terms.end(), [&](const Term& other) {
            return other != term && IsPartOf(other, term);
          });
      EXPECT_EQ(std::count(kept.begin(), kept.end(), term), minimal ? 1 : 0);
    }
  }
}

}  // namespace
}  // namespace knead
