#ifndef KNEAD_CLIENT_ASYNC_CALL_H_
#define KNEAD_CLIENT_ASYNC_CALL_H_

#include <memory>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/call_options.h"
#include "client/connection.h"
#include "google/protobuf/message.h"

namespace knead {

// A call that nobody waits for, as Client::CallAsync hands it to a Connection:
// any method of the protocol that takes one request and gives one response.
class AsyncCall {
 public:
  virtual ~AsyncCall() = default;

  virtual const google::protobuf::Message& request() const = 0;
  virtual const CallOptions& options() const = 0;

  // Where the response goes.
  virtual google::protobuf::Message* response() = 0;

  // Ends the call, once: its callback gets the response where `status` is OK,
  // and `status` otherwise.
  virtual void Finish(absl::Status status) = 0;

  // Makes the call by the method of `connection` that blocks, and ends it.
  virtual void CallAndFinish(Connection& connection) = 0;
};

// The methods of Connection that make one call, by the type of their request.
namespace async_call_internal {

template <typename T>
struct Tag {};

template <typename Request, typename Response>
using Method = absl::StatusOr<Response> (Connection::*)(const Request&,
                                                        const CallOptions&);

template <typename Request, typename Response>
constexpr Tag<Request> RequestOf(Method<Request, Response>);
template <typename Request, typename Response>
constexpr Tag<Response> ResponseOf(Method<Request, Response>);

template <auto kMethod>
struct ByRequest {
  static constexpr auto Find(decltype(RequestOf(kMethod))) { return kMethod; }
  static auto FindResponse(decltype(RequestOf(kMethod)))
      -> decltype(ResponseOf(kMethod));
};

template <auto... kMethods>
struct Table : ByRequest<kMethods>... {
  using ByRequest<kMethods>::Find...;
  using ByRequest<kMethods>::FindResponse...;
};

using Methods =
    Table<&Connection::GetRegion, &Connection::ListRegions,
          &Connection::GetMuscleGroup, &Connection::ListMuscleGroups,
          &Connection::GetTool, &Connection::ListTools,
          &Connection::GetTechnique, &Connection::ListTechniques,
          &Connection::GetIndication, &Connection::ListIndications,
          &Connection::GetContraindication, &Connection::ListContraindications,
          &Connection::GetQuestionGroup, &Connection::ListQuestionGroups,
          &Connection::GetFinding, &Connection::ListFindings,
          &Connection::GetTriageRule, &Connection::ListTriageRules,
          &Connection::GetCarePathway, &Connection::ListCarePathways,
          &Connection::GetPrinciple, &Connection::ListPrinciples,
          &Connection::GetCareMeasure, &Connection::ListCareMeasures,
          &Connection::GetFrequentQuestion, &Connection::ListFrequentQuestions,
          &Connection::GetTakeaway, &Connection::ListTakeaways,
          &Connection::GetSource, &Connection::ListSources,
          &Connection::BatchGetTechniques, &Connection::BatchGetFindings,
          &Connection::Search, &Connection::GetContentInfo, &Connection::Assess,
          &Connection::Explain, &Connection::ExtractFindings,
          &Connection::PlanSession, &Connection::RenderFigure>;

template <typename T>
T Untagged(Tag<T>);

}  // namespace async_call_internal

// What the method that takes a `Request` gives, e.g. v1::Technique for
// v1::GetTechniqueRequest.
template <typename Request>
using ResponseTo = decltype(async_call_internal::Untagged(
    async_call_internal::Methods::FindResponse(
        async_call_internal::Tag<Request>())));

// What becomes of a call that nobody waits for.
template <typename Request>
using AsyncCallback =
    absl::AnyInvocable<void(absl::StatusOr<ResponseTo<Request>>) &&>;

// The call of the method that takes `request`.
template <typename Request>
std::unique_ptr<AsyncCall> MakeAsyncCall(Request request, CallOptions options,
                                         AsyncCallback<Request> callback) {
  class Call final : public AsyncCall {
   public:
    Call(Request request, CallOptions options, AsyncCallback<Request> callback)
        : request_(std::move(request)),
          options_(std::move(options)),
          callback_(std::move(callback)) {}

    const google::protobuf::Message& request() const override {
      return request_;
    }
    const CallOptions& options() const override { return options_; }
    google::protobuf::Message* response() override { return &response_; }

    void Finish(absl::Status status) override {
      if (status.ok()) {
        std::move(callback_)(std::move(response_));
      } else {
        std::move(callback_)(std::move(status));
      }
    }

    void CallAndFinish(Connection& connection) override {
      constexpr auto kMethod = async_call_internal::Methods::Find(
          async_call_internal::Tag<Request>());
      std::move(callback_)((connection.*kMethod)(request_, options_));
    }

   private:
    const Request request_;
    const CallOptions options_;
    ResponseTo<Request> response_;
    AsyncCallback<Request> callback_;
  };
  return std::make_unique<Call>(std::move(request), std::move(options),
                                std::move(callback));
}

}  // namespace knead

#endif  // KNEAD_CLIENT_ASYNC_CALL_H_
