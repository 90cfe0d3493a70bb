#include "client/testing/scripted_server.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/channel_arguments.h"
#include "grpcpp/support/slice.h"
#include "grpcpp/support/status.h"

namespace knead {
namespace {

std::string ToBytes(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  buffer.Dump(&slices);
  std::string bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

grpc::ByteBuffer ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

ReceivedCall Describe(const grpc::GenericCallbackServerContext& context) {
  ReceivedCall call;
  call.method = context.method();
  call.deadline = absl::FromChrono(context.deadline());
  for (const auto& [key, value] : context.client_metadata()) {
    call.metadata.emplace(std::string(key.data(), key.size()),
                          std::string(value.data(), value.size()));
  }
  return call;
}

}  // namespace

ScriptedAnswer AnswerWith(const google::protobuf::MessageLite& response) {
  ScriptedAnswer answer;
  answer.response = response.SerializeAsString();
  return answer;
}

ScriptedAnswer AnswerWith(const grpc::Status& status) {
  ScriptedAnswer answer;
  answer.status = status;
  return answer;
}

class ScriptedServer::Service : public grpc::CallbackGenericService {
 public:
  explicit Service(Script script) : script_(std::move(script)) {}

  std::vector<ReceivedCall> calls() const {
    absl::MutexLock lock(&mutex_);
    return calls_;
  }

 private:
  class Reactor;

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

  std::optional<ScriptedAnswer> Receive(const ReceivedCall& call) {
    {
      absl::MutexLock lock(&mutex_);
      calls_.push_back(call);
    }
    return script_(call);
  }

  const Script script_;
  mutable absl::Mutex mutex_;
  std::vector<ReceivedCall> calls_ ABSL_GUARDED_BY(mutex_);
};

// Answers one call.
class ScriptedServer::Service::Reactor : public grpc::ServerGenericBidiReactor {
 public:
  Reactor(Service* service, grpc::GenericCallbackServerContext* context)
      : service_(service), context_(context) {
    StartRead(&request_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) {
      Finish(has_answered_
                 ? grpc::Status::OK
                 : grpc::Status(grpc::StatusCode::INTERNAL, "no request came"));
      return;
    }
    ReceivedCall call = Describe(*context_);
    call.request = ToBytes(request_);
    const std::optional<ScriptedAnswer> answer = service_->Receive(call);
    if (!answer.has_value()) {
      if (SetAndTell(&unanswered_)) Finish(grpc::Status::CANCELLED);
      return;
    }
    for (const auto& [key, value] : answer->initial_metadata) {
      context_->AddInitialMetadata(key, value);
    }
    for (const auto& [key, value] : answer->trailing_metadata) {
      context_->AddTrailingMetadata(key, value);
    }
    if (!answer->status.ok()) {
      Finish(answer->status);
      return;
    }
    response_ = ToBuffer(answer->response);
    if (answer->goes_on) {
      has_answered_ = true;
      StartWrite(&response_);
    } else {
      StartWriteAndFinish(&response_, grpc::WriteOptions(), answer->status);
    }
  }

  // A client that went away sends no further message either.
  void OnWriteDone(bool /*ok*/) override {
    request_.Clear();
    StartRead(&request_);
  }

  void OnCancel() override {
    if (SetAndTell(&given_up_)) Finish(grpc::Status::CANCELLED);
  }

  void OnDone() override { delete this; }

 private:
  // Sets one of the two flags below. Whether both are set now.
  bool SetAndTell(bool* flag) {
    absl::MutexLock lock(&mutex_);
    *flag = true;
    return given_up_ && unanswered_;
  }

  Service* const service_;
  grpc::GenericCallbackServerContext* const context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
  bool has_answered_ = false;

  // Guards the flags.
  absl::Mutex mutex_;
  bool given_up_ = false;
  bool unanswered_ = false;
};

grpc::ServerGenericBidiReactor* ScriptedServer::Service::CreateReactor(
    grpc::GenericCallbackServerContext* context) {
  return new Reactor(this, context);
}

ScriptedServer::ScriptedServer(
    Script script, std::shared_ptr<grpc::ServerCredentials> credentials,
    const std::string& address)
    : service_(std::make_unique<Service>(std::move(script))),
      address_(address) {
  grpc::ServerBuilder builder;
  int port = 0;
  if (credentials != nullptr) {
    builder.AddListeningPort(address, std::move(credentials), &port);
  }
  builder.RegisterCallbackGenericService(service_.get());
  server_ = builder.BuildAndStart();
  if (absl::EndsWith(address, ":0")) {
    address_ = absl::StrCat(absl::StripSuffix(address, "0"), port);
  }
}

ScriptedServer::~ScriptedServer() {
  // Calls that are left without an answer end now.
  server_->Shutdown(std::chrono::system_clock::now());
}

std::string ScriptedServer::address() const { return address_; }

void ScriptedServer::SetServing(bool serving) {
  server_->GetHealthCheckService()->SetServingStatus(serving);
}

std::shared_ptr<grpc::Channel> ScriptedServer::InProcessChannel() {
  return server_->InProcessChannel(grpc::ChannelArguments());
}

std::vector<ReceivedCall> ScriptedServer::calls() const {
  return service_->calls();
}

}  // namespace knead
