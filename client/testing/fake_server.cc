#include "client/testing/fake_server.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "client/connection.h"
#include "client/grpc_connection.h"
#include "client/testing/scripted_server.h"
#include "client/unary_methods.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/session.pb.h"

namespace knead {
namespace {

constexpr char kAssessStreamPath[] = "/knead.v1.AssessmentService/AssessStream";
constexpr char kCoachPath[] = "/knead.v1.SessionService/Coach";

std::string AssessPath() {
  return MethodPath(*UnaryMethodOf(v1::AssessRequest::descriptor()));
}

google::rpc::Status ToRpc(const absl::Status& status) {
  google::rpc::Status result;
  result.set_code(static_cast<int>(status.code()));
  result.set_message(std::string(status.message()));
  status.ForEachPayload(
      [&result](absl::string_view type_url, const absl::Cord& payload) {
        auto& detail = *result.add_details();
        detail.set_type_url(std::string(type_url));
        detail.set_value(std::string(payload));
      });
  return result;
}

ScriptedAnswer AnswerWithStatus(const absl::Status& status) {
  const google::rpc::Status details = ToRpc(status);
  return AnswerWith(grpc::Status(
      static_cast<grpc::StatusCode>(details.code()), details.message(),
      details.details().empty() ? "" : details.SerializeAsString()));
}

}  // namespace

FakeServer::FakeServer()
    : server_([this](const ReceivedCall& call) { return Script(call); },
              /*credentials=*/nullptr) {}

void FakeServer::OnCoach(
    std::function<absl::StatusOr<v1::CoachResponse>(const v1::CoachRequest&)>
        handler) {
  SetHandler(kCoachPath,
             [handler = std::move(handler)](const std::string& bytes) {
               return Serialized(handler(Parsed<v1::CoachRequest>(bytes)));
             });
}

void FakeServer::BreakStreams(absl::Status status) {
  absl::MutexLock lock(&mutex_);
  stream_status_ = std::move(status);
}

std::vector<v1::CoachRequest> FakeServer::CoachRequests() const {
  return RequestsTo<v1::CoachRequest>(kCoachPath);
}

std::shared_ptr<Connection> FakeServer::connection() {
  return MakeConnection(server_.InProcessChannel());
}

void FakeServer::SetHandler(const std::string& method, Handler handler) {
  absl::MutexLock lock(&mutex_);
  handlers_[method] = std::move(handler);
}

absl::StatusOr<std::string> FakeServer::Handle(
    const std::string& method, const std::string& request) const {
  Handler handler;
  {
    absl::MutexLock lock(&mutex_);
    const auto it = handlers_.find(method);
    if (it == handlers_.end()) {
      return absl::UnimplementedError(absl::StrCat(
          "the fake server was not told what to answer to ", method));
    }
    handler = it->second;
  }
  return handler(request);
}

std::optional<ScriptedAnswer> FakeServer::Script(
    const ReceivedCall& call) const {
  if (call.method == kAssessStreamPath || call.method == kCoachPath) {
    {
      absl::MutexLock lock(&mutex_);
      if (!stream_status_.ok()) return AnswerWithStatus(stream_status_);
    }
    return call.method == kCoachPath ? AnswerEvent(call.request)
                                     : AnswerItem(call.request);
  }
  absl::StatusOr<std::string> response = Handle(call.method, call.request);
  if (!response.ok()) return AnswerWithStatus(response.status());
  ScriptedAnswer answer;
  answer.response = *std::move(response);
  return answer;
}

ScriptedAnswer FakeServer::AnswerItem(const std::string& bytes) const {
  const auto item = Parsed<v1::AssessStreamRequest>(bytes);
  const absl::StatusOr<std::string> assessment =
      Handle(AssessPath(), item.request().SerializeAsString());
  v1::AssessStreamResponse response;
  response.set_request_id(item.request_id());
  if (assessment.ok()) {
    response.mutable_assessment()->ParseFromString(*assessment);
  } else {
    *response.mutable_status() = ToRpc(assessment.status());
  }
  ScriptedAnswer answer = AnswerWith(response);
  answer.goes_on = true;
  return answer;
}

ScriptedAnswer FakeServer::AnswerEvent(const std::string& bytes) const {
  absl::StatusOr<std::string> response = Handle(kCoachPath, bytes);
  if (!response.ok()) return AnswerWithStatus(response.status());
  ScriptedAnswer answer;
  answer.goes_on =
      Parsed<v1::CoachResponse>(*response).state() != v1::COACH_STATE_ENDED;
  answer.response = *std::move(response);
  return answer;
}

std::vector<std::string> FakeServer::Bytes(const std::string& method) const {
  std::vector<std::string> requests;
  for (const ReceivedCall& call : server_.calls()) {
    if (call.method == method) {
      requests.push_back(call.request);
    } else if (call.method == kAssessStreamPath && method == AssessPath()) {
      requests.push_back(Parsed<v1::AssessStreamRequest>(call.request)
                             .request()
                             .SerializeAsString());
    }
  }
  return requests;
}

}  // namespace knead
