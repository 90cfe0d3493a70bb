#include "client/unary_methods.h"

#include <set>
#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"

namespace knead {
namespace {

using ::testing::IsSupersetOf;

TEST(UnaryMethodsTest, AreThoseThatOnlyRead) {
  std::set<std::string> names;
  for (const auto* method : UnaryMethods()) {
    const std::string& name = method->name();
    // A method of another name is repeated too, so it must be known to change
    // nothing before it is added here.
    EXPECT_TRUE(
        absl::StartsWith(name, "Get") || absl::StartsWith(name, "List") ||
        absl::StartsWith(name, "BatchGet") || name == "Assess" ||
        name == "Explain" || name == "ExtractFindings" ||
        name == "PlanSession" || name == "RenderFigure" || name == "Search")
        << name;
    names.insert(name);
  }
  EXPECT_THAT(names,
              IsSupersetOf({"GetRegion", "ListSources", "Assess", "Explain",
                            "ExtractFindings", "PlanSession", "RenderFigure",
                            "Search", "BatchGetFindings"}));
}

TEST(UnaryMethodsTest, LeavesStreamsOut) {
  for (const auto* method : UnaryMethods()) {
    EXPECT_NE(method->name(), "AssessStream");
    EXPECT_NE(method->name(), "Coach");
  }
}

TEST(UnaryMethodsTest, EachTakesARequestOfItsOwn) {
  std::set<const google::protobuf::Descriptor*> requests;
  for (const auto* method : UnaryMethods()) {
    EXPECT_TRUE(requests.insert(method->input_type()).second) << method->name();
    EXPECT_EQ(UnaryMethodOf(method->input_type()), method);
  }
}

TEST(UnaryMethodsTest, KnowsThePath) {
  EXPECT_EQ(MethodPath(*UnaryMethodOf(v1::GetRegionRequest::descriptor())),
            "/knead.v1.LookupService/GetRegion");
  EXPECT_EQ(MethodPath(*UnaryMethodOf(v1::AssessRequest::descriptor())),
            "/knead.v1.AssessmentService/Assess");
}

TEST(UnaryMethodsTest, KnowsWhatNoMethodTakes) {
  EXPECT_EQ(UnaryMethodOf(v1::Assessment::descriptor()), nullptr);
  EXPECT_EQ(UnaryMethodOf(v1::AssessStreamRequest::descriptor()), nullptr);
  EXPECT_EQ(UnaryMethodOf(v1::CoachRequest::descriptor()), nullptr);
}

}  // namespace
}  // namespace knead
