#include "client/testing/stream_server.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"

namespace knead {

namespace {

class AssessmentService : public v1::AssessmentService::Service {
 public:
  explicit AssessmentService(StreamServer::Script script)
      : script_(std::move(script)) {}

  grpc::Status AssessStream(grpc::ServerContext* context,
                            StreamServer::Stream* stream) override {
    return script_(*context, *stream);
  }

 private:
  const StreamServer::Script script_;
};

class SessionService : public v1::SessionService::Service {
 public:
  explicit SessionService(StreamServer::CoachScript script)
      : script_(std::move(script)) {}

  grpc::Status Coach(grpc::ServerContext* context,
                     StreamServer::CoachStream* stream) override {
    return script_(*context, *stream);
  }

 private:
  const StreamServer::CoachScript script_;
};

}  // namespace

StreamServer::StreamServer(Script script)
    : StreamServer(std::make_unique<AssessmentService>(std::move(script))) {}

StreamServer::StreamServer(CoachScript script)
    : StreamServer(std::make_unique<SessionService>(std::move(script))) {}

StreamServer::StreamServer(std::unique_ptr<grpc::Service> service)
    : service_(std::move(service)) {
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port_);
  builder.RegisterService(service_.get());
  server_ = builder.BuildAndStart();
}

StreamServer::~StreamServer() {
  server_->Shutdown(std::chrono::system_clock::now());
}

std::string StreamServer::address() const {
  return absl::StrCat("127.0.0.1:", port_);
}

std::shared_ptr<grpc::Channel> StreamServer::Connect() const {
  return grpc::CreateChannel(address(), grpc::InsecureChannelCredentials());
}

}  // namespace knead
