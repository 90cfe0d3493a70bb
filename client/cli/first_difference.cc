#include "client/cli/first_difference.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "proto/canonical/canonical_bytes.h"

namespace knead::cli {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

// A message with nothing but `field` of `message`.
std::unique_ptr<Message> Only(const FieldDescriptor* field,
                              const Message& message) {
  std::unique_ptr<Message> only(message.New());
  const auto* from = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  from->ListFields(message, &fields);
  if (std::find(fields.begin(), fields.end(), field) == fields.end()) {
    return only;
  }
  only->CopyFrom(message);
  for (const FieldDescriptor* other : fields) {
    if (other != field) only->GetReflection()->ClearField(only.get(), other);
  }
  only->GetReflection()->MutableUnknownFields(only.get())->Clear();
  return only;
}

// Whether two messages agree in a field, as far as their bytes tell.
bool SameIn(const FieldDescriptor* field, const Message& a, const Message& b) {
  return CanonicalBytes(*Only(field, a)) == CanonicalBytes(*Only(field, b));
}

// The path of the first difference within a field that differs.
std::string Within(const FieldDescriptor* field, const Message& a,
                   const Message& b) {
  const Reflection& in_a = *a.GetReflection();
  const Reflection& in_b = *b.GetReflection();
  const bool is_message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  if (!field->is_repeated()) {
    if (!is_message || !in_a.HasField(a, field) || !in_b.HasField(b, field)) {
      return field->name();
    }
    return absl::StrCat(
        field->name(), ".",
        *FirstDifference(in_a.GetMessage(a, field), in_b.GetMessage(b, field)));
  }
  const int size = std::min(in_a.FieldSize(a, field), in_b.FieldSize(b, field));
  for (int i = 0; i < size && is_message; ++i) {
    const std::optional<std::string> difference =
        FirstDifference(in_a.GetRepeatedMessage(a, field, i),
                        in_b.GetRepeatedMessage(b, field, i));
    if (difference.has_value()) {
      return absl::StrCat(field->name(), "[", i, "].", *difference);
    }
  }
  if (is_message) return absl::StrCat(field->name(), "[", size, "]");
  // One entry more of each, until they differ.
  const auto first = [&](const Message& message, int count) {
    std::unique_ptr<Message> begin = Only(field, message);
    while (begin->GetReflection()->FieldSize(*begin, field) > count) {
      begin->GetReflection()->RemoveLast(begin.get(), field);
    }
    return CanonicalBytes(*begin);
  };
  int same = 0;
  while (same < size && first(a, same + 1) == first(b, same + 1)) ++same;
  return absl::StrCat(field->name(), "[", same, "]");
}

}  // namespace

std::optional<std::string> FirstDifference(const Message& a, const Message& b) {
  if (CanonicalBytes(a) == CanonicalBytes(b)) return std::nullopt;
  std::vector<const FieldDescriptor*> fields;
  fields.reserve(a.GetDescriptor()->field_count());
  for (int i = 0; i < a.GetDescriptor()->field_count(); ++i) {
    fields.push_back(a.GetDescriptor()->field(i));
  }
  std::sort(fields.begin(), fields.end(),
            [](const FieldDescriptor* x, const FieldDescriptor* y) {
              return x->number() < y->number();
            });
  for (const FieldDescriptor* field : fields) {
    if (!SameIn(field, a, b)) return Within(field, a, b);
  }
  return "(unknown fields)";
}

}  // namespace knead::cli
