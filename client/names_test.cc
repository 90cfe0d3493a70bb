#include "client/names.h"

#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "google/api/resource.pb.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead {
namespace {

struct Kind {
  const char* message;
  std::string (*name)(absl::string_view id);
};

constexpr Kind kKinds[] = {
    {"Region", RegionName},
    {"MuscleGroup", MuscleGroupName},
    {"Tool", ToolName},
    {"Technique", TechniqueName},
    {"Indication", IndicationName},
    {"Contraindication", ContraindicationName},
    {"QuestionGroup", QuestionGroupName},
    {"Finding", FindingName},
    {"TriageRule", TriageRuleName},
    {"CarePathway", CarePathwayName},
    {"Principle", PrincipleName},
    {"CareMeasure", CareMeasureName},
    {"FrequentQuestion", FrequentQuestionName},
    {"Takeaway", TakeawayName},
    {"Source", SourceName},
};

// What the protocol says of a message: empty if it is no resource.
std::string Pattern(const google::protobuf::Descriptor& message) {
  const auto& resource = message.options().GetExtension(google::api::resource);
  return resource.pattern_size() == 1 ? resource.pattern(0) : "";
}

TEST(NamesTest, FollowThePatternsOfTheProtocol) {
  const auto* pool = v1::GetRegionRequest::descriptor()->file()->pool();
  for (const Kind& kind : kKinds) {
    const auto* message =
        pool->FindMessageTypeByName(std::string("knead.v1.") + kind.message);
    ASSERT_NE(message, nullptr) << kind.message;
    const std::string pattern = Pattern(*message);
    EXPECT_EQ(kind.name("some-id"),
              pattern.substr(0, pattern.find('{')) + "some-id");
  }
}

TEST(NamesTest, ThereIsOneForEveryKind) {
  std::set<std::string> named;
  for (const Kind& kind : kKinds) named.insert(kind.message);

  std::set<std::string> resources;
  const auto* lookup = v1::GetRegionRequest::descriptor()->file();
  for (int i = 0; i < lookup->dependency_count(); ++i) {
    const auto* file = lookup->dependency(i);
    for (int j = 0; j < file->message_type_count(); ++j) {
      const auto* message = file->message_type(j);
      if (!Pattern(*message).empty()) resources.insert(message->name());
    }
  }
  EXPECT_EQ(named, resources);
}

TEST(ResourceIdTest, IsWhatStandsBehindTheSlash) {
  EXPECT_EQ(ResourceId("techniques/quadriceps-hands"), "quadriceps-hands");
  EXPECT_EQ(ResourceId("quadriceps-hands"), "quadriceps-hands");
  EXPECT_EQ(ResourceId("techniques/"), "");
  EXPECT_EQ(ResourceId(""), "");
}

}  // namespace
}  // namespace knead
