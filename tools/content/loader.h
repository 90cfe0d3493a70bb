#ifndef KNEAD_TOOLS_CONTENT_LOADER_H_
#define KNEAD_TOOLS_CONTENT_LOADER_H_

#include <google/protobuf/descriptor.h>

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

// Whether a file, by its path in the content folder, lies where those of the
// lexicon lie.
bool IsLexiconFile(absl::string_view path);

// Reads a file as the message of that type. False when its text is not one; a
// fault is added then, and for first lines that do not name the message.
bool ReadEntity(const SourceFile& file,
                const google::protobuf::Descriptor* message, Entity* entity,
                FaultSink* faults);

// Parses every `.textproto` file but those of the lexicon (lexicon.h); other
// files are passed over. Adds a fault
// for each file that stands in no known folder, whose name is no id, whose
// first lines do not name its message, or whose text is not one of that
// message; what is wrong with one file does not keep the others from being
// read.
ContentSet Load(absl::Span<const SourceFile> files, FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_LOADER_H_
