#ifndef KNEAD_SERVICE_TRIAGE_FACTS_H_
#define KNEAD_SERVICE_TRIAGE_FACTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/criterion.pb.h"
#include "service/triage/atom_index.h"
#include "service/triage/finding_index.h"
#include "service/triage/site_set.h"

namespace knead {

// Most observations of a request.
inline constexpr int kMaxObservations = 200;

// Most sites of one observation, and of the complaint.
inline constexpr int kMaxSites = 48;

// Ways of filling in what is open. Every criterion is evaluated in all of them
// at once.
enum Lane {
  // All that is open is absent.
  kFloor = 0,
  // All that is open is present.
  kCeiling = 1,
  // Questions that can still be asked are answered no; what the person is not
  // sure of, and what only a clinician can tell, is present.
  kAskedAway = 2,
  // Questions that can still be asked are answered yes; what the person is not
  // sure of, and what only a clinician can tell, is absent.
  kAskedWorst = 3,
  kLanes = 4,
};

// A truth value in each lane, one bit each.
using Truth = uint8_t;

inline constexpr Truth kAlwaysTrue = 0xF;
inline constexpr Truth Bit(Lane lane) { return Truth{1} << lane; }
inline bool Holds(Truth truth, Lane lane) { return (truth & Bit(lane)) != 0; }

// 64 atoms, one bit each, in every lane.
using LaneWord = std::array<uint64_t, kLanes>;

// Why a finding is open.
enum class Openness {
  // It was answered, or a gate rules it out.
  kClosed,
  // It was not asked, and can be asked now.
  kAskable,
  // It was not asked, and a gate must be asked first.
  kBehindGate,
  // The person is not sure, or only a clinician can tell.
  kUnsure,
};

// What is known of one finding.
struct FindingFacts {
  // For yes/no findings: where it is present, in each lane. A finding without
  // sites is everywhere or nowhere.
  std::array<SiteSet, kLanes> sites = {};
  // For quantities: the values that it can have, where stated.
  bool stated = false;
  double min = 0;
  double max = 0;
  // For quantities that were not stated: in which lanes a comparison holds.
  Truth open_truth = 0;
  Openness openness = Openness::kClosed;
  // The observation that says so, or nullptr.
  const v1::Observation* observation = nullptr;
};

// What is known of a person, in the numbers of a FindingIndex and of an
// AtomIndex. Holds pointers into the observations that it was made from.
class Facts {
 public:
  // `observations` name findings in use, at most one for each, and were checked
  // (see ReadObservations).
  Facts(const FindingIndex& index, const SiteIndex& sites,
        const AtomIndex& atoms,
        absl::Span<const v1::Observation* const> observations);

  const FindingFacts& of(size_t finding) const { return facts_[finding]; }

  // Truth of a yes/no finding being present somewhere in `mask`.
  Truth Present(size_t finding, SiteSet mask) const;

  // Truth of an atom, which may be of any AtomIndex.
  Truth Of(const Atom& atom) const;

  // The truth of all atoms of the AtomIndex, 64 a word.
  absl::Span<const LaneWord> words() const { return words_; }

  // The truth of one of them in a lane.
  bool AtomHolds(size_t atom, Lane lane) const {
    return (words_[atom / 64][lane] >> (atom % 64) & 1) != 0;
  }

 private:
  // Truth of a comparison.
  Truth Compare(const Atom& atom) const;

  std::vector<FindingFacts> facts_;
  std::vector<LaneWord> words_;
};

// Checks observations, and returns them in canonical form
// (proto/canonical/receipt.h), by name, as ones of findings in use: duplicates
// that agree once, retired findings replaced (and noted in `replaced`, by
// name). Neither depends on the order of the request. INVALID_ARGUMENT with the
// path of the field in the request for anything that is wrong.
absl::StatusOr<std::vector<v1::Observation>> ReadObservations(
    const FindingIndex& index, const SiteIndex& sites,
    const v1::AssessRequest& request,
    std::vector<v1::ReplacedFinding>* replaced);

// Checks sites and returns their set. `field` is the path of the repeated
// field.
absl::StatusOr<SiteSet> ReadSites(
    const SiteIndex& index, absl::string_view field,
    const google::protobuf::RepeatedPtrField<v1::BodySite>& sites);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_FACTS_H_
