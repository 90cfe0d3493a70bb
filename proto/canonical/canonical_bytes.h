#ifndef KNEAD_PROTO_CANONICAL_CANONICAL_BYTES_H_
#define KNEAD_PROTO_CANONICAL_CANONICAL_BYTES_H_

#include <cstdint>
#include <string>

#include "google/protobuf/message_lite.h"

namespace knead {

// The serialised message. Equal messages give equal bytes, the order of maps
// included, as long as they are written by one version of protobuf. `message`
// must be shorter than 2 GiB. Thread-safe.
std::string CanonicalBytes(const google::protobuf::MessageLite& message);

// Writes the same to `out`, which has room for `size` bytes: what
// message.ByteSizeLong() has just returned.
void WriteCanonicalBytes(const google::protobuf::MessageLite& message,
                         uint8_t* out, int size);

}  // namespace knead

#endif  // KNEAD_PROTO_CANONICAL_CANONICAL_BYTES_H_
