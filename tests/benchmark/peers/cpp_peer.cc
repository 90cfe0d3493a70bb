// A server that does what any gRPC server in C++ must do at least: what
// knead-server is compared with.
//
//   cpp-peer bare METHOD ANSWER    takes requests as bytes and answers each
//   with
//                                  the bytes of the file ANSWER, from one
//                                  completion queue
//   cpp-peer typed METHOD ANSWER   the same, but reads each request into its
//                                  message, and writes the answer out of its
//                                  own
//
// Pairs KEY=VALUE behind them are sent as initial metadata with each answer.
// METHOD is one of GetTechnique, ListTechniques and Assess. Prints the address,
// and serves until it is killed.

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/async_unary_call.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/assessment_service.grpc.pb.h"
#include "knead/v1/lookup_service.grpc.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead {
namespace {

using v1::AssessmentService;
using v1::LookupService;

// Calls that the queue is ready to take in.
constexpr int kReady = 64;

// How a method is asked for its next call.
template <typename Service, typename Request, typename Response>
using Ask = void (Service::*)(grpc::ServerContext*, Request*,
                              grpc::ServerAsyncResponseWriter<Response>*,
                              grpc::CompletionQueue*,
                              grpc::ServerCompletionQueue*, void*);

template <typename Service, typename Request, typename Response>
struct Call {
  grpc::ServerContext context;
  Request request;
  grpc::ServerAsyncResponseWriter<Response> writer{&context};
  bool answered = false;
};

using Metadata = std::vector<std::pair<std::string, std::string>>;

// Answers every call of one method with `answer`, for ever.
template <typename Service, typename Request, typename Response>
int Serve(Ask<Service, Request, Response> ask, const Response& answer,
          const Metadata& metadata) {
  Service service;
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(&service);
  const auto queue = builder.AddCompletionQueue();
  const auto server = builder.BuildAndStart();
  if (server == nullptr) return 1;

  using OneCall = Call<Service, Request, Response>;
  const auto await = [&] {
    auto* call = new OneCall;
    (service.*ask)(&call->context, &call->request, &call->writer, queue.get(),
                   queue.get(), call);
  };
  for (int i = 0; i < kReady; ++i) await();
  std::cout << "listening on 127.0.0.1:" << port << std::endl;
  void* tag = nullptr;
  bool ok = false;
  while (queue->Next(&tag, &ok)) {
    auto* call = static_cast<OneCall*>(tag);
    if (ok && !call->answered) {
      call->answered = true;
      for (const auto& [key, value] : metadata) {
        call->context.AddInitialMetadata(key, value);
      }
      call->writer.Finish(answer, grpc::Status::OK, call);
      await();
    } else {
      delete call;
    }
  }
  return 0;
}

int ServeBytes(absl::string_view method, const std::string& bytes,
               const Metadata& metadata) {
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer answer(&slice, 1);
  if (method == "GetTechnique") {
    using Service =
        LookupService::WithRawMethod_GetTechnique<LookupService::Service>;
    return Serve(&Service::RequestGetTechnique, answer, metadata);
  }
  if (method == "ListTechniques") {
    using Service =
        LookupService::WithRawMethod_ListTechniques<LookupService::Service>;
    return Serve(&Service::RequestListTechniques, answer, metadata);
  }
  if (method == "Assess") {
    using Service =
        AssessmentService::WithRawMethod_Assess<AssessmentService::Service>;
    return Serve(&Service::RequestAssess, answer, metadata);
  }
  return 2;
}

template <typename Message>
Message Parsed(const std::string& bytes) {
  Message message;
  if (!message.ParseFromString(bytes)) std::exit(2);
  return message;
}

int ServeMessages(absl::string_view method, const std::string& bytes,
                  const Metadata& metadata) {
  if (method == "GetTechnique") {
    using Service =
        LookupService::WithAsyncMethod_GetTechnique<LookupService::Service>;
    return Serve(&Service::RequestGetTechnique, Parsed<v1::Technique>(bytes),
                 metadata);
  }
  if (method == "ListTechniques") {
    using Service =
        LookupService::WithAsyncMethod_ListTechniques<LookupService::Service>;
    return Serve(&Service::RequestListTechniques,
                 Parsed<v1::ListTechniquesResponse>(bytes), metadata);
  }
  if (method == "Assess") {
    using Service =
        AssessmentService::WithAsyncMethod_Assess<AssessmentService::Service>;
    return Serve(&Service::RequestAssess, Parsed<v1::Assessment>(bytes),
                 metadata);
  }
  return 2;
}

int Main(int argc, char** argv) {
  const absl::string_view kind = argc >= 4 ? argv[1] : "";
  if (kind != "bare" && kind != "typed") {
    std::cerr << "usage: cpp-peer bare|typed METHOD ANSWER [KEY=VALUE...]\n";
    return 2;
  }
  std::ifstream file(argv[3], std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  Metadata metadata;
  for (int i = 4; i < argc; ++i) {
    metadata.push_back(absl::StrSplit(argv[i], absl::MaxSplits('=', 1)));
  }
  return kind == "bare" ? ServeBytes(argv[2], bytes, metadata)
                        : ServeMessages(argv[2], bytes, metadata);
}

}  // namespace
}  // namespace knead

int main(int argc, char** argv) { return knead::Main(argc, argv); }
