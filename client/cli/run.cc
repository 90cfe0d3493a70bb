#include "client/cli/run.h"

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/assess.h"
#include "client/cli/connect.h"
#include "client/cli/environment.h"
#include "client/cli/exit_code.h"
#include "client/cli/explain.h"
#include "client/cli/failure.h"
#include "client/cli/library.h"
#include "client/cli/lookup.h"
#include "client/cli/replay.h"
#include "client/client.h"
#include "client/connection.h"

namespace knead::cli {
namespace {

absl::Status RunCommand(const Arguments& arguments,
                        const Environment& environment) {
  absl::StatusOr<std::shared_ptr<Connection>> connection =
      Connect(arguments, environment);
  if (!connection.ok()) return connection.status();
  Library library(Client(*std::move(connection)), arguments.language);
  const Answer answer{environment.out,
                      arguments.output,
                      {PageWidth(arguments.width, environment),
                       UseColour(arguments.colour, environment)}};
  if (const auto* lookup = std::get_if<LookupArguments>(&arguments.command)) {
    return RunLookup(*lookup, library, answer);
  }
  if (const auto* assess = std::get_if<AssessArguments>(&arguments.command)) {
    return RunAssess(*assess, library, environment, answer);
  }
  if (const auto* explain = std::get_if<ExplainArguments>(&arguments.command)) {
    return RunExplain(*explain, library, environment, answer);
  }
  if (const auto* replay = std::get_if<ReplayArguments>(&arguments.command)) {
    return RunReplay(*replay, library.client(), environment, answer);
  }
  return RunInfo(library, answer);
}

}  // namespace

int RunKnead(const std::vector<std::string>& args, Environment& environment) {
  absl::StatusOr<std::variant<Arguments, Notice>> parsed =
      ParseArguments(args, environment);
  std::string server;
  absl::Status status = parsed.status();
  if (status.ok()) {
    if (const auto* notice = std::get_if<Notice>(&*parsed)) {
      environment.out << notice->text;
    } else {
      const Arguments& arguments = std::get<Arguments>(*parsed);
      server = arguments.server;
      status = RunCommand(arguments, environment);
    }
  }
  if (status.ok() && !environment.out.flush()) {
    status = absl::DataLossError("the answer could not be written");
  }
  if (!status.ok()) environment.err << FailureText(status, server);
  return ExitCodeFor(status);
}

}  // namespace knead::cli
