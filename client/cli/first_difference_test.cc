#include "client/cli/first_difference.h"

#include <optional>
#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

constexpr char kAnswer[] = R"pb(
  urgency { floor: URGENCY_SOON ceiling: URGENCY_EMERGENCY }
  fired_rules { triage_rule: "triageRules/a" }
  fired_rules {
    triage_rule: "triageRules/b"
    observations { finding: "findings/age" value: 34 }
    observations {
      finding: "findings/sore"
      presence: PRESENCE_PRESENT
      sites { region: "regions/calf" side: SIDE_LEFT }
    }
  }
  care_measures: [ "careMeasures/a", "careMeasures/b" ]
  care_pathway { name: "carePathways/soon" }
  engine_version: "1"
)pb";

v1::Assessment Answer() {
  v1::Assessment answer;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kAnswer, &answer));
  return answer;
}

TEST(FirstDifferenceTest, IsNoneWhereThereIsNone) {
  EXPECT_EQ(FirstDifference(Answer(), Answer()), std::nullopt);
  EXPECT_EQ(FirstDifference(v1::Assessment(), v1::Assessment()), std::nullopt);
}

TEST(FirstDifferenceTest, IsThePathOfTheFirstField) {
  using Change = void (*)(v1::Assessment&);
  const struct {
    Change change;
    const char* path;
  } cases[] = {
      {[](v1::Assessment& a) { a.clear_urgency(); }, "urgency"},
      {[](v1::Assessment& a) { a.mutable_permission(); }, "permission"},
      {[](v1::Assessment& a) {
         a.mutable_urgency()->set_floor(v1::URGENCY_ROUTINE);
       },
       "urgency.floor"},
      {[](v1::Assessment& a) { a.mutable_urgency()->set_settled(true); },
       "urgency.settled"},
      {[](v1::Assessment& a) { a.mutable_fired_rules()->RemoveLast(); },
       "fired_rules[1]"},
      {[](v1::Assessment& a) { a.add_fired_rules(); }, "fired_rules[2]"},
      {[](v1::Assessment& a) { a.mutable_fired_rules()->SwapElements(0, 1); },
       "fired_rules[0].triage_rule"},
      {[](v1::Assessment& a) {
         a.mutable_fired_rules(1)->mutable_observations(0)->set_value(-34);
       },
       "fired_rules[1].observations[0].value"},
      {[](v1::Assessment& a) {
         a.mutable_fired_rules(1)->mutable_observations(0)->set_presence(
             v1::PRESENCE_UNKNOWN);
       },
       "fired_rules[1].observations[0].presence"},
      {[](v1::Assessment& a) {
         a.mutable_fired_rules(1)
             ->mutable_observations(1)
             ->mutable_sites(0)
             ->set_side(v1::SIDE_RIGHT);
       },
       "fired_rules[1].observations[1].sites[0].side"},
      {[](v1::Assessment& a) { a.set_care_measures(1, "careMeasures/c"); },
       "care_measures[1]"},
      {[](v1::Assessment& a) { a.add_care_measures("careMeasures/c"); },
       "care_measures[2]"},
      {[](v1::Assessment& a) { a.clear_care_measures(); }, "care_measures[0]"},
      // Of several, that with the lowest number.
      {[](v1::Assessment& a) {
         a.set_engine_version("2");
         a.mutable_care_pathway()->set_name("carePathways/other");
       },
       "care_pathway.name"},
  };
  for (const auto& each : cases) {
    v1::Assessment other = Answer();
    each.change(other);
    EXPECT_EQ(FirstDifference(Answer(), other), each.path);
    EXPECT_EQ(FirstDifference(other, Answer()), each.path);
  }
}

TEST(FirstDifferenceTest, ThatOfFieldsThatNobodyKnowsHasNoPath) {
  v1::Assessment other = Answer();
  other.GetReflection()->MutableUnknownFields(&other)->AddVarint(1000, 1);
  EXPECT_EQ(FirstDifference(Answer(), other), "(unknown fields)");
}

}  // namespace
}  // namespace knead::cli
