#include "tests/fuzz/serving.h"

#include "gtest/gtest.h"
#include "tests/fuzz/people.h"
#include "tests/fuzz/shipped_service.h"

namespace knead {
namespace {

TEST(ServingTest, ShippedContentServes) {
  const LocalService& service = ShippedService();
  EXPECT_EQ(
      FaultOfServing(service, PeopleFor(service.snapshot().catalog->bundle())),
      "");
}

// All unary methods of the protocol are there to be fuzzed.
TEST(ServingTest, HasTheUnaryMethodsOfEveryService) {
  const LocalService& service = ShippedService();
  for (const char* method :
       {"GetRegion", "ListSources", "BatchGetFindings", "GetContentInfo",
        "Assess", "Explain", "ExtractFindings", "PlanSession", "RenderFigure",
        "Search"}) {
    EXPECT_EQ(service.Find(method).descriptor->name(), method);
  }
}

}  // namespace
}  // namespace knead
