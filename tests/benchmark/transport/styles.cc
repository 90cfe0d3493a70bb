#include "tests/benchmark/transport/styles.h"

#include <fcntl.h>
#include <unistd.h>

#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/async_unary_call.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"
#include "service/rpc/health/health_service.h"
#include "service/rpc/transport/handler.h"
#include "service/rpc/transport/payload.h"
#include "service/rpc/transport/rpc_server.h"
#include "service/rpc/transport/service_table.h"
#include "service/rpc/transport/testing/echo.grpc.pb.h"
#include "service/rpc/transport/testing/echo.pb.h"
#include "service/server/call_observer.h"
#include "service/server/limits.h"
#include "service/server/log.h"
#include "service/server/log_sink.h"
#include "service/server/metrics.h"
#include "service/server/options.h"
#include "spdlog/logger.h"

namespace knead {
namespace benchmark {
namespace {

using ::knead::testing::v1::EchoRequest;
using ::knead::testing::v1::EchoResponse;
using ::knead::testing::v1::EchoService;

// A message in the shape of a resource: a text and some lines, about 1 KB.
EchoResponse MakeAnswer() {
  EchoResponse answer;
  answer.set_text(std::string(100, 't'));
  for (int i = 0; i < 16; ++i) answer.add_lines(std::string(55, 'l'));
  return answer;
}

void Listen(grpc::ServerBuilder* builder, int* port) {
  builder->AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder->AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                            port);
}

// A completion queue and a raw method, and nothing else: what any server with
// queues of its own must do at least.
class BareServer final : public StyleServer {
 public:
  BareServer() {
    const std::string bytes = MakeAnswer().SerializeAsString();
    const grpc::Slice slice(bytes);
    answer_ = grpc::ByteBuffer(&slice, 1);
    grpc::ServerBuilder builder;
    Listen(&builder, &port_);
    builder.RegisterService(&service_);
    queue_ = builder.AddCompletionQueue();
    server_ = builder.BuildAndStart();
    for (int i = 0; i < kCalls; ++i) Await(new Call);
    thread_ = std::thread([this] { Run(); });
  }

  ~BareServer() override {
    server_->Shutdown(absl::ToChronoTime(absl::InfinitePast()));
    queue_->Shutdown();
    thread_.join();
  }

  int port() const override { return port_; }

 private:
  static constexpr int kCalls = 64;

  struct Call {
    grpc::ServerContext context;
    grpc::ByteBuffer request;
    grpc::ServerAsyncResponseWriter<grpc::ByteBuffer> writer{&context};
    bool answered = false;
  };

  void Await(Call* call) {
    service_.RequestReady(&call->context, &call->request, &call->writer,
                          queue_.get(), queue_.get(), call);
  }

  void Run() {
    void* tag = nullptr;
    bool ok = false;
    while (queue_->Next(&tag, &ok)) {
      auto* call = static_cast<Call*>(tag);
      if (ok && !call->answered) {
        call->answered = true;
        call->writer.Finish(answer_, grpc::Status::OK, call);
        Await(new Call);
      } else {
        delete call;
      }
    }
  }

  int port_ = 0;
  grpc::ByteBuffer answer_;
  EchoService::WithRawMethod_Ready<EchoService::Service> service_;
  std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  std::unique_ptr<grpc::Server> server_;
  std::thread thread_;
};

// The transport of this service.
class TransportServer final : public StyleServer {
 public:
  TransportServer(rpc::Handler handler, bool health,
                  rpc::RpcServerOptions options = {})
      : health_({}) {
    grpc::ServerBuilder builder;
    Listen(&builder, &port_);
    std::vector<rpc::ServiceTable> services;
    services.emplace_back(EchoService::service_full_name());
    services.back().Unary("Ready", std::move(handler));
    if (health) services.push_back(health_.Table());
    server_ = *rpc::RpcServer::Start(&builder, std::move(services),
                                     std::move(options));
  }

  int port() const override { return port_; }

 private:
  int port_ = 0;
  rpc::HealthService health_;
  std::unique_ptr<rpc::RpcServer> server_;
};

rpc::Handler ReadyHandler() {
  auto bytes =
      std::make_shared<const std::string>(MakeAnswer().SerializeAsString());
  return rpc::Ready<EchoRequest, EchoResponse>(
      [bytes](rpc::CallContext&,
              const EchoRequest&) -> absl::StatusOr<rpc::Payload> {
        return rpc::Payload::Share(*bytes, bytes);
      });
}

std::unique_ptr<StyleServer> StartReady(bool health) {
  return std::make_unique<TransportServer>(ReadyHandler(), health);
}

// Counts every call, gives it ids, and logs those that `which` says.
class ObservedServer final : public StyleServer {
 public:
  explicit ObservedServer(LogCalls which)
      : null_(::open("/dev/null", O_WRONLY)),
        metrics_({EchoRequest::descriptor()
                      ->file()
                      ->FindServiceByName("EchoService")
                      ->FindMethodByName("Ready")},
                 absl::Now),
        log_(std::make_shared<spdlog::logger>(
            "knead", std::make_shared<LogSink>(null_, kMaxPendingLogBytes))),
        observer_(&metrics_, log_, which, 1, 2) {
    log_->set_pattern(kLogPattern, spdlog::pattern_time_type::utc);
    rpc::RpcServerOptions options;
    options.hooks.started = [this](rpc::CallContext& context,
                                   rpc::CallRecord& record) {
      observer_.Started(context, record);
    };
    options.hooks.finished = [this](const rpc::CallContext& context,
                                    const rpc::CallRecord& record) {
      observer_.Finished(context, record);
    };
    server_ = std::make_unique<TransportServer>(
        ReadyHandler(), /*health=*/false, std::move(options));
  }

  ~ObservedServer() override {
    server_ = nullptr;
    log_ = nullptr;
    ::close(null_);
  }

  int port() const override { return server_->port(); }

 private:
  const int null_;
  Metrics metrics_;
  std::shared_ptr<spdlog::logger> log_;
  CallObserver observer_;
  std::unique_ptr<TransportServer> server_;
};

std::unique_ptr<StyleServer> StartReadyWithHealth() {
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  return StartReady(/*health=*/true);
}

std::unique_ptr<StyleServer> StartReadyWithCallbackHealth() {
  grpc::EnableDefaultHealthCheckService(true);
  return StartReady(/*health=*/false);
}

std::unique_ptr<StyleServer> StartTyped() {
  return std::make_unique<TransportServer>(
      rpc::Typed<EchoRequest, EchoResponse>(
          [answer = MakeAnswer()](rpc::CallContext&, const EchoRequest&,
                                  EchoResponse* response) {
            *response = answer;
            return absl::OkStatus();
          }),
      /*health=*/false);
}

// A server of a generated service class.
template <typename Service>
class GeneratedServer final : public StyleServer {
 public:
  GeneratedServer() {
    grpc::ServerBuilder builder;
    Listen(&builder, &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
  }

  ~GeneratedServer() override {
    server_->Shutdown(absl::ToChronoTime(absl::InfinitePast()));
  }

  int port() const override { return port_; }

 private:
  int port_ = 0;
  Service service_;
  std::unique_ptr<grpc::Server> server_;
};

class CallbackService final : public EchoService::CallbackService {
  grpc::ServerUnaryReactor* Ready(grpc::CallbackServerContext* context,
                                  const EchoRequest*,
                                  EchoResponse* response) override {
    *response = answer_;
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  const EchoResponse answer_ = MakeAnswer();
};

class SyncService final : public EchoService::Service {
  grpc::Status Ready(grpc::ServerContext*, const EchoRequest*,
                     EchoResponse* response) override {
    *response = answer_;
    return grpc::Status::OK;
  }

  const EchoResponse answer_ = MakeAnswer();
};

}  // namespace

std::vector<Style> Styles() {
  return {
      {"bare", "own queue, raw, no wrapper", std::make_unique<BareServer>},
      {"ready", "transport, ready bytes",
       [] { return StartReady(/*health=*/false); }},
      {"ready-counted", " + metrics and ids",
       [] { return std::make_unique<ObservedServer>(LogCalls::kNone); }},
      {"ready-logged", " + metrics, ids and log",
       [] { return std::make_unique<ObservedServer>(LogCalls::kAll); }},
      {"ready-health", " + our health, gRPC's reflection",
       StartReadyWithHealth},
      {"ready-callback-health", " + gRPC's health (callback API)",
       StartReadyWithCallbackHealth},
      {"typed", "transport, message to message", StartTyped},
      {"callback", "callback API, message to message",
       std::make_unique<GeneratedServer<CallbackService>>},
      {"sync", "sync API, message to message",
       std::make_unique<GeneratedServer<SyncService>>},
  };
}

}  // namespace benchmark
}  // namespace knead
