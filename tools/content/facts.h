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

// A file with numbered facts that the content has to cover.
struct FactFile {
  // Relative to the content folder.
  absl::string_view path;
  // What one of its facts is called, and several of them.
  absl::string_view singular;
  absl::string_view plural;
};

// Every such file: what the article says, and what further evidence says. An id
// stands in one of them only.
inline constexpr FactFile kFactFiles[] = {
    {"facts.tsv", "fact", "facts"},
    {"evidence.tsv", "evidence row", "evidence rows"},
};

// Whether `path`, relative to the content folder, is one of kFactFiles.
bool IsFactFile(absl::string_view path);

// A fact that the content has to cover.
struct Fact {
  // E.g. `T5`.
  std::string id;
  // What it is about, e.g. `technique`.
  std::string kind;
};

// The facts of one file.
struct FactList {
  FactFile file;
  // In the order of the file.
  std::vector<Fact> facts;
};

// Reads every file of kFactFiles, in that order: a heading line, then one fact
// a line with id, kind and text, with a tab between them. Adds a fault when a
// file is missing, a line has another form, or an id stands twice.
std::vector<FactList> ReadFacts(absl::Span<const SourceFile> files,
                                FaultSink* faults);

// Every id in `fact_ids`, at any depth, is the id of a fact.
void CheckFactIds(const ContentSet& content,
                  absl::Span<const FactList> fact_lists, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_FACTS_H_
