// Every answer beside every other, on top of nothing and on top of "no" to all
// the rest, compared with the naive evaluator.

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/cli/evaluation/deny_rest.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/triage.pb.h"
#include "tests/golden/shipped_engine.h"
#include "tests/property/naive_evaluator.h"
#include "tests/property/random_request.h"

namespace knead {
namespace {

// Every state of a finding that makes a difference: where a site is listed, one
// is enough, and of values those at which a criterion could change.
std::vector<v1::Observation> States(
    const v1::Finding& finding,
    const std::map<std::string, std::vector<double>>& values) {
  std::vector<v1::Observation> states;
  const auto add = [&]() -> v1::Observation& {
    v1::Observation& observation = states.emplace_back();
    observation.set_finding(finding.name());
    return observation;
  };
  add().set_presence(v1::PRESENCE_UNKNOWN);
  if (finding.kind() == v1::FINDING_KIND_QUANTITY) {
    const std::vector<double>& all = values.at(finding.name());
    for (const double value : all) add().set_value(value);
    v1::QuantityRange& range = *add().mutable_range();
    range.set_min(all.front());
    range.set_max(all.back());
    return states;
  }
  add().set_presence(v1::PRESENCE_ABSENT);
  add().set_presence(v1::PRESENCE_PRESENT);
  if (finding.has_site()) {
    v1::Observation& here = add();
    here.set_presence(v1::PRESENCE_PRESENT);
    v1::BodySite& site = *here.add_sites();
    site.set_region("regions/calf");
    site.set_side(v1::SIDE_LEFT);
  }
  return states;
}

// All states of all findings, those of one finding together.
std::vector<std::vector<v1::Observation>> AllStates() {
  const auto values = InterestingValues(ShippedContent());
  std::vector<std::vector<v1::Observation>> all;
  for (const v1::Finding& finding : ShippedContent().findings()) {
    if (finding.replaced_by().empty()) {
      all.push_back(States(finding, values));
    }
  }
  return all;
}

class PairwiseTest : public testing::Test {
 protected:
  void Check(v1::AssessRequest request, bool deny_rest) {
    if (deny_rest) cli::DenyRest(ShippedContent().findings(), request);
    const absl::StatusOr<v1::Assessment> assessment =
        ShippedEngine().Assess(request);
    ASSERT_TRUE(assessment.ok()) << assessment.status();
    ASSERT_EQ(PartOf(*assessment), naive_.Evaluate(request))
        << request.DebugString();
    if (assessment->urgency().floor() >= v1::URGENCY_SAME_DAY) {
      ASSERT_EQ(assessment->recommendations_size(), 0) << request.DebugString();
    }
  }

  // Every pair of states of two findings, those of one finding with itself
  // included.
  void CheckPairs(bool deny_rest) {
    const auto all = AllStates();
    for (size_t i = 0; i < all.size(); ++i) {
      for (const v1::Observation& first : all[i]) {
        v1::AssessRequest request;
        *request.add_observations() = first;
        Check(request, deny_rest);
        for (size_t j = i + 1; j < all.size(); ++j) {
          for (const v1::Observation& second : all[j]) {
            v1::AssessRequest pair = request;
            *pair.add_observations() = second;
            Check(pair, deny_rest);
            if (HasFatalFailure()) return;
          }
        }
      }
    }
  }

 private:
  const NaiveEvaluator naive_{ShippedContent()};
};

TEST_F(PairwiseTest, OnTopOfNothing) { CheckPairs(/*deny_rest=*/false); }

TEST_F(PairwiseTest, OnTopOfNo) { CheckPairs(/*deny_rest=*/true); }

}  // namespace
}  // namespace knead
