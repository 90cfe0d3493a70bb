#include "client/cli/coach/questions.h"

#include <algorithm>
#include <future>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "client/call_options.h"
#include "client/cli/coach/command.h"
#include "client/cli/coach/view.h"
#include "client/cli/interview/answer_syntax.h"
#include "client/cli/library.h"
#include "client/cli/observation_syntax.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/site_syntax.h"
#include "client/proposals.h"
#include "knead/v1/anatomy.pb.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/extraction.pb.h"
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

bool IsOneOf(absl::string_view line, std::initializer_list<const char*> words) {
  const std::string word =
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(line));
  return absl::c_any_of(words, [&](const char* each) { return word == each; });
}

// The legs that are meant; none when the line says no leg.
std::vector<v1::Side> SidesOf(absl::string_view line) {
  if (IsOneOf(line, {"l", "left"})) return {v1::SIDE_LEFT};
  if (IsOneOf(line, {"r", "right"})) return {v1::SIDE_RIGHT};
  if (IsOneOf(line, {"b", "both"})) return {v1::SIDE_LEFT, v1::SIDE_RIGHT};
  return {};
}

// All places of the finding on these legs.
std::vector<v1::BodySite> PlacesOn(const std::vector<v1::Side>& sides,
                                   const std::string& finding,
                                   const Library& library) {
  std::vector<std::string> regions;
  if (const auto* known = library.Find<FindingKind>(finding);
      known != nullptr && !known->site_regions().empty()) {
    regions = {known->site_regions().begin(), known->site_regions().end()};
  } else {
    for (const v1::Region& region : library.All<RegionKind>()) {
      regions.push_back(region.name());
    }
  }
  std::vector<v1::BodySite> sites;
  for (const v1::Side side : sides) {
    for (const std::string& region : regions) {
      v1::BodySite& site = sites.emplace_back();
      site.set_region(region);
      site.set_side(side);
    }
  }
  return sites;
}

// Where it is; none, which means everywhere, when that was left open. Nothing:
// they want to leave.
std::optional<std::vector<v1::BodySite>> AskSites(
    const v1::SessionCheckQuestion& asked, CoachView& view, Library& library) {
  CoachQuestion question;
  question.text = absl::StrCat(asked.display_name(), ": where?");
  question.choices.emplace_back("l", "on the left leg");
  question.choices.emplace_back("r", "on the right leg");
  question.choices.emplace_back("b", "on both, or not sure");
  question.hint = "a letter, or places: left-calf,right-shin; q to stop";
  while (true) {
    const std::optional<std::string> line = view.Ask(question);
    if (!line.has_value()) return std::vector<v1::BodySite>();
    if (IsOneOf(*line, {"q", "stop"})) return std::nullopt;
    if (IsOneOf(*line, {"", "u"})) return std::vector<v1::BodySite>();
    const std::vector<v1::Side> sides = SidesOf(*line);
    if (!sides.empty()) return PlacesOn(sides, asked.finding(), library);
    absl::StatusOr<std::vector<v1::BodySite>> sites =
        ParseSiteList(*line, library);
    if (sites.ok()) return *std::move(sites);
    question.help = std::string(sites.status().message());
  }
}

// What was chosen from the list. It is not lost when the person wants to leave
// while it is asked where.
v1::NewFindings Chosen(const v1::SessionCheckPrompt& check,
                       const ChoiceAnswer& answer, bool all, CoachView& view,
                       Library& library) {
  v1::NewFindings findings;
  bool asks = true;
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
    if (!present || !question.has_site() || !asks) continue;
    const auto sites = AskSites(question, view, library);
    asks = sites.has_value();
    if (!asks) continue;
    for (const v1::BodySite& site : *sites) *observation.add_sites() = site;
  }
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

// What was said of a pain by somebody who says no more of it; nothing, if there
// is none. A kind that was left open counts as the growing one.
std::optional<v1::PainReport> Stated(PainWords said) {
  if (!said.quality.has_value()) {
    if (said.intensity.value_or(0) == 0) return std::nullopt;
    said.quality = v1::PAIN_QUALITY_INCREASING;
  }
  return said.report();
}

// What to do instead of saying it in words.
constexpr char kChoose[] =
    "Choose the number that fits; or say hurts, how strong it is and what it "
    "is "
    "like: hurts 3 dull.";

// How long somebody in whom something has come up waits for their words to be
// read.
constexpr absl::Duration kWordsTimeout = absl::Seconds(3);

// How often they are told what to do meanwhile.
constexpr absl::Duration kLook = absl::Milliseconds(100);

// What words say to be so. What can be at places is to be chosen instead: in
// the middle of a massage, "swelling" is not that of the knee unless somebody
// says so.
absl::StatusOr<v1::NewFindings> ReadWords(const std::string& text,
                                          CoachView& view, Library& library) {
  CoachWait wait;
  wait.advice = kHandsAway;
  wait.text = "Reading what you said ...";
  v1::ExtractFindingsRequest request;
  request.set_text(text);
  request.set_language_code(library.language_code());
  CallOptions options;
  options.timeout = kWordsTimeout;
  auto reading = std::async(std::launch::async, [&] {
    return library.client().ExtractFindings(request, options);
  });
  while (reading.wait_for(absl::ToChronoMilliseconds(kLook)) !=
         std::future_status::ready) {
    view.Wait(wait, absl::ZeroDuration());
  }
  const absl::StatusOr<v1::ExtractFindingsResponse> read = reading.get();
  if (!read.ok()) return read.status();
  v1::NewFindings findings;
  bool has_place = false;
  for (v1::Observation& observation : StatedPresent(*read)) {
    const auto* finding = library.Find<FindingKind>(observation.finding());
    if (finding == nullptr) continue;
    if (finding->has_site()) {
      has_place = true;
    } else {
      *findings.add_observations() = std::move(observation);
    }
  }
  if (!findings.observations().empty()) return findings;
  if (!has_place) return absl::InvalidArgumentError(kChoose);
  return absl::FailedPreconditionError(
      absl::StrCat("It matters where that is. ", kChoose));
}

}  // namespace

absl::StatusOr<v1::NewFindings> ReadFindings(const std::string& text,
                                             CoachView& view,
                                             Library& library) {
  v1::NewFindings findings;
  absl::StatusOr<v1::Observation> named =
      ParsePresence(text, v1::PRESENCE_PRESENT, library);
  if (named.ok()) {
    *findings.add_observations() = *std::move(named);
    return findings;
  }
  // A place was meant for what is named.
  if (absl::StrContains(text, '@')) return named.status();
  absl::StatusOr<v1::NewFindings> words = ReadWords(text, view, library);
  if (words.ok() || absl::IsFailedPrecondition(words.status())) return words;
  if (absl::IsInvalidArgument(words.status())) {
    return absl::InvalidArgumentError(
        absl::StrCat("That was not understood. ", kChoose));
  }
  return absl::UnavailableError(
      "The service does not answer, so these words could not be read. If "
      "something has come up, stop, take your hands away, and choose it from "
      "the list.");
}

std::optional<PainAnswer> AskPain(const std::string& text, PainWords said,
                                  bool is_required, CoachView& view) {
  std::string fault;
  while (!said.complete()) {
    CoachQuestion question = PainQuestion(text, said);
    question.help = fault;
    question.is_required = is_required;
    const std::optional<std::string> line = view.Ask(question);
    if (!line.has_value()) {
      if (const auto pain = Stated(said)) return *pain;
      return std::nullopt;
    }
    if (IsOneOf(*line, {"q", "stop"})) return WantsToLeave{Stated(said)};
    if (IsOneOf(*line, {"n", "new"})) return WantsToReport{Stated(said)};
    const absl::StatusOr<PainWords> whole = ParsePainWords(*line);
    const PainWords more = whole.ok() ? *whole : PartlyRead(*line);
    fault = whole.ok() ? "" : std::string(whole.status().message());
    if (more.intensity.has_value()) {
      said.intensity = std::max(*more.intensity, said.intensity.value_or(0));
    }
    if (more.quality.has_value()) said.quality = more.quality;
  }
  return said.report();
}

std::optional<FindingsAnswer> AskFindings(const v1::SessionCheckPrompt& check,
                                          bool all, CoachView& view,
                                          Library& library) {
  CoachQuestion question;
  question.text = all ? check.prompt().text() : "What has come up?";
  question.is_required = all;
  question.is_read_whole = all;
  question.unread_answers = {"q", "stop", "?"};
  for (int i = 0; i < check.questions_size(); ++i) {
    question.choices.emplace_back(absl::StrCat(i + 1),
                                  check.questions(i).question());
  }
  question.hint =
      all ? "the numbers of those that have, 3? if not sure of 3, n "
            "none of these, ? help, q stop"
          : "numbers, 3? if not sure of 3, or a finding such as "
            "broken-skin@left-calf; n nothing, q stop";
  while (true) {
    const std::optional<std::string> line = view.Ask(question);
    if (!line.has_value()) return std::nullopt;
    if (IsOneOf(*line, {"stop"})) return WantsToLeave();
    const absl::StatusOr<ChoiceAnswer> answer =
        ParseChoice(*line, check.questions_size());
    if (answer.ok()) {
      switch (answer->intent) {
        case Intent::kAnswer: {
          v1::NewFindings findings = Chosen(check, *answer, all, view, library);
          if (findings.observations().empty()) return std::nullopt;
          return findings;
        }
        case Intent::kExplain:
          question.help = HelpText(check);
          continue;
        case Intent::kBack:
          if (!all) return std::nullopt;
          question.help = "This has to be answered before the session goes on.";
          continue;
        case Intent::kStop:
          return WantsToLeave();
      }
    }
    if (const auto command = ParseCoachCommand(*line);
        command.ok() && command->wish == CoachWish::kHurts &&
        command->pain.complete()) {
      return command->pain.report();
    }
    question.help = std::string(answer.status().message());
    if (all) continue;
    absl::StatusOr<v1::NewFindings> findings =
        ReadFindings(*line, view, library);
    if (findings.ok()) return *std::move(findings);
    question.help = std::string(findings.status().message());
  }
}

}  // namespace knead::cli
