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

Route::Route(v1::SessionPlan plan, v1::Statement limited_round)
    : plan_(std::move(plan)), limited_round_(std::move(limited_round)) {
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

const v1::Recommendation* Route::AllowedAt(const Place& place) const {
  if (place.technique == nullptr) return nullptr;
  if (!restricted_) return &place.technique->recommendation();
  const auto allowed =
      allowed_.find({place.step->technique(), place.step->side()});
  return allowed == allowed_.end() ? nullptr : &allowed->second;
}

bool Route::IsOpen(const Place& place) const {
  if (place.block >= 0) {
    const v1::BodySite& site = plan_.blocks(place.block).site();
    if (left_out_.contains({site.region(), site.side()})) return false;
  }
  if (place.step->kind() == v1::SESSION_STEP_KIND_CHECK_IN) {
    // Worth asking while something of its block is.
    return absl::c_any_of(steps_, [&](const Place& other) {
      return other.block == place.block &&
             other.step->kind() == v1::SESSION_STEP_KIND_MASSAGE &&
             IsOpen(other);
    });
  }
  if (place.step->technique().empty()) return true;
  return AllowedAt(place) != nullptr;
}

v1::PressureLevel Route::PressureOf(const Place& place) const {
  const std::string& technique = place.step->technique();
  int level = place.step->pressure() - all_eased_;
  if (const auto eased = eased_.find(technique); eased != eased_.end()) {
    level = std::min<int>(level, eased->second);
  }
  level = std::max<int>(level, mildest_.at(technique));
  if (const v1::Recommendation* allowed = AllowedAt(place)) {
    level = std::min<int>(level, allowed->firmest_pressure());
  }
  return static_cast<v1::PressureLevel>(level);
}

v1::SessionStep Route::Step(int number) const {
  const Place& place = steps_[number - 1];
  v1::SessionStep step = *place.step;
  if (step.pressure() == v1::PRESSURE_LEVEL_UNSPECIFIED ||
      place.technique == nullptr) {
    return step;
  }
  const v1::PressureLevel pressure = PressureOf(place);
  const v1::Recommendation* allowed = AllowedAt(place);
  const bool is_limited_since =
      allowed != nullptr && IsLimitedToLight(*allowed) &&
      !IsLimitedToLight(place.technique->recommendation());
  const bool is_eased = eased_.contains(step.technique()) || all_eased_ > 0 ||
                        pressure < step.pressure();
  if (!is_eased && !is_limited_since) return step;
  step.set_pressure(pressure);
  step.clear_cues();
  // What is said of pressure now stands where something was said of it, or at
  // the end of a step that goes on as the one before.
  bool said = false;
  const auto say = [&] {
    if (said) return;
    said = true;
    if (is_limited_since) {
      AddCue(v1::SESSION_CUE_KIND_PRESSURE, limited_round_, &step);
    }
    if (is_eased) AddEase(*place.technique, &step);
  };
  for (const v1::SessionCue& cue : place.step->cues()) {
    if (cue.kind() == v1::SESSION_CUE_KIND_PRESSURE) {
      say();
    } else {
      *step.add_cues() = cue;
    }
  }
  say();
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

bool Route::IsLimited(int number) const {
  if (BlockOf(number) == nullptr) return false;
  const Place& at = steps_[number - 1];
  const std::string& technique = at.step->technique();
  return absl::c_any_of(steps_, [&](const Place& place) {
    if (place.block != at.block || place.technique == nullptr) return false;
    if (!technique.empty() && place.step->technique() != technique) {
      return false;
    }
    const v1::Recommendation* allowed = AllowedAt(place);
    return allowed != nullptr && IsLimitedToLight(*allowed);
  });
}

std::vector<v1::BodySite> Route::SitesBehind(int number) const {
  std::vector<v1::BodySite> sites;
  for (const v1::PlanBlock& block : plan_.blocks()) {
    if (CheckInOf(block) > number) sites.push_back(block.site());
  }
  return sites;
}

v1::PressureLevel Route::PressureAt(int number) const {
  const Place& at = steps_[number - 1];
  for (int i = number - 1; i >= 0; --i) {
    const Place& place = steps_[i];
    if (place.block != at.block ||
        place.step->technique() != at.step->technique()) {
      break;
    }
    if (place.step->pressure() != v1::PRESSURE_LEVEL_UNSPECIFIED) {
      return PressureOf(place);
    }
  }
  // Before the first round.
  return mildest_.at(at.step->technique());
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
      allowed_[{recommendation.technique(), side}] = recommendation;
    }
  }
  look(&new_look);
  return old_look != new_look;
}

bool Route::IsMildest(int number) const {
  const std::string& technique = steps_[number - 1].step->technique();
  return eased_.contains(technique) &&
         PressureAt(number) <= mildest_.at(technique);
}

v1::SessionPlan Route::Remaining() const {
  v1::SessionPlan plan = plan_;
  plan.clear_blocks();
  for (const v1::PlanBlock& block : plan_.blocks()) {
    v1::PlanBlock left = block;
    left.clear_steps();
    left.clear_techniques();
    int64_t seconds = 0;
    for (const v1::SessionStep& step : block.steps()) {
      const Place& place = steps_[step.number() - 1];
      if (!IsOpen(place)) continue;
      seconds += ToSeconds(step.duration());
      *left.add_steps() = Step(step.number());
      const int count = left.techniques_size();
      if (count == 0 ||
          left.techniques(count - 1).recommendation().technique() !=
              step.technique()) {
        v1::PlannedTechnique& planned = *left.add_techniques();
        planned = *place.technique;
        *planned.mutable_recommendation() = *AllowedAt(place);
      }
    }
    if (left.techniques().empty()) {
      v1::LeftOutArea& area = *plan.add_left_out();
      *area.mutable_site() = block.site();
      area.set_display_name(block.display_name());
      area.set_reason(v1::LEFT_OUT_REASON_WITHHELD);
      for (const v1::PlannedTechnique& planned : block.techniques()) {
        area.add_techniques(planned.recommendation().technique());
      }
      continue;
    }
    *left.mutable_duration() = FromSeconds(seconds);
    *plan.add_blocks() = std::move(left);
  }
  SetTools(&plan);
  SetDuration(&plan);
  return plan;
}

}  // namespace knead
