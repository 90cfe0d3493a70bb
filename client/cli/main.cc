#include <cstdlib>
#include <memory>

#include "absl/status/statusor.h"
#include "client/cli/environment.h"
#include "client/cli/process_environment.h"
#include "client/cli/run.h"
#include "client/connection.h"
#include "client/grpc_connection.h"
#include "service/server/embedded_server.h"

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
