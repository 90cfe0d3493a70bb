#ifndef KNEAD_SERVICE_SERVER_OPTIONS_H_
#define KNEAD_SERVICE_SERVER_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "service/server/limits.h"
#include "service/server/tls_files.h"

namespace knead {

// Which calls have a line in the log.
enum class LogCalls { kAll, kErrors, kNone };

// Everything that can be set about a server process. The flags of knead-server
// are these fields, but for those that say that they have none.
struct ServerOptions {
  // Where to listen: `host:port` (port 0 picks a free one), `unix:/path`, or
  // `systemd` for the sockets that systemd passes. None: no socket at all,
  // in-process channels only.
  std::vector<std::string> listen = {"127.0.0.1:8980"};

  // Allows an address that other machines can reach although connections are
  // not encrypted. Not together with TLS.
  bool insecure = false;

  // How much is taken from clients.
  Limits limits;

  // TLS: files with the server's certificate and its key in PEM form, both or
  // neither; and with the authorities whose certificates clients must show,
  // empty for none. They are read again when they change.
  TlsFiles tls;

  // File of who may call what: a knead.server.AuthorizationPolicy as textproto,
  // read again when it changes. Empty: anyone may call everything.
  std::string authorization_file;

  // After what time certificates and a policy that were refused are tried
  // again. No flag: it is there for tests.
  absl::Duration security_retry = kSecurityRetryInterval;

  // File made by knead-content compile, taken up again when it changes. Empty:
  // the content that is built in.
  std::string content_file;

  // Answers gRPC server reflection (v1alpha).
  bool reflection = false;

  // Answers channelz, which shows connections and calls of the whole process.
  bool channelz = false;

  // `host:port` of the admin port; port 0 picks a free one, empty: none. Not
  // set: see AdminAddress().
  absl::optional<std::string> admin_listen;

  // Allows an admin port that other machines can reach. It asks nobody who they
  // are, so by default only loopback addresses are taken.
  bool admin_insecure = false;

  // File whose bytes are the key of the page tokens. Replicas that should
  // accept each other's tokens are given the same file, or none at all.
  std::string page_token_key_file;

  // Files whose bytes are keys of resume tokens: the first seals them, and all
  // open them, so that a key can be replaced. Replicas that should resume each
  // other's sessions are given the same. Without any, each process makes a key
  // of its own.
  std::vector<std::string> session_key_files;

  // How long it goes on serving after health checks were told that it stops:
  // neither negative nor infinite.
  absl::Duration lame_duck = kDefaultLameDuck;

  // How long calls under way may go on after that: neither negative nor
  // infinite.
  absl::Duration drain_timeout = kDefaultDrainTimeout;

  // Completion queues with a thread each; 0: one a core.
  int threads = 0;

  // One of: trace, debug, info, warn, error, off.
  std::string log_level = "info";

  // Which calls have a line in the log, at level info.
  LogCalls log_calls = LogCalls::kAll;
};

// Where the admin port is to listen: where the option says, or else on
// 127.0.0.1:8981; on a free loopback port if `listen` asks for a free one, and
// nowhere without a socket to serve.
std::string AdminAddress(const ServerOptions& options);

// INVALID_ARGUMENT: without encryption, `address` must not be listened on.
absl::Status ReachableFromOutside(absl::string_view address);

// OK, or INVALID_ARGUMENT that names the flag at fault and the fix.
absl::Status CheckOptions(const ServerOptions& options);

// Whether connections are encrypted.
bool HasTls(const ServerOptions& options);

// Whether no other machine can reach the server.
bool IsOnThisMachineOnly(const ServerOptions& options);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_OPTIONS_H_
