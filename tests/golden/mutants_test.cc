#include "tests/golden/mutants.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::testing::ElementsAre;

v1::ContentBundle Parse(const std::string& text) {
  v1::ContentBundle content;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &content));
  return content;
}

// What the mutants of a content are called. Checks that each is another
// content, and that nothing is left of them.
std::vector<std::string> Mutants(const std::string& text) {
  const v1::ContentBundle original = Parse(text);
  v1::ContentBundle content = original;
  std::vector<std::string> names;
  ForEachMutant(content, [&](const Mutant& mutant,
                             const v1::ContentBundle& mutated) {
    names.push_back(
        absl::StrCat(mutant.file, " ", mutant.path, " ", mutant.change));
    EXPECT_FALSE(MessageDifferencer::Equals(original, mutated)) << names.back();
  });
  EXPECT_TRUE(MessageDifferencer::Equals(original, content));
  return names;
}

TEST(MutantsTest, MovesThresholds) {
  EXPECT_THAT(
      Mutants(R"pb(
        findings {
          name: "findings/calf"
          quantity { unit: "centimetres" }
        }
        indications {
          name: "indications/i"
          criterion {
            quantity {
              finding: "findings/calf"
              comparison: COMPARISON_GREATER_OR_EQUAL
              threshold: 3
            }
          }
        }
      )pb"),
      ElementsAre("content/indications/i criterion.quantity "
                  "COMPARISON_GREATER_OR_EQUAL becomes COMPARISON_GREATER",
                  "content/indications/i criterion.quantity "
                  "threshold 3 becomes 2.9",
                  "content/indications/i criterion.quantity "
                  "threshold 3 becomes 3.1",
                  "content/indications/i  is left out"));
}

TEST(MutantsTest, ExchangesAndAndOr) {
  EXPECT_THAT(
      Mutants(R"pb(
        triage_rules {
          name: "triageRules/r"
          urgency: URGENCY_EMERGENCY
          criterion {
            all_of {
              criteria { present { finding: "findings/a" } }
              criteria { present { finding: "findings/b" } }
            }
          }
        }
      )pb"),
      ElementsAre(
          "content/triage_rules/r criterion.all_of.criteria[0] is left out",
          "content/triage_rules/r criterion.all_of.criteria[1] is left out",
          "content/triage_rules/r criterion.all_of all_of becomes any_of",
          "content/triage_rules/r urgency "
          "URGENCY_EMERGENCY becomes URGENCY_SAME_DAY",
          "content/triage_rules/r  is left out"));
}

TEST(MutantsTest, ChangesScores) {
  EXPECT_THAT(
      Mutants(R"pb(
        contraindications {
          name: "contraindications/c"
          effects { kind: EFFECT_KIND_FORBID_ALL }
          criterion {
            at_least {
              threshold: 2
              criteria { criterion { present { finding: "findings/a" } } }
              criteria { criterion { present { finding: "findings/b" } } }
            }
          }
        }
      )pb"),
      ElementsAre("content/contraindications/c criterion.at_least "
                  "threshold 2 becomes 1",
                  "content/contraindications/c criterion.at_least "
                  "threshold 2 becomes 3",
                  "content/contraindications/c criterion.at_least.criteria[0] "
                  "is left out",
                  "content/contraindications/c criterion.at_least.criteria[1] "
                  "is left out",
                  "content/contraindications/c effects[0] is left out",
                  "content/contraindications/c  is left out"));
}

}  // namespace
}  // namespace knead
