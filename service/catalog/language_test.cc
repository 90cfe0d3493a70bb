#include "service/catalog/language.h"

#include <string>

#include "gtest/gtest.h"

namespace knead {
namespace {

TEST(LanguageTest, TakesWellFormedTagsAlone) {
  for (const char* tag : {"", "en", "de-CH", "zh-Hant-TW", "sr-Latn"}) {
    EXPECT_TRUE(CheckLanguageCode(tag).ok()) << tag;
  }
  const std::string long_tag = "en-" + std::string(62, 'a');
  for (const std::string tag :
       {"e", "en_GB", "en-", "-en", "12", "en-abcdefghi", "en GB"}) {
    EXPECT_EQ(CheckLanguageCode(tag).code(), absl::StatusCode::kInvalidArgument)
        << tag;
  }
  EXPECT_FALSE(CheckLanguageCode(long_tag).ok());
}

TEST(LanguageTest, KnowsTheLanguageOfATag) {
  EXPECT_EQ(PrimaryLanguage("zh-Hant-TW"), "zh");
  EXPECT_EQ(PrimaryLanguage("en"), "en");
  EXPECT_EQ(PrimaryLanguage(""), "");
}

}  // namespace
}  // namespace knead
