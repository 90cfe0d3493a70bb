#include "service/server/server.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "content/embedded_bundle.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "knead/v1/assessment_service.grpc.pb.h"
#include "knead/v1/figure_service.grpc.pb.h"
#include "knead/v1/lookup_service.grpc.pb.h"
#include "knead/v1/session_service.grpc.pb.h"
#include "service/rpc/assessment_service.h"
#include "service/rpc/figure_service.h"
#include "service/rpc/lookup_service.h"
#include "service/rpc/session_service.h"
#include "service/server/descriptor_limit.h"
#include "service/server/file.h"
#include "service/server/limits.h"
#include "service/server/log.h"
#include "service/server/reflection.h"
#include "service/triage/certificate.h"

namespace knead {
namespace {

// The key of page tokens when none is given: the same in every build, so that
// replicas need no configuration. The tokens hold a public name and no secret;
// the code in them keeps mistakes out.
constexpr absl::string_view kDefaultPageTokenKey = "knead.v1 page tokens";

// File descriptors beside those of connections: of gRPC, of files that are
// read, of whatever else the process opens.
constexpr int64_t kReservedDescriptors = 32;

// What a connection takes: see Listener.
constexpr int64_t kDescriptorsPerConnection = 2;

// How the methods of the health service begin.
constexpr absl::string_view kHealthMethods = "/grpc.health.v1.Health/";

int Milliseconds(absl::Duration duration) {
  return static_cast<int>(absl::ToInt64Milliseconds(duration));
}

void SetLimits(const Limits& limits, grpc::ServerBuilder* builder) {
  builder->SetMaxReceiveMessageSize(static_cast<int>(limits.max_request_bytes));
  builder->SetMaxSendMessageSize(static_cast<int>(limits.max_response_bytes));
  grpc::ResourceQuota quota("knead-server");
  quota.Resize(static_cast<size_t>(limits.max_transport_memory_bytes));
  builder->SetResourceQuota(quota);
  // A compressed request could grow far beyond its limit before it is measured.
  builder->SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder->SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  const std::vector<std::pair<const char*, int>> arguments = {
      {GRPC_ARG_MAX_METADATA_SIZE, static_cast<int>(limits.max_metadata_bytes)},
      {GRPC_ARG_MAX_CONCURRENT_STREAMS,
       static_cast<int>(limits.max_streams_per_connection)},
      {GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS,
       Milliseconds(limits.handshake_timeout)},
      {GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
       Milliseconds(limits.min_ping_interval)},
      {GRPC_ARG_HTTP2_MAX_PING_STRIKES,
       static_cast<int>(limits.max_ping_strikes)},
      {GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(limits.keepalive_time)},
      {GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Milliseconds(limits.keepalive_timeout)},
      {GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS,
       static_cast<int>(limits.keepalive_without_calls)},
      {GRPC_ARG_MAX_CONNECTION_IDLE_MS,
       Milliseconds(limits.max_connection_idle)},
      {GRPC_ARG_MAX_CONNECTION_AGE_MS, Milliseconds(limits.max_connection_age)},
      {GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS,
       Milliseconds(limits.max_connection_age_grace)},
  };
  for (const auto& [name, value] : arguments) {
    builder->AddChannelArgument(name, value);
  }
}

// The connections that there are descriptors for, at most those of the limit.
// Raises the process's limit of open files when it can.
int64_t AffordableConnections(const Limits& limits, spdlog::logger& log) {
  const int64_t wanted =
      limits.max_connections * kDescriptorsPerConnection + kReservedDescriptors;
  const int64_t limit = RaiseDescriptorLimit(wanted);
  if (limit >= wanted) return limits.max_connections;
  const int64_t affordable = std::max<int64_t>(
      (limit - kReservedDescriptors) / kDescriptorsPerConnection, 1);
  log.warn(
      R"("event":"few_descriptors","limit":{},"wanted":{},"max_connections":{})",
      limit, wanted, affordable);
  return affordable;
}

absl::StatusOr<std::unique_ptr<Listener>> OpenListener(
    const ServerOptions& options, spdlog::logger& log) {
  ListenerOptions listening;
  listening.addresses = options.listen;
  listening.max_connections = AffordableConnections(options.limits, log);
  listening.max_connections_per_address =
      options.limits.max_connections_per_address;
  listening.unacknowledged_timeout = options.limits.keepalive_timeout;
  absl::StatusOr<std::unique_ptr<Listener>> listener =
      Listener::Open(listening);
  if (!listener.ok()) return listener.status();
  if (!options.insecure && !(*listener)->local()) {
    return ReachableFromOutside(absl::StrJoin((*listener)->addresses(), " "));
  }
  return listener;
}

// Gives connections to the server that `builder` will start.
Listener::HandOver AcceptFromOutside(
    std::shared_ptr<grpc::ServerCredentials> credentials,
    grpc::ServerBuilder* builder) {
  using Acceptor = grpc::experimental::ExternalConnectionAcceptor;
  const std::shared_ptr<Acceptor> acceptor =
      builder->experimental().AddExternalConnectionAcceptor(
          grpc::ServerBuilder::experimental_type::ExternalConnectionType::
              FROM_FD,
          std::move(credentials));
  return [acceptor](int fd) {
    Acceptor::NewConnectionParameters connection;
    connection.fd = fd;
    acceptor->HandleNewConnection(&connection);
  };
}

// Nothing is served without a certificate that belongs to it.
absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadCertified(
    absl::string_view bytes, const Limits& limits) {
  absl::StatusOr<v1::CertifiedContent> content = OpenCertifiedContent(bytes);
  if (!content.ok()) return content.status();
  return rpc::MakeSnapshot(content->content_bundle(), absl::Now(),
                           static_cast<int>(limits.max_observations));
}

absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadContent(
    const ServerOptions& options) {
  if (options.content_file.empty()) {
    return LoadCertified(EmbeddedContent(), options.limits);
  }
  absl::StatusOr<std::string> bytes = ReadFile(options.content_file);
  if (!bytes.ok()) return bytes.status();
  auto snapshot = LoadCertified(*bytes, options.limits);
  if (!snapshot.ok()) {
    return absl::Status(
        snapshot.status().code(),
        absl::StrCat(options.content_file, ": ", snapshot.status().message()));
  }
  return snapshot;
}

std::vector<std::string> ServiceNames() {
  return {v1::LookupService::service_full_name(),
          v1::AssessmentService::service_full_name(),
          v1::FigureService::service_full_name(),
          v1::SessionService::service_full_name()};
}

// The keys of resume tokens: those of the files, or else a random one, so that
// only this process opens its tokens.
absl::StatusOr<ResumeTokens> MakeResumeTokens(const ServerOptions& options) {
  std::vector<std::string> keys;
  for (const std::string& file : options.session_key_files) {
    absl::StatusOr<std::string> bytes = ReadFile(file);
    if (!bytes.ok()) return bytes.status();
    if (bytes->size() < ResumeTokens::kMinKeyBytes) {
      return absl::InvalidArgumentError(
          absl::StrCat("--session-key-file: ", file, " has ", bytes->size(),
                       " bytes; give at least ", ResumeTokens::kMinKeyBytes,
                       ", for instance from `head -c 32 /dev/urandom`"));
    }
    keys.push_back(*std::move(bytes));
  }
  if (keys.empty()) keys.push_back(RandomKey());
  return ResumeTokens::Create(keys);
}

}  // namespace

Server::Server(const ServerOptions& options,
               std::shared_ptr<spdlog::logger> log, std::string page_token_key,
               ResumeTokens resume_tokens,
               std::shared_ptr<const rpc::Snapshot> snapshot)
    : lame_duck_(options.lame_duck),
      drain_timeout_(options.drain_timeout),
      log_(std::move(log)),
      tokens_(std::move(page_token_key)),
      resume_tokens_(std::move(resume_tokens)),
      current_(std::move(snapshot)),
      health_(ServiceNames()),
      overload_log_(log_.get()) {}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const ServerOptions& options, std::shared_ptr<spdlog::logger> log) {
  if (absl::Status status = CheckOptions(options); !status.ok()) return status;
  std::string key(kDefaultPageTokenKey);
  if (!options.page_token_key_file.empty()) {
    absl::StatusOr<std::string> bytes = ReadFile(options.page_token_key_file);
    if (!bytes.ok()) return bytes.status();
    if (bytes->empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--page-token-key-file: ", options.page_token_key_file, " is empty"));
    }
    key = *std::move(bytes);
  }
  absl::StatusOr<ResumeTokens> resume_tokens = MakeResumeTokens(options);
  if (!resume_tokens.ok()) return resume_tokens.status();
  absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> snapshot =
      LoadContent(options);
  if (!snapshot.ok()) return snapshot.status();
  std::unique_ptr<Server> server(
      new Server(options, std::move(log), std::move(key),
                 *std::move(resume_tokens), *std::move(snapshot)));

  grpc::ServerBuilder builder;
  SetReflection(options.reflection, &builder);
  SetLimits(options.limits, &builder);
  Listener::HandOver hand_over;
  if (!options.listen.empty()) {
    absl::StatusOr<std::unique_ptr<Listener>> listener =
        OpenListener(options, *server->log_);
    if (!listener.ok()) return listener.status();
    server->listener_ = *std::move(listener);
    hand_over = AcceptFromOutside(grpc::InsecureServerCredentials(), &builder);
  }
  rpc::RpcServerOptions rpc_options;
  rpc_options.queues = options.threads;
  rpc_options.limits.max_calls = options.limits.max_concurrent_calls;
  rpc_options.limits.max_streams = options.limits.max_streams;
  rpc_options.hooks.finished =
      [log = server->log_.get(), overload_log = &server->overload_log_](
          const rpc::CallContext& context, const rpc::CallRecord& record) {
        // Logged together: a line each would cost more than to refuse them.
        if (record.refused) return overload_log->Refused();
        // Probes come every few seconds; they would drown the rest.
        if (absl::StartsWith(context.method(), kHealthMethods)) return;
        LogCall(*log, context, record);
      };
  std::vector<rpc::ServiceTable> services;
  services.push_back(
      rpc::LookupService(&server->current_, &server->tokens_,
                         static_cast<int>(options.limits.max_page_size)));
  services.push_back(rpc::AssessmentService(
      &server->current_,
      {options.limits.max_stream_messages, options.limits.max_stream_time}));
  services.push_back(rpc::FigureService(&server->current_));
  services.push_back(
      rpc::SessionService(&server->current_, &server->resume_tokens_));
  services.push_back(server->health_.Table());
  absl::StatusOr<std::unique_ptr<rpc::RpcServer>> started =
      rpc::RpcServer::Start(&builder, std::move(services), rpc_options);
  if (!started.ok()) return started.status();
  server->rpc_server_ = *std::move(started);
  server->health_.SetServing(true);
  if (server->listener_ != nullptr) {
    server->listener_->Start(std::move(hand_over));
  }
  return server;
}

Server::~Server() { Drain(); }

std::vector<std::string> Server::addresses() const {
  if (listener_ == nullptr) return {};
  return listener_->addresses();
}

std::string Server::address() const {
  return listener_ == nullptr ? "" : listener_->addresses().front();
}

ListenerCounters Server::connections() const {
  return listener_ == nullptr ? ListenerCounters() : listener_->counters();
}

std::string Server::content_revision() const {
  return current_.Get()->catalog->revision();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  return rpc_server_->InProcessChannel();
}

void Server::Drain() {
  if (rpc_server_ == nullptr) return;
  absl::call_once(drained_, [this] {
    health_.SetServing(false);
    absl::SleepFor(lame_duck_);
    if (listener_ != nullptr) listener_->StopAccepting();
    rpc_server_->Shutdown(drain_timeout_);
  });
}

}  // namespace knead
