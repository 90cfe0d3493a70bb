#include "service/figure/render.h"

#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "service/errors/error_payload.h"
#include "service/figure/drawing.h"
#include "service/figure/lettering.h"
#include "service/figure/path_data.h"
#include "service/triage/engine.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

constexpr v1::Side kSides[] = {v1::SIDE_UNSPECIFIED, v1::SIDE_LEFT,
                               v1::SIDE_RIGHT};

const std::shared_ptr<const Catalog>& TheCatalog() {
  static const auto& catalog = *new std::shared_ptr<const Catalog>(
      *Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch()));
  return catalog;
}

const Atlas& TheAtlas() {
  static const auto& atlas =
      *new Atlas(*Atlas::Create(TheCatalog()->bundle().figure_atlas()));
  return atlas;
}

const TriageEngine& TheEngine() {
  static const auto& engine = *TriageEngine::Create(TheCatalog())->release();
  return engine;
}

absl::StatusOr<v1::Figure> Render(const std::string& name, v1::Side side,
                                  const v1::Assessment* assessment = nullptr) {
  v1::RenderFigureRequest request;
  request.set_name(name);
  request.set_side(side);
  return RenderFigure(*TheCatalog(), TheAtlas(), request, assessment);
}

v1::Figure RenderOrDie(const std::string& name, v1::Side side,
                       const v1::Assessment* assessment = nullptr) {
  auto figure = Render(name, side, assessment);
  EXPECT_TRUE(figure.ok()) << name << ": " << figure.status();
  return figure.ok() ? *std::move(figure) : v1::Figure();
}

// Everything of which there are figures.
std::vector<std::string> Names() {
  const v1::ContentBundle& bundle = TheCatalog()->bundle();
  std::vector<std::string> names;
  for (const auto& r : bundle.regions()) names.push_back(r.name());
  for (const auto& g : bundle.muscle_groups()) names.push_back(g.name());
  for (const auto& t : bundle.techniques()) names.push_back(t.name());
  return names;
}

// An assessment of someone who denies everything but what is listed.
v1::Assessment AssessWith(const std::vector<v1::Observation>& observations) {
  v1::AssessRequest request;
  std::set<std::string> stated;
  for (const v1::Observation& observation : observations) {
    *request.add_observations() = observation;
    stated.insert(observation.finding());
  }
  for (const v1::Finding& finding : TheCatalog()->bundle().findings()) {
    if (stated.count(finding.name()) > 0 || !finding.replaced_by().empty() ||
        finding.kind() == v1::FINDING_KIND_QUANTITY) {
      continue;
    }
    v1::Observation& observation = *request.add_observations();
    observation.set_finding(finding.name());
    observation.set_presence(v1::PRESENCE_ABSENT);
  }
  const std::map<std::string, double> values = {
      {"findings/age", 40},
      {"findings/pain-intensity", 2},
      {"findings/weeks-of-complaint", 1}};
  for (const auto& [finding, value] : values) {
    if (stated.count(finding) > 0 ||
        TheCatalog()->Find<v1::Finding>(finding) == nullptr) {
      continue;
    }
    v1::Observation& observation = *request.add_observations();
    observation.set_finding(finding);
    observation.set_value(value);
  }
  request.add_tools("tools/foam-roller");
  const auto assessment = TheEngine().Assess(request);
  EXPECT_TRUE(assessment.ok()) << assessment.status();
  return assessment.ok() ? *assessment : v1::Assessment();
}

v1::Observation Present(const std::string& finding, const std::string& region,
                        v1::Side side) {
  v1::Observation observation;
  observation.set_finding(finding);
  observation.set_presence(v1::PRESENCE_PRESENT);
  v1::BodySite& site = *observation.add_sites();
  site.set_region(region);
  site.set_side(side);
  return observation;
}

struct ParsedSvg {
  explicit ParsedSvg(const std::string& svg) {
    EXPECT_TRUE(document.load_string(svg.c_str())) << svg;
    Visit(document.document_element());
  }

  void Visit(pugi::xml_node node) {
    if (node.attribute("id")) ids.push_back(node.attribute("id").value());
    if (std::string(node.name()) == "text") {
      texts.push_back(node.child_value());
      EXPECT_EQ(node.attribute("font-size").as_double(), kLetterSize);
    }
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string value = attribute.value();
      if (absl::StrContains(value, "url(")) {
        references.push_back(value.substr(5, value.size() - 6));
      }
    }
    for (pugi::xml_node child : node.children()) Visit(child);
  }

  pugi::xml_document document;
  std::vector<std::string> ids;
  std::vector<std::string> texts;
  std::vector<std::string> references;
};

// Leaves a figure with the test's outputs, to look at it.
void Keep(const std::string& file, const v1::Figure& figure) {
  const char* folder = std::getenv("TEST_UNDECLARED_OUTPUTS_DIR");
  if (folder == nullptr) return;
  std::ofstream(absl::StrCat(folder, "/", file, ".svg")) << figure.svg();
}

TEST(RenderFigureTest, EverythingHasAFigureForEachLeg) {
  for (const std::string& name : Names()) {
    for (const v1::Side side : kSides) {
      SCOPED_TRACE(absl::StrCat(name, " ", side));
      const v1::Figure figure = RenderOrDie(name, side);
      const ParsedSvg svg(figure.svg());
      const std::set<std::string> ids(svg.ids.begin(), svg.ids.end());
      EXPECT_EQ(ids.size(), svg.ids.size()) << "an id stands twice";
      const std::string prefix =
          absl::StrCat(name.substr(name.find('/') + 1),
                       side == v1::SIDE_UNSPECIFIED
                           ? "-both-"
                           : (side == v1::SIDE_LEFT ? "-left-" : "-right-"));
      for (const std::string& id : ids) {
        EXPECT_TRUE(absl::StartsWith(id, prefix)) << id;
      }
      for (const std::string& id : svg.references) {
        EXPECT_EQ(ids.count(id), 1) << id;
      }
      const pugi::xml_node root = svg.document.document_element();
      EXPECT_STREQ(root.attribute("role").value(), "img");
      EXPECT_EQ(root.attribute("aria-labelledby").value(),
                absl::StrCat(prefix, "title ", prefix, "desc"));
      EXPECT_EQ(root.child_value("title"), figure.title());
      EXPECT_EQ(root.child_value("desc"), figure.description());
      for (const char* text : {"<script", "href", "<image", "<style", "onload",
                               "data-", "<foreignObject", "@import"}) {
        EXPECT_THAT(figure.svg(), Not(HasSubstr(text)));
      }
      EXPECT_THAT(absl::StrReplaceAll(figure.svg(),
                                      {{"\"http://www.w3.org/2000/svg\"", ""}}),
                  Not(HasSubstr("http")));
      EXPECT_GT(figure.views_size(), 0);
      EXPECT_THAT(figure.left_out(), IsEmpty());
      EXPECT_EQ(figure.content_revision(), TheCatalog()->revision());
      EXPECT_EQ(RenderOrDie(name, side).svg(), figure.svg());
      EXPECT_EQ(absl::StrContains(figure.svg(), "marker-end"),
                absl::StartsWith(name, "techniques/"));
      Keep(absl::StrCat(name.substr(0, name.find('/')), "-", prefix, "leg"),
           figure);
    }
  }
}

// Where a line of text stands; in a font that is as wide as any.
struct TextBox {
  std::string text;
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
};

std::vector<TextBox> TextBoxes(const ParsedSvg& svg) {
  std::vector<TextBox> boxes;
  for (const auto& found : svg.document.select_nodes("//text")) {
    const pugi::xml_node node = found.node();
    const std::string anchor = node.attribute("text-anchor").value();
    const double size = node.attribute("font-size").as_double();
    TextBox box;
    box.text = node.child_value();
    const double width = TextWidth(
        box.text, {size, "start", bool(node.attribute("font-weight"))});
    box.left =
        node.attribute("x").as_double() - (anchor == "end"      ? width
                                           : anchor == "middle" ? width / 2
                                                                : 0);
    box.right = box.left + width;
    box.top = node.attribute("y").as_double() - 0.8 * size;
    box.bottom = node.attribute("y").as_double() + 0.25 * size;
    boxes.push_back(box);
  }
  return boxes;
}

void ExpectTextsApartAndWithin(const v1::Figure& figure) {
  const ParsedSvg svg(figure.svg());
  const pugi::xml_node root = svg.document.document_element();
  const std::vector<TextBox> boxes = TextBoxes(svg);
  for (size_t i = 0; i < boxes.size(); ++i) {
    EXPECT_GE(boxes[i].left, 0) << boxes[i].text;
    EXPECT_LE(boxes[i].right, root.attribute("width").as_double())
        << boxes[i].text;
    EXPECT_GE(boxes[i].top, 0) << boxes[i].text;
    EXPECT_LE(boxes[i].bottom, root.attribute("height").as_double())
        << boxes[i].text;
    for (size_t j = 0; j < i; ++j) {
      EXPECT_TRUE(
          boxes[i].left >= boxes[j].right || boxes[j].left >= boxes[i].right ||
          boxes[i].top >= boxes[j].bottom || boxes[j].top >= boxes[i].bottom)
          << boxes[i].text << " overlaps " << boxes[j].text;
    }
  }
}

TEST(RenderFigureTest, EachHasTheWidthOfAPhone) {
  for (const std::string& name : Names()) {
    for (const v1::Side side : kSides) {
      const ParsedSvg svg(RenderOrDie(name, side).svg());
      EXPECT_EQ(svg.document.document_element().attribute("width").as_double(),
                360);
    }
  }
}

TEST(RenderFigureTest, TextsAreApartAndWithin) {
  const v1::Assessment not_allowed = *TheEngine().Assess(v1::AssessRequest());
  const v1::Assessment hurt = AssessWith(
      {Present("findings/broken-skin", "regions/calf", v1::SIDE_LEFT)});
  for (const v1::Assessment* assessment :
       {static_cast<const v1::Assessment*>(nullptr), &not_allowed, &hurt}) {
    for (const std::string& name : Names()) {
      for (const v1::Side side : kSides) {
        SCOPED_TRACE(absl::StrCat(name, " ", side));
        ExpectTextsApartAndWithin(RenderOrDie(name, side, assessment));
      }
    }
  }
}

// The paths of a part of a figure that are drawn with this attribute.
std::set<std::string> PathsWith(const v1::Figure& figure,
                                const std::string& attribute) {
  const ParsedSvg svg(figure.svg());
  std::set<std::string> paths;
  const std::string query = absl::StrCat("//g[@", attribute, "]/path");
  for (const auto& found : svg.document.select_nodes(query.c_str())) {
    paths.insert(found.node().attribute("d").value());
  }
  return paths;
}

std::set<std::string> Surfaces(v1::FigureView view, const std::string& region) {
  std::set<std::string> paths;
  for (const Drawing& drawing : TheAtlas().drawings()) {
    const auto found = drawing.regions.find(region);
    if (drawing.view != view || found == drawing.regions.end()) continue;
    for (const PathData& path : found->second) paths.insert(path.text);
  }
  return paths;
}

constexpr char kTint[] = "fill='#f2c48d'";
constexpr char kDashes[] = "stroke-dasharray";

// The roller begins below the hip, though it may touch it.
TEST(RenderFigureTest, HighlightsWhatTheStrokesGoInto) {
  const v1::Figure figure =
      RenderOrDie("techniques/outer-thigh-foam-roller", v1::SIDE_RIGHT);
  EXPECT_EQ(PathsWith(figure, kTint),
            Surfaces(v1::FIGURE_VIEW_OUTER, "regions/outer-thigh"));
  EXPECT_THAT(figure.description(),
              HasSubstr("Highlighted: outer side of the thigh."));
  EXPECT_EQ(
      PathsWith(RenderOrDie("techniques/kneecap-kneading", v1::SIDE_RIGHT),
                kTint)
          .size(),
      4);
}

TEST(RenderFigureTest, WhatIsMovedLooksOtherThanWhatIsPressed) {
  const v1::Figure figure =
      RenderOrDie("techniques/kneecap-mobilisation", v1::SIDE_LEFT);
  EXPECT_THAT(PathsWith(figure, kTint), IsEmpty());
  EXPECT_EQ(PathsWith(figure, kDashes),
            Surfaces(v1::FIGURE_VIEW_FRONT, "regions/kneecap"));
  EXPECT_THAT(figure.description(),
              HasSubstr("Dashed, moved and not pressed: kneecap and its rim."));
  EXPECT_THAT(ParsedSvg(figure.svg()).texts, Contains("moved, not pressed"));
  EXPECT_THAT(
      PathsWith(RenderOrDie("techniques/kneecap-kneading", v1::SIDE_LEFT),
                kDashes),
      IsEmpty());
}

// The groups of legs, by id behind the prefix, without their transforms.
std::vector<std::pair<std::string, std::string>> Legs(const v1::Figure& figure,
                                                      const char* side) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(figure.svg().c_str()));
  std::vector<std::pair<std::string, std::string>> legs;
  for (const auto& found : document.select_nodes("//g[@transform]")) {
    std::string paths;
    for (const auto& path : found.node().select_nodes(".//path")) {
      absl::StrAppend(&paths, path.node().attribute("d").value(), "\n");
    }
    EXPECT_THAT(std::string(found.node().attribute("id").value()),
                HasSubstr(side));
    legs.push_back({found.node().attribute("transform").value(), paths});
  }
  return legs;
}

TEST(RenderFigureTest, TheLeftLegIsTheMirrorImageOfTheRight) {
  for (const std::string& name : Names()) {
    const auto left = Legs(RenderOrDie(name, v1::SIDE_LEFT), "left");
    const auto right = Legs(RenderOrDie(name, v1::SIDE_RIGHT), "right");
    ASSERT_EQ(left.size(), right.size()) << name;
    ASSERT_FALSE(left.empty());
    for (size_t i = 0; i < left.size(); ++i) {
      EXPECT_EQ(left[i].second, right[i].second) << name;
      EXPECT_THAT(left[i].first, HasSubstr("scale(-"));
      EXPECT_THAT(right[i].first, Not(HasSubstr("scale(-")));
    }
  }
}

TEST(RenderFigureTest, LegsStandWhereTheViewerSeesThem) {
  const auto order = [](const std::string& name) {
    const ParsedSvg svg(RenderOrDie(name, v1::SIDE_UNSPECIFIED).svg());
    std::vector<std::string> legs;
    for (const std::string& text : svg.texts) {
      if (absl::EndsWith(text, " leg,")) legs.push_back(text);
    }
    return legs;
  };
  EXPECT_THAT(order("techniques/kneecap-kneading"),
              ElementsAre("Right leg,", "Left leg,"));
  EXPECT_THAT(order("techniques/calf-hands"),
              ElementsAre("Left leg,", "Right leg,"));
  EXPECT_THAT(
      order("techniques/quadriceps-hands"),
      ElementsAre("Right leg,", "Left leg,", "Right leg,", "Left leg,"));
  // So many views that each leg has a row.
  EXPECT_THAT(order("techniques/quadriceps-foam-roller"),
              ElementsAre("Right leg,", "Right leg,", "Right leg,", "Left leg,",
                          "Left leg,", "Left leg,"));
}

// The words at the viewer's left and right of a leg.
std::vector<std::string> SideMarks(const std::string& name, v1::Side side) {
  const ParsedSvg svg(RenderOrDie(name, side).svg());
  std::vector<std::string> marks;
  for (const std::string& text : svg.texts) {
    if (text == "outer" || text == "inner" || text == "front" ||
        text == "back") {
      marks.push_back(text);
    }
  }
  return marks;
}

TEST(RenderFigureTest, NamesWhatIsAtTheSides) {
  // Of the close-up as well.
  EXPECT_THAT(SideMarks("techniques/kneecap-kneading", v1::SIDE_RIGHT),
              ElementsAre("outer", "inner", "outer", "inner"));
  EXPECT_THAT(SideMarks("techniques/kneecap-kneading", v1::SIDE_LEFT),
              ElementsAre("inner", "outer", "inner", "outer"));
  EXPECT_THAT(SideMarks("techniques/calf-hands", v1::SIDE_RIGHT),
              ElementsAre("inner", "outer"));
  EXPECT_THAT(SideMarks("techniques/outer-thigh-foam-roller", v1::SIDE_RIGHT),
              ElementsAre("back", "front"));
  EXPECT_THAT(SideMarks("techniques/outer-thigh-foam-roller", v1::SIDE_LEFT),
              ElementsAre("front", "back"));
}

TEST(RenderFigureTest, SaysInWordsWhatIsToBeSeen) {
  const v1::Figure figure =
      RenderOrDie("techniques/calf-hands", v1::SIDE_RIGHT);
  EXPECT_EQ(figure.title(), "Calf with the hands, right leg");
  EXPECT_EQ(figure.description(),
            "Right leg, seen from behind. Highlighted: calf. The movement goes "
            "from the heel cord (Achilles tendon) to just below the knee.");
}

TEST(RenderFigureTest, HatchesTheSitesThatAreLeftOut) {
  const v1::Assessment assessment = AssessWith(
      {Present("findings/broken-skin", "regions/shin", v1::SIDE_LEFT)});
  ASSERT_TRUE(assessment.permission().permission() == v1::PERMISSION_ALLOWED ||
              assessment.permission().permission() ==
                  v1::PERMISSION_ALLOWED_WITH_LIMITS)
      << assessment.DebugString();
  const v1::Figure left =
      RenderOrDie("techniques/quadriceps-hands", v1::SIDE_LEFT, &assessment);
  ASSERT_EQ(left.left_out_size(), 1) << left.description();
  EXPECT_EQ(left.left_out(0).region(), "regions/shin");
  EXPECT_EQ(left.left_out(0).side(), v1::SIDE_LEFT);
  EXPECT_THAT(left.description(),
              HasSubstr("Hatched, to be left out: shin (left leg)."));
  EXPECT_THAT(ParsedSvg(left.svg()).texts, Contains("leave this out"));
  EXPECT_THAT(left.svg(), HasSubstr("marker-end"));
  Keep("assessed-shin-left", left);
  const v1::Figure right =
      RenderOrDie("techniques/quadriceps-hands", v1::SIDE_RIGHT, &assessment);
  EXPECT_THAT(right.left_out(), IsEmpty());
  EXPECT_EQ(right.svg(),
            RenderOrDie("techniques/quadriceps-hands", v1::SIDE_RIGHT).svg());
}

TEST(RenderFigureTest, DrawsNoStrokesOnALegOnWhichATechniqueIsWithheld) {
  const v1::Assessment assessment = AssessWith(
      {Present("findings/broken-skin", "regions/calf", v1::SIDE_LEFT)});
  const v1::Figure left =
      RenderOrDie("techniques/calf-hands", v1::SIDE_LEFT, &assessment);
  EXPECT_THAT(left.svg(), Not(HasSubstr("marker-end")));
  EXPECT_THAT(left.description(),
              HasSubstr("Not to be done on the left leg as things stand. "
                        "Hatched, to be left out: calf (left leg)."));
  const v1::Figure both =
      RenderOrDie("techniques/calf-hands", v1::SIDE_UNSPECIFIED, &assessment);
  EXPECT_THAT(both.svg(), HasSubstr("marker-end"));
  EXPECT_THAT(both.description(), HasSubstr("Highlighted: calf (right leg)."));
  EXPECT_THAT(both.description(),
              HasSubstr("Hatched, to be left out: calf (left leg)."));
  Keep("assessed-calf-both", both);
}

// The person has a roller, and no ball or stick.
TEST(RenderFigureTest, AToolThatIsNotAtHandIsNoReasonToHatch) {
  v1::Assessment assessment = AssessWith({});
  bool needs_a_tool = false;
  for (v1::Exclusion& exclusion : *assessment.mutable_exclusions()) {
    needs_a_tool |= exclusion.technique() == "techniques/calf-hands";
  }
  ASSERT_FALSE(needs_a_tool);
  v1::Exclusion& exclusion = *assessment.add_exclusions();
  exclusion.set_technique("techniques/calf-hands");
  exclusion.add_sides(v1::SIDE_LEFT);
  exclusion.add_sides(v1::SIDE_RIGHT);
  v1::ExclusionReason& reason = *exclusion.add_reasons();
  reason.set_kind(v1::EXCLUSION_REASON_KIND_TOOL_NOT_AT_HAND);
  reason.add_sides(v1::SIDE_LEFT);
  reason.add_sides(v1::SIDE_RIGHT);
  reason.set_text("needs a tool not at hand: hands");
  const v1::Figure figure =
      RenderOrDie("techniques/calf-hands", v1::SIDE_UNSPECIFIED, &assessment);
  EXPECT_THAT(figure.left_out(), IsEmpty());
  EXPECT_THAT(figure.svg(), HasSubstr("marker-end"));
  EXPECT_THAT(figure.description(),
              HasSubstr("Needs a tool not at hand: hands."));
}

TEST(RenderFigureTest, HatchesTheTargetWhenMassageIsNotAllowed) {
  const v1::Assessment assessment = *TheEngine().Assess(v1::AssessRequest());
  ASSERT_EQ(assessment.permission().permission(), v1::PERMISSION_ASK_FIRST);
  const v1::Figure figure = RenderOrDie("techniques/kneecap-kneading",
                                        v1::SIDE_UNSPECIFIED, &assessment);
  EXPECT_THAT(figure.svg(), Not(HasSubstr("marker-end")));
  EXPECT_THAT(figure.description(), HasSubstr("No massage as things stand."));
  EXPECT_THAT(figure.description(), HasSubstr("kneecap and its rim (both "));
  EXPECT_EQ(figure.left_out_size(), 8);
  Keep("assessed-not-allowed", figure);
  const v1::Figure region =
      RenderOrDie("regions/calf", v1::SIDE_RIGHT, &assessment);
  ASSERT_EQ(region.left_out_size(), 1);
  EXPECT_EQ(region.left_out(0).region(), "regions/calf");
}

// Effects without sites and regions, which the content need not have.
TEST(RenderFigureTest, ARegionalEffectWithoutSitesHoldsOnBothLegs) {
  const struct {
    std::vector<std::string> regions;
    std::vector<std::pair<std::string, v1::Side>> sites;
    std::vector<std::string> left_out;
  } cases[] = {
      {{}, {{"regions/shin", v1::SIDE_LEFT}}, {"regions/shin 1"}},
      {{"regions/calf"}, {}, {"regions/calf 1", "regions/calf 2"}},
      {{"regions/calf"},
       {{"regions/shin", v1::SIDE_RIGHT}},
       {"regions/calf 2"}},
      {{},
       {},
       {"regions/calf 1", "regions/shin 2", "regions/kneecap 1",
        "regions/front-thigh 2"}},
  };
  for (const auto& test : cases) {
    v1::Assessment assessment;
    assessment.mutable_permission()->set_permission(v1::PERMISSION_ALLOWED);
    auto& fired = *assessment.add_fired_contraindications();
    for (const auto& [region, side] : test.sites) {
      v1::BodySite& site = *fired.add_sites();
      site.set_region(region);
      site.set_side(side);
    }
    v1::Effect& gentle = *fired.add_effects();
    gentle.set_kind(v1::EFFECT_KIND_GENTLE_ONLY);
    gentle.add_regions("regions/inner-thigh");
    v1::Effect& effect = *fired.add_effects();
    effect.set_kind(v1::EFFECT_KIND_NO_DIRECT_PRESSURE);
    for (const std::string& region : test.regions) effect.add_regions(region);
    const v1::Figure figure = RenderOrDie("techniques/kneecap-kneading",
                                          v1::SIDE_UNSPECIFIED, &assessment);
    std::vector<std::string> left_out;
    for (const v1::BodySite& site : figure.left_out()) {
      left_out.push_back(absl::StrCat(site.region(), " ", site.side()));
    }
    EXPECT_THAT(left_out, IsSupersetOf(test.left_out));
    if (!test.regions.empty() || !test.sites.empty()) {
      EXPECT_EQ(left_out.size(), test.left_out.size());
    }
  }
}

TEST(RenderFigureTest, NamesTheFieldThatIsAtFault) {
  const struct {
    std::string name;
    int side;
    absl::StatusCode code;
    std::string reason;
    std::string field;
  } cases[] = {
      {"", 0, absl::StatusCode::kInvalidArgument, "MISSING_FIELD", "name"},
      {"calf", 0, absl::StatusCode::kInvalidArgument, "INVALID_RESOURCE_NAME",
       "name"},
      {"tools/hands", 0, absl::StatusCode::kInvalidArgument,
       "INVALID_RESOURCE_NAME", "name"},
      {"regions/Calf", 0, absl::StatusCode::kInvalidArgument,
       "INVALID_RESOURCE_NAME", "name"},
      {"regions/tail", 0, absl::StatusCode::kNotFound, "RESOURCE_NOT_FOUND",
       "name"},
      {"regions/calf", 7, absl::StatusCode::kInvalidArgument,
       "INVALID_ENUM_VALUE", "side"},
  };
  for (const auto& test : cases) {
    SCOPED_TRACE(test.name);
    const auto figure = Render(test.name, static_cast<v1::Side>(test.side));
    EXPECT_EQ(figure.status().code(), test.code) << figure.status();
    const auto info = ErrorPayload<google::rpc::ErrorInfo>(figure.status());
    EXPECT_THAT(info.reason(), HasSubstr(test.reason));
    const auto bad = ErrorPayload<google::rpc::BadRequest>(figure.status());
    if (test.code == absl::StatusCode::kInvalidArgument) {
      ASSERT_EQ(bad.field_violations_size(), 1);
      EXPECT_EQ(bad.field_violations(0).field(), test.field);
    }
  }
}

TEST(RenderFigureTest, WithoutADrawingThereIsNoFigure) {
  v1::RenderFigureRequest request;
  request.set_name("regions/calf");
  const auto figure =
      RenderFigure(*TheCatalog(), *Atlas::Create({}), request, nullptr);
  EXPECT_EQ(figure.status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace knead
