#include "client/example/quote.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(FindQuotesTest, FindsMarkedBlocksOnly) {
  const auto quotes = FindQuotes(
      "# A page\n"
      "<!-- example:a/b.cc -->\n"
      "```cpp\n"
      "int one;\n"
      "\n"
      "int two;\n"
      "```\n"
      "```cpp\n"
      "int unmarked;\n"
      "```\n"
      "<!-- example:c.cc -->\n"
      "```cpp\n"
      "```\n");
  ASSERT_TRUE(quotes.ok()) << quotes.status();
  ASSERT_THAT(*quotes, SizeIs(2));
  EXPECT_EQ((*quotes)[0].path, "a/b.cc");
  EXPECT_EQ((*quotes)[0].text, "int one;\n\nint two;\n");
  EXPECT_EQ((*quotes)[1].path, "c.cc");
  EXPECT_EQ((*quotes)[1].text, "");
}

TEST(FindQuotesTest, FindsNoneWhereThereIsNone) {
  for (const char* page : {"", "text\n", "```cpp\nint one;\n```\n"}) {
    const auto quotes = FindQuotes(page);
    ASSERT_TRUE(quotes.ok()) << quotes.status();
    EXPECT_THAT(*quotes, IsEmpty());
  }
}

TEST(FindQuotesTest, SaysWhereAMarkIsBroken) {
  for (const char* page : {
           "text\n<!-- example:a.cc\n```cpp\n```\n",
           "text\n<!-- example:a.cc -->",
           "text\n<!-- example:a.cc -->\n\n```cpp\n```\n",
           "text\n<!-- example:a.cc -->\n```\n```\n",
           "text\n<!-- example:a.cc -->\n```cpp\nint one;\n",
       }) {
    const absl::Status status = FindQuotes(page).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << page;
    EXPECT_THAT(std::string(status.message()), HasSubstr("line 2: ")) << page;
  }
}

TEST(QuotedRegionTest, IsWhatStandsBetweenTheMarks) {
  const auto region = QuotedRegion(
      "int before;\n"
      "// README: begin\n"
      "int one;\n"
      "\n"
      "int two;\n"
      "// README: end\n"
      "int after;\n");
  ASSERT_TRUE(region.ok()) << region.status();
  EXPECT_EQ(*region, "int one;\n\nint two;\n");
}

TEST(QuotedRegionTest, NeedsExactlyOnePairOfMarks) {
  for (const char* program : {
           "",
           "// README: begin\n",
           "// README: end\n",
           "// README: end\n// README: begin\n",
           "// README: begin\n// README: begin\n// README: end\n",
           "// README: begin\n// README: end\n// README: end\n",
       }) {
    EXPECT_EQ(QuotedRegion(program).status().code(),
              absl::StatusCode::kNotFound)
        << program;
  }
}

}  // namespace
}  // namespace knead
