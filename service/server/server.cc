#include "service/server/server.h"

#include <utility>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "content/embedded_bundle.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/resource_quota.h"
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

constexpr char kCoachPath[] = "/knead.v1.SessionService/Coach";

uint64_t RandomNumber() { return absl::Uniform<uint64_t>(absl::BitGen()); }

int Milliseconds(absl::Duration duration) {
  return static_cast<int>(absl::ToInt64Milliseconds(duration));
}

void SetLimits(grpc::ServerBuilder* builder) {
  builder->SetMaxReceiveMessageSize(kMaxRequestBytes);
  builder->SetMaxSendMessageSize(kMaxResponseBytes);
  grpc::ResourceQuota quota("knead-server");
  quota.Resize(kMaxTransportMemoryBytes);
  builder->SetResourceQuota(quota);
  // A compressed request could grow far beyond its limit before it is measured.
  builder->SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder->SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  const std::vector<std::pair<const char*, int>> arguments = {
      {GRPC_ARG_ALLOW_REUSEPORT, 0},
      {GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes},
      {GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxStreamsPerConnection},
      {GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, Milliseconds(kHandshakeTimeout)},
      {GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
       Milliseconds(kMinPingInterval)},
      {GRPC_ARG_HTTP2_MAX_PING_STRIKES, kMaxPingStrikes},
      {GRPC_ARG_KEEPALIVE_TIME_MS, Milliseconds(kKeepaliveTime)},
      {GRPC_ARG_KEEPALIVE_TIMEOUT_MS, Milliseconds(kKeepaliveTimeout)},
      {GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1},
      {GRPC_ARG_MAX_CONNECTION_IDLE_MS, Milliseconds(kMaxConnectionIdle)},
      {GRPC_ARG_MAX_CONNECTION_AGE_MS, Milliseconds(kMaxConnectionAge)},
      {GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS,
       Milliseconds(kMaxConnectionAgeGrace)},
  };
  for (const auto& [name, value] : arguments) {
    builder->AddChannelArgument(name, value);
  }
}

// The bytes of the content: the file's, or those that are built in.
absl::StatusOr<std::string> ReadContent(const std::string& file) {
  if (file.empty()) return std::string(EmbeddedContent());
  return ReadFile(file);
}

// The first snapshot of the content. A fault names the file.
absl::StatusOr<std::shared_ptr<const rpc::Snapshot>> LoadFirst(
    const std::string& file, absl::string_view bytes) {
  auto snapshot = LoadContent(bytes, absl::Now());
  if (snapshot.ok() || file.empty()) return snapshot;
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
      has_tls_(!options.tls.certificate.empty()),
      log_(std::move(log)),
      hooks_(std::move(hooks)),
      tokens_(std::move(page_token_key)),
      resume_tokens_(std::move(resume_tokens)),
      current_(std::move(snapshot)),
      health_(ServiceNames()),
      metrics_(Methods(), absl::Now),
      observer_(&metrics_, log_, options.log_calls, RandomNumber(),
                RandomNumber()),
      content_reloader_(
          &current_, content, [this] { return ReadContent(content_file_); },
          LoadContent, absl::Now),
      reload_worker_([this] { RunReload(); }) {
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
  services.push_back(rpc::LookupService(&current_, &tokens_, &last_reload_));
  services.push_back(rpc::AssessmentService(&current_, note_verdicts));
  services.push_back(rpc::FigureService(&current_));
  services.push_back(
      rpc::SessionService(&current_, &resume_tokens_, note_verdicts));
  services.push_back(health_.Table());
  return services;
}

std::vector<const google::protobuf::MethodDescriptor*> Server::Methods() {
  std::vector<const google::protobuf::MethodDescriptor*> methods;
  for (const rpc::ServiceTable& service : Services()) {
    for (const auto* method : service.MethodsWithHandler()) {
      methods.push_back(method);
    }
  }
  return methods;
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
      LoadFirst(options.content_file, *content);
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
  SetLimits(&builder);
  rpc::RpcServerOptions rpc_options;
  rpc_options.queues = options.threads;
  rpc_options.hooks.started = [observer = &server->observer_](
                                  rpc::CallContext& context,
                                  rpc::CallRecord& record) {
    observer->Started(context, record);
  };
  rpc_options.hooks.finished = [observer = &server->observer_](
                                   const rpc::CallContext& context,
                                   const rpc::CallRecord& record) {
    observer->Finished(context, record);
  };
  std::vector<rpc::ServiceTable> services = server->Services();
  std::vector<std::string> methods;
  for (const rpc::ServiceTable& service : services) {
    for (std::string& method : service.Methods()) {
      methods.push_back(std::move(method));
    }
  }
  if (options.reflection) methods.emplace_back(kReflectionMethod);
  absl::StatusOr<std::unique_ptr<Security>> security =
      Security::Start(options, std::move(methods), server->log_);
  if (!security.ok()) return security.status();
  server->security_ = *std::move(security);
  rpc_options.hooks.admit =
      [security = server->security_.get()](rpc::CallContext& context) {
        return security->Admit(context);
      };
  int port = 0;
  if (!options.listen.empty()) {
    builder.AddListeningPort(options.listen, server->security_->Credentials(),
                             &port);
  }
  absl::StatusOr<std::unique_ptr<rpc::RpcServer>> started =
      rpc::RpcServer::Start(&builder, std::move(services), rpc_options);
  if (!started.ok()) {
    return absl::Status(started.status().code(),
                        absl::StrCat("--listen ", options.listen, ": ",
                                     started.status().message()));
  }
  server->rpc_server_ = *std::move(started);
  if (!options.listen.empty()) {
    server->address_ = absl::StrCat(
        options.listen.substr(0, options.listen.rfind(':')), ":", port);
  }
  if (server->content_watcher_ != nullptr) {
    server->content_watcher_->Start();
    // For a change between the first content and the watcher's first look.
    server->reload_worker_.Request();
  }
  server->SetReady(true);
  return server;
}

Server::~Server() { Drain(); }

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
  if (!address_.empty()) {
    absl::Status dialled =
        DialOnce(address_, has_tls_ ? TlsFirstWords() : Http2FirstWords(),
                 kSelfCheckTimeout);
    if (!dialled.ok()) return dialled;
  }
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kSelfCheckTimeout));
  grpc::health::v1::HealthCheckResponse response;
  const grpc::Status status =
      grpc::health::v1::Health::NewStub(InProcessChannel())
          ->Check(&context, {}, &response);
  // Any other answer is one.
  if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    return absl::DeadlineExceededError("no answer to a health check");
  }
  return absl::OkStatus();
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
    rpc_server_->Shutdown(drain_timeout_);
  });
}

}  // namespace knead
