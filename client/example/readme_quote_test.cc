// What the pages quote of the examples is what is compiled and tested.
#include <fstream>
#include <iterator>
#include <string>

#include "client/example/quote.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

// A page, and an example that it quotes.
struct Quoting {
  const char* page;
  const char* example;
  const char* name;
};

std::string ReadAll(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

class ReadmeQuoteTest : public testing::TestWithParam<Quoting> {};

TEST_P(ReadmeQuoteTest, QuotesTheExampleAsItIs) {
  const auto& [page, example, name] = GetParam();
  if (!std::ifstream(page).is_open()) GTEST_SKIP() << "there is no " << page;
  const auto quotes = FindQuotes(ReadAll(page));
  ASSERT_TRUE(quotes.ok()) << page << ": " << quotes.status();
  bool found = false;
  for (const Quote& quote : *quotes) {
    if (quote.path != example) continue;
    found = true;
    const auto region = QuotedRegion(ReadAll(example));
    ASSERT_TRUE(region.ok()) << example << ": " << region.status();
    EXPECT_EQ(quote.text, *region)
        << page << " quotes " << example
        << " wrongly; copy the lines between its marks";
  }
  EXPECT_TRUE(found) << page << " does not quote " << example
                     << "; put <!-- example:" << example
                     << " --> on the line before the block";
}

constexpr char kAssess[] = "client/example/assess.cc";
constexpr char kAssessMany[] = "client/example/assess_many.cc";
constexpr char kCoach[] = "client/example/coach.cc";

INSTANTIATE_TEST_SUITE_P(
    Pages, ReadmeQuoteTest,
    testing::Values(Quoting{"README.md", kAssess, "AssessInTheProjects"},
                    Quoting{"client/README.md", kAssess, "AssessInTheClients"},
                    Quoting{"client/README.md", kAssessMany,
                            "AssessManyInTheClients"},
                    Quoting{"client/README.md", kCoach, "CoachInTheClients"}),
    [](const testing::TestParamInfo<Quoting>& info) {
      return info.param.name;
    });

}  // namespace
}  // namespace knead
