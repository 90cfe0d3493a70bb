#include "client/cli/interview/interview.h"

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/testing/expect_message.h"
#include "client/cli/testing/fake_connection.h"
#include "client/cli/testing/golden.h"
#include "client/cli/testing/run_command.h"
#include "client/cli/testing/sample_assessment.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using Lines = std::vector<std::string>;

// What a person types before the questions that the service asks: the left leg,
// the calf, a tight thigh, no tool.
Lines Begun(const Lines& more) {
  Lines lines = {"1", "1", "y", "n"};
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

// Stands in for the service: asks for the age, then whether the skin is broken,
// blood thinners and calf pain, and behind calf pain for breathlessness. Calf
// pain with breathlessness is an emergency.
class InterviewTest : public testing::Test {
 protected:
  InterviewTest() {
    fake_->assess = [this](const v1::AssessRequest& request) {
      request_ = request;
      return Assess(request);
    };
  }

  CommandResult Interview(const Lines& lines, Lines options = {}) {
    options.insert(options.begin(), {"assess", "--interactive"});
    CommandWorld world{fake_};
    world.in = absl::StrJoin(lines, "\n") + (lines.empty() ? "" : "\n");
    return RunCommand(options, world);
  }

  v1::Presence Stated(const std::string& finding) const {
    for (const v1::Observation& observation : request_.observations()) {
      if (observation.finding() == finding) return observation.presence();
    }
    return v1::PRESENCE_UNSPECIFIED;
  }

  void ExpectRequest(const std::string& text) { ExpectMessage(request_, text); }

  std::shared_ptr<FakeConnection> fake_ =
      std::make_shared<FakeConnection>(SampleContent());
  v1::AssessRequest request_;
  // Where broken skin is by its own words.
  Lines skin_regions_;

 private:
  static bool IsAnswered(const v1::AssessRequest& request,
                         const std::string& finding) {
    return absl::c_any_of(request.observations(),
                          [&](const v1::Observation& observation) {
                            return observation.finding() == finding;
                          });
  }

  void AddQuestion(const v1::AssessRequest& request, const std::string& finding,
                   v1::OpenQuestionGroup& group) {
    if (IsAnswered(request, finding)) return;
    for (const v1::Finding& each : content_.findings()) {
      if (each.name() != finding) continue;
      v1::OpenQuestion& question = *group.add_questions();
      question.set_finding(finding);
      question.set_display_name(each.display_name());
      question.set_question(each.question());
      question.set_help(each.help());
      question.set_kind(each.kind());
      *question.mutable_quantity() = each.quantity();
      question.set_has_site(each.has_site());
      if (finding == "findings/broken-skin") {
        question.add_asked_for("contraindications/broken-skin");
        for (const std::string& region : skin_regions_) {
          question.add_site_regions(region);
        }
      }
    }
  }

  absl::StatusOr<v1::Assessment> Assess(const v1::AssessRequest& request) {
    const v1::Presence calf = Stated("findings/calf-pain");
    if (calf == v1::PRESENCE_PRESENT &&
        Stated("findings/breathless") == v1::PRESENCE_PRESENT) {
      v1::Assessment emergency = SampleAssessment("emergency");
      // A question that is left open must not be asked any more.
      AddQuestion(request, "findings/age", *emergency.add_next_questions());
      return emergency;
    }
    v1::OpenQuestionGroup group;
    group.set_question_group("questionGroups/basics");
    group.set_display_name("Some basics");
    group.set_prompt("First the basics. Is any of this so?");
    for (const char* finding :
         {"findings/age", "findings/broken-skin", "findings/blood-thinners",
          "findings/calf-pain"}) {
      AddQuestion(request, finding, group);
    }
    if (calf == v1::PRESENCE_PRESENT || calf == v1::PRESENCE_UNKNOWN) {
      AddQuestion(request, "findings/breathless", group);
    }
    if (group.questions().empty()) return SampleAssessment("check");
    v1::Assessment open = SampleAssessment("open");
    open.clear_next_questions();
    *open.add_next_questions() = group;
    return open;
  }

  const v1::ContentBundle content_ = SampleContent();
};

TEST_F(InterviewTest, AsksUntilNothingIsOpen) {
  const CommandResult result = Interview(Begun({"34", "1 2?", "2", "2", "n"}));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  ExpectGolden(result.out, "interview.txt");
  ExpectRequest(R"pb(
    observations { finding: "findings/tight-thigh" presence: PRESENCE_PRESENT }
    observations { finding: "findings/age" value: 34 }
    observations {
      finding: "findings/broken-skin"
      presence: PRESENCE_PRESENT
      sites { region: "regions/front-thigh" side: SIDE_RIGHT }
    }
    observations {
      finding: "findings/blood-thinners"
      presence: PRESENCE_UNKNOWN
    }
    observations { finding: "findings/calf-pain" presence: PRESENCE_ABSENT }
    complaint { region: "regions/calf" side: SIDE_LEFT }
  )pb");
}

TEST_F(InterviewTest, IsReadableOnANarrowTerminal) {
  ExpectGolden(Interview(Begun({"?", "34", "?", "n"}), {"--width", "40"}).out,
               "interview-40.txt");
}

TEST_F(InterviewTest, EndsAtOnceWhenAnEmergencyIsCertain) {
  const CommandResult result = Interview(
      Begun({"u", "3", "u", "u", "y", "never read"}), {"--country", "gb"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  ExpectGolden(result.out, "interview-emergency.txt");
}

TEST_F(InterviewTest, SaysOnTheWayWhatMustNotWaitForTheEnd) {
  fake_->assess = [](const v1::AssessRequest& request) {
    v1::Assessment assessment = SampleAssessment("emergency");
    assessment.mutable_urgency()->set_floor(v1::URGENCY_SAME_DAY);
    for (const char* finding : {"blood-thinners", "breathless"}) {
      const std::string name = absl::StrCat("findings/", finding);
      if (absl::c_any_of(request.observations(),
                         [&](const v1::Observation& observation) {
                           return observation.finding() == name;
                         })) {
        continue;
      }
      v1::OpenQuestionGroup& group = *assessment.add_next_questions();
      group.set_question_group(name);
      v1::OpenQuestion& question = *group.add_questions();
      question.set_finding(name);
      question.set_question(absl::StrCat("Is it ", finding, "?"));
      question.set_kind(v1::FINDING_KIND_PRESENCE);
    }
    return assessment;
  };
  const CommandResult result = Interview({"1", "1", "n", "n", "n"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const std::string told =
      "From what you have said so far: see a professional today, and do not "
      "massage.";
  const size_t at = result.out.find(told);
  ASSERT_NE(at, std::string::npos) << result.out;
  EXPECT_LT(at, result.out.find("Is it blood-thinners?"));
  // Once is enough.
  EXPECT_EQ(result.out.find(told, at + 1), std::string::npos) << result.out;
}

TEST_F(InterviewTest, AsksNothingWhenAnEmergencyIsKnown) {
  const CommandResult result =
      Interview({}, {"--present", "calf-pain", "--present", "breathless"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_THAT(result.out, HasSubstr("Call for help now"));
  EXPECT_THAT(result.out, Not(HasSubstr("Which leg hurts?")));
}

TEST_F(InterviewTest, WrongInputIsAnsweredKindlyAndAskedAgain) {
  const CommandResult result =
      Interview({"4", "", "1 3", "1", "9", "what?", "1", "maybe", "y", "n",
                 "young", "999", "-1", "34", "1-3", "2 2?", "n"});
  EXPECT_EQ(result.exit_code, 0);
  ExpectGolden(result.out, "interview-wrong-input.txt");
}

TEST_F(InterviewTest, NotSureAboutEverythingComesToAnEnd) {
  const CommandResult result = Interview({"u", "u", "u", "u", "u", "u", "u"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("Have something checked first"));
  ExpectRequest(R"pb(
    observations { finding: "findings/tight-thigh" presence: PRESENCE_UNKNOWN }
    observations { finding: "findings/age" presence: PRESENCE_UNKNOWN }
    observations { finding: "findings/broken-skin" presence: PRESENCE_UNKNOWN }
    observations {
      finding: "findings/blood-thinners"
      presence: PRESENCE_UNKNOWN
    }
    observations { finding: "findings/calf-pain" presence: PRESENCE_UNKNOWN }
    observations { finding: "findings/breathless" presence: PRESENCE_UNKNOWN }
  )pb");
}

TEST_F(InterviewTest, GoesBackAsFarAsTheFirstQuestion) {
  const CommandResult result =
      Interview({"b", "2", "b", "1", "1", "y", "n", "34", "b", "35", "3", "b",
                 "1", "1", "b", "3", "2"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("This is the first question."));
  ExpectRequest(R"pb(
    observations { finding: "findings/tight-thigh" presence: PRESENCE_PRESENT }
    observations { finding: "findings/age" value: 35 }
    observations {
      finding: "findings/broken-skin"
      presence: PRESENCE_PRESENT
      sites { region: "regions/front-thigh" side: SIDE_LEFT }
      sites { region: "regions/front-thigh" side: SIDE_RIGHT }
    }
    observations {
      finding: "findings/blood-thinners"
      presence: PRESENCE_ABSENT
    }
    observations { finding: "findings/calf-pain" presence: PRESENCE_ABSENT }
    complaint { region: "regions/calf" side: SIDE_LEFT }
  )pb");
}

TEST_F(InterviewTest, StopsWhenAskedTo) {
  const CommandResult result = Interview(Begun({"q", "never read"}));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("You stopped before the end."));
  EXPECT_THAT(result.out, HasSubstr("Too little is known to answer"));
  EXPECT_EQ(Stated("findings/tight-thigh"), v1::PRESENCE_PRESENT);
}

TEST_F(InterviewTest, InputThatEndsTooSoonGivesNoAnswer) {
  for (const Lines& lines :
       {Lines{}, Lines{"1"}, Begun({}), Begun({"34"}), Begun({"34", "1"})}) {
    const CommandResult result = Interview(lines);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.out, Not(HasSubstr("Your answer")));
    EXPECT_EQ(result.err,
              "knead: the input ended before the interview did, so there is no "
              "answer; do not massage on the strength of it\n");
  }
}

TEST_F(InterviewTest, DangerThatIsKnownIsNotLostWithTheInput) {
  fake_->assess = [](const v1::AssessRequest&) {
    v1::Assessment soon = SampleAssessment("soon");
    *soon.mutable_next_questions() = SampleAssessment("open").next_questions();
    return soon;
  };
  EXPECT_THAT(Interview({}).err,
              HasSubstr("What is certain so far: be seen within days. Within "
                        "days."));
}

TEST_F(InterviewTest, ProgramsGetTheAnswerAlone) {
  const CommandResult result =
      Interview(Begun({"34", "n"}), {"--output", "json", "--color", "always"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out.substr(0, 2), "{\n");
  EXPECT_THAT(result.out, Not(HasSubstr("Which leg hurts?")));
  EXPECT_THAT(result.err, HasSubstr("Which leg hurts?"));
  EXPECT_THAT(result.err, Not(HasSubstr("\x1b")));
}

TEST_F(InterviewTest, ATerminalShowsWhatIsTypedByItself) {
  CommandWorld world{fake_};
  world.terminal = true;
  world.variables["NO_COLOR"] = "1";
  world.in = absl::StrJoin(Begun({"34", "n"}), "\n");
  const CommandResult result = RunCommand({"assess", "--interactive"}, world);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("\n> \nYour answer"));
}

TEST_F(InterviewTest, DoesNotAskWhatIsKnown) {
  const CommandResult result = Interview(
      {"n"}, {"--region", "left-calf", "--tool", "roller", "--quantity",
              "age=34", "--absent", "tight-thigh", "--absent", "cut"});
  EXPECT_EQ(result.exit_code, 0);
  for (const char* question :
       {"Which leg hurts?", "at hand", "How old", "tight", "skin broken"}) {
    EXPECT_THAT(result.out, Not(HasSubstr(question)));
  }
}

TEST_F(InterviewTest, NeverAsksAQuestionTwice) {
  fake_->assess = [this](const v1::AssessRequest& request) {
    request_ = request;
    return SampleAssessment("open");
  };
  const CommandResult result = Interview(Begun({"34", "n", "never read"}));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("Too little is known to answer"));
  EXPECT_EQ(request_.observations_size(), 3);
}

TEST_F(InterviewTest, AsksWhatIsHelpfulTogetherWithItsGroup) {
  fake_->assess = [this](const v1::AssessRequest& request) {
    request_ = request;
    v1::Assessment open = SampleAssessment("open");
    open.mutable_helpful_questions(0)->set_question_group(
        open.next_questions(0).question_group());
    return open;
  };
  const CommandResult result = Interview({"1", "1", "n", "34", "1"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  // In the order of the group.
  EXPECT_THAT(result.out, HasSubstr("1  Does your thigh feel tight?"));
  EXPECT_THAT(result.out, HasSubstr("2  Is the skin broken anywhere?"));
  EXPECT_EQ(Stated("findings/broken-skin"), v1::PRESENCE_ABSENT);
  EXPECT_EQ(Stated("findings/tight-thigh"), v1::PRESENCE_PRESENT);
}

TEST_F(InterviewTest, AsksWhatIsHelpfulWhenNothingElseIsOpen) {
  fake_->assess = [this](const v1::AssessRequest& request) {
    request_ = request;
    v1::Assessment settled = SampleAssessment("allowed");
    *settled.mutable_helpful_questions() =
        SampleAssessment("open").helpful_questions();
    return settled;
  };
  const CommandResult result = Interview(Begun({}));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(Stated("findings/tight-thigh"), v1::PRESENCE_PRESENT);
}

// Where `text` stands in `page`, which has to have it.
size_t PlaceOf(const std::string& text, const std::string& page) {
  EXPECT_THAT(page, HasSubstr(text));
  return page.find(text);
}

TEST_F(InterviewTest, AsksWhatIsUrgentBeforeWhatIsHelpful) {
  fake_->assess = [this](const v1::AssessRequest& request) {
    request_ = request;
    v1::Assessment open = SampleAssessment("open");
    open.mutable_next_questions(0)->mutable_questions(0)->set_urgency_at_stake(
        v1::URGENCY_EMERGENCY);
    return open;
  };
  // Nothing urgent has come up yet.
  const CommandResult calm = Interview({"1", "1", "y", "n", "34", "n"});
  EXPECT_EQ(calm.exit_code, 0) << calm.err;
  EXPECT_LT(PlaceOf("Does your thigh feel tight?", calm.out),
            PlaceOf("How old are you?", calm.out));
  const CommandResult urgent =
      Interview({"1", "1", "n", "34", "n", "y"}, {"--present", "calf-pain"});
  EXPECT_EQ(urgent.exit_code, 0) << urgent.err;
  EXPECT_GT(PlaceOf("Does your thigh feel tight?", urgent.out),
            PlaceOf("How old are you?", urgent.out));
}

TEST_F(InterviewTest, SavesTheRequestThatWasAnswered) {
  const std::string path = testing::TempDir() + "interview.textproto";
  EXPECT_EQ(Interview(Begun({"34", "n"}), {"--save-request", path}).exit_code,
            0);
  v1::AssessRequest saved;
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  ASSERT_TRUE(
      google::protobuf::TextFormat::ParseFromString(text.str(), &saved));
  EXPECT_EQ(saved.SerializeAsString(), request_.SerializeAsString());
  EXPECT_EQ(saved.observations_size(), 5);
}

TEST_F(InterviewTest, ASaveThatCannotWorkIsToldBeforeTheQuestions) {
  const CommandResult result = Interview({}, {"--save-request", "me.doc"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_THAT(result.err, HasSubstr("--save-request me.doc: the end of its"));
}

TEST_F(InterviewTest, TakesARangeOfANumber) {
  Interview(Begun({"30..40", "n"}));
  EXPECT_EQ(request_.observations(1).range().min(), 30);
  EXPECT_EQ(request_.observations(1).range().max(), 40);
}

TEST_F(InterviewTest, NumberThatIsNotKnownIsUnknown) {
  Interview(Begun({"not sure", "n"}));
  EXPECT_EQ(Stated("findings/age"), v1::PRESENCE_UNKNOWN);
}

// Answers to where the broken skin is, and the sites that they mean, as `L` or
// `R` and the number of the region; regions are calf, front of the thigh, shin.
struct Where {
  Lines lines;
  std::string sites;
};

TEST_F(InterviewTest, SitesThatThePersonIsNotSureAboutCount) {
  for (const Where& c : {
           Where{{"1", "1"}, "L1"},
           Where{{"2", "1 3"}, "R1 R3"},
           Where{{"3", "2"}, "L2 R2"},
           Where{{"1 2", "2"}, "L2 R2"},
           Where{{"u", "2"}, "L2 R2"},
           Where{{"1", "1 2?"}, "L1 L2"},
           Where{{"1", "u"}, "L1 L2 L3"},
           Where{{"1", "n"}, "L1 L2 L3"},
           // Everywhere.
           Where{{"u", "u"}, ""},
           Where{{"3", "u"}, ""},
           Where{{"3", "1 2 3"}, ""},
       }) {
    Lines lines = Begun({"34", "1"});
    lines.insert(lines.end(), c.lines.begin(), c.lines.end());
    EXPECT_EQ(Interview(lines).exit_code, 0);
    const v1::Observation& skin = request_.observations(2);
    ASSERT_EQ(skin.finding(), "findings/broken-skin");
    const std::string sites = absl::StrJoin(
        skin.sites(), " ", [](std::string* out, const v1::BodySite& site) {
          out->append(site.side() == v1::SIDE_LEFT ? "L" : "R");
          out->append(site.region() == "regions/calf"          ? "1"
                      : site.region() == "regions/front-thigh" ? "2"
                                                               : "3");
        });
    EXPECT_EQ(sites, c.sites) << absl::StrJoin(c.lines, ", ");
  }
}

TEST_F(InterviewTest, AsksOnlyForTheLegWhereTheRegionsAreKnown) {
  skin_regions_ = {"regions/calf", "regions/shin"};
  const CommandResult result = Interview(Begun({"34", "1", "2"}));
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("Broken skin: on which leg?"));
  EXPECT_THAT(result.out, Not(HasSubstr("Broken skin: where?")));
  const v1::Observation& skin = request_.observations(2);
  ASSERT_EQ(skin.finding(), "findings/broken-skin");
  ASSERT_EQ(skin.sites_size(), 2);
  EXPECT_EQ(skin.sites(0).region(), "regions/calf");
  EXPECT_EQ(skin.sites(1).region(), "regions/shin");
  EXPECT_EQ(skin.sites(1).side(), v1::SIDE_RIGHT);
}

TEST_F(InterviewTest, FailedCallsEndIn1) {
  for (const char* method : {"GetContentInfo", "ListFindings", "Assess"}) {
    fake_->failures = {{method, absl::InternalError("a fault")}};
    const CommandResult result = Interview(Begun({"34", "n"}));
    EXPECT_EQ(result.exit_code, 1) << method;
    EXPECT_EQ(result.err, "knead: the call failed: a fault (INTERNAL)\n");
  }
}

}  // namespace
}  // namespace knead::cli
