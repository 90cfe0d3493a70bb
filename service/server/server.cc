#include "service/server/server.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "content/embedded_bundle.h"
#include "google/protobuf/descriptor.h"
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
#include "service/server/channelz.h"
#include "service/server/content_loader.h"
#include "service/server/descriptor_limit.h"
#include "service/server/file.h"
#include "service/server/limits.h"
#include "service/server/log.h"
#include "service/server/reflection.h"
#include "service/server/security.h"
#include "service/server/self_dial.h"
#include "service/triage/version.h"
#include "src/proto/grpc/health/v1/health.grpc.pb.h"

namespace knead {
namespace {

// The key of page tokens when none is given: the same in every build, so that
// replicas need no configuration. The tokens hold a public name and no secret;
// the code in them keeps mistakes out.
constexpr absl::string_view kDefaultPageTokenKey = "knead.v1 page tokens";

// File descriptors beside those of connections: of gRPC, of files that are
// read, of the admin port and its connections. When there are few, half of them
// are kept for that.
constexpr int64_t kReservedDescriptors = 64 + kMaxAdminConnections;

// What a connection takes: see Listener.
constexpr int64_t kDescriptorsPerConnection = 2;

constexpr char kCoachPath[] = "/knead.v1.SessionService/Coach";

uint64_t RandomNumber() { return absl::Uniform<uint64_t>(absl::BitGen()); }

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
      {GRPC_ARG_HTTP2_WRITE_BUFFER_SIZE, kStreamBufferBytes},
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

std::vector<const google::protobuf::MethodDescriptor*> MethodsOf(
    const std::vector<rpc::ServiceTable>& services) {
  std::vector<const google::protobuf::MethodDescriptor*> methods;
  for (const rpc::ServiceTable& service : services) {
    for (const auto* method : service.Methods()) methods.push_back(method);
  }
  return methods;
}

// The connections that there are descriptors for, at most those of the limit.
// Raises the process's limit of open files when it can.
int64_t AffordableConnections(const Limits& limits, spdlog::logger& log) {
  const int64_t wanted =
      limits.max_connections * kDescriptorsPerConnection + kReservedDescriptors;
  const int64_t limit = RaiseDescriptorLimit(wanted);
  if (limit >= wanted) return limits.max_connections;
  const int64_t reserved = std::min(kReservedDescriptors, limit / 2);
  const int64_t affordable =
      std::max<int64_t>((limit - reserved) / kDescriptorsPerConnection, 1);
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
  if (!options.insecure && !HasTls(options) && !(*listener)->local()) {
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

// The bytes of the content: the file's, or those that are built in.
absl::StatusOr<std::string> ReadContent(const std::string& file) {
  if (file.empty()) return std::string(EmbeddedContent());
  return ReadFile(file);
}

// The first snapshot of the content. A fault names the file.
absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadFirst(
    const std::string& file, absl::string_view bytes, int max_observations) {
  if (file.empty()) {
    return LoadBuiltInContent(bytes, absl::Now(), max_observations);
  }
  auto snapshot = LoadContentFor(bytes, absl::Now(), max_observations);
  if (snapshot.ok()) return snapshot;
  return absl::Status(snapshot.status().code(),
                      absl::StrCat(file, ": ", snapshot.status().message()));
}

std::vector<std::string> ServiceNames() {
  return {v1::LookupService::service_full_name(),
          v1::AssessmentService::service_full_name(),
          v1::FigureService::service_full_name(),
          v1::SessionService::service_full_name()};
}

// The name of a result in the log, e.g. `REFUSED`.
std::string ResultName(v1::ContentReloadResult result) {
  return std::string(absl::StripPrefix(v1::ContentReloadResult_Name(result),
                                       "CONTENT_RELOAD_RESULT_"));
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
               std::shared_ptr<spdlog::logger> log, ServerHooks hooks,
               std::string page_token_key, ResumeTokens resume_tokens,
               absl::string_view content,
               std::shared_ptr<const rpc::Snapshot> snapshot)
    : lame_duck_(options.lame_duck),
      drain_timeout_(options.drain_timeout),
      content_file_(options.content_file),
      has_tls_(HasTls(options)),
      limits_(options.limits),
      listens_(!options.listen.empty()),
      log_(std::move(log)),
      hooks_(std::move(hooks)),
      tokens_(std::move(page_token_key)),
      resume_tokens_(std::move(resume_tokens)),
      current_(std::move(snapshot)),
      health_(ServiceNames()),
      metrics_(MethodsOf(Services()), absl::Now),
      observer_(&metrics_, log_, options.log_calls, RandomNumber(),
                RandomNumber()),
      overload_log_(log_.get()),
      content_reloader_(
          &current_, content, [this] { return ReadContent(content_file_); },
          [limit = static_cast<int>(limits_.max_observations)](
              absl::string_view bytes, absl::Time now) {
            return LoadContentFor(bytes, now, limit);
          },
          absl::Now),
      reload_worker_([this] { RunReload(); }),
      search_worker_([this] { MakeSearchReady(); }) {
  FillMetrics();
  if (content_file_.empty()) return;
  content_watcher_ = std::make_unique<FileWatcher>(
      std::vector<std::string>{content_file_}, kFileWatchInterval,
      [this] { reload_worker_.Request(); });
}

std::vector<rpc::ServiceTable> Server::Services() {
  const auto note_verdicts = [this](v1::Urgency urgency,
                                    v1::Permission permission) {
    metrics_.NoteAssessment(urgency, permission);
  };
  std::vector<rpc::ServiceTable> services;
  services.push_back(
      rpc::LookupService(&current_, &tokens_,
                         static_cast<int>(limits_.max_page_size), &last_reload_,
                         listens_ ? rpc::IndexMaker::kSomebodyElse
                                  : rpc::IndexMaker::kFirstSearch));
  services.push_back(rpc::AssessmentService(
      &current_, {limits_.max_stream_messages, limits_.max_stream_time},
      note_verdicts));
  services.push_back(rpc::FigureService(&current_));
  services.push_back(
      rpc::SessionService(&current_, &resume_tokens_, note_verdicts));
  services.push_back(health_.Table());
  return services;
}

void Server::FillMetrics() {
  metrics_.ShowContent([this] { return content_revision(); },
                       std::string(kEngineVersion));
  metrics_.AddGauge(
      "knead_coach_sessions_open", "Coached sessions that are under way.", {},
      [this] {
        return static_cast<double>(metrics_.calls().UnderWay(kCoachPath));
      });
  metrics_.AddGauge("knead_build_info",
                    "1; the labels tell what the server is made of.",
                    {{"engine_version", std::string(kEngineVersion)},
                     {"grpc_version", grpc::Version()}},
                    [] { return 1; });
  metrics_.AddCounter("knead_log_lines_dropped_total",
                      "Lines of the log that were dropped, since nobody read "
                      "them or the disk was full.",
                      {}, [log = log_.get()] {
                        return static_cast<double>(DroppedLines(*log));
                      });
}

void Server::ShowCertificate() {
  if (!has_tls_) return;
  metrics_.AddGauge(
      "knead_tls_certificate_not_after_timestamp_seconds",
      "When the server's certificate ends, in seconds since 1970.", {}, [this] {
        return static_cast<double>(
            absl::ToUnixSeconds(*security_->certificate_end()));
      });
}

void Server::ShowConnections() {
  const auto count = [this](int64_t ListenerCounters::*field) {
    return [this, field] {
      return static_cast<double>(listener_->counters().*field);
    };
  };
  metrics_.AddGauge("knead_connections_open", "Connections that are open.", {},
                    count(&ListenerCounters::open));
  metrics_.AddCounter("knead_connections_accepted_total",
                      "Connections that were taken.", {},
                      count(&ListenerCounters::accepted));
  for (const auto& [reason, field] :
       {std::make_pair("full", &ListenerCounters::refused_full),
        std::make_pair("address", &ListenerCounters::refused_address),
        std::make_pair("descriptors",
                       &ListenerCounters::refused_descriptors)}) {
    metrics_.AddCounter("knead_connections_refused_total",
                        "Connections that were closed at once, by the limit "
                        "that they ran into.",
                        {{"reason", reason}}, count(field));
  }
}

absl::Status Server::StartAdmin(const std::string& address) {
  if (address.empty()) return absl::OkStatus();
  AdminServer::Pages pages;
  pages.metrics = [this] { return metrics_.Text(); };
  pages.version = [this] {
    return absl::StrCat(R"({"engine_version":)", JsonString(kEngineVersion),
                        R"(,"content_revision":)",
                        JsonString(content_revision()), "}\n");
  };
  auto admin = AdminServer::Start(address, std::move(pages));
  if (!admin.ok()) return admin.status();
  admin_ = *std::move(admin);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const ServerOptions& options, std::shared_ptr<spdlog::logger> log,
    ServerHooks hooks) {
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
  const absl::StatusOr<std::string> content = ReadContent(options.content_file);
  if (!content.ok()) return content.status();
  absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> snapshot =
      LoadFirst(options.content_file, *content,
                static_cast<int>(options.limits.max_observations));
  if (!snapshot.ok()) return snapshot.status();
  std::unique_ptr<Server> server(
      new Server(options, std::move(log), std::move(hooks), std::move(key),
                 *std::move(resume_tokens), *content, *std::move(snapshot)));

  if (absl::Status admin = server->StartAdmin(AdminAddress(options));
      !admin.ok()) {
    return admin;
  }

  if (options.channelz) LoadChannelz();
  grpc::ServerBuilder builder;
  SetChannelz(options.channelz, &builder);
  SetReflection(options.reflection, &builder);
  SetLimits(options.limits, &builder);
  rpc::RpcServerOptions rpc_options;
  rpc_options.queues = options.threads;
  rpc_options.limits.max_calls = options.limits.max_concurrent_calls;
  rpc_options.limits.max_streams = options.limits.max_streams;
  rpc_options.limits.max_unsent_bytes = options.limits.max_unsent_bytes;
  rpc_options.hooks.started = [observer = &server->observer_](
                                  rpc::CallContext& context,
                                  rpc::CallRecord& record) {
    observer->Started(context, record);
  };
  rpc_options.hooks.finished = [server = server.get()](
                                   const rpc::CallContext& context,
                                   const rpc::CallRecord& record) {
    server->observer_.Finished(context, record);
    if (record.refused) server->overload_log_.Refused();
  };
  std::vector<rpc::ServiceTable> services = server->Services();
  std::vector<std::string> methods;
  for (const auto* method : MethodsOf(services)) {
    methods.push_back(rpc::MethodPath(*method));
  }
  if (options.reflection) methods.emplace_back(kReflectionMethod);
  absl::StatusOr<std::unique_ptr<Security>> security = Security::Start(
      options, std::move(methods), &server->metrics_, server->log_);
  if (!security.ok()) return security.status();
  server->security_ = *std::move(security);
  server->ShowCertificate();
  rpc_options.hooks.admit =
      [security = server->security_.get()](rpc::CallContext& context) {
        return security->Admit(context);
      };
  Listener::HandOver hand_over;
  if (!options.listen.empty()) {
    absl::StatusOr<std::unique_ptr<Listener>> listener =
        OpenListener(options, *server->log_);
    if (!listener.ok()) return listener.status();
    server->listener_ = *std::move(listener);
    hand_over = AcceptFromOutside(server->security_->Credentials(), &builder);
    server->ShowConnections();
  }
  absl::StatusOr<std::unique_ptr<rpc::RpcServer>> started =
      rpc::RpcServer::Start(&builder, std::move(services), rpc_options);
  if (!started.ok()) return started.status();
  server->rpc_server_ = *std::move(started);
  if (server->listener_ != nullptr) {
    server->listener_->Start(std::move(hand_over));
  }
  if (server->content_watcher_ != nullptr) {
    server->content_watcher_->Start();
    // For a change between the first content and the watcher's first look.
    server->reload_worker_.Request();
  }
  server->SetReady(true);
  // An embedded server answers one command, which may be no search.
  if (server->listener_ != nullptr) server->search_worker_.Request();
  return server;
}

Server::~Server() {
  Drain();
  ends_.Notify();
}

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

std::string Server::admin_address() const {
  return admin_ == nullptr ? "" : admin_->address();
}

std::string Server::content_revision() const {
  return current_.Get()->catalog->revision();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  return rpc_server_->InProcessChannel();
}

void Server::Reload() {
  everything_ = true;
  reload_worker_.Request();
}

void Server::RunReload() {
  const bool everything = everything_.exchange(false);
  if (!everything && !content_reloader_.HasChanged()) return;
  hooks_.reload_begins();
  if (content_file_.empty()) {
    log_->info(
        R"("event":"content_reload","result":"BUILT_IN","message":"the built-in content cannot change; --content names a file that can")");
  } else {
    NoteReload(content_reloader_.Reload());
  }
  // What goes wrong is in the log.
  if (everything) security_->Reload().IgnoreError();
  hooks_.reload_ends(content_revision());
}

void Server::MakeSearchReady() {
  do {
    const std::shared_ptr<const rpc::Snapshot> snapshot = current_.Get();
    absl::Status ready = snapshot->search->Make().status();
    // The first to ask for a drawing need not wait then.
    if (ready.ok()) ready = rpc::Prepare(*snapshot);
    if (ready.ok()) return;
    log_->error(R"("event":"search_index","message":{})",
                JsonString(ready.message()));
  } while (!ends_.WaitForNotificationWithTimeout(kIndexRetryInterval));
}

void Server::NoteReload(const ContentReloader::Report& report) {
  last_reload_.Set(report.reload);
  metrics_.NoteReload(report.fault.ok());
  if (report.fault.ok()) {
    log_->info(
        R"("event":"content_reload","result":"{}","file":{},"content_revision":"{}")",
        ResultName(report.reload.result()), JsonString(content_file_),
        content_revision());
  } else {
    log_->error(
        R"("event":"content_reload","result":"{}","file":{},"content_revision":"{}","message":{})",
        ResultName(report.reload.result()), JsonString(content_file_),
        content_revision(), JsonString(report.fault.message()));
  }
}

absl::Status Server::CheckSelf() {
  for (const std::string& address : addresses()) {
    absl::Status dialled =
        DialOnce(address, has_tls_ ? TlsFirstWords() : Http2FirstWords(),
                 kSelfCheckTimeout);
    // A socket file that systemd made can be shut to the server's own user.
    if (absl::IsPermissionDenied(dialled)) continue;
    if (!dialled.ok()) return dialled;
  }
  return CheckHealth();
}

absl::Status Server::CheckHealth() {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kSelfCheckTimeout));
  {
    const absl::MutexLock lock(&health_checks_mutex_);
    if (!may_check_health_) return absl::OkStatus();
    health_checks_.insert(&context);
  }
  grpc::health::v1::HealthCheckResponse response;
  const grpc::Status status =
      grpc::health::v1::Health::NewStub(InProcessChannel())
          ->Check(&context, {}, &response);
  {
    const absl::MutexLock lock(&health_checks_mutex_);
    health_checks_.erase(&context);
  }
  // Any other answer is one.
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    return absl::DeadlineExceededError("no answer to a health check");
  }
  return absl::OkStatus();
}

void Server::EndHealthChecks() {
  const absl::MutexLock lock(&health_checks_mutex_);
  may_check_health_ = false;
  for (grpc::ClientContext* context : health_checks_) context->TryCancel();
  const auto none_is_left =
      [this]() ABSL_SHARED_LOCKS_REQUIRED(health_checks_mutex_) {
        return health_checks_.empty();
      };
  health_checks_mutex_.Await(absl::Condition(&none_is_left));
}

void Server::SetReady(bool ready) {
  hooks_.ready(ready);
  health_.SetServing(ready);
  if (admin_ != nullptr) admin_->SetReady(ready);
}

void Server::Drain() {
  if (rpc_server_ == nullptr) return;
  absl::call_once(drained_, [this] {
    SetReady(false);
    absl::SleepFor(lame_duck_);
    EndHealthChecks();
    if (listener_ != nullptr) listener_->StopAccepting();
    rpc_server_->Shutdown(drain_timeout_);
  });
}

}  // namespace knead
