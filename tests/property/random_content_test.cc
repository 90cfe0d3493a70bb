// The engine beside the naive evaluator on content that uses all that the
// language of criteria has.

#include "tests/property/random_content.h"

#include <set>

#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/triage.pb.h"
#include "tests/golden/shipped_engine.h"
#include "tests/property/naive_evaluator.h"
#include "tests/property/random_request.h"

namespace knead {
namespace {

constexpr int kContents = 150;
constexpr int kPeople = 40;

TEST(RandomContentTest, EngineAgreesWithTheNaiveEvaluator) {
  RandomPeople people(ShippedContent(), 7);
  std::set<v1::Permission> permissions;
  int offered = 0;
  for (int i = 0; i < kContents; ++i) {
    const v1::ContentBundle content = RandomContent(ShippedContent(), people);
    const auto engine = EngineOn(content.SerializeAsString());
    ASSERT_TRUE(engine.ok()) << engine.status();
    const NaiveEvaluator naive(content);
    for (int j = 0; j < kPeople; ++j) {
      v1::AssessRequest request = people.Person();
      // Of contraindications that are still there.
      request.clear_clearances();
      for (const auto& contraindication : content.contraindications()) {
        if (people.OnceIn(3)) {
          request.add_clearances(contraindication.name());
        }
      }
      const auto assessment = (*engine)->Assess(request);
      ASSERT_TRUE(assessment.ok()) << assessment.status();
      const NaiveAnswer expected = naive.Evaluate(request);
      ASSERT_EQ(PartOf(*assessment), expected) << "content " << i << "\n"
                                               << request.DebugString();
      permissions.insert(expected.permission);
      if (!expected.offered.empty()) ++offered;
    }
  }
  EXPECT_EQ(permissions.size(), 5);
  // Where nothing is offered, nothing can be offered by mistake.
  EXPECT_GT(offered, kContents * kPeople / 10);
}

}  // namespace
}  // namespace knead
