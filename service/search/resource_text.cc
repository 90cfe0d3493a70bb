#include "service/search/resource_text.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "google/api/resource.pb.h"
#include "google/protobuf/descriptor.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/source.pb.h"
#include "knead/v1/technique.pb.h"
#include "service/search/resource_kind.h"

namespace knead {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::Reflection;

bool IsReference(const FieldDescriptor& field) {
  return field.options().HasExtension(google::api::resource_reference);
}

// Calls `visit(field, text)` for every string of a message but for those of
// citations.
template <typename Visitor>
void VisitStrings(const Message& message, const Visitor& visit) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  std::string scratch;
  for (const FieldDescriptor* field : fields) {
    const int size =
        field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        visit(*field,
              field->is_repeated()
                  ? reflection.GetRepeatedStringReference(message, field, i,
                                                          &scratch)
                  : reflection.GetStringReference(message, field, &scratch));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                 field->message_type() != v1::Citation::descriptor()) {
        VisitStrings(field->is_repeated()
                         ? reflection.GetRepeatedMessage(message, field, i)
                         : reflection.GetMessage(message, field),
                     visit);
      }
    }
  }
}

// Whether a string says nothing to a reader.
bool IsTechnical(const FieldDescriptor& field) {
  return IsReference(field) || field.name() == "name" ||
         field.name() == "fact_ids" ||
         &field == v1::Code::descriptor()->FindFieldByName("system") ||
         &field == v1::SourceSection::descriptor()->FindFieldByName("id");
}

TextRole RoleOf(const FieldDescriptor& field, const Message& resource) {
  if (field.containing_type() != resource.GetDescriptor()) {
    return TextRole::kDetail;
  }
  if (field.name() == "display_name") return TextRole::kName;
  if (field.name() == "aliases") return TextRole::kAlias;
  if (field.name() == "summary") return TextRole::kSummary;
  if (field.name() == "question" || field.name() == "prompt") {
    return TextRole::kQuestion;
  }
  return TextRole::kDetail;
}

std::string NameOf(const Message& resource) {
  return resource.GetReflection()->GetString(
      resource, resource.GetDescriptor()->FindFieldByName("name"));
}

std::vector<std::string> ReferencesOf(const Message& resource) {
  std::vector<std::string> references;
  VisitStrings(resource,
               [&](const FieldDescriptor& field, const std::string& value) {
                 if (IsReference(field)) references.push_back(value);
               });
  return references;
}

// A finding, technique or muscle group by its name; null for all else.
const Message* Bridge(const std::string& name, const Catalog& catalog) {
  if (const Message* finding = catalog.Find<v1::Finding>(name)) return finding;
  if (const Message* technique = catalog.Find<v1::Technique>(name)) {
    return technique;
  }
  return catalog.Find<v1::MuscleGroup>(name);
}

}  // namespace

std::vector<ResourceText> TextsOf(const Message& resource) {
  std::vector<ResourceText> texts;
  VisitStrings(resource,
               [&](const FieldDescriptor& field, const std::string& text) {
                 if (IsTechnical(field)) return;
                 texts.push_back({RoleOf(field, resource), text});
               });
  return texts;
}

std::set<std::string> SubjectsOf(const Message& resource,
                                 const Catalog& catalog) {
  std::set<std::string> subjects = {NameOf(resource)};
  const bool looks_further =
      resource.GetDescriptor() != v1::Technique::descriptor() &&
      resource.GetDescriptor() != v1::Finding::descriptor();
  for (const std::string& name : ReferencesOf(resource)) {
    subjects.insert(name);
    const Message* bridge = looks_further ? Bridge(name, catalog) : nullptr;
    if (bridge == nullptr) continue;
    for (const std::string& further : ReferencesOf(*bridge)) {
      if (absl::StartsWith(further, kAnyRegion) ||
          absl::StartsWith(further, kAnyTool)) {
        subjects.insert(further);
      }
    }
  }
  const bool is_danger = IsDangerKind(KindOf(resource.GetDescriptor()));
  const auto* finding =
      google::protobuf::DynamicCastToGenerated<v1::Finding>(&resource);
  const auto names_any = [&](absl::string_view collection) {
    const auto first = subjects.lower_bound(std::string(collection));
    return first != subjects.end() && absl::StartsWith(*first, collection);
  };
  if ((is_danger || (finding != nullptr && finding->has_site())) &&
      !names_any(kAnyRegion)) {
    subjects.insert(kAnyRegion);
  }
  if (is_danger && !names_any(kAnyTool)) subjects.insert(kAnyTool);
  return subjects;
}

std::vector<std::string> FindingsOf(const Message& resource) {
  const FieldDescriptor* finding =
      v1::PresentCriterion::descriptor()->FindFieldByName("finding");
  std::vector<std::string> findings;
  VisitStrings(
      resource, [&](const FieldDescriptor& field, const std::string& value) {
        if (&field == finding && std::find(findings.begin(), findings.end(),
                                           value) == findings.end()) {
          findings.push_back(value);
        }
      });
  return findings;
}

}  // namespace knead
