#include "client/proposals.h"

#include <string>
#include <type_traits>

#include "absl/status/status.h"
#include "client/client.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::FindingProposal Proposal(const std::string& text) {
  v1::FindingProposal proposal;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &proposal));
  return proposal;
}

std::string Text(const absl::StatusOr<v1::Observation>& observation) {
  return observation.ok() ? observation->ShortDebugString()
                          : std::string(observation.status().message());
}

constexpr char kSwelling[] = R"pb(
  finding: "findings/knee-swelling"
  status: PROPOSAL_STATUS_PRESENT
  sites { region: "regions/kneecap" side: SIDE_LEFT }
)pb";

TEST(ConfirmedTest, KeepsThePlaceOfWhatIsThere) {
  EXPECT_EQ(Text(Confirmed(Proposal(kSwelling), v1::PRESENCE_PRESENT)),
            "finding: \"findings/knee-swelling\" presence: PRESENCE_PRESENT "
            "sites { region: \"regions/kneecap\" side: SIDE_LEFT }");
  EXPECT_EQ(Text(Confirmed(Proposal(kSwelling), v1::PRESENCE_UNKNOWN)),
            "finding: \"findings/knee-swelling\" presence: PRESENCE_UNKNOWN "
            "sites { region: \"regions/kneecap\" side: SIDE_LEFT }");
}

TEST(ConfirmedTest, AbsentMeansNowhere) {
  EXPECT_EQ(Text(Confirmed(Proposal(kSwelling), v1::PRESENCE_ABSENT)),
            "finding: \"findings/knee-swelling\" presence: PRESENCE_ABSENT");
}

TEST(ConfirmedTest, APlaceThatIsHalfSaidIsTakenAsAllThatItCanMean) {
  EXPECT_EQ(Text(Confirmed(Proposal(R"pb(
                             finding: "findings/broken-skin"
                             status: PROPOSAL_STATUS_PRESENT
                             sites { region: "regions/shin" }
                           )pb"),
                           v1::PRESENCE_PRESENT)),
            "finding: \"findings/broken-skin\" presence: PRESENCE_PRESENT "
            "sites { region: \"regions/shin\" side: SIDE_LEFT } "
            "sites { region: \"regions/shin\" side: SIDE_RIGHT }");
  EXPECT_EQ(Text(Confirmed(Proposal(R"pb(
                             finding: "findings/broken-skin"
                             status: PROPOSAL_STATUS_PRESENT
                             sites { region: "regions/shin" side: SIDE_LEFT }
                             sites { side: SIDE_RIGHT }
                           )pb"),
                           v1::PRESENCE_PRESENT)),
            "finding: \"findings/broken-skin\" presence: PRESENCE_PRESENT");
}

TEST(ConfirmedTest, TakesTheValueOfAQuantity) {
  const v1::FindingProposal age = Proposal(R"pb(
    finding: "findings/age"
    status: PROPOSAL_STATUS_PRESENT
    value: 62
  )pb");
  EXPECT_EQ(Text(Confirmed(age, v1::PRESENCE_PRESENT)),
            "finding: \"findings/age\" value: 62");
  EXPECT_EQ(Text(Confirmed(age, v1::PRESENCE_UNKNOWN)),
            "finding: \"findings/age\" presence: PRESENCE_UNKNOWN");
  EXPECT_EQ(Confirmed(age, v1::PRESENCE_ABSENT).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(ConfirmedTest, RefusesWhatIsSomebodyElses) {
  EXPECT_EQ(Text(Confirmed(Proposal(R"pb(
                             finding: "findings/earlier-clot"
                             status: PROPOSAL_STATUS_OTHER_PERSON
                           )pb"),
                           v1::PRESENCE_PRESENT)),
            "findings/earlier-clot: was said of somebody else; leave it out");
  EXPECT_FALSE(Confirmed(Proposal(kSwelling), v1::PRESENCE_UNSPECIFIED).ok());
}

TEST(StatedPresentTest, TakesNothingButWhatIsPresent) {
  v1::ExtractFindingsResponse extracted;
  for (int status = v1::ProposalStatus_MIN; status <= v1::ProposalStatus_MAX;
       ++status) {
    v1::FindingProposal& proposal = *extracted.add_proposals();
    proposal.set_finding("findings/f" + std::to_string(status));
    proposal.set_status(static_cast<v1::ProposalStatus>(status));
  }
  std::vector<std::string> findings;
  for (const v1::Observation& observation : StatedPresent(extracted)) {
    findings.push_back(observation.finding());
    EXPECT_EQ(observation.presence(), v1::PRESENCE_PRESENT);
  }
  EXPECT_THAT(findings, ElementsAre("findings/f1"));
  EXPECT_THAT(StatedPresent({}), IsEmpty());
}

// A proposal does not get into an assessment as it is.
static_assert(!std::is_convertible_v<v1::FindingProposal, v1::Observation>);
static_assert(!std::is_invocable_v<decltype(&Client::Assess), const Client&,
                                   const v1::ExtractFindingsResponse&,
                                   const CallOptions&>);

}  // namespace
}  // namespace knead
