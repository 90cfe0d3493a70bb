#include "service/catalog/filter_values.h"

#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead {
namespace {

using ::google::protobuf::Message;

// The findings that a criterion names.
void AddFindings(const v1::Criterion& criterion, FilterValues* values) {
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent:
      values->Add(criterion.present().finding());
      return;
    case v1::Criterion::kQuantity:
      values->Add(criterion.quantity().finding());
      return;
    case v1::Criterion::kAllOf:
      for (const v1::Criterion& each : criterion.all_of().criteria()) {
        AddFindings(each, values);
      }
      return;
    case v1::Criterion::kAnyOf:
      for (const v1::Criterion& each : criterion.any_of().criteria()) {
        AddFindings(each, values);
      }
      return;
    case v1::Criterion::kAtLeast:
      for (const v1::WeightedCriterion& each :
           criterion.at_least().criteria()) {
        AddFindings(each.criterion(), values);
      }
      return;
    case v1::Criterion::KIND_NOT_SET:
      return;
  }
}

// Collects the filters of the list request `Request`, which lists `Resource`.
template <typename Request, typename Resource>
class FiltersOf {
 public:
  explicit FiltersOf(std::vector<Filter>* filters) : filters_(filters) {}

  // A filter whose values the listed resources tell.
  template <typename Tell>
  FiltersOf& Has(int field_number, Tell tell) {
    return ToldBy<Resource>(field_number, tell);
  }

  // A filter that names a `Value`, which tells what resources have it.
  template <typename Value, typename Tell>
  FiltersOf& ToldBy(int field_number, Tell tell) {
    filters_->push_back({Request::descriptor()->FindFieldByNumber(field_number),
                         Resource::descriptor(), Value::descriptor(),
                         [tell](const Message& resource, FilterValues* values) {
                           tell(static_cast<const Value&>(resource), values);
                         }});
    return *this;
  }

 private:
  std::vector<Filter>* filters_;
};

}  // namespace

std::vector<Filter> Filters() {
  std::vector<Filter> filters;

  using Regions = v1::ListRegionsRequest;
  FiltersOf<Regions, v1::Region>(&filters).Has(
      Regions::kBodyPartFieldNumber,
      [](auto& region, auto* values) { values->Add(region.body_part()); });

  using MuscleGroups = v1::ListMuscleGroupsRequest;
  FiltersOf<MuscleGroups, v1::MuscleGroup>(&filters).Has(
      MuscleGroups::kRegionFieldNumber,
      [](auto& group, auto* values) { values->Add(group.regions()); });

  using Tools = v1::ListToolsRequest;
  FiltersOf<Tools, v1::Tool>(&filters).Has(
      Tools::kMuscleGroupFieldNumber,
      [](auto& tool, auto* values) { values->Add(tool.muscle_groups()); });

  using Techniques = v1::ListTechniquesRequest;
  FiltersOf<Techniques, v1::Technique>(&filters)
      .Has(Techniques::kRegionFieldNumber,
           [](auto& technique, auto* values) {
             for (const auto& touched : technique.touched_regions()) {
               values->Add(touched.region());
             }
           })
      .Has(Techniques::kMuscleGroupFieldNumber,
           [](auto& technique, auto* values) {
             values->Add(technique.muscle_groups());
           })
      .Has(
          Techniques::kToolFieldNumber,
          [](auto& technique, auto* values) { values->Add(technique.tools()); })
      .ToldBy<v1::Indication>(Techniques::kIndicationFieldNumber,
                              [](auto& indication, auto* values) {
                                values->Add(indication.techniques());
                              });

  using Indications = v1::ListIndicationsRequest;
  FiltersOf<Indications, v1::Indication>(&filters).Has(
      Indications::kTechniqueFieldNumber, [](auto& indication, auto* values) {
        values->Add(indication.techniques());
      });

  using Contraindications = v1::ListContraindicationsRequest;
  FiltersOf<Contraindications, v1::Contraindication>(&filters)
      .Has(Contraindications::kEffectKindFieldNumber,
           [](auto& contraindication, auto* values) {
             for (const v1::Effect& effect : contraindication.effects()) {
               values->Add(effect.kind());
             }
           })
      .ToldBy<v1::Technique>(Contraindications::kTechniqueFieldNumber,
                             [](auto& technique, auto* values) {
                               values->Add(technique.contraindications());
                             })
      .Has(Contraindications::kFindingFieldNumber,
           [](auto& contraindication, auto* values) {
             AddFindings(contraindication.criterion(), values);
           });

  using Findings = v1::ListFindingsRequest;
  FiltersOf<Findings, v1::Finding>(&filters)
      .Has(Findings::kQuestionGroupFieldNumber,
           [](auto& finding, auto* values) {
             values->Add(finding.question_group());
           })
      .Has(Findings::kKindFieldNumber,
           [](auto& finding, auto* values) { values->Add(finding.kind()); })
      .Has(Findings::kAssessableByFieldNumber, [](auto& finding, auto* values) {
        values->Add(finding.assessable_by());
      });

  using TriageRules = v1::ListTriageRulesRequest;
  FiltersOf<TriageRules, v1::TriageRule>(&filters)
      .Has(TriageRules::kUrgencyFieldNumber,
           [](auto& rule, auto* values) { values->Add(rule.urgency()); })
      .Has(TriageRules::kFindingFieldNumber, [](auto& rule, auto* values) {
        AddFindings(rule.criterion(), values);
      });

  using CarePathways = v1::ListCarePathwaysRequest;
  FiltersOf<CarePathways, v1::CarePathway>(&filters).Has(
      CarePathways::kUrgencyFieldNumber,
      [](auto& pathway, auto* values) { values->Add(pathway.urgency()); });

  using Principles = v1::ListPrinciplesRequest;
  FiltersOf<Principles, v1::Principle>(&filters).Has(
      Principles::kPhaseFieldNumber,
      [](auto& principle, auto* values) { values->Add(principle.phase()); });

  using CareMeasures = v1::ListCareMeasuresRequest;
  FiltersOf<CareMeasures, v1::CareMeasure>(&filters).Has(
      CareMeasures::kMuscleGroupFieldNumber, [](auto& measure, auto* values) {
        values->Add(measure.muscle_groups());
      });

  using Sources = v1::ListSourcesRequest;
  FiltersOf<Sources, v1::Source>(&filters).Has(
      Sources::kKindFieldNumber,
      [](auto& source, auto* values) { values->Add(source.kind()); });

  return filters;
}

}  // namespace knead
