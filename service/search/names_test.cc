#include "service/search/names.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "knead/v1/search_words.pb.h"
#include "service/search/analysis.h"

namespace knead {
namespace {

v1::SearchWords StopWords() {
  v1::SearchWords words;
  for (const char* word : {"and", "the", "of", "my", "is"}) {
    words.add_stop_words(word);
  }
  return words;
}

class NamesTest : public testing::Test {
 protected:
  std::vector<StemmedWord> StemmedWords(const std::string& text) const {
    return analysis_.StemmedWords(text, stemmer_);
  }
  std::string Key(const std::string& text) const {
    return NameKey(StemmedWords(text), analysis_.Units(StemmedWords(text)));
  }
  std::vector<NameMatch> Find(const std::string& query) const {
    return names_.Find(analysis_.Units(StemmedWords(query)));
  }
  bool NamesDanger(const std::string& query) const {
    for (const NameMatch& match : Find(query)) {
      if (match.danger) return true;
    }
    return false;
  }

  const Analysis analysis_{"en", StopWords()};
  const Xapian::Stem stemmer_ = analysis_.NewStemmer();
  NameTable names_;
};

TEST_F(NamesTest, AKeyHasNoOrder) {
  EXPECT_EQ(Key("swollen calf"), Key("calf, swollen"));
  EXPECT_NE(Key("swollen calf"), Key("swollen knee"));
}

TEST_F(NamesTest, NamesThatSayTooLittleHaveNone) {
  EXPECT_EQ(Key("is my the knee"), "");
  EXPECT_EQ(Key("one two three four five"), "");
  EXPECT_NE(Key("the knee"), "");
}

TEST_F(NamesTest, AnExactKeyHasAllWordsInOrder) {
  EXPECT_EQ(ExactKey(StemmedWords("The knees")), "the knee");
}

TEST_F(NamesTest, FindsWhatStandsNearEachOther) {
  names_.Add(Key("swollen calf"), true);
  EXPECT_TRUE(NamesDanger("calf swollen and red"));
  EXPECT_TRUE(NamesDanger("my calf is hot, red and swollen"));
  EXPECT_FALSE(NamesDanger("calf one two three swollen"));
  EXPECT_FALSE(NamesDanger("red calf"));
}

TEST_F(NamesTest, WhatIsPartOfALongerNameCountsWithIt) {
  names_.Add(Key("stiff"), true);
  names_.Add(Key("stiff hamstrings"), false);
  EXPECT_FALSE(NamesDanger("stiff hamstrings"));
  EXPECT_TRUE(NamesDanger("stiff knee"));
}

TEST_F(NamesTest, ANameOfADangerAndOfSomethingElseIsADanger) {
  names_.Add(Key("rash"), false);
  names_.Add(Key("rash"), true);
  names_.Add(Key("rash"), false);
  EXPECT_TRUE(NamesDanger("rash"));
}

TEST_F(NamesTest, TakesAnEmptyQueryAndALongOne) {
  names_.Add(Key("knee"), false);
  EXPECT_TRUE(Find("").empty());
  std::string text;
  for (size_t i = 0; i < 2 * kMaxQueryUnits; ++i) text += "knee ";
  EXPECT_EQ(Find(text).size() > 0, true);
}

}  // namespace
}  // namespace knead
