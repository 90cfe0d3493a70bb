#include "tools/content/compiler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "content/digest.h"
#include "tools/content/coverage.h"
#include "tools/content/facts.h"
#include "tools/content/files.h"
#include "tools/content/loader.h"
#include "tools/content/testing/fault_case.h"
#include "tools/content/testing/valid_content.h"

namespace knead::content {
namespace {

CompiledContent CompileOrDie(const std::vector<SourceFile>& files) {
  FaultSink faults;
  auto compiled = Compile(files, &faults);
  EXPECT_TRUE(compiled.ok()) << FormatFault(faults.Sorted().front(), "");
  return compiled.ok() ? *std::move(compiled) : CompiledContent();
}

TEST(CompileTest, PutsEveryEntityIntoTheBundle) {
  const CompiledContent compiled = CompileOrDie(ValidContent());
  const v1::ContentBundle& bundle = compiled.bundle;
  EXPECT_EQ(bundle.manifest().language_code(), "en");
  EXPECT_EQ(bundle.findings_size(), 10);
  EXPECT_EQ(bundle.care_pathways_size(), 5);
  ASSERT_EQ(bundle.techniques_size(), 1);
  const auto& contraindications = bundle.techniques(0).contraindications();
  EXPECT_EQ(std::vector<std::string>(contraindications.begin(),
                                     contraindications.end()),
            (std::vector<std::string>{"contraindications/broken-skin",
                                      "contraindications/thin-blood"}));
  EXPECT_EQ(bundle.triage_rules(0).name(), "triageRules/fracture");
}

TEST(CompileTest, BytesAreTheBundleAndTheRevisionTheirDigest) {
  const CompiledContent compiled = CompileOrDie(ValidContent());
  v1::ContentBundle read;
  ASSERT_TRUE(read.ParseFromString(compiled.bytes));
  EXPECT_EQ(read.SerializeAsString(), compiled.bundle.SerializeAsString());
  EXPECT_EQ(compiled.revision, ContentDigest(compiled.bytes));
}

TEST(CompileTest, EveryWordCountsForTheRevisionButNoComment) {
  const std::string revision = CompileOrDie(ValidContent()).revision;
  EXPECT_NE(CompileOrDie(Edited({{"tools/hands.textproto", "Always there.",
                                  "Always there!"}}))
                .revision,
            revision);
  EXPECT_EQ(CompileOrDie(Edited({{"tools/hands.textproto",
                                  "summary:", "\n# Comment.\n  summary:"}}))
                .revision,
            revision);
}

TEST(CompileTest, ContentWithFaultsGivesNoBundle) {
  FaultSink faults;
  const auto compiled =
      Compile(Edited({{"tools/hands.textproto", "Always there.", ""},
                      {"tools/stick.textproto", "A stick with rollers.", ""}}),
              &faults);
  EXPECT_EQ(compiled.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(faults.Sorted().size(), 2);
}

void ExpectOrderDoesNotMatter(std::vector<SourceFile> files) {
  const std::string bytes = CompileOrDie(files).bytes;
  ASSERT_FALSE(bytes.empty());
  std::mt19937 random(20240229);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(files.begin(), files.end(), random);
    EXPECT_EQ(CompileOrDie(files).bytes, bytes);
  }
}

TEST(CompileTest, TheOrderOfFilesDoesNotMatter) {
  ExpectOrderDoesNotMatter(ValidContent());
}

class RealContentTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto files = ReadFolder("content");
    ASSERT_TRUE(files.ok()) << files.status();
    files_ = *files;
  }

  std::vector<SourceFile> files_;
};

TEST_F(RealContentTest, TheOrderOfFilesDoesNotMatter) {
  ExpectOrderDoesNotMatter(files_);
}

TEST_F(RealContentTest, EveryFactAndEvidenceRowIsCovered) {
  FaultSink faults;
  const ContentSet content = Load(files_, &faults);
  const Coverage coverage =
      MeasureCoverage(content, ReadFacts(files_, &faults));
  EXPECT_TRUE(coverage.complete()) << FormatCoverage(coverage);
  ASSERT_EQ(coverage.parts.size(), 2);
  EXPECT_EQ(coverage.parts[0].rows.size(), 67);
  EXPECT_EQ(coverage.parts[1].rows.size(), 55);
}

}  // namespace
}  // namespace knead::content
