#include "service/triage/facts.h"

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

constexpr absl::string_view kContent = R"pb(
  findings { name: "findings/escalation" gates: "findings/gate" }
  findings { name: "findings/gate" }
  findings {
    name: "findings/hands-on"
    gates: "findings/gate"
    assessable_by: ASSESSOR_CLINICIAN
  }
  findings {
    name: "findings/minutes"
    gates: "findings/gate"
    kind: FINDING_KIND_QUANTITY
    quantity { unit: "minutes" min: 0 max: 60 }
  }
  findings { name: "findings/old" replaced_by: "findings/gate" }
  findings { name: "findings/sore" has_site: true }
)pb";

class FactsTest : public ::testing::Test {
 protected:
  // What is known after the observations of a request.
  Facts Read(absl::string_view request_text) {
    request_ = FromText<v1::AssessRequest>(request_text);
    replaced_.clear();
    auto read = ReadObservations(index_, sites_, request_, &replaced_);
    EXPECT_TRUE(read.ok()) << read.status();
    observations_ = *std::move(read);
    std::vector<const v1::Observation*> pointers;
    for (const auto& observation : observations_) {
      pointers.push_back(&observation);
    }
    return Facts(index_, sites_, AtomIndex(), pointers);
  }

  // Truth of a comparison of findings/minutes.
  Truth Compare(const Facts& facts, v1::Comparison comparison,
                double threshold) {
    Atom atom;
    atom.finding = static_cast<uint32_t>(Number("minutes"));
    atom.comparison = comparison;
    atom.threshold = threshold;
    return facts.Of(atom);
  }

  size_t Number(const std::string& id) {
    return *index_.Find("findings/" + id);
  }

  std::shared_ptr<const Catalog> catalog_ = SmallCatalog(kContent);
  FindingIndex index_ = *FindingIndex::Create(*catalog_);
  SiteIndex sites_ = *SiteIndex::Create(*catalog_);
  v1::AssessRequest request_;
  std::vector<v1::Observation> observations_;
  std::vector<v1::ReplacedFinding> replaced_;
};

constexpr Truth kFalse = 0;
const Truth kAsk = Bit(kCeiling) | Bit(kAskedWorst);
const Truth kNotSure = Bit(kCeiling) | Bit(kAskedAway);

struct GateCase {
  std::string request;
  // Truth and openness of the gated findings.
  Truth escalation;
  Openness escalation_is;
  Truth hands_on;
  Openness hands_on_is;
  Truth minutes_over_30;
};

TEST_F(FactsTest, AGateDecidesWhatStandsBehindIt) {
  const std::vector<GateCase> cases =
      {
          {"", kAsk, Openness::kBehindGate, Bit(kCeiling),
           Openness::kBehindGate, kAsk},
          {R"pb(observations {
                  finding: "findings/gate"
                  presence: PRESENCE_ABSENT
                })pb",
           kFalse, Openness::kClosed, kFalse, Openness::kClosed, kFalse},
          {R"pb(observations {
                  finding: "findings/gate"
                  presence: PRESENCE_PRESENT
                })pb",
           kAsk, Openness::kAskable, kNotSure, Openness::kUnsure, kAsk},
          {R"pb(observations {
                  finding: "findings/gate"
                  presence: PRESENCE_UNKNOWN
                })pb",
           kAsk, Openness::kAskable, kNotSure, Openness::kUnsure, kAsk},
          // What was stated counts, whatever its gate says.
          {R"pb(observations {
                  finding: "findings/gate"
                  presence: PRESENCE_ABSENT
                }
                observations {
                  finding: "findings/escalation"
                  presence: PRESENCE_PRESENT
                }
                observations {
                  finding: "findings/hands-on"
                  presence: PRESENCE_UNKNOWN
                }
                observations { finding: "findings/minutes" value: 31 })pb",
           kAlwaysTrue, Openness::kClosed, kNotSure, Openness::kUnsure,
           kAlwaysTrue},
      };
  for (const GateCase& c : cases) {
    SCOPED_TRACE(c.request);
    const Facts facts = Read(c.request);
    EXPECT_EQ(facts.Present(Number("escalation"), sites_.all()), c.escalation);
    EXPECT_EQ(facts.of(Number("escalation")).openness, c.escalation_is);
    EXPECT_EQ(facts.Present(Number("hands-on"), sites_.all()), c.hands_on);
    EXPECT_EQ(facts.of(Number("hands-on")).openness, c.hands_on_is);
    EXPECT_EQ(Compare(facts, v1::COMPARISON_GREATER, 30), c.minutes_over_30);
  }
}

TEST_F(FactsTest, SitesThatAreNotListedAreFree) {
  const SiteSet calf = *sites_.Region("regions/calf");
  const SiteSet left = sites_.OnSide(v1::SIDE_LEFT);
  const size_t sore = Number("sore");
  const std::string at_left_calf =
      R"pb(sites { region: "regions/calf" side: SIDE_LEFT })pb";
  const auto with = [&](const std::string& presence, const std::string& sites) {
    return Read("observations { finding: \"findings/sore\" presence: " +
                presence + " " + sites + " }");
  };
  const Facts present = with("PRESENCE_PRESENT", at_left_calf);
  EXPECT_EQ(present.Present(sore, calf & left), kAlwaysTrue);
  EXPECT_EQ(present.Present(sore, sites_.all() & ~(calf & left)), kFalse);
  const Facts unknown = with("PRESENCE_UNKNOWN", at_left_calf);
  EXPECT_EQ(unknown.Present(sore, calf & left), kNotSure);
  EXPECT_EQ(unknown.Present(sore, sites_.all() & ~(calf & left)), kFalse);
  const Facts everywhere = with("PRESENCE_PRESENT", "");
  EXPECT_EQ(everywhere.of(sore).sites[kFloor], sites_.all());
  const Facts absent = with("PRESENCE_ABSENT", "");
  EXPECT_EQ(absent.of(sore).sites[kCeiling], kNoSites);
  EXPECT_EQ(Read("").Present(sore, calf), kAsk);
}

struct RangeCase {
  std::string answer;
  v1::Comparison comparison;
  Truth truth;
};

TEST_F(FactsTest, ComparesValuesAndRangesWithAThreshold) {
  const std::vector<RangeCase> cases = {
      {"value: 30", v1::COMPARISON_GREATER_OR_EQUAL, kAlwaysTrue},
      {"value: 30", v1::COMPARISON_GREATER, kFalse},
      {"value: 30", v1::COMPARISON_LESS_OR_EQUAL, kAlwaysTrue},
      {"value: 30", v1::COMPARISON_LESS, kFalse},
      {"value: 29.5", v1::COMPARISON_GREATER_OR_EQUAL, kFalse},
      {"value: 30.5", v1::COMPARISON_GREATER, kAlwaysTrue},
      {"range { min: 31 max: 40 }", v1::COMPARISON_GREATER, kAlwaysTrue},
      {"range { min: 20 max: 40 }", v1::COMPARISON_GREATER, kNotSure},
      {"range { min: 20 max: 40 }", v1::COMPARISON_LESS, kNotSure},
      {"range { min: 20 max: 30 }", v1::COMPARISON_GREATER, kFalse},
      {"presence: PRESENCE_UNKNOWN", v1::COMPARISON_GREATER, kNotSure},
  };
  for (const RangeCase& c : cases) {
    SCOPED_TRACE(c.answer);
    const Facts facts =
        Read("observations { finding: \"findings/minutes\" " + c.answer + " }");
    EXPECT_EQ(Compare(facts, c.comparison, 30), c.truth);
  }
}

TEST_F(FactsTest, TakesARetiredFindingAsTheOneInUse) {
  const Facts facts = Read(R"pb(
    observations { finding: "findings/old" presence: PRESENCE_PRESENT }
    observations { finding: "findings/gate" presence: PRESENCE_PRESENT }
  )pb");
  EXPECT_EQ(facts.Present(Number("gate"), sites_.all()), kAlwaysTrue);
  ASSERT_EQ(replaced_.size(), 1u);
  EXPECT_EQ(replaced_[0].finding(), "findings/old");
  EXPECT_EQ(replaced_[0].replaced_by(), "findings/gate");
  // The two names are one finding, so they cannot contradict each other.
  v1::AssessRequest contradiction = request_;
  contradiction.mutable_observations(0)->set_presence(v1::PRESENCE_ABSENT);
  EXPECT_FALSE(
      ReadObservations(index_, sites_, contradiction, &replaced_).ok());
}

}  // namespace
}  // namespace knead
