#ifndef KNEAD_TOOLS_CONTENT_KIND_H_
#define KNEAD_TOOLS_CONTENT_KIND_H_

#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace knead::content {

// One kind of resource, as the annotations of the protocol describe it.
struct Kind {
  // Folder of its files: the field of ContentBundle, e.g. `muscle_groups`.
  std::string folder;
  // First part of its names, e.g. `muscleGroups`.
  std::string collection;
  // Resource type, e.g. `knead/MuscleGroup`.
  std::string type;
  // The message.
  const google::protobuf::Descriptor* message = nullptr;
  // The repeated field of ContentBundle that holds it.
  const google::protobuf::FieldDescriptor* bundle_field = nullptr;
};

// All kinds, in the order of ContentBundle. Thread-safe.
const std::vector<Kind>& AllKinds();

// The kind whose files stand in `folder`; null when there is none.
const Kind* KindOfFolder(absl::string_view folder);

// The kind of a resource type such as `knead/Region`; null when there is none.
const Kind* KindOfType(absl::string_view type);

// The kind of a message; null when it is not a resource.
const Kind* KindOfMessage(const google::protobuf::Descriptor* message);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_KIND_H_
