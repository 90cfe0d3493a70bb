#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

#include "absl/status/statusor.h"
#include "client/cli/environment.h"
#include "client/cli/process_environment.h"
#include "client/cli/run.h"
#include "client/connection.h"
#include "client/grpc_connection.h"
#include "service/server/embedded_server.h"

namespace {

// Puts something where a standard stream is closed that fails as it did: else
// the first file that is opened, which may be a socket of gRPC's, would take
// its place.
void OpenStandardStreams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) >= 0) continue;
    open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

// Before the initializers of the libraries: gRPC's opens an eventfd.
__attribute__((section(".preinit_array"),
               used)) void (*const kBeforeAll)() = OpenStandardStreams;

}  // namespace

int main(int argc, char** argv) {
  // Errors are told by the command, in its own words.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  knead::cli::Environment environment = knead::cli::ProcessEnvironment();
  environment.embedded =
      []() -> absl::StatusOr<std::shared_ptr<knead::Connection>> {
    auto channel = knead::StartEmbeddedServer();
    if (!channel.ok()) return channel.status();
    return knead::MakeConnection(*channel);
  };
  return knead::cli::RunKnead({argv + 1, argv + argc}, environment);
}
