#include "service/extraction/phrasing.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace knead {
namespace {

using ::testing::HasSubstr;

// The parts in a form of their own: `<` kind text `>`, `?` for optional.
std::string Parts(const std::string& text) {
  const auto parts = ParsePhrasing(text);
  if (!parts.ok()) return std::string(parts.status().message());
  std::string out;
  for (const PhrasingPart& part : *parts) {
    absl::StrAppend(&out, part.gap ? "<gap>" : "<");
    for (const PhrasingChoice& choice : part.choices) {
      absl::StrAppend(&out, static_cast<int>(choice.kind), choice.text, "|");
    }
    absl::StrAppend(&out, part.gap ? "" : ">", part.optional ? "?" : "");
  }
  return out;
}

TEST(ParsePhrasingTest, ReadsEveryKindOfPart) {
  EXPECT_EQ(Parts("swell =ill $calf # #weeks"),
            "<0swell|><1ill|><2calf|><3|><3weeks|>");
  EXPECT_EQ(Parts("$calf ... [=is] $red|$hot"),
            "<2calf|><gap><1is|>?<2red|2hot|>");
}

TEST(ParsePhrasingTest, TellsWhatIsWrong) {
  EXPECT_THAT(Parts("can't"), HasSubstr("has `can't`, which is no word"));
  EXPECT_THAT(Parts("Knee"), HasSubstr("which is no word"));
  EXPECT_THAT(Parts("a  b"), HasSubstr("which is no word"));
  EXPECT_THAT(Parts(""), HasSubstr("which is no word"));
  EXPECT_THAT(Parts("[my knee"), HasSubstr("has a `[` without `]`"));
  EXPECT_THAT(Parts("... knee"), HasSubstr("begins or ends with `...`"));
  EXPECT_THAT(Parts("knee ..."), HasSubstr("begins or ends with `...`"));
  EXPECT_THAT(Parts("knee ... ... hot"), HasSubstr("`...` twice in a row"));
  EXPECT_THAT(Parts("knee [hot]"), HasSubstr("ends with an optional part"));
  EXPECT_THAT(Parts("a b c d e f g h i j k l m"), HasSubstr("has 13 parts"));
}

}  // namespace
}  // namespace knead
