#include "client/grpc_connection.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/assessment_stream.h"
#include "client/async_call.h"
#include "client/call_handle.h"
#include "client/call_options.h"
#include "client/coach_stream.h"
#include "client/connection.h"
#include "client/grpc_assessment_stream.h"
#include "client/grpc_coach_stream.h"
#include "client/grpc_metadata.h"
#include "client/grpc_status.h"
#include "client/unary_methods.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/alarm.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/status.h"
#include "grpcpp/support/stub_options.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/assessment_service.grpc.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/explanation.pb.h"
#include "knead/v1/extraction.pb.h"
#include "knead/v1/figure.pb.h"
#include "knead/v1/figure_service.grpc.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/guidance.pb.h"
#include "knead/v1/indication.pb.h"
#include "knead/v1/lookup_service.grpc.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/session_service.grpc.pb.h"
#include "knead/v1/source.pb.h"
#include "knead/v1/technique.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead {
namespace {

using v1::AssessmentService;
using v1::FigureService;
using v1::LookupService;
using v1::SessionService;

// Where the token of a call stands.
constexpr char kAuthorizationKey[] = "authorization";

class GrpcConnection final : public Connection {
 public:
  GrpcConnection(const std::shared_ptr<grpc::Channel>& channel,
                 CallDefaults defaults)
      : generic_(channel),
        lookup_(LookupService::NewStub(channel)),
        assessment_(AssessmentService::NewStub(channel)),
        session_(SessionService::NewStub(channel)),
        figure_(FigureService::NewStub(channel)),
        defaults_(std::move(defaults)) {
    for (const google::protobuf::MethodDescriptor* method : UnaryMethods()) {
      paths_[method->input_type()] = MethodPath(*method);
    }
  }

  absl::StatusOr<v1::Region> GetRegion(const v1::GetRegionRequest& request,
                                       const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetRegion, request, options);
  }

  absl::StatusOr<v1::ListRegionsResponse> ListRegions(
      const v1::ListRegionsRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListRegions, request, options);
  }

  absl::StatusOr<v1::MuscleGroup> GetMuscleGroup(
      const v1::GetMuscleGroupRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetMuscleGroup, request,
                options);
  }

  absl::StatusOr<v1::ListMuscleGroupsResponse> ListMuscleGroups(
      const v1::ListMuscleGroupsRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListMuscleGroups, request,
                options);
  }

  absl::StatusOr<v1::Tool> GetTool(const v1::GetToolRequest& request,
                                   const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetTool, request, options);
  }

  absl::StatusOr<v1::ListToolsResponse> ListTools(
      const v1::ListToolsRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListTools, request, options);
  }

  absl::StatusOr<v1::Technique> GetTechnique(
      const v1::GetTechniqueRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetTechnique, request, options);
  }

  absl::StatusOr<v1::ListTechniquesResponse> ListTechniques(
      const v1::ListTechniquesRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListTechniques, request,
                options);
  }

  absl::StatusOr<v1::Indication> GetIndication(
      const v1::GetIndicationRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetIndication, request,
                options);
  }

  absl::StatusOr<v1::ListIndicationsResponse> ListIndications(
      const v1::ListIndicationsRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListIndications, request,
                options);
  }

  absl::StatusOr<v1::Contraindication> GetContraindication(
      const v1::GetContraindicationRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetContraindication, request,
                options);
  }

  absl::StatusOr<v1::ListContraindicationsResponse> ListContraindications(
      const v1::ListContraindicationsRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListContraindications, request,
                options);
  }

  absl::StatusOr<v1::QuestionGroup> GetQuestionGroup(
      const v1::GetQuestionGroupRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetQuestionGroup, request,
                options);
  }

  absl::StatusOr<v1::ListQuestionGroupsResponse> ListQuestionGroups(
      const v1::ListQuestionGroupsRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListQuestionGroups, request,
                options);
  }

  absl::StatusOr<v1::Finding> GetFinding(const v1::GetFindingRequest& request,
                                         const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetFinding, request, options);
  }

  absl::StatusOr<v1::ListFindingsResponse> ListFindings(
      const v1::ListFindingsRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListFindings, request, options);
  }

  absl::StatusOr<v1::TriageRule> GetTriageRule(
      const v1::GetTriageRuleRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetTriageRule, request,
                options);
  }

  absl::StatusOr<v1::ListTriageRulesResponse> ListTriageRules(
      const v1::ListTriageRulesRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListTriageRules, request,
                options);
  }

  absl::StatusOr<v1::CarePathway> GetCarePathway(
      const v1::GetCarePathwayRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetCarePathway, request,
                options);
  }

  absl::StatusOr<v1::ListCarePathwaysResponse> ListCarePathways(
      const v1::ListCarePathwaysRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListCarePathways, request,
                options);
  }

  absl::StatusOr<v1::Principle> GetPrinciple(
      const v1::GetPrincipleRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetPrinciple, request, options);
  }

  absl::StatusOr<v1::ListPrinciplesResponse> ListPrinciples(
      const v1::ListPrinciplesRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListPrinciples, request,
                options);
  }

  absl::StatusOr<v1::CareMeasure> GetCareMeasure(
      const v1::GetCareMeasureRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetCareMeasure, request,
                options);
  }

  absl::StatusOr<v1::ListCareMeasuresResponse> ListCareMeasures(
      const v1::ListCareMeasuresRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListCareMeasures, request,
                options);
  }

  absl::StatusOr<v1::FrequentQuestion> GetFrequentQuestion(
      const v1::GetFrequentQuestionRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetFrequentQuestion, request,
                options);
  }

  absl::StatusOr<v1::ListFrequentQuestionsResponse> ListFrequentQuestions(
      const v1::ListFrequentQuestionsRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListFrequentQuestions, request,
                options);
  }

  absl::StatusOr<v1::Takeaway> GetTakeaway(
      const v1::GetTakeawayRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetTakeaway, request, options);
  }

  absl::StatusOr<v1::ListTakeawaysResponse> ListTakeaways(
      const v1::ListTakeawaysRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListTakeaways, request,
                options);
  }

  absl::StatusOr<v1::Source> GetSource(const v1::GetSourceRequest& request,
                                       const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetSource, request, options);
  }

  absl::StatusOr<v1::ListSourcesResponse> ListSources(
      const v1::ListSourcesRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::ListSources, request, options);
  }

  absl::StatusOr<v1::BatchGetTechniquesResponse> BatchGetTechniques(
      const v1::BatchGetTechniquesRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::BatchGetTechniques, request,
                options);
  }

  absl::StatusOr<v1::BatchGetFindingsResponse> BatchGetFindings(
      const v1::BatchGetFindingsRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::BatchGetFindings, request,
                options);
  }

  absl::StatusOr<v1::SearchResponse> Search(
      const v1::SearchRequest& request, const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::Search, request, options);
  }

  absl::StatusOr<v1::ContentInfo> GetContentInfo(
      const v1::GetContentInfoRequest& request,
      const CallOptions& options) override {
    return Call(*lookup_, &LookupService::Stub::GetContentInfo, request,
                options);
  }

  absl::StatusOr<v1::Assessment> Assess(const v1::AssessRequest& request,
                                        const CallOptions& options) override {
    return Call(*assessment_, &AssessmentService::Stub::Assess, request,
                options);
  }

  absl::StatusOr<v1::Explanation> Explain(const v1::ExplainRequest& request,
                                          const CallOptions& options) override {
    return Call(*assessment_, &AssessmentService::Stub::Explain, request,
                options);
  }

  absl::StatusOr<v1::ExtractFindingsResponse> ExtractFindings(
      const v1::ExtractFindingsRequest& request,
      const CallOptions& options) override {
    return Call(*assessment_, &AssessmentService::Stub::ExtractFindings,
                request, options);
  }

  absl::StatusOr<std::unique_ptr<AssessmentStream>> AssessStream(
      const CallOptions& options) override {
    return OpenStream(assessment_, OpenAssessmentStream, options);
  }

  absl::StatusOr<v1::PlanSessionResponse> PlanSession(
      const v1::PlanSessionRequest& request,
      const CallOptions& options) override {
    return Call(*session_, &SessionService::Stub::PlanSession, request,
                options);
  }

  absl::StatusOr<std::unique_ptr<CoachStream>> Coach(
      const CallOptions& options) override {
    return OpenStream(session_, OpenCoachStream, options);
  }

  absl::StatusOr<v1::Figure> RenderFigure(
      const v1::RenderFigureRequest& request,
      const CallOptions& options) override {
    return Call(*figure_, &FigureService::Stub::RenderFigure, request, options);
  }

  CallHandle Start(std::unique_ptr<AsyncCall> async) override {
    auto call = std::make_shared<StartedCall>(std::move(async));
    absl::Status status = PrepareCall(call->async->request(),
                                      call->async->options(), &call->context);
    if (!status.ok()) {
      StartedCall::FinishLater(std::move(call), std::move(status));
      return CallHandle();
    }
    generic_.UnaryCall(
        &call->context, paths_.at(call->async->request().GetDescriptor()),
        grpc::StubOptions(), &call->async->request(), call->async->response(),
        [call](const grpc::Status& status) { call->Finish(status); });
    return CallHandle([call = std::weak_ptr<StartedCall>(call)] {
      if (const auto running = call.lock()) running->context.TryCancel();
    });
  }

 private:
  // A call that gRPC makes while nobody waits. Lives until its callback ran.
  struct StartedCall {
    explicit StartedCall(std::unique_ptr<AsyncCall> async)
        : async(std::move(async)) {}

    void Finish(const grpc::Status& status) {
      if (async->options().response_metadata != nullptr) {
        *async->options().response_metadata = ReceivedMetadata(context);
      }
      async->Finish(ToAbslStatus(status));
    }

    // Ends a call that could not be made as all others end: on a thread of
    // gRPC's.
    static void FinishLater(std::shared_ptr<StartedCall> call,
                            absl::Status status) {
      grpc::Alarm& alarm = call->alarm;
      alarm.Set(std::chrono::system_clock::now(),
                [call = std::move(call),
                 status = std::move(status)](bool /*expired*/) mutable {
                  // The alarm keeps this function, and the call the alarm.
                  const std::shared_ptr<StartedCall> last = std::move(call);
                  last->async->Finish(std::move(status));
                });
    }

    const std::unique_ptr<AsyncCall> async;
    grpc::ClientContext context;
    grpc::Alarm alarm;
  };

  // The token for a call with `options`. None: it is not to have one.
  absl::StatusOr<std::optional<std::string>> Token(
      const CallOptions& options) const {
    if (defaults_.token == nullptr) return std::nullopt;
    for (const auto& [key, value] : options.metadata) {
      if (key == kAuthorizationKey) return std::nullopt;
    }
    absl::StatusOr<std::string> token = defaults_.token();
    if (!token.ok()) return token.status();
    if (token->empty() ||
        !std::all_of(token->begin(), token->end(),
                     [](char c) { return absl::ascii_isgraph(c); })) {
      return absl::FailedPreconditionError(
          "token: the provider gave none, or one with a space or a character "
          "that is not printable ASCII; have it give the bare token");
    }
    return *std::move(token);
  }

  // Gives `context` what the call is to carry, or says why it cannot be made.
  absl::Status Prepare(const CallOptions& options,
                       absl::Duration default_timeout,
                       grpc::ClientContext* context) const {
    if (options.response_metadata != nullptr) {
      options.response_metadata->clear();
    }
    if (absl::Status status = ValidateMetadata(options); !status.ok()) {
      return status;
    }
    const absl::Duration timeout = options.timeout.value_or(default_timeout);
    if (timeout <= absl::ZeroDuration()) {
      return absl::DeadlineExceededError(
          "the time for the call was up before it began");
    }
    const absl::StatusOr<std::optional<std::string>> token = Token(options);
    if (!token.ok()) return token.status();
    if (token->has_value()) {
      context->AddMetadata(kAuthorizationKey, absl::StrCat("Bearer ", **token));
    }
    for (const auto& [key, value] : options.metadata) {
      context->AddMetadata(key, value);
    }
    context->set_wait_for_ready(
        options.wait_for_ready.value_or(defaults_.wait_for_ready));
    context->set_deadline(absl::ToChronoTime(absl::Now() + timeout));
    return absl::OkStatus();
  }

  // The same for a call that sends `request`.
  absl::Status PrepareCall(const google::protobuf::Message& request,
                           const CallOptions& options,
                           grpc::ClientContext* context) const {
    if (absl::Status status = Prepare(options, defaults_.timeout, context);
        !status.ok()) {
      return status;
    }
    const size_t bytes = request.ByteSizeLong();
    if (bytes <= static_cast<size_t>(defaults_.max_request_bytes)) {
      return absl::OkStatus();
    }
    return absl::InvalidArgumentError(absl::StrCat(
        "the request takes ", bytes, " bytes, and max_request_bytes is ",
        defaults_.max_request_bytes,
        "; send less, or raise both that and the server's limit"));
  }

  // Opens a stream by `open`.
  template <typename Stub, typename Stream>
  absl::StatusOr<std::unique_ptr<Stream>> OpenStream(
      const std::shared_ptr<Stub>& stub,
      std::unique_ptr<Stream> (*open)(std::shared_ptr<Stub>,
                                      std::unique_ptr<grpc::ClientContext>,
                                      ResponseMetadata*),
      const CallOptions& options) {
    auto context = std::make_unique<grpc::ClientContext>();
    absl::Status status =
        Prepare(options, defaults_.stream_timeout, context.get());
    if (!status.ok()) return status;
    return open(stub, std::move(context), options.response_metadata);
  }

  // Makes one call of `method`.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(
      Stub& stub,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request, const CallOptions& options) {
    grpc::ClientContext context;
    if (absl::Status status = PrepareCall(request, options, &context);
        !status.ok()) {
      return status;
    }
    Response response;
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (options.response_metadata != nullptr) {
      *options.response_metadata = ReceivedMetadata(context);
    }
    if (!status.ok()) return ToAbslStatus(status);
    return response;
  }

  grpc::TemplatedGenericStub<google::protobuf::Message,
                             google::protobuf::Message>
      generic_;
  // Path of each method that makes one call, by what it takes.
  std::map<const google::protobuf::Descriptor*, std::string> paths_;
  const std::unique_ptr<LookupService::Stub> lookup_;
  const std::shared_ptr<AssessmentService::Stub> assessment_;
  const std::shared_ptr<SessionService::Stub> session_;
  const std::unique_ptr<FigureService::Stub> figure_;
  const CallDefaults defaults_;
};

}  // namespace

std::shared_ptr<Connection> MakeConnection(
    const std::shared_ptr<grpc::Channel>& channel, CallDefaults defaults) {
  return std::make_shared<GrpcConnection>(channel, std::move(defaults));
}

}  // namespace knead
