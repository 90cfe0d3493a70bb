#include "service/triage/hitting_set.h"

#include <algorithm>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace knead {
namespace {

constexpr uint32_t kElements = 10;

bool HitsAll(uint32_t chosen, const std::vector<Term>& sets) {
  return std::all_of(sets.begin(), sets.end(), [&](const Term& set) {
    return std::any_of(set.begin(), set.end(), [&](uint32_t element) {
      return (chosen >> element & 1) != 0;
    });
  });
}

Term FromBits(uint32_t bits) {
  Term term;
  for (uint32_t i = 0; i < kElements; ++i) {
    if ((bits >> i & 1) != 0) term.push_back(i);
  }
  return term;
}

// Groups, then elements.
std::pair<size_t, size_t> CostOf(const Term& term,
                                 const std::vector<uint32_t>& group_of) {
  std::set<uint32_t> groups;
  for (uint32_t element : term) groups.insert(group_of[element]);
  return {groups.size(), term.size()};
}

std::vector<Term> RandomSets(std::mt19937& random) {
  std::vector<Term> sets;
  const size_t count = 1 + random() % 12;
  while (sets.size() < count) {
    const auto once = random();
    const auto twice = random();
    const Term set = FromBits(once & twice & 0x3FF);
    if (!set.empty()) sets.push_back(set);
  }
  return sets;
}

TEST(SmallestHittingSetTest, CostsWhatTheBestOfAllSetsCosts) {
  std::mt19937 random(3);
  for (int n = 0; n < 1000; ++n) {
    const std::vector<Term> sets = RandomSets(random);
    std::vector<uint32_t> group_of;
    for (uint32_t i = 0; i < kElements; ++i) group_of.push_back(random() % 4);
    const HittingSet found = SmallestHittingSet(sets, group_of);
    ASSERT_TRUE(found.proven);
    uint32_t bits = 0;
    for (uint32_t element : found.elements) bits |= 1U << element;
    ASSERT_TRUE(HitsAll(bits, sets));
    std::pair<size_t, size_t> best = {kElements, kElements};
    for (uint32_t chosen = 0; chosen < 1U << kElements; ++chosen) {
      if (!HitsAll(chosen, sets)) continue;
      best = std::min(best, CostOf(FromBits(chosen), group_of));
    }
    EXPECT_EQ(CostOf(found.elements, group_of), best);
  }
}

TEST(SmallestHittingSetTest, OutOfStepsItStillHitsAllAndSaysSo) {
  const std::vector<Term> sets = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {0, 4}};
  const std::vector<uint32_t> group_of = {0, 1, 2, 3, 4};
  const HittingSet enough = SmallestHittingSet(sets, group_of);
  EXPECT_TRUE(enough.proven);
  EXPECT_EQ(enough.elements.size(), 3u);
  const HittingSet cut = SmallestHittingSet(sets, group_of, 1);
  EXPECT_FALSE(cut.proven);
  uint32_t bits = 0;
  for (uint32_t element : cut.elements) bits |= 1U << element;
  EXPECT_TRUE(HitsAll(bits, sets));
}

TEST(SmallestHittingSetTest, NothingToHitTakesNothing) {
  const HittingSet found = SmallestHittingSet({}, {});
  EXPECT_TRUE(found.proven);
  EXPECT_TRUE(found.elements.empty());
}

TEST(MinimalHittingSetsTest, AreThoseOfAllSetsThatHoldNoSmallerOne) {
  std::mt19937 random(5);
  for (int n = 0; n < 500; ++n) {
    const std::vector<Term> sets = RandomSets(random);
    std::vector<Term> hitting;
    for (uint32_t chosen = 0; chosen < 1U << kElements; ++chosen) {
      if (HitsAll(chosen, sets)) hitting.push_back(FromBits(chosen));
    }
    const HittingSets found = MinimalHittingSets(sets);
    EXPECT_TRUE(found.complete);
    EXPECT_EQ(found.sets, KeepMinimal(hitting));
  }
}

TEST(MinimalHittingSetsTest, BeyondTheLimitTheyStillHitAllAndSaySo) {
  const std::vector<Term> sets = {{0, 1}, {2, 3}, {4, 5}};
  EXPECT_TRUE(MinimalHittingSets(sets, 8).complete);
  const HittingSets cut = MinimalHittingSets(sets, 7);
  EXPECT_FALSE(cut.complete);
  EXPECT_EQ(cut.sets.size(), 7u);
  // 2, 4 and 8 are made on the way.
  EXPECT_TRUE(MinimalHittingSets(sets, 8, 14).complete);
  const HittingSets followed = MinimalHittingSets(sets, 8, 13);
  EXPECT_FALSE(followed.complete);
  ASSERT_EQ(followed.sets.size(), 1u);
  uint32_t bits = 0;
  for (uint32_t element : followed.sets[0]) bits |= 1U << element;
  EXPECT_TRUE(HitsAll(bits, sets));
}

// More than anybody writes: it ends all the same, and says what it is worth.
TEST(SmallestHittingSetTest, EndsOnManyInvolvedSets) {
  std::mt19937 random(9);
  std::vector<Term> sets;
  std::vector<uint32_t> group_of;
  for (uint32_t i = 0; i < 200; ++i) group_of.push_back(i % 20);
  for (int i = 0; i < 3000; ++i) {
    std::set<uint32_t> set;
    while (set.size() < 4) set.insert(random() % 200);
    sets.emplace_back(set.begin(), set.end());
  }
  const HittingSet found = SmallestHittingSet(sets, group_of);
  EXPECT_FALSE(found.proven);
  for (const Term& set : sets) {
    EXPECT_TRUE(std::any_of(set.begin(), set.end(), [&](uint32_t element) {
      return std::binary_search(found.elements.begin(), found.elements.end(),
                                element);
    }));
  }
  EXPECT_FALSE(MinimalHittingSets(sets).complete);
}

TEST(MinimalHittingSetsTest, NothingToHitTakesNothing) {
  EXPECT_EQ(MinimalHittingSets({}).sets, std::vector<Term>{Term()});
}

}  // namespace
}  // namespace knead
