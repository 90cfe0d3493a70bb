#include "proto/canonical/canonical_bytes.h"

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace knead {

std::string CanonicalBytes(const google::protobuf::MessageLite& message) {
  std::string bytes(message.ByteSizeLong(), '\0');
  WriteCanonicalBytes(message, reinterpret_cast<uint8_t*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  return bytes;
}

void WriteCanonicalBytes(const google::protobuf::MessageLite& message,
                         uint8_t* out, int size) {
  google::protobuf::io::ArrayOutputStream array(out, size);
  google::protobuf::io::CodedOutputStream coded(&array);
  coded.SetSerializationDeterministic(true);
  message.SerializeWithCachedSizes(&coded);
}

}  // namespace knead
