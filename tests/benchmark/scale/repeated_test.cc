#include "tests/benchmark/scale/repeated.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "knead/v1/content_bundle.pb.h"
#include "proto/canonical/canonical_bytes.h"
#include "service/triage/certificate.h"
#include "tests/benchmark/scale/group.h"
#include "tools/content/compiler.h"
#include "tools/content/fault.h"
#include "tools/content/files.h"
#include "tools/content/proof.h"

namespace knead::scale {
namespace {

using ::testing::HasSubstr;

// The frame with the first group.
const content::CompiledContent& First() {
  static const auto& compiled = *new content::CompiledContent([] {
    auto frame = content::ReadFolder("tools/content/testing/valid");
    EXPECT_TRUE(frame.ok()) << frame.status();
    content::FaultSink faults;
    auto made =
        content::Compile(WithGroup(*std::move(frame), GroupTag(1)), &faults);
    for (const content::Fault& fault : faults.Sorted()) {
      ADD_FAILURE() << content::FormatFault(fault, "");
    }
    return *std::move(made);
  }());
  return compiled;
}

// A bundle of three groups after a change.
std::string Changed(const std::function<void(v1::ContentBundle*)>& change) {
  v1::ContentBundle bundle;
  EXPECT_TRUE(bundle.ParseFromString(*Repeat(First(), 3)));
  change(&bundle);
  return CanonicalBytes(bundle);
}

// Why a bundle of three groups is refused after a change.
std::string Refusal(const std::function<void(v1::ContentBundle*)>& change) {
  const auto certificate = CertifyRepeated(Changed(change), First());
  EXPECT_FALSE(certificate.ok());
  return std::string(certificate.status().message());
}

TEST(Group, HasWhatItSays) {
  const v1::ContentBundle& bundle = First().bundle;
  EXPECT_EQ(bundle.techniques_size(), kGroupTechniques + 1);
  EXPECT_EQ(FindTag("findings/g000017-ache"), GroupTag(17));
  EXPECT_EQ(FindTag("findings/great-ache"), "");
}

TEST(Repeat, OneGroupIsWhatTheCompilerMakes) {
  EXPECT_EQ(*Repeat(First(), 1), First().bytes);
  EXPECT_EQ(CanonicalBytes(*CertifyRepeated(First().bytes, First())),
            CanonicalBytes(First().certificate));
}

TEST(Repeat, IsCanonical) {
  EXPECT_EQ(Changed([](v1::ContentBundle*) {}), *Repeat(First(), 3));
}

// The certificate says what the ordinary proof of all groups at once finds, but
// for the number of cases, and a server takes it.
TEST(CertifyRepeated, IsWhatIsProvedOfAll) {
  const std::string bytes = *Repeat(First(), 2);
  auto certificate = CertifyRepeated(bytes, First());
  ASSERT_TRUE(certificate.ok()) << certificate.status();
  content::FaultSink faults;
  auto proved = content::Prove(bytes, &faults);
  ASSERT_TRUE(proved.ok()) << proved.status();
  v1::CertifiedContent content;
  content.set_content_bundle(bytes);
  *content.mutable_certificate() = *certificate;
  EXPECT_TRUE(OpenCertifiedContent(CanonicalBytes(content)).ok());
  for (auto* each : {&*certificate, &*proved}) {
    for (auto& property : *each->mutable_properties()) property.clear_cases();
  }
  EXPECT_EQ(certificate->DebugString(), proved->DebugString());
}

TEST(CertifyRepeated, RefusesAGroupThatIsNotTheFirst) {
  EXPECT_THAT(Refusal([](v1::ContentBundle* bundle) {
                for (auto& rule : *bundle->mutable_triage_rules()) {
                  if (rule.name() == "triageRules/g000002-swelling") {
                    rule.set_urgency(v1::URGENCY_SOON);
                  }
                }
              }),
              HasSubstr("triageRules/g000002-swelling: is not what the first"));
}

TEST(CertifyRepeated, RefusesAGroupThatNamesAnother) {
  EXPECT_THAT(Refusal([](v1::ContentBundle* bundle) {
                for (auto& finding : *bundle->mutable_findings()) {
                  if (finding.name() == "findings/g000003-spreading") {
                    finding.set_gates(0, "findings/g000001-swelling");
                  }
                }
              }),
              HasSubstr("findings/g000003-spreading: is not what the first"));
}

TEST(CertifyRepeated, RefusesAnotherFrame) {
  EXPECT_THAT(Refusal([](v1::ContentBundle* bundle) {
                bundle->mutable_contraindications(0)->clear_effects();
              }),
              HasSubstr("contraindications/broken-skin: is not in the frame"));
  EXPECT_THAT(Refusal([](v1::ContentBundle* bundle) {
                bundle->mutable_contraindications()->RemoveLast();
              }),
              HasSubstr("contraindications/thin-blood: is missing"));
  EXPECT_THAT(Refusal([](v1::ContentBundle* bundle) {
                bundle->mutable_manifest()->clear_unsettled();
              }),
              HasSubstr("manifest: is not that of the frame"));
}

TEST(CertifyRepeated, RefusesAPartOfAGroup) {
  EXPECT_THAT(Refusal([](v1::ContentBundle* bundle) {
                bundle->mutable_indications()->DeleteSubrange(1, 1);
              }),
              HasSubstr("indications/g000001-tightness: is missing"));
  EXPECT_THAT(Refusal([](v1::ContentBundle* bundle) {
                bundle->mutable_techniques()->RemoveLast();
              }),
              HasSubstr("techniques/g000003-t99: is missing"));
  EXPECT_THAT(Refusal([](v1::ContentBundle* bundle) {
                bundle->mutable_muscle_groups()->DeleteSubrange(3, 1);
              }),
              HasSubstr("some groups have them and others have not"));
}

}  // namespace
}  // namespace knead::scale
