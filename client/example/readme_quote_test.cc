// What the pages quote of the example is what is compiled and tested.
#include <fstream>
#include <iterator>
#include <string>

#include "client/example/quote.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

constexpr char kExample[] = "client/example/assess.cc";

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

class ReadmeQuoteTest : public testing::TestWithParam<const char*> {};

TEST_P(ReadmeQuoteTest, QuotesTheExampleAsItIs) {
  if (!std::ifstream(GetParam()).is_open()) {
    GTEST_SKIP() << "there is no " << GetParam();
  }
  const auto quotes = FindQuotes(ReadAll(GetParam()));
  ASSERT_TRUE(quotes.ok()) << GetParam() << ": " << quotes.status();
  bool found = false;
  for (const Quote& quote : *quotes) {
    if (quote.path != kExample) continue;
    found = true;
    const auto region = QuotedRegion(ReadAll(kExample));
    ASSERT_TRUE(region.ok()) << kExample << ": " << region.status();
    EXPECT_EQ(quote.text, *region)
        << GetParam() << " quotes " << kExample
        << " wrongly; copy the lines between its marks";
  }
  EXPECT_TRUE(found) << GetParam() << " does not quote " << kExample
                     << "; put <!-- example:" << kExample
                     << " --> on the line before the block";
}

INSTANTIATE_TEST_SUITE_P(Pages, ReadmeQuoteTest,
                         testing::Values("README.md", "client/README.md"),
                         [](const testing::TestParamInfo<const char*>& info) {
                           return info.index == 0 ? "OfTheProject"
                                                  : "OfTheClient";
                         });

}  // namespace
}  // namespace knead
