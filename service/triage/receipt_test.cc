// Requests that mean the same get the same bytes, and a receipt that binds them
// to the request.

#include "proto/canonical/receipt.h"

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <utility>

#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "proto/canonical/canonical_bytes.h"
#include "service/errors/error_payload.h"
#include "service/triage/engine.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

constexpr absl::string_view kContent = R"pb(
  question_groups { name: "questionGroups/g" position: 1 }
  findings { name: "findings/fever" question_group: "questionGroups/g" }
  findings {
    name: "findings/minutes"
    question_group: "questionGroups/g"
    kind: FINDING_KIND_QUANTITY
    quantity { unit: "minutes" min: 0 max: 60 }
  }
  findings { name: "findings/older" replaced_by: "findings/fever" }
  findings { name: "findings/oldest" replaced_by: "findings/older" }
  findings {
    name: "findings/rash"
    has_site: true
    question_group: "questionGroups/g"
  }
  findings {
    name: "findings/wound"
    has_site: true
    question_group: "questionGroups/g"
  }
  triage_rules {
    name: "triageRules/both"
    urgency: URGENCY_SOON
    permission: PERMISSION_CLEARANCE_FIRST
    criterion {
      all_of {
        criteria { present { finding: "findings/fever" } }
        criteria { present { finding: "findings/rash" } }
        criteria {
          quantity {
            finding: "findings/minutes"
            comparison: COMPARISON_GREATER
            threshold: 5
          }
        }
      }
    }
  }
  contraindications {
    name: "contraindications/rash"
    criterion { present { finding: "findings/rash" } }
    effects { kind: EFFECT_KIND_FORBID_REGION }
  }
  contraindications {
    name: "contraindications/wound"
    criterion { present { finding: "findings/wound" } }
    effects { kind: EFFECT_KIND_CLEARANCE_FIRST }
  }
  tools { name: "tools/ball" }
  tools { name: "tools/hands" always_available: true }
  tools { name: "tools/stick" }
  techniques {
    name: "techniques/calf"
    tools: "tools/ball"
    tools: "tools/hands"
    tools: "tools/stick"
    touched_regions { region: "regions/calf" contact: CONTACT_KIND_DIRECT }
    pressure { lightest: PRESSURE_LEVEL_LIGHT firmest: PRESSURE_LEVEL_FIRM }
  }
)pb";

constexpr absl::string_view kRequest = R"pb(
  observations { finding: "findings/fever" presence: PRESENCE_PRESENT }
  observations { finding: "findings/minutes" value: 9 }
  observations { finding: "findings/older" presence: PRESENCE_PRESENT }
  observations { finding: "findings/oldest" presence: PRESENCE_PRESENT }
  observations {
    finding: "findings/rash"
    presence: PRESENCE_PRESENT
    sites { region: "regions/calf" side: SIDE_LEFT }
    sites { region: "regions/front-thigh" side: SIDE_LEFT }
    sites { region: "regions/front-thigh" side: SIDE_RIGHT }
  }
  observations {
    finding: "findings/wound"
    presence: PRESENCE_PRESENT
    sites { region: "regions/calf" side: SIDE_RIGHT }
  }
  complaint { region: "regions/calf" side: SIDE_LEFT }
  complaint { region: "regions/front-thigh" side: SIDE_LEFT }
  clearances: [ "contraindications/rash", "contraindications/wound" ]
  tools: [ "tools/ball", "tools/stick" ]
)pb";

class ReceiptTest : public ::testing::Test {
 protected:
  v1::Assessment Assess(const v1::AssessRequest& request) const {
    auto assessment = engine_->Assess(request);
    EXPECT_TRUE(assessment.ok()) << assessment.status();
    return assessment.value_or(v1::Assessment());
  }

  const std::unique_ptr<const TriageEngine> engine_ =
      *TriageEngine::Create(SmallCatalog(kContent));
  const v1::AssessRequest request_ = FromText<v1::AssessRequest>(kRequest);
};

// Repeats what may be repeated and shuffles everything.
v1::AssessRequest Shuffle(v1::AssessRequest request, std::mt19937* random) {
  const auto shuffle = [random](auto* field) {
    if (!field->empty()) {
      *field->Add() = field->Get((*random)() % field->size());
    }
    std::shuffle(field->begin(), field->end(), *random);
  };
  for (v1::Observation& observation : *request.mutable_observations()) {
    shuffle(observation.mutable_sites());
  }
  shuffle(request.mutable_observations());
  shuffle(request.mutable_complaint());
  shuffle(request.mutable_clearances());
  shuffle(request.mutable_tools());
  return request;
}

TEST_F(ReceiptTest, TheAnswerDoesNotDependOnTheOrderOfTheRequest) {
  const v1::Assessment answer = Assess(request_);
  ASSERT_EQ(answer.fired_rules_size(), 1);
  ASSERT_EQ(answer.fired_rules(0).observations_size(), 3);
  ASSERT_EQ(answer.replaced_findings_size(), 2);
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const v1::AssessRequest shuffled = Shuffle(request_, &random);
    ASSERT_EQ(CanonicalBytes(Assess(shuffled)), CanonicalBytes(answer))
        << shuffled.DebugString();
  }
}

TEST_F(ReceiptTest, TheAnswerDoesNotDependOnUnknownFields) {
  v1::AssessRequest odd = request_;
  for (v1::Observation& observation : *odd.mutable_observations()) {
    observation.GetReflection()
        ->MutableUnknownFields(&observation)
        ->AddVarint(1000, 7);
  }
  EXPECT_EQ(CanonicalBytes(Assess(odd)), CanonicalBytes(Assess(request_)));
}

TEST_F(ReceiptTest, IsThatOfRequestAndAnswer) {
  for (const v1::AssessRequest& request : {v1::AssessRequest(), request_}) {
    const v1::Assessment answer = Assess(request);
    EXPECT_EQ(answer.receipt(), Receipt(request, answer));
  }
}

TEST_F(ReceiptTest, IsAnotherForAnotherRequest) {
  v1::AssessRequest other = request_;
  other.set_language_code("pt-BR");
  const v1::Assessment answer = Assess(request_);
  v1::Assessment other_answer = Assess(other);
  EXPECT_NE(answer.receipt(), other_answer.receipt());
  // Though they are told the same.
  other_answer.set_receipt(answer.receipt());
  EXPECT_EQ(CanonicalBytes(answer), CanonicalBytes(other_answer));
}

TEST_F(ReceiptTest, FaultsAreThoseOfTheRequestAsItWasSent) {
  v1::AssessRequest request = request_;
  std::reverse(request.mutable_observations()->begin(),
               request.mutable_observations()->end());
  *request.add_observations() = request.observations(0);
  v1::Observation& fault = *request.add_observations();
  fault.set_finding("findings/minutes");
  fault.set_value(61);
  const auto answer = engine_->Assess(request);
  ASSERT_FALSE(answer.ok());
  const auto bad_request =
      ErrorPayload<google::rpc::BadRequest>(answer.status());
  ASSERT_EQ(bad_request.field_violations_size(), 1);
  EXPECT_EQ(bad_request.field_violations(0).field(), "observations[7].value");
}

}  // namespace
}  // namespace knead
