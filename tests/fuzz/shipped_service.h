#ifndef KNEAD_TESTS_FUZZ_SHIPPED_SERVICE_H_
#define KNEAD_TESTS_FUZZ_SHIPPED_SERVICE_H_

#include "tests/fuzz/local_service.h"

namespace knead {

// The methods on the content that this tree ships, made at the first call.
// Stops the process when it cannot be served. Thread-safe.
const LocalService& ShippedService();

}  // namespace knead

#endif  // KNEAD_TESTS_FUZZ_SHIPPED_SERVICE_H_
