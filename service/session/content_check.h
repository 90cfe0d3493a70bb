#ifndef KNEAD_SERVICE_SESSION_CONTENT_CHECK_H_
#define KNEAD_SERVICE_SESSION_CONTENT_CHECK_H_

#include "absl/status/status.h"
#include "service/catalog/catalog.h"

namespace knead {

// Whether sessions can be planned and coached on this content: what is asked
// after, and what pain is reported as, are findings in use that take such
// answers, and no technique's times are longer than a round gives.
// FAILED_PRECONDITION, naming the resource and the field at fault, when they
// cannot. Thread-safe.
absl::Status CheckSessionContent(const Catalog& catalog);

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_CONTENT_CHECK_H_
