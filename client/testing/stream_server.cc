#include "client/testing/stream_server.h"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"

namespace knead {

class StreamServer::Service : public v1::AssessmentService::Service {
 public:
  explicit Service(Script script) : script_(std::move(script)) {}

  grpc::Status AssessStream(grpc::ServerContext* context,
                            Stream* stream) override {
    return script_(*context, *stream);
  }

 private:
  const Script script_;
};

StreamServer::StreamServer(Script script)
    : service_(std::make_unique<Service>(std::move(script))) {
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
