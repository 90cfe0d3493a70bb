#ifndef KNEAD_SERVICE_SESSION_ROUTE_H_
#define KNEAD_SERVICE_SESSION_ROUTE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/types/optional.h"
#include "knead/v1/session.pb.h"

namespace knead {

// A plan as a person walks through it: what has been forbidden, left out or
// made milder since it was made. Not thread-safe.
class Route {
 public:
  // `limited_round` is said where only light pressure is left.
  Route(v1::SessionPlan plan, v1::Statement limited_round);

  int step_count() const { return static_cast<int>(steps_.size()); }

  // The step of that number, with the pressure that holds now; numbers begin at
  // 1. Where the pressure is less than was planned, the technique's ways to
  // ease take the place of those to go deeper.
  v1::SessionStep Step(int number) const;

  // The first step behind `number` that is still to be done; none when nothing
  // is left.
  absl::optional<int> Next(int number) const;

  // Whether there is massage to be done from step `number` on.
  bool HasMassageFrom(int number) const;

  // The block of a step; nullptr outside of blocks.
  const v1::PlanBlock* BlockOf(int number) const;

  // The number of the check-in of that block.
  static int CheckInOf(const v1::PlanBlock& block) {
    return block.check_in().number();
  }

  // The last step of the technique that the step belongs to; the step itself
  // outside of one.
  int EndOfTechnique(int number) const;

  // Whether a technique that the step is about, its own or one of those of the
  // block of a check-in, is to be done with light pressure alone.
  bool IsLimited(int number) const;

  // The areas of the blocks that end behind a step.
  std::vector<v1::BodySite> SitesBehind(int number) const;

  // The lightest that a technique was planned with.
  v1::PressureLevel MildestOf(const std::string& technique) const {
    return mildest_.at(technique);
  }

  // How hard the massage is at a step of a technique: between its rounds as in
  // the one before.
  v1::PressureLevel PressureAt(int number) const;

  // Planned time of the steps before `number`.
  int64_t SecondsBefore(int number) const;
  int64_t seconds() const { return SecondsBefore(step_count() + 1); }

  // Keeps only what `assessment` recommends. True if that changed anything.
  bool Restrict(const v1::Assessment& assessment);

  // Leaves an area of a leg out from now on.
  void LeaveOut(const v1::BodySite& site) {
    left_out_.insert({site.region(), site.side()});
  }

  // Does a technique with that pressure at most, in its own ways to ease it.
  void Ease(const std::string& technique, v1::PressureLevel firmest) {
    eased_[technique] = firmest;
  }

  // Makes everything milder by that many levels.
  void EaseAll(int levels) { all_eased_ = levels; }

  // Whether the technique of a step was made milder, and cannot be any more.
  bool IsMildest(int number) const;

  // The plan with what is still to be done, or was done, in it; areas of which
  // nothing is left are left out.
  v1::SessionPlan Remaining() const;

 private:
  struct Place {
    const v1::SessionStep* step;
    // Index of the block, or -1.
    int block;
    const v1::PlannedTechnique* technique;
  };

  // What is recommended of the technique of a place: as planned, or as
  // restricted since. Null: nothing.
  const v1::Recommendation* AllowedAt(const Place& place) const;

  bool IsOpen(const Place& place) const;
  v1::PressureLevel PressureOf(const Place& place) const;

  v1::SessionPlan plan_;
  const v1::Statement limited_round_;
  std::vector<Place> steps_;
  // Region and side.
  absl::flat_hash_set<std::pair<std::string, int>> left_out_;
  absl::flat_hash_map<std::string, v1::PressureLevel> eased_;
  int all_eased_ = 0;
  bool restricted_ = false;
  // Technique and side -> what the assessment says of it now, once restricted.
  absl::flat_hash_map<std::pair<std::string, int>, v1::Recommendation> allowed_;
  // Of techniques, as far as known.
  absl::flat_hash_map<std::string, v1::PressureLevel> mildest_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_ROUTE_H_
