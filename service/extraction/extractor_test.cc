#include "service/extraction/extractor.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "service/catalog/catalog.h"
#include "service/errors/error_payload.h"
#include "service/extraction/limits.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Extractor& TheExtractor() {
  static const auto& extractor =
      *Extractor::Create(
           *Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()))
           ->release();
  return extractor;
}

absl::StatusOr<v1::ExtractFindingsResponse> Extract(
    const std::string& text, const std::string& language = "") {
  v1::ExtractFindingsRequest request;
  request.set_text(text);
  request.set_language_code(language);
  return TheExtractor().Extract(request);
}

// What is proposed, e.g. `knee-swelling PRESENT; age 62`, in the order of the
// text.
std::string Said(const std::string& text) {
  const auto response = Extract(text);
  if (!response.ok()) return response.status().ToString();
  std::vector<std::string> said;
  for (const v1::FindingProposal& proposal : response->proposals()) {
    std::string one(absl::StripPrefix(proposal.finding(), "findings/"));
    if (proposal.quantity_case() == v1::FindingProposal::kValue) {
      absl::StrAppend(&one, " ", proposal.value());
    } else if (proposal.has_range()) {
      absl::StrAppend(&one, " ", proposal.range().min(), "..",
                      proposal.range().max());
    } else {
      absl::StrAppend(
          &one, " ",
          absl::StripPrefix(v1::ProposalStatus_Name(proposal.status()),
                            "PROPOSAL_STATUS_"));
    }
    said.push_back(one);
  }
  return absl::StrJoin(said, "; ");
}

struct Example {
  const char* text;
  const char* said;
};

void PrintTo(const Example& example, std::ostream* out) {
  *out << example.text;
}

class ScopeTest : public testing::TestWithParam<Example> {};

TEST_P(ScopeTest, ReadsCuesAsFarAsTheyReach) {
  EXPECT_EQ(Said(GetParam().text), GetParam().said);
}

INSTANTIATE_TEST_SUITE_P(
    All, ScopeTest,
    testing::Values(
        // Denials.
        Example{"no swelling or fever",
                "knee-swelling ABSENT; fever-or-unwell ABSENT"},
        Example{"no swelling, redness or fever",
                "knee-swelling ABSENT; hot-or-red-knee ABSENT; fever-or-unwell "
                "ABSENT"},
        Example{"no swelling but fever",
                "knee-swelling ABSENT; fever-or-unwell PRESENT"},
        // What follows a comma or `and` may be denied or stated.
        Example{"no swelling and fever",
                "knee-swelling ABSENT; fever-or-unwell UNCERTAIN"},
        Example{"no fever, swollen calf",
                "fever-or-unwell ABSENT; calf-or-thigh-swelling PRESENT"},
        Example{"no fever calf is swollen",
                "fever-or-unwell ABSENT; calf-or-thigh-swelling PRESENT"},
        Example{"No, the knee is swollen", "knee-swelling PRESENT"},
        Example{"not only swollen", "knee-swelling PRESENT"},
        Example{"no longer swollen", "knee-swelling PAST"},
        Example{"not swollen any more", "knee-swelling PAST"},
        Example{"never not swollen", "knee-swelling UNCERTAIN"},
        Example{"not really swollen", "knee-swelling UNCERTAIN"},
        Example{"no swelling apart from the left side",
                "knee-swelling UNCERTAIN"},
        Example{"swelling: none", "knee-swelling ABSENT"},
        Example{"it's swollen, no?", "knee-swelling UNCERTAIN"},
        // What has a negation in it.
        Example{"I can't bend it", "cannot-bend-to-right-angle PRESENT"},
        Example{"I can bend it", "cannot-bend-to-right-angle ABSENT"},
        Example{"calf red and swollen",
                "calf-or-thigh-redness-or-warmth PRESENT; "
                "calf-or-thigh-swelling PRESENT"},
        // Doubt, the past, fear, others.
        Example{"the knee might be swollen", "knee-swelling UNCERTAIN"},
        Example{"the knee was swollen", "knee-swelling UNCERTAIN"},
        Example{"the knee used to be swollen", "knee-swelling PAST"},
        Example{"it hurts if the knee swells, say no more",
                "knee-swelling HYPOTHETICAL"},
        Example{"if I squat it locks", "knee-locks PRESENT"},
        Example{"is it swollen", "knee-swelling UNCERTAIN"},
        Example{"my brother has diabetes, I have a fever",
                "diabetes OTHER_PERSON; fever-or-unwell PRESENT"},
        Example{"my wife says my knee is swollen", "knee-swelling PRESENT"},
        Example{"my mum had a clot when she was 40, my knee is swollen",
                "earlier-clot OTHER_PERSON; knee-swelling PRESENT"},
        // Somebody who is asked for.
        Example{"my husband, 66, has a fever. He never had a clot.",
                "age 66; fever-or-unwell PRESENT; earlier-clot ABSENT"},
        Example{"filling this in for my dad, his knee is swollen",
                "knee-swelling PRESENT"},
        Example{"my brother is 40, he has a fever",
                "fever-or-unwell OTHER_PERSON"},
        Example{"the doctor came and he found fluid on the knee",
                "knee-swelling PRESENT"},
        Example{"tackled by a mate, the knee is swollen",
                "fall-or-blow PRESENT; pain-from-injury PRESENT; knee-swelling "
                "PRESENT"},
        // What is over, and what was never so before.
        Example{"the knee was swollen, it has gone", "knee-swelling PAST"},
        Example{"the knee was swollen this morning", "knee-swelling PRESENT"},
        Example{"the foot has gone white", "cold-or-pale-foot PRESENT"},
        Example{"never had a swollen knee before", "knee-swelling UNCERTAIN"},
        Example{"never had a clot before", "earlier-clot ABSENT"},
        Example{"on warfarin since a clot 5 years ago",
                "blood-thinners PRESENT; earlier-clot PRESENT"},
        // Denials of their own.
        Example{"the lump is not growing", "growing-lump ABSENT"},
        Example{"walking fine", "cannot-bear-weight ABSENT"},
        Example{"walking fine until yesterday", "cannot-bear-weight UNCERTAIN"},
        Example{"the cut won't heal", "broken-skin PRESENT"},
        // Answers.
        Example{"fever? yes. swelling? no.",
                "fever-or-unwell PRESENT; knee-swelling ABSENT"},
        Example{"diabetes: not sure", "diabetes UNCERTAIN"},
        // Numbers.
        Example{"I'm 62", "age 62"},
        Example{"I'm twenty five years old", "age 25"},
        Example{"for three weeks", "weeks-of-complaint 3"},
        Example{"for 10 days", "weeks-of-complaint 1.43"},
        Example{"pain 7-8 out of ten", "pain-intensity 7..8"},
        Example{"I'm 5 feet tall", ""}, Example{"I'm 400", ""}));

TEST(ExtractorTest, PresentWinsAndBothPassagesAreShown) {
  const auto response = Extract("My knee is swollen. The knee isn't swollen.");
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_EQ(response->proposals_size(), 1);
  const v1::FindingProposal& proposal = response->proposals(0);
  EXPECT_EQ(proposal.status(), v1::PROPOSAL_STATUS_PRESENT);
  EXPECT_TRUE(proposal.contradicted());
  ASSERT_EQ(proposal.evidence_size(), 2);
  EXPECT_EQ(proposal.evidence(1).status(), v1::PROPOSAL_STATUS_ABSENT);
  ASSERT_EQ(proposal.evidence(1).cues_size(), 1);
  EXPECT_EQ(proposal.evidence(1).cues(0).start(), 29);
  EXPECT_EQ(proposal.evidence(1).cues(0).end(), 34);
}

TEST(ExtractorTest, TellsTheSide) {
  const auto response = Extract("swelling in my left calf");
  ASSERT_TRUE(response.ok());
  ASSERT_EQ(response->proposals_size(), 1);
  ASSERT_EQ(response->proposals(0).sites_size(), 1);
  EXPECT_EQ(response->proposals(0).sites(0).region(), "regions/calf");
  EXPECT_EQ(response->proposals(0).sites(0).side(), v1::SIDE_LEFT);
}

TEST(ExtractorTest, TellsASideThatStandsApart) {
  for (const char* text :
       {"the calf is swollen, left one", "the calf is swollen (left)",
        "swelling at the back of my left calf",
        "the left calf is thicker than the right"}) {
    const auto response = Extract(text);
    ASSERT_TRUE(response.ok());
    ASSERT_EQ(response->proposals_size(), 1) << text;
    ASSERT_EQ(response->proposals(0).sites_size(), 1) << text;
    EXPECT_EQ(response->proposals(0).sites(0).side(), v1::SIDE_LEFT) << text;
  }
}

TEST(ExtractorTest, WhatIsNotUnderstoodIsNamed) {
  const auto response = Extract("Fever. The moon is made of cheese. Limping.");
  ASSERT_TRUE(response.ok());
  ASSERT_EQ(response->not_understood_size(), 1);
  EXPECT_EQ(response->not_understood(0).start(), 7);
  EXPECT_EQ(response->not_understood(0).end(), 33);
}

TEST(ExtractorTest, ReadsNothingInAnotherLanguage) {
  const auto response = Extract("knee is swollen", "de-AT");
  ASSERT_TRUE(response.ok());
  EXPECT_THAT(response->proposals(), IsEmpty());
  EXPECT_EQ(response->not_understood_size(), 1);
  EXPECT_EQ(response->language_code(), "en");
  EXPECT_EQ(Extract("knee is swollen", "en-GB")->proposals_size(), 1);
}

TEST(ExtractorTest, NamesTheFieldThatIsAtFault) {
  EXPECT_EQ(ErrorPayload<google::rpc::ErrorInfo>(Extract("").status()).reason(),
            "MISSING_FIELD");
  const absl::Status too_long =
      Extract(std::string(kMaxTextBytes + 1, 'a')).status();
  EXPECT_EQ(ErrorPayload<google::rpc::ErrorInfo>(too_long).reason(),
            "FIELD_TOO_LONG");
  EXPECT_EQ(
      ErrorPayload<google::rpc::ErrorInfo>(Extract("a", "?").status()).reason(),
      "INVALID_LANGUAGE_CODE");
}

// Texts that would be costly for a matcher that tries everything: each is read
// in a moment.
TEST(ExtractorTest, ReadsLongTextsInLinearTime) {
  for (const char* piece :
       {"calf ", "no ", "no or ", "swollen and ", "a ", "1 ", "swolen ", ",",
        "if i ", "my brother ", "knee is ", "left ", "it ", "was not "}) {
    std::string text;
    while (text.size() + 20 < kMaxTextBytes) text += piece;
    EXPECT_TRUE(Extract(text).ok()) << piece;
  }
}

TEST(ExtractorTest, AContentWithoutALexiconUnderstandsNothing) {
  v1::ContentBundle bundle;
  ASSERT_TRUE(bundle.ParseFromString(std::string(EmbeddedContentBundle())));
  bundle.clear_lexicon();
  auto catalog = Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  const auto extractor = Extractor::Create(*catalog);
  ASSERT_TRUE(extractor.ok()) << extractor.status();
  v1::ExtractFindingsRequest request;
  request.set_text("my knee is swollen");
  EXPECT_THAT((*extractor)->Extract(request)->proposals(), IsEmpty());
}

TEST(ExtractorTest, RefusesALexiconThatItCannotRead) {
  v1::ContentBundle bundle;
  ASSERT_TRUE(bundle.ParseFromString(std::string(EmbeddedContentBundle())));
  bundle.mutable_lexicon()->mutable_findings(0)->add_phrasings("$nothing");
  auto catalog = Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  const absl::Status status = Extractor::Create(*catalog).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("there is no class `nothing`"));
}

}  // namespace
}  // namespace knead
