#include "client/cli/coach/questions.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/view.h"
#include "client/cli/interview/answer_syntax.h"
#include "client/cli/library.h"
#include "client/cli/observation_syntax.h"
#include "client/cli/site_syntax.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/session.pb.h"

namespace knead::cli {
namespace {

CoachQuestion PainQuestion(const std::string& text, const PainWords& said) {
  CoachQuestion question;
  if (said.quality.has_value()) {
    question.text = "How strong is it?";
    question.hint = "a number from 0, none, to 10, the worst imaginable";
    return question;
  }
  question.text = said.intensity.has_value() ? "What is it like?" : text;
  if (!said.intensity.has_value()) {
    question.choices.emplace_back("0", "no discomfort");
  }
  question.choices.emplace_back("d", "dull and steady");
  question.choices.emplace_back("s", "sharp");
  question.choices.emplace_back("h", "shooting");
  question.choices.emplace_back("r", "spreading to other places");
  question.choices.emplace_back("g", "growing, whatever it is like");
  question.choices.emplace_back("n", "something else has come up");
  question.choices.emplace_back("q", "stop the session");
  question.hint = said.intensity.has_value()
                      ? "a letter"
                      : "a letter, or with its strength, 0 to 10: 3 d";
  return question;
}

// Where it is: the places that were typed; none, which means everywhere, when
// that was left open.
std::optional<std::vector<v1::BodySite>> AskSites(const std::string& finding,
                                                  CoachView& view,
                                                  Library& library) {
  CoachQuestion question;
  question.text = absl::StrCat(finding, ": where?");
  question.hint = "e.g. left-calf,right-shin; empty for everywhere or not sure";
  while (true) {
    const std::optional<std::string> line = view.Ask(question);
    if (!line.has_value()) return std::nullopt;
    if (absl::StripAsciiWhitespace(*line).empty()) {
      return std::vector<v1::BodySite>();
    }
    absl::StatusOr<std::vector<v1::BodySite>> sites =
        ParseSiteList(*line, library);
    if (sites.ok()) return *std::move(sites);
    question.help = std::string(sites.status().message());
  }
}

// What was chosen from the list.
std::optional<v1::NewFindings> Chosen(const v1::SessionCheckPrompt& check,
                                      const ChoiceAnswer& answer, bool all,
                                      CoachView& view, Library& library) {
  v1::NewFindings findings;
  for (int i = 0; i < check.questions_size(); ++i) {
    const v1::SessionCheckQuestion& question = check.questions(i);
    const bool present = answer.chosen.count(i + 1) > 0;
    const bool unsure = answer.unsure.count(i + 1) > 0;
    if (!present && !unsure && !all) continue;
    v1::Observation& observation = *findings.add_observations();
    observation.set_finding(question.finding());
    observation.set_presence(present  ? v1::PRESENCE_PRESENT
                             : unsure ? v1::PRESENCE_UNKNOWN
                                      : v1::PRESENCE_ABSENT);
    if (!present || !question.has_site()) continue;
    const auto sites = AskSites(question.display_name(), view, library);
    // Without an answer it counts everywhere.
    if (!sites.has_value()) continue;
    for (const v1::BodySite& site : *sites) *observation.add_sites() = site;
  }
  if (findings.observations().empty()) return std::nullopt;
  return findings;
}

// Explanations of the questions that have one.
std::string HelpText(const v1::SessionCheckPrompt& check) {
  std::string help;
  for (int i = 0; i < check.questions_size(); ++i) {
    if (check.questions(i).help().empty()) continue;
    absl::StrAppend(&help, help.empty() ? "" : "\n", i + 1, ": ",
                    check.questions(i).help());
  }
  return help;
}

}  // namespace

std::optional<PainAnswer> AskPain(const std::string& text, PainWords said,
                                  CoachView& view) {
  std::string fault;
  while (!said.complete()) {
    CoachQuestion question = PainQuestion(text, said);
    question.help = fault;
    const std::optional<std::string> line = view.Ask(question);
    if (!line.has_value()) return std::nullopt;
    const std::string word =
        absl::AsciiStrToLower(absl::StripAsciiWhitespace(*line));
    if (word == "q" || word == "stop") return WantsToLeave();
    if (word == "n" || word == "new") return WantsToReport();
    const absl::StatusOr<PainWords> more = ParsePainWords(word);
    if (!more.ok()) {
      fault = std::string(more.status().message());
      continue;
    }
    if (more->intensity.has_value()) said.intensity = more->intensity;
    if (more->quality.has_value()) said.quality = more->quality;
    fault.clear();
  }
  return said.report();
}

std::optional<v1::NewFindings> AskFindings(const v1::SessionCheckPrompt& check,
                                           bool all, CoachView& view,
                                           Library& library) {
  CoachQuestion question;
  question.text = all ? check.prompt().text() : "What has come up?";
  for (int i = 0; i < check.questions_size(); ++i) {
    question.choices.emplace_back(absl::StrCat(i + 1),
                                  check.questions(i).question());
  }
  question.hint = all ? "the numbers of what has, 3? if not sure of it, n for "
                        "nothing, ? for help, q to stop"
                      : "numbers, 3? if not sure of it, or a word such as "
                        "broken-skin@left-calf";
  while (true) {
    const std::optional<std::string> line = view.Ask(question);
    if (!line.has_value()) return std::nullopt;
    const absl::StatusOr<ChoiceAnswer> answer =
        ParseChoice(*line, check.questions_size());
    if (answer.ok()) {
      switch (answer->intent) {
        case Intent::kAnswer:
          return Chosen(check, *answer, all, view, library);
        case Intent::kExplain:
          question.help = HelpText(check);
          continue;
        case Intent::kBack:
          if (!all) return std::nullopt;
          question.help = "This has to be answered before the session goes on.";
          continue;
        case Intent::kStop:
          return std::nullopt;
      }
    }
    question.help = std::string(answer.status().message());
    if (all) continue;
    absl::StatusOr<v1::Observation> observation =
        ParsePresence(*line, v1::PRESENCE_PRESENT, library);
    if (observation.ok()) {
      v1::NewFindings findings;
      *findings.add_observations() = *std::move(observation);
      return findings;
    }
    question.help = std::string(observation.status().message());
  }
}

}  // namespace knead::cli
