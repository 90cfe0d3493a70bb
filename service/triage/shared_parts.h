#ifndef KNEAD_SERVICE_TRIAGE_SHARED_PARTS_H_
#define KNEAD_SERVICE_TRIAGE_SHARED_PARTS_H_

#include "google/protobuf/repeated_field.h"

namespace knead {

// Parts of an answer that do not depend on the person are not copied: a message
// on an arena points to them where they lie in the content. Such a message must
// not be changed, and must not outlive the content.

// A part of the content for an unsafe_arena_set_allocated_…().
template <typename Message>
Message* Shared(const Message& part) {
  return const_cast<Message*>(&part);
}

// Adds parts of the content to a field of a message on an arena.
template <typename Message>
void ShareAll(const google::protobuf::RepeatedPtrField<Message>& parts,
              google::protobuf::RepeatedPtrField<Message>* field) {
  field->Reserve(field->size() + parts.size());
  for (const Message& part : parts) {
    field->UnsafeArenaAddAllocated(Shared(part));
  }
}

}  // namespace knead

#endif  // KNEAD_SERVICE_TRIAGE_SHARED_PARTS_H_
