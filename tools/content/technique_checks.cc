#include "tools/content/technique_checks.h"

#include <map>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/technique.pb.h"
#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

void CheckTouched(const Entity& entity, const v1::Technique& technique,
                  FaultSink* faults) {
  std::map<std::string, int> seen;
  for (int i = 0; i < technique.touched_regions_size(); ++i) {
    const std::string& region = technique.touched_regions(i).region();
    const auto [first, is_new] = seen.emplace(region, i);
    if (is_new || region.empty()) continue;
    faults->Add(entity.FaultAt(
        absl::StrCat(ElementPath("", "touched_regions", i), ".region"),
        absl::StrCat("is the same as in touched_regions[", first->second,
                     "]; keep the one with the stronger contact")));
  }
}

// Adds a fault for each T that no technique uses and that has no gap.
template <typename T>
void CheckGaps(const ContentSet& content,
               const absl::flat_hash_set<std::string>& used,
               FaultSink* faults) {
  for (const auto& [entity, message] : content.All<T>()) {
    if (used.contains(entity.name) || !message.gap().empty()) continue;
    faults->Add(
        entity.FaultAt("gap",
                       "is empty, but no technique uses this; say here what is "
                       "missing, or name this in a technique"));
  }
}

}  // namespace

void CheckTechniques(const ContentSet& content, FaultSink* faults) {
  absl::flat_hash_set<std::string> used;
  for (const auto& [entity, technique] : content.All<v1::Technique>()) {
    CheckTouched(entity, technique, faults);
    used.insert(technique.tools().begin(), technique.tools().end());
    used.insert(technique.muscle_groups().begin(),
                technique.muscle_groups().end());
  }
  if (!content.complete()) return;
  CheckGaps<v1::Tool>(content, used, faults);
  CheckGaps<v1::MuscleGroup>(content, used, faults);
}

}  // namespace knead::content
