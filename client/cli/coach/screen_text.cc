#include "client/cli/coach/screen_text.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/cli/library.h"
#include "client/cli/render/parts.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/quantities.h"
#include "client/cli/words/verdicts.h"
#include "google/protobuf/duration.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

class Texts {
 public:
  void Paragraph(absl::string_view text, Tone tone = Tone::kPlain) {
    texts_.push_back({tone, /*is_bullet=*/false, std::string(text)});
  }
  void Bullet(absl::string_view text, Tone tone = Tone::kPlain) {
    texts_.push_back({tone, /*is_bullet=*/true, std::string(text)});
  }
  std::vector<ScreenText> Take() && { return std::move(texts_); }

 private:
  std::vector<ScreenText> texts_;
};

std::string LegText(v1::Side side) {
  if (side == v1::SIDE_LEFT) return " (left leg)";
  if (side == v1::SIDE_RIGHT) return " (right leg)";
  return "";
}

std::string StepTitle(const v1::SessionStep& step) {
  return absl::StrCat(step.display_name(), LegText(step.side()));
}

// What the assessment found: how soon to see somebody, what to leave alone, and
// what is left out for it. Nothing where it found nothing.
void AddFound(const v1::PlanSessionResponse& response, Texts& texts) {
  const v1::Assessment& assessment = response.assessment();
  if (assessment.urgency().floor() > v1::URGENCY_SELF_CARE) {
    texts.Paragraph(PathwayText(assessment.care_pathway()), Tone::kDanger);
  }
  for (const v1::FiredContraindication& fired :
       assessment.fired_contraindications()) {
    texts.Bullet(absl::StrCat(Capitalised(fired.display_name()), ": ",
                              fired.advice().text()),
                 Tone::kCaution);
  }
  for (const v1::LeftOutArea& area : response.plan().left_out()) {
    if (area.reason() != v1::LEFT_OUT_REASON_WITHHELD) continue;
    texts.Bullet(absl::StrCat("Left out: ", area.display_name(), "."));
  }
}

void AddPlan(const v1::SessionPlan& plan, Library& library, Texts& texts) {
  texts.Paragraph("What to watch for", Tone::kHeading);
  for (const v1::Statement& statement : plan.watch_for()) {
    texts.Bullet(statement.text(), Tone::kCaution);
  }
  texts.Paragraph("What you will do", Tone::kHeading);
  const std::string tools = ToolsToLayOut(plan, library);
  if (!tools.empty()) texts.Bullet(absl::StrCat("Have ready: ", tools));
  for (const v1::PlanBlock& block : plan.blocks()) {
    std::vector<std::string> techniques;
    for (const v1::PlannedTechnique& technique : block.techniques()) {
      techniques.push_back(technique.recommendation().display_name());
    }
    texts.Bullet(absl::StrCat(block.display_name(), ", ",
                              TimeText(block.duration()), ": ",
                              absl::StrJoin(techniques, "; ")));
  }
}

// `How hard: light.`
std::string HowHard(const v1::SessionStep& step) {
  return absl::StrCat("How hard: ", PressureLimitText(step.pressure()), ".");
}

void AddStep(const v1::SessionStep& step, Texts& texts) {
  texts.Paragraph(StepTitle(step), Tone::kTitle);
  bool said = false;
  for (const v1::SessionCue& cue : step.cues()) {
    const std::string& text = cue.statement().text();
    switch (cue.kind()) {
      case v1::SESSION_CUE_KIND_CAUTION:
        texts.Bullet(text, Tone::kCaution);
        break;
      case v1::SESSION_CUE_KIND_PRESSURE:
        texts.Bullet(said ? text : absl::StrCat(HowHard(step), " ", text));
        said = true;
        break;
      default:
        texts.Bullet(text);
        break;
    }
  }
  if (!said && step.pressure() != v1::PRESSURE_LEVEL_UNSPECIFIED) {
    texts.Bullet(HowHard(step));
  }
  if (step.kind() == v1::SESSION_STEP_KIND_SETTLE) {
    texts.Paragraph("Take your time. Go on when you are there.");
  }
}

}  // namespace

std::vector<ScreenText> ScreenTexts(const v1::CoachResponse& response,
                                    Library& library) {
  Texts texts;
  for (const v1::Statement& statement : response.says()) {
    texts.Paragraph(statement.text(), Tone::kTitle);
  }
  switch (response.state()) {
    case v1::COACH_STATE_PLANNED:
      AddFound(response.plan(), texts);
      AddPlan(response.plan().plan(), library, texts);
      break;
    case v1::COACH_STATE_PAUSED:
      texts.Paragraph("Paused. Go on when you are ready.", Tone::kHeading);
      AddStep(response.step(), texts);
      break;
    default:
      if (response.has_step()) AddStep(response.step(), texts);
      break;
  }
  return std::move(texts).Take();
}

std::string PositionText(const v1::CoachResponse& response) {
  switch (response.state()) {
    case v1::COACH_STATE_PLANNED:
      return absl::StrCat("Your session: ",
                          TimeText(response.progress().duration()));
    case v1::COACH_STATE_CHECKING:
      return "Before you go on";
    default:
      if (response.step().number() == 0) return "Before you begin";
      return absl::StrCat("Step ", response.step().number(), " of ",
                          response.progress().step_count());
  }
}

std::string NextText(const v1::CoachResponse& response) {
  if (!response.has_next() || response.state() == v1::COACH_STATE_PLANNED) {
    return "";
  }
  return absl::StrCat("Next (",
                      ClockText(ToDuration(response.next().duration())),
                      "): ", StepTitle(response.next()));
}

std::string ClockText(absl::Duration duration) {
  const int64_t seconds = std::max<int64_t>(
      0, absl::ToInt64Seconds(absl::Ceil(duration, absl::Seconds(1))));
  return absl::StrFormat("%d:%02d", seconds / 60, seconds % 60);
}

absl::Duration ToDuration(const google::protobuf::Duration& duration) {
  return absl::Seconds(duration.seconds()) +
         absl::Nanoseconds(duration.nanos());
}

}  // namespace knead::cli
