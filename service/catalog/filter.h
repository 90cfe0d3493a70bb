#ifndef KNEAD_SERVICE_CATALOG_FILTER_H_
#define KNEAD_SERVICE_CATALOG_FILTER_H_

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "service/catalog/catalog.h"

namespace knead {

// In every list request the fields below this number say which page is wanted
// and how; the others are filters.
inline constexpr int kFirstFilterField = 10;

// Checks the filters of a list request or of a search: names exist and have the
// form of their kind, enum values are known. Repeated fields are not looked at.
absl::Status CheckFilters(const google::protobuf::Message& list_request,
                          const Catalog& catalog);

// Whether any filter is set.
bool HasFilter(const google::protobuf::Message& list_request);

// Whether a criterion names a finding.
bool Mentions(const v1::Criterion& criterion, absl::string_view finding);

// Whether a resource passes all filters that are set.
bool Matches(const v1::ListRegionsRequest&, const v1::Region&, const Catalog&);
bool Matches(const v1::ListMuscleGroupsRequest&, const v1::MuscleGroup&,
             const Catalog&);
bool Matches(const v1::ListToolsRequest&, const v1::Tool&, const Catalog&);
bool Matches(const v1::ListTechniquesRequest&, const v1::Technique&,
             const Catalog&);
bool Matches(const v1::ListIndicationsRequest&, const v1::Indication&,
             const Catalog&);
bool Matches(const v1::ListContraindicationsRequest&,
             const v1::Contraindication&, const Catalog&);
bool Matches(const v1::ListQuestionGroupsRequest&, const v1::QuestionGroup&,
             const Catalog&);
bool Matches(const v1::ListFindingsRequest&, const v1::Finding&,
             const Catalog&);
bool Matches(const v1::ListTriageRulesRequest&, const v1::TriageRule&,
             const Catalog&);
bool Matches(const v1::ListCarePathwaysRequest&, const v1::CarePathway&,
             const Catalog&);
bool Matches(const v1::ListPrinciplesRequest&, const v1::Principle&,
             const Catalog&);
bool Matches(const v1::ListCareMeasuresRequest&, const v1::CareMeasure&,
             const Catalog&);
bool Matches(const v1::ListFrequentQuestionsRequest&,
             const v1::FrequentQuestion&, const Catalog&);
bool Matches(const v1::ListTakeawaysRequest&, const v1::Takeaway&,
             const Catalog&);
bool Matches(const v1::ListSourcesRequest&, const v1::Source&, const Catalog&);

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_FILTER_H_
