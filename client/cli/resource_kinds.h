#ifndef KNEAD_CLIENT_CLI_RESOURCE_KINDS_H_
#define KNEAD_CLIENT_CLI_RESOURCE_KINDS_H_

#include <tuple>
#include <utility>

#include "absl/status/statusor.h"
#include "client/client.h"
#include "client/paged_range.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/guidance.pb.h"
#include "knead/v1/indication.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/source.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {

// One struct for each kind of resource that can be looked up: what it is called
// on the command line and in names, its messages, and its methods. Code that is
// the same for all kinds is a template over them.

struct RegionKind {
  using Resource = v1::Region;
  using GetRequest = v1::GetRegionRequest;
  using ListRequest = v1::ListRegionsRequest;
  using ListResponse = v1::ListRegionsResponse;
  static constexpr char kCommand[] = "regions";
  static constexpr char kSingular[] = "region";
  static constexpr char kPlural[] = "regions";
  static constexpr char kCollection[] = "regions";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetRegion(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListRegions(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_regions();
  }
};

struct MuscleGroupKind {
  using Resource = v1::MuscleGroup;
  using GetRequest = v1::GetMuscleGroupRequest;
  using ListRequest = v1::ListMuscleGroupsRequest;
  using ListResponse = v1::ListMuscleGroupsResponse;
  static constexpr char kCommand[] = "muscles";
  static constexpr char kSingular[] = "muscle group";
  static constexpr char kPlural[] = "muscle groups";
  static constexpr char kCollection[] = "muscleGroups";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetMuscleGroup(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListMuscleGroups(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_muscle_groups();
  }
};

struct ToolKind {
  using Resource = v1::Tool;
  using GetRequest = v1::GetToolRequest;
  using ListRequest = v1::ListToolsRequest;
  using ListResponse = v1::ListToolsResponse;
  static constexpr char kCommand[] = "tools";
  static constexpr char kSingular[] = "tool";
  static constexpr char kPlural[] = "tools";
  static constexpr char kCollection[] = "tools";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetTool(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListTools(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_tools();
  }
};

struct TechniqueKind {
  using Resource = v1::Technique;
  using GetRequest = v1::GetTechniqueRequest;
  using ListRequest = v1::ListTechniquesRequest;
  using ListResponse = v1::ListTechniquesResponse;
  static constexpr char kCommand[] = "techniques";
  static constexpr char kSingular[] = "technique";
  static constexpr char kPlural[] = "techniques";
  static constexpr char kCollection[] = "techniques";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetTechnique(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListTechniques(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_techniques();
  }
};

struct IndicationKind {
  using Resource = v1::Indication;
  using GetRequest = v1::GetIndicationRequest;
  using ListRequest = v1::ListIndicationsRequest;
  using ListResponse = v1::ListIndicationsResponse;
  static constexpr char kCommand[] = "indications";
  static constexpr char kSingular[] = "indication";
  static constexpr char kPlural[] = "indications";
  static constexpr char kCollection[] = "indications";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetIndication(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListIndications(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_indications();
  }
};

struct ContraindicationKind {
  using Resource = v1::Contraindication;
  using GetRequest = v1::GetContraindicationRequest;
  using ListRequest = v1::ListContraindicationsRequest;
  using ListResponse = v1::ListContraindicationsResponse;
  static constexpr char kCommand[] = "contraindications";
  static constexpr char kSingular[] = "contraindication";
  static constexpr char kPlural[] = "contraindications";
  static constexpr char kCollection[] = "contraindications";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetContraindication(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListContraindications(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_contraindications();
  }
};

struct FindingKind {
  using Resource = v1::Finding;
  using GetRequest = v1::GetFindingRequest;
  using ListRequest = v1::ListFindingsRequest;
  using ListResponse = v1::ListFindingsResponse;
  static constexpr char kCommand[] = "findings";
  static constexpr char kSingular[] = "finding";
  static constexpr char kPlural[] = "findings";
  static constexpr char kCollection[] = "findings";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetFinding(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListFindings(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_findings();
  }
};

struct QuestionGroupKind {
  using Resource = v1::QuestionGroup;
  using GetRequest = v1::GetQuestionGroupRequest;
  using ListRequest = v1::ListQuestionGroupsRequest;
  using ListResponse = v1::ListQuestionGroupsResponse;
  static constexpr char kCommand[] = "questions";
  static constexpr char kSingular[] = "question group";
  static constexpr char kPlural[] = "question groups";
  static constexpr char kCollection[] = "questionGroups";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetQuestionGroup(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListQuestionGroups(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_question_groups();
  }
};

struct TriageRuleKind {
  using Resource = v1::TriageRule;
  using GetRequest = v1::GetTriageRuleRequest;
  using ListRequest = v1::ListTriageRulesRequest;
  using ListResponse = v1::ListTriageRulesResponse;
  static constexpr char kCommand[] = "rules";
  static constexpr char kSingular[] = "rule";
  static constexpr char kPlural[] = "rules";
  static constexpr char kCollection[] = "triageRules";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetTriageRule(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListTriageRules(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_triage_rules();
  }
};

struct CarePathwayKind {
  using Resource = v1::CarePathway;
  using GetRequest = v1::GetCarePathwayRequest;
  using ListRequest = v1::ListCarePathwaysRequest;
  using ListResponse = v1::ListCarePathwaysResponse;
  static constexpr char kCommand[] = "pathways";
  static constexpr char kSingular[] = "pathway";
  static constexpr char kPlural[] = "pathways";
  static constexpr char kCollection[] = "carePathways";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetCarePathway(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListCarePathways(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_care_pathways();
  }
};

struct PrincipleKind {
  using Resource = v1::Principle;
  using GetRequest = v1::GetPrincipleRequest;
  using ListRequest = v1::ListPrinciplesRequest;
  using ListResponse = v1::ListPrinciplesResponse;
  static constexpr char kCommand[] = "principles";
  static constexpr char kSingular[] = "principle";
  static constexpr char kPlural[] = "principles";
  static constexpr char kCollection[] = "principles";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetPrinciple(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListPrinciples(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_principles();
  }
};

struct CareMeasureKind {
  using Resource = v1::CareMeasure;
  using GetRequest = v1::GetCareMeasureRequest;
  using ListRequest = v1::ListCareMeasuresRequest;
  using ListResponse = v1::ListCareMeasuresResponse;
  static constexpr char kCommand[] = "care";
  static constexpr char kSingular[] = "care measure";
  static constexpr char kPlural[] = "care measures";
  static constexpr char kCollection[] = "careMeasures";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetCareMeasure(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListCareMeasures(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_care_measures();
  }
};

struct FrequentQuestionKind {
  using Resource = v1::FrequentQuestion;
  using GetRequest = v1::GetFrequentQuestionRequest;
  using ListRequest = v1::ListFrequentQuestionsRequest;
  using ListResponse = v1::ListFrequentQuestionsResponse;
  static constexpr char kCommand[] = "faq";
  static constexpr char kSingular[] = "question";
  static constexpr char kPlural[] = "frequent questions";
  static constexpr char kCollection[] = "frequentQuestions";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetFrequentQuestion(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListFrequentQuestions(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_frequent_questions();
  }
};

struct TakeawayKind {
  using Resource = v1::Takeaway;
  using GetRequest = v1::GetTakeawayRequest;
  using ListRequest = v1::ListTakeawaysRequest;
  using ListResponse = v1::ListTakeawaysResponse;
  static constexpr char kCommand[] = "takeaways";
  static constexpr char kSingular[] = "takeaway";
  static constexpr char kPlural[] = "takeaways";
  static constexpr char kCollection[] = "takeaways";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetTakeaway(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListTakeaways(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_takeaways();
  }
};

struct SourceKind {
  using Resource = v1::Source;
  using GetRequest = v1::GetSourceRequest;
  using ListRequest = v1::ListSourcesRequest;
  using ListResponse = v1::ListSourcesResponse;
  static constexpr char kCommand[] = "sources";
  static constexpr char kSingular[] = "source";
  static constexpr char kPlural[] = "sources";
  static constexpr char kCollection[] = "sources";
  static absl::StatusOr<Resource> Get(const Client& client,
                                      const GetRequest& request) {
    return client.GetSource(request);
  }
  static PagedRange<Resource> List(const Client& client, ListRequest request) {
    return client.ListSources(std::move(request));
  }
  static google::protobuf::RepeatedPtrField<Resource>& Items(
      ListResponse& response) {
    return *response.mutable_sources();
  }
};

// All of them, in the order in which the help lists them.
using ResourceKinds =
    std::tuple<RegionKind, MuscleGroupKind, ToolKind, TechniqueKind,
               IndicationKind, ContraindicationKind, FindingKind,
               QuestionGroupKind, TriageRuleKind, CarePathwayKind,
               PrincipleKind, CareMeasureKind, FrequentQuestionKind,
               TakeawayKind, SourceKind>;

// Calls `visitor(Kind{})` for each kind, in order.
template <typename Visitor>
void ForEachKind(Visitor&& visitor) {
  std::apply([&](auto... kind) { (visitor(kind), ...); }, ResourceKinds{});
}

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_RESOURCE_KINDS_H_
