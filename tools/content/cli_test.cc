#include "tools/content/cli.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "content/digest.h"
#include "knead/v1/certificate.pb.h"
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
  EXPECT_EQ(result.out, "37 entities, no faults\n");
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
  v1::CertifiedContent content;
  ASSERT_TRUE(content.ParseFromString(*ReadFile(bundle)));
  EXPECT_EQ(of_bundle.out, ContentDigest(content.content_bundle()) + "\n");
  EXPECT_EQ(of_bundle.out, content.certificate().content_revision() + "\n");
  const Result of_root = RunWith({"digest", "--root", root_});
  EXPECT_EQ(of_root.out, of_bundle.out);
  EXPECT_THAT(*ReadFile(source), HasSubstr("EmbeddedContentBundle()"));
}

TEST_F(CliTest, CertificateIsProvedAgainFromTheFile) {
  const std::string file = testing::TempDir() + "/certified.binpb";
  ASSERT_EQ(RunWith({"compile", "--root", root_, "--out", file}).code,
            kExitFine);
  const Result of_root = RunWith({"certificate", "--root", root_});
  EXPECT_EQ(of_root.code, kExitFine) << of_root.err;
  EXPECT_THAT(of_root.out, HasSubstr("minimal-inputs-decide"));
  const Result of_file = RunWith({"certificate", "--bundle", file});
  EXPECT_EQ(of_file.code, kExitFine) << of_file.err;
  EXPECT_EQ(of_file.out, of_root.out);
  // One that claims more than was proved.
  v1::CertifiedContent content;
  ASSERT_TRUE(content.ParseFromString(*ReadFile(file)));
  content.mutable_certificate()->mutable_functions(0)->set_minimal_inputs(99);
  ASSERT_TRUE(WriteFile(file, content.SerializeAsString()).ok());
  const Result forged = RunWith({"certificate", "--bundle", file});
  EXPECT_EQ(forged.code, kExitFaults);
  EXPECT_THAT(forged.err, HasSubstr("the certificate is not what the proof"));
}

TEST_F(CliTest, DiffTakesFoldersAndFiles) {
  const std::string file = testing::TempDir() + "/before.binpb";
  ASSERT_EQ(RunWith({"compile", "--root", root_, "--out", file}).code,
            kExitFine);
  const Result same = RunWith({"diff", file, root_});
  EXPECT_EQ(same.code, kExitFine) << same.err;
  EXPECT_THAT(same.out, HasSubstr("Every input gets the same verdicts."));
  const std::string rule = root_ + "/triage_rules/fracture.textproto";
  std::string text = *ReadFile(rule);
  text.replace(text.find("threshold: 55"), 13, "threshold: 60");
  ASSERT_TRUE(WriteFile(rule, text).ok());
  const Result other = RunWith({"diff", file, root_});
  EXPECT_EQ(other.code, kExitFaults);
  EXPECT_THAT(other.out, HasSubstr("  - age >= 55 < 60, days-since-injury"));
  const Result none = RunWith({"diff", file, root_ + "/facts.tsv"});
  EXPECT_EQ(none.code, kExitFaults);
  EXPECT_THAT(none.err, HasSubstr("facts.tsv: the content is refused"));
  EXPECT_EQ(RunWith({"diff", file}).code, kExitUsage);
  EXPECT_EQ(RunWith({"diff", file, file, "--max", "0"}).code, kExitUsage);
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
