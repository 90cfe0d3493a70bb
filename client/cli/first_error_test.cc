#include "client/cli/first_error.h"

#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"

namespace knead::cli {
namespace {

std::string ErrorIn(const std::string& text) {
  FirstError error;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  v1::AssessRequest request;
  const bool parsed = parser.ParseFromString(text, &request);
  EXPECT_EQ(parsed, error.text().empty());
  return error.text();
}

TEST(FirstErrorTest, IsEmptyWithoutAnError) {
  EXPECT_EQ(ErrorIn("tools: \"tools/hands\""), "");
}

TEST(FirstErrorTest, CountsLinesAndColumnsFromOne) {
  EXPECT_EQ(ErrorIn("spoons: 1").find("1:7: "), 0);
  EXPECT_EQ(ErrorIn("tools: \"a\"\n  spoons: 1").find("2:9: "), 0);
}

TEST(FirstErrorTest, KeepsTheFirst) {
  FirstError error;
  error.AddError(0, 0, "one");
  error.AddError(4, 4, "two");
  EXPECT_EQ(error.text(), "1:1: one");
}

}  // namespace
}  // namespace knead::cli
