#include "client/client.h"

#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/assess_all.h"
#include "client/assessment_stream.h"
#include "client/call_options.h"
#include "client/connection.h"
#include "client/paged_range.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/explanation.pb.h"
#include "knead/v1/extraction.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/guidance.pb.h"
#include "knead/v1/indication.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/source.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead {
namespace {

template <typename Request>
Request ByName(absl::string_view name, v1::View view) {
  Request request;
  request.set_name(std::string(name));
  request.set_view(view);
  return request;
}

template <typename Request>
Request ByNames(const std::vector<std::string>& names, v1::View view) {
  Request request;
  request.mutable_names()->Assign(names.begin(), names.end());
  request.set_view(view);
  return request;
}

template <typename T>
std::vector<T> TakeItems(google::protobuf::RepeatedPtrField<T>* items) {
  return std::vector<T>(std::make_move_iterator(items->begin()),
                        std::make_move_iterator(items->end()));
}

// The items of a List method as a range: `list` is the method and `items` the
// field of its response that holds them.
template <typename T, typename Request, typename Response>
PagedRange<T> Paged(std::shared_ptr<Connection> connection,
                    absl::StatusOr<Response> (Connection::*list)(
                        const Request&, const CallOptions&),
                    google::protobuf::RepeatedPtrField<T>* (Response::*items)(),
                    Request request, CallOptions options) {
  std::string first_page_token = request.page_token();
  return PagedRange<T>(
      [connection = std::move(connection), list, items,
       request = std::move(request),
       options = std::move(options)](const std::string& page_token) mutable
      -> absl::StatusOr<typename PagedRange<T>::Page> {
        request.set_page_token(page_token);
        absl::StatusOr<Response> response =
            ((*connection).*list)(request, options);
        if (!response.ok()) return std::move(response).status();
        return typename PagedRange<T>::Page{
            TakeItems(((*response).*items)()),
            std::move(*response->mutable_next_page_token())};
      },
      std::move(first_page_token));
}

}  // namespace

absl::StatusOr<v1::Assessment> Client::Assess(
    const v1::AssessRequest& request, const CallOptions& options) const {
  return connection_->Assess(request, options);
}

absl::StatusOr<v1::Explanation> Client::Explain(
    const v1::ExplainRequest& request, const CallOptions& options) const {
  return connection_->Explain(request, options);
}

absl::StatusOr<v1::ExtractFindingsResponse> Client::ExtractFindings(
    const v1::ExtractFindingsRequest& request,
    const CallOptions& options) const {
  return connection_->ExtractFindings(request, options);
}

absl::StatusOr<v1::PlanSessionResponse> Client::PlanSession(
    const v1::PlanSessionRequest& request, const CallOptions& options) const {
  return connection_->PlanSession(request, options);
}

absl::StatusOr<std::unique_ptr<CoachStream>> Client::Coach(
    const CallOptions& options) const {
  return connection_->Coach(options);
}

absl::StatusOr<v1::Figure> Client::RenderFigure(
    const v1::RenderFigureRequest& request, const CallOptions& options) const {
  return connection_->RenderFigure(request, options);
}

std::vector<absl::StatusOr<v1::Assessment>> Client::AssessAll(
    const std::vector<v1::AssessRequest>& requests,
    const CallOptions& options) const {
  absl::StatusOr<std::unique_ptr<AssessmentStream>> stream =
      connection_->AssessStream(options);
  if (!stream.ok()) {
    return std::vector<absl::StatusOr<v1::Assessment>>(requests.size(),
                                                       stream.status());
  }
  return AssessAllOver(**stream, requests);
}

absl::StatusOr<std::unique_ptr<AssessmentStream>> Client::AssessStream(
    const CallOptions& options) const {
  return connection_->AssessStream(options);
}

absl::StatusOr<v1::Region> Client::GetRegion(absl::string_view name,
                                             v1::View view,
                                             const CallOptions& options) const {
  return GetRegion(ByName<v1::GetRegionRequest>(name, view), options);
}

absl::StatusOr<v1::Region> Client::GetRegion(
    const v1::GetRegionRequest& request, const CallOptions& options) const {
  return connection_->GetRegion(request, options);
}

PagedRange<v1::Region> Client::ListRegions(v1::ListRegionsRequest request,
                                           CallOptions options) const {
  return Paged(connection_, &Connection::ListRegions,
               &v1::ListRegionsResponse::mutable_regions, std::move(request),
               std::move(options));
}

absl::StatusOr<v1::MuscleGroup> Client::GetMuscleGroup(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetMuscleGroup(ByName<v1::GetMuscleGroupRequest>(name, view), options);
}

absl::StatusOr<v1::MuscleGroup> Client::GetMuscleGroup(
    const v1::GetMuscleGroupRequest& request,
    const CallOptions& options) const {
  return connection_->GetMuscleGroup(request, options);
}

PagedRange<v1::MuscleGroup> Client::ListMuscleGroups(
    v1::ListMuscleGroupsRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListMuscleGroups,
               &v1::ListMuscleGroupsResponse::mutable_muscle_groups,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::Tool> Client::GetTool(absl::string_view name, v1::View view,
                                         const CallOptions& options) const {
  return GetTool(ByName<v1::GetToolRequest>(name, view), options);
}

absl::StatusOr<v1::Tool> Client::GetTool(const v1::GetToolRequest& request,
                                         const CallOptions& options) const {
  return connection_->GetTool(request, options);
}

PagedRange<v1::Tool> Client::ListTools(v1::ListToolsRequest request,
                                       CallOptions options) const {
  return Paged(connection_, &Connection::ListTools,
               &v1::ListToolsResponse::mutable_tools, std::move(request),
               std::move(options));
}

absl::StatusOr<v1::Technique> Client::GetTechnique(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetTechnique(ByName<v1::GetTechniqueRequest>(name, view), options);
}

absl::StatusOr<v1::Technique> Client::GetTechnique(
    const v1::GetTechniqueRequest& request, const CallOptions& options) const {
  return connection_->GetTechnique(request, options);
}

PagedRange<v1::Technique> Client::ListTechniques(
    v1::ListTechniquesRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListTechniques,
               &v1::ListTechniquesResponse::mutable_techniques,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::Indication> Client::GetIndication(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetIndication(ByName<v1::GetIndicationRequest>(name, view), options);
}

absl::StatusOr<v1::Indication> Client::GetIndication(
    const v1::GetIndicationRequest& request, const CallOptions& options) const {
  return connection_->GetIndication(request, options);
}

PagedRange<v1::Indication> Client::ListIndications(
    v1::ListIndicationsRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListIndications,
               &v1::ListIndicationsResponse::mutable_indications,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::Contraindication> Client::GetContraindication(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetContraindication(ByName<v1::GetContraindicationRequest>(name, view),
                             options);
}

absl::StatusOr<v1::Contraindication> Client::GetContraindication(
    const v1::GetContraindicationRequest& request,
    const CallOptions& options) const {
  return connection_->GetContraindication(request, options);
}

PagedRange<v1::Contraindication> Client::ListContraindications(
    v1::ListContraindicationsRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListContraindications,
               &v1::ListContraindicationsResponse::mutable_contraindications,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::QuestionGroup> Client::GetQuestionGroup(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetQuestionGroup(ByName<v1::GetQuestionGroupRequest>(name, view),
                          options);
}

absl::StatusOr<v1::QuestionGroup> Client::GetQuestionGroup(
    const v1::GetQuestionGroupRequest& request,
    const CallOptions& options) const {
  return connection_->GetQuestionGroup(request, options);
}

PagedRange<v1::QuestionGroup> Client::ListQuestionGroups(
    v1::ListQuestionGroupsRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListQuestionGroups,
               &v1::ListQuestionGroupsResponse::mutable_question_groups,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::Finding> Client::GetFinding(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetFinding(ByName<v1::GetFindingRequest>(name, view), options);
}

absl::StatusOr<v1::Finding> Client::GetFinding(
    const v1::GetFindingRequest& request, const CallOptions& options) const {
  return connection_->GetFinding(request, options);
}

PagedRange<v1::Finding> Client::ListFindings(v1::ListFindingsRequest request,
                                             CallOptions options) const {
  return Paged(connection_, &Connection::ListFindings,
               &v1::ListFindingsResponse::mutable_findings, std::move(request),
               std::move(options));
}

absl::StatusOr<v1::TriageRule> Client::GetTriageRule(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetTriageRule(ByName<v1::GetTriageRuleRequest>(name, view), options);
}

absl::StatusOr<v1::TriageRule> Client::GetTriageRule(
    const v1::GetTriageRuleRequest& request, const CallOptions& options) const {
  return connection_->GetTriageRule(request, options);
}

PagedRange<v1::TriageRule> Client::ListTriageRules(
    v1::ListTriageRulesRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListTriageRules,
               &v1::ListTriageRulesResponse::mutable_triage_rules,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::CarePathway> Client::GetCarePathway(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetCarePathway(ByName<v1::GetCarePathwayRequest>(name, view), options);
}

absl::StatusOr<v1::CarePathway> Client::GetCarePathway(
    const v1::GetCarePathwayRequest& request,
    const CallOptions& options) const {
  return connection_->GetCarePathway(request, options);
}

PagedRange<v1::CarePathway> Client::ListCarePathways(
    v1::ListCarePathwaysRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListCarePathways,
               &v1::ListCarePathwaysResponse::mutable_care_pathways,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::Principle> Client::GetPrinciple(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetPrinciple(ByName<v1::GetPrincipleRequest>(name, view), options);
}

absl::StatusOr<v1::Principle> Client::GetPrinciple(
    const v1::GetPrincipleRequest& request, const CallOptions& options) const {
  return connection_->GetPrinciple(request, options);
}

PagedRange<v1::Principle> Client::ListPrinciples(
    v1::ListPrinciplesRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListPrinciples,
               &v1::ListPrinciplesResponse::mutable_principles,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::CareMeasure> Client::GetCareMeasure(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetCareMeasure(ByName<v1::GetCareMeasureRequest>(name, view), options);
}

absl::StatusOr<v1::CareMeasure> Client::GetCareMeasure(
    const v1::GetCareMeasureRequest& request,
    const CallOptions& options) const {
  return connection_->GetCareMeasure(request, options);
}

PagedRange<v1::CareMeasure> Client::ListCareMeasures(
    v1::ListCareMeasuresRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListCareMeasures,
               &v1::ListCareMeasuresResponse::mutable_care_measures,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::FrequentQuestion> Client::GetFrequentQuestion(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetFrequentQuestion(ByName<v1::GetFrequentQuestionRequest>(name, view),
                             options);
}

absl::StatusOr<v1::FrequentQuestion> Client::GetFrequentQuestion(
    const v1::GetFrequentQuestionRequest& request,
    const CallOptions& options) const {
  return connection_->GetFrequentQuestion(request, options);
}

PagedRange<v1::FrequentQuestion> Client::ListFrequentQuestions(
    v1::ListFrequentQuestionsRequest request, CallOptions options) const {
  return Paged(connection_, &Connection::ListFrequentQuestions,
               &v1::ListFrequentQuestionsResponse::mutable_frequent_questions,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::Takeaway> Client::GetTakeaway(
    absl::string_view name, v1::View view, const CallOptions& options) const {
  return GetTakeaway(ByName<v1::GetTakeawayRequest>(name, view), options);
}

absl::StatusOr<v1::Takeaway> Client::GetTakeaway(
    const v1::GetTakeawayRequest& request, const CallOptions& options) const {
  return connection_->GetTakeaway(request, options);
}

PagedRange<v1::Takeaway> Client::ListTakeaways(v1::ListTakeawaysRequest request,
                                               CallOptions options) const {
  return Paged(connection_, &Connection::ListTakeaways,
               &v1::ListTakeawaysResponse::mutable_takeaways,
               std::move(request), std::move(options));
}

absl::StatusOr<v1::Source> Client::GetSource(absl::string_view name,
                                             v1::View view,
                                             const CallOptions& options) const {
  return GetSource(ByName<v1::GetSourceRequest>(name, view), options);
}

absl::StatusOr<v1::Source> Client::GetSource(
    const v1::GetSourceRequest& request, const CallOptions& options) const {
  return connection_->GetSource(request, options);
}

PagedRange<v1::Source> Client::ListSources(v1::ListSourcesRequest request,
                                           CallOptions options) const {
  return Paged(connection_, &Connection::ListSources,
               &v1::ListSourcesResponse::mutable_sources, std::move(request),
               std::move(options));
}

absl::StatusOr<std::vector<v1::Technique>> Client::BatchGetTechniques(
    const std::vector<std::string>& names, v1::View view,
    const CallOptions& options) const {
  return BatchGetTechniques(ByNames<v1::BatchGetTechniquesRequest>(names, view),
                            options);
}

absl::StatusOr<std::vector<v1::Technique>> Client::BatchGetTechniques(
    const v1::BatchGetTechniquesRequest& request,
    const CallOptions& options) const {
  absl::StatusOr<v1::BatchGetTechniquesResponse> response =
      connection_->BatchGetTechniques(request, options);
  if (!response.ok()) return std::move(response).status();
  return TakeItems(response->mutable_techniques());
}

absl::StatusOr<std::vector<v1::Finding>> Client::BatchGetFindings(
    const std::vector<std::string>& names, v1::View view,
    const CallOptions& options) const {
  return BatchGetFindings(ByNames<v1::BatchGetFindingsRequest>(names, view),
                          options);
}

absl::StatusOr<std::vector<v1::Finding>> Client::BatchGetFindings(
    const v1::BatchGetFindingsRequest& request,
    const CallOptions& options) const {
  absl::StatusOr<v1::BatchGetFindingsResponse> response =
      connection_->BatchGetFindings(request, options);
  if (!response.ok()) return std::move(response).status();
  return TakeItems(response->mutable_findings());
}

absl::StatusOr<v1::SearchResponse> Client::Search(
    const v1::SearchRequest& request, const CallOptions& options) const {
  return connection_->Search(request, options);
}

absl::StatusOr<v1::ContentInfo> Client::GetContentInfo(
    const CallOptions& options) const {
  return connection_->GetContentInfo({}, options);
}

}  // namespace knead
