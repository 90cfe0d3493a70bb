#include "tools/content/text_outline.h"

#include <gtest/gtest.h>

#include <string>

#include "knead/v1/technique.pb.h"

namespace knead::content {
namespace {

constexpr char kText[] = R"(# A comment { with: "braces" }
name: "techniques/x"
aliases: ["one",
  "two"
  "and its second piece",
  "three"]
aliases: "four"
steps { text: "a" }
steps <
  text: "b"
  citations: [{ source: "s" },
    {
      section: "t"
    }]
>
hold {
  duration { min { seconds: -5 } max {} }
}
evidence_level: EVIDENCE_LEVEL_LOW; unknown { steps { text: "c" } }
)";

struct LineCase {
  const char* path;
  int line;
};

class LineTest : public testing::TestWithParam<LineCase> {};

TEST_P(LineTest, IsWhereTheFieldOrTheOneAroundItStands) {
  const TextOutline outline(kText, v1::Technique::descriptor());
  EXPECT_EQ(outline.LineOf(GetParam().path), GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    All, LineTest,
    testing::Values(LineCase{"name", 2}, LineCase{"aliases", 3},
                    LineCase{"aliases[0]", 3}, LineCase{"aliases[1]", 4},
                    LineCase{"aliases[2]", 6}, LineCase{"aliases[3]", 7},
                    LineCase{"aliases[4]", 3}, LineCase{"steps[0].text", 8},
                    LineCase{"steps[1]", 9}, LineCase{"steps[1].text", 10},
                    LineCase{"steps[1].citations[0]", 11},
                    LineCase{"steps[1].citations[0].section", 11},
                    LineCase{"steps[1].citations[1]", 12},
                    LineCase{"steps[1].citations[1].section", 13},
                    LineCase{"steps[1].citations[1].source", 12},
                    LineCase{"hold.duration.min.seconds", 17},
                    LineCase{"hold.duration.max.seconds", 17},
                    LineCase{"hold.where", 16}, LineCase{"evidence_level", 19},
                    LineCase{"unknown.steps.text", 19}, LineCase{"tools", 1},
                    LineCase{"", 1}));

TEST(TextOutlineTest, KnowsWhatWasWritten) {
  const TextOutline outline(kText, v1::Technique::descriptor());
  EXPECT_TRUE(outline.Has("hold.duration.max"));
  EXPECT_FALSE(outline.Has("hold.duration.max.seconds"));
  EXPECT_FALSE(outline.Has("steps[2]"));
}

TEST(TextOutlineTest, FindsThePathAtAPosition) {
  const TextOutline outline(kText, v1::Technique::descriptor());
  EXPECT_EQ(outline.PathAt(0, 5), "");
  EXPECT_EQ(outline.PathAt(1, 6), "name");
  EXPECT_EQ(outline.PathAt(3, 2), "aliases[1]");
  EXPECT_EQ(outline.PathAt(9, 8), "steps[1].text");
  EXPECT_EQ(outline.PathAt(1000, 0), "unknown.steps.text");
}

// Broken text ends somewhere, and what stands before the break is known.
TEST(TextOutlineTest, CopesWithBrokenText) {
  for (const char* text :
       {"name", "name:", "name: [", "name: [ }", "steps {",
        "steps { text: ", "steps [ { text: \"a\" >", "name: \"x", "} name: 1",
        "[[[", "a: - -", "steps: [ < ]", ": : {}"}) {
    SCOPED_TRACE(text);
    const TextOutline outline(std::string("summary: \"s\"\n") + text,
                              v1::Technique::descriptor());
    EXPECT_EQ(outline.LineOf("summary"), 1);
  }
}

TEST(PathTest, JoinsNamesAndIndexes) {
  EXPECT_EQ(FieldPath("", "name"), "name");
  EXPECT_EQ(FieldPath("steps[2]", "text"), "steps[2].text");
  EXPECT_EQ(ElementPath("", "steps", 0), "steps[0]");
  EXPECT_EQ(ElementPath("steps[2]", "citations", 1), "steps[2].citations[1]");
}

}  // namespace
}  // namespace knead::content
