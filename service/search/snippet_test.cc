#include "service/search/snippet.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "knead/v1/search_words.pb.h"
#include "service/search/analysis.h"

namespace knead {
namespace {

v1::SearchWords Synonyms() {
  v1::SearchWords words;
  auto& set = *words.add_synonyms();
  set.add_phrases("blood clot");
  set.add_phrases("thrombosis");
  return words;
}

class SnippetTest : public testing::Test {
 protected:
  // The snippets, with what is highlighted in brackets.
  std::vector<std::string> Make(const std::vector<absl::string_view>& texts,
                                const SnippetWords& words) const {
    std::vector<std::string> shown;
    for (const auto& snippet :
         MakeSnippets(texts, words, analysis_, stemmer_)) {
      std::string text;
      size_t done = 0;
      for (const auto& highlight : snippet.highlights()) {
        absl::StrAppend(
            &text, snippet.text().substr(done, highlight.start() - done), "[",
            snippet.text().substr(highlight.start(),
                                  highlight.end() - highlight.start()),
            "]");
        done = highlight.end();
      }
      shown.push_back(absl::StrCat(text, snippet.text().substr(done)));
    }
    return shown;
  }

  const Analysis analysis_{"en", Synonyms()};
  const Xapian::Stem stemmer_ = analysis_.NewStemmer();
};

using Shown = std::vector<std::string>;

TEST_F(SnippetTest, HighlightsWordsInAllTheirForms) {
  EXPECT_EQ(Make({"Stretch, or do stretches."}, {{"stretch"}, ""}),
            (Shown{"[Stretch], or do [stretches]."}));
}

TEST_F(SnippetTest, HighlightsSynonymsAsAWhole) {
  const std::string term =
      analysis_.Units(analysis_.StemmedWords("thrombosis", stemmer_))[0].term;
  EXPECT_EQ(Make({"A blood clot, not blood."}, {{term}, ""}),
            (Shown{"A [blood clot], not blood."}));
}

TEST_F(SnippetTest, HighlightsBeginnings) {
  EXPECT_EQ(Make({"The patella and its path."}, {{}, "pate"}),
            (Shown{"The [patella] and its path."}));
}

TEST_F(SnippetTest, ThePlaceWithMostComesFirst) {
  EXPECT_EQ(Make({"Nothing.", "A calf.", "A red calf.", "Red."},
                 {{"red", "calf"}, ""}),
            (Shown{"A [red] [calf].", "A [calf]."}));
}

TEST_F(SnippetTest, CutsLongTextsAtWords) {
  std::string text;
  for (int i = 0; i < 60; ++i) absl::StrAppend(&text, "word ");
  const std::string long_text = absl::StrCat("Ä ", text, "knee ", text, "end.");
  const Shown shown = Make({long_text}, {{"knee"}, ""});
  ASSERT_EQ(shown.size(), 1);
  EXPECT_EQ(shown[0].substr(0, 7), "\u2026word");
  EXPECT_NE(shown[0].find("word [knee] word"), std::string::npos) << shown[0];
  EXPECT_EQ(shown[0].substr(shown[0].size() - 7), "word\u2026");
  EXPECT_LE(shown[0].size(), kSnippetBytes + 20);
}

TEST_F(SnippetTest, KeepsTheEndOfAText) {
  std::string text;
  for (int i = 0; i < 60; ++i) absl::StrAppend(&text, "word ");
  const Shown shown = Make({absl::StrCat(text, "knee.")}, {{"knee"}, ""});
  ASSERT_EQ(shown.size(), 1);
  EXPECT_EQ(shown[0].substr(shown[0].size() - 7), "[knee].");
}

TEST_F(SnippetTest, WhereNothingStandsThereIsNone) {
  EXPECT_EQ(Make({"A text.", ""}, {{"knee"}, ""}), Shown{});
}

}  // namespace
}  // namespace knead
