#ifndef KNEAD_CLIENT_CLI_ARGUMENTS_H_
#define KNEAD_CLIENT_CLI_ARGUMENTS_H_

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "CLI/App.hpp"
#include "absl/status/statusor.h"
#include "client/cli/environment.h"
#include "client/options.h"

namespace knead::cli {

// The most changes that --max-changes accepts.
inline constexpr int kMostChanges = 1000;

// The narrowest and the widest page that --width accepts, in columns.
inline constexpr int kNarrowestPage = 30;
inline constexpr int kWidestPage = 300;

// The widest page that is laid out unless --width asks for more: longer lines
// are hard to read.
inline constexpr int kUsualWidth = 80;

// The shortest and the longest session that --minutes accepts, and how long one
// is without it.
inline constexpr int kFewestMinutes = 1;
inline constexpr int kMostMinutes = 90;
inline constexpr int kUsualMinutes = 20;

// The most results that --max-results accepts, and how many there are without
// it.
inline constexpr int kMostResults = 100;
inline constexpr int kUsualResults = 10;

// kHtml is for `plan` alone.
enum class OutputFormat { kText, kJson, kTextproto, kHtml };
enum class ColourMode { kAuto, kAlways, kNever };
enum class Transport { kAuto, kPlaintext, kTls };

// A command that lists the resources of a kind, or shows one.
struct LookupArguments {
  // Which kind, as the command is called, e.g. `techniques`.
  std::string command;
  // What to show, as it was typed; empty: all.
  std::string name;
  // Fields of the List request and what was typed for them.
  std::map<std::string, std::string> filters;
};

// What is known about a person. Everything is as it was typed.
struct PersonArguments {
  std::vector<std::string> present;
  std::vector<std::string> absent;
  std::vector<std::string> unknown;
  std::vector<std::string> quantities;
  std::vector<std::string> regions;
  std::vector<std::string> tools;
  std::vector<std::string> clearances;
  bool deny_rest = false;
  // Empty: none. `-`: standard input.
  std::string case_file;
  std::string country;
};

// `assess`.
struct AssessArguments : PersonArguments {
  // What the person wrote in words of their own. Empty: nothing.
  std::string text;
  bool interactive = false;
  // Where to write the request that was sent. Empty: nowhere.
  std::string save_request;
};

// `explain`.
struct ExplainArguments : PersonArguments {
  // Most changes to list in each place; 0: as many as is usual.
  int max_changes = 0;
};

// What a session is to be like.
struct SessionArguments : PersonArguments {
  bool interactive = false;
  int minutes = kUsualMinutes;
  // Most wanted first, as they were typed.
  std::vector<std::string> preferred_regions;
  std::vector<std::string> preferred_techniques;
};

// `plan`.
struct PlanArguments : SessionArguments {};

// `coach`.
struct CoachArguments : SessionArguments {};

// `figure`.
struct FigureArguments {
  // What to show, as it was typed.
  std::string name;
  // `left` or `right`, as it was typed. Empty: both legs.
  std::string side;
  // Where to write the picture. Empty: to standard output.
  std::string file;
  // Used only if anything of it was given.
  PersonArguments person;
};

// `search`. Everything is as it was typed.
struct SearchArguments {
  std::string query;
  std::vector<std::string> kinds;
  std::string region;
  std::string tool;
  int max_results = kUsualResults;
};

// `replay`.
struct ReplayArguments {
  std::string request;
  std::string response;
};

// `evaluate`.
struct EvaluateArguments {
  // Case files, at least one. `-`: standard input.
  std::vector<std::string> files;
};

// `info`.
struct InfoArguments {};

// A command line.
struct Arguments {
  // Empty: the embedded server.
  std::string server;
  Transport transport = Transport::kAuto;
  // The paths are empty where nothing was typed.
  TlsFileCredentials tls;
  // Empty: no token.
  std::string token_file;
  OutputFormat output = OutputFormat::kText;
  ColourMode colour = ColourMode::kAuto;
  std::string language;
  // 0: as wide as the terminal, at most kUsualWidth.
  int width = 0;
  std::variant<InfoArguments, LookupArguments, AssessArguments,
               ExplainArguments, PlanArguments, CoachArguments, FigureArguments,
               SearchArguments, ReplayArguments, EvaluateArguments>
      command;
};

// Text to print instead of doing anything: a help page or the version.
struct Notice {
  std::string text;
};

// Reads the command line `args`, without the program's name. Takes the server
// from the environment when no flag names one. INVALID_ARGUMENT with what is
// wrong and how to mend it. Help is laid out for the terminal of `environment`.
absl::StatusOr<std::variant<Arguments, Notice>> ParseArguments(
    const std::vector<std::string>& args, const Environment& environment);

// Whether any --tls option was given.
bool HasTlsFlags(const Arguments& arguments);

// Shows all commands and options to `describe`, for what is made of them beside
// the help: the manual page, and the completions of shells. The tree is gone
// afterwards.
void DescribeCommandLine(const std::function<void(const CLI::App&)>& describe);

// How wide to lay out a page. `width` is what --width says; 0 when it was not
// given.
int PageWidth(int width, const Environment& environment);

// Whether to write colour.
bool UseColour(ColourMode mode, const Environment& environment);

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_ARGUMENTS_H_
