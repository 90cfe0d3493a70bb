#include "client/cli/words/cues.h"

#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

using ::google::protobuf::TextFormat;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(StepNameTest, LeavesOutTheTechnique) {
  v1::SessionStep step;
  step.set_display_name("Calf: round 1 of 2");
  EXPECT_EQ(StepName(step, "Calf"), "round 1 of 2");
  EXPECT_EQ(StepName(step, "Thigh"), "Calf: round 1 of 2");
}

TEST(ThroughoutTest, IsPaceAndBreathingOfEveryStepOfMassage) {
  v1::PlanBlock block;
  EXPECT_THAT(Throughout(block), IsEmpty());
  ASSERT_TRUE(TextFormat::ParseFromString(
      R"pb(
        steps { kind: SESSION_STEP_KIND_SETTLE }
        steps {
          kind: SESSION_STEP_KIND_MASSAGE
          cues {
            kind: SESSION_CUE_KIND_CAUTION
            statement { text: "Leave the kneecap alone." }
          }
          cues {
            kind: SESSION_CUE_KIND_PACE
            statement { text: "Slowly." }
          }
          cues {
            kind: SESSION_CUE_KIND_PACE
            statement { text: "Evenly." }
          }
          cues {
            kind: SESSION_CUE_KIND_BREATHING
            statement { text: "Breathe." }
          }
        }
        steps {
          kind: SESSION_STEP_KIND_MASSAGE
          cues {
            kind: SESSION_CUE_KIND_CAUTION
            statement { text: "Leave the kneecap alone." }
          }
          cues {
            kind: SESSION_CUE_KIND_PACE
            statement { text: "Slowly." }
          }
          cues {
            kind: SESSION_CUE_KIND_BREATHING
            statement { text: "Breathe." }
          }
        }
      )pb",
      &block));
  EXPECT_THAT(Throughout(block), ElementsAre("Slowly.", "Breathe."));
}

}  // namespace
}  // namespace knead::cli
