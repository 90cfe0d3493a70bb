#include "tools/content/walk.h"

#include <vector>

#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

using Visit = absl::FunctionRef<void(const Message&, const std::string& path)>;

void WalkFrom(const Message& message, const std::string& path, Visit visit) {
  visit(message, path);
  const Reflection* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      WalkFrom(reflection->GetMessage(message, field),
               FieldPath(path, field->name()), visit);
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      WalkFrom(reflection->GetRepeatedMessage(message, field, i),
               ElementPath(path, field->name(), i), visit);
    }
  }
}

}  // namespace

void WalkMessages(const Message& root, Visit visit) {
  WalkFrom(root, "", visit);
}

void WalkStrings(
    const Message& root,
    absl::FunctionRef<void(const FieldDescriptor& field,
                           const std::string& value, const std::string& path)>
        visit) {
  WalkMessages(root, [&](const Message& message, const std::string& path) {
    const Reflection* reflection = message.GetReflection();
    std::vector<const FieldDescriptor*> fields;
    reflection->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) continue;
      if (!field->is_repeated()) {
        visit(*field, reflection->GetString(message, field),
              FieldPath(path, field->name()));
        continue;
      }
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        visit(*field, reflection->GetRepeatedString(message, field, i),
              ElementPath(path, field->name(), i));
      }
    }
  });
}

}  // namespace knead::content
