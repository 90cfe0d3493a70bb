#include "client/cli/interview/helpful_questions.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {
namespace {

// Adds the findings that a criterion names.
void AddFindings(const v1::Criterion& criterion, std::set<std::string>& names) {
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      names.insert(criterion.present().finding());
      return;
    case v1::Criterion::kQuantity:
      names.insert(criterion.quantity().finding());
      return;
    case v1::Criterion::kAllOf:
      for (const v1::Criterion& each : criterion.all_of().criteria()) {
        AddFindings(each, names);
      }
      return;
    case v1::Criterion::kAnyOf:
      for (const v1::Criterion& each : criterion.any_of().criteria()) {
        AddFindings(each, names);
      }
      return;
    case v1::Criterion::kAtLeast:
      for (const auto& each : criterion.at_least().criteria()) {
        AddFindings(each.criterion(), names);
      }
      return;
    case v1::Criterion::KIND_NOT_SET:
      return;
  }
}

template <typename Kind>
void AddFindingsOf(const Library& library, std::set<std::string>& names) {
  for (const auto& resource : library.All<Kind>()) {
    AddFindings(resource.criterion(), names);
  }
}

// Tells helpful findings from those that verdicts rest on.
class Judge {
 public:
  explicit Judge(const Library& library) {
    AddFindingsOf<IndicationKind>(library, helpful_);
    AddFindingsOf<TriageRuleKind>(library, decisive_);
    AddFindingsOf<ContraindicationKind>(library, decisive_);
    // Who denies a gate denies what stands behind it.
    for (const v1::Finding& finding : library.All<FindingKind>()) {
      decisive_.insert(finding.gates().begin(), finding.gates().end());
    }
  }

  bool IsHelpful(const v1::Finding& finding) const {
    return finding.kind() == v1::FINDING_KIND_PRESENCE &&
           finding.assessable_by() == v1::ASSESSOR_ANYONE &&
           finding.gates().empty() && finding.replaced_by().empty() &&
           helpful_.count(finding.name()) > 0 &&
           decisive_.count(finding.name()) == 0;
  }

 private:
  std::set<std::string> helpful_;
  std::set<std::string> decisive_;
};

std::vector<const v1::Finding*> FindingsOf(const std::string& group,
                                           const Library& library) {
  std::vector<const v1::Finding*> findings;
  for (const v1::Finding& finding : library.All<FindingKind>()) {
    if (finding.question_group() == group) findings.push_back(&finding);
  }
  absl::c_stable_sort(findings, [](const v1::Finding* a, const v1::Finding* b) {
    return a->position() < b->position();
  });
  return findings;
}

v1::OpenQuestion ToQuestion(const v1::Finding& finding) {
  v1::OpenQuestion question;
  question.set_finding(finding.name());
  question.set_display_name(finding.display_name());
  question.set_question(finding.question());
  question.set_help(finding.help());
  question.set_kind(finding.kind());
  question.set_has_site(finding.has_site());
  return question;
}

bool IsAnswered(const v1::Finding& finding, const v1::AssessRequest& request) {
  return absl::c_any_of(request.observations(),
                        [&](const v1::Observation& observation) {
                          return observation.finding() == finding.name();
                        });
}

}  // namespace

std::vector<v1::OpenQuestion> HelpfulQuestions(const std::string& group,
                                               const v1::AssessRequest& request,
                                               const Library& library) {
  const Judge judge(library);
  std::vector<v1::OpenQuestion> questions;
  for (const v1::Finding* finding : FindingsOf(group, library)) {
    if (judge.IsHelpful(*finding) && !IsAnswered(*finding, request)) {
      questions.push_back(ToQuestion(*finding));
    }
  }
  return questions;
}

std::vector<v1::OpenQuestionGroup> HelpfulGroups(
    const v1::AssessRequest& request, const Library& library) {
  const Judge judge(library);
  std::vector<const v1::QuestionGroup*> ordered;
  for (const v1::QuestionGroup& group : library.All<QuestionGroupKind>()) {
    ordered.push_back(&group);
  }
  absl::c_stable_sort(
      ordered, [](const v1::QuestionGroup* a, const v1::QuestionGroup* b) {
        return a->position() < b->position();
      });
  std::vector<v1::OpenQuestionGroup> groups;
  for (const v1::QuestionGroup* group : ordered) {
    const bool only_helpful = absl::c_all_of(
        FindingsOf(group->name(), library),
        [&](const v1::Finding* finding) { return judge.IsHelpful(*finding); });
    if (!only_helpful) continue;
    v1::OpenQuestionGroup open;
    open.set_question_group(group->name());
    open.set_display_name(group->display_name());
    open.set_prompt(group->prompt());
    for (v1::OpenQuestion& question :
         HelpfulQuestions(group->name(), request, library)) {
      *open.add_questions() = std::move(question);
    }
    if (!open.questions().empty()) groups.push_back(std::move(open));
  }
  return groups;
}

}  // namespace knead::cli
