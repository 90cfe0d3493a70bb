#include "client/cli/case_file.h"

#include <fstream>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/textproto_file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Write(const std::string& name, const std::string& text) {
  std::string path = testing::TempDir() + name;
  std::ofstream(path) << text;
  return path;
}

TEST(CaseFileTest, ReadsAFile) {
  std::istringstream none;
  const absl::StatusOr<v1::AssessRequest> request =
      ReadCase(Write("case.textproto",
                     "# proto-message: knead.v1.AssessRequest\n"
                     "observations { finding: \"findings/age\" value: 34 }\n"),
               none);
  ASSERT_TRUE(request.ok()) << request.status();
  ASSERT_EQ(request->observations_size(), 1);
  EXPECT_EQ(request->observations(0).value(), 34);
}

TEST(CaseFileTest, ReadsStandardInput) {
  std::istringstream in("tools: \"tools/hands\"");
  EXPECT_EQ(ReadCase("-", in)->tools(0), "tools/hands");
}

TEST(CaseFileTest, AnEmptyCaseIsACase) {
  std::istringstream in;
  EXPECT_TRUE(ReadCase("-", in).ok());
}

TEST(CaseFileTest, ReadsTheExamples) {
  std::istringstream none;
  for (const char* name :
       {"sore_runner", "suspected_clot", "blood_thinners", "empty"}) {
    const absl::StatusOr<v1::AssessRequest> request =
        ReadCase("tests/cases/" + std::string(name) + ".textproto", none);
    EXPECT_TRUE(request.ok()) << request.status();
  }
}

TEST(CaseFileTest, NamesThePlaceOfAnError) {
  std::istringstream in("tools: \"a\"\n  colour: 3");
  EXPECT_EQ(ReadCase("-", in).status(),
            absl::InvalidArgumentError(
                "standard input:2:9: Message type \"knead.v1.AssessRequest\" "
                "has no field named \"colour\". (a case file is a "
                "knead.v1.AssessRequest in protobuf's text format)"));
  EXPECT_THAT(std::string(ParseCase("{", "x").status().message()),
              StartsWith("x:1:1: "));
}

TEST(CaseFileTest, NamesAFileThatCannotBeRead) {
  std::istringstream none;
  EXPECT_EQ(ReadCase("/nowhere/case", none).status(),
            absl::InvalidArgumentError(
                "cannot read /nowhere/case: No such file or directory"));
  EXPECT_EQ(ReadCase(testing::TempDir(), none).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(CaseFileTest, RefusesWhatIsFarTooLarge) {
  const std::string comment = "# ";
  std::istringstream largest(comment +
                             std::string(kMostCaseBytes - comment.size(), 'x'));
  EXPECT_TRUE(ReadCase("-", largest).ok());
  std::istringstream larger(
      comment + std::string(kMostCaseBytes - comment.size() + 1, 'x'));
  EXPECT_THAT(std::string(ReadCase("-", larger).status().message()),
              HasSubstr("standard input is larger than 1048576 bytes"));
}

}  // namespace
}  // namespace knead::cli
