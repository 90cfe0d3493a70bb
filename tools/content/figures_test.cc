#include "tools/content/figures.h"

#include <gtest/gtest.h>

#include "tools/content/testing/fault_case.h"

namespace knead::content {
namespace {

class FiguresTest : public testing::TestWithParam<FaultCase> {};

TEST_P(FiguresTest, Tells) { ExpectFaults(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    All, FiguresTest,
    testing::Values(
        FaultCase{
            "MissingView",
            {{"figures/inner.svg", "", ""}},
            {"figures/inner.svg:1: (file): is missing; draw the right leg "
             "from this side"}},
        FaultCase{
            "OtherFile",
            {{"figures/top.svg", "", "<svg/>"}},
            {"figures/top.svg:1: (file): is none of the drawings; there "
             "are figures/front.svg, figures/back.svg, figures/outer.svg, "
             "figures/inner.svg, so move or remove it"}},
        FaultCase{
            "FaultyDrawing",
            {{"figures/back.svg", "M100 570 L100 370", "M100 570 Z"}},
            {"figures/back.svg:5: (file): d: a stroke is one open line "
             "from its start to its end; give every stroke its own path"}},
        FaultCase{"UnknownRegion",
                  {{"figures/front.svg", "</svg>",
                    "<path data-region=\"regions/tail\" d=\"M1 1 L2 2 Z\"/>"
                    "</svg>"}},
                  {"figures/front.svg:5: (file): there is no `regions/tail`; "
                   "write the name of one of the regions"}},
        FaultCase{"TechniqueAsRegion",
                  {{"figures/front.svg", "</svg>",
                    "<path data-region=\"techniques/calf-hands\" d=\"M1 1 L2 2 "
                    "Z\"/></svg>"}},
                  {"figures/front.svg:5: (file): there is no "
                   "`techniques/calf-hands`; write the name of one of the "
                   "regions"}},
        FaultCase{"RegionNotDrawn",
                  {{"figures/front.svg", "data-region=\"regions/thigh\"",
                    "data-part=\"detail\""}},
                  {"regions/thigh.textproto:4: name: is to be seen in no "
                   "drawing; draw it with data-region=\"regions/thigh\" in one "
                   "of figures/front.svg, figures/back.svg, figures/outer.svg, "
                   "figures/inner.svg"}},
        FaultCase{
            "TechniqueNotDrawn",
            {{"figures/back.svg", "data-technique=\"techniques/calf-hands\"",
              "data-part=\"detail\""}},
            {"techniques/calf-hands.textproto:4: name: is to be seen in "
             "no drawing; draw it with "
             "data-technique=\"techniques/calf-hands\" in one of "
             "figures/front.svg, figures/back.svg, figures/outer.svg, "
             "figures/inner.svg"}}),
    FaultCaseName);

}  // namespace
}  // namespace knead::content
