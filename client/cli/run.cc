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
#include "client/cli/coach.h"
#include "client/cli/connect.h"
#include "client/cli/environment.h"
#include "client/cli/evaluate.h"
#include "client/cli/exit_code.h"
#include "client/cli/explain.h"
#include "client/cli/failure.h"
#include "client/cli/figure.h"
#include "client/cli/library.h"
#include "client/cli/lookup.h"
#include "client/cli/plan.h"
#include "client/cli/replay.h"
#include "client/cli/search.h"
#include "client/client.h"
#include "client/connection.h"

namespace knead::cli {
namespace {

// The code of a command that answers or fails.
absl::StatusOr<ExitCode> Answered(const absl::Status& status) {
  if (!status.ok()) return status;
  return kAnswered;
}

absl::StatusOr<ExitCode> RunCommand(const Arguments& arguments,
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
    return Answered(RunLookup(*lookup, library, answer));
  }
  if (const auto* assess = std::get_if<AssessArguments>(&arguments.command)) {
    return Answered(RunAssess(*assess, library, environment, answer));
  }
  if (const auto* explain = std::get_if<ExplainArguments>(&arguments.command)) {
    return Answered(RunExplain(*explain, library, environment, answer));
  }
  if (const auto* plan = std::get_if<PlanArguments>(&arguments.command)) {
    return Answered(RunPlan(*plan, library, environment, answer));
  }
  if (const auto* coach = std::get_if<CoachArguments>(&arguments.command)) {
    return Answered(RunCoach(*coach, library, environment, answer));
  }
  if (const auto* figure = std::get_if<FigureArguments>(&arguments.command)) {
    return Answered(RunFigure(*figure, library, environment, answer));
  }
  if (const auto* search = std::get_if<SearchArguments>(&arguments.command)) {
    return Answered(RunSearch(*search, library, answer));
  }
  if (const auto* replay = std::get_if<ReplayArguments>(&arguments.command)) {
    return Answered(RunReplay(*replay, library.client(), environment, answer));
  }
  if (const auto* evaluate =
          std::get_if<EvaluateArguments>(&arguments.command)) {
    return RunEvaluate(*evaluate, library, environment, answer);
  }
  return Answered(RunInfo(library, answer));
}

}  // namespace

int RunKnead(const std::vector<std::string>& args, Environment& environment) {
  absl::StatusOr<std::variant<Arguments, Notice>> parsed =
      ParseArguments(args, environment);
  std::string server;
  ExitCode exit_code = kAnswered;
  absl::Status status = parsed.status();
  if (status.ok()) {
    if (const auto* notice = std::get_if<Notice>(&*parsed)) {
      environment.out << notice->text;
    } else {
      const Arguments& arguments = std::get<Arguments>(*parsed);
      server = arguments.server;
      const absl::StatusOr<ExitCode> result =
          RunCommand(arguments, environment);
      status = result.status();
      if (result.ok()) exit_code = *result;
    }
  }
  if (status.ok() && !environment.out.flush()) {
    status = absl::DataLossError("the answer could not be written");
  }
  if (!status.ok()) environment.err << FailureText(status, server);
  return status.ok() ? exit_code : ExitCodeFor(status);
}

}  // namespace knead::cli
