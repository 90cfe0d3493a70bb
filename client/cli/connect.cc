#include "client/cli/connect.h"

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "client/cli/arguments.h"
#include "client/cli/environment.h"
#include "client/cli/version.h"
#include "client/connection.h"
#include "client/local_address.h"
#include "client/make_connection.h"
#include "client/options.h"
#include "client/token_file.h"

namespace knead::cli {

namespace {

bool SpeaksPlainText(const Arguments& arguments) {
  switch (arguments.transport) {
    case Transport::kPlaintext:
      return true;
    case Transport::kTls:
      return false;
    case Transport::kAuto:
      break;
  }
  return IsLocalAddress(arguments.server) && !HasTlsFlags(arguments);
}

// The option that a field of ClientOptions, as Validate() names it, came from.
std::string NameOptions(absl::string_view message) {
  return absl::StrReplaceAll(
      message,
      {{"credentials.root_certificates_file", "--tls-ca-file"},
       {"credentials.certificate_chain_file", "--tls-certificate-file"},
       {"credentials.private_key_file", "--tls-key-file"},
       {"credentials.server_name", "--tls-server-name"},
       {"token: would leave this machine in plain text; choose TlsCredentials, "
        "or a target on this machine",
        "--token-file: would leave this machine in plain text; leave "
        "--transport plaintext out"}});
}

}  // namespace

absl::StatusOr<std::shared_ptr<Connection>> Connect(
    const Arguments& arguments, const Environment& environment) {
  if (arguments.server.empty()) {
    if (environment.embedded == nullptr) {
      return absl::InvalidArgumentError(
          "this build has no server of its own: name one with --server ADDRESS "
          "or KNEAD_SERVER");
    }
    return environment.embedded();
  }
  ClientOptions options;
  options.target = arguments.server;
  options.user_agent = absl::StrCat("knead-cli/", kVersion);
  if (SpeaksPlainText(arguments)) {
    options.credentials = InsecureCredentials{};
  } else {
    options.credentials = arguments.tls;
  }
  if (!arguments.token_file.empty()) {
    options.token = TokenFile(arguments.token_file);
    // Better now than with each call.
    if (absl::Status status = options.token().status(); !status.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--token-file: ", status.message()));
    }
  }
  absl::StatusOr<std::shared_ptr<Connection>> connection =
      MakeConnection(options);
  if (!connection.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--server ", arguments.server, ": ",
                     NameOptions(connection.status().message())));
  }
  return connection;
}

}  // namespace knead::cli
