#ifndef KNEAD_SERVICE_CATALOG_TESTING_KINDS_H_
#define KNEAD_SERVICE_CATALOG_TESTING_KINDS_H_

#include "gtest/gtest.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead {

// A kind of resource with its messages.
template <typename Resource, typename GetRequest, typename ListRequest,
          typename ListResponse>
struct Kind {
  using ResourceType = Resource;
  using Get = GetRequest;
  using ListReq = ListRequest;
  using ListResp = ListResponse;
};

// All kinds, for typed tests.
using Kinds = ::testing::Types<
    Kind<v1::Region, v1::GetRegionRequest, v1::ListRegionsRequest,
         v1::ListRegionsResponse>,
    Kind<v1::MuscleGroup, v1::GetMuscleGroupRequest,
         v1::ListMuscleGroupsRequest, v1::ListMuscleGroupsResponse>,
    Kind<v1::Tool, v1::GetToolRequest, v1::ListToolsRequest,
         v1::ListToolsResponse>,
    Kind<v1::Technique, v1::GetTechniqueRequest, v1::ListTechniquesRequest,
         v1::ListTechniquesResponse>,
    Kind<v1::Indication, v1::GetIndicationRequest, v1::ListIndicationsRequest,
         v1::ListIndicationsResponse>,
    Kind<v1::Contraindication, v1::GetContraindicationRequest,
         v1::ListContraindicationsRequest, v1::ListContraindicationsResponse>,
    Kind<v1::QuestionGroup, v1::GetQuestionGroupRequest,
         v1::ListQuestionGroupsRequest, v1::ListQuestionGroupsResponse>,
    Kind<v1::Finding, v1::GetFindingRequest, v1::ListFindingsRequest,
         v1::ListFindingsResponse>,
    Kind<v1::TriageRule, v1::GetTriageRuleRequest, v1::ListTriageRulesRequest,
         v1::ListTriageRulesResponse>,
    Kind<v1::CarePathway, v1::GetCarePathwayRequest,
         v1::ListCarePathwaysRequest, v1::ListCarePathwaysResponse>,
    Kind<v1::Principle, v1::GetPrincipleRequest, v1::ListPrinciplesRequest,
         v1::ListPrinciplesResponse>,
    Kind<v1::CareMeasure, v1::GetCareMeasureRequest,
         v1::ListCareMeasuresRequest, v1::ListCareMeasuresResponse>,
    Kind<v1::FrequentQuestion, v1::GetFrequentQuestionRequest,
         v1::ListFrequentQuestionsRequest, v1::ListFrequentQuestionsResponse>,
    Kind<v1::Takeaway, v1::GetTakeawayRequest, v1::ListTakeawaysRequest,
         v1::ListTakeawaysResponse>,
    Kind<v1::Source, v1::GetSourceRequest, v1::ListSourcesRequest,
         v1::ListSourcesResponse>>;

}  // namespace knead

#endif  // KNEAD_SERVICE_CATALOG_TESTING_KINDS_H_
