#include "service/server/admin_server.h"

#include <microhttpd.h>
#include <netdb.h>
#include <sys/socket.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "service/server/limits.h"

namespace knead {
namespace {

constexpr char kText[] = "text/plain; charset=utf-8";
// The text format of Prometheus.
constexpr char kMetricsText[] = "text/plain; version=0.0.4; charset=utf-8";
constexpr char kJson[] = "application/json";

struct HostPort {
  std::string host;
  std::string port;
};

// HOST:PORT, or [HOST]:PORT.
HostPort Split(absl::string_view address) {
  const size_t colon = address.rfind(':');
  absl::string_view host = address.substr(0, colon);
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  return {std::string(host), std::string(address.substr(colon + 1))};
}

MHD_Result Send(MHD_Connection* connection, unsigned status, const char* type,
                const std::string& text) {
  MHD_Response* response = MHD_create_response_from_buffer(
      text.size(), const_cast<char*>(text.data()), MHD_RESPMEM_MUST_COPY);
  if (response == nullptr) return MHD_NO;
  MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
  MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  // Nobody holds a connection that it does not use.
  MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
  if (status == MHD_HTTP_METHOD_NOT_ALLOWED) {
    MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
  }
  const MHD_Result queued = MHD_queue_response(connection, status, response);
  MHD_destroy_response(response);
  return queued;
}

}  // namespace

struct AdminServer::Callbacks {
  static MHD_Result Answer(void* self, MHD_Connection* connection,
                           const char* path, const char* method,
                           const char* /*version*/, const char* /*body*/,
                           size_t* /*body_size*/, void** /*state*/) {
    const absl::string_view verb = method;
    if (verb != MHD_HTTP_METHOD_GET && verb != MHD_HTTP_METHOD_HEAD) {
      return Send(connection, MHD_HTTP_METHOD_NOT_ALLOWED, kText,
                  "GET or HEAD\n");
    }
    const Page page = static_cast<const AdminServer*>(self)->PageAt(path);
    return Send(connection, page.status, page.type, page.text);
  }
};

AdminServer::Page AdminServer::PageAt(absl::string_view path) const {
  if (path == "/livez") return {MHD_HTTP_OK, kText, "ok\n"};
  if (path == "/readyz") {
    if (ready_) return {MHD_HTTP_OK, kText, "ok\n"};
    return {MHD_HTTP_SERVICE_UNAVAILABLE, kText, "not ready\n"};
  }
  if (path == "/metrics") return {MHD_HTTP_OK, kMetricsText, pages_.metrics()};
  if (path == "/version") return {MHD_HTTP_OK, kJson, pages_.version()};
  return {MHD_HTTP_NOT_FOUND, kText,
          "There are /livez, /readyz, /metrics and /version.\n"};
}

absl::StatusOr<std::unique_ptr<AdminServer>> AdminServer::Start(
    const std::string& address, Pages pages) {
  std::unique_ptr<AdminServer> server(new AdminServer(std::move(pages)));
  if (absl::Status listening = server->Listen(address); !listening.ok()) {
    return listening;
  }
  return server;
}

absl::Status AdminServer::Listen(const std::string& address) {
  const HostPort wanted = Split(address);
  addrinfo hints{};
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int error =
      ::getaddrinfo(wanted.host.c_str(), wanted.port.c_str(), &hints, &found);
  if (error != 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--admin-listen: '", address, "': ", ::gai_strerror(error),
        "; give an address of this machine such as 127.0.0.1:8981"));
  }
  const unsigned flags =
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_INTERNAL_POLLING_THREAD |
      (found->ai_family == AF_INET6 ? MHD_USE_IPv6 : MHD_NO_FLAG);
  daemon_ = MHD_start_daemon(
      flags, /*port=*/0, nullptr, nullptr, &Callbacks::Answer, this,
      MHD_OPTION_SOCK_ADDR, found->ai_addr,                       //
      MHD_OPTION_CONNECTION_LIMIT, kMaxAdminConnections,          //
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, kMaxAdminRequestBytes,  //
      MHD_OPTION_CONNECTION_TIMEOUT,
      static_cast<unsigned>(absl::ToInt64Seconds(kAdminTimeout)),  //
      MHD_OPTION_END);
  ::freeaddrinfo(found);
  if (daemon_ == nullptr) {
    return absl::UnavailableError(absl::StrCat(
        "--admin-listen ", address,
        ": cannot listen there. Check that the address is one of this machine "
        "and that no other process has taken the port; another one is given as "
        "--admin-listen HOST:PORT, none as --admin-listen ''."));
  }
  const MHD_DaemonInfo* info =
      MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT);
  address_ = absl::StrCat(address.substr(0, address.rfind(':')), ":",
                          info == nullptr ? 0 : info->port);
  return absl::OkStatus();
}

AdminServer::~AdminServer() {
  if (daemon_ != nullptr) MHD_stop_daemon(daemon_);
}

}  // namespace knead
