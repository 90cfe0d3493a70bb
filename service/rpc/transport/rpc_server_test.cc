#include "service/rpc/transport/rpc_server.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/security/server_credentials.h"
#include "gtest/gtest.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo.pb.h"
#include "service/rpc/transport/testing/echo_server.h"

namespace knead {
namespace rpc {
namespace {

using ::knead::testing::v1::EchoRequest;
using ::knead::testing::v1::EchoResponse;
using ::knead::testing::v1::EchoService;
using ::knead::testing::v1::OtherService;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// The message is 4 bytes longer than a text of this length.
constexpr size_t kLongest = kMaxRequestBytes - 4;

// How many channels, threads on each, and calls of each thread there are when
// there are many.
constexpr int kChannels = 4;
constexpr int kThreads = 4;
constexpr int kCalls = 100;

google::rpc::ErrorInfo InfoOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  google::rpc::ErrorInfo info;
  EXPECT_GE(details.details_size(), 1);
  if (details.details_size() > 0) {
    EXPECT_TRUE(details.details(0).UnpackTo(&info));
  }
  return info;
}

grpc::Status Echo(EchoService::Stub* stub, const std::string& text,
                  EchoResponse* response) {
  grpc::ClientContext context;
  EchoRequest request;
  request.set_text(text);
  return stub->Echo(&context, request, response);
}

class RpcServerTest : public ::testing::TestWithParam<Wire> {
 protected:
  std::shared_ptr<grpc::Channel> Connect(EchoServer& server) {
    return server.Connect(GetParam());
  }
};

INSTANTIATE_TEST_SUITE_P(Wires, RpcServerTest,
                         ::testing::Values(Wire::kSocket, Wire::kInProcess),
                         [](const auto& info) {
                           return info.param == Wire::kSocket ? "Socket"
                                                              : "InProcess";
                         });

TEST_P(RpcServerTest, EchoesEverySize) {
  EchoServer server;
  const auto stub = EchoService::NewStub(Connect(server));
  for (const size_t size : {size_t{0}, size_t{1}, size_t{21}, size_t{22},
                            size_t{1000}, size_t{20000}, kLongest}) {
    const std::string text(size, 'k');
    EchoResponse response;
    const grpc::Status status = Echo(stub.get(), text, &response);
    ASSERT_TRUE(status.ok()) << size << ": " << status.error_message();
    EXPECT_EQ(response.text(), text);
  }
  EchoResponse response;
  const std::string too_long(kLongest + 1, 'k');
  EXPECT_EQ(Echo(stub.get(), too_long, &response).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_P(RpcServerTest, ServicesAndMethodsAreToldApart) {
  EchoServer server;
  const auto channel = Connect(server);
  EchoRequest request;
  request.set_text("x");
  EchoResponse response;
  {
    grpc::ClientContext context;
    EXPECT_TRUE(OtherService::NewStub(channel)
                    ->Echo(&context, request, &response)
                    .ok());
  }
  {
    grpc::ClientContext context;
    request.set_text("5");
    EXPECT_EQ(EchoService::NewStub(channel)
                  ->Fail(&context, request, &response)
                  .error_code(),
              grpc::StatusCode::NOT_FOUND);
  }
}

TEST_P(RpcServerTest, ReadyBytesAreSentAndTheirOwnerIsLetGo) {
  std::weak_ptr<const std::string> watch;
  const std::string sent = [] {
    EchoResponse response;
    response.set_text(std::string(100000, 'r'));
    return response.SerializeAsString();
  }();
  EchoServer server(EchoServices(
      EchoHandler(),
      Ready<EchoRequest, EchoResponse>(
          [&](CallContext&, const EchoRequest&) -> absl::StatusOr<Payload> {
            // The only reference: the payload has to keep it.
            auto snapshot = std::make_shared<const std::string>(sent);
            watch = snapshot;
            const absl::string_view bytes = *snapshot;
            return Payload::Share(bytes, std::move(snapshot));
          })));
  const RawAnswer answer =
      CallRaw(Connect(server), "/knead.testing.v1.EchoService/Ready", "");
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  EXPECT_EQ(answer.bytes, sent);
  server.server().Shutdown(absl::InfiniteDuration());
  EXPECT_TRUE(watch.expired());
}

TEST_P(RpcServerTest, BytesThatAreNoMessageAreAnInvalidArgument) {
  EchoServer server;
  const auto channel = Connect(server);
  for (const std::string& bytes :
       {std::string("\xff\xff"), std::string("\x0a\x02\xc3\x28")}) {
    const RawAnswer answer =
        CallRaw(channel, "/knead.testing.v1.EchoService/Echo", bytes);
    EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_THAT(answer.status.error_message(),
                HasSubstr("knead.testing.v1.EchoRequest"));
    const google::rpc::ErrorInfo info = InfoOf(answer.status);
    EXPECT_EQ(info.reason(), "MALFORMED_REQUEST");
    EXPECT_EQ(info.domain(), "knead");
    EXPECT_EQ(info.metadata().at("message"), "knead.testing.v1.EchoRequest");
  }
}

TEST_P(RpcServerTest, UnknownMethodsAreUnimplemented) {
  EchoServer server;
  const auto channel = Connect(server);
  // More calls than a queue holds at once.
  for (int i = 0; i < 20; ++i) {
    for (const std::string path : {"/knead.testing.v1.EchoService/Absent",
                                   "/knead.testing.v1.EchoService/echo",
                                   "/knead.testing.v1.NoService/Echo", "/x"}) {
      const RawAnswer answer = CallRaw(channel, path, "");
      EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
      EXPECT_EQ(InfoOf(answer.status).reason(), "UNKNOWN_METHOD");
      EXPECT_EQ(InfoOf(answer.status).metadata().at("method"), path);
    }
  }
}

TEST_P(RpcServerTest, ErrorDetailsArrive) {
  EchoServer server(EchoServices(Typed<EchoRequest, EchoResponse>(
      [](CallContext&, const EchoRequest&, EchoResponse*) {
        google::rpc::ErrorInfo info;
        info.set_reason("RESOURCE_NOT_FOUND");
        info.set_domain("knead");
        absl::Status status = absl::NotFoundError("no technique of that name");
        status.SetPayload("type.googleapis.com/google.rpc.ErrorInfo",
                          absl::Cord(info.SerializeAsString()));
        return status;
      })));
  EchoResponse response;
  const grpc::Status status =
      Echo(EchoService::NewStub(Connect(server)).get(), "", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "no technique of that name");
  EXPECT_EQ(InfoOf(status).reason(), "RESOURCE_NOT_FOUND");
}

TEST_P(RpcServerTest, AHandlerThatThrowsIsInternalAndTheServerLivesOn) {
  EchoServer server;
  const auto stub = EchoService::NewStub(Connect(server));
  for (int i = 0; i < 50; ++i) {
    grpc::ClientContext context;
    EchoRequest request;
    request.set_text("throw");
    EchoResponse response;
    const grpc::Status status = stub->Fail(&context, request, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_THAT(status.error_message(), Not(HasSubstr("secret")));
    EXPECT_EQ(InfoOf(status).reason(), "INTERNAL");
  }
  EchoResponse response;
  EXPECT_TRUE(Echo(stub.get(), "alive", &response).ok());
}

TEST_P(RpcServerTest, ARequestWithoutAMessageFails) {
  EchoServer server;
  const auto channel = Connect(server);
  grpc::GenericStub generic(channel);
  for (int i = 0; i < 50; ++i) {
    grpc::CompletionQueue queue;
    grpc::ClientContext context;
    auto call = generic.PrepareCall(
        &context, "/knead.testing.v1.EchoService/Echo", &queue);
    void* tag = nullptr;
    bool ok = false;
    call->StartCall(nullptr);
    ASSERT_TRUE(queue.Next(&tag, &ok));
    call->WritesDone(nullptr);
    ASSERT_TRUE(queue.Next(&tag, &ok));
    grpc::Status status;
    call->Finish(&status, nullptr);
    ASSERT_TRUE(queue.Next(&tag, &ok));
    EXPECT_FALSE(status.ok());
  }
  EchoResponse response;
  EXPECT_TRUE(
      Echo(EchoService::NewStub(channel).get(), "alive", &response).ok());
}

// More headers than an answer has room for by itself, and an error of which
// there is nothing to say.
TEST_P(RpcServerTest, ManyHeadersAndAnErrorWithoutATextArrive) {
  constexpr int kHeaders = 20;
  for (const absl::Status& outcome :
       {absl::OkStatus(), absl::Status(absl::StatusCode::kAborted, "")}) {
    EchoServer server(EchoServices(Typed<EchoRequest, EchoResponse>(
        [&](CallContext& context, const EchoRequest&, EchoResponse*) {
          for (int i = 0; i < kHeaders; ++i) {
            context.AddInitialMetadata(absl::StrCat("first-", i), "a");
            context.AddTrailingMetadata(absl::StrCat("last-", i),
                                        std::string(i * 10, 'b'));
          }
          return outcome;
        })));
    grpc::ClientContext context;
    EchoResponse response;
    const grpc::Status status = EchoService::NewStub(Connect(server))
                                    ->Echo(&context, EchoRequest(), &response);
    EXPECT_EQ(static_cast<int>(status.error_code()), outcome.raw_code());
    EXPECT_EQ(status.error_message(), "");
    for (int i = 0; i < kHeaders; ++i) {
      const auto& first = context.GetServerInitialMetadata();
      const auto& last = context.GetServerTrailingMetadata();
      EXPECT_EQ(first.count(absl::StrCat("first-", i)), 1) << i;
      const auto found = last.find(absl::StrCat("last-", i));
      ASSERT_NE(found, last.end()) << i;
      EXPECT_EQ(found->second.size(), i * 10);
    }
  }
}

TEST_P(RpcServerTest, TheContextKnowsTheCallAndMetadataGoesBothWays) {
  std::string method;
  std::string peer;
  absl::Time deadline;
  EchoServer server(EchoServices(Typed<EchoRequest, EchoResponse>(
      [&](CallContext& context, const EchoRequest&, EchoResponse* response) {
        method = std::string(context.method());
        peer = context.Peer();
        deadline = context.deadline();
        EXPECT_FALSE(context.IsCancelled());
        EXPECT_THAT(context.PeerIdentities(), IsEmpty());
        EXPECT_FALSE(context.ClientMetadata("x-nothing").has_value());
        response->set_text(
            std::string(context.ClientMetadata("x-first").value_or("none")));
        context.AddInitialMetadata("knead-content-revision", "abc");
        context.AddTrailingMetadata("knead-trailing", "def");
        return absl::OkStatus();
      })));
  const auto stub = EchoService::NewStub(Connect(server));
  {
    grpc::ClientContext context;
    context.AddMetadata("x-first", "1");
    context.AddMetadata("x-first", "2");
    EchoResponse response;
    ASSERT_TRUE(stub->Echo(&context, EchoRequest(), &response).ok());
    EXPECT_EQ(response.text(), "1");
    EXPECT_EQ(method, "/knead.testing.v1.EchoService/Echo");
    EXPECT_THAT(peer, StartsWith(GetParam() == Wire::kSocket ? "ipv4:127.0.0.1"
                                                             : "unknown"));
    EXPECT_EQ(deadline, absl::InfiniteFuture());
    const auto& initial = context.GetServerInitialMetadata();
    ASSERT_EQ(initial.count("knead-content-revision"), 1);
    EXPECT_EQ(initial.find("knead-content-revision")->second, "abc");
    const auto& trailing = context.GetServerTrailingMetadata();
    ASSERT_EQ(trailing.count("knead-trailing"), 1);
    EXPECT_EQ(trailing.find("knead-trailing")->second, "def");
  }
  {
    grpc::ClientContext context;
    const absl::Time wanted = absl::Now() + absl::Hours(1);
    context.set_deadline(absl::ToChronoTime(wanted));
    EchoResponse response;
    ASSERT_TRUE(stub->Echo(&context, EchoRequest(), &response).ok());
    EXPECT_LT(absl::AbsDuration(deadline - wanted), absl::Minutes(1));
  }
}

TEST_P(RpcServerTest, HooksSeeEveryCall) {
  std::mutex mutex;
  std::map<std::string, std::vector<CallRecord>> records;
  RpcServerOptions options;
  options.hooks.admit = [](CallContext& context) -> absl::Status {
    context.AddInitialMetadata("knead-content-revision", "abc");
    if (context.ClientMetadata("x-refuse").has_value()) {
      return absl::PermissionDeniedError("refused");
    }
    return absl::OkStatus();
  };
  options.hooks.finished = [&](const CallContext& context,
                               const CallRecord& record) {
    const std::lock_guard<std::mutex> lock(mutex);
    records[std::string(context.method())].push_back(record);
  };
  EchoServer server(EchoServices(), std::move(options));
  const auto channel = Connect(server);
  const auto stub = EchoService::NewStub(channel);
  EchoResponse response;
  ASSERT_TRUE(Echo(stub.get(), "abc", &response).ok());
  {
    grpc::ClientContext context;
    context.AddMetadata("x-refuse", "1");
    const grpc::Status status = stub->Echo(&context, EchoRequest(), &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
    EXPECT_EQ(
        context.GetServerInitialMetadata().count("knead-content-revision"), 1);
  }
  EXPECT_EQ(CallRaw(channel, "/no.Such/Method", "").status.error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
  server.server().Shutdown(absl::InfiniteDuration());

  ASSERT_EQ(records.size(), 2);
  const auto& echo = records["/knead.testing.v1.EchoService/Echo"];
  ASSERT_EQ(echo.size(), 2);
  EXPECT_EQ(echo[0].code, absl::StatusCode::kOk);
  EXPECT_EQ(echo[0].request_bytes, 5);
  EXPECT_EQ(echo[0].response_bytes, 5);
  EXPECT_EQ(echo[1].code, absl::StatusCode::kPermissionDenied);
  const auto& unknown = records[std::string(kUnknownMethodPath)];
  ASSERT_EQ(unknown.size(), 1);
  EXPECT_EQ(unknown[0].code, absl::StatusCode::kUnimplemented);
}

TEST_P(RpcServerTest, ManyCallsFromManyChannelsAreAllAnswered) {
  RpcServerOptions options;
  // Few slots and several queues, so that calls wait inside gRPC for a moment.
  options.queues = 3;
  options.ready_per_method = 2;
  EchoServer server(EchoServices(), std::move(options));
  std::atomic<int> answered{0};
  std::vector<std::thread> threads;
  threads.reserve(size_t{kChannels} * kThreads);
  for (int c = 0; c < kChannels; ++c) {
    const auto channel = Connect(server);
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&answered, channel, c, t] {
        const auto stub = EchoService::NewStub(channel);
        for (int i = 0; i < kCalls; ++i) {
          const std::string text =
              absl::StrCat(c, "/", t, "/", i, std::string(size_t{50} * i, '.'));
          EchoResponse response;
          const grpc::Status status = Echo(stub.get(), text, &response);
          EXPECT_TRUE(status.ok()) << status.error_message();
          if (response.text() == text) ++answered;
        }
      });
    }
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(answered, kChannels * kThreads * kCalls);
}

// A response longer than what a client takes in unasked stays in the server
// until the client reads.
TEST(RpcServerSocketTest, ReadyBytesAreHeldWhileTheyAreBeingSent) {
  EchoResponse message;
  message.set_text(std::string(200000, 'r'));
  auto snapshot =
      std::make_shared<const std::string>(message.SerializeAsString());
  const std::string sent = *snapshot;
  const std::weak_ptr<const std::string> watch = snapshot;
  EchoServer server(EchoServices(
      EchoHandler(),
      Ready<EchoRequest, EchoResponse>(
          [&](CallContext&, const EchoRequest&) -> absl::StatusOr<Payload> {
            const absl::string_view bytes = *snapshot;
            return Payload::Share(bytes, std::move(snapshot));
          })));
  grpc::GenericStub generic(server.Connect(Wire::kSocket));
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  auto call = generic.PrepareCall(
      &context, "/knead.testing.v1.EchoService/Ready", &queue);
  void* tag = nullptr;
  bool ok = false;
  call->StartCall(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  const grpc::Slice empty;
  call->WriteLast(grpc::ByteBuffer(&empty, 1), grpc::WriteOptions(), nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  call->ReadInitialMetadata(nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  // The answer is under way, the handler has given its snapshot away, and yet
  // the bytes live.
  EXPECT_FALSE(watch.expired());
  grpc::ByteBuffer response;
  call->Read(&response, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  std::vector<grpc::Slice> slices;
  ASSERT_TRUE(response.Dump(&slices).ok());
  std::string arrived;
  for (const grpc::Slice& slice : slices) {
    arrived.append(slice.begin(), slice.end());
  }
  EXPECT_TRUE(arrived == sent);
  grpc::Status status;
  call->Finish(&status, nullptr);
  ASSERT_TRUE(queue.Next(&tag, &ok));
  EXPECT_TRUE(status.ok());
  server.server().Shutdown(absl::InfiniteDuration());
  EXPECT_TRUE(watch.expired());
}

TEST(RpcServerStartTest, FaultsAreNamed) {
  struct Case {
    int queues;
    int ready_per_method;
    AdmissionLimits limits;
    std::string fault;
  };
  for (const Case& c :
       {Case{0, 1, {}, ""}, Case{1, 64, {}, ""},
        Case{RpcServerOptions::kMaxQueues, 1, {1, 1}, ""},
        Case{-1, 1, {}, "queues is -1; it must be 0 to 256"},
        Case{257, 1, {}, "queues is 257; it must be 0 to 256"},
        Case{1, 0, {}, "ready_per_method is 0; it must be 1 to 64"},
        Case{1, 65, {}, "ready_per_method is 65; it must be 1 to 64"},
        Case{1, 1, {0, 1}, "max_calls is 0; it must be 1 or more"},
        Case{1, 1, {1, 0}, "max_streams is 0; it must be 1 or more"}}) {
    RpcServerOptions options;
    options.queues = c.queues;
    options.ready_per_method = c.ready_per_method;
    options.limits = c.limits;
    grpc::ServerBuilder builder;
    const auto server =
        RpcServer::Start(&builder, EchoServices(), std::move(options));
    if (c.fault.empty()) {
      EXPECT_TRUE(server.ok()) << server.status();
    } else {
      EXPECT_EQ(server.status(), absl::InvalidArgumentError(c.fault));
    }
  }
}

TEST(RpcServerStartTest, FaultyTablesAreRefused) {
  std::vector<ServiceTable> services = EchoServices();
  services.emplace_back(EchoService::service_full_name());
  services.back().Unary("Ehco", EchoHandler());
  grpc::ServerBuilder builder;
  const auto server = RpcServer::Start(&builder, std::move(services));
  EXPECT_EQ(server.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(server.status().message()), HasSubstr("Ehco"));
  EXPECT_THAT(std::string(server.status().message()),
              HasSubstr("knead.testing.v1.EchoService: it is there twice"));
}

TEST(RpcServerStartTest, AnAddressThatIsTakenIsUnavailable) {
  EchoServer first;
  grpc::ServerBuilder builder;
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddListeningPort(first.address(), grpc::InsecureServerCredentials());
  EXPECT_EQ(RpcServer::Start(&builder, EchoServices()).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace rpc
}  // namespace knead
