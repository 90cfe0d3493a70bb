#ifndef KNEAD_TOOLS_CONTENT_LOADER_H_
#define KNEAD_TOOLS_CONTENT_LOADER_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tools/content/content_set.h"
#include "tools/content/fault.h"
#include "tools/content/source_file.h"

namespace knead::content {

// The file with what holds for the content as a whole.
inline constexpr absl::string_view kManifestFile = "manifest.textproto";

// The file with the words that the search has to know of; there need not be
// one.
inline constexpr absl::string_view kSearchWordsFile = "search_words.textproto";

// Parses every `.textproto` file; other files are passed over. Adds a fault
// for each file that stands in no known folder, whose name is no id, whose
// first lines do not name its message, or whose text is not one of that
// message; what is wrong with one file does not keep the others from being
// read.
ContentSet Load(absl::Span<const SourceFile> files, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_LOADER_H_
