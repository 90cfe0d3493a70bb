#include "service/catalog/filter.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "google/api/resource.pb.h"
#include "service/catalog/resource_name.h"
#include "service/errors/errors.h"

namespace knead {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::RepeatedPtrField;

bool IsFilter(const FieldDescriptor* field) {
  return field->number() >= kFirstFilterField;
}

bool Contains(const RepeatedPtrField<std::string>& names,
              const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// An unset filter lets everything pass.
bool Passes(const std::string& filter,
            const RepeatedPtrField<std::string>& names) {
  return filter.empty() || Contains(names, filter);
}

bool Passes(const std::string& filter, const std::string& name) {
  return filter.empty() || filter == name;
}

template <typename Enum>
bool PassesEnum(Enum filter, Enum value) {
  return filter == 0 || filter == value;
}

bool PassesFinding(const std::string& filter, const v1::Criterion& criterion) {
  return filter.empty() || Mentions(criterion, filter);
}

// The collection that a reference names, e.g. `muscleGroups` for
// "knead/MuscleGroup".
const Collection* Referenced(const FieldDescriptor* field,
                             const Catalog& catalog) {
  const std::string& type =
      field->options().GetExtension(google::api::resource_reference).type();
  const auto* descriptor = field->file()->pool()->FindMessageTypeByName(
      "knead.v1." + std::string(absl::StripPrefix(type, "knead/")));
  return descriptor == nullptr
             ? nullptr
             : catalog.FindCollection(CollectionOf(descriptor));
}

}  // namespace

bool Mentions(const v1::Criterion& criterion, absl::string_view finding) {
  const auto any = [finding](const auto& criteria) {
    return std::any_of(
        criteria.begin(), criteria.end(),
        [finding](const v1::Criterion& c) { return Mentions(c, finding); });
  };
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      return criterion.present().finding() == finding;
    case v1::Criterion::kQuantity:
      return criterion.quantity().finding() == finding;
    case v1::Criterion::kAllOf:
      return any(criterion.all_of().criteria());
    case v1::Criterion::kAnyOf:
      return any(criterion.any_of().criteria());
    case v1::Criterion::kAtLeast:
      return std::any_of(criterion.at_least().criteria().begin(),
                         criterion.at_least().criteria().end(),
                         [finding](const v1::WeightedCriterion& weighted) {
                           return Mentions(weighted.criterion(), finding);
                         });
    case v1::Criterion::KIND_NOT_SET:
      return false;
  }
  return false;
}

bool HasFilter(const Message& list_request) {
  std::vector<const FieldDescriptor*> fields;
  list_request.GetReflection()->ListFields(list_request, &fields);
  return std::any_of(fields.begin(), fields.end(), IsFilter);
}

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
    const Collection* collection = Referenced(field, catalog);
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

bool Matches(const v1::ListRegionsRequest& request, const v1::Region& region,
             const Catalog&) {
  return PassesEnum(request.body_part(), region.body_part());
}

bool Matches(const v1::ListMuscleGroupsRequest& request,
             const v1::MuscleGroup& group, const Catalog&) {
  return Passes(request.region(), group.regions());
}

bool Matches(const v1::ListToolsRequest& request, const v1::Tool& tool,
             const Catalog&) {
  return Passes(request.muscle_group(), tool.muscle_groups());
}

bool Matches(const v1::ListTechniquesRequest& request,
             const v1::Technique& technique, const Catalog& catalog) {
  const auto touches = [&technique](const std::string& region) {
    return std::any_of(technique.touched_regions().begin(),
                       technique.touched_regions().end(),
                       [&region](const v1::TouchedRegion& touched) {
                         return touched.region() == region;
                       });
  };
  const auto serves = [&](const std::string& name) {
    const auto* indication = catalog.Find<v1::Indication>(name);
    return indication != nullptr &&
           Contains(indication->techniques(), technique.name());
  };
  return (request.region().empty() || touches(request.region())) &&
         Passes(request.muscle_group(), technique.muscle_groups()) &&
         Passes(request.tool(), technique.tools()) &&
         (request.indication().empty() || serves(request.indication()));
}

bool Matches(const v1::ListIndicationsRequest& request,
             const v1::Indication& indication, const Catalog&) {
  return Passes(request.technique(), indication.techniques());
}

bool Matches(const v1::ListContraindicationsRequest& request,
             const v1::Contraindication& contraindication,
             const Catalog& catalog) {
  const auto has_effect = [&](v1::EffectKind kind) {
    return std::any_of(
        contraindication.effects().begin(), contraindication.effects().end(),
        [kind](const v1::Effect& effect) { return effect.kind() == kind; });
  };
  const auto concerns = [&](const std::string& name) {
    const auto* technique = catalog.Find<v1::Technique>(name);
    return technique != nullptr &&
           Contains(technique->contraindications(), contraindication.name());
  };
  return (request.effect_kind() == v1::EFFECT_KIND_UNSPECIFIED ||
          has_effect(request.effect_kind())) &&
         (request.technique().empty() || concerns(request.technique())) &&
         PassesFinding(request.finding(), contraindication.criterion());
}

bool Matches(const v1::ListQuestionGroupsRequest&, const v1::QuestionGroup&,
             const Catalog&) {
  return true;
}

bool Matches(const v1::ListFindingsRequest& request, const v1::Finding& finding,
             const Catalog&) {
  return Passes(request.question_group(), finding.question_group()) &&
         PassesEnum(request.kind(), finding.kind()) &&
         PassesEnum(request.assessable_by(), finding.assessable_by());
}

bool Matches(const v1::ListTriageRulesRequest& request,
             const v1::TriageRule& rule, const Catalog&) {
  return PassesEnum(request.urgency(), rule.urgency()) &&
         PassesFinding(request.finding(), rule.criterion());
}

bool Matches(const v1::ListCarePathwaysRequest& request,
             const v1::CarePathway& pathway, const Catalog&) {
  return PassesEnum(request.urgency(), pathway.urgency());
}

bool Matches(const v1::ListPrinciplesRequest& request,
             const v1::Principle& principle, const Catalog&) {
  return PassesEnum(request.phase(), principle.phase());
}

bool Matches(const v1::ListCareMeasuresRequest& request,
             const v1::CareMeasure& measure, const Catalog&) {
  return Passes(request.muscle_group(), measure.muscle_groups());
}

bool Matches(const v1::ListFrequentQuestionsRequest&,
             const v1::FrequentQuestion&, const Catalog&) {
  return true;
}

bool Matches(const v1::ListTakeawaysRequest&, const v1::Takeaway&,
             const Catalog&) {
  return true;
}

bool Matches(const v1::ListSourcesRequest& request, const v1::Source& source,
             const Catalog&) {
  return PassesEnum(request.kind(), source.kind());
}

}  // namespace knead
