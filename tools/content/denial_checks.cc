#include "tools/content/denial_checks.h"

#include <deque>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "knead/v1/finding.pb.h"
#include "tools/content/criteria.h"
#include "tools/content/criterion_space.h"

namespace knead::content {
namespace {

using Answer = CriterionSpace::Answer;
using Freedom = CriterionSpace::Freedom;

}  // namespace

void CheckDenial(const ContentSet& content, FaultSink* faults) {
  CriterionSpace space(content);
  std::deque<CriterionNode> nodes;  // Demands keep pointers to them.
  std::vector<CriterionSpace::Demand> demands;
  // What a lay person denies is absent, and so is what stands behind it: every
  // clinician's finding, and every gated quantity unless it is given a value.
  const auto denied = [&](const std::string& name) {
    const auto* finding = content.Find<v1::Finding>(name);
    if (finding->kind() != v1::FINDING_KIND_QUANTITY) return Freedom::kAbsent;
    return finding->gates().empty() ? Freedom::kNotAbsent : Freedom::kAny;
  };
  for (const auto& [entity, criterion] : DangerCriteria(content)) {
    auto node = space.Add(criterion);
    if (!node.has_value()) continue;
    nodes.push_back(*std::move(node));
    const CriterionSpace::Demand demand = {&nodes.back(), false, absl::nullopt,
                                           0};
    // One that is true of everybody has its own fault.
    if (space.Exists({demand}, denied) == Answer::kNo) continue;
    demands.push_back(demand);
    if (space.Exists(demands, denied) == Answer::kYes) continue;
    demands.pop_back();
    std::vector<std::string> quantities;
    WalkCriteria(criterion, "",
                 [&](const v1::Criterion& part, const std::string&) {
                   if (part.has_quantity()) {
                     quantities.push_back(part.quantity().finding());
                   }
                 });
    faults->Add(entity.FaultAt(
        "criterion",
        absl::StrCat("together with other triage rules and contraindications, "
                     "leaves no harmless value of ",
                     absl::StrJoin(quantities, ", "),
                     " to somebody who denies everything else; change a "
                     "threshold or demand a yes/no finding beside it")));
  }
}

}  // namespace knead::content
