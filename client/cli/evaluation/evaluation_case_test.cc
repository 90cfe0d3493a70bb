#include "client/cli/evaluation/evaluation_case.h"

#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kGood[] = R"(title: "a sore runner"
story: "Ran far."
request {
  observations { finding: "findings/age" value: 34 }
  observations {
    finding: "findings/limp"
    presence: PRESENCE_ABSENT
  }
}
expected {
  urgency_floor: URGENCY_SELF_CARE
  urgency_ceiling: URGENCY_SOON
  permission: PERMISSION_ALLOWED
  offered: "techniques/a"
  withheld: "techniques/b"
}
)";

std::string Without(std::string text, const std::string& part) {
  const size_t at = text.find(part);
  EXPECT_NE(at, std::string::npos) << part;
  return text.erase(at, part.size());
}

TEST(EvaluationCaseTest, ReadsACase) {
  std::istringstream in(kGood);
  const absl::StatusOr<EvaluationCaseFile> file =
      EvaluationCaseFile::Read("-", in);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->name(), "standard input");
  EXPECT_EQ(file->get().title(), "a sore runner");
  EXPECT_FALSE(file->get().deny_rest());
}

TEST(EvaluationCaseTest, NamesAFileThatCannotBeRead) {
  std::istringstream none;
  EXPECT_EQ(EvaluationCaseFile::Read("/nowhere/case", none).status(),
            absl::InvalidArgumentError(
                "cannot read /nowhere/case: No such file or directory"));
}

TEST(EvaluationCaseTest, KnowsWhereThingsStand) {
  const absl::StatusOr<EvaluationCaseFile> file =
      EvaluationCaseFile::Parse(kGood, "x");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->Place("title"), "x:1");
  EXPECT_EQ(file->Place("request.observations[0].value"), "x:4");
  EXPECT_EQ(file->Place("request.observations[1].presence"), "x:7");
  // As far as it was written.
  EXPECT_EQ(file->Place("request.observations[1].sites[0]"), "x:5");
  EXPECT_EQ(file->Place("request.observations[7]"), "x:3");
  EXPECT_EQ(file->Place("no_such_field"), "x:1");
  EXPECT_EQ(file->Place(""), "x:1");
}

TEST(EvaluationCaseTest, RefusesANameThatNothingHas) {
  const absl::StatusOr<EvaluationCaseFile> file =
      EvaluationCaseFile::Parse(kGood, "x");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE(file->CheckNames({"techniques/a", "techniques/b"}).ok());
  EXPECT_EQ(file->CheckNames({"techniques/a"}),
            absl::InvalidArgumentError(
                "x:15: there is no \"techniques/b\" in the content that "
                "answers; correct the name"));
}

struct Faulty {
  std::string text;
  std::string message;
};

std::ostream& operator<<(std::ostream& out, const Faulty& faulty) {
  return out << faulty.message;
}

class FaultyCaseTest : public testing::TestWithParam<Faulty> {};

TEST_P(FaultyCaseTest, SaysWhereAndWhat) {
  const absl::Status status =
      EvaluationCaseFile::Parse(GetParam().text, "x").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, FaultyCaseTest,
    testing::ValuesIn(std::vector<Faulty>{
        {"", "x:1: there is nothing in it; a case needs title, story"},
        {"# only a remark\n", "x:1: there is nothing in it"},
        {"title: 3", "x:1:8: "},
        {"title: \"a\"\nurgent: true", "x:2:7: "},
        {Without(kGood, "title: \"a sore runner\"\n"),
         "x:1: there is no title"},
        {Without(kGood, "story: \"Ran far.\"\n"), "x:1: there is no story"},
        {"title: \"a\" story: \"b\" expected {}", "x:1: there is no request"},
        {"title: \"a\" story: \"b\" request {}", "x:1: expected is missing"},
        {Without(kGood, "  urgency_floor: URGENCY_SELF_CARE\n"),
         "x:10: there is no urgency_floor"},
        {Without(kGood, "  urgency_ceiling: URGENCY_SOON\n"),
         "x:10: there is no urgency_ceiling"},
        {Without(kGood, "  permission: PERMISSION_ALLOWED\n"),
         "x:10: there is no permission"},
        {"title: \"a\" story: \"b\" request {}\nexpected {\n"
         "  urgency_floor: URGENCY_SOON\n"
         "  urgency_ceiling: URGENCY_ROUTINE\n}",
         "x:4: urgency_ceiling is below urgency_floor"},
    }));

TEST(EvaluationCaseTest, SaysWhatACaseIs) {
  EXPECT_THAT(
      std::string(EvaluationCaseFile::Parse("{", "x").status().message()),
      HasSubstr("a case file is a knead.v1.EvaluationCase"));
}

}  // namespace
}  // namespace knead::cli
