#include "tools/content/field_checks.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/content/canonical.h"
#include "tools/content/field_behavior.h"
#include "tools/content/text_outline.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool IsBlank(const std::string& text) {
  return absl::StripAsciiWhitespace(text).empty();
}

std::string ValuesOf(const EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) names.push_back(type.value(i)->name());
  }
  return absl::StrJoin(names, ", ");
}

// Why a REQUIRED field counts as not set; empty when it is set.
std::string WhyUnset(const Entity& entity, const Message& message,
                     const FieldDescriptor& field, const std::string& path) {
  const Reflection* reflection = message.GetReflection();
  if (field.is_repeated()) {
    return reflection->FieldSize(message, &field) > 0
               ? ""
               : "is required and empty; give at least one";
  }
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return reflection->HasField(message, &field)
                 ? ""
                 : "is required and not set; write it";
    case FieldDescriptor::CPPTYPE_STRING:
      return IsBlank(reflection->GetString(message, &field))
                 ? "is required and empty; write it"
                 : "";
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection->GetEnumValue(message, &field) != 0
                 ? ""
                 : absl::StrCat("is required and not specified; give one of ",
                                ValuesOf(*field.enum_type()));
    default:
      return entity.outline.Has(path)
                 ? ""
                 : "is required and not set; write the number, even if it is 0";
  }
}

void CheckEnum(const Entity& entity, const FieldDescriptor& field, int value,
               const std::string& path, FaultSink* faults) {
  if (field.enum_type()->FindValueByNumber(value) != nullptr) return;
  faults->Add(entity.FaultAt(
      path, absl::StrCat("has no value ", value, "; give one of ",
                         ValuesOf(*field.enum_type()))));
}

void CheckList(const Entity& entity, const Message& message,
               const FieldDescriptor& field, const std::string& prefix,
               FaultSink* faults) {
  const Reflection* reflection = message.GetReflection();
  absl::flat_hash_map<std::string, int> seen;
  for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
    const std::string path = ElementPath(prefix, field.name(), i);
    std::string key;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        key =
            CanonicalBytes(reflection->GetRepeatedMessage(message, &field, i));
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        key = reflection->GetRepeatedString(message, &field, i);
        if (IsBlank(key)) {
          faults->Add(entity.FaultAt(path, "is empty; write it or remove it"));
          continue;
        }
        break;
      default:
        continue;
    }
    const auto [first, is_new] = seen.emplace(std::move(key), i);
    if (is_new) continue;
    faults->Add(
        entity.FaultAt(path, absl::StrCat("is the same as ", field.name(), "[",
                                          first->second, "]; remove it")));
  }
}

void CheckMessage(const Entity& entity, const Message& message,
                  const std::string& prefix, FaultSink* faults) {
  const auto* descriptor = message.GetDescriptor();
  const Reflection* reflection = message.GetReflection();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor& field = *descriptor->field(i);
    const std::string path = FieldPath(prefix, field.name());
    if (IsRequired(field)) {
      std::string why = WhyUnset(entity, message, field, path);
      if (!why.empty()) faults->Add(entity.FaultAt(path, std::move(why)));
    }
    if (IsOutputOnly(field) && entity.outline.Has(path)) {
      faults->Add(entity.FaultAt(
          path, "is computed by the content compiler; remove it"));
    }
    if (field.is_repeated()) {
      CheckList(entity, message, field, prefix, faults);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      CheckEnum(entity, field, reflection->GetEnumValue(message, &field), path,
                faults);
    }
  }
}

}  // namespace

void CheckFields(const Entity& entity, FaultSink* faults) {
  WalkMessages(*entity.message,
               [&](const Message& message, const std::string& path) {
                 CheckMessage(entity, message, path, faults);
               });
}

void CheckFields(const ContentSet& content, FaultSink* faults) {
  for (const auto& entity : content.entities()) CheckFields(*entity, faults);
}

}  // namespace knead::content
