#include "client/cli/render/session_plan.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "client/cli/library.h"
#include "client/cli/render/assessment.h"
#include "client/cli/render/assessment_basis.h"
#include "client/cli/render/assessment_checks.h"
#include "client/cli/render/assessment_verdicts.h"
#include "client/cli/render/not_when.h"
#include "client/cli/render/parts.h"
#include "client/cli/render/session_block.h"
#include "client/cli/render/session_left_out.h"
#include "client/cli/render/session_sources.h"
#include "client/cli/render/session_steps.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/quantities.h"
#include "client/cli/words/verdicts.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/guidance.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

using ::google::protobuf::RepeatedPtrField;

constexpr int64_t kSecondsInMinute = 60;

// The techniques of the plan, each once, as they first come up.
std::vector<std::string> TechniquesOf(const v1::SessionPlan& plan) {
  std::vector<std::string> names;
  for (const v1::PlanBlock& block : plan.blocks()) {
    for (const v1::PlannedTechnique& planned : block.techniques()) {
      const std::string& name = planned.recommendation().technique();
      if (!absl::c_linear_search(names, name)) names.push_back(name);
    }
  }
  return names;
}

// Whether there is anything to say about how soon to see somebody.
bool UrgencyMatters(const v1::Assessment& assessment) {
  return assessment.urgency().floor() != v1::URGENCY_SELF_CARE ||
         !assessment.urgency().settled();
}

void RenderVerdicts(const v1::Assessment& assessment, Library& library,
                    Page& page) {
  if (UrgencyMatters(assessment)) RenderUrgency(assessment, page);
  RenderPermission(assessment, library, page);
  RenderChecks(assessment, page);
  RenderOpenQuestions(assessment, page);
}

void RenderOverview(const v1::SessionPlan& plan, Library& library, Page& page) {
  page.Heading(absl::StrCat("Your session: ", TimeText(plan.duration())));
  page.Labelled("Lay out", ToolsToLayOut(plan, library));
  for (const v1::PlanBlock& block : plan.blocks()) {
    page.Labelled(absl::StrCat("Block ", block.number()),
                  absl::StrCat(Capitalised(block.display_name()), ", ",
                               TimeText(block.duration())));
  }
}

// Before any step: when to stop, and when not to begin. Gives, for each
// technique, the contraindications that are its own.
std::map<std::string, std::vector<std::string>> RenderDangers(
    const v1::SessionPlan& plan, Library& library, Page& page) {
  page.Heading("Stop, and get help");
  RenderStatements(plan.watch_for(), page);
  const std::vector<std::string> techniques = TechniquesOf(plan);
  NotWhen not_when = NotWhenOf(techniques, library);
  if (!not_when.common.empty()) {
    page.Heading("When to leave it out");
    page.Paragraph("Before you begin, check every line:", Tone::kLabel);
    RenderNotWhen(not_when.common, library, page);
  }
  std::map<std::string, std::vector<std::string>> own;
  for (size_t i = 0; i < techniques.size(); ++i) {
    own[techniques[i]] = not_when.own[i];
  }
  return own;
}

void RenderSteps(const std::string& heading,
                 const RepeatedPtrField<v1::SessionStep>& steps,
                 StepWriter& writer, Page& page) {
  if (steps.empty()) return;
  page.Heading(heading);
  for (const v1::SessionStep& step : steps) writer.Write(step, {});
}

void RenderCare(const v1::SessionPlan& plan, Page& page) {
  if (plan.care_measures().empty()) return;
  page.Heading("What else helps");
  for (const v1::CareMeasure& measure : plan.care_measures()) {
    page.Bullet(absl::StrCat(measure.display_name(), ": ", measure.summary()));
  }
}

// What the sheet has not said before its steps.
void RenderSafetyNet(const v1::SessionPlan& plan,
                     const v1::Assessment& assessment, Page& page) {
  page.Heading("Afterwards: when to get help");
  for (const v1::Statement& statement : assessment.safety_net()) {
    if (absl::c_any_of(plan.watch_for(), [&](const v1::Statement& said) {
          return said.text() == statement.text();
        })) {
      continue;
    }
    page.Bullet(statement.text());
  }
}

void RenderPlan(const v1::PlanSessionResponse& response,
                const Pictures& pictures, Library& library, Page& page) {
  const v1::Assessment& assessment = response.assessment();
  const v1::SessionPlan& plan = response.plan();
  RenderVerdicts(assessment, library, page);
  RenderOverview(plan, library, page);
  const auto not_when = RenderDangers(plan, library, page);
  StepWriter steps(page);
  RenderSteps("Before the massage", plan.preparation(), steps, page);
  for (const v1::PlanBlock& block : plan.blocks()) {
    RenderBlock(block, not_when, pictures, library, steps, page);
  }
  RenderSteps("At the end", plan.closing(), steps, page);
  RenderCare(plan, page);
  if (!plan.frequency().guidance().text().empty()) {
    page.Heading("How often");
    page.Paragraph(plan.frequency().guidance().text());
  }
  RenderLeftOut(plan, assessment, library, page);
  RenderSafetyNet(plan, assessment, page);
  RenderBasis(assessment, CitationsOf(response, library), library, page);
}

// How to get from open questions to a session.
void RenderWayToSession(const v1::Assessment& assessment, Page& page) {
  if (assessment.permission().permission() != v1::PERMISSION_ASK_FIRST) return;
  page.Gap();
  page.Paragraph("To answer the open questions, and then plan a session:");
  auto indentation = page.Indented();
  page.Verbatim("knead assess --interactive --save-request me.textproto");
  page.Verbatim("knead plan --case me.textproto");
}

// Why there is no session, and what would make one possible.
void RenderReason(const v1::NoPlan& no_plan, Page& page) {
  page.Heading("No session");
  page.Paragraph(no_plan.text().text(), Tone::kCaution);
  if (no_plan.has_shortest_useful_time()) {
    const int64_t seconds = no_plan.shortest_useful_time().seconds();
    const int64_t minutes = (seconds + kSecondsInMinute - 1) / kSecondsInMinute;
    page.Labelled("Shortest useful time",
                  absl::StrCat(TimeText(no_plan.shortest_useful_time()),
                               " (--minutes ", minutes, ")"));
  }
}

// Where massage is allowed, it is the reason that somebody looks for; all else
// is what "knead assess" says. Who has to see somebody reads that first.
void RenderNoPlan(const v1::PlanSessionResponse& response, Library& library,
                  Page& page) {
  const v1::Assessment& assessment = response.assessment();
  const bool urgency_first =
      !MayMassage(assessment) ||
      assessment.urgency().floor() > v1::URGENCY_SELF_CARE;
  if (urgency_first) RenderUrgency(assessment, page);
  RenderReason(response.no_plan(), page);
  RenderWayToSession(assessment, page);
  if (!urgency_first) {
    page.Gap();
    RenderUrgency(assessment, page);
  }
  RenderBelowUrgency(assessment, library, page);
}

// What became of the session.
std::string SessionText(const v1::PlanSessionResponse& response) {
  if (response.has_plan()) {
    return absl::StrCat("Massage session, ",
                        TimeText(response.plan().duration()));
  }
  if (!MayMassage(response.assessment())) return "No massage for now";
  return response.no_plan().reason() == v1::NO_PLAN_REASON_TIME_TOO_SHORT
             ? "No massage session: too little time"
             : "No massage session";
}

}  // namespace

std::string SessionTitle(const v1::PlanSessionResponse& response) {
  const v1::Assessment& assessment = response.assessment();
  const v1::Urgency urgency = assessment.urgency().floor();
  if (urgency >= v1::URGENCY_SAME_DAY && !response.has_plan() &&
      !MayMassage(assessment)) {
    return Capitalised(assessment.care_pathway().display_name());
  }
  const std::string session = SessionText(response);
  return urgency < v1::URGENCY_SOON
             ? session
             : absl::StrCat(Capitalised(UrgencyText(urgency)), ". ", session);
}

void Render(const v1::PlanSessionResponse& response, const Pictures& pictures,
            Library& library, Page& page) {
  if (response.has_plan()) {
    RenderPlan(response, pictures, library, page);
  } else {
    RenderNoPlan(response, library, page);
  }
}

}  // namespace knead::cli
