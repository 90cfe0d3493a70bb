#ifndef KNEAD_TOOLS_CONTENT_CRITERIA_H_
#define KNEAD_TOOLS_CONTENT_CRITERIA_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "knead/v1/criterion.pb.h"
#include "tools/content/content_set.h"

namespace knead::content {

// An entity that holds by a criterion.
struct CriterionOwner {
  const Entity& entity;
  const v1::Criterion& criterion;
};

// Every triage rule, contraindication and indication whose criterion is set, by
// file.
std::vector<CriterionOwner> AllCriteria(const ContentSet& content);

// Those of them that stand for a danger: triage rules and contraindications.
std::vector<CriterionOwner> DangerCriteria(const ContentSet& content);

// Visits the criterion and every criterion in it, each before those within it.
// `path` is that of the criterion itself.
void WalkCriteria(
    const v1::Criterion& criterion, const std::string& path,
    absl::FunctionRef<void(const v1::Criterion&, const std::string& path)>
        visit);

// The path of a field of the kind that is set, e.g. `criterion.present.finding`
// from `criterion` and `finding`.
std::string KindFieldPath(const v1::Criterion& criterion,
                          const std::string& path, const char* field);

// The finding of a `present` or `quantity` criterion; empty for other kinds.
const std::string& FindingOf(const v1::Criterion& criterion);

// The members of a criterion with their paths; none for `present` and
// `quantity`.
struct CriterionMember {
  const v1::Criterion& criterion;
  std::string path;
};
std::vector<CriterionMember> MembersOf(const v1::Criterion& criterion,
                                       const std::string& path);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_CRITERIA_H_
