#ifndef KNEAD_CLIENT_CLI_EVALUATION_DENY_REST_H_
#define KNEAD_CLIENT_CLI_EVALUATION_DENY_REST_H_

#include <vector>

#include "knead/v1/assessment.pb.h"
#include "knead/v1/finding.pb.h"

namespace knead::cli {

// Denies every yes-or-no finding that anyone can tell and that the request says
// nothing about. What was said about a retired finding was said about the one
// that replaced it. The denials come behind the other observations, in the
// order of `findings`.
void DenyRest(const std::vector<const v1::Finding*>& findings,
              v1::AssessRequest& request);

// The same, for any container of findings.
template <typename Findings>
void DenyRest(const Findings& findings, v1::AssessRequest& request) {
  std::vector<const v1::Finding*> pointers;
  for (const v1::Finding& finding : findings) pointers.push_back(&finding);
  DenyRest(pointers, request);
}

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_EVALUATION_DENY_REST_H_
