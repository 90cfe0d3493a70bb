#include "tools/content/usage_checks.h"

#include <google/protobuf/descriptor.h>

#include <string>

#include "absl/container/flat_hash_set.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/source.pb.h"
#include "tools/content/field_behavior.h"
#include "tools/content/walk.h"

namespace knead::content {

void CheckUsage(const ContentSet& content, FaultSink* faults) {
  if (!content.complete()) return;
  const auto* replaced_by =
      v1::Finding::descriptor()->FindFieldByName("replaced_by");
  absl::flat_hash_set<std::string> used;
  for (const auto& entity : content.entities()) {
    WalkStrings(*entity->message,
                [&](const google::protobuf::FieldDescriptor& field,
                    const std::string& value, const std::string&) {
                  if (ReferenceType(field).empty() || value == entity->name ||
                      &field == replaced_by) {
                    return;
                  }
                  // A link from general guidance does not put a finding to use.
                  if (ReferenceType(field) != "*") used.insert(value);
                });
  }
  const auto check = [&](const Entity& entity, const char* text) {
    if (used.contains(entity.name)) return;
    faults->Add(entity.FaultAt("name", text));
  };
  for (const auto& [entity, finding] : content.All<v1::Finding>()) {
    if (!finding.replaced_by().empty()) continue;
    check(entity,
          "is named by no triage rule, contraindication or indication and is "
          "no gate; use it or remove it");
  }
  for (const auto& [entity, group] : content.All<v1::QuestionGroup>()) {
    check(entity, "has no finding; put one into it or remove it");
  }
  for (const auto& [entity, source] : content.All<v1::Source>()) {
    check(entity, "is cited nowhere; cite it or remove it");
  }
}

}  // namespace knead::content
