#include "tools/content/walk.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "knead/v1/technique.pb.h"

namespace knead::content {
namespace {

v1::Technique SomeTechnique() {
  v1::Technique technique;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"(name: "n"
         aliases: [ "a", "" ]
         steps {}
         steps { text: "s" citations { source: "c" } }
         hold { duration { min { seconds: 1 } } })",
      &technique));
  return technique;
}

TEST(WalkTest, VisitsEveryMessageBeforeThoseWithinIt) {
  std::vector<std::string> visited;
  WalkMessages(SomeTechnique(), [&](const google::protobuf::Message& message,
                                    const std::string& path) {
    visited.push_back(absl::StrCat(path, " ", message.GetDescriptor()->name()));
  });
  EXPECT_EQ(
      visited,
      (std::vector<std::string>{
          " Technique", "steps[0] TechniqueStep", "steps[1] TechniqueStep",
          "steps[1].citations[0] Citation", "hold Hold",
          "hold.duration DurationRange", "hold.duration.min Duration"}));
}

TEST(WalkTest, VisitsEveryString) {
  std::vector<std::string> visited;
  WalkStrings(
      SomeTechnique(), [&](const google::protobuf::FieldDescriptor& field,
                           const std::string& value, const std::string& path) {
        visited.push_back(absl::StrCat(path, " ", field.name(), " ", value));
      });
  EXPECT_EQ(visited, (std::vector<std::string>{
                         "name name n", "aliases[0] aliases a",
                         "aliases[1] aliases ", "steps[1].text text s",
                         "steps[1].citations[0].source source c"}));
}

}  // namespace
}  // namespace knead::content
