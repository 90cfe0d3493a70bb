#include "service/session/planner.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "service/catalog/resource_name.h"
#include "service/errors/error_payload.h"
#include "service/errors/errors.h"
#include "service/session/areas.h"
#include "service/session/limits.h"
#include "service/session/steps.h"
#include "service/session/technique_steps.h"

namespace knead {
namespace {

constexpr int kNanosPerSecond = 1'000'000'000;

// The names exist, and there are not too many.
template <typename Resource, typename Names>
absl::Status CheckPreferred(const Catalog& catalog, absl::string_view field,
                            const Names& names, int limit) {
  if (names.size() > limit) return TooManyItems(field, names.size(), limit);
  for (int i = 0; i < names.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    if (absl::Status status = CheckResourceName(
            path, names[i], CollectionOf(Resource::descriptor()));
        !status.ok()) {
      return status;
    }
    if (catalog.Find<Resource>(names[i]) == nullptr) {
      return UnknownReference(path, names[i]);
    }
  }
  return absl::OkStatus();
}

absl::Status Check(const Catalog& catalog,
                   const v1::PlanSessionRequest& request) {
  if (!request.has_assessment_request()) {
    return MissingField("assessment_request",
                        "say what is known about the person");
  }
  const google::protobuf::Duration& time = request.available_time();
  const absl::Duration available =
      absl::Seconds(time.seconds()) + absl::Nanoseconds(time.nanos());
  // Parts of a second count forwards, as google.protobuf.Duration has it.
  const bool is_valid = time.nanos() >= 0 && time.nanos() < kNanosPerSecond;
  if (!is_valid || available < kMinAvailableTime ||
      available > kMaxAvailableTime) {
    return DurationOutOfRange("available_time", kMinAvailableTime,
                              kMaxAvailableTime);
  }
  if (absl::Status status = CheckPreferred<v1::Region>(
          catalog, "preferred_regions", request.preferred_regions(),
          kMaxPreferredRegions);
      !status.ok()) {
    return status;
  }
  return CheckPreferred<v1::Technique>(catalog, "preferred_techniques",
                                       request.preferred_techniques(),
                                       kMaxPreferredTechniques);
}

absl::Duration TimeOf(const v1::SessionActivity& activity) {
  return absl::Seconds(ToSeconds(activity.duration()));
}

// The time of everything but the blocks.
absl::Duration FrameTime(const v1::SessionGuide& guide) {
  return TimeOf(guide.water_before()) + TimeOf(guide.warm_up()) +
         TimeOf(guide.settle()) + TimeOf(guide.water_after());
}

// How many areas from `begin` on are one area on both legs.
int CountLegs(const std::vector<Area>& areas, size_t begin) {
  size_t end = begin + 1;
  while (end < areas.size() &&
         areas[end].site.region() == areas[begin].site.region()) {
    ++end;
  }
  return static_cast<int>(end - begin);
}

// How long each block is: as many of the first areas as fit at their shortest,
// and what time is left spread over them, as much on one leg as on the other.
// An area is done on both legs or, but for the first, on none, unless there is
// time that is of no other use.
std::vector<absl::Duration> BlockTimes(const std::vector<Area>& areas,
                                       absl::Duration available,
                                       absl::Duration check_in) {
  std::vector<absl::Duration> times;
  // What the blocks so far can take in.
  absl::Duration useful = absl::ZeroDuration();
  for (size_t i = 0; i < areas.size(); ++i) {
    const absl::Duration shortest = areas[i].min + check_in;
    if (shortest > available) break;
    const bool is_another =
        i > 0 && areas[i].site.region() != areas[i - 1].site.region();
    if (is_another && shortest * CountLegs(areas, i) > available &&
        shortest > available - useful) {
      break;
    }
    available -= shortest;
    useful += areas[i].max - areas[i].min;
    times.push_back(areas[i].min);
  }
  for (size_t i = 0; i < times.size();) {
    // Both legs have the same time: a rest of a minute is no reason to treat
    // them in different ways.
    const size_t end = std::min(i + CountLegs(areas, i), times.size());
    absl::Duration more = absl::Floor(
        available / static_cast<int64_t>(times.size() - i), kBlockGrain);
    for (size_t leg = i; leg < end; ++leg) {
      more = std::min(more, areas[leg].max - areas[leg].min);
    }
    for (; i < end; ++i) {
      times[i] += more;
      available -= more;
    }
  }
  return times;
}

// Places of that leg that are to be left alone, in words.
std::vector<std::string> LeftAlone(const Catalog& catalog,
                                   const v1::Assessment& assessment,
                                   v1::Side side) {
  std::vector<std::string> places;
  for (const v1::FiredContraindication& fired :
       assessment.fired_contraindications()) {
    const bool keeps_off =
        absl::c_any_of(fired.effects(), [](const v1::Effect& effect) {
          return effect.kind() == v1::EFFECT_KIND_FORBID_REGION ||
                 effect.kind() == v1::EFFECT_KIND_NO_DIRECT_PRESSURE;
        });
    if (!keeps_off) continue;
    std::vector<std::string> regions;
    for (const v1::BodySite& site : fired.sites()) {
      const auto* region = catalog.Find<v1::Region>(site.region());
      if (site.side() == side && region != nullptr) {
        regions.push_back(region->display_name());
      }
    }
    if (regions.empty()) continue;
    places.push_back(absl::StrCat(fired.display_name(), " (",
                                  absl::StrJoin(regions, ", "), ")"));
  }
  return places;
}

v1::PlanBlock MakeBlock(const Catalog& catalog, const v1::SessionGuide& guide,
                        const v1::Assessment& assessment, const Area& area,
                        absl::Duration time) {
  v1::PlanBlock block;
  *block.mutable_site() = area.site;
  block.set_display_name(SiteInWords(catalog, area.site));
  *block.mutable_duration() = FromSeconds(absl::ToInt64Seconds(time));
  std::vector<AreaTechnique> techniques = area.techniques;
  absl::c_stable_sort(techniques,
                      [](const AreaTechnique& a, const AreaTechnique& b) {
                        return a.technique->pressure().lightest() <
                               b.technique->pressure().lightest();
                      });
  int64_t left = absl::ToInt64Seconds(time);
  int64_t parts = techniques.size();
  for (const AreaTechnique& item : techniques) {
    v1::PlannedTechnique& planned = *block.add_techniques();
    *planned.mutable_recommendation() = *item.recommendation;
    *planned.mutable_ease() = item.technique->ease();
    const int64_t share = left / parts--;
    left -= share;
    for (v1::SessionStep& step :
         TechniqueSteps(guide, *item.technique, *item.recommendation,
                        area.site.side(), absl::Seconds(share))) {
      *block.add_steps() = std::move(step);
    }
  }
  if (const std::vector<std::string> places =
          LeftAlone(catalog, assessment, area.site.side());
      !places.empty()) {
    v1::Statement keep_away = guide.keep_away();
    absl::StrAppend(keep_away.mutable_text(), " ", absl::StrJoin(places, "; "),
                    ".");
    AddCue(v1::SESSION_CUE_KIND_CAUTION, keep_away, block.mutable_steps(0));
  }
  *block.mutable_check_in() =
      ActivityStep(v1::SESSION_STEP_KIND_CHECK_IN, guide.check_in());
  block.mutable_check_in()->set_side(area.site.side());
  return block;
}

// What belongs beside massage and concerns everybody, or muscles worked on.
void AddCareMeasures(const Catalog& catalog, const v1::Assessment& assessment,
                     v1::SessionPlan* plan) {
  absl::flat_hash_set<std::string> groups;
  for (const v1::PlanBlock& block : plan->blocks()) {
    for (const v1::PlannedTechnique& planned : block.techniques()) {
      const auto* technique =
          catalog.Find<v1::Technique>(planned.recommendation().technique());
      groups.insert(technique->muscle_groups().begin(),
                    technique->muscle_groups().end());
    }
  }
  for (const std::string& name : assessment.care_measures()) {
    const auto* measure = catalog.Find<v1::CareMeasure>(name);
    if (measure == nullptr) continue;
    // Where no muscle is worked on, as around the kneecap, all of them count.
    if (measure->muscle_groups().empty() || groups.empty() ||
        absl::c_any_of(measure->muscle_groups(), [&](const std::string& group) {
          return groups.contains(group);
        })) {
      *plan->add_care_measures() = *measure;
    }
  }
}

void AddTools(const Catalog& catalog, v1::SessionPlan* plan) {
  SetTools(plan);
  v1::SessionStep* lay_out =
      plan->mutable_preparation(plan->preparation_size() - 1);
  for (const std::string& name : plan->tools()) {
    const auto* tool = catalog.Find<v1::Tool>(name);
    if (tool == nullptr || tool->always_available()) continue;
    AddCue(v1::SESSION_CUE_KIND_POSITION,
           absl::StrCat("Have this at hand: ", tool->display_name(), "."),
           lay_out);
  }
}

// Numbers blocks and steps.
void Number(v1::SessionPlan* plan) {
  for (int i = 0; i < plan->blocks_size(); ++i) {
    plan->mutable_blocks(i)->set_number(i + 1);
  }
  int number = 0;
  for (v1::SessionStep* step : StepsOf(plan)) step->set_number(++number);
}

v1::NoPlan NoPlanFor(v1::NoPlanReason reason, const v1::Statement& text) {
  v1::NoPlan no_plan;
  no_plan.set_reason(reason);
  *no_plan.mutable_text() = text;
  return no_plan;
}

}  // namespace

bool AllowsMassage(const v1::Assessment& assessment) {
  return assessment.permission().permission() == v1::PERMISSION_ALLOWED ||
         assessment.permission().permission() ==
             v1::PERMISSION_ALLOWED_WITH_LIMITS;
}

Planner::Planner(std::shared_ptr<const Catalog> catalog,
                 std::shared_ptr<const TriageEngine> engine)
    : catalog_(std::move(catalog)), engine_(std::move(engine)) {}

absl::StatusOr<v1::PlanSessionResponse> Planner::Plan(
    const v1::PlanSessionRequest& request) const {
  if (absl::Status status = Check(*catalog_, request); !status.ok()) {
    return status;
  }
  absl::StatusOr<v1::Assessment> assessed =
      engine_->Assess(request.assessment_request());
  if (!assessed.ok()) {
    return WithinField("assessment_request", assessed.status());
  }
  v1::PlanSessionResponse response;
  *response.mutable_assessment() = *std::move(assessed);
  const v1::Assessment& assessment = response.assessment();
  if (!AllowsMassage(assessment)) {
    *response.mutable_no_plan() =
        NoPlanFor(v1::NO_PLAN_REASON_NOT_ALLOWED, guide().not_allowed());
    return response;
  }
  const std::vector<Area> areas = FindAreas(*catalog_, request, assessment);
  if (areas.empty()) {
    *response.mutable_no_plan() =
        NoPlanFor(v1::NO_PLAN_REASON_NO_TECHNIQUE, guide().no_technique());
    return response;
  }
  const absl::Duration check_in = TimeOf(guide().check_in());
  const absl::Duration frame = FrameTime(guide());
  const std::vector<absl::Duration> times = BlockTimes(
      areas, absl::Seconds(request.available_time().seconds()) - frame,
      check_in);
  if (times.empty()) {
    v1::NoPlan& no_plan = *response.mutable_no_plan();
    no_plan =
        NoPlanFor(v1::NO_PLAN_REASON_TIME_TOO_SHORT, guide().time_too_short());
    *no_plan.mutable_shortest_useful_time() =
        FromSeconds(absl::ToInt64Seconds(frame + areas.front().min + check_in));
    return response;
  }

  v1::SessionPlan& plan = *response.mutable_plan();
  *plan.mutable_watch_for() = guide().watch_for();
  *plan.add_preparation() =
      ActivityStep(v1::SESSION_STEP_KIND_WATER, guide().water_before());
  *plan.add_preparation() =
      ActivityStep(v1::SESSION_STEP_KIND_WARM_UP, guide().warm_up());
  *plan.add_preparation() =
      ActivityStep(v1::SESSION_STEP_KIND_SETTLE, guide().settle());
  for (size_t i = 0; i < areas.size(); ++i) {
    if (i < times.size()) {
      *plan.add_blocks() =
          MakeBlock(*catalog_, guide(), assessment, areas[i], times[i]);
      continue;
    }
    v1::LeftOutArea& left_out = *plan.add_left_out();
    *left_out.mutable_site() = areas[i].site;
    left_out.set_display_name(SiteInWords(*catalog_, areas[i].site));
    left_out.set_reason(v1::LEFT_OUT_REASON_TIME);
    for (const AreaTechnique& item : areas[i].techniques) {
      left_out.add_techniques(item.technique->name());
    }
  }
  *plan.add_closing() =
      ActivityStep(v1::SESSION_STEP_KIND_WATER, guide().water_after());
  for (v1::LeftOutArea& area :
       WithheldAreas(*catalog_, request, assessment, areas)) {
    *plan.add_left_out() = std::move(area);
  }
  AddTools(*catalog_, &plan);
  AddCareMeasures(*catalog_, assessment, &plan);
  *plan.mutable_frequency() = guide().frequency();
  Number(&plan);
  SetDuration(&plan);
  return response;
}

}  // namespace knead
