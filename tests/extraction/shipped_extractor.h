#ifndef KNEAD_TESTS_EXTRACTION_SHIPPED_EXTRACTOR_H_
#define KNEAD_TESTS_EXTRACTION_SHIPPED_EXTRACTOR_H_

#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "knead/v1/extraction.pb.h"
#include "service/extraction/extractor.h"

namespace knead {

// The extractor of the content that this tree ships.
const Extractor& ShippedExtractor();

// What it makes of a text that it accepts.
v1::ExtractFindingsResponse Extracted(absl::string_view text);

// The findings that a triage rule or a contraindication of that content names.
const std::set<std::string>& DangerFindings();

}  // namespace knead

#endif  // KNEAD_TESTS_EXTRACTION_SHIPPED_EXTRACTOR_H_
