#ifndef KNEAD_TOOLS_CONTENT_FACTS_H_
#define KNEAD_TOOLS_CONTENT_FACTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tools/content/content_set.h"
#include "tools/content/fault.h"
#include "tools/content/source_file.h"

namespace knead::content {

// The file with the facts of the source article.
inline constexpr absl::string_view kFactsFile = "facts.tsv";

// A fact of the source article that the content has to cover.
struct Fact {
  // E.g. `T5`.
  std::string id;
  // What it is about, e.g. `technique`.
  std::string kind;
};

// Reads the facts file: a heading line, then one fact a line with id, kind and
// text, with a tab between them. Adds a fault when the file is missing, a line
// has another form, or an id stands twice.
std::vector<Fact> ReadFacts(absl::Span<const SourceFile> files,
                            FaultSink* faults);

// Every id in `fact_ids`, at any depth, is the id of a fact.
void CheckFactIds(const ContentSet& content, const std::vector<Fact>& facts,
                  FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_FACTS_H_
