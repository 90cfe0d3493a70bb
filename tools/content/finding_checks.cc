#include "tools/content/finding_checks.h"

#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "knead/v1/finding.pb.h"

namespace knead::content {
namespace {

void CheckQuantity(const Entity& entity, const v1::Finding& finding,
                   FaultSink* faults) {
  const bool is_quantity = finding.kind() == v1::FINDING_KIND_QUANTITY;
  if (is_quantity && !finding.has_quantity()) {
    faults->Add(entity.FaultAt(
        "quantity",
        "is not set, but the finding is a quantity; give its unit "
        "and its range"));
  }
  if (!is_quantity && finding.has_quantity()) {
    faults->Add(
        entity.FaultAt("quantity",
                       "is set, but the finding is no quantity; remove it, or "
                       "make kind FINDING_KIND_QUANTITY"));
  }
  const v1::QuantitySpec& quantity = finding.quantity();
  // A missing end is a fault of the required field.
  if (entity.outline.Has("quantity.min") &&
      entity.outline.Has("quantity.max") &&
      !(std::isfinite(quantity.min()) && std::isfinite(quantity.max()) &&
        quantity.min() < quantity.max())) {
    faults->Add(entity.FaultAt(
        "quantity.max", absl::StrCat("is ", quantity.max(), ", min is ",
                                     quantity.min(), "; max must be above")));
  }
  if (is_quantity && finding.has_site()) {
    faults->Add(entity.FaultAt(
        "has_site", "is true, but a quantity is not at a place; remove it"));
  }
}

// The finding in use at the end of the chain, null when there is none.
const v1::Finding* LastOfChain(const ContentSet& content,
                               const v1::Finding& finding, bool* circle) {
  absl::flat_hash_set<std::string> visited;
  const v1::Finding* last = &finding;
  while (last != nullptr && !last->replaced_by().empty()) {
    if (!visited.insert(last->replaced_by()).second) {
      *circle = true;
      return nullptr;
    }
    last = content.Find<v1::Finding>(last->replaced_by());
  }
  return last;
}

void CheckRetired(const ContentSet& content, const Entity& entity,
                  const v1::Finding& finding, FaultSink* faults) {
  if (!finding.question_group().empty()) {
    faults->Add(entity.FaultAt("question_group",
                               "is set, but a retired finding is not asked; "
                               "remove it"));
  }
  bool circle = false;
  const v1::Finding* last = LastOfChain(content, finding, &circle);
  if (circle) {
    faults->Add(entity.FaultAt(
        "replaced_by", "leads back to itself; end at a finding in use"));
  }
  if (last == nullptr) return;
  if (last->kind() != finding.kind() ||
      last->has_site() != finding.has_site() ||
      last->quantity().unit() != finding.quantity().unit()) {
    faults->Add(entity.FaultAt(
        "replaced_by",
        absl::StrCat("ends at `", last->name(),
                     "`, which does not take the same answers: kind, has_site "
                     "and unit must be the same")));
  }
}

}  // namespace

void CheckFindings(const ContentSet& content, FaultSink* faults) {
  std::map<int, std::string> groups;
  for (const auto& [entity, group] : content.All<v1::QuestionGroup>()) {
    if (!entity.outline.Has("position")) continue;
    const auto [first, is_new] = groups.emplace(group.position(), entity.name);
    if (is_new) continue;
    faults->Add(entity.FaultAt(
        "position", absl::StrCat("is ", group.position(), ", as in `",
                                 first->second, "`; choose another")));
  }
  std::map<std::pair<std::string, int>, std::string> places;
  for (const auto& [entity, finding] : content.All<v1::Finding>()) {
    CheckQuantity(entity, finding, faults);
    if (!finding.replaced_by().empty()) {
      CheckRetired(content, entity, finding, faults);
      continue;
    }
    if (finding.question_group().empty()) {
      faults->Add(entity.FaultAt(
          "question_group",
          "is empty, but the finding is in use; name the group it is asked "
          "with"));
      continue;
    }
    const auto [first, is_new] = places.emplace(
        std::make_pair(finding.question_group(), finding.position()),
        entity.name);
    if (is_new) continue;
    faults->Add(entity.FaultAt(
        "position",
        absl::StrCat("is ", finding.position(), ", as in `", first->second,
                     "` of the same group; choose "
                     "another")));
  }
}

}  // namespace knead::content
