#ifndef KNEAD_CLIENT_MOCKS_MOCK_CONNECTION_H_
#define KNEAD_CLIENT_MOCKS_MOCK_CONNECTION_H_

#include <memory>

#include "absl/status/statusor.h"
#include "client/assessment_stream.h"
#include "client/call_options.h"
#include "client/coach_stream.h"
#include "client/connection.h"
#include "gmock/gmock.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/explanation.pb.h"
#include "knead/v1/extraction.pb.h"
#include "knead/v1/figure.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/guidance.pb.h"
#include "knead/v1/indication.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/search.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/source.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead {

// Stands in for a server in tests:
//
//   auto connection = std::make_shared<knead::MockConnection>();
//   EXPECT_CALL(*connection, Assess).WillOnce(Return(assessment));
//   knead::Client client(connection);
//
// A List method is mocked page by page: the PagedRange of the Client calls it
// once for each page. A stream is mocked by a MockAssessmentStream
// (client/mocks/mock_assessment_stream.h). Without an expectation of its own a
// method returns UNKNOWN.
class MockConnection : public Connection {
 public:
  MOCK_METHOD(absl::StatusOr<v1::Region>, GetRegion,
              (const v1::GetRegionRequest& request, const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListRegionsResponse>, ListRegions,
              (const v1::ListRegionsRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::MuscleGroup>, GetMuscleGroup,
              (const v1::GetMuscleGroupRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListMuscleGroupsResponse>, ListMuscleGroups,
              (const v1::ListMuscleGroupsRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Tool>, GetTool,
              (const v1::GetToolRequest& request, const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListToolsResponse>, ListTools,
              (const v1::ListToolsRequest& request, const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Technique>, GetTechnique,
              (const v1::GetTechniqueRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListTechniquesResponse>, ListTechniques,
              (const v1::ListTechniquesRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Indication>, GetIndication,
              (const v1::GetIndicationRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListIndicationsResponse>, ListIndications,
              (const v1::ListIndicationsRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Contraindication>, GetContraindication,
              (const v1::GetContraindicationRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListContraindicationsResponse>,
              ListContraindications,
              (const v1::ListContraindicationsRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::QuestionGroup>, GetQuestionGroup,
              (const v1::GetQuestionGroupRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListQuestionGroupsResponse>,
              ListQuestionGroups,
              (const v1::ListQuestionGroupsRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Finding>, GetFinding,
              (const v1::GetFindingRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListFindingsResponse>, ListFindings,
              (const v1::ListFindingsRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::TriageRule>, GetTriageRule,
              (const v1::GetTriageRuleRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListTriageRulesResponse>, ListTriageRules,
              (const v1::ListTriageRulesRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::CarePathway>, GetCarePathway,
              (const v1::GetCarePathwayRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListCarePathwaysResponse>, ListCarePathways,
              (const v1::ListCarePathwaysRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Principle>, GetPrinciple,
              (const v1::GetPrincipleRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListPrinciplesResponse>, ListPrinciples,
              (const v1::ListPrinciplesRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::CareMeasure>, GetCareMeasure,
              (const v1::GetCareMeasureRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListCareMeasuresResponse>, ListCareMeasures,
              (const v1::ListCareMeasuresRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::FrequentQuestion>, GetFrequentQuestion,
              (const v1::GetFrequentQuestionRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListFrequentQuestionsResponse>,
              ListFrequentQuestions,
              (const v1::ListFrequentQuestionsRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Takeaway>, GetTakeaway,
              (const v1::GetTakeawayRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListTakeawaysResponse>, ListTakeaways,
              (const v1::ListTakeawaysRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Source>, GetSource,
              (const v1::GetSourceRequest& request, const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ListSourcesResponse>, ListSources,
              (const v1::ListSourcesRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::BatchGetTechniquesResponse>,
              BatchGetTechniques,
              (const v1::BatchGetTechniquesRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::BatchGetFindingsResponse>, BatchGetFindings,
              (const v1::BatchGetFindingsRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::SearchResponse>, Search,
              (const v1::SearchRequest& request, const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ContentInfo>, GetContentInfo,
              (const v1::GetContentInfoRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Assessment>, Assess,
              (const v1::AssessRequest& request, const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::Explanation>, Explain,
              (const v1::ExplainRequest& request, const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<v1::ExtractFindingsResponse>, ExtractFindings,
              (const v1::ExtractFindingsRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<std::unique_ptr<AssessmentStream>>, AssessStream,
              (const CallOptions& options), (override));
  MOCK_METHOD(absl::StatusOr<v1::PlanSessionResponse>, PlanSession,
              (const v1::PlanSessionRequest& request,
               const CallOptions& options),
              (override));
  MOCK_METHOD(absl::StatusOr<std::unique_ptr<CoachStream>>, Coach,
              (const CallOptions& options), (override));
  MOCK_METHOD(absl::StatusOr<v1::Figure>, RenderFigure,
              (const v1::RenderFigureRequest& request,
               const CallOptions& options),
              (override));
};

}  // namespace knead

#endif  // KNEAD_CLIENT_MOCKS_MOCK_CONNECTION_H_
