#include "service/catalog/testing/naive_filter.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "service/catalog/filter.h"

namespace knead {
namespace {

using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

// Where the answer to a filter stands.
struct Place {
  absl::string_view filter;
  // The field of the listed resource in which, at any depth, what the filter
  // asks for must be; or of what the filter names, in which the name of the
  // listed resource must be.
  const char* field;
  bool in_what_is_named = false;
};

constexpr Place kPlaces[] = {
    {"ListRegionsRequest.body_part", "body_part"},
    {"ListMuscleGroupsRequest.region", "regions"},
    {"ListToolsRequest.muscle_group", "muscle_groups"},
    {"ListTechniquesRequest.region", "touched_regions"},
    {"ListTechniquesRequest.muscle_group", "muscle_groups"},
    {"ListTechniquesRequest.tool", "tools"},
    {"ListTechniquesRequest.indication", "techniques", true},
    {"ListIndicationsRequest.technique", "techniques"},
    {"ListContraindicationsRequest.effect_kind", "effects"},
    {"ListContraindicationsRequest.technique", "contraindications", true},
    {"ListContraindicationsRequest.finding", "criterion"},
    {"ListFindingsRequest.question_group", "question_group"},
    {"ListFindingsRequest.kind", "kind"},
    {"ListFindingsRequest.assessable_by", "assessable_by"},
    {"ListTriageRulesRequest.urgency", "urgency"},
    {"ListTriageRulesRequest.finding", "criterion"},
    {"ListCarePathwaysRequest.urgency", "urgency"},
    {"ListPrinciplesRequest.phase", "phase"},
    {"ListCareMeasuresRequest.muscle_group", "muscle_groups"},
    {"ListSourcesRequest.kind", "kind"},
};

const Place& PlaceOf(const FieldDescriptor& filter) {
  for (const Place& place : kPlaces) {
    if ("knead.v1." + std::string(place.filter) == filter.full_name()) {
      return place;
    }
  }
  std::cerr << "Say where to look for " << filter.full_name() << " in "
            << __FILE__ << "\n";
  std::abort();
}

// What is looked for: a name, or a value of an enum.
struct Value {
  std::string name;
  const EnumDescriptor* enum_type = nullptr;
  int number = 0;
};

bool IsAnywhereIn(const Message& message, const Value& value);

// Whether the value is in a field, at any depth.
bool IsIn(const Message& message, const FieldDescriptor* field,
          const Value& value) {
  const auto& reflection = *message.GetReflection();
  if (!field->is_repeated()) {
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return reflection.GetString(message, field) == value.name;
      case FieldDescriptor::CPPTYPE_ENUM:
        return field->enum_type() == value.enum_type &&
               reflection.GetEnumValue(message, field) == value.number;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return IsAnywhereIn(reflection.GetMessage(message, field), value);
      default:
        return false;
    }
  }
  for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
        reflection.GetRepeatedString(message, field, i) == value.name) {
      return true;
    }
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
        IsAnywhereIn(reflection.GetRepeatedMessage(message, field, i), value)) {
      return true;
    }
  }
  return false;
}

bool IsAnywhereIn(const Message& message, const Value& value) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return std::any_of(fields.begin(), fields.end(),
                     [&](const FieldDescriptor* field) {
                       return IsIn(message, field, value);
                     });
}

std::string NameOf(const Message& message) {
  return message.GetReflection()->GetString(
      message, message.GetDescriptor()->FindFieldByName("name"));
}

// The message of that name, whatever its kind.
const Message& Named(const std::string& name, const Catalog& catalog) {
  for (const Collection& collection : catalog.collections()) {
    for (size_t i = 0; i < collection.size(); ++i) {
      if (collection.name(i) == name) return collection.message(i);
    }
  }
  std::cerr << name << " does not exist\n";
  std::abort();
}

}  // namespace

bool NaivelyPasses(const Message& list_request, const Message& resource,
                   const Catalog& catalog) {
  std::vector<const FieldDescriptor*> fields;
  const auto& reflection = *list_request.GetReflection();
  reflection.ListFields(list_request, &fields);
  for (const FieldDescriptor* filter : fields) {
    if (filter->number() < kFirstFilterField) continue;
    const Place& place = PlaceOf(*filter);
    Value value;
    if (filter->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      value.enum_type = filter->enum_type();
      value.number = reflection.GetEnumValue(list_request, filter);
    } else {
      value.name = reflection.GetString(list_request, filter);
    }
    const Message* holder = &resource;
    if (place.in_what_is_named) {
      holder = &Named(value.name, catalog);
      value.name = NameOf(resource);
    }
    if (!IsIn(*holder, holder->GetDescriptor()->FindFieldByName(place.field),
              value)) {
      return false;
    }
  }
  return true;
}

}  // namespace knead
