#ifndef KNEAD_SERVICE_CATALOG_LANGUAGE_H_
#define KNEAD_SERVICE_CATALOG_LANGUAGE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace knead {

// OK when `code` is empty or a well-formed BCP 47 tag, INVALID_LANGUAGE_CODE
// otherwise. A well-formed tag that the content does not have is not an error:
// the content's own language is used, and the response says so.
absl::Status CheckLanguageCode(absl::string_view code);

// The language of a BCP 47 tag without script and region: `en` of `en-GB`.
absl::string_view PrimaryLanguage(absl::string_view code);

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_LANGUAGE_H_
