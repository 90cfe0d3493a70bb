#include "tools/content/coverage.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tools/content/walk.h"

namespace knead::content {

Coverage MeasureCoverage(const ContentSet& content,
                         const std::vector<Fact>& facts) {
  std::map<std::string, std::vector<std::string>> entities_of;
  for (const auto& entity : content.entities()) {
    WalkStrings(*entity->message,
                [&](const google::protobuf::FieldDescriptor& field,
                    const std::string& value, const std::string&) {
                  if (field.name() != "fact_ids") return;
                  auto& names = entities_of[value];
                  if (std::find(names.begin(), names.end(), entity->name) ==
                      names.end()) {
                    names.push_back(entity->name);
                  }
                });
  }
  Coverage coverage;
  for (const Fact& fact : facts) {
    coverage.rows.push_back({fact, entities_of[fact.id]});
    if (!coverage.rows.back().entities.empty()) ++coverage.covered;
  }
  return coverage;
}

std::string FormatCoverage(const Coverage& coverage) {
  size_t id_width = 0;
  size_t kind_width = 0;
  for (const Coverage::Row& row : coverage.rows) {
    id_width = std::max(id_width, row.fact.id.size());
    kind_width = std::max(kind_width, row.fact.kind.size());
  }
  std::string text;
  for (const Coverage::Row& row : coverage.rows) {
    absl::StrAppend(&text,
                    absl::StrFormat("%-*s  %-*s  %s\n", id_width, row.fact.id,
                                    kind_width, row.fact.kind,
                                    row.entities.empty()
                                        ? "NOT COVERED"
                                        : absl::StrJoin(row.entities, " ")));
  }
  absl::StrAppend(&text, coverage.covered, " of ", coverage.rows.size(),
                  " facts covered\n");
  return text;
}

}  // namespace knead::content
