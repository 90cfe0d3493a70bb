#include "tools/content/field_behavior.h"

#include "google/api/field_behavior.pb.h"
#include "google/api/resource.pb.h"

namespace knead::content {
namespace {

using google::api::FieldBehavior;
using google::protobuf::FieldDescriptor;

bool Has(const FieldDescriptor& field, FieldBehavior behavior) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool IsRequired(const FieldDescriptor& field) {
  return Has(field, google::api::REQUIRED);
}

bool IsOutputOnly(const FieldDescriptor& field) {
  return Has(field, google::api::OUTPUT_ONLY);
}

const std::string& ReferenceType(const FieldDescriptor& field) {
  return field.options().GetExtension(google::api::resource_reference).type();
}

}  // namespace knead::content
