#include "tools/content/cli.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "content/digest.h"
#include "tools/content/files.h"
#include "tools/content/testing/valid_content.h"

namespace knead::content {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

struct Result {
  int code;
  std::string out;
  std::string err;
};

Result RunWith(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = Run(arguments, out, err);
  return {code, out.str(), err.str()};
}

// A copy of the valid content that can be changed.
class CliTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = testing::TempDir() + "/cli_content";
    std::filesystem::remove_all(root_);
    for (const SourceFile& file : ValidContent()) {
      const std::string path = root_ + "/" + file.path;
      std::filesystem::create_directories(
          std::filesystem::path(path).parent_path());
      ASSERT_TRUE(WriteFile(path, file.text).ok());
    }
  }

  std::string root_;
};

TEST_F(CliTest, CheckIsFineWithoutFaults) {
  const Result result = RunWith({"check", "--root", root_});
  EXPECT_EQ(result.code, kExitFine);
  EXPECT_EQ(result.out, "36 entities, no faults\n");
  EXPECT_THAT(result.err, IsEmpty());
}

TEST_F(CliTest, CheckPrintsEveryFaultWithItsRoot) {
  ASSERT_TRUE(
      WriteFile(root_ + "/facts.tsv", "id\tkind\tfact\nF1\tk\tx\n").ok());
  ASSERT_TRUE(WriteFile(root_ + "/tea.textproto", "").ok());
  const Result result = RunWith({"check", "--root", root_});
  EXPECT_EQ(result.code, kExitFaults);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err,
              HasSubstr(root_ + "/tea.textproto:1: (file): stands in no "));
  EXPECT_THAT(result.err,
              HasSubstr(root_ + "/triage_rules/hot-knee.textproto:12: "
                                "fact_ids[0]: there is no fact or evidence "
                                "row `F2`"));
  EXPECT_THAT(result.err, EndsWith("\n2 faults in the content\n"));
}

TEST_F(CliTest, CompileWritesTheBundleAndItsSource) {
  const std::string bundle = testing::TempDir() + "/bundle.binpb";
  const std::string source = testing::TempDir() + "/bundle.cc";
  const Result result =
      RunWith({"compile", "--root", root_, "--out", bundle, "--embed", source});
  EXPECT_EQ(result.code, kExitFine) << result.err;
  const Result of_bundle = RunWith({"digest", "--bundle", bundle});
  EXPECT_EQ(of_bundle.code, kExitFine) << of_bundle.err;
  EXPECT_THAT(of_bundle.out, MatchesRegex("sha256:[0-9a-f]+\n"));
  EXPECT_EQ(of_bundle.out.size(), 7 + 64 + 1);
  EXPECT_EQ(of_bundle.out, ContentDigest(*ReadFile(bundle)) + "\n");
  const Result of_root = RunWith({"digest", "--root", root_});
  EXPECT_EQ(of_root.out, of_bundle.out);
  EXPECT_THAT(*ReadFile(source), HasSubstr("EmbeddedContentBundle()"));
}

TEST_F(CliTest, CompileWritesNothingWhenThereAreFaults) {
  ASSERT_TRUE(WriteFile(root_ + "/tea.textproto", "").ok());
  const std::string bundle = testing::TempDir() + "/none.binpb";
  const Result result = RunWith({"compile", "--root", root_, "--out", bundle});
  EXPECT_EQ(result.code, kExitFaults);
  EXPECT_THAT(result.err, HasSubstr("tea.textproto:1: "));
  EXPECT_FALSE(std::filesystem::exists(bundle));
  EXPECT_EQ(RunWith({"digest", "--root", root_}).code, kExitFaults);
}

TEST_F(CliTest, CoverageEndsEachPartWithASum) {
  const Result result = RunWith({"coverage", "--root", root_});
  EXPECT_EQ(result.code, kExitFine) << result.err;
  EXPECT_THAT(result.out, HasSubstr("\n2 of 2 facts covered\n"));
  EXPECT_THAT(result.out, EndsWith("\n1 of 1 evidence rows covered\n"));
}

TEST_F(CliTest, CoverageFailsForAFactWithoutEntity) {
  ASSERT_TRUE(WriteFile(root_ + "/facts.tsv",
                        "id\tkind\tfact\nF1\tk\tx\nF2\tk\tx\nF3\tk\tx\n")
                  .ok());
  const Result result = RunWith({"coverage", "--root", root_});
  EXPECT_EQ(result.code, kExitFaults);
  EXPECT_THAT(result.out,
              HasSubstr("F3  k  NOT COVERED\n2 of 3 facts covered\n"));
}

TEST_F(CliTest, CoverageFailsForAnUnknownFact) {
  ASSERT_TRUE(
      WriteFile(root_ + "/facts.tsv", "id\tkind\tfact\nF1\tk\tx\n").ok());
  const Result result = RunWith({"coverage", "--root", root_});
  EXPECT_EQ(result.code, kExitFaults);
  EXPECT_THAT(result.out, HasSubstr("1 of 1 facts covered\n"));
  EXPECT_THAT(result.err, HasSubstr("there is no fact or evidence row `F2`"));
}

TEST_F(CliTest, CoverageFailsForAnEvidenceRowWithoutEntity) {
  ASSERT_TRUE(
      WriteFile(root_ + "/evidence.tsv", "id\tkind\tfact\nE1\tk\tx\nE2\tk\tx\n")
          .ok());
  const Result result = RunWith({"coverage", "--root", root_});
  EXPECT_EQ(result.code, kExitFaults);
  EXPECT_THAT(result.out, HasSubstr("\n2 of 2 facts covered\n"));
  EXPECT_THAT(result.out,
              EndsWith("E2  k  NOT COVERED\n1 of 2 evidence rows covered\n"));
}

TEST_F(CliTest, DigestRefusesWhatIsNoBundle) {
  EXPECT_EQ(RunWith({"digest", "--bundle", root_ + "/facts.tsv"}).code,
            kExitFaults);
  EXPECT_EQ(RunWith({"digest", "--bundle", root_ + "/nowhere"}).code,
            kExitFaults);
}

TEST_F(CliTest, FoldersThatAreNotThereAreFaults) {
  for (const char* command : {"check", "coverage", "digest"}) {
    const Result result = RunWith({command, "--root", root_ + "/nowhere"});
    EXPECT_EQ(result.code, kExitFaults) << command;
    EXPECT_THAT(result.err, HasSubstr("cannot read the folder")) << command;
  }
}

TEST(CliUsageTest, WrongCommandLinesAreToldApart) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"polish"},
      {"check", "--rot", "content"},
      {"check", "--root"},
      {"compile"},
      {"digest", "--root", "content", "--bundle", "b"},
      {"check", "coverage"},
  };
  for (const auto& arguments : wrong) {
    const Result result = RunWith(arguments);
    EXPECT_EQ(result.code, kExitUsage) << testing::PrintToString(arguments);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr("--help"));
  }
}

TEST(CliUsageTest, HelpNamesEveryCommand) {
  const Result result = RunWith({"--help"});
  EXPECT_EQ(result.code, kExitFine);
  for (const char* word :
       {"compile", "check", "coverage", "digest", "Exit codes", "Examples"}) {
    EXPECT_THAT(result.out, HasSubstr(word));
  }
  EXPECT_THAT(RunWith({"compile", "--help"}).out, HasSubstr("--embed"));
}

}  // namespace
}  // namespace knead::content
