#include "tools/content/lexicon.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

constexpr char kFile[] = "lexicon/words.textproto";

// A lexicon of the valid content without faults.
constexpr char kValid[] = R"(# proto-file: knead/v1/lexicon.proto
# proto-message: knead.v1.Lexicon
classes { id: "knee" words: "knee" regions: "regions/thigh" body_part: true }
classes { id: "hot" words: ["hot", "$warm"] }
classes { id: "warm" words: "=warm" }
findings { finding: "findings/age" tense: FINDING_TENSE_NOW phrasings: "im #years" }
findings { finding: "findings/blood-thinners" tense: FINDING_TENSE_NOW phrasings: "warfarin" }
findings { finding: "findings/broken-skin" tense: FINDING_TENSE_NOW phrasings: "cut" }
findings { finding: "findings/days-since-injury" tense: FINDING_TENSE_RECENT recent_days: 42 phrasings: "fell ... #time ago" }
findings { finding: "findings/fever" tense: FINDING_TENSE_NOW phrasings: "fever" hints: "sweats" }
findings { finding: "findings/hot-knee" tense: FINDING_TENSE_NOW phrasings: "$knee ... $hot" }
findings { finding: "findings/injury" tense: FINDING_TENSE_EVER phrasings: "fell" }
findings { finding: "findings/tight-calf" tense: FINDING_TENSE_NOW phrasings: "tight calf" }
cues { kind: CUE_KIND_NEGATION words: ["no", "no $hot"] }
numbers { word: "few" min: 3 max: 5 }
units { unit: "days" measures: "time" size: 1 words: "days" }
units { unit: "years" measures: "time" size: 365 words: ["year", "years"] }
ordinary_words: "stuff"
)";

// The valid content with kValid, in which `from` became `to`.
FaultCase Changed(std::string name, const std::string& from,
                  const std::string& to, std::vector<std::string> faults) {
  EXPECT_NE(std::string(kValid).find(from), std::string::npos) << name;
  for (std::string& fault : faults) {
    if (fault.front() == ':') fault = absl::StrCat(kFile, fault);
  }
  return {std::move(name),
          {{kFile, "", absl::StrReplaceAll(kValid, {{from, to}})}},
          std::move(faults)};
}

std::vector<FaultCase> Cases() {
  return {
      {"None", {}, {}},
      {"Valid", {{kFile, "", kValid}}, {}},
      Changed("UnknownFinding", "findings/fever\"", "findings/fevr\"",
              {"findings/fever.textproto:4: name: has no phrasing in lexicon/, "
               "so that nobody who writes of it is understood; add some",
               ":10: findings[4].finding: there is no `findings/fevr` here; "
               "write `findings/fever`"}),
      Changed("WithoutPhrasing", "phrasings: \"cut\"", "hints: \"cut\"",
              {"findings/broken-skin.textproto:4: name: has no phrasing in "
               "lexicon/, so that nobody who writes of it is understood; add "
               "some"}),
      Changed("UnknownClass", "$knee ... $hot", "$nee ... $hot",
              {":11: findings[5].phrasings[0]: there is no class `nee`; write "
               "`$knee`"}),
      Changed("UnknownClassOfAClass", "\"$warm\"", "\"$cold\"",
              {":4: classes[1].words[1]: there is no class `cold`; add it to a "
               "file of lexicon/"}),
      Changed("UnknownClassOfACue", "no $hot", "no $cold",
              {":14: cues[0].words[1]: there is no class `cold`; add it to a "
               "file of lexicon/"}),
      Changed("ClassTakesInItself", "\"=warm\"", "\"$hot\"",
              {":4: classes[1].words: takes in itself; leave that class out",
               ":5: classes[2].words: takes in itself; leave that class out"}),
      Changed("ClassAmongWords", "\"=warm\"", "\"very $hot\"",
              {":5: classes[2].words[0]: has a class among words; give "
               "`$class` an element of its own"}),
      Changed("PlaceOfWhatIsNoPart", " body_part: true", "",
              {":3: classes[0].regions: is set, but the class is no part of "
               "the body; set body_part"}),
      Changed("NoWord", "\"warfarin\"", "\"Warfarin\"",
              {":7: findings[1].phrasings[0]: has `Warfarin`, which is no "
               "word; write lower case without apostrophes or hyphens, "
               "`$class`, `=word`, `#unit`, `[optional]` or `...`, with blanks "
               "between"}),
      Changed("NoWordOfACue", "[\"no\",", "[\"don't\",",
              {":14: cues[0].words[0]: has `don't`; write lower-case words "
               "without apostrophes and hyphens, with one blank between"}),
      Changed("OfTwoFindings", "hints: \"sweats\"", "hints: \"falling\"", {}),
      Changed("TheSameWords", "hints: \"sweats\"", "hints: \"cuts\"",
              {":10: findings[4].hints[0]: `cuts` also belongs to "
               "`findings/broken-skin`; choose another, or name that in "
               "shares_with"}),
      Changed("TheSameWordsOnPurpose", "hints: \"sweats\"",
              "hints: \"cuts\" shares_with: \"findings/broken-skin\"", {}),
      Changed("QuantityWithoutNumber", "\"im #years\"", "\"old\"",
              {":6: findings[0].phrasings[0]: has no number, but the finding "
               "is a quantity; add `#`"}),
      Changed("UnknownUnit", "#time", "#moons",
              {":9: findings[3].phrasings[0]: there is no unit `moons`; add "
               "it to units, or write `#`"}),
      Changed("RecentWithoutDays", " recent_days: 42", "",
              {":9: findings[3].recent_days: is not set, but the tense is "
               "RECENT; say after how many days it is over"}),
      Changed("DaysWithoutRecent", "FINDING_TENSE_EVER",
              "FINDING_TENSE_EVER recent_days: 3",
              {":12: findings[6].recent_days: is set, but the tense is not "
               "RECENT; remove it"}),
      Changed("NumberUpsideDown", "min: 3 max: 5", "min: 5 max: 3",
              {":15: numbers[0].max: is 3, min is 5; max must not be below"}),
      Changed("UnitOfNothing", "size: 365", "size: 0",
              {":17: units[1].size: is 0; it must be above 0"}),
      {"ClassInTwoFiles",
       {{kFile, "", kValid},
        {"lexicon/more.textproto", "",
         "# proto-file: knead/v1/lexicon.proto\n"
         "# proto-message: knead.v1.Lexicon\n"
         "classes { id: \"knee\" words: \"patella\" }\n"}},
       {"lexicon/words.textproto:3: classes[0].id: `knee` is already in "
        "lexicon/more.textproto; put both together"}},
      {"UnknownField",
       {{kFile, "", absl::StrCat(kValid, "classes { ident: \"a\" }\n")}},
       {"lexicon/words.textproto:19: classes[3].id: is required and empty; "
        "write it",
        "lexicon/words.textproto:19: classes[3].ident: knead.v1.WordClass has "
        "no field `ident`; it has id, words, regions, body_part, usual_topic, "
        "joins",
        "lexicon/words.textproto:19: classes[3].words: is required and empty; "
        "give at least one"}},
  };
}

using LexiconTest = testing::TestWithParam<FaultCase>;

TEST_P(LexiconTest, TellsEveryFaultAndNoOther) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(All, LexiconTest, testing::ValuesIn(Cases()),
                         FaultCaseName);

}  // namespace
}  // namespace knead::content
