#include "service/session/steps.h"

#include "absl/algorithm/container.h"

namespace knead {
int64_t ToSeconds(const google::protobuf::Duration& duration) {
  return duration.seconds();
}

google::protobuf::Duration FromSeconds(int64_t seconds) {
  google::protobuf::Duration duration;
  duration.set_seconds(seconds);
  return duration;
}

void AddCue(v1::SessionCueKind kind, const v1::Statement& statement,
            v1::SessionStep* step) {
  if (statement.text().empty()) return;
  v1::SessionCue& cue = *step->add_cues();
  cue.set_kind(kind);
  *cue.mutable_statement() = statement;
}

void AddCue(v1::SessionCueKind kind, absl::string_view text,
            v1::SessionStep* step) {
  v1::Statement statement;
  statement.set_text(std::string(text));
  AddCue(kind, statement, step);
}

v1::SessionStep ActivityStep(v1::SessionStepKind kind,
                             const v1::SessionActivity& activity) {
  v1::SessionStep step;
  step.set_kind(kind);
  step.set_display_name(activity.display_name());
  *step.mutable_duration() = activity.duration();
  *step.mutable_cues() = activity.cues();
  return step;
}

bool IsLimitedToLight(const v1::Recommendation& recommendation) {
  return recommendation.firmest_pressure() == v1::PRESSURE_LEVEL_LIGHT;
}

std::vector<v1::SessionStep*> StepsOf(v1::SessionPlan* plan) {
  std::vector<v1::SessionStep*> steps;
  for (auto& step : *plan->mutable_preparation()) steps.push_back(&step);
  for (auto& block : *plan->mutable_blocks()) {
    for (auto& step : *block.mutable_steps()) steps.push_back(&step);
    steps.push_back(block.mutable_check_in());
  }
  for (auto& step : *plan->mutable_closing()) steps.push_back(&step);
  return steps;
}

void SetTools(v1::SessionPlan* plan) {
  plan->clear_tools();
  for (const v1::PlanBlock& block : plan->blocks()) {
    for (const v1::PlannedTechnique& planned : block.techniques()) {
      if (planned.recommendation().tools().empty()) continue;
      const std::string& tool = planned.recommendation().tools(0);
      if (!absl::c_linear_search(plan->tools(), tool)) plan->add_tools(tool);
    }
  }
}

void SetDuration(v1::SessionPlan* plan) {
  int64_t seconds = 0;
  for (const v1::SessionStep* step : StepsOf(plan)) {
    seconds += ToSeconds(step->duration());
  }
  *plan->mutable_duration() = FromSeconds(seconds);
}

}  // namespace knead
