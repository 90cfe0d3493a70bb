#include "tools/content/gate_checks.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"
#include "tools/content/criteria.h"
#include "tools/content/criterion_space.h"
#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

using Answer = CriterionSpace::Answer;
using Freedom = CriterionSpace::Freedom;

void CheckGate(const ContentSet& content, const Entity& entity, int index,
               const std::string& gate, FaultSink* faults) {
  const auto* finding = content.Find<v1::Finding>(gate);
  if (finding == nullptr) return;
  const auto fault = [&](const char* what) {
    faults->Add(entity.FaultAt(ElementPath("", "gates", index),
                               absl::StrCat("`", gate, "` ", what)));
  };
  if (!finding->replaced_by().empty()) {
    fault("is retired; write the finding that replaced it");
  }
  if (finding->kind() == v1::FINDING_KIND_QUANTITY) {
    fault("is a quantity; a gate takes yes or no");
  }
  if (finding->assessable_by() == v1::ASSESSOR_CLINICIAN) {
    fault("needs a clinician; a gate is something that anyone can tell");
  }
}

// Whether `target` is reached from `name` by way of gates.
bool Reaches(const ContentSet& content, const std::string& name,
             const std::string& target,
             absl::flat_hash_set<std::string>* visited) {
  const auto* finding = content.Find<v1::Finding>(name);
  if (finding == nullptr || !visited->insert(name).second) return false;
  return std::any_of(finding->gates().begin(), finding->gates().end(),
                     [&](const std::string& gate) {
                       return gate == target ||
                              Reaches(content, gate, target, visited);
                     });
}

void CheckFinding(const ContentSet& content, const Entity& entity,
                  const v1::Finding& finding, FaultSink* faults) {
  for (int i = 0; i < finding.gates_size(); ++i) {
    CheckGate(content, entity, i, finding.gates(i), faults);
    absl::flat_hash_set<std::string> visited;
    if (finding.gates(i) != entity.name &&
        Reaches(content, finding.gates(i), entity.name, &visited)) {
      faults->Add(entity.FaultAt(
          ElementPath("", "gates", i),
          absl::StrCat("`", finding.gates(i),
                       "` itself stands behind this finding; break the "
                       "circle")));
    }
  }
  if (finding.assessable_by() == v1::ASSESSOR_CLINICIAN &&
      finding.gates().empty() && finding.replaced_by().empty()) {
    faults->Add(entity.FaultAt(
        "gates",
        "is empty, but only a clinician can assess the finding; name what a "
        "lay person would notice first"));
  }
}

// Checks one alternative of a danger's criterion.
class AlternativeChecker {
 public:
  AlternativeChecker(const ContentSet& content, const Entity& entity,
                     FaultSink* faults)
      : content_(content), entity_(entity), faults_(faults), space_(content) {}

  void Check(const v1::Criterion& criterion, const std::string& path) {
    const auto node = space_.Add(criterion);
    if (!node.has_value()) return;
    absl::flat_hash_set<std::string> done;
    WalkCriteria(criterion, path,
                 [&](const v1::Criterion& part, const std::string& part_path) {
                   const std::string& name = FindingOf(part);
                   const auto* finding = content_.Find<v1::Finding>(name);
                   if (finding == nullptr || finding->gates().empty() ||
                       !done.insert(name).second) {
                     return;
                   }
                   CheckGated(*node, name, *finding,
                              KindFieldPath(part, part_path, "finding"));
                 });
  }

 private:
  void CheckGated(const CriterionNode& node, const std::string& name,
                  const v1::Finding& finding, const std::string& path) {
    // By itself.
    const Answer alone = space_.Exists(
        {{&node, true, absl::nullopt, 0}}, [&](const std::string& other) {
          return other == name ? Freedom::kNotAbsent : Freedom::kAbsent;
        });
    if (alone == Answer::kYes) return;
    // True with it, false without it, its gates denied and everything else
    // free.
    for (int state = 1; state < space_.StateCount(name); ++state) {
      const Answer hidden = space_.Exists(
          {{&node, true, name, state}, {&node, false, name, 0}},
          [&](const std::string& other) { return Others(other, finding); });
      if (hidden == Answer::kNo) continue;
      faults_->Add(entity_.FaultAt(
          path,
          hidden == Answer::kTooInvolved
              ? "combines too many findings to be proved; split the criterion"
              : absl::StrCat(
                    "`", name,
                    "` can make this true while its gates are all absent, so "
                    "that it would not be asked; demand one of its gates here "
                    "(",
                    absl::StrJoin(finding.gates(), ", "),
                    "), give it a gate that is demanded here, or let it stand "
                    "alone")));
      return;
    }
  }

  Freedom Others(const std::string& other, const v1::Finding& gated) const {
    if (std::find(gated.gates().begin(), gated.gates().end(), other) !=
        gated.gates().end()) {
      return Freedom::kAbsent;
    }
    const auto* finding = content_.Find<v1::Finding>(other);
    // Everybody is asked for an ungated quantity, so it has a value.
    return finding->kind() == v1::FINDING_KIND_QUANTITY &&
                   finding->gates().empty()
               ? Freedom::kNotAbsent
               : Freedom::kAny;
  }

  const ContentSet& content_;
  const Entity& entity_;
  FaultSink* faults_;
  CriterionSpace space_;
};

void CheckAlternatives(const ContentSet& content, const Entity& entity,
                       const v1::Criterion& criterion, const std::string& path,
                       FaultSink* faults) {
  if (criterion.has_any_of()) {
    for (const CriterionMember& member : MembersOf(criterion, path)) {
      CheckAlternatives(content, entity, member.criterion, member.path, faults);
    }
    return;
  }
  AlternativeChecker(content, entity, faults).Check(criterion, path);
}

}  // namespace

void CheckGates(const ContentSet& content, FaultSink* faults) {
  for (const auto& [entity, finding] : content.All<v1::Finding>()) {
    CheckFinding(content, entity, finding, faults);
  }
  for (const auto& [entity, criterion] : DangerCriteria(content)) {
    CheckAlternatives(content, entity, criterion, "criterion", faults);
  }
}

}  // namespace knead::content
