#include "client/cli/observation_syntax.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/library.h"
#include "client/cli/testing/fake_connection.h"
#include "client/client.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

std::string Text(const v1::Observation& observation) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  std::string text;
  printer.PrintToString(observation, &text);
  return text;
}

class ObservationSyntaxTest : public testing::Test {
 protected:
  Library library_{Client(std::make_shared<FakeConnection>(SampleContent())),
                   ""};
};

TEST_F(ObservationSyntaxTest, ReadsPresences) {
  struct Case {
    std::string text;
    v1::Presence presence;
    std::string observation;
  };
  for (const Case& c : {
           Case{"blood-thinners", v1::PRESENCE_PRESENT,
                "finding: \"findings/blood-thinners\" presence: "
                "PRESENCE_PRESENT "},
           Case{"Cut", v1::PRESENCE_ABSENT,
                "finding: \"findings/broken-skin\" presence: "
                "PRESENCE_ABSENT "},
           Case{"cut@left-calf,right shin", v1::PRESENCE_PRESENT,
                "finding: \"findings/broken-skin\" presence: "
                "PRESENCE_PRESENT sites { region: \"regions/calf\" side: "
                "SIDE_LEFT } sites { region: \"regions/shin\" side: "
                "SIDE_RIGHT } "},
           Case{"cut@left-calf", v1::PRESENCE_UNKNOWN,
                "finding: \"findings/broken-skin\" presence: "
                "PRESENCE_UNKNOWN sites { region: \"regions/calf\" side: "
                "SIDE_LEFT } "},
           Case{"age", v1::PRESENCE_UNKNOWN,
                "finding: \"findings/age\" presence: PRESENCE_UNKNOWN "},
       }) {
    const absl::StatusOr<v1::Observation> observation =
        ParsePresence(c.text, c.presence, library_);
    ASSERT_TRUE(observation.ok()) << c.text << ": " << observation.status();
    EXPECT_EQ(Text(*observation), c.observation);
  }
}

TEST_F(ObservationSyntaxTest, RefusesOtherPresences) {
  struct Case {
    std::string text;
    v1::Presence presence;
    std::string error;
  };
  for (const Case& c : {
           Case{"brokenskin", v1::PRESENCE_PRESENT,
                "there is no finding \"brokenskin\"; did you mean "
                "\"broken-skin\"?"},
           Case{"age", v1::PRESENCE_PRESENT,
                "\"age\" is a number: --quantity age=VALUE (years, from 0 to "
                "120), or --unknown age"},
           Case{"blood-thinners@left-calf", v1::PRESENCE_PRESENT,
                "\"blood-thinners\" has no place: leave out what follows the "
                "@"},
           Case{"cut@left-calf", v1::PRESENCE_ABSENT,
                "absent means nowhere: leave out what follows the @, or say "
                "with --present where it is"},
           Case{"cut@left-claf", v1::PRESENCE_PRESENT,
                "there is no region \"claf\"; did you mean \"calf\"?"},
           Case{"cut@", v1::PRESENCE_PRESENT,
                "there is no region \"\"; \"knead regions\" lists those that "
                "there are"},
       }) {
    EXPECT_EQ(ParsePresence(c.text, c.presence, library_).status(),
              absl::InvalidArgumentError(c.error));
  }
}

TEST_F(ObservationSyntaxTest, ReadsQuantities) {
  struct Case {
    std::string text;
    std::string answer;
  };
  for (const Case& c : {
           Case{"age=34", "value: 34 "},
           Case{"years-old = 34.5", "value: 34.5 "},
           Case{"age=0", "value: 0 "},
           Case{"age=120", "value: 120 "},
           Case{"age=30..40", "range { min: 30 max: 40 } "},
           Case{"age=0..120", "range { max: 120 } "},
           Case{"age=30..30", "value: 30 "},
       }) {
    const absl::StatusOr<v1::Observation> observation =
        ParseQuantity(c.text, library_);
    ASSERT_TRUE(observation.ok()) << c.text << ": " << observation.status();
    EXPECT_EQ(Text(*observation), "finding: \"findings/age\" " + c.answer);
  }
}

TEST_F(ObservationSyntaxTest, RefusesOtherQuantities) {
  for (const std::string value : {"", "old", "-1", "121", "40..30", "30..121",
                                  "30..", "..40", "30..40..50", "nan"}) {
    EXPECT_EQ(ParseQuantity("age=" + value, library_).status(),
              absl::InvalidArgumentError(
                  "\"" + value +
                  "\" is not a number of years, from 0 to 120; "
                  "a range is written as 0..120"));
  }
  EXPECT_EQ(ParseQuantity("blood-thinners=3", library_).status(),
            absl::InvalidArgumentError(
                "\"blood-thinners\" is a yes-or-no question: --present "
                "blood-thinners, --absent blood-thinners or --unknown "
                "blood-thinners"));
  EXPECT_EQ(ParseQuantity("age", library_).status(),
            absl::InvalidArgumentError(
                "\"age\" is a number: --quantity age=VALUE (years, from 0 to "
                "120), or --unknown age"));
  EXPECT_EQ(ParseQuantity("agee=3", library_).status(),
            absl::InvalidArgumentError(
                "there is no finding \"agee\"; did you mean \"age\"?"));
}

}  // namespace
}  // namespace knead::cli
