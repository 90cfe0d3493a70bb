#ifndef KNEAD_TOOLS_CONTENT_COVERAGE_H_
#define KNEAD_TOOLS_CONTENT_COVERAGE_H_

#include <string>
#include <vector>

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
  // In the order of the facts.
  std::vector<Row> rows;
  // Facts with at least one entity.
  int covered = 0;

  // Whether every fact is covered.
  bool complete() const { return covered == static_cast<int>(rows.size()); }
};

// Looks up the entities of each fact.
Coverage MeasureCoverage(const ContentSet& content,
                         const std::vector<Fact>& facts);

// A line for each fact with its id, its kind and its entities, then
// `N of M facts covered`.
std::string FormatCoverage(const Coverage& coverage);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_COVERAGE_H_
