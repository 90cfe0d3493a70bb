#include "service/triage/verdict.h"

#include <algorithm>

namespace knead {
namespace {

// What the person is told when what stays open would, if present, mean `worst`:
// an open danger asks for a professional's word; it does not forbid for good.
v1::Permission Cautiously(v1::Permission certain, v1::Permission worst) {
  return std::max(certain, std::min(worst, v1::PERMISSION_CLEARANCE_FIRST));
}

// A question must be asked first when its answer can make a
// professional's word necessary, or forbid massage.
v1::Permission Displayed(const std::array<v1::Permission, kLanes>& permission) {
  if (permission[kFloor] == v1::PERMISSION_NOT_NOW) {
    return v1::PERMISSION_NOT_NOW;
  }
  const v1::Permission if_denied =
      Cautiously(permission[kFloor], permission[kAskedAway]);
  const v1::Permission if_confirmed =
      Cautiously(permission[kAskedWorst], permission[kCeiling]);
  if (if_confirmed > if_denied &&
      if_confirmed >= v1::PERMISSION_CLEARANCE_FIRST) {
    return v1::PERMISSION_ASK_FIRST;
  }
  // What is still open only limits regions.
  return std::max(if_denied, if_confirmed);
}

}  // namespace

Verdict Judge(const RuleSet& set, const Facts& facts,
              const Clearances& clearances) {
  Verdict verdict;
  verdict.urgency.fill(v1::URGENCY_SELF_CARE);
  verdict.permission.fill(v1::PERMISSION_ALLOWED);
  verdict.rules.reserve(set.rules.size());
  for (const CompiledRule& compiled : set.rules) {
    const Truth truth = compiled.criterion.program.Evaluate(facts);
    verdict.rules.push_back(truth);
    for (int lane = 0; lane < kLanes; ++lane) {
      if (!Holds(truth, static_cast<Lane>(lane))) continue;
      verdict.urgency[lane] = std::max(verdict.urgency[lane], compiled.urgency);
      verdict.permission[lane] =
          std::max(verdict.permission[lane], compiled.permission);
    }
  }
  verdict.contraindications.reserve(set.contraindications.size());
  std::array<SiteSet, kLanes> forbidden = {};
  for (size_t i = 0; i < set.contraindications.size(); ++i) {
    const CompiledContraindication& compiled = set.contraindications[i];
    const Truth truth = compiled.criterion.program.Evaluate(facts);
    verdict.contraindications.push_back(truth);
    for (int lane = 0; lane < kLanes; ++lane) {
      if (!Holds(truth, static_cast<Lane>(lane))) continue;
      const SiteSet sites =
          compiled.regional()
              ? compiled.criterion.program.Sites(facts, static_cast<Lane>(lane))
              : kNoSites;
      verdict.permission[lane] =
          std::max(verdict.permission[lane],
                   PermissionUnder(set.sites, compiled, clearances[i], sites));
      forbidden[lane] |= ForbiddenSites(set.sites, compiled, sites);
    }
  }
  // Several can leave nothing to massage between them.
  for (int lane = 0; lane < kLanes; ++lane) {
    if (forbidden[lane] == set.sites.all()) {
      verdict.permission[lane] =
          std::max(verdict.permission[lane], v1::PERMISSION_NOT_NOW);
    }
  }
  verdict.displayed = Displayed(verdict.permission);
  return verdict;
}

}  // namespace knead
