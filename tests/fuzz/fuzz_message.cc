#include "tests/fuzz/fuzz_message.h"

#include <algorithm>
#include <memory>
#include <string>

#include "proto/canonical/canonical_bytes.h"
#include "tests/fuzz/proto_mutator.h"

namespace knead {
namespace {

using ::google::protobuf::Message;

// One of so many changes is one of bytes.
constexpr size_t kBytesOnceIn = 16;

// What of `data` can be read: an input need not be a message.
void Read(const uint8_t* data, size_t size, Message* message) {
  message->Clear();
  message->ParsePartialFromArray(data, static_cast<int>(size));
}

size_t Write(const std::string& bytes, size_t max_size, uint8_t* out,
             size_t otherwise) {
  if (bytes.size() > max_size) return otherwise;
  std::copy(bytes.begin(), bytes.end(), out);
  return bytes.size();
}

}  // namespace

size_t MutateMessageBytes(uint8_t* data, size_t size, size_t max_size,
                          unsigned int seed, Message* scratch) {
  ProtoMutator mutator(seed);
  if (mutator.OnceIn(kBytesOnceIn)) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    mutator.MutateBytes(&bytes);
    return Write(bytes, max_size, data, size);
  }
  Read(data, size, scratch);
  mutator.Mutate(scratch);
  return Write(CanonicalBytes(*scratch), max_size, data, size);
}

size_t CrossOverMessageBytes(const uint8_t* data, size_t size,
                             const uint8_t* other, size_t other_size,
                             uint8_t* out, size_t max_size, unsigned int seed,
                             Message* scratch) {
  Read(data, size, scratch);
  const std::unique_ptr<Message> second(scratch->New());
  Read(other, other_size, second.get());
  ProtoMutator(seed).CrossOver(*second, scratch);
  return Write(CanonicalBytes(*scratch), max_size, out, 0);
}

}  // namespace knead
