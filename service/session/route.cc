#include "service/session/route.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "service/session/steps.h"

namespace knead {
namespace {

void AddEase(const v1::PlannedTechnique& technique, v1::SessionStep* step) {
  for (const v1::Statement& ease : technique.ease()) {
    AddCue(v1::SESSION_CUE_KIND_PRESSURE, ease, step);
  }
}

}  // namespace

Route::Route(v1::SessionPlan plan) : plan_(std::move(plan)) {
  const auto add = [&](const v1::SessionStep& step, int block) {
    Place place{&step, block, nullptr};
    if (block >= 0) {
      for (const auto& planned : plan_.blocks(block).techniques()) {
        if (planned.recommendation().technique() == step.technique()) {
          place.technique = &planned;
        }
      }
    }
    if (step.pressure() != v1::PRESSURE_LEVEL_UNSPECIFIED) {
      auto [known, is_new] =
          mildest_.emplace(step.technique(), step.pressure());
      known->second = std::min(known->second, step.pressure());
    }
    steps_.push_back(place);
  };
  for (const auto& step : plan_.preparation()) add(step, -1);
  for (int i = 0; i < plan_.blocks_size(); ++i) {
    for (const auto& step : plan_.blocks(i).steps()) add(step, i);
    add(plan_.blocks(i).check_in(), i);
  }
  for (const auto& step : plan_.closing()) add(step, -1);
}

bool Route::IsOpen(const Place& place) const {
  if (place.step->kind() == v1::SESSION_STEP_KIND_CHECK_IN) {
    // Worth asking while something of its block is.
    return absl::c_any_of(steps_, [&](const Place& other) {
      return other.block == place.block &&
             other.step->kind() == v1::SESSION_STEP_KIND_MASSAGE &&
             IsOpen(other);
    });
  }
  if (place.step->technique().empty()) return true;
  if (stopped_.contains(place.step->technique())) return false;
  return !restricted_ ||
         allowed_.contains({place.step->technique(), place.step->side()});
}

v1::PressureLevel Route::PressureOf(const Place& place) const {
  const std::string& technique = place.step->technique();
  int level = place.step->pressure();
  if (const auto eased = eased_.find(technique); eased != eased_.end()) {
    level -= eased->second;
  }
  if (all_eased_) --level;
  level = std::max<int>(level, mildest_.at(technique));
  const auto allowed = allowed_.find({technique, place.step->side()});
  if (allowed != allowed_.end()) {
    level = std::min<int>(level, allowed->second);
  }
  return static_cast<v1::PressureLevel>(level);
}

v1::SessionStep Route::Step(int number) const {
  const Place& place = steps_[number - 1];
  v1::SessionStep step = *place.step;
  if (step.pressure() == v1::PRESSURE_LEVEL_UNSPECIFIED) return step;
  const v1::PressureLevel pressure = PressureOf(place);
  const bool is_eased = eased_.contains(step.technique()) || all_eased_ ||
                        pressure < step.pressure();
  if (!is_eased) return step;
  step.set_pressure(pressure);
  step.clear_cues();
  bool said = false;
  for (const v1::SessionCue& cue : place.step->cues()) {
    if (cue.kind() != v1::SESSION_CUE_KIND_PRESSURE) {
      *step.add_cues() = cue;
      continue;
    }
    if (said || place.technique == nullptr) continue;
    said = true;
    AddEase(*place.technique, &step);
  }
  // A step that said nothing of pressure, since it goes on as the one before.
  if (!said && place.technique != nullptr) AddEase(*place.technique, &step);
  return step;
}

absl::optional<int> Route::Next(int number) const {
  for (int i = number; i < step_count(); ++i) {
    if (IsOpen(steps_[i])) return i + 1;
  }
  return absl::nullopt;
}

bool Route::HasMassageFrom(int number) const {
  return absl::c_any_of(steps_, [&](const Place& place) {
    return place.step->number() >= number &&
           place.step->kind() == v1::SESSION_STEP_KIND_MASSAGE && IsOpen(place);
  });
}

const v1::PlanBlock* Route::BlockOf(int number) const {
  if (number < 1 || number > step_count()) return nullptr;
  const int block = steps_[number - 1].block;
  return block < 0 ? nullptr : &plan_.blocks(block);
}

int Route::EndOfTechnique(int number) const {
  const Place& place = steps_[number - 1];
  if (place.step->technique().empty()) return number;
  int end = number;
  while (end < step_count() && steps_[end].block == place.block &&
         steps_[end].step->technique() == place.step->technique()) {
    ++end;
  }
  return end;
}

std::vector<std::string> Route::TechniquesAt(int number) const {
  if (number < 1 || number > step_count()) return {};
  const v1::SessionStep& step = *steps_[number - 1].step;
  if (!step.technique().empty()) return {step.technique()};
  const v1::PlanBlock* block = BlockOf(number);
  std::vector<std::string> techniques;
  if (block == nullptr) return techniques;
  for (const v1::PlannedTechnique& planned : block->techniques()) {
    techniques.push_back(planned.recommendation().technique());
  }
  return techniques;
}

bool Route::IsLimited(int number) const {
  const v1::PlanBlock* block = BlockOf(number);
  if (block == nullptr) return false;
  const std::vector<std::string> techniques = TechniquesAt(number);
  return absl::c_any_of(
      block->techniques(), [&](const v1::PlannedTechnique& planned) {
        return absl::c_linear_search(techniques,
                                     planned.recommendation().technique()) &&
               IsLimitedToLight(planned.recommendation());
      });
}

int64_t Route::SecondsBefore(int number) const {
  int64_t seconds = 0;
  for (int i = 0; i < number - 1 && i < step_count(); ++i) {
    seconds += ToSeconds(steps_[i].step->duration());
  }
  return seconds;
}

bool Route::Restrict(const v1::Assessment& assessment) {
  const auto look = [&](std::vector<int>* out) {
    for (const Place& place : steps_) {
      if (!IsOpen(place)) {
        out->push_back(-1);
      } else if (place.step->pressure() == v1::PRESSURE_LEVEL_UNSPECIFIED) {
        out->push_back(0);
      } else {
        out->push_back(PressureOf(place));
      }
    }
  };
  std::vector<int> old_look;
  std::vector<int> new_look;
  look(&old_look);
  restricted_ = true;
  allowed_.clear();
  for (const v1::Recommendation& recommendation :
       assessment.recommendations()) {
    for (int side : recommendation.sides()) {
      allowed_[{recommendation.technique(), side}] =
          recommendation.firmest_pressure();
    }
  }
  look(&new_look);
  return old_look != new_look;
}

bool Route::IsMildest(int number) const {
  const Place& place = steps_[number - 1];
  if (place.step->technique().empty()) return true;
  const auto eased = eased_.find(place.step->technique());
  return eased != eased_.end() && eased->second > 0 &&
         (place.step->pressure() == v1::PRESSURE_LEVEL_UNSPECIFIED ||
          PressureOf(place) <= mildest_.at(place.step->technique()));
}

v1::SessionPlan Route::Remaining() const {
  v1::SessionPlan plan = plan_;
  plan.clear_blocks();
  for (const v1::PlanBlock& block : plan_.blocks()) {
    v1::PlanBlock left = block;
    left.clear_steps();
    bool massages = false;
    for (const v1::SessionStep& step : block.steps()) {
      if (!IsOpen(steps_[step.number() - 1])) continue;
      massages |= step.kind() == v1::SESSION_STEP_KIND_MASSAGE;
      *left.add_steps() = Step(step.number());
    }
    if (massages) *plan.add_blocks() = std::move(left);
  }
  return plan;
}

}  // namespace knead
