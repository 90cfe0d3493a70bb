#include "client/cli/testing/fake_connection.h"

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "client/assessment_stream.h"
#include "client/call_options.h"
#include "client/coach_stream.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead::cli {
namespace {

constexpr int kPageSize = 2;
constexpr char kSampleContent[] = "client/cli/testing/sample_content.textproto";

}  // namespace

absl::Status FakeConnection::Receive(const std::string& method,
                                     const google::protobuf::Message& request) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  std::string text;
  printer.PrintToString(request, &text);
  requests_.push_back(absl::StrCat(method, " ", text));
  const auto failure = failures.find(method);
  return failure == failures.end() ? absl::OkStatus() : failure->second;
}

template <typename Resource, typename Request>
absl::StatusOr<Resource> FakeConnection::Get(
    const std::string& method,
    const google::protobuf::RepeatedPtrField<Resource>& resources,
    const Request& request) {
  absl::Status status = Receive(method, request);
  if (!status.ok()) return status;
  for (const Resource& resource : resources) {
    if (resource.name() == request.name()) return resource;
  }
  return absl::NotFoundError(absl::StrCat("no ", request.name()));
}

template <typename Response, typename Resource, typename Request>
absl::StatusOr<Response> FakeConnection::List(
    const std::string& method,
    const google::protobuf::RepeatedPtrField<Resource>& resources,
    const Request& request,
    google::protobuf::RepeatedPtrField<Resource>* (Response::*items)()) {
  absl::Status status = Receive(method, request);
  if (!status.ok()) return status;
  int begin = 0;
  if (!request.page_token().empty() &&
      !absl::SimpleAtoi(request.page_token(), &begin)) {
    return absl::InvalidArgumentError("bad page token");
  }
  Response response;
  response.set_total_size(resources.size());
  int next = begin;
  for (; next < resources.size() && next < begin + kPageSize; ++next) {
    *(response.*items)()->Add() = resources[next];
  }
  if (next < resources.size()) {
    response.set_next_page_token(absl::StrCat(next));
  }
  return response;
}

absl::StatusOr<v1::Region> FakeConnection::GetRegion(
    const v1::GetRegionRequest& request, const CallOptions&) {
  return Get("GetRegion", content_.regions(), request);
}

absl::StatusOr<v1::ListRegionsResponse> FakeConnection::ListRegions(
    const v1::ListRegionsRequest& request, const CallOptions&) {
  return List("ListRegions", content_.regions(), request,
              &v1::ListRegionsResponse::mutable_regions);
}

absl::StatusOr<v1::MuscleGroup> FakeConnection::GetMuscleGroup(
    const v1::GetMuscleGroupRequest& request, const CallOptions&) {
  return Get("GetMuscleGroup", content_.muscle_groups(), request);
}

absl::StatusOr<v1::ListMuscleGroupsResponse> FakeConnection::ListMuscleGroups(
    const v1::ListMuscleGroupsRequest& request, const CallOptions&) {
  return List("ListMuscleGroups", content_.muscle_groups(), request,
              &v1::ListMuscleGroupsResponse::mutable_muscle_groups);
}

absl::StatusOr<v1::Tool> FakeConnection::GetTool(
    const v1::GetToolRequest& request, const CallOptions&) {
  return Get("GetTool", content_.tools(), request);
}

absl::StatusOr<v1::ListToolsResponse> FakeConnection::ListTools(
    const v1::ListToolsRequest& request, const CallOptions&) {
  return List("ListTools", content_.tools(), request,
              &v1::ListToolsResponse::mutable_tools);
}

absl::StatusOr<v1::Technique> FakeConnection::GetTechnique(
    const v1::GetTechniqueRequest& request, const CallOptions&) {
  return Get("GetTechnique", content_.techniques(), request);
}

absl::StatusOr<v1::ListTechniquesResponse> FakeConnection::ListTechniques(
    const v1::ListTechniquesRequest& request, const CallOptions&) {
  return List("ListTechniques", content_.techniques(), request,
              &v1::ListTechniquesResponse::mutable_techniques);
}

absl::StatusOr<v1::Indication> FakeConnection::GetIndication(
    const v1::GetIndicationRequest& request, const CallOptions&) {
  return Get("GetIndication", content_.indications(), request);
}

absl::StatusOr<v1::ListIndicationsResponse> FakeConnection::ListIndications(
    const v1::ListIndicationsRequest& request, const CallOptions&) {
  return List("ListIndications", content_.indications(), request,
              &v1::ListIndicationsResponse::mutable_indications);
}

absl::StatusOr<v1::Contraindication> FakeConnection::GetContraindication(
    const v1::GetContraindicationRequest& request, const CallOptions&) {
  return Get("GetContraindication", content_.contraindications(), request);
}

absl::StatusOr<v1::ListContraindicationsResponse>
FakeConnection::ListContraindications(
    const v1::ListContraindicationsRequest& request, const CallOptions&) {
  return List("ListContraindications", content_.contraindications(), request,
              &v1::ListContraindicationsResponse::mutable_contraindications);
}

absl::StatusOr<v1::Finding> FakeConnection::GetFinding(
    const v1::GetFindingRequest& request, const CallOptions&) {
  return Get("GetFinding", content_.findings(), request);
}

absl::StatusOr<v1::ListFindingsResponse> FakeConnection::ListFindings(
    const v1::ListFindingsRequest& request, const CallOptions&) {
  return List("ListFindings", content_.findings(), request,
              &v1::ListFindingsResponse::mutable_findings);
}

absl::StatusOr<v1::QuestionGroup> FakeConnection::GetQuestionGroup(
    const v1::GetQuestionGroupRequest& request, const CallOptions&) {
  return Get("GetQuestionGroup", content_.question_groups(), request);
}

absl::StatusOr<v1::ListQuestionGroupsResponse>
FakeConnection::ListQuestionGroups(const v1::ListQuestionGroupsRequest& request,
                                   const CallOptions&) {
  return List("ListQuestionGroups", content_.question_groups(), request,
              &v1::ListQuestionGroupsResponse::mutable_question_groups);
}

absl::StatusOr<v1::TriageRule> FakeConnection::GetTriageRule(
    const v1::GetTriageRuleRequest& request, const CallOptions&) {
  return Get("GetTriageRule", content_.triage_rules(), request);
}

absl::StatusOr<v1::ListTriageRulesResponse> FakeConnection::ListTriageRules(
    const v1::ListTriageRulesRequest& request, const CallOptions&) {
  return List("ListTriageRules", content_.triage_rules(), request,
              &v1::ListTriageRulesResponse::mutable_triage_rules);
}

absl::StatusOr<v1::CarePathway> FakeConnection::GetCarePathway(
    const v1::GetCarePathwayRequest& request, const CallOptions&) {
  return Get("GetCarePathway", content_.care_pathways(), request);
}

absl::StatusOr<v1::ListCarePathwaysResponse> FakeConnection::ListCarePathways(
    const v1::ListCarePathwaysRequest& request, const CallOptions&) {
  return List("ListCarePathways", content_.care_pathways(), request,
              &v1::ListCarePathwaysResponse::mutable_care_pathways);
}

absl::StatusOr<v1::Principle> FakeConnection::GetPrinciple(
    const v1::GetPrincipleRequest& request, const CallOptions&) {
  return Get("GetPrinciple", content_.principles(), request);
}

absl::StatusOr<v1::ListPrinciplesResponse> FakeConnection::ListPrinciples(
    const v1::ListPrinciplesRequest& request, const CallOptions&) {
  return List("ListPrinciples", content_.principles(), request,
              &v1::ListPrinciplesResponse::mutable_principles);
}

absl::StatusOr<v1::CareMeasure> FakeConnection::GetCareMeasure(
    const v1::GetCareMeasureRequest& request, const CallOptions&) {
  return Get("GetCareMeasure", content_.care_measures(), request);
}

absl::StatusOr<v1::ListCareMeasuresResponse> FakeConnection::ListCareMeasures(
    const v1::ListCareMeasuresRequest& request, const CallOptions&) {
  return List("ListCareMeasures", content_.care_measures(), request,
              &v1::ListCareMeasuresResponse::mutable_care_measures);
}

absl::StatusOr<v1::FrequentQuestion> FakeConnection::GetFrequentQuestion(
    const v1::GetFrequentQuestionRequest& request, const CallOptions&) {
  return Get("GetFrequentQuestion", content_.frequent_questions(), request);
}

absl::StatusOr<v1::ListFrequentQuestionsResponse>
FakeConnection::ListFrequentQuestions(
    const v1::ListFrequentQuestionsRequest& request, const CallOptions&) {
  return List("ListFrequentQuestions", content_.frequent_questions(), request,
              &v1::ListFrequentQuestionsResponse::mutable_frequent_questions);
}

absl::StatusOr<v1::Takeaway> FakeConnection::GetTakeaway(
    const v1::GetTakeawayRequest& request, const CallOptions&) {
  return Get("GetTakeaway", content_.takeaways(), request);
}

absl::StatusOr<v1::ListTakeawaysResponse> FakeConnection::ListTakeaways(
    const v1::ListTakeawaysRequest& request, const CallOptions&) {
  return List("ListTakeaways", content_.takeaways(), request,
              &v1::ListTakeawaysResponse::mutable_takeaways);
}

absl::StatusOr<v1::Source> FakeConnection::GetSource(
    const v1::GetSourceRequest& request, const CallOptions&) {
  return Get("GetSource", content_.sources(), request);
}

absl::StatusOr<v1::ListSourcesResponse> FakeConnection::ListSources(
    const v1::ListSourcesRequest& request, const CallOptions&) {
  return List("ListSources", content_.sources(), request,
              &v1::ListSourcesResponse::mutable_sources);
}

absl::StatusOr<v1::BatchGetTechniquesResponse>
FakeConnection::BatchGetTechniques(const v1::BatchGetTechniquesRequest&,
                                   const CallOptions&) {
  return absl::UnimplementedError("BatchGetTechniques");
}

absl::StatusOr<v1::BatchGetFindingsResponse> FakeConnection::BatchGetFindings(
    const v1::BatchGetFindingsRequest&, const CallOptions&) {
  return absl::UnimplementedError("BatchGetFindings");
}

absl::StatusOr<v1::SearchResponse> FakeConnection::Search(
    const v1::SearchRequest& request, const CallOptions&) {
  absl::Status status = Receive("Search", request);
  if (!status.ok()) return status;
  if (search == nullptr) return absl::UnimplementedError("Search");
  return search(request);
}

absl::StatusOr<v1::ContentInfo> FakeConnection::GetContentInfo(
    const v1::GetContentInfoRequest& request, const CallOptions&) {
  absl::Status status = Receive("GetContentInfo", request);
  if (!status.ok()) return status;
  v1::ContentInfo info;
  info.set_content_revision(absl::StrCat("sha256:", std::string(64, 'a')));
  info.set_engine_version("9.8.7");
  info.add_language_codes(content_.manifest().language_code());
  *info.mutable_intended_use() = content_.manifest().intended_use();
  *info.mutable_opening() = content_.manifest().opening();
  (*info.mutable_resource_counts())["regions"] = content_.regions_size();
  info.mutable_load_time()->set_seconds(1700000000);
  v1::ContentReload& reload = *info.mutable_last_reload();
  reload.mutable_end_time()->set_seconds(1700000100);
  reload.set_result(v1::CONTENT_RELOAD_RESULT_REFUSED);
  reload.set_message("the content is refused: it has no certificate");
  return info;
}

absl::StatusOr<v1::Assessment> FakeConnection::Assess(
    const v1::AssessRequest& request, const CallOptions&) {
  absl::Status status = Receive("Assess", request);
  if (!status.ok()) return status;
  if (assess == nullptr) return absl::UnimplementedError("Assess");
  return assess(request);
}

absl::StatusOr<v1::ExtractFindingsResponse> FakeConnection::ExtractFindings(
    const v1::ExtractFindingsRequest& request, const CallOptions&) {
  absl::Status status = Receive("ExtractFindings", request);
  if (!status.ok()) return status;
  if (extract_findings == nullptr) {
    return absl::UnimplementedError("ExtractFindings");
  }
  return extract_findings(request);
}

absl::StatusOr<v1::Explanation> FakeConnection::Explain(
    const v1::ExplainRequest& request, const CallOptions&) {
  absl::Status status = Receive("Explain", request);
  if (!status.ok()) return status;
  if (explain == nullptr) return absl::UnimplementedError("Explain");
  return explain(request);
}

absl::StatusOr<v1::PlanSessionResponse> FakeConnection::PlanSession(
    const v1::PlanSessionRequest& request, const CallOptions&) {
  absl::Status status = Receive("PlanSession", request);
  if (!status.ok()) return status;
  if (plan_session == nullptr) return absl::UnimplementedError("PlanSession");
  return plan_session(request);
}

absl::StatusOr<std::unique_ptr<CoachStream>> FakeConnection::Coach(
    const CallOptions&) {
  if (coach == nullptr) return absl::UnimplementedError("Coach");
  return coach();
}

absl::StatusOr<v1::Figure> FakeConnection::RenderFigure(
    const v1::RenderFigureRequest& request, const CallOptions&) {
  absl::Status status = Receive("RenderFigure", request);
  if (!status.ok()) return status;
  if (render_figure == nullptr) return absl::UnimplementedError("RenderFigure");
  return render_figure(request);
}

absl::StatusOr<std::unique_ptr<AssessmentStream>> FakeConnection::AssessStream(
    const CallOptions&) {
  return absl::UnimplementedError("AssessStream");
}

v1::ContentBundle SampleContent() {
  std::ifstream file(kSampleContent);
  std::stringstream text;
  text << file.rdbuf();
  v1::ContentBundle content;
  if (!google::protobuf::TextFormat::ParseFromString(text.str(), &content)) {
    ADD_FAILURE() << "cannot read " << kSampleContent;
  }
  return content;
}

}  // namespace knead::cli
