#include "client/cli/text/text_page.h"

#include <sstream>

#include "gtest/gtest.h"

namespace knead::cli {
namespace {

class TextPageTest : public testing::Test {
 protected:
  std::ostringstream out_;
  TextPage page_{out_, {24, false}};
};

TEST_F(TextPageTest, ParagraphIsWrapped) {
  page_.Paragraph("Sit down and let the leg go soft.");
  EXPECT_EQ(out_.str(), "Sit down and let the leg\ngo soft.\n");
}

TEST_F(TextPageTest, EmptyTextWritesNothing) {
  page_.Paragraph("");
  page_.Bullet("");
  page_.Labelled("Why", "");
  page_.Heading("");
  page_.Verbatim("");
  EXPECT_EQ(out_.str(), "");
}

TEST_F(TextPageTest, GapsAreSingleAndNeverAtTheTop) {
  page_.Gap();
  page_.Paragraph("a");
  page_.Gap();
  page_.Gap();
  page_.Paragraph("b");
  page_.Gap();
  EXPECT_EQ(out_.str(), "a\n\nb\n");
}

TEST_F(TextPageTest, HeadingIsUnderlinedAsFarAsItsWidestLine) {
  page_.Paragraph("a");
  page_.Heading("Knie – 膝");
  page_.Paragraph("b");
  EXPECT_EQ(out_.str(), "a\n\nKnie – 膝\n---------\nb\n");
}

TEST_F(TextPageTest, LongHeadingIsWrapped) {
  page_.Heading("When not to use this technique");
  EXPECT_EQ(out_.str(),
            "When not to use this\ntechnique\n--------------------\n");
}

TEST_F(TextPageTest, PartsAreHeadedInOneLineAndPicturesLeftOut) {
  page_.Paragraph("a");
  page_.Subheading("With the hands");
  page_.Picture("<svg/>");
  page_.Paragraph("b");
  EXPECT_EQ(out_.str(), "a\n\nWith the hands\nb\n");
}

TEST_F(TextPageTest, ListsHang) {
  page_.Bullet("Stroke slowly up the thigh.");
  page_.Numbered(10, "Stroke slowly up the thigh.");
  page_.Choice("2", "Stroke slowly up the thigh.");
  EXPECT_EQ(out_.str(),
            "- Stroke slowly up the\n"
            "  thigh.\n"
            "10. Stroke slowly up the\n"
            "    thigh.\n"
            "  2  Stroke slowly up\n"
            "     the thigh.\n");
}

TEST_F(TextPageTest, LabelledTextHangsUnderItsLabel) {
  page_.Labelled("Why", "It may loosen the muscle.");
  page_.Labelled("To make it much milder", "Press less.");
  EXPECT_EQ(out_.str(),
            "Why: It may loosen the\n"
            "  muscle.\n"
            "To make it much milder:\n"
            "  Press less.\n");
}

TEST_F(TextPageTest, IndentationEnds) {
  {
    auto outer = page_.Indented();
    page_.Paragraph("Sit down and let the leg go.");
    auto inner = page_.Indented(3);
    page_.Bullet("a");
  }
  page_.Paragraph("b");
  EXPECT_EQ(out_.str(), "  Sit down and let the\n  leg go.\n     - a\nb\n");
}

TEST_F(TextPageTest, DeepIndentationLeavesRoomForText) {
  auto deep = page_.Indented(20);
  page_.Paragraph("sit down and go");
  EXPECT_EQ(out_.str(), std::string(20, ' ') + "sit down and go\n");
}

TEST_F(TextPageTest, VerbatimLinesAreNotWrappedButMadePrintable) {
  page_.Verbatim("knead techniques quadriceps-hands\x1b[1m");
  EXPECT_EQ(out_.str(), "knead techniques quadriceps-hands\uFFFD[1m\n");
}

TEST_F(TextPageTest, NothingThatItIsGivenSteersTheTerminal) {
  page_.Heading("\x1b[31mA");
  page_.Labelled("\x1b]0;x\x07", "\x1b[2J");
  page_.Typed("\x1b[2J");
  EXPECT_EQ(out_.str().find('\x1b'), std::string::npos);
  EXPECT_EQ(out_.str().find('\x07'), std::string::npos);
}

TEST_F(TextPageTest, PromptAndWhatWasTypedShareALine) {
  page_.Paragraph("Where?");
  page_.Gap();
  page_.Prompt();
  page_.Typed("1 3");
  page_.Paragraph("b");
  EXPECT_EQ(out_.str(), "Where?\n\n> 1 3\nb\n");
}

TEST(PageColourTest, ColoursEachLineByItself) {
  std::ostringstream out;
  TextPage page(out, {20, true});
  page.Paragraph("Do not massage at all now.", Tone::kDanger);
  page.Labelled("Why", "It may.");
  EXPECT_EQ(out.str(),
            "\x1b[1;31mDo not massage at\x1b[0m\n"
            "\x1b[1;31mall now.\x1b[0m\n"
            "\x1b[1mWhy:\x1b[0m It may.\n");
}

}  // namespace
}  // namespace knead::cli
