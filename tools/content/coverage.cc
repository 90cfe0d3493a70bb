#include "tools/content/coverage.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

std::string FormatPart(const Coverage::Part& part) {
  size_t id_width = 0;
  size_t kind_width = 0;
  for (const Coverage::Row& row : part.rows) {
    id_width = std::max(id_width, row.fact.id.size());
    kind_width = std::max(kind_width, row.fact.kind.size());
  }
  std::string text;
  for (const Coverage::Row& row : part.rows) {
    absl::StrAppend(&text,
                    absl::StrFormat("%-*s  %-*s  %s\n", id_width, row.fact.id,
                                    kind_width, row.fact.kind,
                                    row.entities.empty()
                                        ? "NOT COVERED"
                                        : absl::StrJoin(row.entities, " ")));
  }
  absl::StrAppend(&text, part.covered, " of ", part.rows.size(), " ",
                  part.file.plural, " covered\n");
  return text;
}

}  // namespace

bool Coverage::complete() const {
  return std::all_of(parts.begin(), parts.end(), [](const Part& part) {
    return part.covered == static_cast<int>(part.rows.size());
  });
}

Coverage MeasureCoverage(const ContentSet& content,
                         absl::Span<const FactList> fact_lists) {
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
  for (const FactList& list : fact_lists) {
    Coverage::Part& part = coverage.parts.emplace_back();
    part.file = list.file;
    for (const Fact& fact : list.facts) {
      part.rows.push_back({fact, entities_of[fact.id]});
      if (!part.rows.back().entities.empty()) ++part.covered;
    }
  }
  return coverage;
}

std::string FormatCoverage(const Coverage& coverage) {
  return absl::StrJoin(coverage.parts, "\n",
                       [](std::string* out, const Coverage::Part& part) {
                         absl::StrAppend(out, FormatPart(part));
                       });
}

}  // namespace knead::content
