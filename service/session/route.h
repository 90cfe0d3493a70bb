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
  explicit Route(v1::SessionPlan plan);

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

  // The techniques that a step is about: its own, or those of the block of a
  // check-in. None for other steps, and for 0.
  std::vector<std::string> TechniquesAt(int number) const;

  // Whether the person is to be gentle with one of these.
  bool IsLimited(int number) const;

  // Planned time of the steps before `number`.
  int64_t SecondsBefore(int number) const;
  int64_t seconds() const { return SecondsBefore(step_count() + 1); }

  // Keeps only what `assessment` recommends. True if that changed anything.
  bool Restrict(const v1::Assessment& assessment);

  // Leaves a technique out from now on.
  void Stop(const std::string& technique) { stopped_.insert(technique); }

  // Makes a technique, or everything, milder by that many levels in all.
  void Ease(const std::string& technique, int levels) {
    eased_[technique] = levels;
  }
  void EaseAll() { all_eased_ = true; }

  // The mildest that a technique can be done.
  bool IsMildest(int number) const;

  // The plan with what is still to be done, or was done, in it.
  v1::SessionPlan Remaining() const;

 private:
  struct Place {
    const v1::SessionStep* step;
    // Index of the block, or -1.
    int block;
    const v1::PlannedTechnique* technique;
  };

  bool IsOpen(const Place& place) const;
  v1::PressureLevel PressureOf(const Place& place) const;

  v1::SessionPlan plan_;
  std::vector<Place> steps_;
  absl::flat_hash_set<std::string> stopped_;
  absl::flat_hash_map<std::string, int> eased_;
  bool all_eased_ = false;
  bool restricted_ = false;
  // Technique and side -> firmest pressure, once restricted.
  absl::flat_hash_map<std::pair<std::string, int>, v1::PressureLevel> allowed_;
  // Of techniques, as far as known.
  absl::flat_hash_map<std::string, v1::PressureLevel> mildest_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_ROUTE_H_
