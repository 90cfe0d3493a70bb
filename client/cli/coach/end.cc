#include "client/cli/coach/end.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/call_options.h"
#include "client/cli/coach/reports.h"
#include "client/cli/coach/session.h"
#include "client/cli/library.h"
#include "client/cli/render/assessment.h"
#include "client/cli/render/session_plan.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/words/verdicts.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

// How long somebody who may be in danger waits for what a report means.
constexpr absl::Duration kLastQuestionTimeout = absl::Seconds(5);

bool EndedInDanger(v1::SessionEndReason reason) {
  return reason != v1::SESSION_END_REASON_COMPLETED &&
         reason != v1::SESSION_END_REASON_STOPPED;
}

}  // namespace

void RenderEnd(const v1::CoachResponse& last, bool repeats, Library& library,
               Page& page) {
  const v1::SessionEnd& end = last.end();
  page.Gap();
  if (end.reason() == v1::SESSION_END_REASON_NO_PLAN && last.has_plan()) {
    Render(last.plan(), {}, library, page);
    const v1::Assessment& assessment = last.plan().assessment();
    if (repeats && assessment.urgency().floor() > v1::URGENCY_SELF_CARE) {
      page.Gap();
      page.Paragraph(
          absl::StrCat("Once more: ", PathwayText(assessment.care_pathway())),
          Tone::kDanger);
    }
    return;
  }
  const bool danger = EndedInDanger(end.reason());
  page.Paragraph(end.text().text(), danger ? Tone::kDanger : Tone::kTitle);
  if (!end.has_assessment()) return;
  page.Gap();
  if (danger) {
    Render(end.assessment(), library, page);
  } else {
    // The massage is over; what came up beside it is not.
    RenderWithoutTechniques(end.assessment(), library, page);
  }
  if (!repeats || !danger) return;
  page.Gap();
  page.Paragraph(absl::StrCat("Once more: ", end.text().text()), Tone::kDanger);
  page.Paragraph(PathwayText(end.assessment().care_pathway()), Tone::kDanger);
}

void RenderBrokenOff(const SessionRecord& record, v1::AssessRequest person,
                     bool repeats, bool may_ask, Library& library, Page& page) {
  page.Gap();
  const auto what_to_do = [&](absl::string_view before) {
    page.Paragraph(absl::StrCat(before, "Stop the massage here."),
                   Tone::kDanger);
    if (record.untaken_pains.empty()) return;
    page.Paragraph(
        "You reported pain, and nobody has looked at what it means: do not "
        "massage any more today.",
        Tone::kDanger);
  };
  what_to_do("The session cannot go on. ");
  if (record.plan.has_value()) {
    page.Heading("What to watch for");
    for (const v1::Statement& statement : record.plan->watch_for()) {
      page.Bullet(statement.text());
    }
  }
  if (!record.findings.empty()) {
    for (const v1::Observation& report : record.findings) {
      MergeReport(report, *person.mutable_observations());
    }
    CallOptions options;
    options.timeout = kLastQuestionTimeout;
    const absl::StatusOr<v1::Assessment> assessment =
        may_ask ? library.client().Assess(person, options)
                : absl::CancelledError();
    page.Gap();
    if (assessment.ok()) {
      page.Heading("What you have reported");
      Render(*assessment, library, page);
    } else {
      page.Paragraph(
          "What you have reported could not be looked at. If it worries you, "
          "have it seen today; if you are short of breath or your chest hurts, "
          "call for help now.",
          Tone::kDanger);
    }
  }
  if (!repeats) return;
  page.Gap();
  what_to_do("Once more: ");
}

}  // namespace knead::cli
