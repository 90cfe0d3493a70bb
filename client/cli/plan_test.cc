#include "client/cli/plan.h"

#include <memory>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/golden.h"
#include "client/cli/testing/run_command.h"
#include "client/cli/testing/sample_session.h"
#include "client/cli/text/unicode.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/figure.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

using Args = std::vector<std::string>;

// A picture as the service gives it, so far as it matters here.
v1::Figure PictureOf(const v1::RenderFigureRequest& request) {
  const std::string id =
      absl::StrCat(request.name().substr(request.name().find('/') + 1),
                   request.side() == v1::SIDE_LEFT ? "-left" : "-right");
  v1::Figure figure;
  figure.set_svg(
      absl::StrCat("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                   "aria-labelledby=\"",
                   id, "-title\">\n <title id=\"", id, "-title\">Picture of ",
                   id, "</title>\n <path d=\"M0 0\" />\n</svg>\n"));
  return figure;
}

class PlanTest : public testing::Test {
 protected:
  PlanTest() {
    fake_->plan_session = [this](const v1::PlanSessionRequest& request) {
      request_ = request;
      return response_;
    };
    fake_->render_figure = [this](const v1::RenderFigureRequest& request) {
      figures_.push_back(request);
      return PictureOf(request);
    };
  }

  CommandResult Plan(Args args) {
    args.insert(args.begin(), "plan");
    return RunCommand(args, CommandWorld{fake_});
  }

  // The page as XML, which it is too.
  pugi::xml_document Page(const Args& args = {}) {
    Args all = {"--output", "html"};
    all.insert(all.end(), args.begin(), args.end());
    const CommandResult result = Plan(all);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    pugi::xml_document page;
    EXPECT_TRUE(page.load_string(result.out.c_str())) << result.out;
    return page;
  }

  std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  v1::PlanSessionResponse response_ = SampleSession("legs", "allowed");
  v1::PlanSessionRequest request_;
  std::vector<v1::RenderFigureRequest> figures_;
};

TEST_F(PlanTest, PrintsASheetToFollow) {
  ExpectGolden(Plan({}).out, "plan.txt");
  ExpectGolden(Plan({"--width", "40"}).out, "plan-40.txt");
  ExpectGolden(Plan({"--color", "always"}).out, "plan-colour.txt");
}

TEST_F(PlanTest, KeepsToTheWidth) {
  for (const int width : {30, 40, 80, 120}) {
    const CommandResult result = Plan({"--width", absl::StrCat(width)});
    for (const absl::string_view line : absl::StrSplit(result.out, '\n')) {
      EXPECT_LE(DisplayWidth(line), width) << line;
    }
  }
}

TEST_F(PlanTest, PrintsAPage) {
  ExpectGolden(Plan({"--output", "html"}).out, "plan.html");
}

TEST_F(PlanTest, WhereMassageIsNotAllowedNoTechniqueIsNamed) {
  response_ = SampleSession("not_allowed", "emergency");
  const CommandResult result = Plan({});
  EXPECT_EQ(result.exit_code, 0);
  ExpectGolden(result.out, "plan-emergency.txt");
  const std::string page = Plan({"--output", "html"}).out;
  ExpectGolden(page, "plan-emergency.html");
  for (const std::string& all : {result.out, page}) {
    EXPECT_THAT(all, Not(HasSubstr("Calf with the hands")));
    EXPECT_THAT(all, Not(HasSubstr("on the roller")));
  }
  // Somebody has to agree first: techniques are held back, and not named.
  response_ = SampleSession("not_allowed", "clearance");
  v1::Exclusion& exclusion = *response_.mutable_assessment()->add_exclusions();
  exclusion.set_technique("techniques/calf-hands");
  exclusion.set_display_name("Calf with the hands");
  EXPECT_THAT(Plan({}).out, AllOf(HasSubstr("Not yet."),
                                  Not(HasSubstr("Calf with the hands"))));
}

TEST_F(PlanTest, SaysWhatTimeIsEnough) {
  response_ = SampleSession("too_short", "allowed");
  const CommandResult result = Plan({"--minutes", "5"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("Yes, within limits"));
  EXPECT_THAT(result.out,
              StartsWith("No session\n----------\nThe time is too short.\n"
                         "Shortest useful time: 9 min 1 s (--minutes 10)\n"));
}

TEST_F(PlanTest, SaysHowToGetFromOpenQuestionsToASession) {
  response_ = SampleSession("not_allowed", "open");
  EXPECT_THAT(Plan({}).out,
              HasSubstr("  knead assess --interactive --save-request "
                        "me.textproto\n  knead plan --case me.textproto\n\n"
                        "May you massage?\n"));
}

TEST_F(PlanTest, UrgencyComesFirstUnlessThereIsNone) {
  response_ = SampleSession("legs", "soon");
  EXPECT_THAT(Plan({}).out, StartsWith("Be seen within days\n"));
}

TEST_F(PlanTest, ProgramsGetTheMessage) {
  const CommandResult result = Plan({"--output", "textproto"});
  v1::PlanSessionResponse printed;
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString(result.out, &printed));
  EXPECT_EQ(printed.SerializeAsString(), response_.SerializeAsString());
  EXPECT_THAT(Plan({"--output", "json"}).out, HasSubstr("\"watchFor\""));
}

TEST_F(PlanTest, AsksForWhatWasSaid) {
  EXPECT_EQ(
      Plan({"--minutes", "35", "--prefer-region", "calf", "--prefer-technique",
            "calf-kneading", "--present", "cut@left-calf"})
          .exit_code,
      0);
  EXPECT_EQ(request_.available_time().seconds(), 35 * 60);
  EXPECT_THAT(request_.preferred_regions(), ElementsAre("regions/calf"));
  EXPECT_THAT(request_.preferred_techniques(),
              ElementsAre("techniques/calf-hands"));
  EXPECT_EQ(request_.assessment_request().observations_size(), 1);
}

TEST_F(PlanTest, NamesTheNumbersThatDenyingTheRestLeavesOpen) {
  response_ = SampleSession("not_allowed", "open");
  EXPECT_EQ(Plan({"--deny-rest"}).err,
            "knead: these numbers are still needed: --quantity age=YEARS\n");
}

TEST_F(PlanTest, SaysWhatIsWrong) {
  CommandResult result = Plan({"--prefer-region", "elbow"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--prefer-region elbow: there is no"));
  fake_->failures = {{"RenderFigure", absl::UnavailableError("gone")}};
  result = Plan({"--output", "html"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "");
  // Text has no pictures.
  EXPECT_EQ(Plan({}).exit_code, 0);
  fake_->failures = {{"PlanSession", absl::UnavailableError("gone")}};
  EXPECT_EQ(Plan({}).exit_code, 1);
}

TEST_F(PlanTest, ThePageShowsEachTechniqueOnEachLegOnce) {
  const pugi::xml_document page = Page({"--present", "cut@left-calf"});
  std::vector<std::string> pictures;
  for (const pugi::xpath_node title : page.select_nodes("//figure/svg/title")) {
    pictures.push_back(title.node().child_value());
  }
  EXPECT_THAT(pictures, ElementsAre("Picture of thigh-roller-left",
                                    "Picture of thigh-roller-right",
                                    "Picture of calf-hands-right"));
  // With what was said, so that what to leave out is hatched.
  for (const v1::RenderFigureRequest& figure : figures_) {
    EXPECT_EQ(figure.assessment_request().observations_size(), 1);
  }
  std::set<std::string> ids;
  for (const pugi::xpath_node node : page.select_nodes("//@id")) {
    EXPECT_TRUE(ids.insert(node.attribute().value()).second);
  }
}

TEST_F(PlanTest, StepsOnThePageLeadToTheirPictures) {
  const pugi::xml_document page = Page();
  std::vector<std::string> steps;
  for (const pugi::xpath_node found : page.select_nodes("//li/p[a]")) {
    const pugi::xml_node link = found.node().child("a");
    const std::string picture = absl::StrCat(
        "//figure[@id='", link.attribute("href").value() + 1, "']/svg/title");
    steps.push_back(
        absl::StrCat(found.parent().attribute("value").value(), " ",
                     page.select_node(picture.c_str()).node().child_value()));
  }
  EXPECT_THAT(steps, IsSupersetOf({"4 Picture of thigh-roller-left",
                                   "10 Picture of thigh-roller-right",
                                   "16 Picture of calf-hands-right"}));
  EXPECT_THAT(steps, Not(Contains(StartsWith("3 "))));
}

TEST_F(PlanTest, TheTitleOfThePageSaysWhatIsUrgent) {
  const auto title = [&] {
    return std::string(Page().select_node("//title").node().child_value());
  };
  EXPECT_THAT(title(), StartsWith("Massage session, "));
  response_.mutable_assessment()->mutable_urgency()->set_floor(
      v1::URGENCY_SOON);
  EXPECT_THAT(title(), StartsWith("See a professional within days. Massage "));
  response_ = SampleSession("not_allowed", "emergency");
  EXPECT_EQ(title(), "Call for help now");
}

TEST_F(PlanTest, ThePageRefersToNothingElse) {
  const pugi::xml_document page = Page();
  EXPECT_TRUE(page.select_nodes("//@src | //script | //link").empty());
  for (const pugi::xpath_node link : page.select_nodes("//@href")) {
    EXPECT_THAT(link.attribute().value(), StartsWith("#"));
  }
  const std::string style = page.select_node("//style").node().child_value();
  EXPECT_THAT(style, AllOf(Not(HasSubstr("url(")), Not(HasSubstr("@import"))));
}

TEST_F(PlanTest, ThePageTakesNoMarkupFromTheServer) {
  const std::string hostile = "<img src=http://x.test onerror=alert(1)>\x1b";
  v1::SessionPlan& plan = *response_.mutable_plan();
  plan.mutable_watch_for(0)->set_text(hostile);
  plan.mutable_blocks(0)->set_display_name(hostile);
  plan.mutable_blocks(0)
      ->mutable_steps(1)
      ->mutable_cues(0)
      ->mutable_statement()
      ->set_text(hostile);
  response_.mutable_assessment()->set_language_code("\"><script>");
  fake_->render_figure = [&](const v1::RenderFigureRequest&) {
    v1::Figure figure;
    figure.set_svg("<svg onload=\"x()\"><script>x()</script></svg>");
    return figure;
  };
  const pugi::xml_document page = Page();
  EXPECT_TRUE(page.select_nodes("//img | //script | //@onload").empty());
  EXPECT_THAT(page.select_node("//main").node().text().as_string(),
              Not(HasSubstr("\x1b")));
  EXPECT_STREQ(page.child("html").attribute("lang").value(), "\"><script>");
}

}  // namespace
}  // namespace knead::cli
