#ifndef KNEAD_SERVICE_CATALOG_VALUE_CHECKS_H_
#define KNEAD_SERVICE_CATALOG_VALUE_CHECKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "google/protobuf/message.h"

namespace knead {

// Longest time that content can state, in seconds: a year. Sums of them stay
// far from the end of the type.
inline constexpr int64_t kMaxContentSeconds = 366 * 24 * 60 * 60;

// What is wrong with values of a message that come out of a type's range, at
// any depth: an enum value that this release does not know, a time that is
// negative, malformed or longer than kMaxContentSeconds, and a number that is
// none. Each begins with the path of the field. Thread-safe.
std::vector<std::string> ValueFaults(const google::protobuf::Message& message);

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_VALUE_CHECKS_H_
