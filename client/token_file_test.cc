#include "client/token_file.h"

#include <fstream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Path() { return absl::StrCat(testing::TempDir(), "/token"); }

void Write(const std::string& text) {
  std::ofstream(Path(), std::ios::binary) << text;
}

TEST(TokenFileTest, GivesTheToken) {
  const TokenProvider token = TokenFile(Path());
  for (const char* text : {"s3cret", "s3cret\n", " \r\n s3cret \n"}) {
    Write(text);
    EXPECT_EQ(*token(), "s3cret");
  }
}

TEST(TokenFileTest, GivesWhatTheFileHoldsNow) {
  const TokenProvider token = TokenFile(Path());
  Write("old");
  EXPECT_EQ(*token(), "old");
  Write("new");
  EXPECT_EQ(*token(), "new");
}

TEST(TokenFileTest, TakesTheLongestToken) {
  const std::string longest(kMaxTokenBytes, 'a');
  Write(longest + "\n");
  EXPECT_EQ(*TokenFile(Path())(), longest);
}

TEST(TokenFileTest, RefusesWhatIsNoToken) {
  const struct {
    std::string text;
    const char* problem;
  } cases[] = {
      {"", "is empty"},
      {" \n", "is empty"},
      {std::string(kMaxTokenBytes + 1, 's'), "more than the 4096 bytes"},
      {std::string(10 * kMaxTokenBytes, 's'), "more than the 4096 bytes"},
      {"ssss\nssss", "nothing else"},
      {"ssss ssss", "nothing else"},
      {"ssss\xc3\xa9", "nothing else"},
  };
  for (const auto& test : cases) {
    Write(test.text);
    const absl::Status status = TokenFile(Path())().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(status.message()), HasSubstr(Path()));
    EXPECT_THAT(std::string(status.message()), HasSubstr(test.problem));
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr("ssss")));
  }
}

TEST(TokenFileTest, RefusesAFileThatCannotBeRead) {
  for (const char* path : {"/no/such/file", "/"}) {
    const absl::Status status = TokenFile(path)().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(status.message()), HasSubstr("cannot be read"));
  }
}

}  // namespace
}  // namespace knead
