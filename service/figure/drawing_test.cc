#include "service/figure/drawing.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "service/figure/atlas.h"

namespace knead {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kDrawing[] =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 640">
  <title>Leg</title>
  <!-- A leg. -->
  <g fill="none">
    <path data-part="outline" d="M10 10 L90 10 L90 600 Z"/>
    <path data-part="detail" d="M20 20 L30 30"/>
    <path data-region="regions/calf" d="M20 20 L30 30 L20 30 Z"/>
    <path data-region="regions/calf" d="M40 20 L50 30 L40 30 Z"/>
    <path data-technique="techniques/rub" d="M20 90 C20 80 20 70 20 60"/>
  </g>
</svg>
)";

TEST(ReadDrawingTest, TakesADrawingApart) {
  std::vector<DrawingFault> faults;
  const Drawing drawing = ReadDrawing(v1::FIGURE_VIEW_BACK, kDrawing, &faults);
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(drawing.view, v1::FIGURE_VIEW_BACK);
  EXPECT_EQ(drawing.outline.text, "M10 10 L90 10 L90 600 Z");
  EXPECT_EQ(drawing.details.size(), 1);
  EXPECT_EQ(drawing.regions.at("regions/calf").size(), 2);
  EXPECT_EQ(drawing.strokes.at("techniques/rub").size(), 1);
}

TEST(ReadDrawingTest, NamesLineAndRemedy) {
  const struct {
    const char* from;
    const char* to;
    int line;
    const char* text;
  } cases[] = {
      {"</svg>", "", 11, "is no well-formed XML"},
      {"<title>Leg</title>", "<script/>", 2, "no element `script`"},
      {"<title>Leg</title>", "<image/>", 2, "no element `image`"},
      {"<title>Leg</title>", "<svg/>", 2, "no element `svg`"},
      {"<title>Leg</title>", "text", 1, "something beside elements"},
      {"<title>Leg</title>", "<?php ?>", 2, "something beside elements"},
      {"<title>Leg</title>", "<title onload=\"x\"/>", 2, "no attribute"},
      {"fill=\"none\"", "style=\"x\"", 4, "no attribute `style`"},
      {"fill=\"none\"", "fill=\"url(#x)\"", 4, "refers to something"},
      {"Leg", "\xc3\xa9", 2, "not ASCII"},
      {"0 0 200 640", "0 0 1 1", 1, "viewBox must be \"0 0 200 640\""},
      {"http://www.w3.org/2000/svg", "x", 1, "must be one svg element"},
      {"data-part=\"outline\"", "data-part=\"detail\"", 1, "draw one"},
      {"data-part=\"detail\"", "data-part=\"outline\"", 6, "is open"},
      {"data-part=\"detail\"", "data-part=\"x\"", 6, "there is no part `x`"},
      {"data-part=\"detail\"", "", 6, "has 0"},
      {"data-part=\"detail\"", "data-part=\"detail\" data-region=\"r\"", 6,
       "has 2"},
      {"L30 30 L20 30 Z", "L30 30 L20 30", 7, "end every line of it with Z"},
      {"20 60\"", "20 60 Z\"", 9, "one open line"},
      {"M20 90", "M1 1 L2 2 M20 90", 9, "one open line"},
      {"M20 90", "M201 90", 9, "leaves the viewBox"},
      {"M20 90", "M-1 90", 9, "leaves the viewBox"},
      {"M20 90", "M20 641", 9, "leaves the viewBox"},
      {"M20 90", "m20 90", 9, "`m` is no command"},
  };
  for (const auto& test : cases) {
    const std::string svg =
        absl::StrReplaceAll(kDrawing, {{test.from, test.to}});
    std::vector<DrawingFault> faults;
    ReadDrawing(v1::FIGURE_VIEW_FRONT, svg, &faults);
    ASSERT_FALSE(faults.empty()) << test.text;
    bool told = false;
    std::string all;
    for (const DrawingFault& fault : faults) {
      absl::StrAppend(&all, fault.line, ": ", fault.text, "\n");
      told |= fault.line == test.line &&
              fault.text.find(test.text) != std::string::npos;
    }
    EXPECT_TRUE(told) << test.line << ": " << test.text << "\n" << all;
  }
}

TEST(ReadDrawingTest, RefusesWhatIsTooLarge) {
  std::vector<DrawingFault> faults;
  ReadDrawing(v1::FIGURE_VIEW_FRONT, std::string(kMaxDrawingBytes + 1, ' '),
              &faults);
  ASSERT_EQ(faults.size(), 1);
  EXPECT_THAT(faults[0].text, HasSubstr("bytes"));
}

void Add(v1::FigureView view, const std::string& svg, v1::FigureAtlas* atlas) {
  v1::FigureDrawing& drawing = *atlas->add_drawings();
  drawing.set_view(view);
  drawing.set_svg(svg);
}

TEST(AtlasTest, HoldsDrawingsInTheOrderOfTheViews) {
  v1::FigureAtlas message;
  Add(v1::FIGURE_VIEW_INNER, kDrawing, &message);
  Add(v1::FIGURE_VIEW_FRONT, kDrawing, &message);
  const auto atlas = Atlas::Create(message);
  ASSERT_TRUE(atlas.ok()) << atlas.status();
  std::vector<v1::FigureView> views;
  for (const Drawing& drawing : atlas->drawings()) {
    views.push_back(drawing.view);
  }
  EXPECT_THAT(views, ElementsAre(v1::FIGURE_VIEW_FRONT, v1::FIGURE_VIEW_INNER));
  EXPECT_TRUE(Atlas::Create(v1::FigureAtlas()).ok());
}

TEST(AtlasTest, NamesEveryFault) {
  v1::FigureAtlas message;
  Add(v1::FIGURE_VIEW_FRONT, "<svg/>", &message);
  Add(v1::FIGURE_VIEW_BACK, kDrawing, &message);
  Add(v1::FIGURE_VIEW_BACK, kDrawing, &message);
  Add(v1::FIGURE_VIEW_UNSPECIFIED, kDrawing, &message);
  const auto atlas = Atlas::Create(message);
  EXPECT_EQ(atlas.status().code(), absl::StatusCode::kFailedPrecondition);
  const std::string text(atlas.status().message());
  EXPECT_THAT(text, HasSubstr("FIGURE_VIEW_FRONT:1: must be one svg"));
  EXPECT_THAT(text, HasSubstr("FIGURE_VIEW_BACK is given twice"));
  EXPECT_THAT(text, HasSubstr("has no view"));
}

}  // namespace
}  // namespace knead
