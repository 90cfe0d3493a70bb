#include "client/cli/evaluation/deny_rest.h"

#include <set>
#include <string>
#include <vector>

#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {

void DenyRest(const std::vector<const v1::Finding*>& findings,
              v1::AssessRequest& request) {
  std::set<std::string> stated;
  for (const v1::Observation& observation : request.observations()) {
    stated.insert(observation.finding());
  }
  for (const v1::Finding* finding : findings) {
    if (stated.count(finding->name()) > 0) {
      stated.insert(finding->replaced_by());
    }
  }
  for (const v1::Finding* finding : findings) {
    if (finding->kind() != v1::FINDING_KIND_PRESENCE ||
        finding->assessable_by() != v1::ASSESSOR_ANYONE ||
        !finding->replaced_by().empty() || stated.count(finding->name()) > 0) {
      continue;
    }
    v1::Observation& denial = *request.add_observations();
    denial.set_finding(finding->name());
    denial.set_presence(v1::PRESENCE_ABSENT);
  }
}

}  // namespace knead::cli
