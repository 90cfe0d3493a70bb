#include "service/search/analysis.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/search_words.pb.h"

namespace knead {
namespace {

v1::SearchWords SomeWords() {
  v1::SearchWords words;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
      R"pb(stop_words: "the"
           stop_words: "of"
           synonyms { phrases: "kneecap" phrases: "patella" }
           synonyms { phrases: "blood clot" phrases: "clot" phrases: "clots" }
           synonyms { phrases: "back of the knee" phrases: "knee pit" })pb",
      &words));
  return words;
}

class AnalysisTest : public testing::Test {
 protected:
  std::string Units(const std::string& text) const {
    return absl::StrJoin(
        analysis_.Units(analysis_.StemmedWords(text, stemmer_)), " ",
        [](std::string* out, const Unit& unit) { out->append(unit.term); });
  }

  const Analysis analysis_{"en-GB", SomeWords()};
  const Xapian::Stem stemmer_ = analysis_.NewStemmer();
};

TEST_F(AnalysisTest, WordsCountInAllTheirForms) {
  EXPECT_EQ(Units("Stretching"), Units("stretches"));
  EXPECT_EQ(Units("runner's"), Units("runners"));
}

TEST_F(AnalysisTest, SynonymsAreOneThing) {
  EXPECT_EQ(Units("patella"), Units("Kneecaps"));
  EXPECT_EQ(Units("patella")[0], kSynonymMark);
  EXPECT_EQ(Units("a knee pit"), Units("a back of the knee"));
}

TEST_F(AnalysisTest, TakesTheLongestPhrase) {
  EXPECT_EQ(Units("blood clot"), Units("clot"));
  EXPECT_EQ(Units("blood"), "blood");
}

TEST_F(AnalysisTest, LeavesStopWordsOutUnlessThereIsNothingElse) {
  EXPECT_EQ(Units("the tendon of the knee"), "tendon knee");
  EXPECT_EQ(Units("of the"), "of the");
}

TEST_F(AnalysisTest, FindsAllPhrasesAtAPlace) {
  const std::vector<StemmedWord> tokens =
      analysis_.StemmedWords("a clot", stemmer_);
  EXPECT_TRUE(analysis_.SynonymsAt(tokens, 0).empty());
  // `clot` and `clots` have one stem.
  EXPECT_EQ(analysis_.SynonymsAt(tokens, 1).size(), 1);
}

TEST(AnalysisLanguageTest, WithoutAStemmerWordsStayAsTheyAre) {
  const Analysis analysis("xx", {});
  const auto tokens = analysis.StemmedWords("knees", analysis.NewStemmer());
  ASSERT_EQ(tokens.size(), 1);
  EXPECT_EQ(tokens[0].stem, "knees");
}

}  // namespace
}  // namespace knead
