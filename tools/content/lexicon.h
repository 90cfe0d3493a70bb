#ifndef KNEAD_TOOLS_CONTENT_LEXICON_H_
#define KNEAD_TOOLS_CONTENT_LEXICON_H_

#include <vector>

#include "absl/types/span.h"
#include "knead/v1/lexicon.pb.h"
#include "tools/content/content_set.h"
#include "tools/content/fault.h"
#include "tools/content/source_file.h"

namespace knead::content {

// The files of the lexicon.
struct LexiconParts {
  // In the order of the files; the message of each is a v1::Lexicon.
  std::vector<Entity> parts;
  // Whether each file could be read. When not, nothing can be said about what
  // is missing.
  bool complete = true;
};

// Reads `lexicon/*.textproto`. Adds a fault for each file that cannot be read.
LexiconParts ReadLexicon(absl::Span<const SourceFile> files, FaultSink* faults);

// Phrasings, classes and cues are well written and name what there is; no class
// takes in itself; nothing is given twice; no phrasing belongs to two findings
// that do not say so; a quantity is put into words with a number, in a unit
// that the lexicon knows. With a lexicon at all, every finding in use that
// anyone can tell has a phrasing.
void CheckLexicon(const ContentSet& content, const LexiconParts& lexicon,
                  FaultSink* faults);

// The parts as one, in an order that does not depend on the files.
v1::Lexicon JoinLexicon(const LexiconParts& lexicon);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_LEXICON_H_
