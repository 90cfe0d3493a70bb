#ifndef KNEAD_TESTS_FUZZ_FUZZ_MESSAGE_H_
#define KNEAD_TESTS_FUZZ_FUZZ_MESSAGE_H_

#include <cstddef>
#include <cstdint>

#include "google/protobuf/message.h"

namespace knead {

// What LLVMFuzzerCustomMutator does for inputs that are serialised messages:
// changes the message of type `*scratch` in `data`, whose first `size` bytes
// are in use and which has room for `max_size`. Now and then it changes bytes
// instead, so that some inputs are no messages. Returns the new size; an input
// that would not fit stays as it is. Thread-safe for different messages.
size_t MutateMessageBytes(uint8_t* data, size_t size, size_t max_size,
                          unsigned int seed,
                          google::protobuf::Message* scratch);

// The same for LLVMFuzzerCustomCrossOver: writes the message in `data` with a
// part of the one in `other` to `out`, which has room for `max_size`. Returns
// its size, 0 when it does not fit.
size_t CrossOverMessageBytes(const uint8_t* data, size_t size,
                             const uint8_t* other, size_t other_size,
                             uint8_t* out, size_t max_size, unsigned int seed,
                             google::protobuf::Message* scratch);

}  // namespace knead

#endif  // KNEAD_TESTS_FUZZ_FUZZ_MESSAGE_H_
