#include "client/cli/arguments.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "client/cli/coach/command.h"
#include "client/cli/environment.h"
#include "client/cli/help_formatter.h"
#include "client/cli/lookup_commands.h"
#include "client/cli/names.h"
#include "client/cli/version.h"
#include "client/options.h"

namespace knead::cli {
namespace {

constexpr char kAbout[] =
    "Self-massage for a sore knee: whether it is safe for you, and how to do "
    "it. Start with \"knead assess --interactive\".";

// What was typed, before it is checked.
struct Typed {
  std::string server;
  std::string transport = "auto";
  TlsFileCredentials tls;
  std::string token_file;
  std::string output = "text";
  std::string colour = "auto";
  std::string language;
  std::string width;
  std::vector<std::string> name;
  std::map<std::string, std::string> filters;
  AssessArguments assess;
  ExplainArguments explain;
  std::string max_changes;
  PlanArguments plan;
  CoachArguments coach;
  std::string minutes;
  FigureArguments figure;
  SearchArguments search;
  std::string max_results;
  ReplayArguments replay;
  EvaluateArguments evaluate;
};

// An option that takes one value; the last one counts.
CLI::Option* AddOne(CLI::App& app, const std::string& flags,
                    const std::string& placeholder, std::string& value,
                    const std::string& help) {
  return app.add_option(flags, value, help)
      ->type_name(placeholder)
      ->take_last();
}

// An option that can be given again and again, with one value each time.
void AddMany(CLI::App& app, const std::string& flags,
             const std::string& placeholder, std::vector<std::string>& values,
             const std::string& help) {
  app.add_option(flags, values, help)
      ->type_name(placeholder)
      ->allow_extra_args(false)
      ->take_all();
}

CLI::Option* AddGeneralOptions(CLI::App& app, Typed& typed) {
  app.set_help_flag("-h,--help", "Shows this help.");
  app.set_version_flag("--version", absl::StrCat("knead ", kVersion),
                       "Shows the version of this command.");
  CLI::Option* const server = AddOne(
      app, "--server", "ADDRESS", typed.server,
      "Asks the server at this address, as host:port or unix:/path. Several, "
      "written 10.0.0.1:50051,10.0.0.2:50051, stand in for each other. Without "
      "it, and without the environment variable KNEAD_SERVER, the command "
      "answers by itself.");
  AddOne(
      app, "--transport", "HOW", typed.transport,
      "How to speak to that server: plaintext, tls or auto. auto, the usual, "
      "is tls unless the server is on this machine and there is no --tls "
      "option.");
  AddOne(app, "--tls-ca-file", "FILE", typed.tls.root_certificates_file,
         "PEM file of the authorities that a server's certificate has to come "
         "from, in place of this machine's.");
  AddOne(
      app, "--tls-certificate-file", "FILE", typed.tls.certificate_chain_file,
      "PEM file of the client's certificate, for servers that ask who calls. "
      "Needs --tls-key-file.");
  AddOne(app, "--tls-key-file", "FILE", typed.tls.private_key_file,
         "PEM file of the private key of that certificate.");
  AddOne(app, "--tls-server-name", "HOST", typed.tls.server_name,
         "The name that the server's certificate has to carry, in place of the "
         "host of the address.");
  AddOne(app, "--token-file", "FILE", typed.token_file,
         "File of the bearer token that tells the server who calls. It goes "
         "over TLS alone, or to a server on this machine.");
  AddOne(
      app, "--output", "FORMAT", typed.output,
      "text for people, json or textproto for programs. JSON names fields in "
      "lowerCamelCase and enum values by their names, and shows fields that "
      "are empty. \"knead plan\" knows html as well, \"knead figure\" a "
      "FILE.svg, and \"knead coach\" text alone.");
  AddOne(app, "--color,--colour", "WHEN", typed.colour,
         "auto, always or never. auto, the usual, means on a terminal, unless "
         "NO_COLOR is set or TERM is dumb.");
  AddOne(app, "--language", "TAG", typed.language,
         "The language wanted, as a BCP 47 tag such as en. Where the content "
         "does not have it, you get the content's own.");
  AddOne(app, "--width", "COLUMNS", typed.width,
         absl::StrCat("Lays text out in this many columns, from ",
                      kNarrowestPage, " to ", kWidestPage,
                      ". Otherwise as wide as the terminal, and at most ",
                      kUsualWidth, "."));
  return server;
}

void AddLookupCommand(CLI::App& app, const LookupCommand& command,
                      Typed& typed) {
  CLI::App& sub = *app.add_subcommand(command.command, command.help);
  sub.add_option("NAME", typed.name,
                 "What to show: an id, a name or another name for it. Without "
                 "it, all are listed.")
      ->type_name("NAME");
  for (const LookupFilter& filter : command.filters) {
    AddOne(
        sub, FilterFlag(filter.field), filter.placeholder,
        typed.filters[absl::StrCat(command.command, " ", filter.field)],
        absl::StrCat(filter.help, FilterValues(command.command, filter.field)));
  }
  sub.footer(absl::StrJoin(command.examples, "\n"));
}

// The options that say what is known about a person.
void AddPersonOptions(CLI::App& sub, PersonArguments& person) {
  AddMany(sub, "--present", "FINDING[@SITES]", person.present,
          "This holds. With places, it holds there and nowhere else: "
          "--present broken-skin@left-calf,right-shin. A region without a side "
          "means both legs; no place means everywhere.");
  AddMany(sub, "--absent", "FINDING", person.absent,
          "This does not hold anywhere.");
  AddMany(sub, "--unknown", "FINDING[@SITES]", person.unknown,
          "You are not sure of this. It never counts as no.");
  AddMany(sub, "--quantity", "FINDING=VALUE", person.quantities,
          "A number, or a range such as age=30..40.");
  sub.add_flag(
      "--deny-rest", person.deny_rest,
      "Answers no to every yes-or-no question that you can answer "
      "yourself and have not. Numbers still have to be given, and what "
      "only a professional can tell stays open.");
  AddMany(sub, "--region", "SITE", person.regions,
          "Where it hurts, e.g. left-calf; a region without a side means both "
          "legs.");
  AddMany(sub, "--tool", "TOOL", person.tools, "A tool that is at hand.");
  AddMany(sub, "--clearance", "CONTRAINDICATION", person.clearances,
          "A professional has agreed to massage in spite of this.");
  AddOne(sub, "--case", "FILE", person.case_file,
         "Reads what is known from a file, or from standard input when FILE is "
         "-: a knead.v1.AssessRequest in protobuf's text format. Other options "
         "add to it, and win over it.");
  AddOne(sub, "--country", "CODE", person.country,
         "The country that you are in, as two letters such as GB, for the "
         "number to call.");
}

void AddInteractive(CLI::App& sub, bool& interactive) {
  sub.add_flag("--interactive", interactive,
               "Asks you what it needs to know, and ends at once when you need "
               "help at once. Unless the answer is text, the questions go to "
               "standard error.");
}

void AddAssessCommand(CLI::App& app, AssessArguments& assess) {
  CLI::App& sub = *app.add_subcommand(
      "assess",
      "May you massage, and if so, how? Say what you know with the options "
      "below, or let --interactive ask you. What is not said counts as a "
      "possible danger. Nothing you say is stored. This is not a diagnosis.");
  sub.add_option(
         "TEXT", assess.text,
         "What troubles you, in your own words and in quotation marks. You are "
         "shown what was understood and, at a terminal, asked whether it is "
         "right, and then what is still open. Anywhere else only what you "
         "wrote to be so is used.")
      ->type_name("TEXT");
  AddPersonOptions(sub, assess);
  AddInteractive(sub, assess.interactive);
  AddOne(
      sub, "--save-request", "FILE", assess.save_request,
      "Writes what was asked of the service to this file, for --case and for "
      "\"knead replay\". Its name says how: textproto or txtpb at its end is "
      "protobuf's text format, json is JSON, binpb is binary. It holds all "
      "that you said.");
  sub.footer(
      "knead assess --interactive\n"
      "knead assess \"since Tuesday my left calf is swollen, no injury\"\n"
      "knead assess --case runner.textproto\n"
      "knead assess --present tight-quadriceps --quantity age=34 \\\n"
      "    --tool foam-roller --deny-rest");
}

void AddExplainCommand(CLI::App& app, Typed& typed) {
  CLI::App& sub = *app.add_subcommand(
      "explain",
      "What would change the answer of \"knead assess\": the least that would "
      "make it more urgent or take a technique away, and the least that would "
      "have to be otherwise to make it less urgent or to bring one back. Takes "
      "what you know in the same way.");
  AddPersonOptions(sub, typed.explain);
  AddOne(sub, "--max-changes", "N", typed.max_changes,
         absl::StrCat("Lists at most so many in each place, from 1 to ",
                      kMostChanges, "; the rest are counted. Usually 20."));
  sub.footer(
      "knead explain --case runner.textproto\n"
      "knead explain --present tight-quadriceps --quantity age=34 --deny-rest");
}

// The options that say what a session is to be like.
void AddSessionOptions(CLI::App& sub, SessionArguments& session,
                       std::string& minutes) {
  AddOne(sub, "--minutes", "N", minutes,
         absl::StrCat("How much time you have, from ", kFewestMinutes, " to ",
                      kMostMinutes,
                      ". Everything counts: water, warming up, "
                      "rests. Usually ",
                      kUsualMinutes, "."));
  AddMany(sub, "--prefer-region", "REGION", session.preferred_regions,
          "A place to work on first. What is not safe for you stays out.");
  AddMany(sub, "--prefer-technique", "TECHNIQUE", session.preferred_techniques,
          "A technique to use first, likewise.");
  AddPersonOptions(sub, session);
  AddInteractive(sub, session.interactive);
}

void AddPlanCommand(CLI::App& app, Typed& typed) {
  CLI::App& sub = *app.add_subcommand(
      "plan",
      "A session that fits your time, step by step, if you may massage. Takes "
      "what you know as \"knead assess\" does. With --output html you get a "
      "page to print, with pictures.");
  AddSessionOptions(sub, typed.plan, typed.minutes);
  sub.footer(
      "knead plan --interactive\n"
      "knead plan --case runner.textproto --minutes 20\n"
      "knead plan --case runner.textproto --output html > plan.html");
}

void AddCoachCommand(CLI::App& app, Typed& typed) {
  CLI::App& sub = *app.add_subcommand(
      "coach",
      absl::StrCat(
          "Leads you through a session: says what to do and for how long, and "
          "reacts to what you feel. Takes what \"knead plan\" takes. On a "
          "terminal you steer it with single keys; otherwise it reads a "
          "command from each line of standard input, and stops when that "
          "ends.\nThe keys: ",
          kCoachKeys, "\nThe commands: ", kCoachCommands,
          ". What has come up can be said in your own words as well."));
  AddSessionOptions(sub, typed.coach, typed.minutes);
  sub.footer(
      "knead coach --interactive\n"
      "knead coach --case runner.textproto --minutes 20");
}

void AddFigureCommand(CLI::App& app, Typed& typed) {
  CLI::App& sub = *app.add_subcommand(
      "figure",
      "The picture of a technique, a muscle group or a place on the leg, as "
      "SVG. Takes what you know as \"knead assess\" does; then what you should "
      "leave out is hatched. With --output and a name that ends in .svg, the "
      "picture goes to that file, and what it shows, in words, to standard "
      "output.");
  sub.add_option("NAME", typed.name,
                 "What to show: an id, a name or another name for it.")
      ->type_name("NAME")
      ->required();
  AddOne(sub, "--side", "SIDE", typed.figure.side,
         "left or right. Without it, both legs are shown.");
  AddPersonOptions(sub, typed.figure.person);
  sub.footer(
      "knead figure quadriceps-hands --side left --output thigh.svg\n"
      "knead figure calf-hands --case runner.textproto --output calf.svg");
}

void AddSearchCommand(CLI::App& app, Typed& typed) {
  CLI::App& sub = *app.add_subcommand(
      "search",
      "Finds what there is on something, in your own words: street names, "
      "Latin names, misspelt ones. What speaks of a danger comes first where "
      "the words name it. It tells what there is, not what is right for you: "
      "for that, see \"knead assess\".");
  sub.add_option("WORDS", typed.name,
                 "What to look for. Words within double quotes have to stand "
                 "next to each other.")
      ->type_name("WORDS")
      ->required();
  AddMany(sub, "--kind", "KIND", typed.search.kinds,
          absl::StrCat("Only this kind: ", absl::StrJoin(SearchKinds(), ", "),
                       "."));
  AddOne(sub, "--region", "REGION", typed.search.region,
         "Only what is about this place.");
  AddOne(sub, "--tool", "TOOL", typed.search.tool,
         "Only what is about this tool.");
  AddOne(sub, "--max-results", "N", typed.max_results,
         absl::StrCat("Shows at most so many, from 1 to ", kMostResults,
                      ". Usually ", kUsualResults, "."));
  sub.footer(
      "knead search \"jumper's knee\"\n"
      "knead search calf swollen and red\n"
      "knead search roll --kind technique --region calf");
}

void AddReplayCommand(CLI::App& app, ReplayArguments& replay) {
  CLI::App& sub = *app.add_subcommand(
      "replay",
      "Does a saved request still get the answer that was saved with it, byte "
      "for byte? Says \"reproduced\", or in what the answer is another one, "
      "and "
      "whether the saved receipt fits. With --output json or textproto it "
      "prints "
      "the answer of now, and all else to standard error.");
  AddOne(
      sub, "--request", "FILE", replay.request,
      "The request, as \"knead assess --save-request\" writes it. The name "
      "says how to read it: textproto or txtpb at its end is protobuf's text "
      "format, json is JSON, binpb is binary.")
      ->required();
  AddOne(
      sub, "--response", "FILE", replay.response,
      "The answer, as \"knead assess --output json\" or textproto prints it, "
      "in a file that is named in the same way.")
      ->required();
  sub.footer(
      "knead --output json assess --save-request r.textproto > a.json\n"
      "knead replay --request r.textproto --response a.json");
}

void AddEvaluateCommand(CLI::App& app, EvaluateArguments& evaluate) {
  CLI::App& sub = *app.add_subcommand(
      "evaluate",
      "Are the answers the expected ones? Asks about the people in case files "
      "that say what the answer has to be, and counts how often the urgency "
      "was too low or too high.");
  sub.add_option("FILE", evaluate.files,
                 "A knead.v1.EvaluationCase in protobuf's text format; - is "
                 "standard input.")
      ->type_name("FILE")
      ->required();
  sub.footer(
      "knead evaluate tests/golden/*.textproto\n"
      "knead --output json evaluate case.textproto");
}

absl::Status InvalidChoice(absl::string_view flag, absl::string_view choices,
                           absl::string_view typed) {
  return absl::InvalidArgumentError(
      absl::StrCat(flag, " is ", choices, ", not \"", typed, "\""));
}

template <typename Choice>
absl::Status Choose(absl::string_view flag, absl::string_view choices,
                    const std::map<std::string, Choice>& values,
                    const std::string& typed, Choice& choice) {
  const auto it = values.find(typed);
  if (it == values.end()) return InvalidChoice(flag, choices, typed);
  choice = it->second;
  return absl::OkStatus();
}

// How and where to write the answer. What a command has beside the usual three
// is its own.
absl::Status ReadOutput(const std::string& command, Typed& typed,
                        Arguments& arguments) {
  if (command == "figure" && absl::EndsWith(typed.output, ".svg")) {
    typed.figure.file = typed.output;
    return absl::OkStatus();
  }
  std::map<std::string, OutputFormat> formats = {
      {"text", OutputFormat::kText},
      {"json", OutputFormat::kJson},
      {"textproto", OutputFormat::kTextproto}};
  std::string choices = "text, json or textproto";
  if (command == "plan") {
    formats["html"] = OutputFormat::kHtml;
    choices = "text, json, textproto or html";
  }
  if (command == "coach") {
    // Programs call SessionService.Coach.
    formats = {{"text", OutputFormat::kText}};
    choices = "text";
  }
  if (command == "figure") choices = "text, json, textproto or FILE.svg";
  return Choose("--output", choices, formats, typed.output, arguments.output);
}

// Certificates that would not be used are a mistake, and so is half an
// identity.
absl::Status CheckTls(const Arguments& arguments) {
  const TlsFileCredentials& tls = arguments.tls;
  if (tls.certificate_chain_file.empty() != tls.private_key_file.empty()) {
    return absl::InvalidArgumentError(
        "--tls-certificate-file and --tls-key-file belong together: give both "
        "or none");
  }
  if (arguments.transport == Transport::kPlaintext && HasTlsFlags(arguments)) {
    return absl::InvalidArgumentError(
        "--transport plaintext has no use for the --tls options: leave out "
        "either");
  }
  return absl::OkStatus();
}

absl::Status ReadGeneral(const Typed& typed, Arguments& arguments) {
  absl::Status status =
      Choose<Transport>("--transport", "auto, plaintext or tls",
                        {{"auto", Transport::kAuto},
                         {"plaintext", Transport::kPlaintext},
                         {"tls", Transport::kTls}},
                        typed.transport, arguments.transport);
  status.Update(Choose<ColourMode>("--color", "auto, always or never",
                                   {{"auto", ColourMode::kAuto},
                                    {"always", ColourMode::kAlways},
                                    {"never", ColourMode::kNever}},
                                   typed.colour, arguments.colour));
  if (!typed.width.empty() &&
      (!absl::SimpleAtoi(typed.width, &arguments.width) ||
       arguments.width < kNarrowestPage || arguments.width > kWidestPage)) {
    status.Update(InvalidChoice(
        "--width",
        absl::StrCat("a number from ", kNarrowestPage, " to ", kWidestPage),
        typed.width));
  }
  arguments.language = typed.language;
  arguments.tls = typed.tls;
  arguments.token_file = typed.token_file;
  status.Update(CheckTls(arguments));
  return status;
}

// What is wrong with a line that has words CLI11 could not place.
absl::Status Unexpected(const CLI::App& app) {
  const CLI::App* const command =
      app.get_subcommands().empty() ? nullptr : app.get_subcommands().front();
  const std::string first = app.remaining(/*recurse=*/true).front();
  const bool is_flag = absl::StartsWith(first, "-");
  std::vector<std::string> known;
  for (const CLI::App* each : {&app, command}) {
    if (each == nullptr || !is_flag) continue;
    for (const CLI::Option* option : each->get_options()) {
      for (const std::string& name : option->get_lnames()) {
        known.push_back(absl::StrCat("--", name));
      }
    }
  }
  if (!is_flag && command == nullptr) {
    for (const CLI::App* each :
         app.get_subcommands([](const CLI::App*) { return true; })) {
      known.push_back(each->get_name());
    }
  }
  const std::string name = command == nullptr
                               ? "knead"
                               : absl::StrCat("knead ", command->get_name());
  const std::string typed = first.substr(0, first.find('='));
  const std::vector<std::string> nearest = Nearest(typed, known);
  return absl::InvalidArgumentError(absl::StrCat(
      is_flag              ? "there is no option \""
      : command == nullptr ? "there is no command \""
                           : absl::StrCat(name, " has no use for \""),
      typed, "\"; ",
      nearest.empty()
          ? absl::StrCat("\"", name, " --help\" shows what there is")
          : DidYouMean(nearest)));
}

// What else CLI11 found wrong.
absl::Status Malformed(const CLI::App& app, absl::string_view what) {
  const std::string name =
      app.get_subcommands().empty()
          ? "knead"
          : absl::StrCat("knead ", app.get_subcommands().front()->get_name());
  return absl::InvalidArgumentError(
      absl::StrCat(what, "; \"", name, " --help\" shows how it is used"));
}

LookupArguments ReadLookup(const std::string& command, const Typed& typed) {
  LookupArguments lookup;
  lookup.command = command;
  lookup.name = absl::StrJoin(typed.name, " ");
  for (const LookupCommand& each : LookupCommands()) {
    if (each.command != command) continue;
    for (const LookupFilter& filter : each.filters) {
      const std::string& value =
          typed.filters.at(absl::StrCat(command, " ", filter.field));
      if (!value.empty()) lookup.filters[filter.field] = value;
    }
  }
  return lookup;
}

absl::StatusOr<ExplainArguments> ReadExplain(const Typed& typed) {
  ExplainArguments explain = typed.explain;
  if (!typed.max_changes.empty() &&
      (!absl::SimpleAtoi(typed.max_changes, &explain.max_changes) ||
       explain.max_changes < 1 || explain.max_changes > kMostChanges)) {
    return InvalidChoice("--max-changes",
                         absl::StrCat("a number from 1 to ", kMostChanges),
                         typed.max_changes);
  }
  return explain;
}

// `session`, and the minutes that were typed.
template <typename Session>
absl::StatusOr<Session> ReadSession(Session session, const Typed& typed) {
  if (!typed.minutes.empty() &&
      (!absl::SimpleAtoi(typed.minutes, &session.minutes) ||
       session.minutes < kFewestMinutes || session.minutes > kMostMinutes)) {
    return InvalidChoice("--minutes",
                         absl::StrCat("a whole number from ", kFewestMinutes,
                                      " to ", kMostMinutes),
                         typed.minutes);
  }
  return session;
}

absl::StatusOr<SearchArguments> ReadSearch(const Typed& typed) {
  SearchArguments search = typed.search;
  search.query = absl::StrJoin(typed.name, " ");
  if (!typed.max_results.empty() &&
      (!absl::SimpleAtoi(typed.max_results, &search.max_results) ||
       search.max_results < 1 || search.max_results > kMostResults)) {
    return InvalidChoice("--max-results",
                         absl::StrCat("a number from 1 to ", kMostResults),
                         typed.max_results);
  }
  return search;
}

FigureArguments ReadFigure(const Typed& typed) {
  FigureArguments figure = typed.figure;
  figure.name = absl::StrJoin(typed.name, " ");
  return figure;
}

// Only one of them can have standard input: the case, or what else reads it.
absl::Status CheckInput(const PersonArguments& person, bool is_read,
                        absl::string_view reader) {
  if (!is_read || person.case_file != "-") return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(reader,
                   " and --case - both read from standard input: put "
                   "the case into a file"));
}

absl::Status CheckCommand(const Arguments& arguments) {
  if (const auto* figure = std::get_if<FigureArguments>(&arguments.command)) {
    if (!figure->side.empty() && figure->side != "left" &&
        figure->side != "right") {
      return InvalidChoice("--side", "left or right", figure->side);
    }
  }
  if (const auto* lookup = std::get_if<LookupArguments>(&arguments.command)) {
    if (!lookup->name.empty() && !lookup->filters.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat(FilterFlag(lookup->filters.begin()->first),
                       " filters the list, but one was asked for by name: "
                       "leave out either"));
    }
  }
  if (const auto* assess = std::get_if<AssessArguments>(&arguments.command)) {
    // A word that strayed from an option is no text.
    if (!assess->text.empty() && assess->text.find(' ') == std::string::npos) {
      return absl::InvalidArgumentError(absl::StrCat(
          "knead assess has no use for \"", assess->text,
          "\"; put what you write in your own words in quotation marks, such "
          "as \"my knee is swollen\""));
    }
    if (!assess->text.empty() && assess->deny_rest) {
      return absl::InvalidArgumentError(
          "--deny-rest would deny what a text may say without being "
          "understood; leave it out, and answer the questions that stay open, "
          "with --absent or at a terminal");
    }
    return CheckInput(*assess, assess->interactive, "--interactive");
  }
  if (const auto* plan = std::get_if<PlanArguments>(&arguments.command)) {
    return CheckInput(*plan, plan->interactive, "--interactive");
  }
  if (const auto* coach = std::get_if<CoachArguments>(&arguments.command)) {
    return CheckInput(*coach, /*is_read=*/true, "knead coach");
  }
  return absl::OkStatus();
}

// Everything that can be typed. Returns the option --server.
const CLI::Option* AddCommandLine(CLI::App& app, Typed& typed) {
  app.fallthrough();
  // One command at most, so that the words of a name are never taken for one.
  app.require_subcommand(0, 1);
  app.footer(
      "knead assess --interactive\n"
      "knead techniques quadriceps-hands\n"
      "knead --output json assess --case runner.textproto");
  const CLI::Option* const server = AddGeneralOptions(app, typed);
  AddAssessCommand(app, typed.assess);
  AddExplainCommand(app, typed);
  AddPlanCommand(app, typed);
  AddCoachCommand(app, typed);
  AddFigureCommand(app, typed);
  AddSearchCommand(app, typed);
  AddReplayCommand(app, typed.replay);
  AddEvaluateCommand(app, typed.evaluate);
  for (const LookupCommand& command : LookupCommands()) {
    AddLookupCommand(app, command, typed);
  }
  app.add_subcommand("info", "Which content and which engine answer.")
      ->footer("knead info");
  return server;
}

std::string Variable(const Environment& environment, const std::string& name) {
  const auto it = environment.variables.find(name);
  return it == environment.variables.end() ? "" : it->second;
}

}  // namespace

absl::StatusOr<std::variant<Arguments, Notice>> ParseArguments(
    const std::vector<std::string>& args, const Environment& environment) {
  Typed typed;
  CLI::App app(kAbout, "knead");
  app.formatter(
      std::make_shared<HelpFormatter>(PageWidth(/*width=*/0, environment)));
  const CLI::Option* const server = AddCommandLine(app, typed);

  // CLI11 takes the last argument first.
  std::vector<std::string> reversed(args.rbegin(), args.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    return Notice{app.help()};
  } catch (const CLI::CallForVersion& version) {
    return Notice{absl::StrCat(version.what(), "\n")};
  } catch (const CLI::ExtrasError&) {
    return Unexpected(app);
  } catch (const CLI::ParseError& error) {
    return Malformed(app, error.what());
  }
  if (app.get_subcommands().empty()) {
    return absl::InvalidArgumentError(
        "say what to do: \"knead assess --interactive\" asks about your knee, "
        "\"knead --help\" shows what else there is");
  }

  Arguments arguments;
  const std::string command = app.get_subcommands().front()->get_name();
  absl::Status status = ReadGeneral(typed, arguments);
  status.Update(ReadOutput(command, typed, arguments));
  if (!status.ok()) return status;
  arguments.server = server->count() > 0
                         ? typed.server
                         : Variable(environment, "KNEAD_SERVER");
  if (command == "assess") {
    arguments.command = std::move(typed.assess);
  } else if (command == "explain") {
    absl::StatusOr<ExplainArguments> explain = ReadExplain(typed);
    if (!explain.ok()) return explain.status();
    arguments.command = *std::move(explain);
  } else if (command == "plan") {
    absl::StatusOr<PlanArguments> plan = ReadSession(typed.plan, typed);
    if (!plan.ok()) return plan.status();
    arguments.command = *std::move(plan);
  } else if (command == "coach") {
    absl::StatusOr<CoachArguments> coach = ReadSession(typed.coach, typed);
    if (!coach.ok()) return coach.status();
    arguments.command = *std::move(coach);
  } else if (command == "figure") {
    arguments.command = ReadFigure(typed);
  } else if (command == "search") {
    absl::StatusOr<SearchArguments> search = ReadSearch(typed);
    if (!search.ok()) return search.status();
    arguments.command = *std::move(search);
  } else if (command == "replay") {
    arguments.command = std::move(typed.replay);
  } else if (command == "evaluate") {
    arguments.command = std::move(typed.evaluate);
  } else if (command == "info") {
    arguments.command = InfoArguments{};
  } else {
    arguments.command = ReadLookup(command, typed);
  }
  if (absl::Status status = CheckCommand(arguments); !status.ok()) {
    return status;
  }
  return arguments;
}

bool HasTlsFlags(const Arguments& arguments) {
  const TlsFileCredentials& tls = arguments.tls;
  return !tls.root_certificates_file.empty() ||
         !tls.certificate_chain_file.empty() || !tls.private_key_file.empty() ||
         !tls.server_name.empty();
}

void DescribeCommandLine(const std::function<void(const CLI::App&)>& describe) {
  Typed typed;
  CLI::App app(kAbout, "knead");
  AddCommandLine(app, typed);
  describe(app);
}

int PageWidth(int width, const Environment& environment) {
  if (width > 0) return width;
  if (!environment.out_is_terminal || environment.terminal_width <= 0) {
    return kUsualWidth;
  }
  return std::clamp(environment.terminal_width, kNarrowestPage, kUsualWidth);
}

bool UseColour(ColourMode mode, const Environment& environment) {
  switch (mode) {
    case ColourMode::kAlways:
      return true;
    case ColourMode::kNever:
      return false;
    case ColourMode::kAuto:
      break;
  }
  return environment.out_is_terminal &&
         Variable(environment, "NO_COLOR").empty() &&
         Variable(environment, "TERM") != "dumb";
}

}  // namespace knead::cli
