#include "service/catalog/filter.h"

#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "service/catalog/resource_name.h"
#include "service/errors/errors.h"

namespace knead {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

bool IsFilter(const FieldDescriptor* field) {
  return field->number() >= kFirstFilterField;
}

}  // namespace

absl::Status CheckFilters(const Message& list_request, const Catalog& catalog) {
  std::vector<const FieldDescriptor*> fields;
  const auto* reflection = list_request.GetReflection();
  reflection->ListFields(list_request, &fields);
  for (const FieldDescriptor* field : fields) {
    if (!IsFilter(field) || field->is_repeated()) continue;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      const int value = reflection->GetEnumValue(list_request, field);
      if (field->enum_type()->FindValueByNumber(value) == nullptr) {
        return InvalidEnumValue(field->name(), value);
      }
      continue;
    }
    const std::string name = reflection->GetString(list_request, field);
    const Collection* collection = catalog.ReferencedBy(*field);
    if (collection == nullptr) continue;
    if (absl::Status status =
            CheckResourceName(field->name(), name, collection->id());
        !status.ok()) {
      return status;
    }
    if (!collection->Find(name).has_value()) {
      return UnknownReference(field->name(), name);
    }
  }
  return absl::OkStatus();
}

absl::optional<IndexSet> Passing(const Message& list_request,
                                 const Collection& collection) {
  std::vector<const FieldDescriptor*> fields;
  const auto* reflection = list_request.GetReflection();
  reflection->ListFields(list_request, &fields);
  absl::optional<IndexSet> passing;
  std::string name;
  for (const FieldDescriptor* field : fields) {
    if (!IsFilter(field)) continue;
    IndexSet with =
        field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM
            ? collection.With(field->number(),
                              reflection->GetEnumValue(list_request, field))
            : collection.With(field->number(), reflection->GetStringReference(
                                                   list_request, field, &name));
    passing = passing.has_value() ? *passing & with : std::move(with);
  }
  return passing;
}

}  // namespace knead
