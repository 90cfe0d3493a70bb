#include "service/session/technique_steps.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "service/session/limits.h"
#include "service/session/steps.h"

namespace knead {
namespace {

// What is common to the steps of one technique on one leg.
class StepMaker {
 public:
  StepMaker(const v1::SessionGuide& guide, const v1::Technique& technique,
            const v1::Recommendation& recommendation, v1::Side side)
      : guide_(guide),
        technique_(technique),
        recommendation_(recommendation),
        side_(side) {}

  v1::SessionStep Settle() const {
    v1::SessionStep step =
        Make(v1::SESSION_STEP_KIND_SETTLE, "take up the position",
             ToSeconds(guide_.position_time()));
    for (const v1::RecommendationLimit& limit : recommendation_.limits()) {
      AddCue(v1::SESSION_CUE_KIND_CAUTION, limit.text(), &step);
    }
    for (const v1::Statement& caution : technique_.cautions()) {
      AddCue(v1::SESSION_CUE_KIND_CAUTION, caution, &step);
    }
    AddCue(v1::SESSION_CUE_KIND_POSITION, technique_.position(), &step);
    AddCue(v1::SESSION_CUE_KIND_POSITION, technique_.contact(), &step);
    AddPhase(v1::TECHNIQUE_STEP_PHASE_SET_UP, v1::SESSION_CUE_KIND_POSITION,
             &step);
    return step;
  }

  v1::SessionStep Round(int number, int count, int64_t seconds) const {
    v1::SessionStep step =
        Make(v1::SESSION_STEP_KIND_MASSAGE,
             count == 1 ? std::string("massage")
                        : absl::StrCat("round ", number + 1, " of ", count),
             seconds);
    const v1::PressureLevel pressure = PressureOf(number, count);
    step.set_pressure(pressure);
    *step.mutable_path() = technique_.path();
    AddPhase(v1::TECHNIQUE_STEP_PHASE_MASSAGE, v1::SESSION_CUE_KIND_ACTION,
             &step);
    if (number > 0 && !technique_.has_hold()) {
      AddPhase(v1::TECHNIQUE_STEP_PHASE_TENDER_SPOT,
               v1::SESSION_CUE_KIND_ACTION, &step);
    }
    AddCue(v1::SESSION_CUE_KIND_PATH,
           absl::StrCat("From ", technique_.path().from(), " to ",
                        technique_.path().to(), "."),
           &step);
    if (pressure > Lightest()) {
      AddPhase(v1::TECHNIQUE_STEP_PHASE_DEEPEN, v1::SESSION_CUE_KIND_PRESSURE,
               &step);
      if (pressure == v1::PRESSURE_LEVEL_FIRM) {
        for (const v1::Statement& deepen : technique_.deepen()) {
          AddCue(v1::SESSION_CUE_KIND_PRESSURE, deepen, &step);
        }
      }
      AddCue(v1::SESSION_CUE_KIND_PRESSURE, guide_.firmer_round(), &step);
    } else {
      AddCue(v1::SESSION_CUE_KIND_PRESSURE,
             IsLimitedToLight(recommendation_) ? guide_.limited_round()
                                               : guide_.gentle_round(),
             &step);
    }
    for (const v1::SessionCue& cue : guide_.throughout()) {
      *step.add_cues() = cue;
    }
    return step;
  }

  v1::SessionStep Hold(int number, int count, int64_t seconds) const {
    v1::SessionStep step =
        Make(v1::SESSION_STEP_KIND_HOLD,
             absl::StrCat("rest on ", technique_.hold().where()), seconds);
    step.set_pressure(PressureOf(number, count));
    AddPhase(v1::TECHNIQUE_STEP_PHASE_TENDER_SPOT, v1::SESSION_CUE_KIND_ACTION,
             &step);
    for (const v1::SessionCue& cue : guide_.throughout()) {
      if (cue.kind() == v1::SESSION_CUE_KIND_BREATHING) *step.add_cues() = cue;
    }
    return step;
  }

  v1::SessionStep Rest() const {
    v1::SessionStep step =
        ActivityStep(v1::SESSION_STEP_KIND_REST, guide_.rest());
    step.set_technique(technique_.name());
    step.set_side(side_);
    return step;
  }

 private:
  v1::SessionStep Make(v1::SessionStepKind kind, absl::string_view what,
                       int64_t seconds) const {
    v1::SessionStep step;
    step.set_kind(kind);
    step.set_display_name(absl::StrCat(technique_.display_name(), ": ", what));
    step.mutable_duration()->set_seconds(seconds);
    step.set_technique(technique_.name());
    step.set_side(side_);
    return step;
  }

  void AddPhase(v1::TechniqueStepPhase phase, v1::SessionCueKind kind,
                v1::SessionStep* step) const {
    for (const v1::TechniqueStep& source : technique_.steps()) {
      if (source.phase() != phase) continue;
      v1::Statement statement;
      statement.set_text(source.text());
      *statement.mutable_citations() = source.citations();
      AddCue(kind, statement, step);
    }
  }

  v1::PressureLevel Lightest() const {
    return std::min(technique_.pressure().lightest(),
                    recommendation_.firmest_pressure());
  }

  // From the lightest pressure up to the firmest, evenly over the rounds; one
  // round alone stays light.
  v1::PressureLevel PressureOf(int number, int count) const {
    const int levels = recommendation_.firmest_pressure() - Lightest() + 1;
    return static_cast<v1::PressureLevel>(Lightest() + number * levels / count);
  }

  const v1::SessionGuide& guide_;
  const v1::Technique& technique_;
  const v1::Recommendation& recommendation_;
  const v1::Side side_;
};

}  // namespace

std::vector<v1::SessionStep> TechniqueSteps(
    const v1::SessionGuide& guide, const v1::Technique& technique,
    const v1::Recommendation& recommendation, v1::Side side,
    absl::Duration time) {
  const StepMaker make(guide, technique, recommendation, side);
  const int64_t rest = ToSeconds(guide.rest().duration());
  const int64_t round = absl::ToInt64Seconds(kRoundTime);
  int64_t left = absl::ToInt64Seconds(time) - ToSeconds(guide.position_time());
  const int count = std::max<int64_t>(1, (left + rest) / (round + rest));

  // The hold behind each round; none behind the first of several, which is to
  // find out where the tender spots are. The first hold is the shortest.
  std::vector<int64_t> holds(count, 0);
  if (technique.has_hold()) {
    const int64_t shortest = ToSeconds(technique.hold().duration().min());
    const int64_t longest = ToSeconds(technique.hold().duration().max());
    const int first = count == 1 ? 0 : 1;
    for (int i = first; i < count; ++i) {
      holds[i] = i == first ? shortest : longest;
    }
  }
  left -= rest * (count - 1);
  for (int64_t hold : holds) left -= hold;

  std::vector<v1::SessionStep> steps;
  steps.push_back(make.Settle());
  for (int i = 0; i < count; ++i) {
    if (i > 0) steps.push_back(make.Rest());
    // What does not divide evenly goes to the last rounds.
    const int64_t seconds = left / (count - i);
    left -= seconds;
    steps.push_back(make.Round(i, count, seconds));
    if (holds[i] > 0) steps.push_back(make.Hold(i, count, holds[i]));
  }
  return steps;
}

}  // namespace knead
