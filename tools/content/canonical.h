#ifndef KNEAD_TOOLS_CONTENT_CANONICAL_H_
#define KNEAD_TOOLS_CONTENT_CANONICAL_H_

#include <google/protobuf/message.h>

#include <string>

#include "knead/v1/content_bundle.pb.h"

namespace knead::content {

// Sorts every collection by name.
void SortCollections(v1::ContentBundle* bundle);

// The deterministic serialisation of a message: equal messages give equal
// bytes.
std::string CanonicalBytes(const google::protobuf::Message& message);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_CANONICAL_H_
