#ifndef KNEAD_TOOLS_CONTENT_FIELD_BEHAVIOR_H_
#define KNEAD_TOOLS_CONTENT_FIELD_BEHAVIOR_H_

#include <google/protobuf/descriptor.h>

#include <string>

namespace knead::content {

// Whether the field is annotated as REQUIRED.
bool IsRequired(const google::protobuf::FieldDescriptor& field);

// Whether the field is annotated as OUTPUT_ONLY: computed, never authored.
bool IsOutputOnly(const google::protobuf::FieldDescriptor& field);

// The resource type that the field refers to, e.g. `knead/Region`; `*` for any;
// empty when the field is no reference.
const std::string& ReferenceType(
    const google::protobuf::FieldDescriptor& field);

}  // namespace knead::content

#endif  // KNEAD_TOOLS_CONTENT_FIELD_BEHAVIOR_H_
