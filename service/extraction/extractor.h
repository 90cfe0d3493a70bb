#ifndef KNEAD_SERVICE_EXTRACTION_EXTRACTOR_H_
#define KNEAD_SERVICE_EXTRACTION_EXTRACTOR_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "knead/v1/extraction.pb.h"
#include "service/catalog/catalog.h"
#include "service/extraction/lexicon.h"
#include "service/lazy/lazy.h"

namespace knead {

// Reads what people write in words of their own, with the lexicon of one
// content revision. Diagnoses nothing: it proposes what the text says, and
// where in doubt that it may be so. Immutable and thread-safe.
class Extractor {
 public:
  // Reads the lexicon of the content. FAILED_PRECONDITION when it cannot be
  // read.
  static absl::StatusOr<std::unique_ptr<const Extractor>> Create(
      std::shared_ptr<const Catalog> catalog);

  // Reads the lexicon when it is first needed, or prepared: that takes longer
  // than all else in a content together, and most commands need none.
  explicit Extractor(std::shared_ptr<const Catalog> catalog);

  // Reads the lexicon, unless that is done; waits for whoever does.
  // FAILED_PRECONDITION when it cannot be read.
  absl::Status Prepare() const { return lexicon_.Get().status(); }

  // Whether a word, in small letters, is one of those of the lexicon that tell
  // of nothing by themselves: cues, numbers, ordinary words. False while the
  // lexicon cannot be read.
  bool IsOrdinary(absl::string_view word) const;

  // The content whose lexicon it reads with.
  const std::shared_ptr<const Catalog>& catalog() const { return catalog_; }

  // Takes time in proportion to the length of the text, which is kMaxTextBytes
  // at most. Errors as AssessmentService.ExtractFindings says, and Prepare's.
  absl::StatusOr<v1::ExtractFindingsResponse> Extract(
      const v1::ExtractFindingsRequest& request) const;

 private:
  const std::shared_ptr<const Catalog> catalog_;
  const Lazy<Lexicon> lexicon_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_EXTRACTION_EXTRACTOR_H_
