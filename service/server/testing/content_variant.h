#ifndef KNEAD_SERVICE_SERVER_TESTING_CONTENT_VARIANT_H_
#define KNEAD_SERVICE_SERVER_TESTING_CONTENT_VARIANT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace knead {

// The built-in content in the form of a file, with `opening` as the sentence
// that opens an interview, and a certificate to match. Equal sentences give
// equal bytes, and others another revision.
std::string ContentVariant(absl::string_view opening);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_TESTING_CONTENT_VARIANT_H_
