#include "service/triage/engine.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "content/embedded_bundle.h"
#include "google/protobuf/arena.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "knead/v1/assessment.pb.h"
#include "proto/canonical/canonical_bytes.h"
#include "service/catalog/catalog.h"
#include "service/errors/error_payload.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

// Answers and the rest of a request, in short form: `present` maps a finding's
// id to its sites, as `left-calf`.
struct Person {
  std::map<std::string, std::vector<std::string>> present = {};
  std::vector<std::string> complaint = {};
  std::vector<std::string> tools = {};
  std::vector<std::string> clearances = {};
  std::map<std::string, double> quantities = {
      {"age", 30}, {"pain-intensity", 3}, {"weeks-of-complaint", 1}};
};

v1::BodySite Site(const std::string& text) {
  v1::BodySite site;
  const size_t dash = text.find('-');
  site.set_side(text.substr(0, dash) == "left" ? v1::SIDE_LEFT
                                               : v1::SIDE_RIGHT);
  site.set_region("regions/" + text.substr(dash + 1));
  return site;
}

class EngineTest : public ::testing::Test {
 protected:
  EngineTest() {
    auto catalog = Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch());
    EXPECT_TRUE(catalog.ok()) << catalog.status();
    catalog_ = *std::move(catalog);
    auto engine = TriageEngine::Create(catalog_);
    EXPECT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
  }

  v1::Assessment Assess(const v1::AssessRequest& request) const {
    auto assessment = engine_->Assess(request);
    EXPECT_TRUE(assessment.ok()) << assessment.status();
    if (!assessment.ok()) return v1::Assessment();
    google::protobuf::Arena arena;
    const auto answer = engine_->AssessOn(&arena, request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    if (answer.ok()) {
      EXPECT_EQ(answer->bytes, CanonicalBytes(*assessment));
    }
    return *std::move(assessment);
  }

  // Everything that is not present is denied, as far as a lay person can.
  v1::AssessRequest DenyRest(const Person& person) const {
    v1::AssessRequest request;
    for (const v1::Finding& finding : catalog_->bundle().findings()) {
      if (!finding.replaced_by().empty()) continue;
      const std::string id =
          finding.name().substr(finding.name().find('/') + 1);
      const auto present = person.present.find(id);
      const auto quantity = person.quantities.find(id);
      if (present != person.present.end()) {
        v1::Observation& observation = *request.add_observations();
        observation.set_finding(finding.name());
        observation.set_presence(v1::PRESENCE_PRESENT);
        for (const std::string& site : present->second) {
          *observation.add_sites() = Site(site);
        }
      } else if (quantity != person.quantities.end()) {
        v1::Observation& observation = *request.add_observations();
        observation.set_finding(finding.name());
        observation.set_value(quantity->second);
      } else if (finding.kind() == v1::FINDING_KIND_PRESENCE &&
                 finding.assessable_by() == v1::ASSESSOR_ANYONE) {
        v1::Observation& observation = *request.add_observations();
        observation.set_finding(finding.name());
        observation.set_presence(v1::PRESENCE_ABSENT);
      }
    }
    for (const std::string& site : person.complaint) {
      *request.add_complaint() = Site(site);
    }
    for (const std::string& tool : person.tools) {
      request.add_tools("tools/" + tool);
    }
    for (const std::string& name : person.clearances) {
      request.add_clearances("contraindications/" + name);
    }
    return request;
  }

  std::shared_ptr<const Catalog> catalog_;
  std::unique_ptr<const TriageEngine> engine_;
};

std::vector<std::string> Rules(const v1::Assessment& assessment) {
  std::vector<std::string> names;
  for (const auto& rule : assessment.fired_rules()) {
    names.push_back(rule.triage_rule().substr(sizeof("triageRules/") - 1));
  }
  return names;
}

// Recommended techniques, each as `id/LR`.
std::vector<std::string> Offered(const v1::Assessment& assessment) {
  std::vector<std::string> names;
  for (const auto& item : assessment.recommendations()) {
    std::string sides;
    for (int side : item.sides()) sides += side == v1::SIDE_LEFT ? "L" : "R";
    names.push_back(absl::StrCat(
        item.technique().substr(sizeof("techniques/") - 1), "/", sides));
  }
  return names;
}

const v1::Exclusion* FindExclusion(const v1::Assessment& assessment,
                                   const std::string& technique) {
  for (const auto& exclusion : assessment.exclusions()) {
    if (exclusion.technique() == "techniques/" + technique) return &exclusion;
  }
  return nullptr;
}

TEST_F(EngineTest, NothingSaidGetsQuestionsAndNoTechnique) {
  const v1::Assessment assessment = Assess({});
  EXPECT_EQ(assessment.permission().permission(), v1::PERMISSION_ASK_FIRST);
  EXPECT_EQ(assessment.urgency().floor(), v1::URGENCY_SELF_CARE);
  EXPECT_EQ(assessment.urgency().ceiling(), v1::URGENCY_EMERGENCY);
  EXPECT_FALSE(assessment.urgency().settled());
  EXPECT_FALSE(assessment.permission().settled());
  EXPECT_TRUE(assessment.recommendations().empty());
  EXPECT_EQ(assessment.exclusions_size(),
            static_cast<int>(catalog_->Of<v1::Technique>().size()));
  EXPECT_GT(assessment.next_questions_size(), 0);
  EXPECT_FALSE(assessment.has_professional_check());
  EXPECT_GT(assessment.safety_net_size(), 0);
  EXPECT_EQ(assessment.content_revision(), catalog_->revision());
}

TEST_F(EngineTest, QuestionsStandInThePersonsOrderAndSayWhy) {
  const v1::Assessment assessment = Assess({});
  EXPECT_TRUE(assessment.next_questions_proven_fewest());
  // By stage, then the most urgent first, then by position.
  std::tuple<int, int, int> last = {0, 0, 0};
  for (const auto& group : assessment.next_questions()) {
    const auto* source =
        catalog_->Find<v1::QuestionGroup>(group.question_group());
    ASSERT_NE(source, nullptr) << group.question_group();
    int urgency = v1::URGENCY_SELF_CARE;
    for (const auto& question : group.questions()) {
      urgency = std::max<int>(urgency, question.urgency_at_stake());
    }
    const std::tuple<int, int, int> place = {source->stage(), -urgency,
                                             source->position()};
    EXPECT_GT(place, last) << group.question_group();
    last = place;
    EXPECT_EQ(group.prompt(), source->prompt());
    for (const auto& question : group.questions()) {
      const auto* finding = catalog_->Find<v1::Finding>(question.finding());
      ASSERT_NE(finding, nullptr);
      // What stands behind a gate is not asked before the gate.
      EXPECT_TRUE(finding->gates().empty()) << finding->name();
      EXPECT_GT(question.asked_for_size(), 0) << finding->name();
      EXPECT_TRUE(question.urgency_at_stake() > v1::URGENCY_SELF_CARE ||
                  question.permission_at_stake() > v1::PERMISSION_ALLOWED)
          << finding->name();
    }
  }
}

TEST_F(EngineTest, NotSureAboutEverythingEndsInSomethingToHaveChecked) {
  v1::AssessRequest request;
  v1::Assessment assessment = Assess(request);
  // Each round asks something new, so the rounds come to an end.
  for (size_t round = 0; assessment.next_questions_size() > 0; ++round) {
    ASSERT_LE(round, catalog_->Of<v1::Finding>().size());
    for (const auto& group : assessment.next_questions()) {
      for (const auto& question : group.questions()) {
        v1::Observation& observation = *request.add_observations();
        observation.set_finding(question.finding());
        observation.set_presence(v1::PRESENCE_UNKNOWN);
      }
    }
    assessment = Assess(request);
  }
  EXPECT_EQ(assessment.permission().permission(),
            v1::PERMISSION_CLEARANCE_FIRST);
  EXPECT_EQ(assessment.permission().ceiling(), v1::PERMISSION_NOT_NOW);
  EXPECT_TRUE(assessment.recommendations().empty());
  ASSERT_TRUE(assessment.has_professional_check());
  EXPECT_GT(assessment.professional_check().findings_size(), 0);
  EXPECT_EQ(assessment.professional_check().care_pathway().urgency(),
            v1::URGENCY_EMERGENCY);
  EXPECT_NE(assessment.professional_check().advice().text(), "");
  v1::Urgency last = v1::URGENCY_EMERGENCY;
  for (const auto& finding : assessment.professional_check().findings()) {
    EXPECT_LE(finding.urgency_at_stake(), last) << finding.finding();
    last = finding.urgency_at_stake();
  }
}

TEST_F(EngineTest, TightQuadricepsWithARollerGetsItsTechniquesFirst) {
  const v1::Assessment assessment = Assess(DenyRest(
      {{{"tight-quadriceps", {}}},
       {"left-kneecap"},
       {"foam-roller"},
       {},
       {{"age", 30}, {"pain-intensity", 3}, {"weeks-of-complaint", 1}}}));
  EXPECT_TRUE(assessment.urgency().settled());
  EXPECT_TRUE(assessment.permission().settled());
  EXPECT_EQ(assessment.urgency().floor(), v1::URGENCY_SELF_CARE);
  EXPECT_EQ(assessment.permission().permission(), v1::PERMISSION_ALLOWED);
  EXPECT_TRUE(assessment.next_questions().empty());
  const auto offered = Offered(assessment);
  ASSERT_GE(offered.size(), 2u);
  EXPECT_EQ(offered[0], "quadriceps-foam-roller/L");
  EXPECT_EQ(offered[1], "quadriceps-hands/L");
  for (const char* later : {"hamstrings-hands/L", "calf-hands/L"}) {
    EXPECT_NE(std::find(offered.begin() + 2, offered.end(), later),
              offered.end())
        << later;
  }
  const auto* roller =
      catalog_->Find<v1::Technique>("techniques/quadriceps-foam-roller");
  EXPECT_EQ(roller->hold().duration().min().seconds(), 20);
  EXPECT_EQ(roller->hold().duration().max().seconds(), 30);
  EXPECT_EQ(roller->area_duration().min().seconds(), 5 * 60);
  EXPECT_EQ(roller->area_duration().max().seconds(), 10 * 60);
  for (int i = 0; i < assessment.recommendations_size(); ++i) {
    const auto& item = assessment.recommendations(i);
    EXPECT_EQ(item.rank(), i + 1);
    EXPECT_GT(item.reasons_size(), 0);
    for (const std::string& tool : item.tools()) {
      EXPECT_TRUE(tool == "tools/hands" || tool == "tools/foam-roller") << tool;
    }
  }
}

TEST_F(EngineTest, OffersNothingThatNeedsAToolThatIsNotThere) {
  const v1::Assessment assessment = Assess(DenyRest({}));
  for (const auto& item : assessment.recommendations()) {
    EXPECT_EQ(
        std::vector<std::string>(item.tools().begin(), item.tools().end()),
        std::vector<std::string>{"tools/hands"});
  }
  const auto* roller = FindExclusion(assessment, "quadriceps-foam-roller");
  ASSERT_NE(roller, nullptr);
  EXPECT_EQ(roller->reasons(0).kind(),
            v1::EXCLUSION_REASON_KIND_TOOL_NOT_AT_HAND);
}

struct VerdictCase {
  Person person;
  v1::Urgency urgency;
  v1::Permission permission;
  // The rule that must be among those that fire; empty: none fires.
  std::string rule;
};

TEST_F(EngineTest, Verdicts) {
  const std::string calf = "left-calf";
  const std::vector<VerdictCase> cases = {
      {{}, v1::URGENCY_SELF_CARE, v1::PERMISSION_ALLOWED, ""},
      {{{{"sore-after-activity", {}}}},
       v1::URGENCY_SELF_CARE,
       v1::PERMISSION_ALLOWED,
       ""},
      // A clot.
      {{{{"new-calf-or-thigh-pain", {calf}},
         {"calf-or-thigh-swelling", {calf}},
         {"calf-or-thigh-redness-or-warmth", {calf}}}},
       v1::URGENCY_SAME_DAY,
       v1::PERMISSION_NOT_NOW,
       "suspected-clot"},
      {{{{"new-calf-or-thigh-pain", {calf}},
         {"calf-or-thigh-swelling", {calf}},
         {"calf-or-thigh-redness-or-warmth", {calf}},
         {"breathlessness-or-chest-pain", {}}}},
       v1::URGENCY_EMERGENCY,
       v1::PERMISSION_NOT_NOW,
       "clot-with-lung-signs"},
      // Facts H1 to H6.
      {{{{"sudden-severe-pain", {}}}},
       v1::URGENCY_SOON,
       v1::PERMISSION_CLEARANCE_FIRST,
       "sudden-severe-pain"},
      {{{{"hot-or-red-knee", {}}}},
       v1::URGENCY_SAME_DAY,
       v1::PERMISSION_NOT_NOW,
       "hot-or-red-knee"},
      {{{{"knee-swelling", {}}}},
       v1::URGENCY_ROUTINE,
       v1::PERMISSION_ALLOWED_WITH_LIMITS,
       "knee-swelling"},
      {{{{"cannot-bear-weight", {}}}},
       v1::URGENCY_SAME_DAY,
       v1::PERMISSION_NOT_NOW,
       "cannot-bear-weight"},
      {{{{"pop-at-injury", {}}}},
       v1::URGENCY_SOON,
       v1::PERMISSION_CLEARANCE_FIRST,
       "pop-at-injury"},
      {{{{"knee-locks", {}}}},
       v1::URGENCY_SOON,
       v1::PERMISSION_CLEARANCE_FIRST,
       "knee-locks"},
      {{{{"knee-gives-way", {}}}},
       v1::URGENCY_SOON,
       v1::PERMISSION_CLEARANCE_FIRST,
       "knee-gives-way"},
      {{{{"persists-despite-self-care", {}}}},
       v1::URGENCY_ROUTINE,
       v1::PERMISSION_ALLOWED,
       "persistent-pain"},
      {{{{"numbness-tingling-weakness", {}}}},
       v1::URGENCY_SOON,
       v1::PERMISSION_CLEARANCE_FIRST,
       "numbness-tingling-weakness"},
      // Clearance.
      {{{{"blood-thinners", {}}}},
       v1::URGENCY_SELF_CARE,
       v1::PERMISSION_CLEARANCE_FIRST,
       ""},
      {{{{"blood-thinners", {}}}, {}, {}, {"blood-thinners"}},
       v1::URGENCY_SELF_CARE,
       v1::PERMISSION_ALLOWED_WITH_LIMITS,
       ""},
      // A clearance lifts nothing but a wait for clearance.
      {{{{"new-calf-or-thigh-pain", {calf}}}, {}, {}, {"suspected-clot"}},
       v1::URGENCY_SAME_DAY,
       v1::PERMISSION_NOT_NOW,
       "suspected-clot"},
      // An escalation counts without its gate.
      {{{{"saddle-numbness", {}}}},
       v1::URGENCY_EMERGENCY,
       v1::PERMISSION_NOT_NOW,
       "saddle-numbness"},
  };
  for (const VerdictCase& c : cases) {
    std::vector<std::string> ids;
    for (const auto& [id, sites] : c.person.present) ids.push_back(id);
    SCOPED_TRACE(absl::StrJoin(ids, ","));
    const v1::Assessment assessment = Assess(DenyRest(c.person));
    EXPECT_EQ(assessment.urgency().floor(), c.urgency);
    EXPECT_EQ(assessment.urgency().ceiling(), c.urgency);
    EXPECT_EQ(assessment.permission().permission(), c.permission);
    EXPECT_EQ(assessment.care_pathway().urgency(), c.urgency);
    EXPECT_GT(assessment.safety_net_size(), 0);
    const auto rules = Rules(assessment);
    if (c.rule.empty()) {
      EXPECT_TRUE(rules.empty()) << absl::StrJoin(rules, ",");
    } else {
      EXPECT_NE(std::find(rules.begin(), rules.end(), c.rule), rules.end())
          << absl::StrJoin(rules, ",");
    }
    for (const auto& rule : assessment.fired_rules()) {
      EXPECT_GT(rule.observations_size(), 0);
      EXPECT_GT(rule.citations_size(), 0);
      EXPECT_NE(rule.rationale().text(), "");
    }
    EXPECT_EQ(assessment.care_measures().empty(),
              c.permission >= v1::PERMISSION_CLEARANCE_FIRST);
    if (c.permission >= v1::PERMISSION_CLEARANCE_FIRST) {
      EXPECT_TRUE(assessment.recommendations().empty());
      EXPECT_EQ(assessment.exclusions_size(),
                static_cast<int>(catalog_->Of<v1::Technique>().size()));
      for (const auto& exclusion : assessment.exclusions()) {
        EXPECT_GT(exclusion.reasons_size(), 0) << exclusion.technique();
      }
    } else {
      EXPECT_FALSE(assessment.recommendations().empty());
    }
  }
}

struct ExclusionCase {
  Person person;
  std::string contraindication;
  // Techniques, with the leg, that must and must not be offered.
  std::vector<std::string> offered;
  std::vector<std::string> withheld;
};

TEST_F(EngineTest, ContraindicationsActWhereTheyAre) {
  const std::vector<std::string> all_tools = {"foam-roller", "massage-ball",
                                              "massage-stick"};
  const std::vector<ExclusionCase> cases = {
      {{{{"broken-skin", {"left-calf"}}}, {}, all_tools},
       "broken-skin",
       {"calf-hands/R", "quadriceps-hands/LR"},
       {"calf-hands/L", "calf-roller-or-ball/L"}},
      {{{{"prominent-varicose-veins", {"right-calf", "left-calf"}}},
        {},
        all_tools},
       "prominent-varicose-veins",
       {"hamstrings-hands/LR"},
       {"calf-hands/L", "calf-hands/R", "calf-roller-or-ball/R"}},
      {{{{"inflamed-patellar-tendon", {"right-patellar-tendon"}}},
        {},
        all_tools},
       "inflamed-patellar-tendon",
       {"kneecap-kneading/L", "kneecap-mobilisation/L", "quadriceps-hands/LR"},
       {"kneecap-kneading/R", "kneecap-mobilisation/R"}},
      // After clearance still gently: no body weight on a roller.
      {{{{"blood-thinners", {}}}, {}, all_tools, {"blood-thinners"}},
       "blood-thinners",
       {"quadriceps-hands/LR", "calf-hands/LR"},
       {"quadriceps-foam-roller/L", "calf-roller-or-ball/R"}},
  };
  for (const ExclusionCase& c : cases) {
    SCOPED_TRACE(c.contraindication);
    const v1::Assessment assessment = Assess(DenyRest(c.person));
    EXPECT_EQ(assessment.permission().permission(),
              v1::PERMISSION_ALLOWED_WITH_LIMITS);
    const auto offered = Offered(assessment);
    for (const std::string& want : c.offered) {
      EXPECT_NE(std::find(offered.begin(), offered.end(), want), offered.end())
          << want << " not in " << absl::StrJoin(offered, " ");
    }
    for (const std::string& text : c.withheld) {
      const std::string technique = text.substr(0, text.find('/'));
      const v1::Side side = text.back() == 'L' ? v1::SIDE_LEFT : v1::SIDE_RIGHT;
      for (const std::string& have : offered) {
        EXPECT_FALSE(have.substr(0, have.find('/')) == technique &&
                     have.find(text.back(), have.find('/')) !=
                         std::string::npos)
            << text;
      }
      const auto* exclusion = FindExclusion(assessment, technique);
      ASSERT_NE(exclusion, nullptr) << technique;
      EXPECT_NE(
          std::find(exclusion->sides().begin(), exclusion->sides().end(), side),
          exclusion->sides().end());
      EXPECT_EQ(exclusion->reasons(0).resource(),
                "contraindications/" + c.contraindication);
    }
  }
}

TEST_F(EngineTest, AnOpenLimitHoldsBackOnlyWhatItConcerns) {
  v1::AssessRequest request = DenyRest({});
  for (auto& observation : *request.mutable_observations()) {
    if (observation.finding() == "findings/inflamed-patellar-tendon" ||
        observation.finding() == "findings/persists-despite-self-care") {
      observation.set_presence(v1::PRESENCE_UNKNOWN);
    }
  }
  const v1::Assessment assessment = Assess(request);
  EXPECT_EQ(assessment.permission().permission(),
            v1::PERMISSION_ALLOWED_WITH_LIMITS);
  EXPECT_EQ(assessment.urgency().floor(), v1::URGENCY_SELF_CARE);
  EXPECT_EQ(assessment.urgency().ceiling(), v1::URGENCY_ROUTINE);
  const auto offered = Offered(assessment);
  EXPECT_NE(std::find(offered.begin(), offered.end(), "quadriceps-hands/LR"),
            offered.end());
  const auto* held = FindExclusion(assessment, "kneecap-kneading");
  ASSERT_NE(held, nullptr);
  EXPECT_EQ(held->reasons(0).kind(), v1::EXCLUSION_REASON_KIND_OPEN_FINDING);
  EXPECT_EQ(held->reasons(0).resource(), "findings/inflamed-patellar-tendon");
}

TEST_F(EngineTest, GentlenessCapsThePressure) {
  Person person;
  EXPECT_EQ(Assess(DenyRest(person)).recommendations(0).firmest_pressure(),
            v1::PRESSURE_LEVEL_FIRM);
  person.present["blood-thinners"] = {};
  person.clearances = {"blood-thinners"};
  const v1::Assessment gentle = Assess(DenyRest(person));
  EXPECT_TRUE(gentle.fired_contraindications(0).cleared());
  ASSERT_FALSE(gentle.recommendations().empty());
  for (const auto& item : gentle.recommendations()) {
    EXPECT_EQ(item.firmest_pressure(), v1::PRESSURE_LEVEL_LIGHT)
        << item.technique();
  }
}

TEST_F(EngineTest, ALimitedTechniqueComesBehindThoseThatAreNot) {
  const v1::Assessment assessment = Assess(DenyRest(
      {{{"prominent-varicose-veins", {"left-inner-knee"}}}, {"left-kneecap"}}));
  ASSERT_GT(assessment.recommendations_size(), 1);
  EXPECT_EQ(assessment.recommendations().rbegin()->technique(),
            "techniques/kneecap-mobilisation");
}

TEST_F(EngineTest, SaysWhenNoBenefitIsEstablished) {
  EXPECT_TRUE(Assess(DenyRest({})).has_no_indication());
  EXPECT_FALSE(Assess(DenyRest({{{"tight-calves", {}}}})).has_no_indication());
  EXPECT_FALSE(Assess({}).has_no_indication());
}

TEST_F(EngineTest, QuantitiesDecideAtTheirThresholds) {
  const auto verdict = [&](double age, double pain, double weeks) {
    Person person;
    person.quantities = {
        {"age", age}, {"pain-intensity", pain}, {"weeks-of-complaint", weeks}};
    const v1::Assessment assessment = Assess(DenyRest(person));
    return std::make_pair(assessment.urgency().floor(),
                          assessment.permission().permission());
  };
  const auto well =
      std::make_pair(v1::URGENCY_SELF_CARE, v1::PERMISSION_ALLOWED);
  const auto ask_a_doctor =
      std::make_pair(v1::URGENCY_SELF_CARE, v1::PERMISSION_CLEARANCE_FIRST);
  const auto persistent =
      std::make_pair(v1::URGENCY_ROUTINE, v1::PERMISSION_ALLOWED);
  EXPECT_EQ(verdict(16, 6, 5), well);
  EXPECT_EQ(verdict(15, 6, 5), ask_a_doctor);
  EXPECT_EQ(verdict(16, 7, 5), ask_a_doctor);
  EXPECT_EQ(verdict(16, 6, 6), persistent);
}

TEST_F(EngineTest, ARangeCountsWhateverItCouldMean) {
  v1::AssessRequest request = DenyRest({});
  for (auto& observation : *request.mutable_observations()) {
    if (observation.finding() != "findings/age") continue;
    observation.mutable_range()->set_min(14);
    observation.mutable_range()->set_max(18);
  }
  const v1::Assessment assessment = Assess(request);
  EXPECT_EQ(assessment.permission().floor(), v1::PERMISSION_ALLOWED);
  EXPECT_EQ(assessment.permission().ceiling(), v1::PERMISSION_CLEARANCE_FIRST);
  EXPECT_EQ(assessment.permission().permission(),
            v1::PERMISSION_CLEARANCE_FIRST);
  EXPECT_TRUE(assessment.has_professional_check());
}

TEST_F(EngineTest, EqualRequestsGetEqualBytes) {
  const v1::AssessRequest request =
      DenyRest({{{"tight-quadriceps", {}}, {"broken-skin", {"left-calf"}}}});
  EXPECT_EQ(Assess(request).SerializeAsString(),
            Assess(request).SerializeAsString());
}

struct FaultCase {
  std::string name;
  std::function<void(v1::AssessRequest&)> make;
  std::string reason;
  std::string field;
};

TEST_F(EngineTest, RefusesFaultyRequestsWithThePathOfTheField) {
  const auto observe = [](v1::AssessRequest& request,
                          const std::string& finding) -> v1::Observation& {
    v1::Observation& observation = *request.add_observations();
    observation.set_finding(finding);
    observation.set_presence(v1::PRESENCE_PRESENT);
    return observation;
  };
  const std::vector<FaultCase> cases = {
      {"no finding", [&](auto& r) { observe(r, ""); }, "MISSING_FIELD",
       "observations[0].finding"},
      {"not a name", [&](auto& r) { observe(r, "age"); },
       "INVALID_RESOURCE_NAME", "observations[0].finding"},
      {"unknown finding", [&](auto& r) { observe(r, "findings/none"); },
       "RESOURCE_NOT_FOUND", "observations[0].finding"},
      {"no answer",
       [&](auto& r) { observe(r, "findings/limp").clear_answer(); },
       "MISSING_FIELD", "observations[0].answer"},
      {"unspecified answer",
       [&](auto& r) {
         observe(r, "findings/limp").set_presence(v1::PRESENCE_UNSPECIFIED);
       },
       "INVALID_ENUM_VALUE", "observations[0].presence"},
      {"answer that does not exist",
       [&](auto& r) {
         observe(r, "findings/limp").set_presence(static_cast<v1::Presence>(9));
       },
       "INVALID_ENUM_VALUE", "observations[0].presence"},
      {"number for a yes/no finding",
       [&](auto& r) { observe(r, "findings/limp").set_value(1); },
       "ANSWER_KIND_MISMATCH", "observations[0].value"},
      {"yes for a quantity", [&](auto& r) { observe(r, "findings/age"); },
       "ANSWER_KIND_MISMATCH", "observations[0].presence"},
      {"too old", [&](auto& r) { observe(r, "findings/age").set_value(1000); },
       "QUANTITY_OUT_OF_RANGE", "observations[0].value"},
      {"not a number",
       [&](auto& r) { observe(r, "findings/age").set_value(0.0 / 0.0); },
       "QUANTITY_OUT_OF_RANGE", "observations[0].value"},
      {"inverted range",
       [&](auto& r) {
         auto& range = *observe(r, "findings/age").mutable_range();
         range.set_min(20);
         range.set_max(10);
       },
       "QUANTITY_OUT_OF_RANGE", "observations[0].range"},
      {"site for a finding without one",
       [&](auto& r) {
         *observe(r, "findings/blood-thinners").add_sites() = Site("left-calf");
       },
       "SITE_NOT_APPLICABLE", "observations[0].sites"},
      {"absent at a site",
       [&](auto& r) {
         auto& observation = observe(r, "findings/broken-skin");
         observation.set_presence(v1::PRESENCE_ABSENT);
         *observation.add_sites() = Site("left-calf");
       },
       "SITE_NOT_APPLICABLE", "observations[0].sites"},
      {"unknown region",
       [&](auto& r) {
         *observe(r, "findings/broken-skin").add_sites() = Site("left-elbow");
       },
       "RESOURCE_NOT_FOUND", "observations[0].sites[0].region"},
      {"no side",
       [&](auto& r) {
         auto& site = *observe(r, "findings/broken-skin").add_sites();
         site.set_region("regions/calf");
       },
       "INVALID_ENUM_VALUE", "observations[0].sites[0].side"},
      {"present and absent",
       [&](auto& r) {
         observe(r, "findings/limp");
         observe(r, "findings/limp").set_presence(v1::PRESENCE_ABSENT);
       },
       "CONTRADICTORY_OBSERVATIONS", "observations[1]"},
      {"two ages",
       [&](auto& r) {
         observe(r, "findings/age").set_value(40);
         observe(r, "findings/age").set_value(41);
       },
       "CONTRADICTORY_OBSERVATIONS", "observations[1]"},
      {"unknown tool", [&](auto& r) { r.add_tools("tools/spoon"); },
       "RESOURCE_NOT_FOUND", "tools[0]"},
      {"unknown clearance",
       [&](auto& r) { r.add_clearances("contraindications/none"); },
       "RESOURCE_NOT_FOUND", "clearances[0]"},
      {"complaint without a side",
       [&](auto& r) { r.add_complaint()->set_region("regions/calf"); },
       "INVALID_ENUM_VALUE", "complaint[0].side"},
      {"language", [&](auto& r) { r.set_language_code("e n"); },
       "INVALID_LANGUAGE_CODE", "language_code"},
      {"country", [&](auto& r) { r.set_region_code("gb"); },
       "INVALID_REGION_CODE", "region_code"},
  };
  for (const FaultCase& c : cases) {
    SCOPED_TRACE(c.name);
    v1::AssessRequest request;
    c.make(request);
    const absl::Status status = engine_->Assess(request).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    EXPECT_EQ(ErrorPayload<google::rpc::ErrorInfo>(status).reason(), c.reason)
        << status;
    const auto bad_request = ErrorPayload<google::rpc::BadRequest>(status);
    ASSERT_EQ(bad_request.field_violations_size(), 1);
    EXPECT_EQ(bad_request.field_violations(0).field(), c.field);
  }
}

TEST_F(EngineTest, TakesEachListUpToItsLimit) {
  const auto reason = [&](const v1::AssessRequest& request) {
    return ErrorPayload<google::rpc::ErrorInfo>(
               engine_->Assess(request).status())
        .reason();
  };
  v1::AssessRequest observations;
  for (int i = 0; i < 200; ++i) {
    v1::Observation& observation = *observations.add_observations();
    observation.set_finding("findings/limp");
    observation.set_presence(v1::PRESENCE_ABSENT);
  }
  EXPECT_EQ(reason(observations), "");
  *observations.add_observations() = observations.observations(0);
  EXPECT_EQ(reason(observations), "TOO_MANY_ITEMS");
  v1::AssessRequest complaint;
  for (int i = 0; i < 48; ++i) *complaint.add_complaint() = Site("left-calf");
  EXPECT_EQ(reason(complaint), "");
  *complaint.add_complaint() = Site("left-calf");
  EXPECT_EQ(reason(complaint), "TOO_MANY_ITEMS");
  v1::AssessRequest tools;
  for (int i = 0; i < 100; ++i) tools.add_tools("tools/hands");
  EXPECT_EQ(reason(tools), "");
  tools.add_tools("tools/hands");
  EXPECT_EQ(reason(tools), "TOO_MANY_ITEMS");
  v1::AssessRequest clearances;
  for (int i = 0; i < 100; ++i) {
    clearances.add_clearances("contraindications/blood-thinners");
  }
  EXPECT_EQ(reason(clearances), "");
  clearances.add_clearances("contraindications/blood-thinners");
  EXPECT_EQ(reason(clearances), "TOO_MANY_ITEMS");
}

// Techniques with the leg on which they are offered.
std::set<std::string> OfferedLegs(const v1::Assessment& assessment) {
  std::set<std::string> legs;
  for (const auto& item : assessment.recommendations()) {
    for (int side : item.sides()) {
      legs.insert(absl::StrCat(item.technique(), "/", side));
    }
  }
  return legs;
}

// The third promise: one more present finding can raise urgency or take
// techniques away, never the reverse.
TEST_F(EngineTest, OneMorePresentFindingNeverMakesTheAnswerMilder) {
  std::mt19937 random(20260101);
  const auto& findings = catalog_->bundle().findings();
  const auto& regions = catalog_->bundle().regions();
  const auto pick = [&random](int n) {
    return static_cast<int>(random() % static_cast<unsigned>(n));
  };
  for (int n = 0; n < 3000; ++n) {
    v1::AssessRequest request;
    std::vector<int> candidates;
    for (int f = 0; f < findings.size(); ++f) {
      const v1::Finding& finding = findings[f];
      // Mostly denied, so that techniques are often within reach.
      const int choice = pick(24);
      if (choice == 0) continue;
      v1::Observation& observation = *request.add_observations();
      observation.set_finding(finding.name());
      if (finding.kind() == v1::FINDING_KIND_QUANTITY) {
        observation.set_value(
            finding.quantity().min() +
            (finding.quantity().max() - finding.quantity().min()) * pick(11) /
                10);
        continue;
      }
      candidates.push_back(request.observations_size() - 1);
      observation.set_presence(choice == 1   ? v1::PRESENCE_UNKNOWN
                               : choice == 2 ? v1::PRESENCE_PRESENT
                                             : v1::PRESENCE_ABSENT);
      if (choice == 2 && finding.has_site()) {
        *observation.add_sites() =
            Site((pick(2) == 0 ? "left-" : "right-") +
                 regions[pick(regions.size())].name().substr(8));
      }
    }
    for (const v1::Tool& tool : catalog_->bundle().tools()) {
      request.add_tools(tool.name());
    }
    if (pick(3) == 0) {
      request.add_clearances("contraindications/blood-thinners");
    }
    const v1::Assessment before = Assess(request);
    v1::Observation& changed = *request.mutable_observations(
        candidates[pick(static_cast<int>(candidates.size()))]);
    changed.set_presence(v1::PRESENCE_PRESENT);
    changed.clear_sites();
    const v1::Assessment after = Assess(request);
    SCOPED_TRACE(absl::StrCat("case ", n, ", ", changed.finding()));
    EXPECT_GE(after.urgency().floor(), before.urgency().floor());
    EXPECT_GE(after.urgency().ceiling(), before.urgency().ceiling());
    EXPECT_GE(after.permission().floor(), before.permission().floor());
    EXPECT_GE(after.permission().ceiling(), before.permission().ceiling());
    const auto had = OfferedLegs(before);
    for (const std::string& leg : OfferedLegs(after)) {
      EXPECT_TRUE(had.count(leg) > 0) << leg;
    }
    if (after.urgency().floor() >= v1::URGENCY_SAME_DAY) {
      EXPECT_EQ(after.permission().permission(), v1::PERMISSION_NOT_NOW);
      EXPECT_TRUE(after.recommendations().empty());
    }
    // Nobody is left hanging: without questions there is an answer.
    if (after.next_questions().empty()) {
      EXPECT_NE(after.permission().permission(), v1::PERMISSION_ASK_FIRST);
    }
    if (HasFailure()) return;
  }
}

TEST(EngineContactsTest, NamesTheContactsOfThePersonsCountryAlone) {
  v1::ContentBundle bundle = SmallBundle("");
  for (auto& pathway : *bundle.mutable_care_pathways()) {
    for (const char* code : {"AA", "BB"}) {
      auto& contact = *pathway.add_regional_contacts();
      contact.set_region_code(code);
      contact.set_service(absl::StrCat("Service of ", code));
    }
  }
  auto catalog = Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
  ASSERT_TRUE(catalog.ok()) << catalog.status();
  auto engine = TriageEngine::Create(*catalog);
  ASSERT_TRUE(engine.ok()) << engine.status();
  const auto contacts = [&](const std::string& code) {
    v1::AssessRequest request;
    request.set_region_code(code);
    const auto assessment = (*engine)->Assess(request);
    EXPECT_TRUE(assessment.ok()) << assessment.status();
    std::vector<std::string> out = {assessment->region_code()};
    for (const auto& contact : assessment->care_pathway().regional_contacts()) {
      out.push_back(contact.service());
    }
    return out;
  };
  EXPECT_EQ(contacts("BB"), (std::vector<std::string>{"BB", "Service of BB"}));
  // The response says that none were used.
  EXPECT_EQ(contacts("CC"), std::vector<std::string>{""});
  EXPECT_EQ(contacts(""), std::vector<std::string>{""});
}

TEST(EngineContentTest, RefusesContentThatItCannotEvaluate) {
  const auto create = [](const v1::ContentBundle& bundle) {
    auto catalog = Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
    if (!catalog.ok()) return catalog.status();
    return TriageEngine::Create(*catalog).status();
  };
  EXPECT_TRUE(create(SmallBundle("")).ok());
  v1::ContentBundle no_pathway = SmallBundle("");
  no_pathway.mutable_care_pathways()->RemoveLast();
  v1::ContentBundle two_pathways = SmallBundle("");
  two_pathways.mutable_care_pathways(0)->set_urgency(v1::URGENCY_SOON);
  v1::ContentBundle odd_pathway = SmallBundle("");
  odd_pathway.mutable_care_pathways(0)->set_urgency(
      static_cast<v1::Urgency>(100000000));
  const std::string finding = "findings { name: \"findings/f\" } ";
  const std::string when = "criterion { present { finding: \"findings/f\" } } ";
  const auto rule = [&](const std::string& levels) {
    return SmallBundle(absl::StrCat(
        finding, "triage_rules { name: \"triageRules/r\" ", when, levels, "}"));
  };
  const auto contraindication = [&](const std::string& effects) {
    return SmallBundle(absl::StrCat(
        finding, "contraindications { name: \"contraindications/c\" ", when,
        effects, "}"));
  };
  const auto technique = [&](const std::string& rest) {
    return SmallBundle(absl::StrCat(
        "tools { name: \"tools/t\" } techniques { name: \"techniques/t\" ",
        rest, "}"));
  };
  const std::string light = "pressure { lightest: PRESSURE_LEVEL_LIGHT } ";
  const std::string calf = "touched_regions { region: \"regions/calf\" } ";
  // What is whole is taken.
  EXPECT_TRUE(create(rule("urgency: URGENCY_SOON "
                          "permission: PERMISSION_CLEARANCE_FIRST"))
                  .ok());
  EXPECT_TRUE(
      create(contraindication("effects { kind: EFFECT_KIND_FORBID_ALL }"))
          .ok());
  EXPECT_TRUE(create(technique(light + calf + "tools: \"tools/t\"")).ok());
  const std::vector<v1::ContentBundle> bundles = {
      no_pathway,
      two_pathways,
      odd_pathway,
      SmallBundle(R"pb(triage_rules {
                         name: "triageRules/r"
                         criterion { present { finding: "findings/none" } }
                         urgency: URGENCY_ROUTINE
                         permission: PERMISSION_ALLOWED
                       })pb"),
      rule(""),
      rule("urgency: URGENCY_EMERGENCY permission: PERMISSION_ALLOWED"),
      rule("urgency: URGENCY_SOON permission: PERMISSION_ALLOWED_WITH_LIMITS"),
      rule("urgency: URGENCY_SOON permission: PERMISSION_ASK_FIRST"),
      rule("urgency: 77 permission: PERMISSION_NOT_NOW"),
      contraindication(""),
      contraindication("effects { kind: 77 }"),
      contraindication("effects { kind: EFFECT_KIND_FORBID_REGION "
                       "regions: \"regions/elbow\" }"),
      SmallBundle(R"pb(indications { name: "indications/i" })pb"),
      technique(light + calf),
      technique(light + calf + "tools: \"tools/none\""),
      technique(light + "tools: \"tools/t\""),
      technique(light + "tools: \"tools/t\" "
                        "touched_regions { region: \"regions/elbow\" }"),
      technique(calf + "tools: \"tools/t\""),
  };
  for (const auto& bundle : bundles) {
    EXPECT_EQ(create(bundle).code(), absl::StatusCode::kFailedPrecondition)
        << bundle.ShortDebugString();
  }
}

}  // namespace
}  // namespace knead
