#ifndef KNEAD_TOOLS_CONTENT_COVERAGE_H_
#define KNEAD_TOOLS_CONTENT_COVERAGE_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "tools/content/content_set.h"
#include "tools/content/facts.h"

namespace knead::content {

// Which entities cover which fact.
struct Coverage {
  struct Row {
    Fact fact;
    // Names of the entities that list the fact, by file.
    std::vector<std::string> entities;
  };
  // The facts of one file.
  struct Part {
    FactFile file;
    // In the order of the facts.
    std::vector<Row> rows;
    // Facts with at least one entity.
    int covered = 0;
  };
  // In the order of the files.
  std::vector<Part> parts;

  // Whether every fact is covered.
  bool complete() const;
};

// Looks up the entities of each fact.
Coverage MeasureCoverage(const ContentSet& content,
                         absl::Span<const FactList> fact_lists);

// For each part, a line for each fact with its id, its kind and its entities,
// then a sum such as `N of M facts covered`; a blank line between the parts.
std::string FormatCoverage(const Coverage& coverage);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_COVERAGE_H_
