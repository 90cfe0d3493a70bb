#ifndef KNEAD_SERVICE_TRIAGE_VERDICT_H_
#define KNEAD_SERVICE_TRIAGE_VERDICT_H_

#include <array>
#include <vector>

#include "knead/v1/triage.pb.h"
#include "service/triage/facts.h"
#include "service/triage/rule_set.h"

namespace knead {

// Which contraindications a professional has agreed to, by number.
using Clearances = std::vector<bool>;

// Both verdicts, and what they rest on.
struct Verdict {
  // By number in the RuleSet.
  std::vector<Truth> rules;
  std::vector<Truth> contraindications;

  std::array<v1::Urgency, kLanes> urgency;
  std::array<v1::Permission, kLanes> permission;

  // The permission to act on, which may be ASK_FIRST.
  v1::Permission displayed;

  bool urgency_settled() const { return urgency[kFloor] == urgency[kCeiling]; }
  bool permission_settled() const {
    return permission[kFloor] == permission[kCeiling];
  }
  // Whether techniques may be offered.
  bool allowed() const {
    return displayed == v1::PERMISSION_ALLOWED ||
           displayed == v1::PERMISSION_ALLOWED_WITH_LIMITS;
  }
};

// Evaluates every rule and contraindication.
Verdict Judge(const RuleSet& set, const Facts& facts,
              const Clearances& clearances);

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_VERDICT_H_
