#include "service/catalog/view.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/string_view.h"
#include "service/errors/errors.h"

namespace knead {
namespace {

// Fields of the BASIC view, whatever the resource: what a list shows and what
// filters look at.
constexpr std::array kBasicFields = {
    // All resources.
    absl::string_view("name"),
    absl::string_view("display_name"),
    absl::string_view("summary"),
    absl::string_view("aliases"),
    // Region, MuscleGroup, Tool, Technique.
    absl::string_view("body_part"),
    absl::string_view("regions"),
    absl::string_view("always_available"),
    absl::string_view("muscle_groups"),
    absl::string_view("touched_regions"),
    absl::string_view("tools"),
    // Indication, Contraindication.
    absl::string_view("techniques"),
    absl::string_view("effects"),
    // QuestionGroup, Finding.
    absl::string_view("position"),
    absl::string_view("kind"),
    absl::string_view("quantity"),
    absl::string_view("has_site"),
    absl::string_view("assessable_by"),
    absl::string_view("question_group"),
    absl::string_view("gates"),
    absl::string_view("replaced_by"),
    // TriageRule, CarePathway.
    absl::string_view("urgency"),
    absl::string_view("permission"),
    // Principle, Source.
    absl::string_view("phase"),
    absl::string_view("year"),
};

}  // namespace

std::unique_ptr<google::protobuf::Message> BasicView(
    const google::protobuf::Message& resource) {
  std::unique_ptr<google::protobuf::Message> basic(resource.New());
  basic->CopyFrom(resource);
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  basic->GetReflection()->ListFields(*basic, &fields);
  for (const auto* field : fields) {
    if (std::find(kBasicFields.begin(), kBasicFields.end(), field->name()) ==
        kBasicFields.end()) {
      basic->GetReflection()->ClearField(basic.get(), field);
    }
  }
  return basic;
}

absl::StatusOr<v1::View> ResolveView(v1::View view, v1::View unspecified) {
  if (!v1::View_IsValid(view)) return InvalidEnumValue("view", view);
  return view == v1::VIEW_UNSPECIFIED ? unspecified : view;
}

}  // namespace knead
