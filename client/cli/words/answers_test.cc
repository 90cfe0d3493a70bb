#include "client/cli/words/answers.h"

#include <memory>
#include <string>

#include "client/cli/library.h"
#include "client/cli/testing/fake_connection.h"
#include "client/client.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

v1::Observation Parse(const std::string& text) {
  v1::Observation observation;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &observation))
      << text;
  return observation;
}

TEST(QuantitySpecTextTest, NamesUnitAndRange) {
  v1::QuantitySpec spec;
  spec.set_unit("points");
  spec.set_max(10);
  EXPECT_EQ(QuantitySpecText(spec), "points, from 0 to 10");
}

TEST(ObservationTextTest, SaysItInWords) {
  Library library(Client(std::make_shared<FakeConnection>(SampleContent())),
                  "");
  struct Case {
    std::string observation;
    std::string text;
  };
  for (const Case& c : {
           Case{"finding: 'findings/broken-skin' presence: PRESENCE_PRESENT "
                "sites { region: 'regions/calf' side: SIDE_LEFT }",
                "broken skin: yes, calf (left)"},
           Case{"finding: 'findings/broken-skin' presence: PRESENCE_ABSENT",
                "broken skin: no"},
           Case{"finding: 'findings/breathless' presence: PRESENCE_UNKNOWN",
                "breathlessness: not sure"},
           Case{"finding: 'findings/age' presence: PRESENCE_UNKNOWN",
                "age: not sure"},
           Case{"finding: 'findings/age' value: 34.5", "age: 34.5 years"},
           Case{"finding: 'findings/age' range { min: 30 max: 40 }",
                "age: 30 to 40 years"},
           Case{"finding: 'findings/shoe-size' value: 43", "shoe size: 43"},
       }) {
    EXPECT_EQ(ObservationText(Parse(c.observation), library), c.text);
  }
}

TEST(ObservationsTextTest, JoinsThem) {
  Library library(Client(std::make_shared<FakeConnection>(SampleContent())),
                  "");
  v1::AssessRequest request;
  *request.add_observations() = Parse("finding: 'findings/age' value: 3");
  *request.add_observations() =
      Parse("finding: 'findings/calf-pain' presence: PRESENCE_PRESENT");
  EXPECT_EQ(ObservationsText(request.observations(), library),
            "age: 3 years; new calf pain: yes");
}

}  // namespace
}  // namespace knead::cli
