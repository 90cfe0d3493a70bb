#include "service/server/security.h"

#include <atomic>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "service/errors/errors.h"
#include "service/rpc/health/health_service.h"
#include "service/server/file.h"
#include "service/server/limits.h"
#include "service/server/log.h"
#include "service/server/reflection.h"

namespace knead {
namespace {

constexpr absl::string_view kAuthorizationFlag = "--authorization-file";
constexpr absl::string_view kAuthorizationHeader = "authorization";

AuthorizationScope ScopeOf(const ServerOptions& options,
                           std::vector<std::string> methods) {
  AuthorizationScope scope;
  scope.methods = std::move(methods);
  scope.has_certificates = !options.tls.client_ca.empty();
  scope.keeps_tokens_secret = HasTls(options) || IsOnThisMachineOnly(options);
  return scope;
}

// What the log calls it.
const char* EventOf(SecurityFile file) {
  return file == SecurityFile::kTls ? "certificates" : "authorization";
}

absl::Status StatusOf(Authorization::Decision decision,
                      absl::string_view method) {
  switch (decision) {
    case Authorization::Decision::kAllowed:
      return absl::OkStatus();
    case Authorization::Decision::kUnknown:
      return UnknownCaller();
    case Authorization::Decision::kDenied:
      break;
  }
  return MethodNotPermitted(method);
}

}  // namespace

Security::Security(const ServerOptions& options, AuthorizationScope scope,
                   Metrics* metrics, std::shared_ptr<spdlog::logger> log)
    : has_reflection_(options.reflection),
      authorization_file_(options.authorization_file),
      scope_(std::move(scope)),
      retry_(options.security_retry),
      metrics_(metrics),
      log_(std::move(log)) {}

absl::StatusOr<std::unique_ptr<Security>> Security::Start(
    const ServerOptions& options, std::vector<std::string> methods,
    Metrics* metrics, std::shared_ptr<spdlog::logger> log) {
  std::unique_ptr<Security> security(new Security(
      options, ScopeOf(options, std::move(methods)), metrics, std::move(log)));
  // Watched first and read then, so that no change goes unseen.
  if (HasTls(options)) {
    security->tls_watcher_ = std::make_unique<FileWatcher>(
        options.tls.Paths(), kFileWatchInterval, [raw = security.get()] {
          raw->ReloadTls(Cause::kAsked).IgnoreError();
        });
    security->tls_watcher_->WhenCalm([raw = security.get()] {
      raw->ReloadTls(Cause::kRefusedBefore).IgnoreError();
    });
    auto tls = ServerTlsCredentials::Load(options.tls, absl::Now());
    if (!tls.ok()) return tls.status();
    security->tls_ = *std::move(tls);
  }
  if (!options.authorization_file.empty()) {
    security->authorization_watcher_ = std::make_unique<FileWatcher>(
        std::vector<std::string>{options.authorization_file},
        kFileWatchInterval, [raw = security.get()] {
          raw->ReloadAuthorization(Cause::kAsked).IgnoreError();
        });
    security->authorization_watcher_->WhenCalm([raw = security.get()] {
      raw->ReloadAuthorization(Cause::kRefusedBefore).IgnoreError();
    });
    auto authorization = security->ReadAuthorization();
    if (!authorization.ok()) return authorization.status();
    security->authorization_ = *std::move(authorization);
  }
  if (security->tls_watcher_ != nullptr) security->tls_watcher_->Start();
  if (security->authorization_watcher_ != nullptr) {
    security->authorization_watcher_->Start();
  }
  return security;
}

std::shared_ptr<grpc::ServerCredentials> Security::Credentials() const {
  if (tls_ == nullptr) return grpc::InsecureServerCredentials();
  if (!has_reflection_ || authorization_file_.empty()) {
    return tls_->Credentials();
  }
  return tls_->Credentials(ReflectionGate());
}

absl::optional<absl::Time> Security::certificate_end() const {
  if (tls_ == nullptr) return absl::nullopt;
  return tls_->not_after();
}

absl::Status Security::Admit(rpc::CallContext& context) const {
  const std::shared_ptr<const Authorization> authorization = Current();
  if (authorization == nullptr ||
      absl::StartsWith(context.method(), rpc::kHealthMethods)) {
    return absl::OkStatus();
  }
  std::vector<std::string> names;
  if (authorization->has_certificate_names()) names = context.PeerIdentities();
  const Authorization::Answer answer = authorization->Ask(
      context.method(), {context.ClientMetadata(kAuthorizationHeader), names});
  context.SetCaller(answer.caller);
  return StatusOf(answer.decision, context.method());
}

MethodGate Security::ReflectionGate() const {
  return {std::string(kReflectionMethod),
          [this](absl::optional<absl::string_view> header,
                 const std::vector<std::string>& names) {
            const auto authorization = Current();
            return StatusOf(
                authorization->Ask(kReflectionMethod, {header, names}).decision,
                kReflectionMethod);
          }};
}

std::shared_ptr<const Authorization> Security::Current() const {
  return std::atomic_load_explicit(&authorization_, std::memory_order_acquire);
}

absl::Status Security::Reload() {
  const absl::Status tls = ReloadTls(Cause::kAsked);
  const absl::Status authorization = ReloadAuthorization(Cause::kAsked);
  return tls.ok() ? authorization : tls;
}

absl::Status Security::ReloadTls(Cause cause) {
  if (tls_ == nullptr) return absl::OkStatus();
  const absl::MutexLock lock(&reload_mutex_);
  if (cause == Cause::kRefusedBefore && !IsTimeToRetry(last_tls_)) {
    return last_tls_.result;
  }
  absl::Status reloaded = tls_->Reload(absl::Now());
  Note(SecurityFile::kTls, cause, reloaded, &last_tls_);
  return reloaded;
}

absl::Status Security::ReloadAuthorization(Cause cause) {
  if (authorization_file_.empty()) return absl::OkStatus();
  const absl::MutexLock lock(&reload_mutex_);
  if (cause == Cause::kRefusedBefore && !IsTimeToRetry(last_authorization_)) {
    return last_authorization_.result;
  }
  auto authorization = ReadAuthorization();
  Note(SecurityFile::kAuthorization, cause, authorization.status(),
       &last_authorization_);
  if (!authorization.ok()) return authorization.status();
  std::atomic_store_explicit(&authorization_, *std::move(authorization),
                             std::memory_order_release);
  return absl::OkStatus();
}

bool Security::IsTimeToRetry(const Attempt& last) const {
  if (last.result.ok()) return false;
  const absl::Time now = absl::Now();
  // A clock that was set back may be what mends it.
  return now < last.time || now >= last.time + retry_;
}

absl::StatusOr<std::shared_ptr<const Authorization>>
Security::ReadAuthorization() const {
  const absl::StatusOr<std::string> text = ReadFile(authorization_file_);
  if (!text.ok()) {
    return absl::Status(
        text.status().code(),
        absl::StrCat(kAuthorizationFlag, ": ", text.status().message()));
  }
  const auto policy = ParseAuthorizationPolicy(*text, scope_);
  if (!policy.ok()) {
    return absl::Status(
        policy.status().code(),
        absl::StrCat(kAuthorizationFlag, ": ", authorization_file_, ":\n",
                     policy.status().message()));
  }
  return std::make_shared<const Authorization>(*policy, scope_.methods);
}

void Security::Note(SecurityFile file, Cause cause, const absl::Status& result,
                    Attempt* last) const {
  const bool is_known =
      cause == Cause::kRefusedBefore && result == last->result;
  *last = {result, absl::Now()};
  metrics_->NoteSecurityReload(file, result.ok());
  if (result.ok()) {
    log_->info(R"("event":"{}","result":"taken up")", EventOf(file));
  } else if (!is_known) {
    log_->error(
        R"("event":"{}","result":"refused, what was read before goes on","reason":{})",
        EventOf(file), JsonString(result.message()));
  }
}

}  // namespace knead
