#include "service/triage/questions.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "content/embedded_bundle.h"
#include "gtest/gtest.h"
#include "service/triage/engine.h"
#include "service/triage/testing/random_criterion.h"
#include "service/triage/testing/small_content.h"

namespace knead {
namespace {

// Questions as the engine asks them, compared with trying out every other
// choice.
class QuestionsTest : public ::testing::Test {
 protected:
  void Serve(std::shared_ptr<const Catalog> catalog) {
    catalog_ = std::move(catalog);
    auto engine = TriageEngine::Create(catalog_);
    ASSERT_TRUE(engine.ok()) << engine.status();
    engine_ = *std::move(engine);
  }

  void ServeShipped() {
    auto catalog = Catalog::Load(EmbeddedContentBundle(), absl::UnixEpoch());
    ASSERT_TRUE(catalog.ok()) << catalog.status();
    Serve(*std::move(catalog));
  }

  v1::Assessment Assess(const v1::AssessRequest& request) const {
    auto assessment = engine_->Assess(request);
    EXPECT_TRUE(assessment.ok()) << assessment.status();
    return assessment.value_or(v1::Assessment());
  }

  // The harmless answer to a question.
  static void Deny(const std::string& finding, bool quantity,
                   v1::AssessRequest* request) {
    v1::Observation& observation = *request->add_observations();
    observation.set_finding(finding);
    if (!quantity) {
      observation.set_presence(v1::PRESENCE_ABSENT);
    } else if (finding == "findings/age" ||
               finding == "findings/days-since-injury") {
      observation.set_value(34);
    } else {
      observation.set_value(0);
    }
  }

  // Whether harmless answers to these findings leave nothing to ask.
  bool Settles(const v1::AssessRequest& request,
               const std::vector<const v1::Finding*>& findings) const {
    v1::AssessRequest answered = request;
    for (const v1::Finding* finding : findings) {
      Deny(finding->name(), finding->kind() == v1::FINDING_KIND_QUANTITY,
           &answered);
    }
    return Assess(answered).next_questions().empty();
  }

  // What is asked.
  std::vector<const v1::Finding*> Asked(
      const v1::Assessment& assessment) const {
    std::vector<const v1::Finding*> findings;
    for (const auto& group : assessment.next_questions()) {
      for (const auto& question : group.questions()) {
        findings.push_back(catalog_->Find<v1::Finding>(question.finding()));
      }
    }
    return findings;
  }

  // What could be asked instead: whatever anyone can tell, is not answered, and
  // does not wait for a gate.
  std::vector<const v1::Finding*> Askable(
      const v1::AssessRequest& request) const {
    std::map<std::string, v1::Presence> said;
    for (const auto& observation : request.observations()) {
      said[observation.finding()] = observation.presence();
    }
    std::vector<const v1::Finding*> findings;
    for (const v1::Finding& finding : catalog_->bundle().findings()) {
      const bool open =
          finding.gates().empty() ||
          std::any_of(finding.gates().begin(), finding.gates().end(),
                      [&](const std::string& gate) {
                        const auto it = said.find(gate);
                        return it != said.end() &&
                               it->second != v1::PRESENCE_ABSENT;
                      });
      if (open && finding.replaced_by().empty() &&
          finding.assessable_by() == v1::ASSESSOR_ANYONE &&
          said.count(finding.name()) == 0) {
        findings.push_back(&finding);
      }
    }
    return findings;
  }

  // That the questions settle, and that no fewer groups, and no fewer questions
  // in as many groups, would.
  void CheckFewest(const v1::AssessRequest& request) const {
    const v1::Assessment assessment = Assess(request);
    EXPECT_TRUE(assessment.next_questions_proven_fewest());
    const std::vector<const v1::Finding*> asked = Asked(assessment);
    EXPECT_TRUE(Settles(request, asked));
    std::map<std::string, std::vector<const v1::Finding*>> by_group;
    for (const v1::Finding* finding : Askable(request)) {
      by_group[finding->question_group()].push_back(finding);
    }
    std::vector<std::string> names;
    names.reserve(by_group.size());
    for (const auto& [name, findings] : by_group) names.push_back(name);
    ASSERT_LT(names.size(), 20u);
    const auto groups_asked =
        static_cast<size_t>(assessment.next_questions_size());
    for (uint32_t bits = 0; bits < 1U << names.size(); ++bits) {
      std::vector<const v1::Finding*> findings;
      size_t groups = 0;
      for (size_t i = 0; i < names.size(); ++i) {
        if ((bits >> i & 1) == 0) continue;
        ++groups;
        const auto& more = by_group[names[i]];
        findings.insert(findings.end(), more.begin(), more.end());
      }
      if (groups + 1 == groups_asked) {
        EXPECT_FALSE(Settles(request, findings)) << bits;
      }
    }
    // Leaving one out is not enough to be fewest, but what is checked on the
    // small contents below is.
    for (size_t i = 0; i < asked.size(); ++i) {
      std::vector<const v1::Finding*> fewer = asked;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_FALSE(Settles(request, fewer)) << asked[i]->name();
    }
  }

  std::shared_ptr<const Catalog> catalog_;
  std::unique_ptr<const TriageEngine> engine_;
};

TEST_F(QuestionsTest, TheShippedContentAsksTheFewestGroups) {
  ServeShipped();
  v1::AssessRequest request;
  CheckFewest(request);
  // After an injury, and with a swollen knee.
  for (const char* finding :
       {"findings/pain-from-injury", "findings/knee-swelling"}) {
    v1::AssessRequest more;
    v1::Observation& observation = *more.add_observations();
    observation.set_finding(finding);
    observation.set_presence(v1::PRESENCE_PRESENT);
    CheckFewest(more);
  }
}

TEST_F(QuestionsTest, WhatWasNotDeniedIsGoneIntoFirst) {
  ServeShipped();
  v1::AssessRequest request;
  for (const auto presence : {v1::PRESENCE_PRESENT, v1::PRESENCE_UNKNOWN}) {
    request.clear_observations();
    v1::Observation& observation = *request.add_observations();
    observation.set_finding("findings/numbness-tingling-weakness");
    observation.set_presence(presence);
    const v1::Assessment assessment = Assess(request);
    ASSERT_GT(assessment.next_questions_size(), 0);
    EXPECT_EQ(assessment.next_questions(0).question_group(),
              "questionGroups/nerve-details");
  }
}

TEST_F(QuestionsTest, HelpfulQuestionsChangeNoVerdictAndStayOutOfDanger) {
  ServeShipped();
  v1::AssessRequest request;
  const v1::Assessment before = Assess(request);
  ASSERT_GT(before.helpful_questions_size(), 0);
  for (const auto& group : before.helpful_questions()) {
    for (const auto& question : group.questions()) {
      EXPECT_GT(question.asked_for_size(), 0);
      EXPECT_EQ(question.urgency_at_stake(), v1::URGENCY_SELF_CARE);
      v1::Observation& observation = *request.add_observations();
      observation.set_finding(question.finding());
      observation.set_presence(v1::PRESENCE_PRESENT);
    }
  }
  const v1::Assessment after = Assess(request);
  EXPECT_TRUE(after.helpful_questions().empty());
  EXPECT_EQ(after.urgency().DebugString(), before.urgency().DebugString());
  EXPECT_EQ(after.permission().DebugString(),
            before.permission().DebugString());
  v1::AssessRequest danger;
  v1::Observation& observation = *danger.add_observations();
  observation.set_finding("findings/cannot-bear-weight");
  observation.set_presence(v1::PRESENCE_PRESENT);
  EXPECT_TRUE(Assess(danger).helpful_questions().empty());
}

// Random rules over five findings, each choice of which is tried.
TEST_F(QuestionsTest, NoOtherChoiceSettlesWithLess) {
  std::mt19937 random(23);
  for (int content = 0; content < 150; ++content) {
    SCOPED_TRACE(content);
    v1::ContentBundle bundle = SmallBundle(R"pb(
      question_groups { name: "questionGroups/x" position: 1 }
      question_groups { name: "questionGroups/y" position: 2 }
      question_groups { name: "questionGroups/z" position: 3 }
      findings { name: "findings/a" question_group: "questionGroups/x" }
      findings { name: "findings/b" question_group: "questionGroups/y" }
      findings {
        name: "findings/c"
        question_group: "questionGroups/y"
        has_site: true
      }
      findings {
        name: "findings/d"
        question_group: "questionGroups/z"
        has_site: true
      }
      findings {
        name: "findings/q"
        question_group: "questionGroups/z"
        kind: FINDING_KIND_QUANTITY
        quantity { unit: "points" min: 0 max: 10 }
      }
    )pb");
    for (int i = 0; i < 3; ++i) {
      v1::TriageRule& rule = *bundle.add_triage_rules();
      rule.set_name(absl::StrCat("triageRules/r", i));
      *rule.mutable_criterion() = RandomCriterion(2, random);
      rule.set_urgency(v1::URGENCY_SOON);
      rule.set_permission(v1::PERMISSION_CLEARANCE_FIRST);
    }
    auto catalog = Catalog::Load(bundle.SerializeAsString(), absl::UnixEpoch());
    ASSERT_TRUE(catalog.ok()) << catalog.status();
    Serve(*catalog);
    const v1::Assessment assessment = Assess({});
    const std::vector<const v1::Finding*> askable = Askable({});
    using Cost = std::pair<size_t, size_t>;
    Cost best = {SIZE_MAX, SIZE_MAX};
    for (uint32_t bits = 0; bits < 1U << askable.size(); ++bits) {
      std::vector<const v1::Finding*> chosen;
      std::set<std::string> groups;
      for (size_t i = 0; i < askable.size(); ++i) {
        if ((bits >> i & 1) == 0) continue;
        chosen.push_back(askable[i]);
        groups.insert(askable[i]->question_group());
      }
      if (Settles({}, chosen)) {
        best = std::min(best, Cost(groups.size(), chosen.size()));
      }
    }
    const Cost cost = {static_cast<size_t>(assessment.next_questions_size()),
                       Asked(assessment).size()};
    EXPECT_TRUE(assessment.next_questions_proven_fewest());
    EXPECT_EQ(cost, best);
  }
}

// A rule that wants `wanted` of `count` findings.
v1::ContentBundle SomeOf(int wanted, int count) {
  v1::ContentBundle bundle = SmallBundle("");
  v1::TriageRule& rule = *bundle.add_triage_rules();
  rule.set_name("triageRules/involved");
  rule.set_urgency(v1::URGENCY_SOON);
  rule.set_permission(v1::PERMISSION_CLEARANCE_FIRST);
  auto& at_least = *rule.mutable_criterion()->mutable_at_least();
  at_least.set_threshold(wanted);
  for (int i = 0; i < count; ++i) {
    v1::Finding& finding = *bundle.add_findings();
    finding.set_name(absl::StrCat("findings/f", i / 10, i % 10));
    finding.set_kind(v1::FINDING_KIND_PRESENCE);
    finding.set_assessable_by(v1::ASSESSOR_ANYONE);
    auto& member = *at_least.add_criteria();
    member.set_weight(1);
    member.mutable_criterion()->mutable_present()->set_finding(finding.name());
  }
  return bundle;
}

struct InvolvedCase {
  int wanted;
  int count;
  // Fewest questions that settle.
  size_t asked;
};

// With more implicants than are looked for, and with nearly as many.
TEST_F(QuestionsTest, WhatIsTooInvolvedEndsAndSaysSo) {
  for (const InvolvedCase& c :
       {InvolvedCase{8, 24, 24}, InvolvedCase{4, 23, 20}}) {
    SCOPED_TRACE(c.count);
    auto catalog = Catalog::Load(SomeOf(c.wanted, c.count).SerializeAsString(),
                                 absl::UnixEpoch());
    ASSERT_TRUE(catalog.ok()) << catalog.status();
    Serve(*catalog);
    const v1::Assessment assessment = Assess({});
    EXPECT_FALSE(assessment.next_questions_proven_fewest());
    EXPECT_EQ(Asked(assessment).size(), c.asked);
    EXPECT_TRUE(Settles({}, Asked(assessment)));
    // All of it present.
    v1::ExplainRequest explain;
    for (const v1::Finding& finding : catalog_->bundle().findings()) {
      v1::Observation& observation =
          *explain.mutable_request()->add_observations();
      observation.set_finding(finding.name());
      observation.set_presence(v1::PRESENCE_PRESENT);
    }
    const auto explanation = engine_->Explain(explain);
    ASSERT_TRUE(explanation.ok());
    ASSERT_GT(explanation->lowers_size(), 0);
    EXPECT_FALSE(explanation->lowers(0).changes().proven_complete());
  }
}

}  // namespace
}  // namespace knead
