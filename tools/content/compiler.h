#ifndef KNEAD_TOOLS_CONTENT_COMPILER_H_
#define KNEAD_TOOLS_CONTENT_COMPILER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "knead/v1/certificate.pb.h"
#include "knead/v1/content_bundle.pb.h"
#include "tools/content/content_set.h"
#include "tools/content/fault.h"
#include "tools/content/source_file.h"

namespace knead::content {

// Content without faults.
struct CompiledContent {
  // Every collection sorted by name, computed fields filled in.
  v1::ContentBundle bundle;
  // Its canonical bytes: they depend on the content alone, not on the order of
  // the files.
  std::string bytes;
  // The digest of the bytes, `sha256:` and 64 hexadecimal digits.
  std::string revision;
  // What was proved of it.
  v1::ContentCertificate certificate;
};

// The same as canonical bytes of a CertifiedContent, which a server loads.
std::string CertifiedBytes(const CompiledContent& content);

// Reads the files of the content folder, links and checks them, computes what
// is derived, puts everything into canonical order, and proves that the result
// keeps its promises (proof.h). `files` holds the
// `.textproto` files, the fact files and the drawings; others are passed over.
// Each fault is added to `faults`; any at all gives INVALID_ARGUMENT.
// Thread-safe for different sinks.
absl::StatusOr<CompiledContent> Compile(absl::Span<const SourceFile> files,
                                        FaultSink* faults);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_COMPILER_H_
