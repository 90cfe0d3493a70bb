#ifndef KNEAD_CLIENT_CLIENT_H_
#define KNEAD_CLIENT_CLIENT_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "client/assessment_stream.h"
#include "client/async_call.h"
#include "client/call_handle.h"
#include "client/call_options.h"
#include "client/coach_stream.h"
#include "client/connection.h"
#include "client/paged_range.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
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

// Calls the Knead service:
//
//   knead::ClientOptions options;
//   options.target = "knead.example.org:443";
//   absl::StatusOr<std::shared_ptr<knead::Connection>> connection =
//       knead::MakeConnection(options);
//   if (!connection.ok()) return connection.status();
//   knead::Client client(*connection);
//   absl::StatusOr<knead::v1::Technique> technique =
//       client.GetTechnique("techniques/quadriceps-hands");
//
// client/example/assess.cc is a whole program.
//
// Every call blocks until the answer is there, the call failed or its time is
// up. A failed call returns the status that the server sent;
// client/error_details.h reads the reason and the fields at fault out of it.
// UNAVAILABLE: no server answered. DEADLINE_EXCEEDED: none did in time. Calls
// that another attempt can mend are sent again within their time, as
// RetryOptions say: none of them changes anything. Streams are not.
//
// Copies are cheap and share the connection. Thread-safe: one Client serves
// any number of threads.
class Client {
 public:
  // Speaks through `connection`, which must not be null.
  explicit Client(std::shared_ptr<Connection> connection)
      : connection_(std::move(connection)) {}

  // Calling without waiting. ------------------------------------------------

  // Makes the call that the type of `request` stands for, and hands what came
  // of it to `callback`, exactly once:
  //
  //   knead::v1::GetTechniqueRequest request;
  //   request.set_name("techniques/quadriceps-hands");
  //   knead::CallHandle call = client.CallAsync(
  //       request, {}, [](absl::StatusOr<knead::v1::Technique> technique) {
  //         ...
  //       });
  //
  // A List request gets one page. The options hold as for calls that block.
  //
  // The handle cancels the call when it is destroyed; keep it, or Detach() it.
  // The callback runs on a thread of gRPC's and never within CallAsync, also
  // for calls that could not be sent; it must not block, and may make further
  // calls of this kind. It may run after the handle, the Client and the
  // Connection are gone, so it has to own what it uses. After a second without
  // any call, gRPC can take a tenth of a second to run the next callback; calls
  // that block know no such pause.
  template <typename Request>
  CallHandle CallAsync(Request request, CallOptions options,
                       AsyncCallback<Request> callback) const {
    return connection_->Start(MakeAsyncCall(
        std::move(request), std::move(options), std::move(callback)));
  }

  // Assessment. -------------------------------------------------------------

  // May this person massage, and if so, how? The request says all that is known
  // about the person; nothing of it is kept. What is not said counts as a
  // possible danger, so an empty request gets questions, not techniques.
  absl::StatusOr<v1::Assessment> Assess(const v1::AssessRequest& request,
                                        const CallOptions& options = {}) const;

  // What would change the answer to a request: the least that would raise the
  // urgency or take a technique away, and the least that would have to be
  // otherwise to lower it or bring the technique back.
  absl::StatusOr<v1::Explanation> Explain(
      const v1::ExplainRequest& request, const CallOptions& options = {}) const;

  // What a text in words of their own says of a person, as proposals. A
  // proposal is no observation: client/proposals.h makes one of it once a
  // person has confirmed it, and Assess takes nothing else. Nothing of the text
  // is kept.
  absl::StatusOr<v1::ExtractFindingsResponse> ExtractFindings(
      const v1::ExtractFindingsRequest& request,
      const CallOptions& options = {}) const;

  // A session that fits the time that a person has, with the assessment that it
  // rests on; or why there is none.
  absl::StatusOr<v1::PlanSessionResponse> PlanSession(
      const v1::PlanSessionRequest& request,
      const CallOptions& options = {}) const;

  // Leads a person through a session. client/coach_stream.h says how to use it.
  // Returns without waiting for the server. INVALID_ARGUMENT: metadata that
  // cannot be sent.
  absl::StatusOr<std::unique_ptr<CoachStream>> Coach(
      const CallOptions& options = {}) const;

  // The picture of a region, a muscle group or a technique, as SVG. With an
  // assessment request, what that assessment leaves out is hatched.
  absl::StatusOr<v1::Figure> RenderFigure(
      const v1::RenderFigureRequest& request,
      const CallOptions& options = {}) const;

  // Assesses many people: the results in the order of the requests, one for
  // each. A result is the answer, or what Assess would have failed with, with
  // paths that begin with `request.`; where the stream broke, requests without
  // an answer get why it broke (see AssessmentStream::Finish), and can be sent
  // again. All answers rest on one content revision. All of it is one stream,
  // with the time that a stream has.
  std::vector<absl::StatusOr<v1::Assessment>> AssessAll(
      const std::vector<v1::AssessRequest>& requests,
      const CallOptions& options = {}) const;

  // The same for requests that come one by one, or are more than the memory
  // holds. client/assessment_stream.h says how to use it. Returns without
  // waiting for the server. INVALID_ARGUMENT: metadata that cannot be sent.
  absl::StatusOr<std::unique_ptr<AssessmentStream>> AssessStream(
      const CallOptions& options = {}) const;

  // Reading the content. ----------------------------------------------------
  //
  // Each kind of resource has the same three methods:
  //
  // Get by name returns one resource, whole unless `view` says otherwise.
  // NOT_FOUND with reason RESOURCE_NOT_FOUND where there is none of that name.
  //
  // Get by request is the same, and takes the language as well.
  //
  // List returns the resources that pass all filters of the request, ordered by
  // name, in short form unless its `view` says otherwise. It makes no call by
  // itself: the range that it returns fetches page after page.

  // Regions: the surfaces of the leg, e.g. `regions/calf`. Filter: part of the
  // body.
  absl::StatusOr<v1::Region> GetRegion(absl::string_view name,
                                       v1::View view = v1::VIEW_UNSPECIFIED,
                                       const CallOptions& options = {}) const;
  absl::StatusOr<v1::Region> GetRegion(const v1::GetRegionRequest& request,
                                       const CallOptions& options = {}) const;
  PagedRange<v1::Region> ListRegions(v1::ListRegionsRequest request = {},
                                     CallOptions options = {}) const;

  // Muscle groups, e.g. `muscleGroups/calves`. Filter: region.
  absl::StatusOr<v1::MuscleGroup> GetMuscleGroup(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::MuscleGroup> GetMuscleGroup(
      const v1::GetMuscleGroupRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::MuscleGroup> ListMuscleGroups(
      v1::ListMuscleGroupsRequest request = {}, CallOptions options = {}) const;

  // Tools, e.g. `tools/foam-roller`. Filter: muscle group.
  absl::StatusOr<v1::Tool> GetTool(absl::string_view name,
                                   v1::View view = v1::VIEW_UNSPECIFIED,
                                   const CallOptions& options = {}) const;
  absl::StatusOr<v1::Tool> GetTool(const v1::GetToolRequest& request,
                                   const CallOptions& options = {}) const;
  PagedRange<v1::Tool> ListTools(v1::ListToolsRequest request = {},
                                 CallOptions options = {}) const;

  // Techniques, e.g. `techniques/quadriceps-hands`. None of them is advice for
  // a person: for that, see Assess. Filters: region, muscle group, tool,
  // indication.
  absl::StatusOr<v1::Technique> GetTechnique(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::Technique> GetTechnique(
      const v1::GetTechniqueRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::Technique> ListTechniques(
      v1::ListTechniquesRequest request = {}, CallOptions options = {}) const;

  // Indications: what massage can help. Filter: technique.
  absl::StatusOr<v1::Indication> GetIndication(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::Indication> GetIndication(
      const v1::GetIndicationRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::Indication> ListIndications(
      v1::ListIndicationsRequest request = {}, CallOptions options = {}) const;

  // Contraindications: what limits or forbids massage. Filters: effect,
  // technique, finding.
  absl::StatusOr<v1::Contraindication> GetContraindication(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::Contraindication> GetContraindication(
      const v1::GetContraindicationRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::Contraindication> ListContraindications(
      v1::ListContraindicationsRequest request = {},
      CallOptions options = {}) const;

  // Question groups: findings that are asked for together.
  absl::StatusOr<v1::QuestionGroup> GetQuestionGroup(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::QuestionGroup> GetQuestionGroup(
      const v1::GetQuestionGroupRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::QuestionGroup> ListQuestionGroups(
      v1::ListQuestionGroupsRequest request = {},
      CallOptions options = {}) const;

  // Findings: what can be observed or asked. Filters: question group, kind, who
  // can assess it.
  absl::StatusOr<v1::Finding> GetFinding(absl::string_view name,
                                         v1::View view = v1::VIEW_UNSPECIFIED,
                                         const CallOptions& options = {}) const;
  absl::StatusOr<v1::Finding> GetFinding(const v1::GetFindingRequest& request,
                                         const CallOptions& options = {}) const;
  PagedRange<v1::Finding> ListFindings(v1::ListFindingsRequest request = {},
                                       CallOptions options = {}) const;

  // Triage rules: what makes a case urgent. Filters: urgency, finding.
  absl::StatusOr<v1::TriageRule> GetTriageRule(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::TriageRule> GetTriageRule(
      const v1::GetTriageRuleRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::TriageRule> ListTriageRules(
      v1::ListTriageRulesRequest request = {}, CallOptions options = {}) const;

  // Care pathways: whom to see and how soon. Filter: urgency.
  absl::StatusOr<v1::CarePathway> GetCarePathway(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::CarePathway> GetCarePathway(
      const v1::GetCarePathwayRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::CarePathway> ListCarePathways(
      v1::ListCarePathwaysRequest request = {}, CallOptions options = {}) const;

  // Principles of safe massage. Filter: phase.
  absl::StatusOr<v1::Principle> GetPrinciple(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::Principle> GetPrinciple(
      const v1::GetPrincipleRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::Principle> ListPrinciples(
      v1::ListPrinciplesRequest request = {}, CallOptions options = {}) const;

  // Care measures: what belongs beside massage. Filter: muscle group.
  absl::StatusOr<v1::CareMeasure> GetCareMeasure(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::CareMeasure> GetCareMeasure(
      const v1::GetCareMeasureRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::CareMeasure> ListCareMeasures(
      v1::ListCareMeasuresRequest request = {}, CallOptions options = {}) const;

  // Frequent questions and their answers.
  absl::StatusOr<v1::FrequentQuestion> GetFrequentQuestion(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::FrequentQuestion> GetFrequentQuestion(
      const v1::GetFrequentQuestionRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::FrequentQuestion> ListFrequentQuestions(
      v1::ListFrequentQuestionsRequest request = {},
      CallOptions options = {}) const;

  // Takeaways: the guidance in short.
  absl::StatusOr<v1::Takeaway> GetTakeaway(
      absl::string_view name, v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<v1::Takeaway> GetTakeaway(
      const v1::GetTakeawayRequest& request,
      const CallOptions& options = {}) const;
  PagedRange<v1::Takeaway> ListTakeaways(v1::ListTakeawaysRequest request = {},
                                         CallOptions options = {}) const;

  // Sources: the works that the content cites. Filter: kind.
  absl::StatusOr<v1::Source> GetSource(absl::string_view name,
                                       v1::View view = v1::VIEW_UNSPECIFIED,
                                       const CallOptions& options = {}) const;
  absl::StatusOr<v1::Source> GetSource(const v1::GetSourceRequest& request,
                                       const CallOptions& options = {}) const;
  PagedRange<v1::Source> ListSources(v1::ListSourcesRequest request = {},
                                     CallOptions options = {}) const;

  // Several techniques or findings at once, 1 to 100, in the order of the
  // names; in short form unless `view` says otherwise. All or nothing:
  // NOT_FOUND where one of them does not exist.
  absl::StatusOr<std::vector<v1::Technique>> BatchGetTechniques(
      const std::vector<std::string>& names,
      v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<std::vector<v1::Technique>> BatchGetTechniques(
      const v1::BatchGetTechniquesRequest& request,
      const CallOptions& options = {}) const;
  absl::StatusOr<std::vector<v1::Finding>> BatchGetFindings(
      const std::vector<std::string>& names,
      v1::View view = v1::VIEW_UNSPECIFIED,
      const CallOptions& options = {}) const;
  absl::StatusOr<std::vector<v1::Finding>> BatchGetFindings(
      const v1::BatchGetFindingsRequest& request,
      const CallOptions& options = {}) const;

  // All that the content has on what somebody typed, best first, and what
  // speaks of a danger before all else where the words name it. Gets one page;
  // a request with its `next_page_token` gets the next.
  absl::StatusOr<v1::SearchResponse> Search(
      const v1::SearchRequest& request, const CallOptions& options = {}) const;

  // Which content and which rules engine are serving.
  absl::StatusOr<v1::ContentInfo> GetContentInfo(
      const CallOptions& options = {}) const;

 private:
  std::shared_ptr<Connection> connection_;
};

}  // namespace knead

#endif  // KNEAD_CLIENT_CLIENT_H_
