#include "service/search/danger_criteria.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/contraindication.pb.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <typename Proto>
Proto Parse(const std::string& text) {
  Proto proto;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &proto))
      << text;
  return proto;
}

// What asks for thin skin, for strong pain, and for old age beside thin skin.
DangerCriteria SomeCriteria() {
  DangerCriteria criteria;
  criteria.Add(Parse<v1::Contraindication>(R"pb(
    criterion {
      any_of {
        criteria { present { finding: "findings/thin-skin" } }
        criteria {
          quantity {
            finding: "findings/pain"
            comparison: COMPARISON_GREATER_OR_EQUAL
            threshold: 7
          }
        }
        criteria {
          all_of {
            criteria { present { finding: "findings/thin-skin" } }
            criteria {
              quantity {
                finding: "findings/age"
                comparison: COMPARISON_GREATER
                threshold: 60
              }
            }
          }
        }
      }
    })pb"));
  return criteria;
}

TEST(DangerCriteriaTest, TellWhatOfAQueryIsADanger) {
  const std::vector<std::pair<const char*, bool>> cases = {
      {R"(finding: "findings/thin-skin" status: PROPOSAL_STATUS_PRESENT)",
       true},
      // As people ask, fear and ask for others.
      {R"(finding: "findings/thin-skin" status: PROPOSAL_STATUS_UNCERTAIN
          evidence { cues { end: 1 } })",
       true},
      {R"(finding: "findings/thin-skin" status: PROPOSAL_STATUS_HYPOTHETICAL)",
       true},
      {R"(finding: "findings/thin-skin" status: PROPOSAL_STATUS_OTHER_PERSON)",
       true},
      {R"(finding: "findings/thin-skin" status: PROPOSAL_STATUS_ABSENT)",
       false},
      {R"(finding: "findings/thin-skin" status: PROPOSAL_STATUS_PAST)", false},
      // Only a hint.
      {R"(finding: "findings/thin-skin" status: PROPOSAL_STATUS_UNCERTAIN
          evidence { words { end: 1 } })",
       false},
      {R"(finding: "findings/tight" status: PROPOSAL_STATUS_PRESENT)", false},
      {R"(finding: "findings/pain" status: PROPOSAL_STATUS_PRESENT value: 7)",
       true},
      {R"(finding: "findings/pain" status: PROPOSAL_STATUS_PRESENT value: 6)",
       false},
      {R"(finding: "findings/pain" status: PROPOSAL_STATUS_PRESENT
          range { min: 2 max: 8 })",
       true},
      {R"(finding: "findings/pain" status: PROPOSAL_STATUS_PRESENT
          range { min: 2 max: 3 })",
       false},
      // Some number that was not understood.
      {R"(finding: "findings/pain" status: PROPOSAL_STATUS_PRESENT)", true},
      // Counts only beside something else.
      {R"(finding: "findings/age" status: PROPOSAL_STATUS_PRESENT value: 70)",
       false},
  };
  const DangerCriteria criteria = SomeCriteria();
  for (const auto& [read, is_danger] : cases) {
    EXPECT_EQ(!criteria.TermsOf(Parse<v1::FindingProposal>(read)).empty(),
              is_danger)
        << read;
  }
}

TEST(DangerCriteriaTest, ADangerIsFoundByTheTermsThatAQueryHas) {
  DangerCriteria criteria = SomeCriteria();
  const auto terms = criteria.Add(Parse<v1::Contraindication>(R"pb(
    criterion {
      quantity {
        finding: "findings/pain"
        comparison: COMPARISON_GREATER_OR_EQUAL
        threshold: 9
      }
    })pb"));
  EXPECT_THAT(terms, SizeIs(1));
  const auto found = criteria.TermsOf(Parse<v1::FindingProposal>(
      R"(finding: "findings/pain" status: PROPOSAL_STATUS_PRESENT value: 10)"));
  EXPECT_THAT(found, SizeIs(2));
  EXPECT_THAT(found, Contains(*terms.begin()));
}

TEST(DangerCriteriaTest, WhatAsksForNothingHasNoTerms) {
  DangerCriteria criteria;
  EXPECT_THAT(criteria.Add(v1::Contraindication()), IsEmpty());
}

}  // namespace
}  // namespace knead
